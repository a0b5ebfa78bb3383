"""What changed of a thing, at the desk: who, when, from what to what and why, and the button that takes it back."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from articles.admin.editors import editor_of
from articles.changes import NotUndoable
from articles.changes.tracked import TRACKED, model_named, name_of
from articles.editing import take_back
from articles.histories.addresses import addresses_of
from articles.histories.timelines import timeline_of
from articles.models import Action, Article, Change, ImportRecord, Outcome

# Acts that the desk does not take back: an article would no longer be as its original is read. `undo_import` does.
PROGRAMS = (Action.IMPORT, Action.EXTRACT)
ENTRIES_PER_PAGE = 25
LOG_SHOWN = 100
# Longer reasons are stories.
REASON_LENGTH = 1_000


class HistoryAdmin(admin.ModelAdmin):
    """An admin whose history page shows each act with both values, and takes acts back."""

    def get_urls(self) -> list[URLPattern]:
        views = {"undo": self.undo_view, "keep": self.keep_view}
        own = [
            path(
                f"<path:object_id>/history/{name}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Return what changed of a thing and of what belongs to it, newest first."""
        thing = self._seen(request, object_id)
        if thing is None or self.model not in TRACKED:
            return super().history_view(request, object_id, extra_context)
        changes = Change.objects.of(name_of(self.model), thing.pk)
        page = Paginator(changes.values_list("pk"), ENTRIES_PER_PAGE).get_page(request.GET.get(PAGE_VAR))
        start = max(0, page.start_index() - 1)
        undone = set(
            Change.objects.filter(undoes__isnull=False)
            .filter(undoes__in=changes.order_by())
            .values_list("undoes", flat=True)
        )
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {thing}",
            "subtitle": None,
            "entries": timeline_of(thing, start=start, count=ENTRIES_PER_PAGE),
            "undone": undone,
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number),
            "page_var": PAGE_VAR,
            "is_last_page": not page.has_next(),
            "log": self._log(thing),
            "records": _records(thing),
            "programs": PROGRAMS,
            "may_undo": self.has_change_permission(request, thing),
            "undo_url": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_undo", args=[thing.pk]),
            "keep_url": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_keep", args=[thing.pk]),
            "public_url": _public_history(thing),
            "reason_length": REASON_LENGTH,
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "object": thing,
            "opts": self.opts,
            "preserved_filters": self.get_preserved_filters(request),
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/articles/history.html", context)

    def undo_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take an act back that changed a thing, and return to its history."""
        thing = self._seen(request, object_id)
        number = request.POST.get("change", "")
        change = get_object_or_404(
            Change.objects.of(name_of(self.model), thing.pk if thing else 0).exclude(action__in=PROGRAMS),
            pk=number if number.isdecimal() else None,
        )
        if not (self.has_change_permission(request, thing) and self._may_undo(request, change)):
            raise PermissionDenied
        try:
            take_back(
                change,
                editor=editor_of(request),
                reason=request.POST.get("reason", "").strip()[:REASON_LENGTH],
            )
        except NotUndoable as problem:
            later = "".join(f" {blocker}." for blocker in problem.blockers)
            self.message_user(request, f"Not undone: {problem}{later}", messages.ERROR)
        else:
            self.message_user(request, f"Undone: {change}.", messages.SUCCESS)
        still_there = thing is not None and self.get_object(request, str(thing.pk)) is not None
        name = (
            f"admin:{self.opts.app_label}_{self.opts.model_name}_{'history' if still_there else 'changelist'}"
        )
        return redirect(name, thing.pk) if thing is not None and still_there else redirect(name)

    def keep_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Keep from readers what stood before an act, or show it to them again, and return to the history."""
        thing = self._seen(request, object_id)
        number = request.POST.get("change", "")
        acts = Change.objects.of(name_of(self.model), thing.pk if thing else 0)
        change = get_object_or_404(acts, pk=number if number.isdecimal() else None)
        if thing is None or not self.has_change_permission(request, thing):
            raise PermissionDenied
        change.keeps_back_earlier = "show" not in request.POST
        change.save(update_fields=["keeps_back_earlier"])
        kept = "is kept from readers" if change.keeps_back_earlier else "may be read again"
        said = f"What stood before {change.at:%Y-%m-%d %H:%M} {kept}."
        self.log_change(request, thing, said)
        self.message_user(request, said, messages.SUCCESS)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", thing.pk)

    def _seen(self, request: HttpRequest, object_id: str) -> models.Model | None:
        """Return a thing whose history the editor may see, None where there is none.

        Raises:
            PermissionDenied: the editor may not.
        """
        thing: models.Model | None = self.get_object(request, unquote(object_id))
        if thing is not None and not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        return thing

    def _may_undo(self, request: HttpRequest, change: Change) -> bool:
        """Whether an editor may change every kind of thing that an act changed and that the desk has forms of."""
        tables = [
            model_named(name) for name in change.rows.order_by().values_list("model", flat=True).distinct()
        ]
        return all(
            self.admin_site.get_model_admin(model).has_change_permission(request)
            for model in tables
            if self.admin_site.is_registered(model)
        )

    def _log(self, thing: models.Model) -> "models.QuerySet[LogEntry]":
        """Return the log's entries about a thing from before its acts were kept with their values."""
        first = Change.objects.aggregate(at=Min("at"))["at"]
        kind = ContentType.objects.get_for_model(thing)
        entries = LogEntry.objects.filter(content_type=kind, object_id=str(thing.pk)).select_related("user")
        return (entries.filter(action_time__lt=first) if first else entries).order_by("-action_time")[
            :LOG_SHOWN
        ]


def _records(thing: models.Model) -> "models.QuerySet[ImportRecord] | None":
    """Return how an article came in; nothing else has a record of its own."""
    if not isinstance(thing, Article):
        return None
    return ImportRecord.objects.filter(article=thing, outcome=Outcome.CREATED).select_related("batch__editor")


def _public_history(thing: models.Model) -> str:
    """Return where readers find the history of a thing, "" where they find none."""
    try:
        return addresses_of(thing).history
    except (ValueError, NoReverseMatch):
        return ""
