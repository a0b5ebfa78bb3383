"""The postings of a term as Whoosh's third codec lays them out, written and read whole with numpy.

A term's postings are blocks; each is a pickled tuple of document numbers (as differences), weights (how
often the term occurs) and values (where it stands). Whoosh writes tuples of Python numbers in blocks of 128
and walks them one by one. Here long blocks hold arrays, which Whoosh's own reader takes just as well, for it
only iterates and indexes them, and which numpy reads without a loop.
"""

import pickle
import struct
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Any, BinaryIO, NamedTuple, overload

import numpy as np
import numpy.typing as npt
from whoosh.analysis import Analyzer
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC
from whoosh.formats import Existence, Positions

Integers = npt.NDArray[np.int64]

# Postings in one block: Whoosh's own reader skips by blocks, ours takes them all.
BLOCK = 1 << 15
# From here on arrays are smaller and faster than tuples.
MANY = 16
# Bytes from which compression is worth its time.
WORTH_COMPRESSING = 200
COMPRESSION = 3
_LENGTH = struct.Struct("!i")
# What the terms file says of a term, as Whoosh's W3TermInfo packs it.
TERM_ENTRY = np.dtype(
    [
        ("inlined", "u1"),
        ("weight", ">f4"),
        ("documents", ">u4"),
        ("least_length", "u1"),
        ("most_length", "u1"),
        ("most", ">f4"),
        ("first", ">u4"),
        ("last", ">u4"),
        ("offset", ">i8"),
        ("size", ">i4"),
    ]
)
ENTRY = TERM_ENTRY.itemsize
# A term with one posting, up to the posting's weight (see _singles); signs are those of pickle.
_SINGLE = np.dtype(
    [
        ("magic", "S4"),
        ("length", ">i4"),
        ("info", "S6"),
        ("last", "<i4"),
        ("float", "S1"),
        ("most", ">f8"),
        ("uncompressed", "S3"),
        ("shortest", "u1"),
        ("byte", "S1"),
        ("longest", "u1"),
        ("data", "S5"),
        ("document", "<i4"),
        ("tuple", "S1"),
    ]
)
_SINGLE_SIGNS = {
    "magic": WHOOSH3_HEADER_MAGIC,
    "info": b"\x80\x02(K\x01J",
    "float": b"G",
    "uncompressed": b"K\x00K",
    "byte": b"K",
    "data": b"t.\x80\x03J",
    "tuple": b"\x85",
}
_NONE = b"N"
_FLOAT = struct.Struct(">cd")
_NO_VALUES = b"N\x87."
_ONE_VALUE = b"\x85\x87."
_BYTE = [bytes([number]) for number in range(256)]
MOST_SHORT = 255


class Postings(NamedTuple):
    """The documents that have a term, ascending, and how often each has it; as many of both."""

    documents: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float32]


class PlacedPostings(NamedTuple):
    """Postings with places: those of the first document in order, then those of the second, and so on."""

    documents: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float32]
    places: npt.NDArray[np.int32]


class Places(Positions):
    """Whoosh's format of places, in fewer bytes: differences as LEB128, so that a term is read without a loop.

    A field with it counts every occurrence as 1, so that the weight of a posting is the number of its places.
    """

    def encode(self, poslist: Sequence[int]) -> bytes:
        return encode_places(np.asarray(poslist), np.asarray([len(poslist)]))[0].tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        counts = np.asarray([self.decode_frequency(valuestring)])
        return [int(place) for place in decode_places(valuestring, counts)]

    def decode_frequency(self, valuestring: bytes) -> int:
        return sum(byte < 0x80 for byte in valuestring)


class PackedPostings(NamedTuple):
    """Postings with places as they are written: `sizes` says how many bytes of `run` each document's take."""

    documents: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float32]
    sizes: npt.NDArray[np.int64]
    run: bytes


class Counts(Existence):
    """Whoosh's format of postings without values, where the weight says how often the term occurs."""

    def word_values(
        self, value: str, analyzer: Analyzer, **options: Any
    ) -> Iterator[tuple[str, int, float, bytes]]:
        """Yield each term with how often it occurs; Whoosh's own format would count it once."""
        for term, count in Counter(token.text for token in analyzer(value, **options)).items():
            yield term, count, float(count), b""


class PackedValues(Sequence[bytes]):
    """The values of a long block, end to end in one run of bytes, and how many bytes each takes."""

    def __init__(self, sizes: "array[int]", run: bytes) -> None:
        self.sizes = sizes
        self.run = run
        self._starts: list[int] = []

    def __reduce__(self) -> Any:
        return PackedValues, (self.sizes, self.run)

    def __len__(self) -> int:
        return len(self.sizes)

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if not self._starts:
            self._starts = [0, *np.cumsum(np.asarray(self.sizes, dtype=np.int64)).tolist()]
        return self.run[self._starts[index] : self._starts[index + 1]]


# Writing


def encode_places(places: npt.ArrayLike, counts: npt.ArrayLike) -> tuple[npt.NDArray[np.uint8], Integers]:
    """Return places as LEB128 differences, and how many bytes those of each document take.

    `counts` says how many of the places, which ascend within a document, belong to each.
    """
    places, counts = np.asarray(places, dtype=np.int64), np.asarray(counts, dtype=np.int64)
    firsts = np.cumsum(counts) - counts
    differences = np.diff(places, prepend=0)
    differences[firsts] = places[firsts]
    sizes = np.ones(len(differences), dtype=np.int64)
    for bits in (7, 14, 21, 28):
        sizes += differences >= (1 << bits)
    ends = np.cumsum(sizes)
    run = np.empty(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    starts = ends - sizes
    for byte in range(int(sizes.max(initial=0))):
        has = sizes > byte
        is_last = sizes[has] == byte + 1
        run[starts[has] + byte] = ((differences[has] >> (7 * byte)) & 0x7F) | np.where(is_last, 0, 0x80)
    return run, np.add.reduceat(sizes, firsts) if len(sizes) else sizes


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


def write_terms(file: BinaryIO, at: int, terms: TermPostings) -> tuple[bytes, int]:
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
    differences = np.diff(terms.documents, prepend=0)
    differences[starts] = terms.documents[starts]
    least = np.minimum.reduceat(terms.counts, starts)
    documents, counts = differences.tolist(), terms.counts.tolist()
    value_ends = None if terms.sizes is None else np.concatenate(([0], np.cumsum(terms.sizes))).tolist()
    run = terms.run or b""
    singles = _singles(entries, differences[starts], None if terms.sizes is None else terms.sizes[starts])
    at = 0
    for start, end, fewest, most, last, shortest, longest in zip(
        starts.tolist(),
        terms.ends.tolist(),
        least.tolist(),
        entries["most"].tolist(),
        entries["last"].tolist(),
        entries["least_length"].tolist(),
        entries["most_length"].tolist(),
        strict=True,
    ):
        at += _SINGLE.itemsize
        if end - start == 1:
            head = singles[at - _SINGLE.itemsize : at]
            weight = _NONE if most == 1.0 else _FLOAT.pack(b"G", most)
            if value_ends is None:
                yield b"".join((head, weight, _NO_VALUES))
                continue
            value = run[value_ends[start] : value_ends[start + 1]]
            if len(value) <= MOST_SHORT:
                yield b"".join((head, weight, b"C", _BYTE[len(value)], value, _ONE_VALUE))
                continue
        elif end - start >= MANY:
            yield _written_blocks(terms, differences, start, end, value_ends)
            continue
        weights = tuple(counts[start:end]) if fewest != most else None if most == 1.0 else most
        values = None
        if value_ends is not None:
            values = tuple([run[one:other] for one, other in pairwise(value_ends[start : end + 1])])
        data = pickle.dumps((tuple(documents[start:end]), weights, values), 4)
        packed = pickle.dumps((end - start, last, most, 0, shortest, longest), 2)
        yield b"".join((WHOOSH3_HEADER_MAGIC, _LENGTH.pack(-len(packed) - len(data)), packed, data))


def _singles(entries: Any, documents: Integers, sizes: Integers | None) -> bytes:
    """Return the beginning of each term as it is where there is one posting, up to its weight.

    These are the pickles of (1, document, most, 0, shortest, longest) and ((document,), weight, (value,)), spelt
    out for all at once: a third of all terms occur in one document.
    """
    singles = np.zeros(len(entries), _SINGLE)
    for name, value in _SINGLE_SIGNS.items():
        singles[name] = value
    # The rest are a weight, which None or a float is, and values, which are None or one of some bytes.
    rest = np.where(entries["most"] == 1.0, len(_NONE), _FLOAT.size)
    rest += len(_NO_VALUES) if sizes is None else len(b"C\x00") + sizes + len(_ONE_VALUE)
    singles["length"] = -(_SINGLE.itemsize - len(WHOOSH3_HEADER_MAGIC) - _LENGTH.size + rest)
    singles["last"] = singles["document"] = documents
    singles["most"] = entries["most"]
    singles["shortest"], singles["longest"] = entries["least_length"], entries["most_length"]
    return singles.tobytes()


def _written_blocks(
    terms: TermPostings, differences: Integers, start: int, end: int, value_ends: list[int] | None
) -> bytes:
    """Return what a postings file holds of a term with many postings."""
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
        compression = COMPRESSION if len(data) >= WORTH_COMPRESSING else 0
        if compression:
            data = zlib.compress(data, compression)
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
        written += (_LENGTH.pack(-length if last == end else length), info, data)
    return b"".join(written)


def _narrow(numbers: npt.NDArray[Any]) -> "array[int]":
    """Return whole numbers, none negative, in as few bytes each as hold the largest."""
    most = numbers.max()
    kind = "B" if most < 1 << 8 else "H" if most < 1 << 16 else "I"
    return array(kind, numbers.astype(kind).tobytes())


# Reading


def read_postings(buffer: memoryview | bytes, offset: int) -> Postings:
    """Return the postings that begin at an offset of a postings file."""
    documents, counts, _ = _read(buffer, offset)
    return Postings(documents, counts)


def read_values(buffer: memoryview | bytes, offset: int) -> tuple[Postings, bytes, Integers]:
    """Return postings with their values as they are: end to end, and how many bytes each takes; 0 without any."""
    documents, counts, blocks = _read(buffer, offset)
    run: list[bytes] = []
    sizes: list[Integers] = []
    for values in blocks:
        if values is None:
            return Postings(documents, counts), b"", np.zeros(len(documents), np.int64)
        if isinstance(values, PackedValues):
            run.append(values.run)
            sizes.append(np.asarray(values.sizes, np.int64))
        else:
            run.extend(values)
            sizes.append(np.fromiter(map(len, values), np.int64, len(values)))
    return Postings(documents, counts), b"".join(run), _joined(sizes)


def read_few(
    buffer: bytes, offsets: Iterable[int], sizes: Integers
) -> tuple[Integers, npt.NDArray[np.float32], Integers, bytes]:
    """Return documents, counts, and sizes and run of values of terms with fewer than MANY postings each.

    `offsets` say where each begins, `sizes` how many postings it has.
    """
    differences: list[int] = []
    counts: list[float] = []
    values: list[bytes] = []
    stream = BytesIO(buffer)
    head = len(WHOOSH3_HEADER_MAGIC) + _LENGTH.size
    for offset, size in zip(offsets, sizes.tolist(), strict=True):
        stream.seek(offset + head)
        # What Whoosh skips blocks by; then the block itself, which is too short to be compressed.
        pickle.load(stream)  # noqa: S301  our own file
        numbers, weights, block_values = pickle.load(stream)  # noqa: S301  our own file
        differences += numbers
        if weights is None or isinstance(weights, float):
            counts += [1.0 if weights is None else weights] * size
        else:
            counts += weights
        if block_values is not None:
            values += block_values
    documents = np.cumsum(np.array(differences, np.int64))
    firsts = np.cumsum(sizes) - sizes
    documents -= np.repeat(documents[firsts] - np.array(differences, np.int64)[firsts], sizes)
    lengths = np.fromiter(map(len, values), np.int64, len(values)) if values else np.zeros_like(documents)
    return documents, np.array(counts, np.float32), lengths, b"".join(values)


def read_singles(
    buffer: npt.NDArray[np.uint8], entries: Any, *, have_values: bool
) -> tuple[npt.NDArray[np.uint8], Integers] | None:
    """Return the values of terms that have one posting each, end to end, and how many bytes each takes.

    None where some are not written as `_singles` does, which `read_values` reads.
    """
    if not have_values:
        return np.empty(0, np.uint8), np.zeros(len(entries), np.int64)
    at = entries["offset"] + _SINGLE.itemsize
    at += np.where(entries["most"] == 1.0, len(_NONE), _FLOAT.size)
    if not (buffer[at] == ord("C")).all():
        return None
    sizes = buffer[at + 1].astype(np.int64)
    return gathered(buffer, at + 2, sizes), sizes


def gathered(run: npt.NDArray[np.uint8], starts: Integers, sizes: Integers) -> npt.NDArray[np.uint8]:
    """Return stretches of a run of bytes, one after another."""
    moved = starts - (np.cumsum(sizes) - sizes)
    found: npt.NDArray[np.uint8] = run[np.repeat(moved, sizes) + np.arange(int(sizes.sum()))]
    return found


def read_packed_postings(buffer: memoryview | bytes, offset: int) -> PackedPostings:
    """Return the postings that begin at an offset, of a field whose format is Places, their places unread."""
    documents, counts, values = _read(buffer, offset)
    run = b"".join(value.run if isinstance(value, PackedValues) else b"".join(value) for value in values)
    sizes = [
        np.asarray(value.sizes if isinstance(value, PackedValues) else list(map(len, value)), np.int64)
        for value in values
    ]
    return PackedPostings(documents, counts, _joined(sizes), run)


def read_placed_postings(buffer: memoryview | bytes, offset: int) -> PlacedPostings:
    """Return the postings that begin at an offset of a postings file, of a field whose format is Places."""
    documents, counts, _, run = read_packed_postings(buffer, offset)
    return PlacedPostings(documents, counts, decode_places(run, counts.astype(np.int64)))


def read_documents(stream: BytesIO, offset: int) -> list[int] | npt.NDArray[np.int64]:
    """Return the documents alone of the postings that begin at a place of a stream: a list where they are few."""
    found: list[npt.NDArray[np.int64]] = []
    at = offset + len(WHOOSH3_HEADER_MAGIC)
    length = 1
    while length > 0:
        stream.seek(at)
        (length,) = _LENGTH.unpack(stream.read(_LENGTH.size))
        at += _LENGTH.size + abs(length)
        size, _, _, compression, _, _ = pickle.load(stream)  # noqa: S301  our own file
        if compression:
            numbers = pickle.loads(zlib.decompress(stream.read(at - stream.tell())))[0]  # noqa: S301
        else:
            numbers = pickle.load(stream)[0]  # noqa: S301
        if length < 0 and size < MANY and not found:
            return list(accumulate(numbers))
        found.append(np.cumsum(_as_array(numbers, np.uint32), dtype=np.int64))
    return np.concatenate(found)


def decode_places(run: bytes, counts: npt.ArrayLike) -> npt.NDArray[np.int32]:
    """Return the places that `encode_places` wrote."""
    counts = np.asarray(counts, dtype=np.int64)
    differences = _decode_differences(run)
    firsts = np.cumsum(counts) - counts
    sums = np.cumsum(differences)
    before = np.where(firsts > 0, sums[firsts - 1], 0)
    places: npt.NDArray[np.int32] = (sums - np.repeat(before, counts)).astype(np.int32)
    return places


def decode_keys(run: bytes, counts: Integers, bases: Integers) -> Integers:
    """Return the places that `encode_places` wrote, each with the base of its document added; none has no places."""
    differences = _decode_differences(run)
    firsts = np.cumsum(counts) - counts
    # One sum runs through all: a document's first place is made the distance to the last place of the one before.
    lasts = bases + np.add.reduceat(differences, firsts)
    differences[firsts] += bases
    differences[firsts[1:]] -= lasts[:-1]
    keys: Integers = np.cumsum(differences)
    return keys


def _decode_differences(run: bytes) -> Integers:
    """Return the numbers that a run of LEB128 holds."""
    written = np.frombuffer(run, dtype=np.uint8)
    is_last = written < 0x80
    continued = np.flatnonzero(~is_last)
    if np.diff(continued).min(initial=2) > 1:
        # No number has more than two bytes: the second takes the first in.
        numbers = written.astype(np.int64)
        numbers[continued + 1] = (numbers[continued + 1] << 7) | (numbers[continued] & 0x7F)
        return numbers[is_last]
    ends = np.flatnonzero(is_last)
    sizes = np.diff(ends, prepend=-1)
    starts = ends - sizes + 1
    numbers = written[starts].astype(np.int64) & 0x7F
    for byte in range(1, int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > byte)
        numbers[longer] |= (written[starts[longer] + byte].astype(np.int64) & 0x7F) << (7 * byte)
    return numbers


def _read(buffer: memoryview | bytes, offset: int) -> tuple[Any, Any, list[Any]]:
    documents: list[Any] = []
    counts: list[Any] = []
    values: list[Any] = []
    at = offset + len(WHOOSH3_HEADER_MAGIC)
    length = 1
    while length > 0:
        (length,) = _LENGTH.unpack_from(buffer, at)
        stream = BytesIO(buffer[at + _LENGTH.size : at + _LENGTH.size + abs(length)])
        size, _, _, compression, _, _ = pickle.load(stream)  # noqa: S301  our own file
        data = stream.read()
        numbers, weights, block_values = pickle.loads(zlib.decompress(data) if compression else data)  # noqa: S301
        documents.append(np.cumsum(_as_array(numbers, np.uint32), dtype=np.int64).astype(np.int32))
        if weights is None or isinstance(weights, float):
            counts.append(np.full(size, 1.0 if weights is None else weights, np.float32))
        else:
            counts.append(_as_array(weights, np.float32))
        values.append(block_values)
        at += _LENGTH.size + abs(length)
    return _joined(documents), _joined(counts), values


def _as_array(numbers: Any, kind: Any) -> Any:
    if isinstance(numbers, array):
        return np.frombuffer(numbers, dtype=numbers.typecode).astype(kind, copy=False)
    return np.array(numbers, dtype=kind)


def _joined(parts: Iterable[Any]) -> Any:
    listed = list(parts)
    return listed[0] if len(listed) == 1 else np.concatenate(listed)
