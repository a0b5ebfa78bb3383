"""The outlets."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article, Publication, Quote
from articles.periods import period_of
from articles.views.addresses import find_publication, lasting
from articles.views.lists import Parameters, articles_page, page_of
from articles.views.timelines import timeline

MOST_QUOTED = 12


@require_safe
def publications(request: HttpRequest) -> HttpResponse:
    listed = Publication.objects.running().with_article_counts()
    parameters = Parameters.of(request)
    page = page_of(request, listed, size=100)
    return render(
        request,
        "articles/publications.html",
        {
            "rows": [
                (one, period_of(one.first_day, one.first_latest, one.last_earliest, one.last_day))
                for one in page
            ],
            "links": parameters.page_links(page.number, page.paginator.num_pages),
        },
    )


@require_safe
@lasting
def publication(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return one outlet: what may be shown of it, its articles newest first, whom it quotes."""
    publication = find_publication(slug)
    run = Article.objects.published().run_by([slug])
    return render(
        request,
        "articles/publication.html",
        {
            "publication": publication,
            "feed": reverse("publication-feed", args=[slug]),
            **articles_page(request, run),
            "timeline": timeline(
                run.counted_by_year(), noun="Articles", address=reverse("articles"), publication=slug
            ),
            "speakers": Quote.objects.shown().counted_by_speaker(run)[:MOST_QUOTED],
        },
    )
