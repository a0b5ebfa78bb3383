"""Where words stand one after the other, or near each other: arithmetic on all places at once.

A place and its document are made one number, `document << BITS | place`, so that one ascending array holds
the places of many documents and none runs from one document into the next. The rarest word comes first,
so that the places of the others are unpacked only where it still matters.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from articles.search.backends.integers import Integers
from articles.search.backends.segments.places import decode_in_a_row, decode_places
from articles.search.backends.segments.postings import PackedPostings

Documents = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

# A document's number comes before so many bits: more than any place, and room for what is added to one.
BITS = 32
# Documents looked at together: their places stay in the processor's cache, and take little memory.
BATCH = 1 << 10
# To find a number in an array of many takes as long as to go through so many.
FEW = 16
# Places for which one truth value each is kept, in as much memory.
MOST_MARKED = 1 << 24
# Of a run of which more than one byte in so many is wanted all are gone through.
MANY_SHARE = 8


class _Word:
    """The places of one word in some documents, all of which have it and which are numbered from 0 here."""

    def __init__(self, packed: PackedPostings, documents: Documents) -> None:
        rows = _rows(documents, packed.documents)
        self._run = np.frombuffer(packed.run, np.uint8)
        self._counts = packed.counts[rows].astype(np.int64)
        self._sizes = packed.sizes[rows].astype(np.int64)
        self._starts = packed.sizes.cumsum(dtype=np.int64)[rows] - self._sizes
        self.occurrences = int(self._counts.sum())

    def written(self, numbers: Integers) -> tuple[npt.NDArray[np.uint8], Integers]:
        """Return how the places in the documents of these numbers are written, and how many each has."""
        sizes, starts = self._sizes[numbers], self._starts[numbers]
        first, last = int(starts[0]), int(starts[-1] + sizes[-1])
        size = int(sizes.sum())
        if last - first == size:
            run = self._run[first:last]
        elif last - first < MANY_SHARE * size:
            # One truth value for each byte takes an eighth of what a number for each that is wanted does.
            run = self._run[first:last][_between(starts - first, sizes, last - first)]
        else:
            moved = np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
            moved += np.arange(size)
            run = self._run[moved]
        return run, self._counts[numbers]


def _between(starts: Integers, sizes: Integers, length: int) -> Mask:
    """Return a truth value for each of so many bytes: whether it lies in any of the stretches, which ascend."""
    ends = starts + sizes
    gaps = np.append(starts[1:], length) - ends
    lengths = np.empty(2 * len(starts), np.int64)
    lengths[0::2], lengths[1::2] = sizes, gaps
    are_in = np.zeros(2 * len(starts), np.bool_)
    are_in[0::2] = True
    return np.repeat(are_in, lengths)


def with_phrase(words: Sequence[str], postings: Mapping[str, PackedPostings]) -> Documents:
    """Return the documents in which these words stand one after the other, given the postings of each."""
    return _in_batches(postings, lambda numbers, ranked: _following(words, numbers, ranked))


def with_near(words: Sequence[str], stretch: int, postings: Mapping[str, PackedPostings]) -> Documents:
    """Return the documents in which these words, in any order, stand within so many places.

    A word that is given twice has to stand there twice.
    """
    wanted = Counter(words)
    return _in_batches(postings, lambda numbers, ranked: _gathered(wanted, stretch, numbers, ranked))


def _in_batches(
    postings: Mapping[str, PackedPostings], find: Callable[[Integers, dict[str, _Word]], Integers]
) -> Documents:
    """Return the documents that a function finds among those that have all words, which it is given by number."""
    by_rarity = sorted(postings.values(), key=lambda packed: len(packed.documents))
    together = by_rarity[0].documents
    for packed in by_rarity[1:]:
        together = together[_are_in(together, packed.documents)]
    if not len(together):
        return together
    kept = {word: _Word(packed, together) for word, packed in postings.items()}
    kept = dict(sorted(kept.items(), key=lambda item: item[1].occurrences))
    numbers = np.arange(len(together))
    found = [find(numbers[first : first + BATCH], kept) for first in range(0, len(together), BATCH)]
    return together[np.concatenate(found)]


def _following(words: Sequence[str], numbers: Integers, ranked: Mapping[str, _Word]) -> Integers:
    """Return which of the documents have the words one after the other."""
    rarest = next(iter(ranked))
    at = words.index(rarest)
    run, counts = ranked[rarest].written(numbers)
    places = decode_places(run, counts)
    starts = places - at
    of = np.repeat(np.arange(len(numbers), dtype=np.int32), counts)
    if at:
        # A place too near the beginning would fall into the document before.
        starts, of = starts[starts >= 0], of[starts >= 0]
    for text, word in ranked.items():
        distances = [
            number for number, other in enumerate(words) if other == text and (text, number) != (rarest, at)
        ]
        if not distances or not len(of):
            continue
        left = np.flatnonzero(np.bincount(of, minlength=1))
        marks = _Marks(word, numbers[left], left)
        for distance in distances:
            is_there = marks.have(of, starts + np.int32(distance))
            starts, of = starts[is_there], of[is_there]
    return numbers[np.flatnonzero(np.bincount(of, minlength=1))] if len(of) else numbers[:0]


class _Marks:
    """One truth value for each place of some documents, up to the last of a word: whether it stands there.

    To look into these takes a tenth of looking for a place among others. The documents lie one after the other, with a
    place between them that is false.
    """

    def __init__(self, word: _Word, numbers: Integers, slots: Integers) -> None:
        """Mark the places of a word in the documents of these numbers, which are asked for by `slots`, ascending."""
        run, counts = word.written(numbers)
        self._row = decode_in_a_row(run, counts, gap=2)
        ends = self._row[counts.cumsum() - 1] + 1
        self._ends, self._bases = np.zeros((2, int(slots[-1]) + 1), self._row.dtype)
        self._ends[slots] = ends
        self._bases[slots[1:]] = ends[:-1] + 1
        self._marked = None
        if ends[-1] < MOST_MARKED:
            self._marked = np.zeros(int(ends[-1]) + 1, np.bool_)
            self._marked[self._row] = True

    def have(self, slots: npt.NDArray[np.int32], places: npt.NDArray[np.int32]) -> Mask:
        """Return whether the word stands at each place of a document."""
        within = np.minimum(places + self._bases[slots], self._ends[slots])
        return _are_in(within, self._row) if self._marked is None else self._marked[within]


def _gathered(
    wanted: Mapping[str, int], stretch: int, numbers: Integers, ranked: Mapping[str, _Word]
) -> Integers:
    """Return which of the documents have enough of every word within a stretch."""
    rarest = next(iter(ranked.values()))
    around = _keys(rarest, numbers)
    places: dict[str, Integers] = {}
    for text, word in ranked.items():
        places[text] = _keys(word, numbers) if places else around
        # A place of the rarest word stays where enough of this one stand on either side of it.
        around = around[_nth_after(places[text], around - stretch, wanted[text]) < around + stretch]
        numbers = _numbers_of(around)
        if not len(numbers):
            return numbers
    if sum(wanted.values()) == len(wanted) == 2:
        # Two words on either side of each other are all there is to find.
        return numbers
    # Any of the words may be the last of the stretch. Where all are frequent the rarest mostly is, somewhere.
    found = _numbers_of(_ends_of_stretches(around, wanted, stretch, places))
    rest = numbers[~_are_in(numbers, found)]
    if not len(rest):
        return found
    inside = [those[_are_in(those >> BITS, rest)] for those in places.values()]
    # A stable sort merges what is sorted already.
    last = np.sort(np.concatenate(inside), kind="stable")
    more = _numbers_of(_ends_of_stretches(last, wanted, stretch, places))
    return np.sort(np.concatenate((found, more)), kind="stable")


def _keys(word: _Word, numbers: Integers) -> Integers:
    """Return the places of a word with the number of the document of each."""
    run, counts = word.written(numbers)
    keys = np.repeat(numbers << BITS, counts)
    keys += decode_places(run, counts)
    return keys


def _ends_of_stretches(
    last: Integers, wanted: Mapping[str, int], stretch: int, places: Mapping[str, Integers]
) -> Integers:
    """Return the places that enough of every word stand within a stretch up to."""
    for text in places:
        last = last[_nth_before(places[text], last, wanted[text]) > last - stretch]
    return last


def _nth_after(places: Integers, start: Integers, count: int) -> Integers:
    """Return the place that is the count-th after each start."""
    padded = np.append(places, np.full(count, np.iinfo(np.int64).max))
    return padded[np.searchsorted(places, start, "right") + count - 1]


def _nth_before(places: Integers, end: Integers, count: int) -> Integers:
    """Return the place that is the count-th up to each end."""
    padded = np.append(np.full(count, np.iinfo(np.int64).min), places)
    return padded[np.searchsorted(places, end, "right")]


def _are_in(numbers: npt.NDArray[np.integer], ascending: npt.NDArray[np.integer]) -> Mask:
    """Return which of some numbers, none negative, are in an ascending array."""
    found: Mask
    if not len(ascending):
        return np.zeros(len(numbers), np.bool_)
    if FEW * len(numbers) < len(ascending) or ascending[-1] >= MOST_MARKED:
        at = np.searchsorted(ascending, numbers)
        at[at == len(ascending)] = 0
        found = ascending[at] == numbers
        return found
    are_in = np.zeros(int(max(ascending[-1], numbers.max(initial=0))) + 1, np.bool_)
    are_in[ascending] = True
    found = are_in[numbers]
    return found


def _rows(documents: Documents, ascending: Documents) -> Integers:
    """Return where documents, all of which are in an ascending array, are in it."""
    if FEW * len(documents) < len(ascending):
        return np.searchsorted(ascending, documents)
    return np.flatnonzero(_are_in(ascending, documents))


def _numbers_of(keys: Integers) -> Integers:
    """Return the documents of ascending keys, each once."""
    numbers = keys >> BITS
    return numbers[np.diff(numbers, prepend=-1) > 0]
