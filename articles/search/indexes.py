"""What an article and a quote give to the index.

Only what readers may see is in it: `published()` articles and quotes, names of public speakers,
publications that are not private. Whether a text may be shown in full is for the pages to say; its words
are searchable all the same.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from haystack import indexes

from articles.models import Article, Quote, Speaker, Topic, Visibility
from articles.models.articles import ArticleQuerySet
from articles.models.quotes import QuoteQuerySet

# To be raised with every change to the fields below or to articles.search.analysis.
SCHEMA_VERSION = 3

UNDATED = "undated"


class Prose(indexes.CharField):
    """A text: its words in order, and their stems."""


class Names(indexes.MultiValueField):
    """Names or short labels: their words in order, as written."""


class Slugs(indexes.MultiValueField):
    """Fixed values to filter by and to count."""


class Number(indexes.IntegerField):
    """A whole number to sort or limit by, never negative."""


class _Shared(indexes.SearchIndex):
    """Fields that articles and quotes have in common; a quote takes most of them from its article."""

    headline = Prose()
    byline = Names()
    publication = Names()
    topic = Names()
    speaker = Names()
    cue = Names()

    speakers = Slugs()
    publications = Slugs()
    topics = Slugs()
    years = Slugs()
    months = Slugs()
    kinds = Slugs()
    # What is known of a document, for `has:` (see things_of).
    has = Slugs()

    # Days count from the year 1 (`date.toordinal`), 0 is undated; minutes of the day from 1, 0 is unknown.
    earliest = Number()
    latest = Number()
    minute = Number()
    article = Number()
    start = Number()

    def article_of(self, obj: Any) -> Article:
        raise NotImplementedError

    def quotes_of(self, obj: Any) -> Iterable[Quote]:
        raise NotImplementedError

    def prepare(self, obj: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().prepare(obj)
        article = self.article_of(obj)
        quotes = list(self.quotes_of(obj))
        speakers = _speakers(quotes)
        publication = article.shown_publication
        topics: list[Topic] = list(article.topics.all())
        time = article.date_time
        return values | {
            "headline": article.headline,
            "byline": [byline.name for byline in article.bylines.all()],
            "publication": [publication.name] if publication else [],
            "topic": [topic.name for topic in topics],
            "speaker": _names(speakers) + _descriptions(quotes),
            "cue": sorted({quote.cue for quote in quotes if quote.cue}),
            "speakers": sorted(speaker.slug for speaker in speakers),
            "publications": [publication.slug] if publication else [],
            "topics": sorted(topic.slug for topic in topics),
            "years": years_of(article.date_earliest, article.date_latest),
            "months": months_of(article.date_earliest, article.date_latest),
            "kinds": sorted({quote.kind for quote in quotes}),
            "has": things_of(article, quotes),
            "earliest": _day(article.date_earliest),
            "latest": _day(article.date_latest),
            "minute": 1 + time.hour * 60 + time.minute if time else 0,
            "article": article.pk,
        }


class ArticleIndex(_Shared, indexes.Indexable):
    text = Prose(document=True, model_attr="body", stored=False)
    standfirst = Prose(model_attr="standfirst", stored=False)
    quoted = Prose(stored=False)

    def get_model(self) -> type[Article]:
        return Article

    def get_updated_field(self) -> str:
        return "updated_at"

    def index_queryset(self, using: str | None = None) -> ArticleQuerySet:
        del using
        published = Quote.objects.published().select_related("speaker", "unnamed_source")
        return (
            Article.objects.published()
            .select_related("publication")
            .prefetch_related(
                "bylines",
                "topics",
                Prefetch(
                    "quotes", published.prefetch_related("speaker__aliases"), to_attr="published_quotes"
                ),
            )
        )

    def article_of(self, obj: Article) -> Article:
        return obj

    def quotes_of(self, obj: Article) -> Iterable[Quote]:
        prefetched: list[Quote] | None = getattr(obj, "published_quotes", None)
        return Quote.objects.published().filter(article=obj) if prefetched is None else prefetched

    def prepare_quoted(self, obj: Article) -> str:
        return "\n\n".join(quote.words for quote in self.quotes_of(obj))

    def prepare_start(self, obj: Article) -> int:
        del obj
        return 0


class QuoteIndex(_Shared, indexes.Indexable):
    text = Prose(document=True, model_attr="words", stored=False)

    def get_model(self) -> type[Quote]:
        return Quote

    def get_updated_field(self) -> str:
        return "article__updated_at"

    def index_queryset(self, using: str | None = None) -> QuoteQuerySet:
        del using
        return (
            Quote.objects.published()
            .with_article()
            # Each row would carry the whole text: 20,000 quotes of one long text took all memory.
            .defer("article__body")
            .prefetch_related("speaker__aliases", "article__bylines", "article__topics")
        )

    def article_of(self, obj: Quote) -> Article:
        return obj.article

    def quotes_of(self, obj: Quote) -> Iterable[Quote]:
        return (obj,)

    def prepare_start(self, obj: Quote) -> int:
        return obj.start


def years_of(earliest: datetime.date | None, latest: datetime.date | None) -> list[str]:
    """Return the years an article may have appeared in, or "undated"."""
    if earliest is None or latest is None:
        return [UNDATED]
    return [str(year) for year in range(earliest.year, latest.year + 1)]


def months_of(earliest: datetime.date | None, latest: datetime.date | None) -> list[str]:
    """Return the month an article appeared in, as "2009-06", where that much is known."""
    if earliest is None or latest is None or (earliest.year, earliest.month) != (latest.year, latest.month):
        return []
    return [f"{earliest:%Y-%m}"]


def things_of(article: Article, quotes: Iterable[Quote]) -> list[str]:
    """Return which of a date, headline, byline, publication, topic, quotes and speakers there are."""
    quotes = list(quotes)
    things = {
        "date": article.date_earliest is not None,
        "headline": bool(article.headline),
        "byline": bool(article.bylines.all()),
        "publication": article.shown_publication is not None,
        "topic": bool(article.topics.all()),
        "quote": bool(quotes),
        "speaker": bool(_speakers(quotes)),
    }
    return sorted(name for name, there in things.items() if there)


def _speakers(quotes: Iterable[Quote]) -> list[Speaker]:
    found = {
        quote.speaker.pk: quote.speaker
        for quote in quotes
        if quote.speaker and quote.speaker.visibility == Visibility.PUBLIC
    }
    return list(found.values())


def _names(speakers: Iterable[Speaker]) -> list[str]:
    names = {speaker.name for speaker in speakers}
    names.update(alias.name for speaker in speakers for alias in speaker.aliases.all())
    return sorted(names)


def _descriptions(quotes: Iterable[Quote]) -> list[str]:
    return sorted({quote.unnamed_source.description for quote in quotes if quote.unnamed_source})


def _day(date: datetime.date | None) -> int:
    return date.toordinal() if date else 0
