"""The first page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.forms import SPOKEN
from articles.models import Article, Publication, Quote, Speaker, Topic
from articles.periods import Period, period_of
from articles.search import (
    Figures,
    Scope,
    SearchRequest,
    SearchUnavailable,
    Sort,
    count_archive,
    find_keys,
    offer,
)
from articles.text.documents import QuotationKind
from articles.views.timelines import timeline_of

LATEST = 6
RECENT_QUOTES = 3
# Of the most quoted and of the topics.
MOST_LISTED = 10


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Return what is in the archive; while the index is away, the latest articles alone."""
    try:
        found = _found()
    except SearchUnavailable:
        latest = list(Article.objects.published().with_bylines().with_quote_counts().newest_first()[:LATEST])
        # An archive without an article has no index yet, and nothing to search for.
        return render(request, "articles/home.html", {"is_away": bool(latest), "latest": latest})
    return render(request, "articles/home.html", found)


def _found() -> dict[str, Any]:
    figures = count_archive(kinds=SPOKEN, most=MOST_LISTED)
    newest, _ = find_keys(SearchRequest(sort=Sort.NEWEST), most=LATEST)
    oldest, _ = find_keys(SearchRequest(sort=Sort.OLDEST), most=1)
    articles = Article.objects.published().with_bylines().with_quote_counts().in_bulk({*newest, *oldest})
    latest = [articles[key] for key in newest if key in articles]
    first = next((articles[key] for key in oldest if key in articles), None)
    most_quoted = _most_quoted(figures)
    return {
        "figures": figures,
        "publication_count": Publication.objects.running().count(),
        "period": _period(first, latest[0]) if first and latest else None,
        "timeline": timeline_of(figures.years, noun="Articles", address=reverse("search")),
        "latest": latest,
        "recent_quotes": _recent_quotes(),
        "most_quoted": most_quoted,
        "completions": offer("speaker", [speaker.name for speaker, _ in most_quoted]),
        "topics": _topics(figures),
    }


def _period(first: Article, last: Article) -> Period | None:
    return period_of(first.date_earliest, first.date_latest, last.date_earliest, last.date_latest)


def _recent_quotes() -> list[Quote]:
    direct = SearchRequest(
        text="has:speaker", scope=Scope.QUOTES, kinds=(QuotationKind.DIRECT.value,), sort=Sort.NEWEST
    )
    keys, _ = find_keys(direct, most=RECENT_QUOTES)
    quotes = Quote.objects.published().with_article().in_bulk(keys)
    return [quotes[key] for key in keys if key in quotes]


def _most_quoted(figures: Figures) -> list[tuple[Speaker, int]]:
    speakers = {
        speaker.slug: speaker for speaker in Speaker.objects.published().filter(slug__in=figures.most_quoted)
    }
    return [(speakers[slug], count) for slug, count in figures.most_quoted.items() if slug in speakers]


def _topics(figures: Figures) -> list[tuple[Topic, int]]:
    topics = {topic.slug: topic for topic in Topic.objects.filter(slug__in=figures.topics)}
    return [(topics[slug], count) for slug, count in figures.topics.items() if slug in topics]
