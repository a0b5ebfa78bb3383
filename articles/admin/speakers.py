"""Speakers, their aliases and their roles."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from articles.admin.duplicates import DuplicatesAdmin, shown
from articles.admin.merging import MergingAdmin, merge_url
from articles.admin.parts import FORM_FIELDS, WITHHOLDING
from articles.admin.speaker_acts import SpeakerActsAdmin, told
from articles.admin.speaker_fields import DaysField, WikidataField
from articles.admin.splitting import SplittingAdmin
from articles.admin.withholding import WithholdingAdmin
from articles.editing import bearer_of, likely_duplicates, name_by_alias, redirect_deleted, redirect_renamed
from articles.models import Action, Change, Redirect, RedirectKind, Speaker, SpeakerAlias, SpeakerRole
from articles.models.public_ids import name_key

# Likely duplicates and acts that the page of one speaker tells.
MOST_TOLD = 5


class AliasForm(forms.ModelForm):
    """An alias; its name must not identify another speaker."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        self.instance.name_key = name_key(cleaned.get("name", ""))
        rivals = SpeakerAlias.objects.filter(name_key=self.instance.name_key, identifies=True)
        rival = rivals.exclude(pk=self.instance.pk).select_related("speaker").first()
        if cleaned.get("identifies") and rival is not None:
            self.add_error("name", f"This name already identifies a speaker: {rival.speaker}.")
        return cleaned


class AliasInline(admin.TabularInline):
    model = SpeakerAlias
    form = AliasForm
    extra = 0


class RoleForm(forms.ModelForm):
    """A role and when it was held, as exactly as that is known."""

    since = DaysField(required=False, max_length=40, help_text="2009, 2009-01 or 20 January 2009.")
    until = DaysField(required=False, max_length=40)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since", ""), cleaned.get("until", "")
        # "2009" may end in any of its months: what both say is compared.
        exact = min(len(since), len(until))
        if until[:exact] < since[:exact]:
            self.add_error("until", "A role ends after it begins.")
        return cleaned


class RoleInline(admin.TabularInline):
    model = SpeakerRole
    form = RoleForm
    extra = 0
    verbose_name_plural = "roles"


class SpeakerForm(forms.ModelForm):
    """A speaker; the Wikidata id must be no other's."""

    wikidata_id = WikidataField(
        label="Wikidata id", required=False, max_length=80, help_text="Q76, or the address of its page."
    )
    change_reason = forms.CharField(
        label="Reason for the change",
        required=False,
        max_length=500,
        help_text="Kept in the history, for other editors.",
    )

    def clean_wikidata_id(self) -> str:
        wikidata_id: str = self.cleaned_data["wikidata_id"]
        if rival := bearer_of(wikidata_id, but=[self.instance]):
            if self.instance.pk is None:
                raise forms.ValidationError(f"{wikidata_id} is the id of {rival}.")
            url = merge_url(rival.slug, self.initial["slug"])
            raise forms.ValidationError(
                format_html('{} is the id of {}. <a href="{}">Merge the two</a>?', wikidata_id, rival, url)
            )
        return wikidata_id


@admin.register(Speaker)
class SpeakerAdmin(SpeakerActsAdmin, DuplicatesAdmin, MergingAdmin, SplittingAdmin, WithholdingAdmin):
    form = SpeakerForm
    list_display = ("name", "kind", "quote_count", "wikidata_id", "visibility")
    list_filter = ("kind", "visibility")
    search_fields = ("name", "aliases__name", "slug")
    search_help_text = "Name or alias."
    ordering = ("sort_name",)
    actions = ("merge_selected",)
    prepopulated_fields = {"slug": ("name",)}
    formfield_overrides = FORM_FIELDS
    inlines = (RoleInline, AliasInline)
    fieldsets = (
        (
            None,
            {"fields": ["name", "sort_name", "slug", "kind", "wikidata_id", "biography", "change_reason"]},
        ),
        WITHHOLDING,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        queryset: QuerySet[Speaker] = super().get_queryset(request)
        return queryset.annotate(all_quotes=Count("quotes", distinct=True))

    @admin.display(description="Quotes", ordering="all_quotes")
    def quote_count(self, speaker: Any) -> int:
        count: int = speaker.all_quotes
        return count

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show beside the form whom the speaker may be, and what was merged and split."""
        speaker = kwargs.get("obj")
        if speaker is not None and self.has_change_permission(request, speaker):
            suggestions = likely_duplicates(Speaker.objects.filter(pk=speaker.pk))[:MOST_TOLD]
            acts = Change.objects.of("speaker", speaker.pk).filter(action__in=[Action.MERGE, Action.SPLIT])
            context |= {
                "suggestions": shown(suggestions),
                "acts": [told(change) for change in acts[:MOST_TOLD]],
                "merge_url": merge_url(speaker.slug),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Speaker, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            redirect_renamed(RedirectKind.SPEAKER, old=form.initial["slug"], new=obj.slug)
        elif not change:
            # Nothing leads away from where a speaker is.
            Redirect.objects.filter(kind=RedirectKind.SPEAKER, old=obj.slug).delete()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        name_by_alias(form.instance)

    def delete_model(self, request: HttpRequest, obj: Speaker) -> None:
        super().delete_model(request, obj)
        redirect_deleted(RedirectKind.SPEAKER, old=obj.slug)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Speaker]) -> None:
        slugs = list(queryset.values_list("slug", flat=True))
        super().delete_queryset(request, queryset)
        for slug in slugs:
            redirect_deleted(RedirectKind.SPEAKER, old=slug)
