"""The tree of articles.search.syntax as queries of OpenSearch that select; `scoring` has those that weigh."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from haystack.constants import DJANGO_ID, ID
from haystack.utils import get_model_ct

from articles.search.analysis import stem
from articles.search.backends.answering.evaluation import PLAIN_FIELDS
from articles.search.backends.generations.contents import MODELS, index_of
from articles.search.backends.opensearch.mapping import COUNT, sent
from articles.search.backends.schema import GAP, KEY, STEMS
from articles.search.facets import encodable
from articles.search.indexes import Names, Prose, Weighed
from articles.search.requests import Scope
from articles.search.syntax import (
    And,
    Between,
    Dated,
    Everything,
    Fuzzy,
    Leaf,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Undated,
    Value,
    Word,
)

Query = dict[str, Any]

ALL: Query = {"match_all": {}}
NONE: Query = {"match_none": {}}
# Of words spelt nearly so: as many as the cluster is told to take in one query.
MOST_CLAUSES = 20_000
_LARGEST = 2**63 - 1


def every(queries: Sequence[Query]) -> Query:
    """Return what all of these select."""
    return queries[0] if len(queries) == 1 else {"bool": {"filter": list(queries)}} if queries else ALL


def any_of(queries: Sequence[Query]) -> Query:
    """Return what any of these selects."""
    if not queries:
        return NONE
    return queries[0] if len(queries) == 1 else {"bool": {"should": list(queries), "minimum_should_match": 1}}


def selecting(node: Node, scope: Scope) -> Query:  # noqa: C901, PLR0911  one case for each kind of node
    """Return the query that selects what a node does."""
    match node:
        case And():
            return every([selecting(child, scope) for child in _flat(node, And)])
        case Or():
            return any_of([selecting(child, scope) for child in _flat(node, Or)])
        case Not(Not(child)):
            return selecting(child, scope)
        case Not(child):
            return {"bool": {"must_not": [selecting(child, scope)]}}
        case Everything():
            return ALL
        case Nothing():
            return NONE
        case Value(name, values) if name in (ID, DJANGO_ID):
            return {"terms": {KEY: _keys(scope, name, values)}}
        case Value(name, values):
            return {"terms": {name: sorted(encodable(values))}}
        case Dated(earliest, latest):
            low = earliest.toordinal() if earliest else None
            high = latest.toordinal() if latest else None
            return every([_between("latest", low, None), _between("earliest", 1, high)])
        case Undated():
            return {"term": {"earliest": 0}}
        case Between(name, low, high):
            return _between(name, low, high)
        case Word() | Phrase() | Prefix() | Fuzzy() | Near():
            return _of_leaf(node, scope)
    raise AssertionError(node)


def form(name: str, word: str, scope: Scope) -> tuple[str, str]:
    """Return the field and the term to look a word up by: prose has stems, names do not."""
    if isinstance(index_of(scope).fields.get(name), Prose | Weighed):
        return name + STEMS, sent(stem(word))
    return name, sent(word)


def term(field: str, value: str) -> Query:
    return {"term": {field: value}}


def _flat(node: And | Or, kind: type) -> Iterable[Node]:
    """Yield the children of a node, and theirs where they are joined in the same way."""
    for child in node.children:
        if isinstance(child, kind):
            yield from _flat(child, kind)  # type: ignore[arg-type]  # of the kind it was just seen to be
        else:
            yield child


def _of_leaf(leaf: Leaf, scope: Scope) -> Query:
    names = [leaf.field] if leaf.field else list(PLAIN_FIELDS[scope])
    return any_of([_in_field(scope)(leaf, name) for name in names])


def _in_field(scope: Scope) -> Callable[[Leaf, str], Query]:
    def query(leaf: Leaf, name: str) -> Query:  # noqa: PLR0911  one case for each kind of leaf
        match leaf:
            case Word(text):
                return term(*form(name, text, scope))
            case Phrase((only,)) | Near((only,)):
                return term(name, sent(only))
            case Phrase(found):
                return {"match_phrase": {name: " ".join(map(sent, found))}}
            case Near(found, distance):
                return _near(name, found, distance, scope)
            case Prefix(""):
                return {"range": {name + COUNT: {"gt": 0}}}
            case Prefix(text):
                return {"prefix": {name: sent(text)}}
            case Fuzzy(text, distance):
                options = {"value": sent(text), "fuzziness": distance, "transpositions": True}
                return {"fuzzy": {name: {**options, "max_expansions": MOST_CLAUSES}}}
        raise AssertionError(leaf)

    return query


def _near(name: str, found: Sequence[str], distance: int, scope: Scope) -> Query:
    stretch = len(found) + distance
    if isinstance(index_of(scope).fields.get(name), Names):
        # No stretch reaches from one name into the next.
        stretch = min(stretch, GAP)
    gaps = stretch - len(found)
    if gaps < 0:
        return NONE
    each = [{"match": {"query": sent(word)}} for word in found]
    return {"intervals": {name: {"all_of": {"intervals": each, "mode": "unordered", "max_gaps": gaps}}}}


def _between(name: str, low: int | None, high: int | None) -> Query:
    limits = {"gte": low, "lte": high}
    within = {
        sign: max(-_LARGEST, min(_LARGEST, limit)) for sign, limit in limits.items() if limit is not None
    }
    return {"range": {name: within}} if within else ALL


def _keys(scope: Scope, name: str, values: Iterable[str]) -> list[int]:
    """Return the keys of rows of this scope that Haystack's identifiers or keys name."""
    before = f"{get_model_ct(MODELS[scope])}." if name == ID else ""
    rests = (value.removeprefix(before) for value in values if value.startswith(before))
    return [int(rest) for rest in rests if rest.isdecimal() and int(rest) <= _LARGEST]
