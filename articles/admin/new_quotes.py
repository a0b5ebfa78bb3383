"""A quote that the engine missed, added by selecting its words in the text, or by pasting them."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html

from articles.admin.parts import ChangingAdmin, LongTextField, editor_of, short, touch
from articles.editing import NewQuote, NotAQuote, add_quote, find_place, find_who
from articles.models import Action, Article, Quote
from articles.text.cleaning import BREAK
from articles.text.documents import QuotationKind
from articles.text.spans import Span

# Code points shown around each place where the words stand.
AROUND = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several places where the words stand, with what stands around it."""

    start: int
    paragraph: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a paragraph; `quote` is the quote that it is, or is a part of."""

    text: str
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a body; `start` is where it begins, in code points of the body."""

    start: int
    pieces: tuple[Piece, ...]


class QuoteForm(forms.Form):
    """The words of a quote, where they stand, and who said them."""

    words = LongTextField(
        label="Words of the quote",
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text="Select them in the text, or paste them: letter by letter as they stand there, without the marks around them.",
    )
    start = forms.IntegerField(required=False, min_value=0, label="Place", widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="Kind",
        choices=[
            (QuotationKind.DIRECT.value, "Direct: a whole sentence or more, in marks"),
            (QuotationKind.MIXED.value, "Mixed: some words of a sentence, in marks"),
            (QuotationKind.INDIRECT.value, "Indirect: what was said, without marks"),
        ],
    )
    who = forms.CharField(
        required=False,
        max_length=300,
        label="Who said it",
        widget=AdminTextInputWidget(attrs={"list": "voices", "autocomplete": "off"}),
        help_text="A speaker’s full name, or how the text describes somebody it does not name. Empty: nobody knows.",
    )
    reason = forms.CharField(
        required=False,
        label="Reason",
        widget=AdminTextInputWidget,
        help_text="Kept with the quote.",
    )

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article
        self.places: tuple[Span, ...] = ()
        self.quote: NewQuote | None = None

    def clean(self) -> dict[str, Any] | None:
        """Find the place of the words and who said them; refusals stand at their fields."""
        cleaned = super().clean() or self.cleaned_data
        place = who = None
        try:
            who = find_who(self.article, cleaned.get("who") or "")
        except NotAQuote as refusal:
            self.add_error(refusal.field, str(refusal))
        if cleaned.get("words") and "start" not in self.errors:
            try:
                place = find_place(self.article, cleaned["words"], start=cleaned.get("start"))
            except NotAQuote as refusal:
                self.add_error(refusal.field, str(refusal))
                self.places = refusal.places
        if place is not None and not self.errors:
            self.quote = NewQuote(place, QuotationKind(cleaned["kind"]), who)
        return cleaned

    @property
    def chosen_start(self) -> str:
        """The place that the page sends along: none after one that was refused, so that the words are looked for."""
        return "" if self.errors.get("start") else str(self["start"].value() or "")

    @property
    def choices(self) -> list[Choice]:
        """The places to choose from, in the order of the text."""
        body = self.article.body
        return [
            Choice(
                place.start,
                body.count(BREAK, 0, place.start) + 1,
                body[max(0, place.start - AROUND) : place.start].rpartition(BREAK)[2],
                place.of(body),
                body[place.end : place.end + AROUND].partition(BREAK)[0],
            )
            for place in self.places
        ]


def paragraphs_of(article: Article) -> list[Paragraph]:
    """Return the paragraphs of an article with its quotes; of quotes that overlap the one that begins first."""
    quotes = list(article.quotes.with_speaker().order_by("start", "-end"))
    paragraphs = []
    start = 0
    for text in article.body.split(BREAK):
        end, at = start + len(text), start
        pieces = []
        for quote in quotes:
            opens, closes = max(quote.start, at), min(quote.end, end)
            if opens >= closes:
                continue
            if opens > at:
                pieces.append(Piece(article.body[at:opens]))
            pieces.append(Piece(article.body[opens:closes], quote))
            at = closes
        if at < end:
            pieces.append(Piece(article.body[at:end]))
        paragraphs.append(Paragraph(start, tuple(pieces)))
        start = end + len(BREAK)
    return paragraphs


class AddingAdmin(ChangingAdmin):
    """The part of an article's admin that adds quotes to it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.add_quote_view)
        return [
            path("<path:object_id>/add-quote/", view, name="articles_article_add_quote"),
            *super().get_urls(),
        ]

    def add_quote_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Return the text of an article with the form beside it, or store the quote that was sent."""
        article = get_object_or_404(Article, pk=object_id if object_id.isdecimal() else None)
        if not self.has_change_permission(request, article) or not request.user.has_perm(
            "articles.add_quote"
        ):
            raise PermissionDenied
        form = QuoteForm(request.POST or None, article=article)
        if request.method == "POST":
            with self.recorded(request, Action.EDIT):
                # Locked, so that nothing changes the text between the look at it and the saving.
                form.article = Article.objects.select_for_update().get(pk=article.pk)
                if form.is_valid() and form.quote is not None:
                    return self._added(request, form.article, form)
        known = article.quotes.with_speaker().order_by("start")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Add a quote",
            "article": article,
            "form": form,
            "paragraphs": paragraphs_of(article),
            "voices": list(
                dict.fromkeys(str(q.speaker or q.unnamed_source) for q in known if q.is_attributed)
            ),
        }
        return TemplateResponse(request, "admin/articles/article/add_quote.html", context)

    def _added(self, request: HttpRequest, article: Article, form: QuoteForm) -> HttpResponse:
        assert form.quote is not None  # noqa: S101  for the type checker
        quote = add_quote(article, form.quote, editor=editor_of(request), reason=form.cleaned_data["reason"])
        touch(article)
        said = f"Added the quote “{short(quote.words)}”."
        self.log_change(request, article, said)
        link = format_html('{} <a href="{}">See it as readers do</a>', said, quote.get_absolute_url())
        self.message_user(request, link, messages.SUCCESS)
        if "_addanother" in request.POST:
            return redirect("admin:articles_article_add_quote", article.pk)
        return redirect("admin:articles_article_change", article.pk)
