"""The review queue at the desk: one screen per item, decided by keyboard or mouse, the next one at once."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from articles.admin.parts import ReadOnly, editor_of
from articles.admin.review_forms import (
    MOST_FOUND,
    PARTS,
    ChoiceForm,
    SampleForm,
    exactly,
    find_speakers,
)
from articles.admin.review_items import show_field, show_quote
from articles.changes import NotUndoable
from articles.editing.audits import NothingToDraw, draw_sample
from articles.editing.queues import (
    Choice,
    Item,
    Waiting,
    bring_back,
    count_skipped,
    count_waiting,
    hold,
    holder,
    skip,
    take_next,
    waiting_fields,
    waiting_quotes,
)
from articles.editing.reviews import (
    Judgement,
    Refused,
    Verdict,
    confirm_quotes,
    decide_field,
    decide_quote,
    last_decisions,
    state_of,
    undo_decision,
)
from articles.importing import stored_candidate
from articles.models import Provenance, Quote, Review, ReviewedKind, Speaker, UnnamedSource

# The queue is counted no further than this: it may be as long as the archive.
MOST_COUNTED = 1_000
# Quotes that one press confirms, each of them looked at beforehand.
MOST_AT_ONCE = 100
FIRST_SHOWN = 20
LAST_SHOWN = 5


@admin.register(Review)
class ReviewAdmin(ReadOnly, admin.ModelAdmin):
    """The queue. Who may change quotes decides; who may see them looks."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_look(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_look(request)

    def get_urls(self) -> list[URLPattern]:
        pages = (
            ("quote/<int:pk>/", self.quote_view, "quote"),
            ("field/<int:pk>/", self.field_view, "field"),
            ("many/", self.many_view, "many"),
            ("sample/", require_POST(self.sample_view), "sample"),
            ("undo/", require_POST(self.undo_view), "undo"),
            ("speakers/", require_safe(self.speakers_view), "speakers"),
        )
        return [
            path(address, self.admin_site.admin_view(view), name=f"articles_review_{name}")
            for address, view, name in pages
        ] + super().get_urls()

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the queue: what is in whose hands has no page."""
        return redirect("admin:articles_review_changelist")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Return what waits, and begin with it."""
        if not may_look(request):
            raise PermissionDenied
        form = ChoiceForm(request.GET or None)
        if request.method == "POST":
            _let_decide(request)
            if "bring_back" in request.POST:
                bring_back(editor_of(request))
            return _to_next(self, request, form)
        choice = form.choice
        is_field = choice.reviewed_kind is ReviewedKind.FIELD
        count = count_waiting(choice, most=MOST_COUNTED)
        context = {
            "form": form,
            "query": form.query,
            "part": "Quotes of a random sample" if choice.sample else PARTS[choice.what],
            "count": min(count, MOST_COUNTED),
            "is_more": count > MOST_COUNTED,
            "is_field": is_field,
            "first": _first_fields(choice) if is_field else _first_quotes(choice),
            "skipped": count_skipped(editor_of(request)),
            "sample_form": SampleForm(),
            "may_decide": may_decide(request),
            "can_many": not is_field and choice.what is Waiting.GIVEN,
        }
        return self._page(request, "overview", "Review queue", context)

    def quote_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return one quote to decide on, and take the decision."""
        form = ChoiceForm(request.GET or None)
        if request.method == "POST":
            return self._decide(request, form, Item(ReviewedKind.QUOTE, pk), _decide_quote)
        return self._quote_page(request, form, pk)

    def field_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return one inferred field to decide on, and take the decision."""
        form = ChoiceForm(request.GET or None)
        if request.method == "POST":
            return self._decide(request, form, Item(ReviewedKind.FIELD, pk), _decide_field)
        row = (
            Provenance.objects.select_related("article__publication")
            .filter(pk=pk, article__isnull=False)
            .first()
        )
        if row is None:
            return self._gone(
                request, form, "This value has changed: an editor set it, or the text was read again."
            )
        context = {"shown": show_field(row), "token": state_of(row), "verdicts": Verdict}
        return self._item_page(request, form, Item(ReviewedKind.FIELD, pk), context, row.origin == "rule")

    def many_view(self, request: HttpRequest) -> HttpResponse:
        """Show what one press would confirm, and confirm what was shown."""
        _let_decide(request)
        form = ChoiceForm(request.GET or None)
        if request.method == "POST":
            return self._confirm_many(request, form)
        others = Review.objects.held().exclude(editor=editor_of(request)).filter(kind=ReviewedKind.QUOTE)
        waiting = waiting_quotes(form.choice).exclude(pk__in=others.values("object_id"))
        quotes = list(waiting.with_article().order_by("-confidence", "pk")[:MOST_AT_ONCE])
        context = {
            "rows": [(quote, state_of(quote)) for quote in quotes],
            "query": form.query,
            "choice": form.choice,
            "speakers": len({quote.speaker_id for quote in quotes if quote.speaker_id}),
            "articles": len({quote.article_id for quote in quotes}),
        }
        return self._page(request, "many", "Confirm many at once", context)

    def sample_view(self, request: HttpRequest) -> HttpResponse:
        """Draw a random sample, and begin with it."""
        _let_decide(request)
        form = SampleForm(request.POST)
        if not form.is_valid():
            for problem in (str(error) for errors in form.errors.values() for error in errors):
                self.message_user(request, problem, messages.ERROR)
            return redirect("admin:articles_review_changelist")
        try:
            sample = draw_sample(**form.cleaned_data, editor=editor_of(request))
        except NothingToDraw as problem:
            self.message_user(request, str(problem), messages.WARNING)
            return redirect("admin:articles_review_changelist")
        return redirect(f"{reverse('admin:articles_review_changelist')}?sample={sample.pk}")

    def speakers_view(self, request: HttpRequest) -> JsonResponse:
        """Return the names of speakers that hold what is typed, as JSON."""
        if not may_look(request):
            raise PermissionDenied
        found = find_speakers(request.GET.get("q", ""))[:MOST_FOUND]
        names = [{"query": speaker.name, "label": speaker.get_kind_display()} for speaker in found]
        return JsonResponse({"completions": names})

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        """Take one of the editor's last decisions back, and show its item again."""
        _let_decide(request)
        form = ChoiceForm(request.GET or None)
        sent = request.POST.get("change", "")
        try:
            item = undo_decision(int(sent) if sent.isdecimal() else 0, editor=editor_of(request))
        except (Refused, NotUndoable) as problem:
            self.message_user(request, f"Not undone. {problem}", messages.WARNING)
            return redirect(_with_query("admin:articles_review_changelist", form.query))
        if item is None:
            self.message_user(request, "Undone.", messages.SUCCESS)
            return redirect(_with_query("admin:articles_review_changelist", form.query))
        return redirect(_with_query(f"admin:articles_review_{item.kind}", form.query, item.pk))

    def _decide(self, request: HttpRequest, form: ChoiceForm, item: Item, decide: Any) -> HttpResponse:
        """Take what was pressed, say what could not be, and go on with the next item."""
        _let_decide(request)
        editor = editor_of(request)
        if request.POST.get("verdict") == "skip":
            skip(item, editor=editor)
            return _to_next(self, request, form)
        try:
            decide(item.pk, request, editor)
        except _Unclear as unclear:
            return self._quote_page(request, form, item.pk, unclear)
        except Refused as problem:
            self.message_user(request, f"Not decided. {problem}", messages.WARNING)
        return _to_next(self, request, form)

    def _quote_page(
        self, request: HttpRequest, form: ChoiceForm, pk: int, unclear: "_Unclear | None" = None
    ) -> HttpResponse:
        quote = Quote.objects.with_article().prefetch_related("speaker__aliases").filter(pk=pk).first()
        if quote is None:
            return self._gone(request, form, "This quote is no longer in the archive.")
        context = {
            "shown": show_quote(quote),
            "token": state_of(quote),
            "unclear": unclear,
            "verdicts": Verdict,
        }
        return self._item_page(request, form, Item(ReviewedKind.QUOTE, pk), context, not quote.is_decided)

    def _item_page(
        self, request: HttpRequest, form: ChoiceForm, item: Item, context: dict[str, Any], is_open: bool
    ) -> HttpResponse:
        """Return the screen of an item, in the editor's hands where it is open and nobody else has it."""
        if not may_look(request):
            raise PermissionDenied
        editor = editor_of(request)
        may = is_open and may_decide(request)
        is_held = may and hold(item, editor=editor)
        count = count_waiting(form.choice, most=MOST_COUNTED)
        context |= {
            "query": form.query,
            "part": "Random sample" if form.choice.sample else PARTS[form.choice.what],
            "count": min(count, MOST_COUNTED),
            "is_more": count > MOST_COUNTED,
            "is_open": is_open,
            "may_decide": is_held,
            "other": holder(item) if may and not is_held else None,
        }
        return self._page(request, item.kind, "Review", context)

    def _confirm_many(self, request: HttpRequest, form: ChoiceForm) -> HttpResponse:
        seen = dict(one.split(":", 1) for one in request.POST.getlist("seen") if ":" in one)
        wanted = {int(pk): token for pk, token in seen.items() if pk.isdecimal()}
        chosen = {int(pk) for pk in request.POST.getlist("confirm") if pk.isdecimal()}
        reason = request.POST.get("change_reason", "")
        taken = {pk: token for pk, token in wanted.items() if pk in chosen}
        refusals = confirm_quotes(taken, editor=editor_of(request), reason=reason)
        for refusal in refusals:
            self.message_user(request, f"Not confirmed. {refusal}", messages.WARNING)
        if confirmed := len(taken) - len(refusals):
            noun = "quote" if confirmed == 1 else "quotes"
            self.message_user(request, f"{confirmed} {noun} confirmed.", messages.SUCCESS)
        return redirect(_with_query("admin:articles_review_changelist", form.query))

    def _gone(self, request: HttpRequest, form: ChoiceForm, said: str) -> HttpResponse:
        self.message_user(request, said, messages.WARNING)
        return redirect(_with_query("admin:articles_review_changelist", form.query))

    def _page(
        self, request: HttpRequest, template: str, title: str, context: dict[str, Any]
    ) -> TemplateResponse:
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "recent": last_decisions(editor_of(request), most=LAST_SHOWN) if may_decide(request) else [],
        }
        return TemplateResponse(request, f"admin/articles/review/{template}.html", {**shared, **context})


class _Unclear(Exception):
    """What was typed names nobody, or several; `found` are those it may mean."""

    def __init__(self, written: str, found: list[Speaker]) -> None:
        super().__init__(written)
        self.written, self.found = written, found


def may_look(request: HttpRequest) -> bool:
    return request.user.has_perm("articles.view_quote") or may_decide(request)


def may_decide(request: HttpRequest) -> bool:
    return request.user.has_perm("articles.change_quote")


def _let_decide(request: HttpRequest) -> None:
    if not may_decide(request):
        raise PermissionDenied


def _decide_quote(pk: int, request: HttpRequest, editor: User) -> None:
    """Take the decision that was sent on a quote."""
    sent = request.POST
    names_one = any(name in sent for name in ("candidate", "speaker", "who"))
    judgement = Judgement(
        verdict=Verdict.GIVE if names_one else _verdict(sent),
        seen=sent.get("seen", ""),
        who=_meant(sent) if names_one else None,
        reason=sent.get("change_reason", "").strip(),
    )
    decide_quote(pk, judgement, editor=editor)


def _decide_field(pk: int, request: HttpRequest, editor: User) -> None:
    sent = request.POST
    judgement = Judgement(
        verdict=_verdict(sent), seen=sent.get("seen", ""), reason=sent.get("change_reason", "").strip()
    )
    decide_field(pk, judgement, editor=editor)


def _verdict(sent: Any) -> Verdict:
    try:
        verdict = Verdict(sent.get("verdict", ""))
    except ValueError as error:
        raise Refused("Nothing that can be decided was pressed.") from error
    if verdict is Verdict.GIVE:
        raise Refused("Nobody was named to give it to.")
    return verdict


def _meant(sent: Any) -> Any:
    """Return what finds whom an editor gives a quote to: a candidate, a speaker found before, or a name that was typed.

    Raises:
        _Unclear: what was typed names nobody whom the archive has, or several.
    """
    if "candidate" in sent:
        return lambda quote: _candidate(quote, sent["candidate"])
    if sent.get("speaker", "").isdecimal():
        speaker = Speaker.objects.filter(pk=sent["speaker"]).first()
        if speaker is None:
            raise Refused("This speaker is no longer in the archive.")
        return lambda _: speaker
    written = " ".join(sent.get("who", "").split())[:200]
    if not written:
        raise Refused("Nobody was named to give it to.")
    if (kind := sent.get("new")) in ("person", "body"):
        named = {"name": written, "kind": kind, "forms": [written]}
        return lambda quote: stored_candidate(named, article=quote.article)
    found = list(find_speakers(written)[:MOST_FOUND])
    speaker = exactly(written, found)
    if speaker is None:
        raise _Unclear(written, found)
    return lambda _: speaker


def _candidate(quote: Quote, number: str) -> Speaker | UnnamedSource:
    if not number.isdecimal() or int(number) >= len(quote.candidates):
        raise Refused("The quote has no such candidate any more.")
    who = stored_candidate(quote.candidates[int(number)], article=quote.article)
    if who is None:
        raise Refused("Whether this is a name or a description is not known: name the speaker.")
    return who


def _to_next(desk: ReviewAdmin, request: HttpRequest, form: ChoiceForm) -> HttpResponse:
    """Go on with the next item of a choice, or back to the queue where there is none."""
    item = take_next(form.choice, editor=editor_of(request))
    if item is not None:
        return redirect(_with_query(f"admin:articles_review_{item.kind}", form.query, item.pk))
    if count_waiting(form.choice, most=1):
        said = "What is left here you passed over, or other editors have it in hand."
    else:
        said = "Nothing waits here any more."
    desk.message_user(request, said, messages.SUCCESS)
    return redirect(_with_query("admin:articles_review_changelist", form.query))


def _with_query(name: str, query: str, *args: int) -> str:
    address = reverse(name, args=args)
    return f"{address}?{query}" if query else address


def _first_quotes(choice: Choice) -> QuerySet[Quote]:
    return waiting_quotes(choice).with_article()[:FIRST_SHOWN]


def _first_fields(choice: Choice) -> QuerySet[Provenance]:
    return waiting_fields(choice).select_related("article__publication")[:FIRST_SHOWN]
