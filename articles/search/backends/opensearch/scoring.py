"""How well a document matches: BM25F as `answering.scoring` has it, computed by the cluster.

What the formula takes of the whole archive (how many documents there are and have a word, how long fields are on
average) is asked for first, over all shards and without what is deleted, and given to it as numbers: a score
is the same on any number of shards, and on every copy of one.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from articles.search.backends.answering.evaluation import BONUS_FIELDS, PLAIN_FIELDS, scored_words
from articles.search.backends.answering.scoring import K1, LENGTH_SHARE, LONG_FIELDS, SHORT_LENGTH_SHARE
from articles.search.backends.generations.contents import index_of
from articles.search.backends.opensearch.clusters import Cluster
from articles.search.backends.opensearch.mapping import COUNT, LENGTH
from articles.search.backends.opensearch.queries import Query, any_of, form, term
from articles.search.indexes import Names, Prose, Weighed
from articles.search.requests import Scope
from articles.search.syntax import Node, positive_leaves

_IN_FIELD = "_score * params.weight / (params.base + params.share * doc[params.length].value)"
_OF_WORD = "params.rarity * _score / (params.k1 + _score)"


class LookedUp(NamedTuple):
    """A field as it is named, the field of the index and the term to look a word up by, and what a hit weighs."""

    name: str
    field: str
    term: str
    weight: float


# A word in all the fields that it is looked for in.
Weighed_ = tuple[LookedUp, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """How many documents there are, and have each word, and how many words a field has on average."""

    count: int
    averages: Mapping[str, float]
    frequencies: Mapping[Weighed_, int]


def weighed_words(node: Node, scope: Scope) -> Counter[Weighed_]:
    """Return the words that a query weighs, and how often it has each."""
    found: Counter[Weighed_] = Counter()
    for leaf in positive_leaves(node):
        bonus = {} if leaf.field else BONUS_FIELDS[scope]
        fields = {leaf.field: 1.0} if leaf.field else PLAIN_FIELDS[scope]
        for word in scored_words(leaf):
            found[
                tuple(
                    LookedUp(name, *form(name, word, scope), weight)
                    for name, weight in {**fields, **bonus}.items()
                )
            ] += 1
    return found


def read_statistics(cluster: Cluster, scope: Scope, wanted: Iterable[Weighed_]) -> Statistics:
    """Return the statistics that weighing these words takes. The cluster keeps those of the whole archive."""
    words = list(wanted)
    names = [
        name for name, field in index_of(scope).fields.items() if isinstance(field, Prose | Weighed | Names)
    ]
    whole, of_words = cluster.search(
        scope,
        {
            "size": 0,
            "track_total_hits": True,
            "aggs": {name: {"sum": {"field": name + COUNT}} for name in names},
        },
        counting([any_of([term(each.field, each.term) for each in word]) for word in words]),
    )
    count = int(whole["hits"]["total"]["value"])
    return Statistics(
        count,
        {name: whole["aggregations"][name]["value"] / max(1, count) or 1.0 for name in names},
        dict(zip(words, counted(of_words), strict=True)),
    )


def counting(queries: Sequence[Query]) -> dict[str, Any]:
    """Return the search that counts what each of some queries selects."""
    if not queries:
        return {"size": 0, "track_total_hits": False}
    return {
        "size": 0,
        "track_total_hits": False,
        "aggs": {"counts": {"filters": {"filters": list(queries)}}},
    }


def counted(found: Mapping[str, Any]) -> list[int]:
    """Return the counts that such a search found, in order."""
    if "aggregations" not in found:
        return []
    return [bucket["doc_count"] for bucket in found["aggregations"]["counts"]["buckets"]]


def weighing(words: Mapping[Weighed_, float], statistics: Statistics) -> list[Query]:
    """Return queries whose scores add up to that of a document, each of one word times how often it is asked for."""
    return [
        _script(
            any_of([_in_field(each, statistics) for each in word]),
            _OF_WORD,
            rarity=times * _rarity(statistics.count, statistics.frequencies[word]),
            k1=K1,
        )
        for word, times in words.items()
        if statistics.frequencies[word] and times > 0
    ]


def scored(selecting: Query, weighing: Sequence[Query]) -> Query:
    """Return the query that selects by one and scores by others."""
    return {"bool": {"filter": [selecting], "should": list(weighing)}}


def _rarity(count: int, frequency: int) -> float:
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def _in_field(looked_up: LookedUp, statistics: Statistics) -> Query:
    share = LENGTH_SHARE if looked_up.name in LONG_FIELDS else SHORT_LENGTH_SHARE
    return _script(
        term(looked_up.field, looked_up.term),
        _IN_FIELD,
        weight=looked_up.weight,
        base=1 - share,
        share=share / statistics.averages.get(looked_up.name, 1.0),
        length=looked_up.name + LENGTH,
    )


def _script(query: Query, source: str, **params: float | str) -> Query:
    return {"script_score": {"query": query, "script": {"source": source, "params": params}}}
