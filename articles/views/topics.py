"""Curated subjects."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article, Quote, Topic
from articles.views.addresses import find_topic, lasting
from articles.views.lists import Parameters, articles_page, page_of
from articles.views.timelines import timeline

MOST_QUOTED = 12


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    parameters = Parameters.of(request)
    page = page_of(request, Topic.objects.with_article_counts(), size=100)
    return render(
        request,
        "articles/topics.html",
        {"page": page, "links": parameters.page_links(page.number, page.paginator.num_pages)},
    )


@require_safe
@lasting
def topic(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return one subject: its introduction, its articles newest first, who speaks about it."""
    topic = find_topic(slug)
    gathered = Article.objects.published().about([slug])
    return render(
        request,
        "articles/topic.html",
        {
            "topic": topic,
            "feed": reverse("topic-feed", args=[slug]),
            **articles_page(request, gathered),
            "timeline": timeline(
                gathered.counted_by_year(), noun="Articles", address=reverse("articles"), topic=slug
            ),
            "speakers": Quote.objects.shown().counted_by_speaker(gathered)[:MOST_QUOTED],
        },
    )
