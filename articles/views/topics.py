"""Curated subjects."""

from typing import Any
from urllib.parse import quote_plus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article, Quote, Topic
from articles.search import terms_in
from articles.views.addresses import find_topic, lasting
from articles.views.lanes import MOST_LANES
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
    """Return one subject: what editors wrote of it, its articles newest first, who speaks about it."""
    topic = find_topic(slug)
    gathered = Article.objects.published().about([slug])
    articles = articles_page(request, gathered)
    return render(
        request,
        "articles/topic.html",
        {
            "topic": topic,
            "feed": reverse("topic-feed", args=[slug]),
            "wording": _wording(topic),
            **articles,
            # What stands before the articles is told once.
            **(_opening(topic) if articles["page"].number == 1 else {}),
            "timeline": timeline(
                gathered.counted_by_year(), noun="Articles", address=reverse("articles"), topic=slug
            ),
            "speakers": Quote.objects.shown().counted_by_speaker(gathered)[:MOST_QUOTED],
        },
    )


def _opening(topic: Topic) -> dict[str, Any]:
    return {
        "introduction": topic.introduction,
        "key_dates": topic.key_dates.with_sources(),
        "pinned": topic.pinned_quotes,
    }


def _wording(topic: Topic) -> str:
    """Return the address that follows the words of the saved search through time, "" where it has none."""
    terms = terms_in(topic.query)[:MOST_LANES] if topic.shown_query else ()
    return f"{reverse('wording')}?terms={quote_plus(','.join(terms))}" if terms else ""
