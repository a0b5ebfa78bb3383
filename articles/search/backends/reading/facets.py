"""How many of the documents found have each value of a field."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from articles.search.backends.integers import Integers
from articles.search.backends.reading.segment_arrays import Mask, SegmentArrays, Values
from articles.search.questions import Counts

# Runs of fewer documents on average are summed up faster all at once than each by itself.
LONG_RUN = 10
# To look up a value of a document takes as long as to look at so many documents of values.
LOOK_UP = 4
# Values of one document that are looked up so; what has more of them is little.
MOST_COLUMNS = 4


class ArrayCounts(Counts):
    """Counts whose values become text only when they are asked for: there may be ten thousands of them."""

    def __init__(self, values: Mapping[int, str], numbers: Mapping[str, int], counts: Integers) -> None:
        self._values = values
        self._numbers = numbers
        self._counts = counts

    def __getitem__(self, value: str) -> int:
        number = self._numbers[value]
        count = int(self._counts[number]) if number < len(self._counts) else 0
        if not count:
            raise KeyError(value)
        return count

    def __iter__(self) -> Iterator[str]:
        return (self._values[number] for number in np.flatnonzero(self._counts).tolist())

    def __len__(self) -> int:
        return int(np.count_nonzero(self._counts))

    def highest(self, limit: int) -> dict[str, int]:
        present = np.flatnonzero(self._counts)
        if 0 < limit < len(present):
            counts = self._counts[present]
            present = present[counts >= np.partition(counts, -limit)[-limit]]
        named = [(-int(self._counts[number]), self._values[number]) for number in present.tolist()]
        return {value: -count for count, value in sorted(named)[: max(0, limit)]}


class Dictionary:
    """Numbers for the values of a field. It only grows, so that snapshots that follow each other share it.

    Safe for threads without a lock: of two that number a new value at once one wins, and a number is left over.
    """

    def __init__(self) -> None:
        self.values: dict[int, str] = {}
        self.numbers: dict[str, int] = {}
        self._next = count()

    def numbers_of(self, values: Sequence[str]) -> npt.NDArray[np.int32]:
        """Return the numbers of values, new ones for those not met before."""
        for value in values:
            if value not in self.numbers:
                number = next(self._next)
                self.values[number] = value
                self.numbers.setdefault(value, number)
        return np.fromiter((self.numbers[value] for value in values), np.int32, len(values))


class _Columns(NamedTuple):
    """The numbers of each document's values, one more than they are and 0 for none: the first, then the second, and so on.

    `documents` are those that have still more, once for each such value, whose numbers `rest` has likewise.
    """

    columns: tuple[npt.NDArray[np.unsignedinteger], ...]
    documents: npt.NDArray[np.int32]
    rest: npt.NDArray[np.unsignedinteger]


class Facet:
    """The documents of each value of a field, over several segments."""

    def __init__(
        self, field: str, dictionary: Dictionary, parts: Sequence[tuple[SegmentArrays, int]]
    ) -> None:
        """Join the values of segments, each given with the number of its first document."""
        self._dictionary = dictionary
        self._size = sum(segment.size for segment, _ in parts)
        values = [segment.values(field) for segment, _ in parts]
        moved = [
            of_segment.documents + np.int32(offset - of_segment.offset)
            for of_segment, (_, offset) in zip(values, parts, strict=True)
        ]
        bounds = np.cumsum([0, *map(len, moved)]).tolist()
        self._documents = np.concatenate([np.zeros(0, np.int32), *moved])
        self._starts = np.concatenate(
            [
                np.zeros(0, np.int32),
                *(of_segment.starts + np.int32(at) for of_segment, at in zip(values, bounds, strict=False)),
            ]
        )
        numbers = [dictionary.numbers_of(of_segment.values) for of_segment in values]
        self._numbers = np.concatenate([np.zeros(0, np.int32), *numbers])
        for (segment, offset), of_segment, here, (start, end) in zip(
            parts, values, numbers, pairwise(bounds), strict=True
        ):
            names = tuple(map(dictionary.values.__getitem__, here.tolist()))
            segment.share_values(field, Values(names, of_segment.starts, self._documents[start:end], offset))

    def count(self, found: Mask) -> ArrayCounts:
        """Return how many of the documents found have each value."""
        total = int(np.count_nonzero(found))
        if not len(self._starts) or not total:
            return ArrayCounts({}, {}, np.zeros(0, np.int64))
        counts = self._count_few(found) if self._are_few(total) else self._count_many(found)
        return ArrayCounts(self._dictionary.values, self._dictionary.numbers, counts)

    def prepare(self) -> None:
        """Work out what counting needs."""
        _ = self._columns

    def _are_few(self, total: int) -> bool:
        """Return whether looking up the values of so many documents is faster than going through those of all values."""
        if LOOK_UP * total >= len(self._documents):
            return False
        columns, _, rest = self._columns
        return LOOK_UP * total * len(columns) + len(rest) < len(self._documents)

    def _count_few(self, found: Mask) -> Integers:
        documents = np.flatnonzero(found)
        columns = [column[documents] for column in self._columns.columns]
        rest = self._columns.rest[found[self._columns.documents]]
        return np.bincount(np.concatenate([*columns, rest]))[1:]

    def _count_many(self, found: Mask) -> Integers:
        # Documents lie value by value here, so that a sum for each run of them is all there is to do.
        return np.bincount(self._numbers, weights=self._sums(found.take(self._documents))).astype(np.int64)

    def _sums(self, is_found: Mask) -> npt.NDArray[np.int32]:
        """Return how many are found of each run."""
        sums: npt.NDArray[np.int32]
        if len(is_found) > LONG_RUN * len(self._starts):
            sums = np.add.reduceat(is_found, self._starts, dtype=np.int32)
        else:
            until = np.cumsum(is_found, dtype=np.int32)
            sums = np.diff(until[self._starts[1:] - 1], prepend=0, append=until[-1])
        return sums

    @cached_property
    def _columns(self) -> _Columns:
        lengths = np.diff(self._starts, append=len(self._documents))
        kind = np.min_scalar_type(int(self._numbers.max(initial=0)) + 1)
        documents, rest = self._documents, np.repeat(self._numbers + 1, lengths).astype(kind)
        columns: list[npt.NDArray[np.unsignedinteger]] = []
        while len(documents) and len(columns) < MOST_COLUMNS:
            column = np.zeros(self._size, kind)
            # Of a document's values the last one stays; the others are for the next column.
            column[documents] = rest
            columns.append(column)
            is_left = column[documents] != rest
            documents, rest = documents[is_left], rest[is_left]
        return _Columns(tuple(columns), documents, rest)
