"""Quotes: who said what, and why the archive thinks so."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.admin.candidates import FORM, CandidatesAdmin, take_url
from articles.admin.parts import WITHHOLDING, ReadOnlyInline, editor_of, touch
from articles.admin.withholding import WithholdingAdmin
from articles.changes import changing
from articles.editing import NewQuote, NotAQuote, add_quote, find_place, mark_edited, redirect_removed
from articles.models import Action, Article, Origin, Provenance, Quote, ReviewState, UnnamedSource
from articles.text.documents import QuotationKind

# Changing one of these is deciding who spoke.
SPEAKER_FIELDS = ("speaker", "unnamed_source")


class AttributionFilter(admin.SimpleListFilter):
    title = "attribution"
    parameter_name = "attributed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("speaker", "To a speaker"), ("unnamed", "To an unnamed source"), ("nobody", "To nobody")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Quote]) -> QuerySet[Quote]:
        match self.value():
            case "speaker":
                return queryset.filter(speaker__isnull=False)
            case "unnamed":
                return queryset.filter(unnamed_source__isnull=False)
            case "nobody":
                return queryset.filter(speaker__isnull=True, unnamed_source__isnull=True)
            case _:
                return queryset


class AttributionForm(forms.ModelForm):
    """Who said a quote: a speaker, an unnamed source of the same article, or nobody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("unnamed_source")
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = UnnamedSource.objects.filter(article=self.instance.article_id)
            # The icons beside it would change a description for all its quotes.
            for icon in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
                setattr(field.widget, icon, False)

    def clean(self) -> dict[str, Any] | None:
        """Let a newly chosen speaker take the place of an unnamed source, and the other way round."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("speaker") and cleaned.get("unnamed_source"):
            changed = [field for field in SPEAKER_FIELDS if field in self.changed_data]
            if len(changed) == 1:
                other = "unnamed_source" if changed == ["speaker"] else "speaker"
                cleaned[other] = None
            else:
                self.add_error("unnamed_source", "A quote has a speaker or an unnamed source, not both.")
        if any(field in self.changed_data for field in SPEAKER_FIELDS):
            self.instance.attribution_origin = Origin.EDITOR
            if "review_state" not in self.changed_data:
                cleaned["review_state"] = ReviewState.CORRECTED
        return cleaned


class QuoteInlineForm(AttributionForm):
    class Meta:
        model = Quote
        fields = ("speaker", "unnamed_source", "review_state")


class NewQuoteForm(forms.ModelForm):
    """A quote that the engine missed: its words, which must stand in the article."""

    class Meta:
        model = Quote
        fields = ("article", "words", "kind", "speaker")

    # What is to be stored, of a form that is in order.
    new: NewQuote

    def clean(self) -> dict[str, Any] | None:
        """Find the words in the article's body."""
        cleaned = super().clean() or self.cleaned_data
        article, words = cleaned.get("article"), (cleaned.get("words") or "").strip()
        if article is None or not words:
            return cleaned
        try:
            place = find_place(article, words)
        except NotAQuote as refusal:
            several = (
                " That can be done on the article’s own page, under “Add a quote”." if refusal.places else ""
            )
            self.add_error("words", f"{refusal}{several}")
            return cleaned
        cleaned["words"] = words
        self.instance.start, self.instance.end = place.start, place.end
        if cleaned.get("kind"):
            self.new = NewQuote(place, QuotationKind(cleaned["kind"]), cleaned.get("speaker"))
        return cleaned


class QuoteProvenanceInline(ReadOnlyInline):
    model = Provenance
    fields = readonly_fields = ("field", "origin", "reason", "editor", "at")


@admin.register(Quote)
class QuoteAdmin(WithholdingAdmin, CandidatesAdmin):
    form = AttributionForm
    list_display = ("__str__", "speaker", "unnamed_source", "percent", "method", "review_state", "article")
    list_filter = (AttributionFilter, "review_state", "kind", "method", "visibility", "article__publication")
    list_select_related = ("speaker", "unnamed_source", "article")
    list_per_page = 50
    search_fields = ("words", "speaker__name", "unnamed_source__description", "public_id")
    search_help_text = "Words of the quote, speaker, description or id."
    autocomplete_fields = ("speaker", "article")
    ordering = ("-pk",)
    actions = ("confirm", "take_next", "reject")
    inlines = (QuoteProvenanceInline,)
    readonly_fields = (
        "public_id",
        "article",
        "in_context",
        "kind",
        "statement",
        "cue",
        "mention",
        "method",
        "percent",
        "why",
        "considered",
        "attribution_origin",
    )
    fieldsets = (
        (None, {"fields": ["article", "in_context", "speaker", "unnamed_source", "review_state", "notes"]}),
        (
            "Why it is attributed so",
            {"fields": ["cue", "mention", "why", "considered", "method", "percent", "attribution_origin"]},
        ),
        WITHHOLDING,
        ("Record", {"classes": ["collapse"], "fields": ["public_id", "kind", "statement"]}),
    )

    def get_form(
        self, request: HttpRequest, obj: Quote | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj is None:
            kwargs["form"] = NewQuoteForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Quote | None = None) -> Any:
        if obj is None:
            return ((None, {"fields": NewQuoteForm.Meta.fields}),)
        return super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Quote | None = None) -> Any:
        return super().get_readonly_fields(request, obj) if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Quote | None) -> Any:
        return super().get_inlines(request, obj) if obj else ()

    @admin.display(description="Confidence", ordering="confidence")
    def percent(self, quote: Quote) -> str:
        return f"{quote.confidence:.0%}"

    @admin.display(description="In the text")
    def in_context(self, quote: Quote) -> SafeString:
        body = quote.article.body
        before, after = body[max(0, quote.start - 300) : quote.start], body[quote.end : quote.end + 300]
        return format_html("… {}<strong>{}</strong>{} …", before, quote.words, after)

    @admin.display(description="From the mention to the speaker")
    def why(self, quote: Quote) -> SafeString | str:
        return format_html_join(" → ", "{}", ((step,) for step in quote.chain)) or "–"

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("obj") is not None:
            context |= {"take_form": FORM, "take_url": take_url(kwargs["obj"].pk)}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Quote, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            mark_edited(obj, fields=form.changed_data, editor=editor_of(request))
        else:
            obj.pk = add_quote(obj.article, form.new, editor=editor_of(request)).pk
            obj.refresh_from_db()
        touch(obj.article)

    def delete_model(self, request: HttpRequest, obj: Quote) -> None:
        redirect_removed(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Quote]) -> None:
        with changing(editor_of(request), action=Action.BULK):
            Article.objects.filter(pk__in=queryset.order_by().values("article")).lock()
            for quote in queryset.select_related("article"):
                redirect_removed(quote)
            super().delete_queryset(request, queryset)

    @admin.action(description="Confirm the attribution of the selected quotes", permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[Quote]) -> None:
        self._review(request, queryset, ReviewState.CONFIRMED)

    @admin.action(description="Mark the selected as not a quotation", permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Quote]) -> None:
        self._review(request, queryset, ReviewState.REJECTED)

    def _review(self, request: HttpRequest, queryset: QuerySet[Quote], state: ReviewState) -> None:
        with changing(editor_of(request), action=Action.REVIEW):
            Article.objects.filter(pk__in=queryset.order_by().values("article")).lock()
            quotes = list(queryset.select_related("article"))
            for quote in quotes:
                quote.review_state = state
                # One by one, not by an update: the index hears of saves only.
                quote.save(update_fields=["review_state"])
                mark_edited(quote, fields=["review_state"], editor=editor_of(request))
                touch(quote.article)
                self.log_change(request, quote, f"Review: {state.label}.")
        self.message_user(request, f"{len(quotes)} quotes: {state.label}.", messages.SUCCESS)
