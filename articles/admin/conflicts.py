"""The queue of conflicts: an editor's value and an original's beside each other, until someone decides."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.admin.parts import (
    ChangingAdmin,
    OpenFilter,
    ReadOnly,
    compare_shown,
    editor_of,
    field_name,
    short,
)
from articles.changes import changing
from articles.importing import IncomingRefused, read_incoming, take_incoming
from articles.models import Action, Conflict
from articles.text.comparisons import Stretch

KEEP, TAKE = "keep", "take"
# Of values of a few words one sees the difference without marks.
WORDS_TO_COMPARE = 3
# What a page of the queue can say of one value.
SHORT = 90


class StateFilter(OpenFilter):
    """Open conflicts, unless others are asked for."""

    done = ("decided", "Decided")


class FieldFilter(admin.SimpleListFilter):
    title = "field"
    parameter_name = "field"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        fields = Conflict.objects.order_by("field").values_list("field", flat=True).distinct()
        return [(field, field_name(field)) for field in fields]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Conflict]) -> QuerySet[Conflict]:
        return queryset.filter(field=self.value()) if self.value() else queryset


@admin.register(Conflict)
class ConflictAdmin(ReadOnly, ChangingAdmin):
    list_display = ("conflict", "article", "editors_value", "incoming_value", "found", "state")
    list_filter = (StateFilter, FieldFilter)
    list_select_related = ("article", "resolved_by")
    list_per_page = 50
    search_fields = ("article__headline", "article__public_id", "kept", "incoming", "original__name")
    search_help_text = "Headline, id, file name, or words of either value."
    actions = ("keep", "take")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Conflict]:
        queryset: QuerySet[Conflict] = super().get_queryset(request)
        return queryset.order_by(F("resolved_at").desc(nulls_first=True), "-created_at", "-pk")

    def has_resolve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_conflict")

    @admin.display(description="Conflict over", ordering="field")
    def conflict(self, conflict: Conflict) -> str:
        return field_name(conflict.field)

    @admin.display(description="Editor’s value, which stands")
    def editors_value(self, conflict: Conflict) -> str:
        return short(conflict.kept, SHORT) or "(empty)"

    @admin.display(description="Incoming value")
    def incoming_value(self, conflict: Conflict) -> str:
        return short(conflict.incoming, SHORT) or "(none)"

    @admin.display(description="Since", ordering="created_at")
    def found(self, conflict: Conflict) -> str:
        return f"{conflict.created_at:%Y-%m-%d}"

    @admin.display(description="State")
    def state(self, conflict: Conflict) -> str:
        if conflict.resolved_at is None:
            return "Open"
        who = f" by {conflict.resolved_by}" if conflict.resolved_by else ""
        return f"Decided{who} on {conflict.resolved_at:%Y-%m-%d}"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(request, {"title": "Conflicts to decide", **(extra_context or {})})

    @admin.action(description="Keep the editor’s value …", permissions=["resolve"])
    def keep(self, request: HttpRequest, queryset: QuerySet[Conflict]) -> HttpResponse | None:
        return self._decide_all(request, queryset, KEEP)

    @admin.action(description="Take the incoming value …", permissions=["resolve"])
    def take(self, request: HttpRequest, queryset: QuerySet[Conflict]) -> HttpResponse | None:
        return self._decide_all(request, queryset, TAKE)

    def _decide_all(
        self, request: HttpRequest, queryset: QuerySet[Conflict], decision: str
    ) -> HttpResponse | None:
        """Ask first; then decide each that is open, those that cannot be told one by one."""
        conflicts = list(queryset.filter(resolved_at__isnull=True).select_related("article", "original"))
        if request.POST.get("confirmed") != decision:
            return TemplateResponse(
                request,
                "admin/articles/conflict/confirm.html",
                {
                    **self.admin_site.each_context(request),
                    "opts": self.opts,
                    "title": "Keep the editors’ values?" if decision == KEEP else "Take the incoming values?",
                    "decision": decision,
                    "rows": [(conflict, field_name(conflict.field)) for conflict in conflicts],
                },
            )
        decided = sum(self._decide(request, conflict, decision) for conflict in conflicts)
        stands = "the editors’ values stand" if decision == KEEP else "the incoming values were taken"
        if decided:
            noun = "conflict" if decided == 1 else "conflicts"
            self.message_user(request, f"{decided} {noun} closed; {stands}.", messages.SUCCESS)
        return None

    def _decide(self, request: HttpRequest, conflict: Conflict, decision: str) -> bool:
        """Decide one conflict and return whether that could be done; where not, say why."""
        editor = editor_of(request)
        name = field_name(conflict.field)
        try:
            with changing(editor, action=Action.CONFLICT) as act:
                # Of two that are decided at once, the first decides the second of the same field too.
                if not Conflict.objects.open().filter(pk=conflict.pk).exists():
                    return False
                if decision == KEEP:
                    act.watch(Conflict.objects.filter(pk=conflict.pk))
                    Conflict.objects.filter(pk=conflict.pk).close(editor)
                    said = f"{name}: the editor’s value was kept."
                else:
                    take_incoming(conflict, editor=editor)
                    said = f"{name}: the incoming value of {conflict.original.name} was taken."
                self.log_change(request, conflict, said)
                self.log_change(request, conflict.article, said)
        except IncomingRefused as problem:
            lost = "".join(f" “{short(words)}”" for words in problem.lost)
            self.message_user(request, f"{name} of “{conflict.article}”: {problem}{lost}", messages.ERROR)
            return False
        return True

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Return one conflict with both values, and take the decision."""
        conflict = self.get_object(request, object_id)
        if conflict is None:
            missing: HttpResponseRedirect = self._get_obj_does_not_exist_redirect(  # type: ignore[attr-defined]
                request, self.opts, object_id
            )
            return missing
        if not self.has_view_permission(request, conflict):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide_one(request, conflict)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Conflict over: {field_name(conflict.field).lower()}",
            "conflict": conflict,
            "article": conflict.article,
            "set_by": conflict.article.provenance.filter(field=conflict.field).first(),
            "may_decide": conflict.resolved_at is None and self.has_resolve_permission(request),
            **_values(conflict),
        }
        return TemplateResponse(request, "admin/articles/conflict/decide.html", context)

    def _decide_one(self, request: HttpRequest, conflict: Conflict) -> HttpResponse:
        decision = request.POST.get("decision")
        if not self.has_resolve_permission(request) or decision not in (KEEP, TAKE):
            raise PermissionDenied
        if not self._decide(request, conflict, decision):
            return redirect(reverse("admin:articles_conflict_change", args=[conflict.pk]))
        stands = "the editor’s value stands" if decision == KEEP else "the incoming value was taken"
        message = f"{field_name(conflict.field)} of “{conflict.article}”: {stands}."
        self.message_user(request, message, messages.SUCCESS)
        return redirect("admin:articles_conflict_changelist")


def _values(conflict: Conflict) -> dict[str, Any]:
    """Return both values for the page, with what keeps the incoming one from being taken."""
    stored, incoming, problem, lost = conflict.kept, conflict.incoming, "", []
    if conflict.resolved_at is None:
        try:
            read = read_incoming(conflict)
        except IncomingRefused as refusal:
            problem = str(refusal)
        else:
            stored, incoming = read.stored, read.value
            lost = list(conflict.article.quotes.filter(words__in=read.lost))
    kept, taken = _compared(stored, incoming)
    return {
        "kept": kept,
        "incoming": taken,
        "was_changed": stored != conflict.kept,
        "problem": problem,
        "lost": lost,
        "quote": conflict.article.quotes.filter(words=conflict.kept).first()
        if conflict.field == "quote"
        else None,
        "text_conflict": conflict.article.conflicts.open().filter(field="body").first(),
    }


def _compared(one: str, other: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    if min(len(one.split()), len(other.split())) < WORDS_TO_COMPARE:
        return (
            (Stretch(one, is_own=False),) if one else (),
            (Stretch(other, is_own=False),) if other else (),
        )
    return compare_shown(one, other)
