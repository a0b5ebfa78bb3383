"""Articles: their metadata, quotes, and where each value came from."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.db.models import Count, F, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles import dating
from articles.admin.bodies import BodyForm
from articles.admin.bulk_edits import BulkEditingAdmin
from articles.admin.erasing import ErasingAdmin
from articles.admin.headlines import HeadlineForm
from articles.admin.new_quotes import AddingAdmin
from articles.admin.origins import OriginsAdmin
from articles.admin.parts import (
    FORM_FIELDS,
    WITHHOLDING,
    ReadOnlyInline,
    editor_of,
    field_name,
    touch,
)
from articles.admin.quotes import QuoteInlineForm
from articles.admin.removed_texts import RemovedTextInline, RestoringAdmin
from articles.admin.topic_inlines import ByHandInline
from articles.admin.withholding import WithholdingAdmin
from articles.editing import BodyPlan, IncompleteDate, carry_out, complete_range, mark_edited
from articles.importing import find_quotes_written
from articles.models import Article, Byline, Conflict, Original, Provenance, Quote, Rights, Topic
from articles.text.documents import DateBasis, DatePrecision

DATE_FIELDS = ("date_precision", "date_earliest", "date_latest", "date_time", "date_zone")
# The name under which the provenance of a column is kept, where the two differ.
PROVENANCE_FIELDS = {**dict.fromkeys(DATE_FIELDS, "published"), "mistake_of": "headline"}

WORDS_SHOWN = 20
# Fields of the form that no provenance is kept of.
OF_THE_FORM = ("reason", "plan_seen", "let_go")


class DatednessFilter(admin.SimpleListFilter):
    title = "date"
    parameter_name = "dated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "Undated"), ("yes", "Dated")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() in ("yes", "no"):
            return queryset.filter(date_earliest__isnull=self.value() == "no")
        return queryset


class ArticleForm(BodyForm, HeadlineForm):
    """An article's fields, and why they were changed."""

    reason = forms.CharField(
        required=False,
        label="Reason for the change",
        help_text="Kept with each field you change, and told to readers.",
        widget=AdminTextInputWidget,
    )

    class Meta:
        widgets = {
            "body": AdminTextareaWidget(attrs={"rows": 24}),
            "standfirst": AdminTextareaWidget(attrs={"rows": 2}),
        }
        help_texts = {
            "headline": "As readers see it. Leave it empty where the source prints none: the first words stand in for it.",
            "standfirst": "The summary that the source prints below the headline.",
            "dateline": "The place that opens the text: “LONDON —”.",
            "body": "Plain text, a blank line between paragraphs. Quotes go along with the text around them; look before you save.",
            "source_url": "Where it was found. Readers are led there.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "rights" in self.fields:
            in_effect = Rights(self.instance.effective_rights).label
            self.fields["rights"].help_text += f" In effect now: {in_effect[:1].lower()}{in_effect[1:]}."

    def clean(self) -> dict[str, Any] | None:
        """Complete the days of a date to its precision."""
        cleaned = super().clean() or self.cleaned_data
        if any(field in self.errors for field in DATE_FIELDS):
            return cleaned
        precision = DatePrecision(cleaned["date_precision"])
        self._refuse_what_would_be_lost(precision, cleaned)
        try:
            cleaned["date_earliest"], cleaned["date_latest"] = complete_range(
                precision, earliest=cleaned.get("date_earliest"), latest=cleaned.get("date_latest")
            )
        except IncompleteDate as error:
            self.add_error(f"date_{error.field}", str(error))
        if precision is not DatePrecision.MINUTE:
            cleaned["date_time"], cleaned["date_zone"] = None, ""
        elif cleaned.get("date_time") is None:
            self.add_error("date_time", "A date to the minute needs a time.")
        if any(field in self.changed_data for field in DATE_FIELDS):
            is_known = precision is not DatePrecision.UNKNOWN
            if is_known and self.instance.date_basis == DateBasis.UNKNOWN and not cleaned.get("reason"):
                self.add_error("reason", "Say how you know the date: the text does not give it.")
            if self.errors:
                return cleaned
            self.instance.date_basis = (DateBasis.EDITOR if is_known else DateBasis.UNKNOWN).value
        return cleaned

    def _refuse_what_would_be_lost(self, precision: DatePrecision, cleaned: dict[str, Any]) -> None:
        """Refuse a day or a time that was entered and that the precision has no room for."""
        entered = {field for field in DATE_FIELDS if field in self.changed_data and cleaned.get(field)}
        if precision is DatePrecision.UNKNOWN and entered & {"date_earliest", "date_latest"}:
            self.add_error("date_precision", "Choose how precise this date is.")
        is_one_day = precision in (DatePrecision.DAY, DatePrecision.MINUTE)
        if is_one_day and "date_latest" in entered and cleaned["date_latest"] != cleaned.get("date_earliest"):
            self.add_error("date_latest", "Only a range has a last day of its own.")
        if precision is not DatePrecision.MINUTE and "date_time" in entered:
            self.add_error("date_time", "A time needs the precision “minute”.")


class BylineInline(admin.TabularInline):
    model = Byline
    extra = 0
    fields = ("position", "name", "printed", "role")


class QuoteInline(admin.TabularInline):
    model = Quote
    form = QuoteInlineForm
    extra = 0
    fields = ("words", "kind", "speaker", "unnamed_source", "confidence", "review_state")
    readonly_fields = ("words", "kind", "confidence")
    autocomplete_fields = ("speaker",)
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        return super().get_queryset(request).select_related("speaker", "unnamed_source").order_by("start")


class TopicInline(ByHandInline):
    fields = ("topic", "reason")
    autocomplete_fields = ("topic",)
    verbose_name = "topic"
    verbose_name_plural = "topics by hand"


class OriginalInline(ReadOnlyInline):
    model = Original
    fields = readonly_fields = ("name", "sha256", "size", "encoding", "received_at", "is_current")
    show_change_link = True


class ProvenanceInline(ReadOnlyInline):
    model = Provenance
    fields = readonly_fields = ("field", "origin", "rule", "evidence", "reason", "editor", "at")


class ConflictInline(ReadOnlyInline):
    model = Conflict
    fields = readonly_fields = ("decision", "kept", "incoming", "created_at", "resolved_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Conflict]:
        queryset: QuerySet[Conflict] = super().get_queryset(request)
        return queryset.order_by(F("resolved_at").desc(nulls_first=True), "-created_at")

    @admin.display(description="Conflict over")
    def decision(self, conflict: Conflict) -> SafeString:
        url = reverse("admin:articles_conflict_change", args=[conflict.pk])
        name = field_name(conflict.field)
        return format_html(
            '<a href="{}">{}</a>', url, name if conflict.resolved_at else f"{name}: decide this open conflict"
        )


@admin.register(Article)
class ArticleAdmin(
    ErasingAdmin, WithholdingAdmin, OriginsAdmin, AddingAdmin, RestoringAdmin, BulkEditingAdmin
):
    form = ArticleForm
    reason_field = "reason"
    list_display = ("title", "publication", "published_on", "quote_count", "visibility", "created_at")
    list_filter = (DatednessFilter, "date_basis", "publication", "topics", "visibility", "rights")
    list_select_related = ("publication",)
    search_fields = ("headline", "body", "public_id", "originals__name", "bylines__name")
    search_help_text = "Headline, text, id, file name or author."
    date_hierarchy = "date_earliest"
    ordering = ("-created_at", "-pk")
    list_per_page = 50
    autocomplete_fields = ("publication",)
    formfield_overrides = FORM_FIELDS
    readonly_fields = (
        "public_id",
        "authors",
        "found_by",
        "words_on_the_date",
        "date_basis",
        "pipeline_version",
        "created_at",
        "updated_at",
    )
    inlines = (
        BylineInline,
        QuoteInline,
        TopicInline,
        ProvenanceInline,
        ConflictInline,
        RemovedTextInline,
        OriginalInline,
    )
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "headline",
                    "mistake_of",
                    "standfirst",
                    "authors",
                    "publication",
                    "found_by",
                    "reason",
                ]
            },
        ),
        (
            "Publication date",
            {
                "description": "As local wall time. A month or year needs only one of its days; "
                "“unknown” takes a date away. The reason above is asked for where the text gives no date.",
                "fields": [
                    "words_on_the_date",
                    "date_precision",
                    ("date_earliest", "date_latest"),
                    ("date_time", "date_zone"),
                    "date_basis",
                ],
            },
        ),
        ("Text", {"fields": ["body", "dateline", "language", "notes"]}),
        ("Source and rights", {"fields": ["source_url", "retrieved_at", "rights"]}),
        WITHHOLDING,
        (
            "Record",
            {
                "classes": ["collapse"],
                "fields": ["public_id", "pipeline_version", "created_at", "updated_at"],
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        queryset: QuerySet[Article] = super().get_queryset(request)
        return queryset.annotate(quote_count=Count("quotes"))

    def get_inlines(self, request: HttpRequest, obj: Article | None) -> Any:
        """Return the rows that hang on an article; where its fields came from stands beside them for who may edit."""
        inlines = super().get_inlines(request, obj)
        if not self.has_change_permission(request, obj):
            return inlines
        return [inline for inline in inlines if inline is not ProvenanceInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        # An article comes from an original: it is imported.
        return False

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        if (article := kwargs.get("obj")) is not None and request.user.has_perm("articles.view_conflict"):
            conflicts = article.conflicts.open()
            context["open_conflicts"] = [(conflict, field_name(conflict.field)) for conflict in conflicts]
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="Published", ordering="date_earliest")
    def published_on(self, article: Article) -> str:
        return str(article.published)

    @admin.display(description="Authors")
    def authors(self, article: Article) -> SafeString:
        """Return who wrote it, and where they are changed."""
        names = ", ".join(byline.name for byline in article.bylines.all()) or "The text names none"
        return format_html('{}. <a href="#bylines-group">Change them below</a>', names)

    @admin.display(description="Topics that find it")
    def found_by(self, article: Article) -> str:
        """Return the topics whose saved searches find it, and those that it is left out of."""
        found = Topic.objects.filter(topicarticle__article=article, topicarticle__by_hand=False)
        left_out = Topic.objects.filter(omissions__article=article)
        names = [topic.name for topic in found] + [f"{topic.name} (left out)" for topic in left_out]
        return ", ".join(names) or "None"

    @admin.display(description="Words that bear on it")
    def words_on_the_date(self, article: Article) -> SafeString | str:
        """Return the words of the text that bear on its date, each with what stands around it and its paragraph."""
        words = dating.words_on_the_date(article)[:WORDS_SHOWN]
        return (
            format_html(
                '<ul class="date-words">{}</ul>',
                format_html_join(
                    "",
                    "<li>{}<strong>{}</strong>{}{}</li>",
                    ((w.before, w.words, w.after, w.place) for w in words),
                ),
            )
            if words
            else "None"
        )

    @admin.display(description="Quotes", ordering="quote_count")
    def quote_count(self, article: Any) -> int:
        count: int = article.quote_count
        return count

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        form.keep_printed_headline()
        super().save_model(request, obj, form, change)
        editor, reason = editor_of(request), form.cleaned_data.get("reason", "")
        if form.plan is not None:
            carry_out(obj, form.plan, editor=editor, reason=reason, let_go=form.cleaned_data["let_go"])
            self._tell(request, form.plan, found=find_quotes_written(obj, old_body=form.plan.old_body))
        fields = {PROVENANCE_FIELDS.get(name, name) for name in form.changed_data if name not in OF_THE_FORM}
        mark_edited(obj, fields=fields, editor=editor, reason=reason)

    def _tell(self, request: HttpRequest, plan: BodyPlan, *, found: int) -> None:
        """Say what became of the quotes of a body that was changed."""
        told = (
            (plan.staying, "went along with the text around"),
            (plan.moved, "moved to where the words stand now"),
            (plan.reworded, "took the corrected words"),
            (plan.lost, "left the article"),
        )
        counts = [(len(quotes), fate) for quotes, fate in told] + [(found, "found in what is new")]
        said = [f"{count} quote{'s' * (count != 1)} {fate}" for count, fate in counts if count]
        if said:
            self.message_user(request, f"{'; '.join(said)}.", messages.INFO)

    def save_formset(self, request: HttpRequest, form: Any, formset: BaseInlineFormSet, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        reason = form.cleaned_data.get("reason", "")
        if formset.model is Byline and formset.has_changed():
            mark_edited(form.instance, fields=["byline"], editor=editor_of(request), reason=reason)
        if formset.model is Quote:
            for quote_form in formset.forms:
                if quote_form.has_changed():
                    mark_edited(
                        quote_form.instance,
                        fields=quote_form.changed_data,
                        editor=editor_of(request),
                        reason=reason,
                    )
        if formset.has_changed():
            touch(form.instance)
