"""Ordinary SearchQuerySets on our engine: Haystack's tree of conditions becomes a tree of ours.

No query string is built and parsed again, so nothing needs quoting and no value can become syntax. Words are
compared as everywhere in articles.search; what this engine does not offer raises instead of finding nothing.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from django.db.models import Model
from haystack.backends import BaseSearchQuery, SearchNode
from haystack.constants import DJANGO_ID, ID
from haystack.exceptions import SearchBackendError
from haystack.inputs import AutoQuery, BaseInput, Exact, Raw
from haystack.inputs import Not as NotInput
from haystack.models import SearchResult

from articles.search.analysis import words
from articles.search.backends.answering.evaluation import Evaluation
from articles.search.backends.answering.similar import resemblance
from articles.search.backends.generations.contents import MODELS, index_of
from articles.search.backends.reading.snapshots import Snapshot
from articles.search.backends.results import TEXTS, Found, hits, results
from articles.search.fields import FIELDS
from articles.search.indexes import Number, Slugs
from articles.search.query import parse
from articles.search.requests import Scope
from articles.search.syntax import (
    And,
    Between,
    Everything,
    Fuzzy,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Value,
    Word,
    in_field,
)

# The options of a SearchQuerySet that do something here.
OFFERED = frozenset(
    {
        "boost",
        "end_offset",
        "facets",
        "highlight",
        "models",
        "narrow_queries",
        "result_class",
        "sort_by",
        "spelling_query",
        "start_offset",
    }
)
# Haystack's names for plain words.
_PLAIN = ("content", "")
_KEYS = (ID, DJANGO_ID)
# How many slips of the pen `fuzzy` forgives a word.
FUZZINESS = 2


class TreeQuery(BaseSearchQuery):
    """A SearchQuerySet's query, which it hands to the backend as a Node."""

    def build_query(self) -> Node:
        node = _node(self.query_filter)
        return Everything() if node is None else node

    def build_query_fragment(self, field: str, filter_type: str, value: Any) -> str:
        """Return a condition in the syntax of articles.search.query: Haystack asks only for `narrow(SQ(…))`."""
        if filter_type not in ("content", "exact"):
            raise SearchBackendError(f"narrow() takes no {filter_type!r}; use filter().")
        text = value.query_string if isinstance(value, BaseInput) else value
        quoted = f'"{text}"'
        return quoted if field in _PLAIN else f"{field}:{quoted}"

    def __str__(self) -> str:
        return str(self.build_query())


def _node(tree: SearchNode) -> Node | None:
    children: list[Node] = []
    for child in tree.children:
        if isinstance(child, SearchNode):
            node = _node(child)
        else:
            field, filter_type = tree.split_expression(child[0])
            node = _condition(field, filter_type, child[1])
        if node is not None:
            children.append(node)
    if not children:
        return None
    joined: Node
    if len(children) == 1:
        joined = children[0]
    else:
        joined = (Or if tree.connector == tree.OR else And)(tuple(children))
    return Not(joined) if tree.negated else joined


def _condition(field: str, filter_type: str, value: Any) -> Node:  # noqa: PLR0911  one case for each kind
    name = "" if field in _PLAIN else field
    match value:
        case AutoQuery() | Raw():
            return in_field(parse_haystack(value.query_string), name)
        case NotInput():
            return Not(_condition(field, filter_type, value.query_string))
        case Exact():
            return _condition(field, "exact", value.query_string)
        case BaseInput():
            return _condition(field, filter_type, value.query_string)
    if filter_type == "in":
        return Or(tuple(_condition(field, "exact", one) for one in value))
    kind = _kinds().get(name)
    if kind is Number:
        return _number_condition(name, filter_type, value)
    if kind is Slugs or name in _KEYS:
        return _value_condition(name, filter_type, value)
    return _text_condition(name, filter_type, str(value))


def _number_condition(name: str, filter_type: str, value: Any) -> Node:
    match filter_type:
        case "range":
            return Between(name, _number(value[0]), _number(value[1]))
        case "gt":
            return Between(name, _number(value) + 1, None)
        case "gte":
            return Between(name, _number(value), None)
        case "lt":
            return Between(name, None, _number(value) - 1)
        case "lte":
            return Between(name, None, _number(value))
        case "content" | "exact":
            return Between(name, _number(value), _number(value))
        case _:
            raise SearchBackendError(f"{name} is a number: it takes no {filter_type!r}.")


def _number(value: Any) -> int:
    return value.toordinal() if isinstance(value, datetime.date) else int(value)


def _value_condition(name: str, filter_type: str, value: Any) -> Node:
    if filter_type not in ("content", "exact", "contains"):
        raise SearchBackendError(f"{name} has fixed values: it takes no {filter_type!r}.")
    return Value(name, frozenset({str(value)}))


def _text_condition(name: str, filter_type: str, text: str) -> Node:
    if text.strip() == "*":
        return Prefix("", name) if name else Everything()
    found = words(text)
    if not found:
        return Nothing()
    match filter_type:
        case "content" | "contains":
            return And(tuple(Word(word, name) for word in found))
        case "exact":
            return Phrase(found, name)
        case "fuzzy":
            return And(tuple(Fuzzy(word, FUZZINESS, name) for word in found))
        case "startswith":
            before = (Phrase(found[:-1], name),) if len(found) > 1 else ()
            return And((*before, Prefix(found[-1], name)))
        case _:
            raise SearchBackendError(f"This engine offers no {filter_type!r} on texts.")


def parse_haystack(text: str) -> Node:
    """Return a query written in our syntax, which here may name every field of the index."""
    kinds = _kinds()
    verbatim = {name for name, kind in kinds.items() if kind is Slugs} | set(_KEYS)
    names = {name: name for name, kind in kinds.items() if kind is not Number}
    return parse(text, fields=names | FIELDS | {key: key for key in _KEYS}, verbatim=verbatim).node


def _kinds() -> dict[str, type]:
    return {name: type(field) for scope in Scope for name, field in index_of(scope).fields.items()}


def scopes_of(models: Iterable[type[Model]]) -> list[Scope]:
    """Return the scopes of some models, or all where none is named."""
    wanted = set(models)
    return [scope for scope, model in MODELS.items() if not wanted or model in wanted]


def search(  # noqa: PLR0913  Haystack's own options
    snapshot_of: Callable[[Scope], Snapshot],
    node: Node,
    *,
    start_offset: int = 0,
    end_offset: int | None = None,
    sort_by: Iterable[str] = (),
    models: Iterable[type[Model]] = (),
    narrow_queries: Iterable[str] = (),
    boost: Mapping[str, float] | None = None,
    facets: Iterable[str] = (),
    highlight: bool | Mapping[str, Any] = False,
    result_class: type[SearchResult] | None = None,
) -> dict[str, Any]:
    """Return what Haystack expects: results, hits and facets over the documents of the models, or of all."""
    narrowed = And((node, *(parse_haystack(query) for query in narrow_queries)))
    found: list[Found] = []
    counts: dict[str, dict[str, int]] = {field: {} for field in facets}
    for scope in scopes_of(models):
        snapshot = snapshot_of(scope)
        evaluation = Evaluation(snapshot, scope)
        matching = evaluation.matching(narrowed)
        scores = evaluation.scores(node)
        for word, weight in (boost or {}).items():
            leaves = And(tuple(Word(part) for part in words(word)))
            scores += np.float32(weight - 1) * evaluation.scores(leaves)
        found.append(Found(scope, snapshot, matching, scores))
        for field, counted in counts.items():
            for value, count in snapshot.counts(field, matching).items():
                counted[value] = counted.get(value, 0) + count
    page = hits(found, list(sort_by), start_offset, end_offset)
    make = result_class or SearchResult
    return {
        "results": results(page, make, node if highlight else None),
        "hits": sum(map(len, found)),
        "facets": {
            "fields": {
                field: sorted(counted.items(), key=lambda item: (-item[1], item[0]))
                for field, counted in counts.items()
            }
        }
        if counts
        else {},
        "spelling_suggestion": None,
    }


def more_like(  # noqa: PLR0913  Haystack's own options
    snapshot_of: Callable[[Scope], Snapshot],
    row: Model,
    node: Node,
    *,
    start_offset: int = 0,
    end_offset: int | None = None,
    models: Iterable[type[Model]] = (),
    result_class: type[SearchResult] | None = None,
) -> dict[str, Any]:
    """Return the documents of the row's own kind that resemble it, the best first."""
    scope = next(scope for scope, model in MODELS.items() if isinstance(row, model))
    wanted = set(models)
    found: list[Found] = []
    if not wanted or MODELS[scope] in wanted:
        snapshot = snapshot_of(scope)
        scores = resemblance(snapshot, getattr(row, TEXTS[scope]))
        scores[snapshot.keys == row.pk] = 0
        matching = Evaluation(snapshot, scope).matching(node) & (scores > 0)
        found.append(Found(scope, snapshot, matching, scores))
    page = hits(found, (), start_offset, end_offset)
    return {
        "results": results(page, result_class or SearchResult),
        "hits": sum(map(len, found)),
    }
