"""The queue of reports: what readers say is wrong, beside the thing itself, until an editor resolves it."""

from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.parts import FORM_FIELDS, ChangingAdmin, OpenFilter, editor_of, short
from articles.exports.speakers import speaker_label
from articles.models import Article, Quote, Redirect, RedirectKind, Report, ReportKind, Speaker

# What a page of the queue can say of one message.
SHORT = 90
Thing = TypeVar("Thing", Article, Quote, Speaker)


class StateFilter(OpenFilter):
    """Open reports, unless others are asked for."""

    done = ("resolved", "Resolved")


class ReportForm(forms.ModelForm):
    is_resolved = forms.BooleanField(required=False, label="Resolved")

    class Meta:
        model = Report
        fields = ("note", "is_note_public")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "is_resolved" in self.fields:  # not for who may only look
            self.fields["is_resolved"].initial = self.instance.is_resolved

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("is_resolved") and not self.cleaned_data.get("note", "").strip():
            self.add_error("note", "Say what was done, if only that nothing had to be.")
        return cleaned


@admin.register(Report)
class ReportAdmin(ChangingAdmin):
    form = ReportForm
    formfield_overrides = FORM_FIELDS
    list_display = ("reason", "kind", "said", "received", "state")
    list_filter = (StateFilter, "reason", "kind")
    list_select_related = ("resolved_by",)
    list_per_page = 50
    search_fields = ("public_id", "about", "message", "note")
    search_help_text = "Number, address, or words of the message or the note."
    readonly_fields = ("thing", "reason", "message", "number", "received", "state")
    fieldsets = (
        (None, {"fields": ["thing", "reason", "message", "received", "number"]}),
        ("What was done", {"fields": ["note", "is_note_public", "is_resolved", "state"]}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="Message")
    def said(self, report: Report) -> str:
        return short(report.message, SHORT) or "–"

    @admin.display(description="Received", ordering="created_at")
    def received(self, report: Report) -> str:
        return f"{report.created_at:%Y-%m-%d %H:%M}"

    @admin.display(description="State")
    def state(self, report: Report) -> str:
        if report.resolved_at is None:
            return "Open"
        who = f" by {report.resolved_by}" if report.resolved_by else ""
        return f"Resolved{who} on {report.resolved_at:%Y-%m-%d}"

    @admin.display(description="Number")
    def number(self, report: Report) -> SafeString:
        return format_html('<a href="{}">{}</a>', report.get_absolute_url(), report.public_id)

    @admin.display(description="About")
    def thing(self, report: Report) -> SafeString | str:
        """Return what it is about, as it is now, with the way to change it and to where readers see it."""
        thing = thing_of(report)
        if thing is None:
            return (
                f"The {report.get_kind_display().lower()} {report.about}, which is no longer in the archive."
            )
        change = reverse(f"admin:articles_{report.kind}_change", args=[thing.pk])
        return format_html(
            '<span dir="auto">{}</span><br><a href="{}">Change it</a> · <a href="{}">As readers see it</a>',
            _told(thing),
            change,
            thing.get_absolute_url(),
        )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(request, {"title": "Reports of readers", **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:
        is_resolved = form.cleaned_data["is_resolved"]
        if is_resolved and not obj.is_resolved:
            obj.resolve(editor_of(request))
        elif not is_resolved:
            obj.reopen()
        super().save_model(request, obj, form, change)


def thing_of(report: Report) -> Article | Quote | Speaker | None:
    """Return what a report is about, or what has taken its place by now, whether or not readers may see it."""
    match report.kind:
        case ReportKind.ARTICLE:
            return _now(Article.objects.all(), "public_id", RedirectKind.ARTICLE, report.about)
        case ReportKind.QUOTE:
            quotes = Quote.objects.with_article()
            return _now(quotes, "public_id", RedirectKind.QUOTE, report.about)
        case _:
            return _now(Speaker.objects.all(), "slug", RedirectKind.SPEAKER, report.about)


def _now(rows: QuerySet[Thing], field: str, kind: RedirectKind, address: str) -> Thing | None:
    new = Redirect.objects.target(kind=kind, old=address)
    addresses = [address, new] if new else [address]
    return rows.filter(**{f"{field}__in": addresses}).first()


def _told(thing: Article | Quote | Speaker) -> str:
    match thing:
        case Quote():
            who = speaker_label(thing) or "nobody named"
            return f"“{short(thing.words, 1_000)}” – {who}, in “{thing.article}”, {thing.article.published}"
        case Article():
            return f"{thing}, {thing.published}"
        case _:
            return thing.name
