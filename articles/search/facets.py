"""The values of facets as readers see them: which are listed, in which order, and in which words."""

from collections.abc import Collection, Iterable, Mapping

from articles.models import ReviewState
from articles.search.explanations import name_month
from articles.search.fields import MONTH, PROBABLE, YEAR, Attributed
from articles.search.indexes import UNDATED
from articles.search.questions import Counts
from articles.search.requests import FacetValue
from articles.search.rows import names_of
from articles.text.documents import QuotationKind

# More values of one facet than anyone reads; the rest are reached by searching for their names.
MOST_FACET_VALUES = 30
# Facets that are listed whole, newest first.
DATES = ("year", "month")
# Facets of few values, in words.
LABELS: Mapping[str, Mapping[str, str]] = {
    "kind": {kind.value: kind.value.capitalize() for kind in QuotationKind},
    "review": {
        **{state.value: state.label for state in ReviewState if state is not ReviewState.REJECTED},
        PROBABLE: "Only probably this speaker",
    },
    "attribution": {
        Attributed.NAMED.value: "A named speaker",
        Attributed.UNNAMED.value: "An unnamed source",
        Attributed.WITHHELD.value: "A name withheld",
        Attributed.NOBODY.value: "Nobody is named",
    },
}
# Those of them that stand in the order above.
ORDERED = ("review", "attribution")


def facet_values(name: str, counts: Counts, selected: tuple[str, ...]) -> tuple[FacetValue, ...]:
    """Return the values of a facet that a page lists, and those selected whatever their counts."""
    shown = counts.highest(len(counts) if name in DATES else MOST_FACET_VALUES)
    shown |= {value: counts.get(value, 0) for value in encodable(selected)}
    labels = labels_of(name, shown)
    values = [
        FacetValue(value, labels[value], count, value in selected)
        for value, count in shown.items()
        if value in labels
    ]
    if name in DATES:
        return tuple(sorted(values, key=lambda value: (value.value != UNDATED, value.value), reverse=True))
    if name in ORDERED:
        places = {value: place for place, value in enumerate(labels)}
        return tuple(sorted(values, key=lambda value: places[value.value]))
    return tuple(sorted(values, key=lambda value: (-value.count, value.label)))


def labels_of(name: str, shown: Collection[str]) -> Mapping[str, str]:
    """Return the words for the values of a facet; what readers may no longer know of has none."""
    match name:
        case "speaker" | "publication" | "topic":
            return names_of(name, shown)
        case "cue":
            return dict(zip(shown, shown, strict=True))
        case "month":
            return {month: name_month(month) for month in shown if MONTH.fullmatch(month)}
        case "year":
            return {value: value.capitalize() for value in shown if YEAR.fullmatch(value) or value == UNDATED}
        case _:
            return LABELS[name]


def encodable(values: Iterable[str]) -> tuple[str, ...]:
    """Return values as databases can hold them: a lone surrogate or a NUL in an address is no value of ours."""
    return tuple(value.encode("utf-8", "replace").decode("utf-8").replace("\0", "?") for value in values)
