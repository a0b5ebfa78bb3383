"""One speaker in numbers: where, when and beside whom they are quoted; counts of the index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.search.backends import backend
from articles.search.questions import Counts, Question
from articles.search.requests import FacetValue, Scope
from articles.search.rows import names_of
from articles.search.syntax import Value
from articles.text.documents import QuotationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerCounts:
    """What the index counts of one speaker; indirect speech is in `indirect` alone, and in `articles`.

    `years` counts quotes, as "2009" or "undated", and `cues` those that one word introduces in any of its forms.
    `publications` and `topics` have the number of quotes,
    `beside` those whom the same articles quote, with the number of these articles; the most first.
    """

    quotes: int
    indirect: int
    articles: int
    years: Mapping[str, int]
    publications: tuple[FacetValue, ...]
    topics: tuple[FacetValue, ...]
    beside: tuple[FacetValue, ...]
    cues: Mapping[str, int]


def count_speaker(slug: str, *, kinds: Sequence[str], most: int) -> SpeakerCounts:
    """Return the numbers of one speaker, of quotes of some kinds; of each list `most` at most.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    engine = backend()
    said_here = Value("speakers", frozenset({slug}))
    quotes = engine.answer(
        Question(
            scope=Scope.QUOTES,
            node=said_here,
            filters={"kinds": tuple(kinds)},
            limit=0,
            facets=("years", "publications", "topics", "kinds", "cues"),
        )
    )
    # As a condition, not as a filter, which would not limit the counts of its own field.
    articles = engine.answer(Question(scope=Scope.ARTICLES, node=said_here, limit=0, facets=("speakers",)))
    return SpeakerCounts(
        quotes=quotes.total,
        indirect=quotes.facets["kinds"].get(QuotationKind.INDIRECT, 0),
        articles=articles.total,
        years=dict(quotes.facets["years"]),
        publications=_named("publication", quotes.facets["publications"], most),
        topics=_named("topic", quotes.facets["topics"], most),
        beside=_named("speaker", articles.facets["speakers"], most, but=slug),
        cues=quotes.facets["cues"].highest(most),
    )


def _named(facet: str, counts: Counts, most: int, *, but: str = "") -> tuple[FacetValue, ...]:
    """Return the values of most documents with their names; what readers may no longer know of is left out."""
    highest = counts.highest(most + bool(but))
    highest.pop(but, None)
    names = names_of(facet, highest)
    return tuple(FacetValue(slug, names[slug], count) for slug, count in highest.items() if slug in names)[
        :most
    ]
