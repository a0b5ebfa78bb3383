"""Pairs of articles that are versions of one another: looked at side by side, rejected where they are none."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.parts import ReadOnly, editor_of, short
from articles.models import Article, NearDuplicate
from articles.models.near_duplicates import MOST
from articles.versions import compared, seen_from

RELATIONS = {
    "version": "The same text with changes",
    "shorter": "The second is a shorter version of the first",
    "longer": "The second holds all of the first, and more",
    "share": "Both share much",
}


class RejectionFilter(admin.SimpleListFilter):
    title = "decision"
    parameter_name = "rejected"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "Standing"), ("yes", "Rejected by an editor")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[NearDuplicate]) -> QuerySet[NearDuplicate]:
        if self.value() in ("yes", "no"):
            return queryset.filter(rejected_at__isnull=self.value() == "no")
        return queryset


class ScoreFilter(admin.SimpleListFilter):
    title = "how much is the same"
    parameter_name = "same"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("all", "Word for word"), ("most", f"{MOST:.0%} and more"), ("less", f"Less than {MOST:.0%}")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[NearDuplicate]) -> QuerySet[NearDuplicate]:
        match self.value():
            case "all":
                return queryset.filter(score=1)
            case "most":
                return queryset.filter(score__gte=MOST)
            case "less":
                return queryset.filter(score__lt=MOST)
            case _:
                return queryset


@admin.register(NearDuplicate)
class NearDuplicateAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("percent", "first", "second", "relation", "found_at", "rejected_at")
    list_filter = (RejectionFilter, ScoreFilter)
    list_select_related = ("one", "other")
    list_per_page = 50
    search_fields = ("one__headline", "other__headline", "one__public_id", "other__public_id")
    search_help_text = "Headline or id of either article."
    actions = ("reject", "flag_again")
    fields = readonly_fields = (
        "percent",
        "relation",
        "first",
        "second",
        "found_at",
        "rejected_at",
        "rejected_by",
        "comparison",
    )

    @admin.display(description="Same", ordering="score")
    def percent(self, pair: NearDuplicate) -> str:
        return f"{100 if pair.score == 1 else min(99, round(100 * pair.score))} %"

    @admin.display(description="First")
    def first(self, pair: NearDuplicate) -> SafeString:
        return _link(pair.one)

    @admin.display(description="Second")
    def second(self, pair: NearDuplicate) -> SafeString:
        return _link(pair.other)

    @admin.display(description="Relation")
    def relation(self, pair: NearDuplicate) -> str:
        return RELATIONS[seen_from(pair.one, pair).relation]

    @admin.display(description="Side by side")
    def comparison(self, pair: NearDuplicate) -> SafeString:
        return render_to_string("components/comparison_rows.html", {"rows": compared(pair.one, pair.other)})

    @admin.action(description="Not duplicates: never flag them again", permissions=["decide"])
    def reject(self, request: HttpRequest, queryset: QuerySet[NearDuplicate]) -> None:
        pairs = list(queryset.filter(rejected_at__isnull=True))
        for pair in pairs:
            self.log_change(request, pair, "Not duplicates.")
        queryset.filter(pk__in=[pair.pk for pair in pairs]).update(
            rejected_at=timezone.now(), rejected_by=editor_of(request)
        )
        self.message_user(request, f"{len(pairs)} pairs are no duplicates.", messages.SUCCESS)

    @admin.action(description="Duplicates after all", permissions=["decide"])
    def flag_again(self, request: HttpRequest, queryset: QuerySet[NearDuplicate]) -> None:
        pairs = list(queryset.filter(rejected_at__isnull=False))
        for pair in pairs:
            self.log_change(request, pair, "Duplicates after all.")
        queryset.filter(pk__in=[pair.pk for pair in pairs]).update(rejected_at=None, rejected_by=None)
        self.message_user(request, f"{len(pairs)} pairs are flagged again.", messages.SUCCESS)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_nearduplicate")


def _link(article: Article) -> SafeString:
    url = reverse("admin:articles_article_change", args=[article.pk])
    shown = "" if article.is_published else f" ({article.get_visibility_display().partition(':')[0]})"
    return format_html('<a href="{}">{}</a>{}', url, short(article.title), shown)
