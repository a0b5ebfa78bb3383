"""A Question answered by a cluster, as `answering.answers` answers it over a snapshot."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from articles.search.backends.opensearch.clusters import WINDOW, Cluster
from articles.search.backends.opensearch.facets import counting_values, read_counts
from articles.search.backends.opensearch.mapping import NEWEST, OLDEST
from articles.search.backends.opensearch.queries import Query, any_of, every, selecting
from articles.search.backends.opensearch.scoring import read_statistics, scored, weighed_words, weighing
from articles.search.backends.schema import KEY
from articles.search.facets import encodable
from articles.search.indexes import UNDATED
from articles.search.questions import DATE_FIELDS, Answer, Question
from articles.search.requests import Scope, Sort
from articles.search.syntax import Node, Undated, limits_date, with_undated

DATE = "date"

_NEWEST_FIRST = [{NEWEST: "desc"}, {"article": "desc"}, {"start": "asc"}, {KEY: "asc"}]
_ORDERS: Mapping[Sort, list[dict[str, str]]] = {
    Sort.RELEVANCE: [{"_score": "desc"}, *_NEWEST_FIRST],
    Sort.NEWEST: _NEWEST_FIRST,
    Sort.OLDEST: [{OLDEST: "asc"}, {"article": "asc"}, {"start": "asc"}, {KEY: "asc"}],
}
# Of a hit its key alone is read, from a column.
KEYS_ALONE: Mapping[str, Any] = {"_source": False, "stored_fields": "_none_", "docvalue_fields": [KEY]}


def answer(cluster: Cluster, question: Question) -> Answer:
    """Return the asked slice and the counts over everything that matches.

    Raises:
        SearchUnavailable: the cluster is away, or has no index.
    """
    base, allowed = _limits(question, include_undated=question.include_undated)
    found = every([base, *allowed.values()])
    query = _scored(cluster, question.scope, question.node, base)
    is_near = question.offset + question.limit <= WINDOW
    # Filters limit what is found and not what is counted: each facet is counted without its own.
    among = {field: _all_but(_filter_of(field), allowed) for field in question.facets}
    bodies: list[dict[str, Any]] = [
        {
            **KEYS_ALONE,
            "query": query if question.sort is Sort.RELEVANCE else base,
            "post_filter": every(list(allowed.values())),
            "from": question.offset if is_near else 0,
            "size": question.limit if is_near else 0,
            "sort": _ORDERS[question.sort],
            "track_total_hits": True,
            "aggs": {field: counting_values(field, every(others)) for field, others in among.items()},
        }
    ]
    if _may_leave_out(question):
        lenient, its_allowed = _limits(question, include_undated=True)
        left_out = {"bool": {"filter": [lenient, *its_allowed.values()], "must_not": [found]}}
        bodies.append({"size": 0, "track_total_hits": True, "query": left_out})
    whole, *others = cluster.search(question.scope, *bodies)
    hits = whole["hits"]["hits"] if is_near else _far_down(cluster, question, bodies[0])
    return Answer(
        keys=tuple(key_of(hit) for hit in hits),
        scores=tuple(hit["sort"][0] if question.sort is Sort.RELEVANCE else 0.0 for hit in hits),
        total=whole["hits"]["total"]["value"],
        facets={
            field: read_counts(
                cluster, question.scope, [base, *among[field]], field, whole["aggregations"][field]
            )
            for field in question.facets
        },
        undated_left_out=others[0]["hits"]["total"]["value"] if others else 0,
    )


def key_of(hit: Mapping[str, Any]) -> int:
    """Return the key of the row of a hit."""
    return int(hit["fields"][KEY][0])


def _scored(cluster: Cluster, scope: Scope, node: Node, base: Query) -> Query:
    words = weighed_words(node, scope)
    if not words:
        return {"constant_score": {"filter": base, "boost": 0.0}}
    return scored(base, weighing(words, read_statistics(cluster, scope, words)))


def _far_down(cluster: Cluster, question: Question, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a slice that no single search reaches."""
    query = every([body["query"], body["post_filter"]])
    if question.sort is Sort.RELEVANCE:
        query = {"bool": {"must": [body["query"]], "filter": [body["post_filter"]]}}
    walked = cluster.walk(question.scope, {**KEYS_ALONE, "query": query, "sort": body["sort"]})
    return list(islice(walked, question.offset, question.offset + question.limit))


def _limits(question: Question, *, include_undated: bool) -> tuple[Query, dict[str, Query]]:
    """Return what the query selects, and what each filter lets pass."""
    node = question.node
    if include_undated and limits_date(node):
        node = with_undated(node)
    allowed: dict[str, list[Query]] = {}
    for field, values in question.filters.items():
        if values:
            passing = {"terms": {field: sorted(encodable(values))}}
            allowed.setdefault(_filter_of(field), []).append(passing)
    if include_undated and DATE in allowed:
        allowed[DATE].append(selecting(Undated(), question.scope))
    return selecting(node, question.scope), {name: any_of(queries) for name, queries in allowed.items()}


def _may_leave_out(question: Question) -> bool:
    """Return whether a limit on the date could keep undated documents out that would be told of."""
    is_limited = limits_date(question.node) or any(question.filters.get(field) for field in DATE_FIELDS)
    return is_limited and not question.include_undated and UNDATED not in question.filters.get("years", ())


def _filter_of(field: str) -> str:
    return DATE if field in DATE_FIELDS else field


def _all_but(name: str, allowed: Mapping[str, Query]) -> list[Query]:
    return [query for other, query in allowed.items() if other != name]
