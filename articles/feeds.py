"""Atom feeds of what arrives in the archive: all of it, of a speaker, topic or publication, of any search.

Entries stand in the order of arrival, not of publication: an article of 1998 that was imported today is new to who
follows. `updated` is when the archive's record changed last; `published` is given only where the day is known.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import resolve, reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import conditional_page, require_safe

from articles.exports.characters import on_one_line
from articles.exports.dates import date_in_words
from articles.exports.page_metadata import description_of
from articles.exports.records import (
    Record,
    capitalised,
    quoted_title,
    record_of_article,
    record_of_quote,
    short_article_url,
)
from articles.forms import SearchForm
from articles.models import Article, Quote
from articles.rendering import render_paragraphs
from articles.search import Scope, SearchUnavailable, find_keys
from articles.text.documents import DatePrecision
from articles.views.addresses import Moved, find_publication, find_speaker, find_topic, lasting
from articles.views.exports import PAGES, host_of

MOST = 50
# Of a search: more than an index of one machine holds, so that arrivals are looked for among all that it finds.
MOST_KEYS = 1_000_000
# When a feed without entries changed last: never since there are computers.
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
Thing = TypeVar("Thing")


class AtomFeed(Atom1Feed):
    def latest_post_date(self) -> datetime.datetime:
        """Return when an entry changed last; Django says "now" of a feed without any, which no cache could keep."""
        return super().latest_post_date() if self.items else NEVER


@dataclass(frozen=True, slots=True)
class Item:
    """An entry: `identity` is an address of it that nothing changes."""

    record: Record
    identity: str
    summary: str
    changed: datetime.datetime


@dataclass(frozen=True, slots=True)
class Stream:
    """A feed: what it is called, the page that shows the same, its own full address, its entries."""

    title: str
    page: str
    address: str
    items: tuple[Item, ...]


class StreamFeed(Feed):
    """Writes a stream that `find` returns for a request."""

    feed_type = AtomFeed

    def __init__(self, find: Callable[..., Stream]) -> None:
        self.find = find

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Stream:
        return self.find(request, *args, **kwargs)

    def title(self, stream: Stream) -> str:
        return on_one_line(f"{stream.title} – {settings.ARCHIVE_NAME}")

    def link(self, stream: Stream) -> str:
        return stream.page

    def feed_url(self, stream: Stream) -> str:
        return stream.address

    def feed_guid(self, stream: Stream) -> str:
        return stream.address

    def author_name(self) -> str:
        return str(settings.ARCHIVE_NAME)

    def items(self, stream: Stream) -> Iterable[Item]:
        return stream.items

    def item_title(self, item: Item) -> str:
        said = item.record.saying
        return on_one_line(said.marked if said else item.record.cited_title)

    def item_link(self, item: Item) -> str:
        return item.record.url

    def item_guid(self, item: Item) -> str:
        return item.identity

    def item_description(self, item: Item) -> str:
        return item.summary

    def item_author_name(self, item: Item) -> str | None:
        return on_one_line(", ".join(name.read for name in item.record.authors)) or None

    def item_categories(self, item: Item) -> tuple[str, ...]:
        return tuple(on_one_line(topic) for topic in item.record.topics)

    def item_pubdate(self, item: Item) -> datetime.datetime | None:
        """Return the beginning of the day of publication, None where a month, a range or nothing is known."""
        published = item.record.published
        is_day = published.precision in (DatePrecision.DAY, DatePrecision.MINUTE)
        if not is_day or published.earliest is None:
            return None
        return datetime.datetime.combine(published.earliest, datetime.time.min)

    def item_updateddate(self, item: Item) -> datetime.datetime:
        return item.changed


def feed(find: Callable[..., Stream]) -> Callable[..., HttpResponseBase]:
    """Return the view of a feed: conditional, redirecting where the thing moved, 503 while the index is away."""
    write = StreamFeed(find)

    @require_safe
    @conditional_page
    @lasting
    def answer(request: HttpRequest, **parts: str) -> HttpResponseBase:
        try:
            response: HttpResponse = write(request, **parts)
        except SearchUnavailable:
            return HttpResponse(
                "Search is away for the moment.\n", status=503, content_type="text/plain; charset=utf-8"
            )
        return response

    return answer


@feed
def latest(request: HttpRequest) -> Stream:
    return _of_articles(request, "Latest articles", reverse("articles"), Article.objects.published())


@feed
def of_speaker(request: HttpRequest, slug: str) -> Stream:
    speaker = _at_its_feed("speaker-feed", slug, find_speaker)
    said = Quote.objects.published().spoken().said_by([slug])
    return _of_quotes(request, f"Quotes of {speaker.name}", speaker.get_absolute_url(), said)


@feed
def of_topic(request: HttpRequest, slug: str) -> Stream:
    topic = _at_its_feed("topic-feed", slug, find_topic)
    return _of_articles(
        request, topic.name, topic.get_absolute_url(), Article.objects.published().about([slug])
    )


@feed
def of_publication(request: HttpRequest, slug: str) -> Stream:
    publication = _at_its_feed("publication-feed", slug, find_publication)
    run = Article.objects.published().run_by([slug])
    return _of_articles(request, publication.name, publication.get_absolute_url(), run)


@feed
def of_search(request: HttpRequest, scope: Scope) -> Stream:
    form = SearchForm(request.GET)
    form.is_valid()
    asked = form.to_request(scope=scope, page=1)
    keys, _ = find_keys(asked, most=MOST_KEYS)
    newest = sorted(keys, reverse=True)[:MOST]
    query = request.GET.urlencode()
    page = reverse(PAGES[scope]) + (f"?{query}" if query else "")
    title = scope.value.capitalize() + (f": {asked.text}" if asked.text else "")
    if scope is Scope.QUOTES:
        return _of_quotes(request, title, page, Quote.objects.published().filter(pk__in=newest))
    return _of_articles(request, title, page, Article.objects.published().filter(pk__in=newest))


def _at_its_feed(view: str, slug: str, find: Callable[[str], Thing]) -> Thing:
    """Return what is found; what moved has its feed at its new place."""
    try:
        return find(slug)
    except Moved as moved:
        raise Moved(reverse(view, args=[resolve(moved.url).kwargs["slug"]]), moved.thing) from moved


def _of_articles(request: HttpRequest, title: str, page: str, articles: QuerySet[Article]) -> Stream:
    host = host_of(request)
    arrived = (
        articles.select_related("publication").prefetch_related("bylines", "topics").order_by("-pk")[:MOST]
    )
    items = tuple(
        _item(record_of_article(article, host=host), article, short_article_url(article), host)
        for article in arrived
    )
    return Stream(title, page, request.build_absolute_uri(), items)


def _of_quotes(request: HttpRequest, title: str, page: str, quotes: QuerySet[Quote]) -> Stream:
    host = host_of(request)
    arrived = (
        quotes.select_related("article__publication", "speaker", "unnamed_source")
        .prefetch_related("article__bylines", "article__topics")
        .order_by("-pk")[:MOST]
    )
    items = tuple(
        _item(record_of_quote(quote, host=host), quote.article, quote.get_absolute_url(), host)
        for quote in arrived
    )
    return Stream(title, page, request.build_absolute_uri(), items)


def _item(record: Record, article: Article, path: str, host: str) -> Item:
    about = ", ".join(filter(None, (record.publication, date_in_words(record.published))))
    if record.saying:
        said = f"{capitalised(record.saying.credit)}, in {quoted_title(record)}"
        summary = render_paragraphs(on_one_line(said), on_one_line(capitalised(about)))
    else:
        opening = on_one_line(description_of(article))
        summary = render_paragraphs(opening, on_one_line(capitalised(about)))
    return Item(record, host + path, summary, article.updated_at)
