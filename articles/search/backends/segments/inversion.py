"""The words of many documents as numbers, and their postings by one sort.

Every word is a number of a Vocabulary, and what a field has is one array over all documents. Sorting the words,
those that are equal in the order they have, groups the postings of each; what is written are slices of the sorted arrays.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from articles.search.analysis import stem, words
from articles.search.backends.integers import Integers
from articles.search.backends.segments.places import encode_places
from articles.search.backends.segments.posting_blocks import TermPostings
from articles.search.backends.segments.postings import gathered, joined

# Words encoded and written at once: some 300 bytes each.
PART = 300_000
# Texts repeat themselves in these; beyond so many, what was learnt is forgotten.
MOST_CHUNKS = 500_000
MOST_PASSAGES = 10_000
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
        self._passages: dict[str, bytes] = {}

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
        known = self._passages.pop(text, None)
        if known is not None:
            return known
        if len(self._chunks) > MOST_CHUNKS:
            self._chunks.clear()
        return b"".join(map(self._chunks.__getitem__, text.split()))

    def numbers_of_passages(self, texts: Iterable[str]) -> bytes:
        """Return the same of several texts, end to end, which are remembered until each is asked for by itself.

        What an article quotes comes first with the article, then as documents of its own.
        """
        if len(self._passages) > MOST_PASSAGES:
            self._passages.clear()
        found = []
        for text in texts:
            numbers = self._passages[text] = self.numbers(text)
            found.append(numbers)
        return b"".join(found)

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
class Inversion:
    """A field to be inverted.

    `prefix` stands before each of its terms in the terms file. `texts` has the term of each number; several numbers
    may have the same. `length_bytes` has one of each run of the words. `gap` is how far apart the parts of one
    document are.
    """

    prefix: bytes
    words: FieldWords
    texts: Sequence[str]
    length_bytes: npt.NDArray[np.uint8]
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms in their order, each with the prefix of its field, and their postings."""

    keys: Sequence[bytes]
    postings: TermPostings


def inverted(fields: Iterable[Inversion], *, places: bool) -> Iterator[Terms]:
    """Yield the terms of fields in order, some thousand at a time.

    Fields with few words are taken together: each step of numpy takes microseconds, however little there is to do.
    """
    group: list[Inversion] = []
    size = 0
    for each in fields:
        count = len(each.words.numbers) // WIDTH
        if group and size + count > PART:
            yield from _inverted(group, places=places)
            group, size = [], 0
        if count:
            group.append(each)
            size += count
    if group:
        yield from _inverted(group, places=places)


class _Runs(NamedTuple):
    """Runs of some fields: how many documents each has, which is its first, and the byte of its length."""

    repeats: Integers
    firsts: Integers
    length_bytes: npt.NDArray[np.uint8]


def _inverted(fields: Sequence[Inversion], *, places: bool) -> Iterator[Terms]:
    keys: list[bytes] = []
    ranks_in: list[npt.NDArray[np.uint32]] = []
    runs_in: list[npt.NDArray[np.int32]] = []
    places_in: list[Integers] = []
    described: list[_Runs] = []
    before = 0
    for each in fields:
        numbers = np.frombuffer(each.words.numbers, np.uint32)
        used = np.bincount(numbers, minlength=len(each.texts)).nonzero()[0]
        terms, ranks_of_used = _ranked([each.texts[number] for number in used.tolist()])
        ranks_of = np.zeros(len(each.texts), np.uint32)
        ranks_of[used] = ranks_of_used + len(keys)
        keys += [each.prefix + term for term in terms]
        lengths = np.frombuffer(each.words.lengths, np.uint32).astype(np.int64)
        own = np.arange(len(lengths), dtype=np.int32).repeat(lengths)
        ranks_in.append(ranks_of[numbers])
        runs_in.append(own + np.int32(before))
        if places:
            places_in.append(_places(each, own, lengths))
        repeats = np.frombuffer(each.words.repeats, np.uint32).astype(np.int64)
        described.append(_Runs(repeats, repeats.cumsum() - repeats, each.length_bytes))
        before += len(lengths)
    runs = _Runs(*map(joined, zip(*described, strict=True)))
    ranks, run_of = joined(ranks_in), joined(runs_in)
    place = joined(places_in) if places else None
    sizes_of_terms = np.bincount(ranks, minlength=len(keys))
    # In each term the order is that of the text.
    order = sorting(ranks, len(keys))
    done = 0
    for low, high in parts_of(sizes_of_terms):
        chosen = order[done : (done := done + int(sizes_of_terms[low:high].sum()))]
        rank, run = ranks[chosen] - np.uint32(low), run_of[chosen]
        yield Terms(
            keys[low:high], _postings(rank, run, runs, high - low, None if place is None else place[chosen])
        )


def _places(field: Inversion, runs: npt.NDArray[np.int32], lengths: Integers) -> Integers:
    """Return where each word of a field stands in its document."""
    words = np.arange(len(runs))
    places: Integers = words - (lengths.cumsum() - lengths).repeat(lengths)
    if field.gap and len(field.words.breaks):
        passed = np.searchsorted(np.frombuffer(field.words.breaks, np.uint32), words, "right")
        places += field.gap * (passed - np.searchsorted(np.frombuffer(field.words.broken, np.uint32), runs))
    return places


def _postings(
    ranks: npt.NDArray[np.uint32],
    runs: npt.NDArray[np.int32],
    described: _Runs,
    terms: int,
    places: Integers | None,
) -> TermPostings:
    """Return the postings of words that are sorted by the numbers of their terms, then by their runs."""
    is_first = np.ones(len(ranks), np.bool_)
    is_first[1:] = (ranks[1:] != ranks[:-1]) | (runs[1:] != runs[:-1])
    firsts = is_first.nonzero()[0]
    counts = np.empty_like(firsts)
    counts[:-1], counts[-1] = firsts[1:] - firsts[:-1], len(ranks) - firsts[-1]
    values: npt.NDArray[np.uint8] | None = None
    sizes: Integers | None = None
    if places is not None:
        values, sizes = encode_places(places, counts)
    runs = runs[firsts]
    ends = np.bincount(ranks[firsts], minlength=terms).cumsum()
    times, documents = described.repeats[runs], described.firsts[runs]
    lengths = described.length_bytes[runs]
    if int(times.max()) > 1:
        # What a run has each of its documents has.
        after: Integers = times.cumsum()
        documents = (documents - (after - times)).repeat(times) + np.arange(int(after[-1]), dtype=np.int64)
        ends = after[ends - 1]
        counts, lengths = counts.repeat(times), lengths.repeat(times)
        if values is not None and sizes is not None:
            starts = (sizes.cumsum() - sizes).repeat(times)
            sizes = sizes.repeat(times)
            values = gathered(values, starts, sizes)
    return TermPostings(
        ends,
        documents.astype(np.int32),
        counts.astype(np.float32),
        lengths,
        None if values is None else values.tobytes(),
        sizes,
    )


def sorting(ranks: npt.NDArray[np.uint32], most: int) -> Integers:
    """Return the order that sorts numbers below `most`, those that are equal in the order they have.

    Of 16 bits at a time, which numpy sorts by counting: several times as fast as comparing.
    """
    order: Integers = np.argsort(ranks.astype(np.uint16), kind="stable")
    if most > 1 << 16:
        order = order[np.argsort((ranks >> np.uint32(16)).astype(np.uint16)[order], kind="stable")]
    return order


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
