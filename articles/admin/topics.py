"""Topics: their saved search, what was added and left out by hand, key dates and pinned quotes."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.admin.parts import FORM_FIELDS
from articles.admin.publications import SluggedAdmin
from articles.admin.topic_forms import TopicForm
from articles.admin.topic_inlines import AddedInline, KeyDateInline, OmissionInline, PinnedQuoteInline
from articles.editing import redirect_deleted
from articles.models import RedirectKind, Topic
from articles.saved_searches import NotASearch, SavedSearch, read_saved_search


@admin.register(Topic)
class TopicAdmin(SluggedAdmin):
    redirect_kind = RedirectKind.TOPIC
    form = TopicForm
    formfield_overrides = FORM_FIELDS
    list_display = ("name", "saved_search", "article_count")
    ordering = ("name",)  # the model's own is lost where articles are counted
    fieldsets = (
        (None, {"fields": ["name", "slug", "introduction"]}),
        (
            "Saved search",
            {
                "description": "The articles that it finds belong to the topic, now and later. Add or leave out others below.",
                "fields": ["query", "filters", "finds_now"],
            },
        ),
    )
    readonly_fields = ("finds_now",)
    inlines = (KeyDateInline, PinnedQuoteInline, AddedInline, OmissionInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        queryset: QuerySet[Topic] = super().get_queryset(request)
        return queryset.annotate(article_count=Count("topicarticle"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.preview_view))
        return [path("preview/", view, name="articles_topic_preview"), *super().get_urls()]

    @admin.display(description="Saved search")
    def saved_search(self, topic: Topic) -> str:
        return " · ".join(part for part in (topic.query, topic.filters) if part)

    @admin.display(description="Articles", ordering="article_count")
    def article_count(self, topic: Any) -> int:
        count: int = topic.article_count
        return count

    @admin.display(description="Finds")
    def finds_now(self, topic: Topic | None) -> SafeString:
        """Return how many articles the stored search finds, and the button that tries what stands in the form."""
        button = format_html(
            '<button type="submit" class="button" formaction="{}" formtarget="_blank" formnovalidate>Try what stands here</button>',
            reverse("admin:articles_topic_preview"),
        )
        if topic is None or not topic.has_search:
            return button
        found = count_in_words(SavedSearch(topic.query, topic.filters))
        link = format_html('<a href="{}?{}">{}</a>', reverse("search"), topic.search_query, found)
        return format_html("{} {}", link, button)

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """Return what the search that stands in a form would find; nothing is saved."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        context: dict[str, Any] = {**self.admin_site.each_context(request), "title": "What this search finds"}
        try:
            saved = read_saved_search(request.POST.get("query", ""), request.POST.get("filters", ""))
        except NotASearch as problem:
            context["mistakes"] = [sentence for each in problem.errors.values() for sentence in each]
        else:
            context |= {"saved": saved, "found": count_in_words(saved), "results": saved.results}
        return TemplateResponse(request, "admin/articles/topic/preview.html", context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        topic: Topic = form.instance
        # What is left out goes at once, whether or not the index can be asked.
        left_out = topic.omissions.values("article")
        topic.topicarticle_set.filter(article__in=left_out).delete()
        if {"query", "filters"} & set(form.changed_data) and topic.has_search:
            found = count_in_words(SavedSearch(topic.query, topic.filters))
            self.message_user(request, f"The saved search finds {found}.", messages.INFO)

    def delete_model(self, request: HttpRequest, obj: Topic) -> None:
        super().delete_model(request, obj)
        redirect_deleted(RedirectKind.TOPIC, old=obj.slug)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Topic]) -> None:
        slugs = list(queryset.values_list("slug", flat=True))
        super().delete_queryset(request, queryset)
        for slug in slugs:
            redirect_deleted(RedirectKind.TOPIC, old=slug)


def count_in_words(saved: SavedSearch) -> str:
    """Return how many articles a search finds now, as a sentence goes on."""
    if not saved.query and not saved.filters:
        return "nothing: there is none"
    results = saved.results
    if results is None:
        return "nothing that could be counted: search is away for the moment"
    return "1 article" if results.total == 1 else f"{results.total:,} articles"
