"""The first page."""

from django.db.models import Max, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article, Publication, Quote, Speaker, Topic
from articles.search import offer
from articles.views.timelines import timeline

LATEST = 6
RECENT_QUOTES = 3
MOST_QUOTED = 10
MOST_TOPICS = 10


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    published = Article.objects.published()
    most_quoted = list(Speaker.objects.published().most_quoted_first()[:MOST_QUOTED])
    return render(
        request,
        "articles/home.html",
        {
            "article_count": published.count(),
            "quote_count": Quote.objects.published().spoken().count(),
            "speaker_count": Quote.objects.published().attributed().speakers_count(),
            "publication_count": Publication.objects.running().count(),
            "span": published.aggregate(first=Min("date_earliest"), last=Max("date_latest")),
            "timeline": timeline(published.counted_by_year(), noun="Articles", address=reverse("articles")),
            "latest": published.with_bylines().with_quote_counts().newest_first()[:LATEST],
            "recent_quotes": Quote.objects.published()
            .direct()
            .attributed()
            .with_article()
            .newest_first()[:RECENT_QUOTES],
            "most_quoted": most_quoted,
            "completions": offer("speaker", [speaker.name for speaker in most_quoted]),
            "topics": Topic.objects.most_used_first()[:MOST_TOPICS],
        },
    )
