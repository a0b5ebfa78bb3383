"""Generations of the indexes: built aside, and put in the old one's place by one change of names.

<prefix>-<version>-articles               the name that readers and writers use
<prefix>-<version>-articles-<generation>  the index that it stands for
<prefix>-missed                           what changes while a generation is being built
"""

import logging
import uuid
from collections.abc import Collection, Mapping
from typing import NamedTuple

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError, OpenSearchException, TransportError
from opensearchpy.helpers import scan

from articles.search.backends.opensearch.clusters import Cluster
from articles.search.backends.opensearch.mapping import mapping, settings
from articles.search.backends.opensearch.queries import MOST_CLAUSES
from articles.search.backends.opensearch.writing import send
from articles.search.requests import Scope

logger = logging.getLogger(__name__)


class Missed(NamedTuple):
    """What was written while a generation was being built: articles, and quotes that are in none any more."""

    articles: frozenset[int]
    gone_quotes: frozenset[int]


def current(cluster: Cluster) -> dict[Scope, str]:
    """Return the indexes that readers use, by scope; none where there is no whole generation."""

    def call(client: OpenSearch) -> dict[Scope, str]:
        try:
            found = client.indices.get_alias(name=",".join(map(cluster.alias, Scope)))
        except NotFoundError:
            return {}
        names = {alias: index for index, told in found.items() for alias in told["aliases"]}
        return {scope: names[cluster.alias(scope)] for scope in Scope if cluster.alias(scope) in names}

    indexes = cluster.ask(call)
    return indexes if len(indexes) == len(Scope) else {}


def create(cluster: Cluster, *, shards: int) -> str:
    """Make the empty indexes of a new generation, and return its name."""
    generation = uuid.uuid4().hex[:12]
    _let_queries_be_long(cluster)
    for scope in Scope:
        body = {"settings": settings(shards=shards), "mappings": mapping(scope)}
        name = cluster.index(scope, generation)
        cluster.do(
            lambda client: _create(client, name, body),  # noqa: B023  called at once
        )
    return generation


def _create(client: OpenSearch, name: str, body: Mapping[str, object]) -> None:
    try:
        client.indices.create(index=name, body=body, params={"wait_for_active_shards": "1"})
    except TransportError as error:
        # Of a request that was sent twice, as its answer was lost, the first may have done it.
        if "resource_already_exists" not in str(error.error):
            raise


def _let_queries_be_long(cluster: Cluster) -> None:
    """Have the cluster take as many words as a query may have, in every field that they are looked for in."""
    name = "indices.query.bool.max_clause_count"
    try:
        told = cluster.client.cluster.get_settings(params={"flat_settings": "true"})
        if int(told["persistent"].get(name, 0)) < MOST_CLAUSES:
            cluster.client.cluster.put_settings(body={"persistent": {name: MOST_CLAUSES}})
    except OpenSearchException as error:
        logger.warning("long queries may fail: %s could not be set (%s)", name, error)


def point_to(cluster: Cluster, generation: str) -> None:
    """Make a generation current and delete the others; the writer's lock must be held."""
    actions: list[dict[str, object]] = []
    for scope in Scope:
        actions += [
            {"remove": {"index": f"{cluster.prefix}-*", "alias": cluster.alias(scope), "must_exist": False}},
            {"add": {"index": cluster.index(scope, generation), "alias": cluster.alias(scope)}},
        ]
    cluster.do(lambda client: client.indices.update_aliases(body={"actions": actions}))
    delete_all_but(cluster, {cluster.index(scope, generation) for scope in Scope})


def delete_all_but(cluster: Cluster, kept: Collection[str]) -> None:
    """Delete all indexes of articles and quotes of this archive but some."""
    pattern = ",".join(f"{cluster.prefix}-*-{scope}-*" for scope in Scope)
    found = cluster.do(lambda client: client.indices.get_alias(index=pattern))
    if others := sorted(found.keys() - set(kept)):
        _delete(cluster, *others)


def _delete(cluster: Cluster, *names: str) -> None:
    cluster.do(
        lambda client: client.indices.delete(index=",".join(names), params={"ignore_unavailable": "true"}),
    )


def give_up(cluster: Cluster, generation: str) -> None:
    """Delete a generation that will not be whole, and what was noted for it."""
    _delete(cluster, *(cluster.index(scope, generation) for scope in Scope), cluster.missed)


def start_noting(cluster: Cluster) -> None:
    """Have every change from now on noted, and forget what was noted for another generation."""
    if _is_noting(cluster):
        _delete(cluster, cluster.missed)
    body = {"settings": {"auto_expand_replicas": "0-1"}, "mappings": {"enabled": False}}
    cluster.do(lambda client: _create(client, cluster.missed, body))


def note(cluster: Cluster, *, articles: Collection[int], gone_quotes: Collection[int]) -> None:
    """Note what was just written for a generation that is being built; the writer's lock must be held."""
    if _is_noting(cluster):
        source = {"articles": list(articles), "gone_quotes": list(gone_quotes)}
        send(cluster, [{"_op_type": "index", "_index": cluster.missed, "_source": source}])


def take_noted(cluster: Cluster) -> Missed:
    """Return what was noted so far and end the noting; the writer's lock must be held."""

    def call(client: OpenSearch) -> Missed:
        client.indices.refresh(index=cluster.missed)
        notes = [hit["_source"] for hit in scan(client, index=cluster.missed)]
        return Missed(
            *(frozenset(key for each in notes for key in each[kind]) for kind in ("articles", "gone_quotes"))
        )

    missed = cluster.do(call)
    _delete(cluster, cluster.missed)
    return missed


def _is_noting(cluster: Cluster) -> bool:
    return bool(cluster.do(lambda client: client.indices.exists(index=cluster.missed)))
