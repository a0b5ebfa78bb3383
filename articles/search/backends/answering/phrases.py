"""Where words stand one after the other, or near each other: arithmetic on all places at once.

A place and its document are made one number, `document << BITS | place`, so that one ascending array holds
the places of many documents and none runs from one document into the next. The rarest word comes first,
so that the places of the others are unpacked only where it still matters.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from articles.search.backends.integers import Integers
from articles.search.backends.segments.places import decode_keys
from articles.search.backends.segments.postings import PackedPostings

Documents = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

# A document's number comes before so many bits: more than any place, and room for what is added to one.
BITS = 32
# Documents looked at together: their places stay in the processor's cache, and take little memory.
BATCH = 1 << 12
# Of a run of which more than one byte in so many is wanted all are gone through.
MANY_SHARE = 8


class _Word:
    """The places of one word."""

    def __init__(self, packed: PackedPostings) -> None:
        self.packed = packed

    @cached_property
    def occurrences(self) -> int:
        return int(self.packed.counts.sum())

    @cached_property
    def _ends(self) -> Integers:
        return np.cumsum(self.packed.sizes)

    def places(self, documents: Documents) -> Integers:
        """Return where the word stands in these documents, all of which have it, as numbers that ascend."""
        packed = self.packed
        rows = np.searchsorted(packed.documents, documents)
        counts = packed.counts[rows].astype(np.int64)
        sizes = packed.sizes[rows]
        starts = self._ends[rows] - sizes
        first, last = int(starts[0]), int(self._ends[rows[-1]])
        size = int(sizes.sum())
        if last - first == size:
            run = packed.run[first:last]
        elif last - first < MANY_SHARE * size:
            # One truth value for each byte takes an eighth of what a number for each that is wanted does.
            are_wanted = np.zeros(int(rows[-1] - rows[0]) + 1, np.bool_)
            are_wanted[rows - rows[0]] = True
            between = packed.sizes[rows[0] : rows[-1] + 1]
            run = np.frombuffer(packed.run, np.uint8)[first:last][np.repeat(are_wanted, between)].tobytes()
        else:
            moved = np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
            moved += np.arange(size)
            run = np.frombuffer(packed.run, np.uint8)[moved].tobytes()
        return decode_keys(run, counts, documents.astype(np.int64) << BITS)


def with_phrase(words: Sequence[str], postings: Mapping[str, PackedPostings]) -> Documents:
    """Return the documents in which these words stand one after the other, given the postings of each."""
    return _in_batches(postings, lambda documents, ranked: _following(words, documents, ranked))


def with_near(words: Sequence[str], stretch: int, postings: Mapping[str, PackedPostings]) -> Documents:
    """Return the documents in which these words, in any order, stand within so many places.

    A word that is given twice has to stand there twice.
    """
    wanted = Counter(words)
    return _in_batches(postings, lambda documents, ranked: _gathered(wanted, stretch, documents, ranked))


def _in_batches(
    postings: Mapping[str, PackedPostings], find: Callable[[Documents, dict[str, _Word]], Documents]
) -> Documents:
    ranked = sorted(postings, key=lambda word: len(postings[word].documents))
    together = postings[ranked[0]].documents
    for word in ranked[1:]:
        together = together[_are_among(together, postings[word].documents)]
    kept = {word: _Word(postings[word]) for word in ranked}
    kept = dict(sorted(kept.items(), key=lambda item: item[1].occurrences))
    found = [find(together[first : first + BATCH], kept) for first in range(0, len(together), BATCH)]
    return np.concatenate([*found, together[:0]])


def _following(words: Sequence[str], documents: Documents, ranked: Mapping[str, _Word]) -> Documents:
    rarest = next(iter(ranked))
    places = ranked[rarest].places(documents)
    at = words.index(rarest)
    # A place too near the beginning would fall into the document before.
    starts = places[places & ((1 << BITS) - 1) >= at] - at
    for text, word in ranked.items():
        if text != rarest:
            documents = _documents_of(starts)
            if not len(documents):
                break
            places = word.places(documents)
        for distance in (number for number, other in enumerate(words) if other == text):
            if (text, distance) != (rarest, at):
                starts = starts[_are_among(starts + distance, places)]
    return _documents_of(starts)


def _gathered(
    wanted: Mapping[str, int], stretch: int, documents: Documents, ranked: Mapping[str, _Word]
) -> Documents:
    around = next(iter(ranked.values())).places(documents)
    places: dict[str, Integers] = {}
    for text, word in ranked.items():
        places[text] = word.places(documents) if places else around
        # A place of the rarest word stays where enough of this one stand on either side of it.
        around = around[_nth_after(places[text], around - stretch, wanted[text]) < around + stretch]
        documents = _documents_of(around)
        if not len(documents):
            return documents
    if sum(wanted.values()) == len(wanted) == 2:
        # Two words on either side of each other are all there is to find.
        return documents
    # Any of the words may be the last of the stretch. Where all are frequent the rarest mostly is, somewhere.
    found = _documents_of(_ends_of_stretches(around, wanted, stretch, places))
    rest = documents[~_are_among(documents, found)]
    if not len(rest):
        return found
    inside = [those[_are_among(those >> BITS, rest)] for those in places.values()]
    # A stable sort merges what is sorted already.
    last = np.sort(np.concatenate(inside), kind="stable")
    more = _documents_of(_ends_of_stretches(last, wanted, stretch, places))
    return np.sort(np.concatenate((found, more)), kind="stable")


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


def _are_among(numbers: npt.NDArray[np.integer], ascending: npt.NDArray[np.integer]) -> Mask:
    """Return which of the numbers are in an ascending array."""
    at = np.searchsorted(ascending, numbers)
    at[at == len(ascending)] = 0
    found: Mask = ascending[at] == numbers if len(ascending) else np.zeros(len(numbers), np.bool_)
    return found


def _documents_of(places: Integers) -> Documents:
    """Return the documents of ascending places, each once."""
    documents = (places >> BITS).astype(np.int32)
    return documents[np.diff(documents, prepend=-1) > 0]
