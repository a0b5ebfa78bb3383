"""Speakers, and those quoted without a name."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.exports.page_metadata import speaker_metadata
from articles.models import Quote, Speaker, UnnamedSource
from articles.views.addresses import find_speaker, lasting, refuse_unheard
from articles.views.exports import host_of, with_links
from articles.views.lists import Parameters, page_of
from articles.views.timelines import timeline

SPEAKERS_ON_A_PAGE = 100
MOST_QUOTED = 12


@require_safe
def speakers(request: HttpRequest) -> HttpResponse:
    """Return the speakers from A to Z, or those under one letter, and who is quoted most."""
    published = Speaker.objects.published().heard()
    letter = request.GET.get("letter", "").strip()[:1].upper()
    listed = published.under_letter(letter) if letter else published
    parameters = Parameters.of(request)
    page = page_of(request, listed.with_quote_counts().by_name(), size=SPEAKERS_ON_A_PAGE)
    return render(
        request,
        "articles/speakers.html",
        {
            "letter": letter,
            "letters": [(each, parameters.set_to("letter", each)) for each in published.initials()],
            "page": page,
            "by_letter": [
                (initial, list(group))
                for initial, group in groupby(page, key=lambda speaker: speaker.sort_name[:1].upper())
            ],
            "links": parameters.page_links(page.number, page.paginator.num_pages),
            "most_quoted": published.most_quoted_first()[:MOST_QUOTED],
            "unnamed_count": UnnamedSource.objects.published().count(),
        },
    )


@require_safe
@lasting
def speaker(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return one speaker: names, roles as printed, quotes newest first with the undated last."""
    speaker = find_speaker(slug)
    said = Quote.objects.published().spoken().said_by([slug])
    parameters = Parameters.of(request)
    page = page_of(request, said.with_article().newest_first())
    if not page.paginator.count:
        refuse_unheard(speaker)
    aliases = [alias for alias in speaker.aliases.all() if alias.name != speaker.name]
    metadata = speaker_metadata(speaker, [alias.name for alias in aliases], host=host_of(request))
    response = render(
        request,
        "articles/speaker.html",
        {
            "speaker": speaker,
            "feed": reverse("speaker-feed", args=[slug]),
            "aliases": aliases,
            "metadata": metadata,
            "page": page,
            "indirect_count": Quote.objects.published().indirect().said_by([slug]).count(),
            "dated": [quote for quote in page if quote.article.date_earliest],
            "undated": [quote for quote in page if not quote.article.date_earliest],
            "links": parameters.page_links(page.number, page.paginator.num_pages),
            "timeline": timeline(
                said.counted_by_year(), noun="Quotes", address=reverse("quotes"), speaker=slug
            ),
        },
    )
    return with_links(response, metadata)


@require_safe
def unnamed_sources(request: HttpRequest) -> HttpResponse:
    """Return those quoted without a name, by description, each under its article."""
    parameters = Parameters.of(request)
    page = page_of(request, UnnamedSource.objects.published().with_article(), size=SPEAKERS_ON_A_PAGE)
    return render(
        request,
        "articles/unnamed_sources.html",
        {
            "page": page,
            "by_description": [
                (description, list(group))
                for description, group in groupby(page, key=lambda source: source.description)
            ],
            "links": parameters.page_links(page.number, page.paginator.num_pages),
        },
    )
