"""The postings of many terms, written at once with numpy, as `postings` says they lie."""

import pickle
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC

from articles.search.backends.integers import Integers
from articles.search.backends.segments.places import steps
from articles.search.backends.segments.postings import (
    LENGTH,
    MANY,
    NO_WEIGHT,
    SINGLE,
    TERM_ENTRY,
    WEIGHT,
    PackedValues,
)

# Postings in one block: Whoosh's own reader skips by blocks, ours takes them all.
BLOCK = 1 << 15
# Bytes from which compression is worth its time.
WORTH_COMPRESSING = 400
COMPRESSION = 3
# What stands in SINGLE whatever the posting is; signs are those of pickle.
_SINGLE_SIGNS = {
    "magic": WHOOSH3_HEADER_MAGIC,
    "info": b"\x80\x02(K\x01J",
    "float": b"G",
    "uncompressed": b"K\x00K",
    "byte": b"K",
    "data": b"t.\x80\x03J",
    "tuple": b"\x85",
}
_SIGNS = np.zeros(1, SINGLE)
for _name, _value in _SINGLE_SIGNS.items():
    _SIGNS[_name] = _value
_NO_VALUES = b"N\x87."
_ONE_VALUE = b"\x85\x87."
_BYTE = [bytes([number]) for number in range(256)]
# The longest value whose length is one byte.
MOST_SHORT = 255


@dataclass(frozen=True, slots=True)
class TermPostings:
    """The postings of terms in a row, those of the first term, then those of the second, and so on.

    `ends` says after how many postings each term ends; documents ascend within a term. `lengths` are how long the
    field is in each document, as Whoosh's length bytes. With places, `run` holds them as `encode_places` writes
    them, `sizes` bytes for each posting.
    """

    ends: Integers
    documents: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float32]
    lengths: npt.NDArray[np.uint8]
    run: bytes | None = None
    sizes: Integers | None = None


def write_postings(file: BinaryIO, at: int, terms: TermPostings) -> tuple[bytes, int]:
    """Write postings and return the terms' entries for the terms file, ENTRY bytes each, and where writing ended.

    `at` is where the file stands, counted from the beginning of the postings.
    """
    number = len(terms.ends)
    if not number:
        return b"", at
    starts = np.concatenate(([0], terms.ends[:-1]))
    entries = np.zeros(number, TERM_ENTRY)
    entries["weight"] = np.add.reduceat(terms.counts, starts, dtype=np.float64)
    entries["documents"] = terms.ends - starts
    entries["least_length"] = np.minimum.reduceat(terms.lengths, starts)
    entries["most_length"] = np.maximum.reduceat(terms.lengths, starts)
    entries["most"] = np.maximum.reduceat(terms.counts, starts)
    entries["first"] = terms.documents[starts]
    entries["last"] = terms.documents[terms.ends - 1]
    written = list(_written_terms(terms, entries, starts))
    file.writelines(written)
    extents = np.fromiter(map(len, written), np.int64, number)
    ends = np.cumsum(extents) + at
    entries["size"] = extents
    entries["offset"] = ends - entries["size"]
    return entries.tobytes(), int(ends[-1])


def _written_terms(terms: TermPostings, entries: Any, starts: Integers) -> Iterator[bytes]:
    """Yield what a postings file holds of each term; most have a posting or two, for which lists are faster."""
    differences = steps(terms.documents)
    differences[starts] = terms.documents[starts]
    least = np.minimum.reduceat(terms.counts, starts)
    documents, counts = _Narrowed(differences, starts), _Narrowed(terms.counts.astype(np.int64), starts)
    sizes = None if terms.sizes is None else _Narrowed(terms.sizes, starts)
    value_ends = None if terms.sizes is None else np.concatenate(([0], np.cumsum(terms.sizes))).tolist()
    run = terms.run or b""
    singles = _singles(entries, differences[starts], None if terms.sizes is None else terms.sizes[starts])
    at = 0
    for number, (start, end, fewest, most, last, shortest, longest) in enumerate(
        zip(
            starts.tolist(),
            terms.ends.tolist(),
            least.tolist(),
            entries["most"].tolist(),
            entries["last"].tolist(),
            entries["least_length"].tolist(),
            entries["most_length"].tolist(),
            strict=True,
        )
    ):
        at += SINGLE.itemsize
        if end - start == 1:
            head = singles[at - SINGLE.itemsize : at]
            weight = NO_WEIGHT if most == 1.0 else WEIGHT.pack(b"G", most)
            if value_ends is None:
                yield b"".join((head, weight, _NO_VALUES))
                continue
            value = run[value_ends[start] : value_ends[start + 1]]
            if len(value) <= MOST_SHORT:
                yield b"".join((head, weight, b"C", _BYTE[len(value)], value, _ONE_VALUE))
                continue
        elif end - start > BLOCK:
            yield _written_blocks(terms, differences, start, end, value_ends)
            continue
        weights = counts.of(number, start, end) if fewest != most else None if most == 1.0 else most
        values: Any = None
        if value_ends is not None and sizes is not None:
            if end - start < MANY:
                values = tuple([run[one:other] for one, other in pairwise(value_ends[start : end + 1])])
            else:
                values = PackedValues(sizes.of(number, start, end), run[value_ends[start] : value_ends[end]])
        data = pickle.dumps((documents.of(number, start, end), weights, values), 4)
        is_long = values is not None and end - start >= MANY
        compression, data = _compressed(data) if is_long else (0, data)
        packed = pickle.dumps((end - start, last, most, compression, shortest, longest), 2)
        yield b"".join((WHOOSH3_HEADER_MAGIC, LENGTH.pack(-len(packed) - len(data)), packed, data))


class _Narrowed:
    """Whole numbers of many terms, none negative, of which those of one term are given in as few bytes as hold them."""

    def __init__(self, numbers: Integers, starts: Integers) -> None:
        self._numbers = numbers
        self._bytes = numbers.astype(np.uint8).tobytes()
        self._are_short = (np.maximum.reduceat(numbers, starts) < 1 << 8).tolist()

    def of(self, number: int, start: int, end: int) -> "bytes | array[int] | tuple[int, ...]":
        """Return the numbers of one term, given by its own number and where its postings begin and end."""
        if self._are_short[number]:
            return self._bytes[start:end]
        numbers = self._numbers[start:end]
        return tuple(numbers.tolist()) if end - start < MANY else _narrow(numbers)


def _singles(entries: Any, documents: Integers, sizes: Integers | None) -> bytes:
    """Return the beginning of each term as it is where there is one posting, up to its weight.

    These are the pickles of (1, document, most, 0, shortest, longest) and ((document,), weight, (value,)), spelt
    out for all at once: most terms occur in one document.
    """
    singles = _SIGNS.repeat(len(entries))
    # The rest are a weight, which None or a float is, and values, which are None or one of some bytes.
    rest = np.where(entries["most"] == 1.0, len(NO_WEIGHT), WEIGHT.size)
    rest += len(_NO_VALUES) if sizes is None else len(b"C\x00") + sizes + len(_ONE_VALUE)
    singles["length"] = -(SINGLE.itemsize - len(WHOOSH3_HEADER_MAGIC) - LENGTH.size + rest)
    singles["last"] = singles["document"] = documents
    singles["most"] = entries["most"]
    singles["shortest"], singles["longest"] = entries["least_length"], entries["most_length"]
    return singles.tobytes()


def _written_blocks(
    terms: TermPostings, differences: Integers, start: int, end: int, value_ends: list[int] | None
) -> bytes:
    """Return what a postings file holds of a term with more postings than a block takes."""
    written = [WHOOSH3_HEADER_MAGIC]
    for first in range(start, end, BLOCK):
        last = min(first + BLOCK, end)
        numbers = differences[first:last]
        if first > start:
            # The differences of a block begin from 0.
            numbers = numbers.copy()
            numbers[0] = terms.documents[first]
        counts = terms.counts[first:last]
        most, least = float(counts.max()), float(counts.min())
        weights: Any = _narrow(counts) if least != most else None if most == 1.0 else most
        values = None
        if value_ends is not None and terms.run is not None and terms.sizes is not None:
            run = terms.run[value_ends[first] : value_ends[last]]
            values = PackedValues(_narrow(terms.sizes[first:last]), run)
        data = pickle.dumps((_narrow(numbers), weights, values), 4)
        compression, data = _compressed(data) if values is not None else (0, data)
        lengths = terms.lengths[first:last]
        info = pickle.dumps(
            (
                last - first,
                int(terms.documents[last - 1]),
                most,
                compression,
                int(lengths.min()),
                int(lengths.max()),
            ),
            2,
        )
        length = len(info) + len(data)
        written += (LENGTH.pack(-length if last == end else length), info, data)
    return b"".join(written)


def _compressed(data: bytes) -> tuple[int, bytes]:
    """Return a block as it is written, and how much it was compressed: 0 where that would not save a third of it.

    Whoever looks for a phrase waits for every byte of it to be unpacked.
    """
    if len(data) < WORTH_COMPRESSING:
        return 0, data
    compressed = zlib.compress(data, COMPRESSION)
    return (COMPRESSION, compressed) if 3 * len(compressed) < 2 * len(data) else (0, data)


def _narrow(numbers: npt.NDArray[Any]) -> "bytes | array[int]":
    """Return whole numbers, none negative, in as few bytes each as hold the largest."""
    most = numbers.max()
    if most < 1 << 8:
        return numbers.astype(np.uint8).tobytes()
    kind = "H" if most < 1 << 16 else "I"
    return array(kind, numbers.astype(kind).tobytes())
