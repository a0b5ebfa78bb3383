"""A cluster as it is talked to: names of indexes, searches that are whole or fail, errors in words."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import ConnectionTimeout, OpenSearchException, TransportError

from articles.search.backends.generations.storage import REBUILD, IndexMissing, IndexUnwritable
from articles.search.backends.opensearch.mapping import fingerprint
from articles.search.requests import Scope, SearchUnavailable

logger = logging.getLogger(__name__)

Body = dict[str, Any]
Result = TypeVar("Result")

# Seconds between two tries: a reader waits for a search, nobody for what is written.
SEARCH_WAITS = (0.1, 0.3, 0.6)
WRITE_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0)
# What passes by itself: too much at once, a node that is being replaced.
_PASSING = frozenset({429, 502, 503, 504})
# As many documents as a search gives at once, by the cluster's own limit; more are walked through.
WINDOW = 10_000
# Seconds that a reader waits for one search at most; what changes something is given the client's own time.
READ: Mapping[str, Any] = {"request_timeout": 10}
# How long the cluster keeps one state of an index for who walks through it, from one page to the next.
KEPT = "2m"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A client, and the name that all indexes of this archive begin with."""

    client: OpenSearch
    prefix: str

    def alias(self, scope: Scope) -> str:
        """Return the name that stands for the index of a scope, whichever generation it is; other versions have others."""
        return f"{self.prefix}-{fingerprint()}-{scope}"

    def index(self, scope: Scope, generation: str) -> str:
        return f"{self.alias(scope)}-{generation}"

    @property
    def missed(self) -> str:
        """The index of what changes while a generation is being built; it is there as long as one is."""
        return f"{self.prefix}-missed"

    def ask(self, call: Callable[[OpenSearch], Result]) -> Result:
        """Return what a call returns that a reader waits for, tried again at once where what stands in its way may pass.

        Raises:
            IndexMissing: there is no index.
            SearchUnavailable: the cluster is away, or cannot answer.
        """
        return self._call(call, SEARCH_WAITS, is_patient=False)

    def do(self, call: Callable[[OpenSearch], Result]) -> Result:
        """Return what a call returns that changes something and may be made twice, tried again for a while.

        Raises:
            IndexMissing: there is no index.
            IndexUnwritable: the cluster takes no changes.
            SearchUnavailable: the cluster is away, or cannot answer.
        """
        return self._call(call, WRITE_WAITS, is_patient=True)

    def _call(
        self, call: Callable[[OpenSearch], Result], waits: Sequence[float], *, is_patient: bool
    ) -> Result:
        for wait in waits:
            try:
                return call(self.client)
            except OpenSearchException as error:
                # Who waited for long once and got no answer is told so; what is written is tried again.
                if not _may_pass(error) or (isinstance(error, ConnectionTimeout) and not is_patient):
                    raise _explained(error) from error
                time.sleep(wait)
        try:
            return call(self.client)
        except OpenSearchException as error:
            raise _explained(error) from error

    def search(self, scope: Scope, *bodies: Body) -> list[Body]:
        """Return what these searches find, each of all shards.

        Raises:
            SearchUnavailable: as `ask`; also where a shard is away, since what the others have is no answer.
        """
        lines: list[Body] = []
        for body in bodies:
            lines += [{"index": self.alias(scope), "allow_partial_search_results": False}, body]

        def call(client: OpenSearch) -> list[Body]:
            found: list[Body] = client.msearch(body=lines, params=READ)["responses"]
            for each in found:
                _require_whole(each)
            return found

        return self.ask(call)

    def walk(self, scope: Scope, body: Body) -> Iterator[Body]:
        """Yield the hits of a search, however many, as they were at one moment; `body` sorts them uniquely."""
        opened = self.ask(
            lambda client: client.create_pit(index=self.alias(scope), params={"keep_alive": KEPT})
        )
        state = {"pit": {"id": opened["pit_id"], "keep_alive": KEPT}}
        after: Body = {}
        try:
            while True:
                page = {**body, **state, **after, "size": WINDOW, "track_total_hits": False}
                hits = self.ask(lambda client: _whole(client.search(body=page, params=READ)))["hits"]["hits"]  # noqa: B023
                yield from hits
                if len(hits) < WINDOW:
                    return
                after = {"search_after": hits[-1]["sort"]}
        finally:
            # Else the cluster forgets it by itself.
            with suppress(OpenSearchException):
                self.client.delete_pit(body={"pit_id": [opened["pit_id"]]})


def _whole(found: Body) -> Body:
    _require_whole(found)
    return found


def _require_whole(found: Mapping[str, Any]) -> None:
    if "error" in found:
        raise TransportError(found.get("status", 500), found["error"].get("type", ""), found["error"])
    if found["_shards"]["failed"] or found.get("timed_out"):
        raise TransportError(503, "a shard did not answer", found["_shards"])


def _may_pass(error: OpenSearchException) -> bool:
    return isinstance(error, NoConnection) or (
        isinstance(error, TransportError) and error.status_code in _PASSING
    )


def _explained(error: OpenSearchException) -> SearchUnavailable:
    """Return what is raised for an error of the client, in words."""
    if isinstance(error, NoConnection):
        return SearchUnavailable("The search cluster does not answer. Search is back as soon as it does.")
    if isinstance(error, TransportError):
        if "index_not_found" in str(error.error) or "alias" in str(error.error):
            return IndexMissing(f"The search index has not been built yet. {REBUILD}")
        if error.status_code in _PASSING:
            return SearchUnavailable(
                "Parts of the search cluster are away or busy. Search is back as soon as they are."
            )
        if "cluster_block" in str(error.error):
            return IndexUnwritable("the cluster allows no changes")
    logger.error("the search cluster refused a request: %r", error)
    return SearchUnavailable("The search cluster cannot answer: its log and the archive's say why.")
