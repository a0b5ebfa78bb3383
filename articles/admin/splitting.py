"""The page on which quotes of one speaker are given to another."""

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.html import format_html

from articles.admin.editors import editor_of
from articles.admin.speaker_acts import undo_link
from articles.admin.speaker_fields import SpeakerField
from articles.editing import NewSpeaker, NotSplittable, split
from articles.models import Quote, Speaker
from articles.models.quotes import QuoteQuerySet
from articles.text.documents import SpeakerKind

# Quotes that one page shows; what the filter finds beyond them can be chosen as a whole.
MOST_SHOWN = 200
# Roles, forms of the name and publications to choose from.
MOST_LISTED = 100
NEW, KNOWN = "new", "known"


class QuoteFilter(forms.Form):
    """Which quotes of a speaker are looked at: what is printed beside them, and where."""

    role = forms.ChoiceField(label="Role as printed", required=False)
    mention = forms.ChoiceField(label="Name as printed", required=False)
    publication = forms.ChoiceField(label="Publication", required=False)
    words = forms.CharField(label="Words of the headline", required=False, max_length=100)

    def __init__(self, data: Any, *, said: QuoteQuerySet) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.said = said
        for name, field in (
            ("role", "role"),
            ("mention", "mention"),
            ("publication", "article__publication__name"),
        ):
            choices = self.fields[name]
            assert isinstance(choices, forms.ChoiceField)  # noqa: S101  for the type checker
            choices.choices = [("", "All"), *_counted(said, field)]

    def found(self) -> QuoteQuerySet:
        """Return the quotes that are asked for; all where the form is not valid."""
        quotes = self.said
        if not self.is_valid():
            return quotes
        asked = self.cleaned_data
        paths = {"role": "role", "mention": "mention", "publication": "article__publication__name"}
        for name, field in paths.items():
            if asked[name]:
                quotes = quotes.filter(**{field: asked[name]})
        if asked["words"]:
            quotes = quotes.filter(article__headline__icontains=asked["words"])
        return quotes


def _counted(said: QuoteQuerySet, field: str) -> list[tuple[str, str]]:
    """Return the values of a field that these quotes have, most first, each with how many."""
    rows = said.order_by().exclude(**{field: ""}).exclude(**{field: None}).values_list(field)
    counted = rows.annotate(count=Count("pk")).order_by("-count", field)[:MOST_LISTED]
    return [(value, f"{value} ({count})") for value, count in counted]


class SplitForm(forms.Form):
    """Which quotes go, and to whom."""

    quotes = forms.ModelMultipleChoiceField(
        Quote.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Some of these quotes are no longer the speaker’s. Choose again."},
    )
    all_found = forms.BooleanField(required=False)
    whose = forms.ChoiceField(
        label="They are quotes of",
        choices=[(NEW, "a new speaker"), (KNOWN, "a speaker who is in the archive")],
        widget=forms.RadioSelect,
        initial=NEW,
    )
    name = forms.CharField(
        label="Name of the new speaker",
        required=False,
        max_length=200,
        help_text="A namesake may have the same name: only the speaker split from is then found by it.",
    )
    sort_name = forms.CharField(
        label="Under A to Z", required=False, max_length=200, help_text="“Obama, Barack”."
    )
    kind = forms.ChoiceField(
        label="Kind", choices=[(kind.value, kind.value.capitalize()) for kind in SpeakerKind]
    )
    into = SpeakerField(
        label="The speaker in the archive",
        required=False,
        max_length=200,
        help_text="The name, or the last part of the address: ada-marsh.",
    )
    change_reason = forms.CharField(
        label="Reason", required=False, max_length=500, help_text="Kept with each quote and in the history."
    )

    def __init__(self, data: Any, *, said: QuoteQuerySet, kind: str) -> None:
        super().__init__(data, auto_id="%s", initial={"kind": kind})
        quotes = self.fields["quotes"]
        assert isinstance(quotes, forms.ModelMultipleChoiceField)  # noqa: S101  for the type checker
        quotes.queryset = said

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or self.cleaned_data
        if chosen.get("whose") == NEW and not chosen.get("name"):
            self.add_error("name", "Write the name of the new speaker.")
        if chosen.get("whose") == KNOWN and not chosen.get("into") and "into" not in self.errors:
            self.add_error("into", "Write which speaker.")
        if not chosen.get("all_found") and not chosen.get("quotes") and "quotes" not in self.errors:
            self.add_error("quotes", "Choose at least one quote.")
        return chosen

    @property
    def target(self) -> Speaker | NewSpeaker:
        """To whom the quotes go; of a form that is valid."""
        chosen = self.cleaned_data
        if chosen["whose"] == KNOWN:
            known: Speaker = chosen["into"]
            return known
        return NewSpeaker(
            chosen["name"], chosen["sort_name"] or _filed(chosen["name"], chosen["kind"]), chosen["kind"]
        )


def _filed(name: str, kind: str) -> str:
    """Return where A to Z puts a name, unless an editor says otherwise."""
    *given, last = name.split()
    return f"{last}, {' '.join(given)}" if given and kind == SpeakerKind.PERSON.value else name


class SplittingAdmin(admin.ModelAdmin):
    """The part of a speaker's admin that gives quotes to another."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.split_view)
        return [path("<int:number>/split/", view, name="articles_speaker_split"), *super().get_urls()]

    def split_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the quotes of a speaker to choose from, and give those that are sent to another."""
        source = get_object_or_404(Speaker, pk=number)
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        said = Quote.objects.filter(speaker=source)
        asked = QuoteFilter(request.GET, said=said)
        found = asked.found()
        form = SplitForm(request.POST or None, said=said, kind=source.kind)
        if request.method == "POST" and form.is_valid():
            quotes = found if form.cleaned_data["all_found"] else form.cleaned_data["quotes"]
            if answer := self._split(request, source, quotes, form):
                return answer
        shown = found.with_article().order_by("article__date_earliest", "article", "start")[:MOST_SHOWN]
        return render(
            request,
            "admin/articles/speaker/split.html",
            {
                **self.admin_site.each_context(request),
                "title": f"Split {source}",
                "opts": self.opts,
                "speaker": source,
                "asked": asked,
                "form": form,
                "chosen": set(request.POST.getlist("quotes")),
                "articles": [
                    (article, [(str(quote.pk), quote) for quote in quotes])
                    for article, quotes in groupby(shown, key=lambda quote: quote.article)
                ],
                "found": found.count(),
                "most_shown": MOST_SHOWN,
                "is_narrowed": any(asked.cleaned_data.values()) if asked.is_valid() else False,
            },
        )

    def _split(
        self, request: HttpRequest, source: Speaker, quotes: QuoteQuerySet, form: SplitForm
    ) -> HttpResponse | None:
        """Split, say so and return the way to whom the quotes have gone; None, with the reason at its field, if refused."""
        reason = form.cleaned_data["change_reason"].strip()
        try:
            done = split(source, quotes, into=form.target, editor=editor_of(request), reason=reason)
        except NotSplittable as refused:
            form.add_error(refused.field or None, str(refused))
            return None
        self.log_change(request, source, f"Quotes given to {done.speaker}.")
        self.log_change(request, done.speaker, f"Quotes taken from {source}.")
        said = format_html("These quotes are {}’s now. {}", done.speaker, undo_link(done.change))
        self.message_user(request, said, messages.SUCCESS)
        return redirect("admin:articles_speaker_change", done.speaker.pk)
