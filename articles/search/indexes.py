"""The fields of the index, as Haystack knows them; articles.search.documents says what is in them."""

from typing import Any

from haystack import indexes

from articles.models import Article, Quote
from articles.models.articles import ArticleQuerySet
from articles.models.quotes import QuoteQuerySet
from articles.search.documents import UNDATED, documents_of, documents_of_quotes
from articles.search.requests import Scope

__all__ = ["SCHEMA_VERSION", "UNDATED", "ArticleIndex", "QuoteIndex"]

# To be raised with every change to the fields below or to articles.search.analysis, and when a class that lies
# pickled in segments moves.
SCHEMA_VERSION = 7


class Prose(indexes.CharField):
    """A text: its words in order, and their stems."""


class Weighed(indexes.MultiValueField):
    """Texts that are nowhere looked for but weigh: their stems alone."""


class Names(indexes.MultiValueField):
    """Names or short labels: their words in order, as written."""


class Slugs(indexes.MultiValueField):
    """Fixed values to filter by and to count."""


class Number(indexes.IntegerField):
    """A whole number to sort or limit by, never negative and below 2 ** 31."""


class Key(Number):
    """The primary key of a row, below 2 ** 63."""


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
    # What is told of those quoted without a name: keys of articles.text.unnamed.
    standings = Slugs()
    # The words that introduce quotes, in the form that stands for all of their forms.
    cues = Slugs()
    # What an editor decided on quotes (ReviewState), and "probable" where pages say so.
    reviews = Slugs()
    # How much is told of who said them: articles.search.fields.Attributed.
    attributions = Slugs()
    # What is known of a document, for `has:`.
    has = Slugs()

    # Days count from the year 1 (`date.toordinal`), 0 is undated; minutes of the day from 1, 0 is unknown.
    earliest = Number()
    latest = Number()
    minute = Number()
    article = Key()
    start = Number()


class ArticleIndex(_Shared, indexes.Indexable):
    text = Prose(document=True, stored=False)
    standfirst = Prose(stored=False)
    quoted = Weighed(stored=False)

    def get_model(self) -> type[Article]:
        return Article

    def get_updated_field(self) -> str:
        return "updated_at"

    def index_queryset(self, using: str | None = None) -> ArticleQuerySet:
        del using
        # Whoever asks wants to know which; what they give comes from their rows anew.
        return Article.objects.published().only("pk")

    def prepare(self, obj: Article) -> dict[str, Any]:
        """Return what a published article gives to the index."""
        (document,) = documents_of([obj.pk], [Scope.ARTICLES])
        return document.values


class QuoteIndex(_Shared, indexes.Indexable):
    text = Prose(document=True, stored=False)

    def get_model(self) -> type[Quote]:
        return Quote

    def get_updated_field(self) -> str:
        return "article__updated_at"

    def index_queryset(self, using: str | None = None) -> QuoteQuerySet:
        del using
        return Quote.objects.published().only("article")

    def prepare(self, obj: Quote) -> dict[str, Any]:
        """Return what a published quote gives to the index."""
        (document,) = documents_of_quotes([obj.pk])
        return document.values
