"""Speakers, their aliases, and those quoted without a name."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from articles.admin.parts import FORM_FIELDS, WITHHOLDING, ChangingAdmin, editor_of
from articles.admin.withholding import WithholdingAdmin
from articles.editing import mark_edited, redirect_renamed
from articles.models import Origin, RedirectKind, Speaker, SpeakerAlias, UnnamedSource
from articles.models.public_ids import name_key


class AliasForm(forms.ModelForm):
    """An alias; its name must not identify another speaker."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        self.instance.name_key = name_key(cleaned.get("name", ""))
        rivals = SpeakerAlias.objects.filter(name_key=self.instance.name_key, identifies=True)
        if cleaned.get("identifies") and rivals.exclude(pk=self.instance.pk).exists():
            self.add_error("name", "This name already identifies a speaker.")
        return cleaned


class AliasInline(admin.TabularInline):
    model = SpeakerAlias
    form = AliasForm
    extra = 0


@admin.register(Speaker)
class SpeakerAdmin(WithholdingAdmin):
    list_display = ("name", "kind", "quote_count", "wikidata_id", "visibility")
    list_filter = ("kind", "visibility")
    search_fields = ("name", "aliases__name", "slug")
    search_help_text = "Name or alias."
    ordering = ("sort_name",)
    prepopulated_fields = {"slug": ("name",)}
    formfield_overrides = FORM_FIELDS
    inlines = (AliasInline,)
    fieldsets = (
        (None, {"fields": ["name", "sort_name", "slug", "kind", "wikidata_id", "biography"]}),
        WITHHOLDING,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        queryset: QuerySet[Speaker] = super().get_queryset(request)
        return queryset.annotate(all_quotes=Count("quotes", distinct=True))

    @admin.display(description="Quotes", ordering="all_quotes")
    def quote_count(self, speaker: Any) -> int:
        count: int = speaker.all_quotes
        return count

    def save_model(self, request: HttpRequest, obj: Speaker, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            redirect_renamed(RedirectKind.SPEAKER, old=form.initial["slug"], new=obj.slug)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        speaker = form.instance
        taken = SpeakerAlias.objects.filter(name_key=name_key(speaker.name), identifies=True).exists()
        speaker.aliases.get_or_create(
            name=speaker.name, defaults={"name_key": name_key(speaker.name), "identifies": not taken}
        )


@admin.register(UnnamedSource)
class UnnamedSourceAdmin(ChangingAdmin):
    list_display = ("description", "is_several", "article")
    list_filter = ("is_several",)
    list_select_related = ("article",)
    search_fields = ("description",)
    readonly_fields = ("article",)

    def save_model(self, request: HttpRequest, obj: UnnamedSource, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.changed_data:
            # The description is by whom its quotes are: no import may go back to the one it read.
            for quote in obj.quotes.all():
                quote.attribution_origin = Origin.EDITOR
                quote.save(update_fields=["attribution_origin"])
                mark_edited(quote, fields=["unnamed_source"], editor=editor_of(request))
