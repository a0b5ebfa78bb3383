"""What stands at each address of the API."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from ninja import Query, Router

from articles.api import dumps, records, schemas
from articles.api.parameters import (
    DumpAfter,
    DumpName,
    Paged,
    PublicIdInPath,
    SearchFilters,
    SlugInPath,
    SpeakerFilters,
    UnnamedSourceFilters,
    search_request,
)
from articles.models import Article, Publication, Quote, Speaker, Topic, UnnamedSource
from articles.search import ArticleHit, QuoteHit, Scope, SearchResults, keys_of_heard, search
from articles.views.addresses import (
    find_article,
    find_publication,
    find_quote,
    find_speaker,
    find_topic,
    refuse_unheard,
)
from articles.views.lists import Parameters, no_such_page

router = Router()


def site_of(request: HttpRequest) -> str:
    """Return what every address of an answer begins with."""
    return f"{request.scheme}://{request.get_host()}"


@router.get("", response=schemas.Index, url_name="index", tags=["Index"], summary="Where everything is")
def index(request: HttpRequest) -> schemas.Index:
    site = site_of(request)
    return schemas.Index(
        archive=settings.ARCHIVE_NAME,
        guide=site + reverse("api-guide"),
        openapi=site + reverse("api:openapi-json"),
        articles=site + reverse("api:articles"),
        quotes=site + reverse("api:quotes"),
        speakers=site + reverse("api:speakers"),
        unnamed_sources=site + reverse("api:unnamed-sources"),
        publications=site + reverse("api:publications"),
        topics=site + reverse("api:topics"),
        dumps=[site + reverse("api:dump", args=[name]) for name in dumps.DUMPS],
    )


@router.get(
    "articles",
    response=schemas.FoundArticles,
    url_name="articles",
    tags=["Articles"],
    summary="Search or list articles",
)
def articles(request: HttpRequest, asked: Query[SearchFilters]) -> schemas.FoundArticles:
    """Answers what the search page does; without a query, lists all, the newest first and the undated last."""
    results = search(search_request(request, asked, scope=Scope.ARTICLES))
    hits = [hit for hit in results.hits if isinstance(hit, ArticleHit)]
    # A hit has no more of its article than a page of hits shows.
    whole = Article.objects.published().with_bylines().in_bulk([hit.article.pk for hit in hits])
    hits = [replace(hit, article=whole[hit.article.pk]) for hit in hits if hit.article.pk in whole]
    site = site_of(request)
    return schemas.FoundArticles(
        **_found(request, results), results=[records.article_hit(hit, site=site) for hit in hits]
    )


@router.get(
    "articles/{public_id}",
    response=schemas.ArticleDetail,
    url_name="article",
    tags=["Articles"],
    summary="One article",
)
def article(request: HttpRequest, response: HttpResponse, public_id: PublicIdInPath) -> schemas.ArticleDetail:
    """Gives its text where that is public, its quotes, how each value is known, and its other versions."""
    found = records.with_record_of(find_article(public_id))
    response["Last-Modified"] = http_date(found.updated_at.timestamp())
    return records.article_detail(found, site=site_of(request))


@router.get(
    "quotes",
    response=schemas.FoundQuotes,
    url_name="quotes",
    tags=["Quotes"],
    summary="Search or list quotes",
)
def quotes(request: HttpRequest, asked: Query[SearchFilters]) -> schemas.FoundQuotes:
    """Answers what the page of quotes does. Indirect speech is left out until the kind is asked for."""
    results = search(search_request(request, asked, scope=Scope.QUOTES))
    site = site_of(request)
    hits = [hit for hit in results.hits if isinstance(hit, QuoteHit)]
    return schemas.FoundQuotes(
        **_found(request, results), results=[records.quote_hit(hit, site=site) for hit in hits]
    )


@router.get(
    "quotes/{public_id}", response=schemas.QuoteDetail, url_name="quote", tags=["Quotes"], summary="One quote"
)
def quote(request: HttpRequest, public_id: PublicIdInPath) -> schemas.QuoteDetail:
    """Gives a quote in its place, why it is attributed so, and where else the same words stand."""
    found = find_quote(public_id)
    return records.quote_detail(found, site=site_of(request))


@router.get(
    "speakers", response=schemas.SpeakerList, url_name="speakers", tags=["Speakers"], summary="List speakers"
)
def speakers(request: HttpRequest, asked: Query[SpeakerFilters]) -> schemas.SpeakerList:
    """Lists those whom an article quotes from A to Z, all or those under one letter.

    Who is quoted most is a facet of the quotes.
    """
    public = Speaker.objects.published()
    listed = public.under_letter(asked.letter) if asked.letter else public
    # Keys alone tell how many there are; the quotes are counted of those on the page.
    listing, keys = _page(request, asked, keys_of_heard(listed.by_name()))
    rows = Speaker.objects.filter(pk__in=keys).with_quote_counts().prefetch_related("aliases").by_name()
    site = site_of(request)
    return schemas.SpeakerList(
        **listing,
        results=[records.speaker_record(row, site=site) for row in rows],
    )


@router.get(
    "speakers/{slug}",
    response=schemas.SpeakerDetail,
    url_name="speaker",
    tags=["Speakers"],
    summary="One speaker",
)
def speaker(request: HttpRequest, slug: SlugInPath) -> schemas.SpeakerDetail:
    """Gives a speaker's names and where their quotes are listed."""
    found = find_speaker(slug)
    said = Quote.objects.published().said_by([slug])
    quote_count = said.spoken().count()
    if not quote_count:
        refuse_unheard(found)
    return records.speaker_detail(
        found, quote_count=quote_count, indirect_count=said.indirect().count(), site=site_of(request)
    )


@router.get(
    "unnamed-sources",
    response=schemas.UnnamedSourceList,
    url_name="unnamed-sources",
    tags=["Speakers"],
    summary="List unnamed sources",
)
def unnamed_sources(request: HttpRequest, asked: Query[UnnamedSourceFilters]) -> schemas.UnnamedSourceList:
    """Lists those quoted without a name, by description; each belongs to one article."""
    rows = UnnamedSource.objects.published().with_article()
    if asked.article:
        rows = rows.of_article(asked.article)
    listing, shown = _page(request, asked, rows)
    site = site_of(request)
    return schemas.UnnamedSourceList(
        **listing,
        results=[records.unnamed_source(row, site=site) for row in shown],
    )


@router.get(
    "publications",
    response=schemas.PublicationList,
    url_name="publications",
    tags=["Publications"],
    summary="List publications",
)
def publications(request: HttpRequest, asked: Query[Paged]) -> schemas.PublicationList:
    listing, shown = _page(request, asked, Publication.objects.running().with_article_counts())
    site = site_of(request)
    return schemas.PublicationList(**listing, results=[records.publication(row, site=site) for row in shown])


@router.get(
    "publications/{slug}",
    response=schemas.Publication,
    url_name="publication",
    tags=["Publications"],
    summary="One publication",
)
def publication(request: HttpRequest, slug: SlugInPath) -> schemas.Publication:
    found = find_publication(slug)
    counted = Publication.objects.with_article_counts().get(pk=found.pk)
    return records.publication(counted, site=site_of(request))


@router.get("topics", response=schemas.TopicList, url_name="topics", tags=["Topics"], summary="List topics")
def topics(request: HttpRequest, asked: Query[Paged]) -> schemas.TopicList:
    listing, shown = _page(request, asked, Topic.objects.with_article_counts())
    site = site_of(request)
    return schemas.TopicList(**listing, results=[records.topic(row, site=site) for row in shown])


@router.get(
    "topics/{slug}", response=schemas.TopicDetail, url_name="topic", tags=["Topics"], summary="One topic"
)
def topic(request: HttpRequest, slug: SlugInPath) -> schemas.TopicDetail:
    found = find_topic(slug)
    counted = Topic.objects.with_article_counts().get(pk=found.pk)
    return records.topic_detail(counted, site=site_of(request))


@router.get(
    "dump/{name}.jsonl",
    url_name="dump",
    tags=["Dumps"],
    summary=f"Articles, quotes or speakers, {dumps.CHUNK} lines at a time",
    openapi_extra={
        "responses": {
            200: {
                "description": "One JSON object a line, each as the list of its kind has it; "
                "the header Link leads to the next chunk, and is missing at the end.",
                "content": {dumps.CONTENT_TYPE: {"schema": {"type": "string"}}},
            }
        }
    },
)
def dump(request: HttpRequest, name: DumpName, asked: Query[DumpAfter]) -> HttpResponse:
    """Gives the whole archive to who follows the header Link, which works at any size and after a break."""
    chunk = dumps.read_chunk(name, after=asked.after, site=site_of(request))
    response = HttpResponse("".join(f"{line}\n" for line in chunk.lines), content_type=dumps.CONTENT_TYPE)
    if chunk.last is not None:
        response["Link"] = (
            f'<{site_of(request)}{request.path}?{urlencode({"after": chunk.last})}>; rel="next"'
        )
    return response


def _found(request: HttpRequest, results: SearchResults) -> dict[str, Any]:
    """Return what a page of found things says beside them.

    Raises:
        Http404: there is no such page.
    """
    asked = results.request
    return {
        **_listing(request, total=results.total, page=asked.page, size=asked.page_size),
        "facets": {
            name: [
                schemas.Facet(
                    value=value.value, label=value.label, count=value.count, is_selected=value.is_selected
                )
                for value in values
            ]
            for name, values in results.facets.items()
        },
        "undated_left_out": results.undated_left_out,
        "explanation": list(results.explanation),
        "problems": [
            schemas.QueryProblem(sentence=problem.message, start=problem.start, end=problem.end)
            for problem in results.problems
        ],
        "suggestion": results.suggestion or None,
    }


def _page(request: HttpRequest, asked: Paged, rows: Any) -> tuple[dict[str, Any], list[Any]]:
    """Return the page of rows that is asked for, and what is said beside them.

    Raises:
        Http404: there is no such page.
    """
    paginator: Paginator[Any] = Paginator(rows, asked.page_size)
    listing = _listing(request, total=paginator.count, page=asked.page, size=asked.page_size)
    return listing, list(paginator.page(asked.page))


def _listing(request: HttpRequest, *, total: int, page: int, size: int) -> dict[str, Any]:
    last = max(1, -(-total // size))
    if page > last:
        raise no_such_page(page, last)
    links = Parameters.of(request).page_links(page, last)
    here = site_of(request) + request.path
    return {
        "total": total,
        "page": page,
        "page_size": size,
        "page_count": last,
        "previous": here + links.previous if links.previous else None,
        "next": here + links.next if links.next else None,
    }
