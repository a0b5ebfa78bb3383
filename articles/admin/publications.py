"""Publications."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from articles.admin.parts import FORM_FIELDS, ChangingAdmin
from articles.editing import redirect_renamed
from articles.models import Publication, RedirectKind
from articles.models.public_ids import name_key


class PublicationForm(forms.ModelForm):
    """A publication; names that differ only in case or accents are one."""

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        self.instance.name_key = name_key(name)
        if Publication.objects.filter(name_key=self.instance.name_key).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("A publication of this name exists.")
        return name


class SluggedAdmin(ChangingAdmin):
    """An admin of things whose old slug leads to the new one."""

    redirect_kind: RedirectKind
    formfield_overrides = FORM_FIELDS
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            redirect_renamed(self.redirect_kind, old=form.initial["slug"], new=obj.slug)


@admin.register(Publication)
class PublicationAdmin(SluggedAdmin):
    redirect_kind = RedirectKind.PUBLICATION
    form = PublicationForm
    list_display = ("name", "rights", "website")
    list_filter = ("rights",)
    fields = ("name", "slug", "website", "rights", "notes")
