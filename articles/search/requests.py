"""What the site asks of search and what it gets back, whatever engine answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articles.models import Article, Quote

PAGE_SIZE = 20


class Scope(StrEnum):
    """What is searched."""

    ARTICLES = "articles"
    QUOTES = "quotes"


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """A search as a reader asks it.

    `text` is the query as typed, in the syntax of `articles.search.query`. The filters hold
    slugs (`speakers`, `publications`, `topics`), years as "2009" or the word "undated"
    (`years`), months as "2009-06" (`months`), quotation kinds (`kinds`), cues in the form that stands for all of
    theirs (`cues`), states of review or "probable" (`reviews`), and how much is told of who said it
    (`attributions`); values of one filter are alternatives, years and months together are one, filters add up. `include_undated` lets undated articles pass any limit on the date. `page` counts from 1.
    """

    text: str = ""
    scope: Scope = Scope.ARTICLES
    speakers: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()
    include_undated: bool = False
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZE


# Never changed, yet not frozen, like all of which a page has hundreds: a frozen one takes four times as long to make.
@dataclass(slots=True, unsafe_hash=True)
class Passage:
    """A run of plain text in a snippet; `is_match` where the query's words stand.

    Templates output `text` escaped and wrap matches in <mark>, so nothing is ever unescaped.
    """

    text: str
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article that was found; `place` counts all hits from 1, and is 0 for one that has only some of the words.

    `printed` is the headline with the mistake of its source, where an editor corrected it.
    """

    article: "Article"
    headline: tuple[Passage, ...]
    snippet: tuple[Passage, ...]
    score: float = 0.0
    place: int = 0
    printed: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteHit:
    """A quote that was found; `place` as in `ArticleHit`."""

    quote: "Quote"
    words: tuple[Passage, ...]
    score: float = 0.0
    place: int = 0


@dataclass(slots=True, unsafe_hash=True)
class FacetValue:
    """One value to filter by: `value` goes in the URL, `label` is read, `count` is 0 only where it is selected."""

    value: str
    label: str
    count: int
    is_selected: bool = False


@dataclass(frozen=True, slots=True)
class WayOut:
    """A value of the filter `name` (as in `facets`) without which there are `total` hits, where now there are none."""

    name: str
    value: str
    label: str
    total: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What was wrong with a query, in a sentence, and the place in `text` (code points) where known."""

    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What was found.

    `hits` are those of the asked page, `total` is exact over all pages. `partial` are hits that have only some of
    the words of a query of plain words which few have all of, the best first; they are counted nowhere. `facets` maps
    "speaker", "publication", "topic", "year", "month", "kind", and of quotes "cue", "review" and "attribution", to
    values, most frequent first (years and months newest first, "undated" last; states of review and of attribution
    in their own order). `undated_left_out` counts undated articles (or their quotes) that a limit
    on the date keeps out. `problems` explains mistakes in the query; the rest of it was still searched.
    `terms` are the query's words as to be marked in an opened document, prefixes ending in "*".
    `is_ranked` says whether the query has words, so that some hits match better than others: where it has none,
    `request` says the newest come first when it was asked for the best.
    `suggestion` is the query with words that the archive knows in the place of misspelt ones, or "".
    `ways_out` are, where there are no hits, the filters any of which keeps some out by itself.
    `explanation` says in sentences what was searched for. `timings` are milliseconds of wall time by step.
    """

    request: SearchRequest
    hits: tuple[ArticleHit, ...] | tuple[QuoteHit, ...] = ()
    partial: tuple[ArticleHit, ...] | tuple[QuoteHit, ...] = ()
    total: int = 0
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    undated_left_out: int = 0
    problems: tuple[Problem, ...] = ()
    terms: tuple[str, ...] = ()
    is_ranked: bool = False
    suggestion: str = ""
    ways_out: tuple[WayOut, ...] = ()
    explanation: tuple[str, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // self.request.page_size))


class SearchUnavailable(Exception):
    """The index is missing, damaged or away; the site reads on without search."""
