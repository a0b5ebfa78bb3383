"""Articles, quotes and searches in the formats of those who cite and count."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import conditional_page, require_safe

from articles.exports import FORMATS, data
from articles.exports.page_metadata import PageMetadata
from articles.exports.records import Listing, Record, listing_of, record_of_article, record_of_quote
from articles.forms import SearchForm
from articles.models import Article, Quote
from articles.models.public_ids import slug_for
from articles.models.telling import tell
from articles.search import Scope, SearchUnavailable, find_keys
from articles.views.addresses import Moved, find_article, find_quote, lasting
from articles.views.lists import Parameters

# So many of a search are in one file: more than anyone cites, and a server is busy with them for seconds only.
MOST = 5_000
BATCH = 200
Thing = TypeVar("Thing", Article, Quote)
Response = TypeVar("Response", HttpResponse, StreamingHttpResponse)
PAGES = {Scope.ARTICLES: "search", Scope.QUOTES: "quotes"}


@require_safe
@conditional_page
@lasting
def export_article(request: HttpRequest, public_id: str, ending: str) -> HttpResponseBase:
    """Return the citation or the data of an article; in JSON with its body, where readers may see it whole."""
    article = _at_its_export("article-export", ending, lambda: find_article(public_id))
    host = host_of(request)
    record = record_of_article(article, host=host)
    if FORMATS[ending].write is not data.write:
        return _single(_written(record, ending), record, ending)
    quotes = article.quotes.shown().told().with_speaker().order_by("start")
    sayings = [record_of_quote(quote, host=host, article=record) for quote in quotes]
    body = article.body if article.has_public_text else ""
    return _single(data.write_one(record, body=body, quotes=sayings), record, ending)


@require_safe
@conditional_page
@lasting
def export_quote(request: HttpRequest, public_id: str, ending: str) -> HttpResponseBase:
    """Return the citation or the data of a quote."""
    quote = _at_its_export("quote-export", ending, lambda: find_quote(public_id))
    record = record_of_quote(quote, host=host_of(request))
    if FORMATS[ending].write is data.write:
        return _single(data.write_one(record), record, ending)
    return _single(_written(record, ending), record, ending)


@require_safe
def export_search(request: HttpRequest, ending: str, scope: Scope) -> HttpResponseBase:
    """Return what a search finds, all its pages in one file; `MOST` at most, which the file says."""
    form = SearchForm(request.GET)
    form.is_valid()
    asked = form.to_request(scope=scope, page=1)
    try:
        keys, found = find_keys(asked, most=MOST)
    except SearchUnavailable:
        return HttpResponse(
            "Search is away for the moment.\n", status=503, content_type="text/plain; charset=utf-8"
        )
    page = reverse(PAGES[scope])
    title = f"{scope.value.capitalize()} found" + (f" for {asked.text}" if asked.text else "")
    listing = Listing(
        title=title,
        url=request.build_absolute_uri(f"{page}?{request.GET.urlencode()}" if request.GET else page),
        records=stream_records(scope, keys, host=host_of(request)),
        found=found,
        most=MOST,
        exported=timezone.localdate(),
    )
    return listing_response(listing, ending, name=f"{scope.value} {asked.text}")


def export_links(scope: Scope, parameters: Parameters) -> list[tuple[str, str]]:
    """Return the formats in which a search can be saved, each with its address."""
    query = parameters.changed().rstrip("?")
    return [
        (one.label, reverse(f"{PAGES[scope]}-export", args=[one.ending]) + query) for one in FORMATS.values()
    ]


def listing_response(listing: Listing, ending: str, *, name: str) -> StreamingHttpResponse:
    """Return a listing in a format, written while it is sent."""
    return _headed(StreamingHttpResponse(FORMATS[ending].write(listing)), ending, name=name)


def stream_records(scope: Scope, keys: Sequence[int], *, host: str) -> Iterator[Record]:
    """Return the records of rows that readers may still see, in the order of their keys, read in batches."""
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        if scope is Scope.QUOTES:
            yield from _records_of_quotes(some, host=host)
        else:
            articles = Article.objects.published().with_bylines().prefetch_related("topics").in_bulk(some)
            yield from (record_of_article(articles[key], host=host) for key in some if key in articles)


def _records_of_quotes(keys: Sequence[int], *, host: str) -> Iterator[Record]:
    """Return the records of a batch of quotes; an article of several is read and described once."""
    quotes = (
        Quote.objects.published()
        .prefetch_related("speaker", "unnamed_source", "article__publication")
        .prefetch_related("article__bylines", "article__topics")
        .in_bulk(keys)
    )
    known: dict[int, Record] = {}
    for key in keys:
        if (quote := quotes.get(key)) is not None:
            tell(quote)  # its article came after it
            if quote.article_id not in known:
                known[quote.article_id] = record_of_article(quote.article, host=host)
            yield record_of_quote(quote, host=host, article=known[quote.article_id])


def host_of(request: HttpRequest) -> str:
    """Return how addresses of this archive begin: "https://archive.example"."""
    return request.build_absolute_uri("/").removesuffix("/")


def with_links(response: HttpResponse, metadata: PageMetadata) -> HttpResponse:
    """Return a page's response with the links of its metadata in the header."""
    response["Link"] = metadata.link_header
    return response


def _at_its_export(view: str, ending: str, find: Callable[[], Thing]) -> Thing:
    """Return what is found; what moved is at the export of its new place."""
    try:
        return find()
    except Moved as moved:
        raise Moved(
            reverse(view, args=[resolve(moved.url).kwargs["public_id"], ending]), moved.thing
        ) from moved


def _written(record: Record, ending: str) -> str:
    return "".join(FORMATS[ending].write(listing_of(record)))


def _single(text: str, record: Record, ending: str) -> HttpResponse:
    return _headed(HttpResponse(text), ending, name=record.title)


def _headed(response: Response, ending: str, *, name: str) -> Response:
    """Return a response with the headers of a format, and a name to be saved under."""
    chosen = FORMATS[ending]
    is_json = chosen.media_type.endswith("json")  # which is UTF-8 by its definition
    response["Content-Type"] = chosen.media_type if is_json else f"{chosen.media_type}; charset=utf-8"
    disposition = content_disposition_header(chosen.is_saved, f"{slug_for(name)}.{ending}")
    response["Content-Disposition"] = disposition or "inline"
    response["X-Robots-Tag"] = "noindex"
    return response
