"""What was worked out once and is kept while there is room for it."""

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

_Value = TypeVar("_Value")

# What an entry costs beside its arrays, in bytes: its key, its tuple and the headers of the arrays.
OVERHEAD = 500


class Cache:
    """Values by key, the least lately used dropped beyond a number of bytes. Safe for threads and forks.

    Two threads that miss the same value at once both make it; one is kept.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.kept_bytes = 0
        self._entries: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()
        # A fork waits until nobody is in the middle of a change, and takes what is kept along.
        os.register_at_fork(
            before=self._lock.acquire, after_in_parent=self._lock.release, after_in_child=self._lock.release
        )

    def get(self, key: Hashable, make: Callable[[], _Value], size: Callable[[_Value], int]) -> _Value:
        """Return the value of a key, made now unless it is kept; `size` says how many bytes it takes."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
                kept: _Value = entry[0]
                return kept
        value = make()
        cost = size(value) + OVERHEAD
        with self._lock:
            if key not in self._entries and cost <= self.most_bytes:
                self._entries[key] = (value, cost)
                self.kept_bytes += cost
                while self.kept_bytes > self.most_bytes:
                    self.kept_bytes -= self._entries.popitem(last=False)[1][1]
        return value


# Decoded postings, by segment and term: a segment never changes, so that they outlive a refresh. Those of the most
# frequent terms are not among them: see SegmentArrays.prepare_postings.
POSTINGS = Cache(10 << 20)
# Which documents match a leaf of a query and what a word adds to their scores, by snapshot.
DERIVED = Cache(6 << 20)
# The frequent words of fields, by segments. They take long to gather, so that nothing else may drive them out.
WORDS = Cache(8 << 20)
