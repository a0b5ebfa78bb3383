"""Brings the indexes in line with the database; whoever calls it holds the writer's lock."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import TransportError
from opensearchpy.helpers import streaming_bulk

from articles.search.backends.opensearch.answers import KEYS_ALONE, key_of
from articles.search.backends.opensearch.clusters import WINDOW, Cluster
from articles.search.backends.opensearch.mapping import body_of
from articles.search.backends.opensearch.queries import Query
from articles.search.backends.schema import KEY
from articles.search.documents import Document, documents_of
from articles.search.requests import Scope

Action = dict[str, Any]
# Says where the index of a scope lies: the name that stands for the current one, or one that is being built.
Place = Callable[[Scope], str]

# One request: so many documents or bytes at most. What the cluster has no room for it is sent again, later each time.
CHUNK, CHUNK_BYTES = 500, 8 << 20
RETRIES, FIRST_WAIT, LONGEST_WAIT = 6, 1, 30
# Seconds until the cluster has answered one.
PATIENCE = 90


def rewrite(
    cluster: Cluster,
    *,
    articles: Collection[int],
    gone_quotes: Collection[int] = (),
    place: Place | None = None,
) -> None:
    """Index these articles and all their quotes as the database has them now, and drop what it has not.

    Readers see all of it at once, at the end.

    Raises:
        SearchUnavailable: the cluster is away, or has no index; what was written of it by then is not seen.
    """
    at = place or cluster.alias
    indexes = ",".join(map(at, Scope))
    # A writer that was killed may have left what is not seen yet.
    cluster.do(lambda client: client.indices.refresh(index=indexes))
    documents = list(documents_of(articles))
    kept = {(document.scope, document.key) for document in documents}
    gone = [
        (scope, key)
        for scope in Scope
        for key in _keys(cluster, at(scope), {"terms": {"article": list(articles)}})
        if (scope, key) not in kept
    ]
    gone += [(Scope.QUOTES, key) for key in gone_quotes]
    send(cluster, [*(deletion(at(scope), key) for scope, key in gone), *additions(documents, at)])
    cluster.do(lambda client: client.indices.refresh(index=indexes))


def additions(documents: Iterable[Document], place: Place) -> Iterator[Action]:
    """Yield what puts documents in their places."""
    for document in documents:
        yield {
            "_op_type": "index",
            "_index": place(document.scope),
            "_id": str(document.key),
            "_source": body_of(document),
        }


def deletion(index: str, key: int) -> Action:
    """Return what takes a document out."""
    return {"_op_type": "delete", "_index": index, "_id": str(key)}


def send(cluster: Cluster, actions: Collection[Action]) -> None:
    """Have all of these done; to do one twice does no harm.

    Raises:
        SearchUnavailable: the cluster is away, or refused one of them.
    """
    if actions:
        cluster.do(lambda client: _send(client, actions))


def _send(client: OpenSearch, actions: Collection[Action]) -> None:
    failed = [
        result
        for is_done, told in streaming_bulk(
            client,
            actions,
            chunk_size=CHUNK,
            max_chunk_bytes=CHUNK_BYTES,
            max_retries=RETRIES,
            initial_backoff=FIRST_WAIT,
            max_backoff=LONGEST_WAIT,
            raise_on_error=False,
            yield_ok=False,
            request_timeout=PATIENCE,
        )
        if not is_done
        for kind, result in told.items()
        if (kind, result["status"]) != ("delete", 404) or "error" in result
    ]
    if failed:
        worst = max(failed, key=lambda result: _rank(result["status"]))
        raise TransportError(worst["status"], str(worst.get("error")), worst)


def _rank(status: int) -> bool:
    """Return whether trying again will not help."""
    return status not in (429, 502, 503, 504)


def _keys(cluster: Cluster, index: str, query: Query) -> list[int]:
    """Return the keys of all documents that a query selects in an index, whatever it is called."""
    found: list[int] = []
    body: dict[str, Any] = {**KEYS_ALONE, "query": query, "size": WINDOW, "sort": [{KEY: "asc"}]}
    while True:
        hits = cluster.do(partial(_hits, index=index, body=body))
        found += map(key_of, hits)
        if len(hits) < WINDOW:
            return found
        body = {**body, "search_after": hits[-1]["sort"]}


def _hits(client: OpenSearch, *, index: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    found = client.search(index=index, body=body, params={"allow_partial_search_results": "false"})
    hits: list[dict[str, Any]] = found["hits"]["hits"]
    return hits
