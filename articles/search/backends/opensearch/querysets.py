"""Ordinary SearchQuerySets answered by a cluster, as `backends.querysets` answers them over snapshots."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from haystack.models import SearchResult

from articles.search.analysis import words
from articles.search.backends.generations.contents import MODELS, index_of
from articles.search.backends.opensearch.answers import KEYS_ALONE, key_of
from articles.search.backends.opensearch.clusters import WINDOW, Cluster
from articles.search.backends.opensearch.facets import counting_values, read_counts
from articles.search.backends.opensearch.queries import ALL, Query, selecting
from articles.search.backends.opensearch.scoring import read_statistics, scored, weighed_words, weighing
from articles.search.backends.opensearch.similar import resembling
from articles.search.backends.querysets import parse_haystack, scopes_of
from articles.search.backends.results import TEXTS, Hit, results, texts_of
from articles.search.backends.schema import KEY
from articles.search.indexes import Number
from articles.search.requests import Scope
from articles.search.syntax import And, Node, Word


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of one scope: a query that selects and scores, and how many documents it selects."""

    scope: Scope
    query: Query
    total: int


def search(  # noqa: PLR0913  Haystack's own options
    cluster: Cluster,
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
    asked = []
    counts: dict[str, dict[str, int]] = {field: {} for field in facets}
    for scope in scopes_of(models):
        chosen = selecting(narrowed, scope)
        (found,) = cluster.search(
            scope,
            {
                "size": 0,
                "track_total_hits": True,
                "query": chosen,
                "aggs": {field: counting_values(field, ALL) for field in counts},
            },
        )
        for field, so_far in counts.items():
            for value, count in read_counts(
                cluster, scope, [chosen], field, found["aggregations"][field]
            ).items():
                so_far[value] = so_far.get(value, 0) + count
        query = scored(chosen, _weights(cluster, scope, node, boost or {}))
        asked.append(_Asked(scope, query, found["hits"]["total"]["value"]))
    total = sum(each.total for each in asked)
    page = _slice(cluster, asked, list(sort_by), start_offset, total if end_offset is None else end_offset)
    return {
        "results": results(page, result_class or SearchResult, node if highlight else None),
        "hits": total,
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
    cluster: Cluster,
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
    asked = []
    weights = resembling(cluster, scope, getattr(row, TEXTS[scope]))
    if weights and (not wanted or MODELS[scope] in wanted):
        chosen = {
            "bool": {
                "filter": [selecting(node, scope)],
                "should": weights,
                "minimum_should_match": 1,
                "must_not": [{"term": {KEY: row.pk}}],
            }
        }
        (found,) = cluster.search(scope, {"size": 0, "track_total_hits": True, "query": chosen})
        asked.append(_Asked(scope, chosen, found["hits"]["total"]["value"]))
    total = sum(each.total for each in asked)
    page = _slice(cluster, asked, (), start_offset, total if end_offset is None else end_offset)
    return {"results": results(page, result_class or SearchResult), "hits": total}


def _weights(cluster: Cluster, scope: Scope, node: Node, boost: Mapping[str, float]) -> list[Query]:
    """Return what scores the words of a query and those that are boosted; no word weighs less than nothing."""
    times: dict[Any, float] = dict(weighed_words(node, scope))
    for text, weight in boost.items():
        for word, count in weighed_words(And(tuple(map(Word, words(text)))), scope).items():
            times[word] = times.get(word, 0) + count * (weight - 1)
    return weighing(times, read_statistics(cluster, scope, times)) if times else []


def _slice(
    cluster: Cluster, asked: Sequence[_Asked], sort_by: Sequence[str], start: int, end: int
) -> Iterator[Hit]:
    """Yield a slice of what was found, as `backends.results.hits` orders it."""
    if end <= start:
        return
    names = [name.lstrip("-") for name in sort_by]
    fields = {name: field for scope in Scope for name, field in index_of(scope).fields.items()}
    if all(isinstance(fields.get(name), Number) for name in names):
        found = [hit for each in asked for hit in _first(cluster, each, sort_by, end)]
        # Each scope's came in order, and equal ones stay so.
        found.sort(key=lambda hit: hit[0])
        yield from (hit for _, hit in found[start:end])
        return
    yield from _by_texts(cluster, asked, sort_by)[start:end]


def _first(
    cluster: Cluster, asked: _Asked, sort_by: Sequence[str], end: int
) -> Iterator[tuple[tuple[float, ...], Hit]]:
    """Yield the first hits of one scope by numbers, each with what it is sorted by, ascending."""
    orders = [{name.lstrip("-"): "desc" if name.startswith("-") else "asc"} for name in sort_by]
    sort = [*orders, {"_score": "desc"}, {KEY: "asc"}]
    body = {**KEYS_ALONE, "query": asked.query, "sort": sort}
    if end <= WINDOW:
        (found,) = cluster.search(asked.scope, {**body, "size": end, "track_total_hits": False})
        hits: Iterable[dict[str, Any]] = found["hits"]["hits"]
    else:
        hits = cluster.walk(asked.scope, body)
    for number, hit in enumerate(hits):
        if number >= end:
            return
        *values, score, _ = hit["sort"]
        signed = [
            -value if name.startswith("-") else value for name, value in zip(sort_by, values, strict=True)
        ]
        yield (*signed, -score), Hit(asked.scope, key_of(hit), float(score))


def _by_texts(cluster: Cluster, asked: Sequence[_Asked], sort_by: Sequence[str]) -> list[Hit]:
    """Return all hits by fields of which some are texts; these are in the database, so that all are read."""
    found: list[Hit] = []
    columns: list[list[Any]] = [[] for _ in sort_by]
    for each in asked:
        hits = [hit for _, hit in _first(cluster, each, (), each.total)]
        found += hits
        for column, name in zip(columns, sort_by, strict=True):
            column.extend(texts_of(each.scope, [hit.key for hit in hits], name.lstrip("-")))
    order = list(range(len(found)))
    order.sort(key=lambda number: -found[number].score)
    # From the last field to the first: each sort leaves what is equal in it as it was.
    for column, name in reversed(list(zip(columns, sort_by, strict=True))):
        known = [number for number in order if column[number] is not None]
        known.sort(key=lambda number: column[number], reverse=name.startswith("-"))
        order = known + [number for number in order if column[number] is None]
    return [found[number] for number in order]
