"""The distinct words of one field: those that begin so, and those that a few slips of the pen make of another.

A vocabulary is a handful of arrays. Nothing is looked up word by word: a beginning is two binary searches, and
a slip is looked for in all words at once, first by what it can do to a word's length and letters, then by
computing the distance of those that are left, a letter at a time for all of them together.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from articles.search.backends.integers import Integers
from articles.search.slips import FARTHEST, Letters, distances, letters_of

# Words whose distance is computed together: bounds the memory, not the work.
BATCH = 1 << 16
# A bit for each letter of an alphabet, whichever it is: neighbours in Unicode have different ones.
_BITS = np.tile(np.uint32(1) << np.arange(32, dtype=np.uint32), 8)


class Vocabulary:
    """Words in the order of their UTF-8 bytes, which is that of their code points, none twice.

    `run` has them end to end in UTF-8; word n lies between `bounds[n]` and `bounds[n + 1]`. `frequencies` says
    in how many documents each occurs.
    """

    def __init__(self, run: bytes, bounds: npt.ArrayLike, frequencies: npt.ArrayLike) -> None:
        self.run = run
        self.bounds = np.asarray(bounds, dtype=np.int32)
        self.frequencies = np.asarray(frequencies, dtype=np.int32)

    @classmethod
    def of(cls, frequencies: Mapping[str, int]) -> Self:
        """Return the vocabulary of words with their frequencies."""
        written = sorted((word.encode(), frequency) for word, frequency in frequencies.items())
        bounds = np.cumsum([0, *(len(word) for word, _ in written)])
        return cls(b"".join(word for word, _ in written), bounds, [frequency for _, frequency in written])

    @classmethod
    def joined(cls, vocabularies: Iterable[Self]) -> Self:
        """Return the words of several vocabularies with the sums of their frequencies."""
        sums: dict[str, int] = {}
        for vocabulary in vocabularies:
            words = vocabulary.words(range(len(vocabulary)))
            for word, frequency in zip(words, vocabulary.frequencies.tolist(), strict=True):
                sums[word] = sums.get(word, 0) + frequency
        return cls.of(sums)

    def __len__(self) -> int:
        return len(self.frequencies)

    def _word(self, position: int) -> bytes:
        return self.run[self.bounds[position] : self.bounds[position + 1]]

    def words(self, positions: npt.ArrayLike) -> list[str]:
        """Return the words at these positions."""
        listed = np.asarray(positions, dtype=np.int64)
        run, bounds = gather(self.run, self.bounds[listed], self.bounds[listed + 1])
        return [run[start:end].decode() for start, end in pairwise(bounds.tolist())]

    def starting_with(self, beginning: str) -> range:
        """Return the positions of the words that begin so."""
        key = beginning.encode("utf-8", "surrogatepass")
        everywhere = range(len(self))
        first = bisect_left(everywhere, key, key=self._word)
        # No byte of UTF-8 is 255, so that this comes after every word that begins so.
        return range(first, bisect_left(everywhere, key + b"\xff", first, key=self._word))

    def within(self, word: str, distance: int) -> Integers:
        """Return the positions of the words at most `distance` (1 or 2) slips away, ascending.

        A slip puts a letter in, leaves one out, takes one for another, or swaps two neighbours, and none is
        made where another one was (optimal string alignment).
        """
        return self.near(word, distance)[0]

    def near(self, word: str, distance: int) -> tuple[Integers, npt.NDArray[np.int8]]:
        """Return the same, and how far each word is."""
        if not 0 <= distance <= FARTHEST:
            raise ValueError(f"distances are 0 to {FARTHEST}: {distance}")
        asked = letters_of(word)
        near = np.flatnonzero(np.abs(self._lengths - len(asked)) <= distance)
        bits = _bits(asked)
        kinds, odd = np.bitwise_or.reduce(bits), np.bitwise_xor.reduce(bits)
        of_kinds, of_odd = self._masks
        # A slip takes away at most one kind of letter and brings in at most one ...
        masks = of_kinds[near]
        near = near[
            (np.bitwise_count(masks & ~kinds) <= distance) & (np.bitwise_count(kinds & ~masks) <= distance)
        ]
        # ... and changes for at most two whether their number is odd.
        near = near[np.bitwise_count(of_odd[near] ^ odd) <= 2 * distance]
        far = np.concatenate(
            [
                self._distances(batch, asked, distance)
                for batch in np.split(near, range(BATCH, len(near), BATCH))
            ]
        )
        return near[far <= distance], far[far <= distance]

    def prepare(self) -> None:
        """Work out what every look for slips needs."""
        _ = self._lengths, self._masks

    def most_frequent(self, positions: range, most: int) -> Integers:
        """Return the positions of the most frequent of these words, the most frequent first."""
        listed = np.arange(positions.start, positions.stop)
        order = np.lexsort((listed, -self.frequencies[listed]))
        return listed[order[:most]]

    def frequent(self, most: int) -> Self:
        """Return the vocabulary of the `most` most frequent words."""
        if len(self) <= most:
            return self
        kept = np.sort(np.argpartition(-self.frequencies, most)[:most])
        run, bounds = gather(self.run, self.bounds[kept], self.bounds[kept + 1])
        return type(self)(run, bounds, self.frequencies[kept])

    def _distances(self, positions: Integers, asked: Letters, most: int) -> npt.NDArray[np.int8]:
        """Return how far the words at these positions are from a word, `most` + 1 standing for any more."""
        run, _ = gather(self.run, self.bounds[positions], self.bounds[positions + 1])
        return distances(letters_of(run.decode()), self._lengths[positions], asked, most)

    @cached_property
    def _lengths(self) -> npt.NDArray[np.int16]:
        """How many letters each word has."""
        if self.run.isascii():
            return np.diff(self.bounds).astype(np.int16)
        begins_letter = (_bytes(self.run) & 0xC0) != 0x80
        before = np.concatenate(([0], np.cumsum(begins_letter, dtype=np.int32)))
        return np.diff(before[self.bounds]).astype(np.int16)

    @cached_property
    def _masks(self) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
        """The kinds of letters that each word has, as bits, and those it has an odd number of."""
        kinds = np.zeros(len(self), np.uint32)
        odd = np.zeros(len(self), np.uint32)
        if self.run:
            bits = _bits(letters_of(self.run.decode())) if not self.run.isascii() else _BITS[_bytes(self.run)]
            # Only the first word may be empty: reduceat would give it the first letter of the next one.
            has_letters = slice(int(self._lengths[0] == 0), None)
            starts = (np.cumsum(self._lengths, dtype=np.int64) - self._lengths)[has_letters]
            np.bitwise_or.reduceat(bits, starts, out=kinds[has_letters])
            np.bitwise_xor.reduceat(bits, starts, out=odd[has_letters])
        return kinds, odd


def gather(
    run: bytes | memoryview, starts: npt.NDArray[Any], ends: npt.NDArray[Any]
) -> tuple[bytes, Integers]:
    """Return the bytes between starts and ends, end to end, and their bounds there."""
    bounds = np.concatenate(([0], np.cumsum(ends - starts, dtype=np.int64)))
    places = np.repeat(starts - bounds[:-1], ends - starts)
    places += np.arange(len(places))
    return _bytes(run)[places].tobytes(), bounds


def _bits(letters: Letters) -> npt.NDArray[np.uint32]:
    """Return one of 32 bits for each letter."""
    bits: npt.NDArray[np.uint32] = _BITS[letters & np.uint32(31)]
    return bits


def _bytes(run: bytes | memoryview) -> npt.NDArray[np.uint8]:
    return np.frombuffer(run, np.uint8)
