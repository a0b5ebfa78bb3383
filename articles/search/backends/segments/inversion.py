"""The words of many documents as numbers, and their postings by one sort.

Every word is a number of a Vocabulary, and what a field has is one array over all documents. Sorting the pairs of
word and place groups the postings of each word; what is written are slices of the sorted arrays.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from articles.search.analysis import stem, words
from articles.search.backends.segments.places import encode_places
from articles.search.backends.segments.posting_blocks import TermPostings
from articles.search.backends.segments.postings import Integers, gathered

# Words encoded and written at once: some 300 bytes each.
PART = 300_000
# Texts repeat themselves in these; beyond so many, what was learnt is forgotten.
MOST_CHUNKS = 500_000
# A number of a word in memory.
_KIND = "I"
WIDTH = array(_KIND).itemsize


# Words as numbers


class Vocabulary:
    """The words met so far, each with a number."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._stems: list[str] = []
        self._numbers: dict[str, int] = {}
        self._chunks: dict[str, bytes] = _Memo(self._read)

    def number(self, word: str) -> int:
        """Return the number of a word, which is taken as it is."""
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self.words)
            self.words.append(word)
        return number

    def numbers(self, text: str) -> bytes:
        """Return the numbers of the words of a text, in order, WIDTH bytes each.

        No word reaches over white space, so what stands between is looked up whole, comma and all.
        """
        if len(self._chunks) > MOST_CHUNKS:
            self._chunks.clear()
        return b"".join(map(self._chunks.__getitem__, text.split()))

    def numbers_as_they_are(self, values: Iterable[str]) -> bytes:
        """Return the numbers of values, each of which is one word."""
        return array(_KIND, map(self.number, values)).tobytes()

    def stems(self) -> list[str]:
        """Return the stem of each word, by its number."""
        self._stems += map(stem, self.words[len(self._stems) :])
        return self._stems

    def _read(self, chunk: str) -> bytes:
        return self.numbers_as_they_are(words(chunk))


class _Memo(dict[str, bytes]):
    def __init__(self, make: Callable[[str], bytes]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: str) -> bytes:
        value = self[key] = self._make(key)
        return value


@dataclass(slots=True)
class FieldWords:
    """The words of one field of every document, as numbers of a Vocabulary, in runs end to end.

    A run is what one document has, or several in a row, as the quotes of one article have its headline: `lengths`
    says of each run how many words it has, `repeats` how many documents.
    """

    numbers: bytearray = field(default_factory=bytearray)
    lengths: "array[int]" = field(default_factory=lambda: array("I"))
    repeats: "array[int]" = field(default_factory=lambda: array("I"))
    # Before which words there is a gap in their places, and in which run: its first part may be empty.
    breaks: "array[int]" = field(default_factory=lambda: array("I"))
    broken: "array[int]" = field(default_factory=lambda: array("I"))

    def add(self, parts: Sequence[bytes]) -> None:
        """Add what one document has in this field; between its parts there are gaps."""
        length = 0
        for number, part in enumerate(parts):
            if number:
                self.breaks.append(len(self.numbers) // WIDTH)
                self.broken.append(len(self.lengths))
            self.numbers += part
            length += len(part)
        self.lengths.append(length // WIDTH)
        self.repeats.append(1)

    def repeat(self) -> None:
        """Add a document that has what the last one has."""
        self.repeats[-1] += 1

    def lengths_of_documents(self) -> Integers:
        """Return how many words each document has."""
        lengths = np.frombuffer(self.lengths, np.uint32).astype(np.int64)
        return np.repeat(lengths, np.frombuffer(self.repeats, np.uint32))


# Inversion


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of one field in their order, with their postings."""

    texts: Sequence[bytes]
    postings: TermPostings


def inverted(
    words: FieldWords,
    texts: Sequence[str],
    *,
    length_bytes: npt.NDArray[np.uint8],
    places: bool = False,
    gap: int = 0,
) -> Iterator[Terms]:
    """Yield the terms of a field in order, some thousand at a time.

    `texts` has the term of each number; several numbers may have the same. `gap` is how far apart the parts of
    one document are. `length_bytes` has one of each document.
    """
    numbers = np.frombuffer(words.numbers, np.uint32)
    if not len(numbers):
        return
    used = np.flatnonzero(np.bincount(numbers, minlength=len(texts)))
    terms, ranks_of_used = _ranked([texts[number] for number in used.tolist()])
    ranks_of = np.zeros(len(texts), np.uint32)
    ranks_of[used] = ranks_of_used
    ranks = ranks_of[numbers]
    lengths = np.frombuffer(words.lengths, np.uint32).astype(np.int64)
    starts = np.cumsum(lengths) - lengths
    runs = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    breaks, broken = np.frombuffer(words.breaks, np.uint32), np.frombuffer(words.broken, np.uint32)
    repeats = np.frombuffer(words.repeats, np.uint32).astype(np.int64)
    sizes_of_terms = np.bincount(ranks, minlength=len(terms))
    # In each term the order is that of the text.
    whole = sorting(ranks, len(terms))
    done = 0
    for low, high in parts_of(sizes_of_terms):
        order = whole[done : (done := done + int(sizes_of_terms[low:high].sum()))]
        found = runs[order]
        rank = ranks[order]
        is_first = np.ones(len(order), np.bool_)
        is_first[1:] = (rank[1:] != rank[:-1]) | (found[1:] != found[:-1])
        firsts = is_first.nonzero()[0]
        counts = np.empty_like(firsts)
        counts[:-1], counts[-1] = firsts[1:] - firsts[:-1], len(order) - firsts[-1]
        run = sizes = None
        if places:
            place = order - starts[found]
            if gap and len(breaks):
                passed = np.searchsorted(breaks, order, "right")
                place += gap * (passed - np.searchsorted(broken, found, "left"))
            run, sizes = encode_places(place, counts)
        ends = np.bincount(rank[firsts] - low, minlength=high - low)
        yield Terms(
            terms[low:high], _of_documents(ends, found[firsts], counts, repeats, length_bytes, run, sizes)
        )


def sorting(ranks: npt.NDArray[np.uint32], most: int) -> Integers:
    """Return the order that sorts numbers below `most`, those that are equal in the order they have.

    Of 16 bits at a time, which numpy sorts by counting: several times as fast as comparing.
    """
    order: Integers = np.argsort(ranks.astype(np.uint16), kind="stable")
    if most > 1 << 16:
        order = order[np.argsort((ranks >> np.uint32(16)).astype(np.uint16)[order], kind="stable")]
    return order


def _of_documents(  # noqa: PLR0913, PLR0917  what postings are made of
    frequencies: Integers,
    runs: npt.NDArray[np.int32],
    counts: Integers,
    repeats: Integers,
    length_bytes: npt.NDArray[np.uint8],
    values: npt.NDArray[np.uint8] | None,
    sizes: Integers | None,
) -> TermPostings:
    """Return postings of runs as those of their documents; `frequencies` say how many runs each term has."""
    documents = runs
    ends = np.cumsum(frequencies)
    if len(repeats) < len(length_bytes):
        times = repeats[runs]
        first = (np.cumsum(repeats) - repeats)[runs]
        after = np.cumsum(times)
        documents = (np.repeat(first - (after - times), times) + np.arange(int(after[-1]))).astype(np.int32)
        ends = after[ends - 1]
        counts = np.repeat(counts, times)
        if values is not None and sizes is not None:
            starts = np.repeat(np.cumsum(sizes) - sizes, times)
            sizes = np.repeat(sizes, times)
            values = gathered(values, starts, sizes)
    run = None if values is None else values.tobytes()
    return TermPostings(ends, documents, counts.astype(np.float32), length_bytes[documents], run, sizes)


def _ranked(texts: list[str]) -> tuple[list[bytes], Integers]:
    """Return the different texts in order, and the place of each text in it."""
    order = sorted(set(texts))
    places = {text: place for place, text in enumerate(order)}
    return [text.encode() for text in order], np.fromiter(
        map(places.__getitem__, texts), np.int64, len(texts)
    )


def parts_of(sizes: Integers) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms, given by how many words each has, with no more than PART words, but for a term that alone has more."""
    ends = np.cumsum(sizes)
    low = 0
    while low < len(sizes):
        before = int(ends[low - 1]) if low else 0
        high = max(low + 1, int(np.searchsorted(ends, before + PART, "right")))
        yield low, high
        low = high
