"""What several admin pages share."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.admin.editors import editor_of as editor_of  # noqa: PLC0414  the pages take it from here
from articles.admin.histories import HistoryAdmin
from articles.admin.staleness import OPENED, REASON, guarded, guarded_inline, with_fields
from articles.changes import changing
from articles.models import Action, Article
from articles.text.comparisons import Stretch, compare_words

# Characters of a text that a page shows beside another.
LONGEST_SHOWN = 200_000

# The fields that have a provenance or a conflict, as editors read them.
FIELD_NAMES = {
    "body": "Text",
    "byline": "Authors",
    "dateline": "Dateline",
    "headline": "Headline",
    "language": "Language",
    "published": "Date",
    "publication": "Publication",
    "quote": "Quote",
    "retrieved_at": "Retrieved",
    "source_url": "Source URL",
    "standfirst": "Standfirst",
    "topics": "Topics",
}

# What an admin with `articles.admin.withholding` shows of it.
WITHHOLDING: tuple[str, Any] = (
    "Readers",
    {"fields": ["withholding"]},
)


class ReadOnly:
    """An admin or inline of rows that are looked at, never changed."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyInline(ReadOnly, admin.TabularInline):
    """An inline of rows that are looked at, never changed."""

    extra = 0
    can_delete = False


class ChangingAdmin(HistoryAdmin):
    """An admin whose forms and actions are recorded, each as one act with the reason that was sent along."""

    # The field of the form that holds it.
    reason_field = REASON

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None:
            form = kwargs.get("form", self.form)
            kwargs["form"] = guarded(form, asks_why=self.reason_field == REASON)
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        may_change = obj is not None and self.has_change_permission(request, obj)
        own = [OPENED, REASON] if self.reason_field == REASON else [OPENED]
        return with_fields(fieldsets, *own) if may_change else fieldsets

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        inlines = super().get_inlines(request, obj)
        return [each if issubclass(each, ReadOnly) else guarded_inline(each) for each in inlines]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        with self.recorded(request, Action.EDIT):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        with self.recorded(request, Action.EDIT):
            return super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        with self.recorded(request, Action.BULK):
            return super().changelist_view(request, extra_context)

    def recorded(self, request: HttpRequest, action: Action) -> AbstractContextManager[Any]:
        """Return what records the changes made to answer a form that was sent; a page that is read makes none."""
        if request.method != "POST":
            return nullcontext()
        return changing(
            editor_of(request), action=action, reason=request.POST.get(self.reason_field, "").strip()
        )


def touch(article: Article) -> None:
    """Note that what hangs on an article changed: a form of it that is open elsewhere is out of date."""
    Article.objects.filter(pk=article.pk).update(updated_at=timezone.now())


def field_name(field: str) -> str:
    """Return the name of a field as editors read it."""
    return FIELD_NAMES.get(field, field.replace("_", " ").capitalize())


def short(text: str, length: int = 100) -> str:
    """Return a text cut to a length at a word's end."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


def compare_shown(one: str, other: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Return two texts, cut to what a page can show, with the words that differ marked."""
    cut = [
        text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]} … [cut here]"
        for text in (one, other)
    ]
    return compare_words(*cut)


class LongTextField(forms.CharField):
    """Text of several lines, which a browser sends back with other line ends than it was given."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


# How fields are shown and read in every form here.
FORM_FIELDS: dict[Any, Any] = {
    models.TextField: {"form_class": LongTextField, "widget": AdminTextareaWidget(attrs={"rows": 4})},
    models.URLField: {"assume_scheme": "https"},
}


class OpenFilter(admin.SimpleListFilter):
    """What waits in a queue whose rows have `resolved_at`, unless others are asked for.

    `done` are the value in the address and the label of those that do not wait any more.
    """

    title = "state"
    parameter_name = "state"
    done: tuple[str, str]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [self.done, ("all", "All")]

    def choices(self, changelist: Any) -> Any:
        for value, label in ((None, "Open"), *self.lookup_choices):
            query = changelist.get_query_string({self.parameter_name: value}, [])
            if value is None:
                query = changelist.get_query_string(remove=[self.parameter_name])
            yield {"selected": self.value() == value, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "all":
            return queryset
        return queryset.filter(resolved_at__isnull=self.value() != self.done[0])
