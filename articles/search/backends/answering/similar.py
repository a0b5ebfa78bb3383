"""More like this: the articles that share the words which tell an article from others."""

import math
from collections import Counter
from collections.abc import Collection

import numpy as np

from articles.search.analysis import stem, words
from articles.search.backends.answering.scoring import LookedUp, Scores, shares
from articles.search.backends.reading.snapshots import Snapshot
from articles.search.backends.schema import STEMS

FIELD = "text"
# The words an article is known by, and how many of its most frequent ones they are chosen from.
MOST_TERMS = 25
CONSIDERED = 100
# What a longer text is about is said by then (code points).
LOOKED_AT = 20_000
# Shorter words, and those in a larger share of all articles and in more than a few, tell nothing.
SHORTEST = 3
COMMON_SHARE, FEW = 0.1, 10


def similar(snapshot: Snapshot, text: str, *, without: Collection[int], limit: int) -> tuple[int, ...]:
    """Return the keys of the documents that resemble a text most, the best first, but those of `without`."""
    scores = resemblance(snapshot, text)
    most = min(limit + len(without), len(scores))
    best = np.argpartition(-scores, most - 1)[:most] if most else np.zeros(0, np.int64)
    best = best[np.lexsort((-best, -scores[best]))]
    keys = snapshot.keys[best[scores[best] > 0]].tolist()
    return tuple(key for key in keys if key not in without)[:limit]


def resemblance(snapshot: Snapshot, text: str) -> Scores:
    """Return for each document how much it resembles a text: 0 where it shares nothing.

    BM25 over the stems of the texts, of the rarest frequent words of this one, each weighed by how often the
    text has it.
    """
    counts = Counter(stem(word) for word in words(text[:LOOKED_AT]) if len(word) >= SHORTEST)
    weighed = {}
    for term, count in counts.most_common(CONSIDERED):
        frequency = snapshot.live_frequency(FIELD + STEMS, term)
        # With itself alone it shares nothing.
        if 1 < frequency <= max(FEW, snapshot.count * COMMON_SHARE):
            weighed[term] = (1 + math.log(count)) * math.log(1 + snapshot.count / frequency)
    scores = np.zeros(snapshot.size, np.float32)
    for term in sorted(weighed, key=lambda term: (-weighed[term], term))[:MOST_TERMS]:
        found = shares(snapshot, (LookedUp(FIELD, FIELD + STEMS, term, 1.0),))
        scores[found.documents] += found.scores * np.float32(1 + math.log(counts[term]))
    return scores
