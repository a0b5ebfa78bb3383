"""The quotes that a search finds, by who said them: each speaker with a count and the first few quotes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from articles.models import Quote
from articles.search.backends import Backend, backend
from articles.search.engine import question_of
from articles.search.facets import LABELS
from articles.search.fields import Attributed
from articles.search.questions import FILTERS, Question
from articles.search.requests import QuoteHit, SearchRequest
from articles.search.rows import names_of
from articles.search.snippets import marked
from articles.search.syntax import And, Leaf, Node, Value

GROUPS_ON_A_PAGE = 10
QUOTES_IN_A_GROUP = 3

# Those who have no name of their own to be grouped by, in the order of their groups, which stand last.
_NAMELESS = (Attributed.UNNAMED, Attributed.WITHHELD, Attributed.NOBODY)
_BY = ("speakers", "attributions")


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """The quotes of one speaker, or of all those alike of whom no name is told.

    `name` and `value` are the filter that leads to all `total` of them, `hits` the first in the order asked for.
    """

    name: str
    value: str
    label: str
    total: int
    hits: tuple[QuoteHit, ...]

    @property
    def is_named(self) -> bool:
        return self.name == "speaker"


@dataclass(frozen=True, slots=True)
class QuoteGroups:
    """One page of groups, of `total` on `page_count` pages: those with most quotes first, the nameless last."""

    groups: tuple[QuoteGroup, ...]
    total: int

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // GROUPS_ON_A_PAGE))


def group_by_speaker(request: SearchRequest) -> QuoteGroups:
    """Return what a search of quotes finds by who said it; a page has `GROUPS_ON_A_PAGE` groups.

    A question to the index for the counts and one for each group, two queries to the database.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    asked, leaves = question_of(request)
    engine = backend()
    question = _told_apart(asked)
    facets = engine.answer(replace(question, offset=0, limit=0, facets=_BY)).facets
    speakers, nameless = facets["speakers"], facets["attributions"]
    rest = [state for state in _NAMELESS if nameless.get(state.value)]
    start = (max(1, request.page) - 1) * GROUPS_ON_A_PAGE
    end = start + GROUPS_ON_A_PAGE
    counts = dict(list(speakers.highest(end).items())[start:])
    names = names_of("speaker", counts)
    found = [("speaker", slug, names[slug], count) for slug, count in counts.items() if slug in names]
    first, last = max(0, start - len(speakers)), max(0, end - len(speakers))
    found += [
        ("attribution", state.value, LABELS["attribution"][state.value], nameless[state.value])
        for state in rest[first:last]
    ]
    keys = {(name, value): _first_keys(engine, question, name, value) for name, value, _, _ in found}
    rows = Quote.objects.published().with_article().in_bulk([key for some in keys.values() for key in some])
    text_leaves = tuple(leaf for leaf in leaves if leaf.field == "")
    groups = (
        QuoteGroup(name, value, label, total, _hits(keys[name, value], rows, text_leaves))
        for name, value, label, total in found
    )
    return QuoteGroups(tuple(groups), len(speakers) + len(rest))


def _told_apart(question: Question) -> Question:
    """Return a question with its filters on who spoke as conditions: a field's own filter does not limit its counts."""
    conditions = [
        Value(field, frozenset(question.filters[field])) for field in _BY if question.filters.get(field)
    ]
    filters = {field: values for field, values in question.filters.items() if field not in _BY}
    return replace(question, node=_and(question.node, *conditions), filters=filters)


def _first_keys(engine: Backend, question: Question, name: str, value: str) -> tuple[int, ...]:
    node = _and(question.node, Value(FILTERS[name], frozenset({value})))
    return engine.answer(replace(question, node=node, offset=0, limit=QUOTES_IN_A_GROUP, facets=())).keys


def _and(node: Node, *conditions: Node) -> Node:
    return And((node, *conditions)) if conditions else node


def _hits(keys: tuple[int, ...], rows: Mapping[int, Quote], leaves: tuple[Leaf, ...]) -> tuple[QuoteHit, ...]:
    """Return the hits whose rows readers may still see."""
    return tuple(QuoteHit(rows[key], marked(rows[key].words, leaves)) for key in keys if key in rows)
