"""The postings of a term as Whoosh's third codec lays them out, read whole with numpy.

A term's postings are blocks; each is a pickled tuple of document numbers (as differences), weights (how
often the term occurs) and values (where it stands). Whoosh writes tuples of Python numbers in blocks of 128
and walks them one by one. Here numbers below 256 are bytes and long blocks of others arrays, which Whoosh's own
reader takes just as well, for it only iterates and indexes them, and which numpy reads without a loop.
"""

import pickle
import struct
import zlib
from array import array
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import accumulate
from typing import Any, NamedTuple, overload

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC

from articles.search.backends.integers import Integers

# From here on arrays are smaller and faster than tuples.
MANY = 16
LENGTH = struct.Struct("!i")
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
# A term with one posting, up to the posting's weight (see posting_blocks).
SINGLE = np.dtype(
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
NO_WEIGHT = b"N"
WEIGHT = struct.Struct(">cd")


class Postings(NamedTuple):
    """The documents that have a term, ascending, and how often each has it; as many of both."""

    documents: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float32]


class PackedPostings(NamedTuple):
    """Postings with places as they are written: `sizes` says how many bytes of `run` each document's take.

    Those that are kept for good have numbers of as few bytes as hold them.
    """

    documents: npt.NDArray[np.int32]
    counts: npt.NDArray[Any]
    sizes: npt.NDArray[Any]
    run: bytes


class PackedValues(Sequence[bytes]):
    """The values of a long block, end to end in one run of bytes, and how many bytes each takes."""

    def __init__(self, sizes: "bytes | array[int] | tuple[int, ...]", run: bytes) -> None:
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
            self._starts = [0, *accumulate(self.sizes)]
        return self.run[self._starts[index] : self._starts[index + 1]]


def read_postings(buffer: memoryview | bytes, offset: int) -> Postings:
    """Return the postings that begin at an offset of a postings file."""
    documents, counts, _ = _read(buffer, offset)
    return Postings(documents, counts)


def read_packed_postings(buffer: memoryview | bytes, offset: int) -> PackedPostings:
    """Return the postings that begin at an offset, with their values as they are written; `sizes` are 0 without any."""
    documents, counts, blocks = _read(buffer, offset)
    run: list[bytes] = []
    sizes: list[Integers] = []
    for values in blocks:
        if values is None:
            return PackedPostings(documents, counts, np.zeros(len(documents), np.int64), b"")
        if isinstance(values, PackedValues):
            run.append(values.run)
            sizes.append(_as_array(values.sizes, np.int64))
        else:
            run.extend(values)
            sizes.append(np.fromiter(map(len, values), np.int64, len(values)))
    return PackedPostings(documents, counts, joined(sizes), b"".join(run))


def read_few(buffer: bytes, offsets: Iterable[int], sizes: Integers) -> PackedPostings:
    """Return the postings of terms with fewer than MANY each, those of the first term, then of the second, and so on.

    `offsets` say where each begins, `sizes` how many postings it has.
    """
    differences: list[int] = []
    counts: list[float] = []
    values: list[bytes] = []
    stream = BytesIO(buffer)
    head = len(WHOOSH3_HEADER_MAGIC) + LENGTH.size
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
    return PackedPostings(documents.astype(np.int32), np.array(counts, np.float32), lengths, b"".join(values))


def read_singles(
    buffer: npt.NDArray[np.uint8], entries: Any, *, have_values: bool
) -> tuple[npt.NDArray[np.uint8], Integers] | None:
    """Return the values of terms that have one posting each, end to end, and how many bytes each takes.

    None where some are not written as posting_blocks does, which `read_packed_postings` reads.
    """
    if not have_values:
        return np.empty(0, np.uint8), np.zeros(len(entries), np.int64)
    at = entries["offset"] + SINGLE.itemsize
    at += np.where(entries["most"] == 1.0, len(NO_WEIGHT), WEIGHT.size)
    if not (buffer[at] == ord("C")).all():
        return None
    sizes = buffer[at + 1].astype(np.int64)
    return gathered(buffer, at + 2, sizes), sizes


def gathered(run: npt.NDArray[np.uint8], starts: Integers, sizes: Integers) -> npt.NDArray[np.uint8]:
    """Return stretches of a run of bytes, one after another."""
    moved = starts - (np.cumsum(sizes) - sizes)
    found: npt.NDArray[np.uint8] = run[np.repeat(moved, sizes) + np.arange(int(sizes.sum()))]
    return found


def read_documents(stream: BytesIO, offset: int) -> list[int] | npt.NDArray[np.int64]:
    """Return the documents alone of the postings that begin at a place of a stream: a list where they are few."""
    found: list[npt.NDArray[np.int64]] = []
    at = offset + len(WHOOSH3_HEADER_MAGIC)
    length = 1
    while length > 0:
        stream.seek(at)
        (length,) = LENGTH.unpack(stream.read(LENGTH.size))
        at += LENGTH.size + abs(length)
        size, _, _, compression, _, _ = pickle.load(stream)  # noqa: S301  our own file
        if compression:
            numbers = pickle.loads(zlib.decompress(stream.read(at - stream.tell())))[0]  # noqa: S301
        else:
            numbers = pickle.load(stream)[0]  # noqa: S301
        if length < 0 and size < MANY and not found:
            return list(accumulate(numbers))
        found.append(np.cumsum(_as_array(numbers, np.uint32), dtype=np.int64))
    return np.concatenate(found)


def _read(buffer: memoryview | bytes, offset: int) -> tuple[Any, Any, list[Any]]:
    documents: list[Any] = []
    counts: list[Any] = []
    values: list[Any] = []
    at = offset + len(WHOOSH3_HEADER_MAGIC)
    length = 1
    while length > 0:
        (length,) = LENGTH.unpack_from(buffer, at)
        stream = BytesIO(buffer[at + LENGTH.size : at + LENGTH.size + abs(length)])
        size, _, _, compression, _, _ = pickle.load(stream)  # noqa: S301  our own file
        data = stream.read()
        numbers, weights, block_values = pickle.loads(zlib.decompress(data) if compression else data)  # noqa: S301
        documents.append(np.cumsum(_as_array(numbers, np.uint32), dtype=np.int64).astype(np.int32))
        if weights is None or isinstance(weights, float):
            counts.append(np.full(size, 1.0 if weights is None else weights, np.float32))
        else:
            counts.append(_as_array(weights, np.float32))
        values.append(block_values)
        at += LENGTH.size + abs(length)
    return joined(documents), joined(counts), values


def _as_array(numbers: Any, kind: Any) -> Any:
    if isinstance(numbers, bytes):
        return np.frombuffer(numbers, np.uint8).astype(kind)
    if isinstance(numbers, array):
        return np.frombuffer(numbers, dtype=numbers.typecode).astype(kind, copy=False)
    return np.array(numbers, dtype=kind)


def joined(parts: Iterable[Any]) -> Any:
    """Return arrays as one; a single one as it is."""
    listed = list(parts)
    return listed[0] if len(listed) == 1 else np.concatenate(listed)
