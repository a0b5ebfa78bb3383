"""More like this, by the rules of `answering.similar`: the articles that share the words which tell one from others."""

import math
from collections import Counter
from collections.abc import Collection

from articles.search.analysis import stem, words
from articles.search.backends.answering.similar import (
    COMMON_SHARE,
    CONSIDERED,
    FEW,
    FIELD,
    LOOKED_AT,
    MOST_TERMS,
    SHORTEST,
)
from articles.search.backends.opensearch.answers import KEYS_ALONE, key_of
from articles.search.backends.opensearch.clusters import Cluster
from articles.search.backends.opensearch.mapping import sent
from articles.search.backends.opensearch.queries import Query
from articles.search.backends.opensearch.scoring import LookedUp, read_statistics, weighing
from articles.search.backends.schema import KEY, STEMS
from articles.search.requests import Scope


def similar(cluster: Cluster, text: str, *, without: Collection[int], limit: int) -> tuple[int, ...]:
    """Return the keys of the articles that say most of what a text says, the best first, but those of `without`.

    Raises:
        SearchUnavailable: the cluster is away, or has no index.
    """
    weights = resembling(cluster, Scope.ARTICLES, text)
    if not weights or not limit:
        return ()
    query = {"bool": {"should": weights, "must_not": [{"terms": {KEY: list(without)}}]}}
    (found,) = cluster.search(
        Scope.ARTICLES,
        {
            **KEYS_ALONE,
            "query": query,
            "size": limit,
            "sort": [{"_score": "desc"}, {KEY: "desc"}],
            "track_total_hits": False,
        },
    )
    return tuple(map(key_of, found["hits"]["hits"]))


def resembling(cluster: Cluster, scope: Scope, text: str) -> list[Query]:
    """Return queries whose scores add up to how much a document resembles a text; none selects what shares nothing."""
    counts = Counter(stem(word) for word in words(text[:LOOKED_AT]) if len(word) >= SHORTEST)
    looked_up = {
        term: (LookedUp(FIELD, FIELD + STEMS, sent(term), 1.0),) for term, _ in counts.most_common(CONSIDERED)
    }
    statistics = read_statistics(cluster, scope, looked_up.values())
    weighed = {}
    for term, word in looked_up.items():
        frequency = statistics.frequencies[word]
        # With itself alone it shares nothing.
        if 1 < frequency <= max(FEW, statistics.count * COMMON_SHARE):
            weighed[term] = (1 + math.log(counts[term])) * math.log(1 + statistics.count / frequency)
    chosen = sorted(weighed, key=lambda term: (-weighed[term], term))[:MOST_TERMS]
    return weighing({looked_up[term]: 1 + math.log(counts[term]) for term in chosen}, statistics)
