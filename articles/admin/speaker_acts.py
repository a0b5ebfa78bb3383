"""Merges and splits that were made: what each did, and the page that takes one back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.editors import editor_of
from articles.changes import NotUndoable, is_in_effect
from articles.editing import take_back
from articles.models import Action, Change, ChangeKind, Speaker

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class SpeakerAct:
    """A merge or a split as the desk tells it."""

    change: Change
    gone: tuple[str, ...]
    made: tuple[str, ...]
    quotes: int
    aliases: int
    holds: bool


def told(change: Change) -> SpeakerAct:
    """Return what an act did to speakers and their quotes."""
    rows = list(change.rows.values_list("model", "kind", "label"))

    def named(kind: ChangeKind) -> tuple[str, ...]:
        return tuple(label for model, is_so, label in rows if (model, is_so) == ("speaker", kind))

    return SpeakerAct(
        change=change,
        gone=named(ChangeKind.DELETED),
        made=named(ChangeKind.CREATED),
        quotes=sum(model == "quote" for model, _, _ in rows),
        aliases=sum(model == "speakeralias" for model, _, _ in rows),
        holds=is_in_effect(change),
    )


def undo_link(change: Change | None) -> SafeString | str:
    """Return the link that takes an act back, "" for none."""
    if change is None:
        return ""
    return format_html('<a href="{}">Undo</a>', reverse("admin:articles_speaker_take_back", args=[change.pk]))


class SpeakerActsAdmin(admin.ModelAdmin):
    """The part of a speaker's admin that lists merges and splits, and takes them back."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("merges/", wrap(self.acts_view), name="articles_speaker_acts"),
            path("merges/<int:number>/undo/", wrap(self.take_back_view), name="articles_speaker_take_back"),
            *super().get_urls(),
        ]

    def acts_view(self, request: HttpRequest) -> HttpResponse:
        """List the merges and splits, the last first."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        acts = Change.objects.filter(action__in=[Action.MERGE, Action.SPLIT]).select_related("editor")
        page = Paginator(acts, ON_A_PAGE).get_page(request.GET.get("p"))
        return self._render(
            request,
            "acts",
            {
                "title": "Merges and splits",
                "page": page,
                "acts": [told(change) for change in page],
                "may_undo": self.has_change_permission(request),
            },
        )

    def take_back_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Say what undoing an act does, and undo it when that is sent; say what depends on it where it cannot be."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        change = get_object_or_404(Change, pk=number, action__in=[Action.MERGE, Action.SPLIT])
        refusal: NotUndoable | None = None
        if request.method == "POST":
            reason = request.POST.get("change_reason", "").strip()
            try:
                take_back(change, editor=editor_of(request), reason=reason)
            except NotUndoable as problem:
                refusal = problem
            else:
                self.message_user(request, f"Undone: {change}.", messages.SUCCESS)
                return redirect("admin:articles_speaker_acts")
        return self._render(
            request,
            "undo",
            {
                "title": "Undo a merge" if change.action == Action.MERGE else "Undo a split",
                "act": told(change),
                "refusal": refusal,
                "blockers": refusal.blockers if refusal else (),
            },
        )

    def _render(self, request: HttpRequest, page: str, context: dict[str, Any]) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "opts": Speaker._meta}  # noqa: SLF001  documented
        return render(request, f"admin/articles/speaker/{page}.html", shared | context)
