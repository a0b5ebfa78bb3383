"""A quote's candidates at the desk: an editor who rejects the speaker gets the next."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.admin.parts import ChangingAdmin, editor_of, touch
from articles.changes import changing
from articles.editing import give_to, is_given_to, mark_edited, next_candidate
from articles.importing import stored_candidate
from articles.models import Action, Article, Quote

# The form that the buttons beside the candidates send: their own, so that pressing one saves no other field.
FORM = "take-candidate"


class NoCandidate(Exception):
    """Nobody is left to give a quote to; the message is one plain sentence."""


class CandidatesAdmin(ChangingAdmin):
    """The part of a quote's admin that gives it to another candidate."""

    @admin.display(description="Who was considered")
    def considered(self, quote: Quote) -> SafeString | str:
        """Return the candidates, best first, each with the button that gives the quote to them."""
        if not quote.candidates:
            return "–"
        rows = format_html_join(
            "",
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            (
                (candidate["name"], f"{candidate['score']:.0%}", candidate["reason"], _state(quote, number))
                for number, candidate in enumerate(quote.candidates)
            ),
        )
        return format_html(
            "<table><thead><tr><th>Name</th><th>Score</th><th>Reason</th><th>Decision</th></tr></thead>"
            "<tbody>{}</tbody></table><p>{}</p>",
            rows,
            _next(quote),
        )

    @admin.action(description="Not these speakers: give each to its next candidate", permissions=["change"])
    def take_next(self, request: HttpRequest, queryset: QuerySet[Quote]) -> None:
        for quote in queryset:
            self._take(request, quote, next_candidate)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.take_view))
        return [path("<path:object_id>/take/", view, name="articles_quote_take"), *super().get_urls()]

    def take_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Give one quote to the candidate whose number was sent, and return to its page."""
        quote = get_object_or_404(Quote, pk=object_id if object_id.isdecimal() else None)
        if not self.has_change_permission(request, quote):
            raise PermissionDenied
        number = request.POST.get("candidate", "")
        self._take(request, quote, lambda _: int(number) if number.isdecimal() else None)
        return redirect("admin:articles_quote_change", quote.pk)

    def _take(self, request: HttpRequest, quote: Quote, choose: Callable[[Quote], int | None]) -> None:
        """Give a quote to the candidate that is chosen by how it is now, and say so, or say why not."""
        try:
            with changing(editor_of(request), action=Action.REVIEW):
                Article.objects.filter(pk=quote.article_id).lock()
                quote = Quote.objects.select_related("article", "speaker", "unnamed_source").get(pk=quote.pk)
                before = _given_to(quote)
                _give(quote, choose(quote))
                fields = ["speaker", "unnamed_source", "review_state"]
                reason = f"Not {before}: taken from those considered."
                mark_edited(quote, fields=fields, editor=editor_of(request), reason=reason)
                touch(quote.article)
                said = f"Given to {_given_to(quote)}, no longer to {before}."
                self.log_change(request, quote, said)
        except NoCandidate as problem:
            self.message_user(request, f"“{quote}” stays as it was: {problem}", messages.ERROR)
        else:
            self.message_user(request, f"“{quote}”: {said}", messages.SUCCESS)
            if unlike := _said_by_another(quote):
                self.message_user(request, unlike, messages.WARNING)


def _give(quote: Quote, number: int | None) -> None:
    """Give a quote to the candidate of a number, from 0.

    Raises:
        NoCandidate: there is none of this number, or it cannot be told who that is.
    """
    if number is None or number >= len(quote.candidates):
        raise NoCandidate("nobody else was considered. Choose a speaker by hand, or leave it to nobody.")
    candidate = quote.candidates[number]
    if is_given_to(quote, candidate["name"]):
        raise NoCandidate(f"it is given to {candidate['name']} already.")
    who = stored_candidate(candidate, article=quote.article)
    if who is None:
        raise NoCandidate(
            f"whether “{candidate['name']}” is a name or a description is not known. Choose by hand."
        )
    give_to(quote, who)


def _given_to(quote: Quote) -> str:
    return str(quote.speaker or quote.unnamed_source or "nobody")


def _said_by_another(quote: Quote) -> SafeString | str:
    """Return which parts of the same utterance are still given to somebody else, each a link; "" for none."""
    stretches = quote.article.quotes.shown().with_speaker().of_statement(quote.statement)
    parts = [
        (reverse("admin:articles_quote_change", args=[part.pk]), part, _given_to(part))
        for part in stretches
        if (part.speaker_id, part.unnamed_source_id) != (quote.speaker_id, quote.unnamed_source_id)
    ]
    if not parts:
        return ""
    links = format_html_join(", ", '<a href="{}">“{}”</a> ({})', parts)
    return format_html("The rest of the utterance is given to somebody else: {}.", links)


def _state(quote: Quote, number: int) -> SafeString | str:
    candidate: dict[str, Any] = quote.candidates[number]
    if is_given_to(quote, candidate["name"]):
        return "the quote is theirs"
    if not candidate.get("kind"):
        return "name or description? Choose by hand above"
    said = "Rejected. " if candidate.get("rejected") else ""
    return format_html(
        '{}<button type="submit" form="{}" name="candidate" value="{}">Give it to {}</button>',
        said,
        FORM,
        number,
        candidate["name"],
    )


def _next(quote: Quote) -> SafeString | str:
    number = next_candidate(quote)
    if number is None:
        return "Nobody else is left to take."
    label = "Take the first candidate" if not quote.is_attributed else "Not this speaker: take the next"
    return format_html(
        '<button type="submit" class="button" form="{}" name="candidate" value="{}">{}, {}</button>',
        FORM,
        number,
        label,
        quote.candidates[number]["name"],
    )


def take_url(quote_pk: str) -> str:
    """Return where the buttons beside a quote's candidates lead."""
    return reverse("admin:articles_quote_take", args=[quote_pk])
