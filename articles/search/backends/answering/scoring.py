"""How well a document matches: BM25F over weighed fields (Robertson and Zaragoza 2009), on arrays."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from articles.search.backends.reading.segment_arrays import LENGTHS
from articles.search.backends.reading.snapshots import Snapshot

Scores = npt.NDArray[np.float32]

# Saturation, and how much the length of a field counts. Names and headlines are short by nature, so theirs
# counts for little.
K1 = 1.2
LENGTH_SHARE = 0.75
SHORT_LENGTH_SHARE = 0.3
LONG_FIELDS = frozenset({"text", "quoted"})
# Sorting takes so many times as long for a document as going by one of all.
SPARSE = 20


class LookedUp(NamedTuple):
    """A field as it is named, the field of the index and the term to look a word up by, and what a hit weighs."""

    name: str
    field: str
    term: str
    weight: float


class Shares(NamedTuple):
    """The documents that have a word in any of the fields, and what it adds to the score of each.

    Where half of all have it, it is all documents, to some of which nothing is added.
    """

    documents: npt.NDArray[np.int32] | slice
    scores: Scores


def shares(snapshot: Snapshot, word: tuple[LookedUp, ...]) -> Shares:
    """Return what a word adds to the scores of the documents that have it."""
    return snapshot.kept(("shares", word), lambda: _shares(snapshot, word), _size)


def _shares(snapshot: Snapshot, word: tuple[LookedUp, ...]) -> Shares:
    documents, frequencies = _frequencies(snapshot, word)
    rarity = math.log(1 + (snapshot.count - len(documents) + 0.5) / (len(documents) + 0.5))
    found = frequencies.astype(np.float64)
    added = (rarity * found / (K1 + found)).astype(np.float32)
    if 2 * len(documents) < snapshot.size:
        return Shares(documents, added)
    # A slice is added three times as fast as places, and takes no more room.
    everywhere = np.zeros(snapshot.size, np.float32)
    everywhere[documents] = added
    return Shares(slice(None), everywhere)


def _size(shares: Shares) -> int:
    return shares.scores.nbytes + (0 if isinstance(shares.documents, slice) else shares.documents.nbytes)


def _weights_by_length(snapshot: Snapshot, looked_up: LookedUp) -> Scores:
    """Return what one occurrence counts, by the byte that stands for the length of the field."""
    share = LENGTH_SHARE if looked_up.name in LONG_FIELDS else SHORT_LENGTH_SHARE
    norms = 1 - share + share * LENGTHS.astype(np.float64) / snapshot.average_length(looked_up.field)
    weights: Scores = (looked_up.weight / norms).astype(np.float32)
    return weights


def _frequencies(snapshot: Snapshot, word: tuple[LookedUp, ...]) -> tuple[npt.NDArray[np.int32], Scores]:
    """Return the documents that have a word, ascending, and how often each does, its fields weighed."""
    weighed = []
    for looked_up in word:
        documents, counts = snapshot.postings(looked_up.field, looked_up.term)
        if len(documents):
            by_length = _weights_by_length(snapshot, looked_up)
            weighed.append((documents, counts * by_length[snapshot.lengths(looked_up.field)[documents]]))
    if len(weighed) == 1:
        documents, frequencies = weighed[0]
    else:
        documents, frequencies = _summed(weighed, snapshot.size)
    live = snapshot.live[documents]
    return (documents, frequencies) if live.all() else (documents[live], frequencies[live])


def _summed(
    weighed: Sequence[tuple[npt.NDArray[np.int32], Scores]], size: int
) -> tuple[npt.NDArray[np.int32], Scores]:
    """Return the documents that are in any of the lists, and the sums for each, of so many documents in all."""
    if SPARSE * sum(len(documents) for documents, _ in weighed) < size:
        # So few are put in order faster than all are gone through.
        found = np.unique(np.concatenate([np.zeros(0, np.int32), *(documents for documents, _ in weighed)]))
        sums = np.zeros(len(found), np.float32)
        for documents, frequencies in weighed:
            sums[np.searchsorted(found, documents)] += frequencies
        return found, sums
    everywhere = np.zeros(size, np.float32)
    for documents, frequencies in weighed:
        everywhere[documents] += frequencies
    found = np.flatnonzero(everywhere).astype(np.int32)
    return found, everywhere[found]
