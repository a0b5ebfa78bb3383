"""What the door asks of an engine and what it gets back: ids and counts, no rows and no wording."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.search.requests import Scope, Sort
from articles.search.syntax import Node

# The fields behind the filters, by the names that filters have in addresses.
FILTERS = {
    "speaker": "speakers",
    "publication": "publications",
    "topic": "topics",
    "year": "years",
    "month": "months",
    "kind": "kinds",
    "cue": "cues",
    "review": "reviews",
    "attribution": "attributions",
}
_OF_QUOTES = frozenset({"cue", "review", "attribution"})
# Those that are counted: an article has quotes of all sorts, so that counts of these tell a reader of articles little.
FACETS: Mapping[Scope, Mapping[str, str]] = {
    Scope.ARTICLES: {name: field for name, field in FILTERS.items() if name not in _OF_QUOTES},
    Scope.QUOTES: FILTERS,
}

# Months refine years: who chooses 2010 and June 2009 wants either, and sees the counts of all years and months.
DATE_FIELDS = frozenset({"years", "months"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One search.

    `filters` maps index fields to values that are alternatives; those of `years` and `months` are
    alternatives of one filter. `include_undated` lets undated documents pass limits on the date, in the
    query as in the filters. `facets` are the index fields to count; a field's own filter does not limit
    its counts.
    """

    scope: Scope
    node: Node
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    include_undated: bool = False
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()


class Counts(Mapping[str, int]):
    """How many documents have each value; those that none has are not in it."""

    @abstractmethod
    def highest(self, limit: int) -> dict[str, int]:
        """Return the values that most documents have, in this order, those of one count by their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The primary keys of the asked slice with their scores, in order, and the counts over all that match.

    `cut` names what was looked for in part only, since all of it would have taken too long (`con*`).
    """

    keys: tuple[int, ...]
    scores: tuple[float, ...]
    total: int
    facets: Mapping[str, Counts]
    undated_left_out: int
    cut: tuple[str, ...] = ()
