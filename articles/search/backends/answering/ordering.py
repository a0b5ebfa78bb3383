"""The first documents in some order, without sorting more than needed."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from articles.search.backends.reading.snapshots import Snapshot
from articles.search.requests import Sort

Documents = npt.NDArray[np.int64]
Keys = npt.NDArray[np.int32] | npt.NDArray[np.int64] | npt.NDArray[np.float32]

# A day of the calendar has fewer minutes.
_MINUTES = 1 << 11


def order(snapshot: Snapshot, sort: Sort, scores: Keys) -> tuple[Keys, ...]:
    """Return the keys to sort by, the most important first, ascending, as the QuerySets do.

    Undated documents come last, quotes of an article in text order. `scores` are used by relevance alone.
    """
    articles, starts = snapshot.numbers("article"), snapshot.numbers("start")
    if sort is Sort.OLDEST:
        return snapshot.array("order", "oldest", lambda: _oldest(snapshot)), articles, starts
    newest = (
        snapshot.array("order", "newest", lambda: _newest(snapshot)),
        snapshot.array("order", "last article", lambda: -articles),
        starts,
    )
    return newest if sort is Sort.NEWEST else (-scores, *newest)


def _newest(snapshot: Snapshot) -> Keys:
    return -(snapshot.numbers("earliest").astype(np.int64) * _MINUTES + snapshot.numbers("minute"))


def _oldest(snapshot: Snapshot) -> Keys:
    """Return days and minutes as one number; what is not known comes after all that is."""
    days, minutes = snapshot.numbers("earliest").astype(np.int64), snapshot.numbers("minute")
    last = np.iinfo(np.int64).max // _MINUTES - 1
    return np.where(days > 0, days, last) * _MINUTES + np.where(minutes > 0, minutes, _MINUTES - 1)


def ranked(documents: Documents, keys: Sequence[Keys], start: int, stop: int) -> Documents:
    """Return the documents from one rank to another by some keys over all documents, in order.

    The documents given ascend; those equal in all keys stay so.
    """
    chosen = _first(documents, keys, stop)
    if start > 0:
        # However far down, only what is shown is sorted.
        chosen = np.setdiff1d(chosen, _first(documents, keys, start), assume_unique=True)
    # The last key of lexsort is the first to sort by.
    placed: Documents = chosen[np.lexsort((chosen, *(key[chosen] for key in reversed(keys))))]
    return placed


def _first(documents: Documents, keys: Sequence[Keys], count: int) -> Documents:
    """Return the first of the documents by some keys, in no order."""
    if count <= 0:
        return documents[:0]
    sure: list[Documents] = []
    undecided = documents
    for key in keys:
        if len(undecided) <= count:
            break
        values = key[undecided]
        last = np.partition(values, count - 1)[count - 1]
        sure.append(undecided[values < last])
        count -= len(sure[-1])
        undecided = undecided[values == last]
    return np.concatenate([*sure, undecided[:count]])
