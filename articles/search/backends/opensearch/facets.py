"""How many documents have each value of a field: exact, however many values and shards there are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.search.backends.opensearch.clusters import Cluster
from articles.search.backends.opensearch.queries import Query
from articles.search.questions import Counts
from articles.search.requests import Scope

# Values that a shard counts at once; of a field with more all are counted, page by page.
MOST_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Counted(Counts):
    """Counts that were read already."""

    counts: Mapping[str, int]

    def __getitem__(self, value: str) -> int:
        return self.counts[value]

    def __iter__(self) -> Iterator[str]:
        return iter(self.counts)

    def __len__(self) -> int:
        return len(self.counts)

    def highest(self, limit: int) -> dict[str, int]:
        """Return the values that most documents have, in this order, those of one count by their names."""
        ranked = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        return dict(ranked[: max(0, limit)])


def counting_values(field: str, among: Query) -> dict[str, Any]:
    """Return the part of a search that counts a field's values among what a query selects."""
    terms = {"field": field, "size": MOST_AT_ONCE, "shard_size": MOST_AT_ONCE}
    return {"filter": among, "aggs": {"values": {"terms": terms}}}


def read_counts(
    cluster: Cluster, scope: Scope, selecting: Sequence[Query], field: str, found: Mapping[str, Any]
) -> Counted:
    """Return the counts of a field, of what such a part of a search found; `selecting` is what it was among."""
    values = found["values"]
    if values["sum_other_doc_count"] or values["doc_count_error_upper_bound"]:
        return Counted(dict(_all(cluster, scope, selecting, field)))
    return Counted({bucket["key"]: bucket["doc_count"] for bucket in values["buckets"]})


def _all(cluster: Cluster, scope: Scope, selecting: Sequence[Query], field: str) -> Iterator[tuple[str, int]]:
    composite: dict[str, Any] = {"size": MOST_AT_ONCE, "sources": [{"value": {"terms": {"field": field}}}]}
    while True:
        (found,) = cluster.search(
            scope,
            {
                "size": 0,
                "track_total_hits": False,
                "query": {"bool": {"filter": list(selecting)}},
                "aggs": {"values": {"composite": composite}},
            },
        )
        values = found["aggregations"]["values"]
        yield from ((bucket["key"]["value"], bucket["doc_count"]) for bucket in values["buckets"])
        if "after_key" not in values:
            return
        composite = {**composite, "after": values["after_key"]}
