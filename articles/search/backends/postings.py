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
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, NamedTuple, overload

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3TermInfo
from whoosh.filedb.structfile import StructFile
from whoosh.formats import Positions
from whoosh.util.numeric import byte_to_length

Integers = npt.NDArray[np.int64]

# Postings in one block: Whoosh's own reader skips by blocks, ours takes them all.
BLOCK = 1 << 15
# From here on arrays are smaller and faster than tuples.
MANY = 16
# Bytes from which compression is worth its time.
WORTH_COMPRESSING = 200
COMPRESSION = 3
_LENGTH = struct.Struct("!i")


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


class PackedValues(Sequence[bytes]):
    """The values of a long block, end to end in one run of bytes."""

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


def write_term(
    file: StructFile,
    documents: npt.ArrayLike,
    counts: npt.ArrayLike,
    *,
    places: npt.ArrayLike | None = None,
    lengths: npt.ArrayLike | None = None,
) -> bytes:
    """Append the postings of one term to a postings file and return its entry for the terms file.

    `documents` ascend; `lengths` are how long the field is in each of them, as Whoosh's length bytes.
    """
    documents, counts = np.asarray(documents, dtype=np.int64), np.asarray(counts, dtype=np.float32)
    run = sizes = None
    if places is not None:
        run, sizes = encode_places(places, counts.astype(np.int64))
    length_bytes = np.zeros(len(documents), np.uint8) if lengths is None else np.asarray(lengths, np.uint8)
    start = file.tell()
    file.write(WHOOSH3_HEADER_MAGIC)
    at = 0
    for first in range(0, len(documents), BLOCK):
        block = slice(first, min(first + BLOCK, len(documents)))
        values: Any = None
        if run is not None and sizes is not None:
            size = int(sizes[block].sum())
            values = _pack_values(run[at : at + size], sizes[block])
            at += size
        _write_block(
            file,
            documents[block],
            counts[block],
            values,
            length_bytes[block],
            is_last=block.stop == len(documents),
        )
    info = W3TermInfo(
        weight=float(counts.sum()),
        df=len(documents),
        minlength=byte_to_length(int(length_bytes.min())),
        maxlength=byte_to_length(int(length_bytes.max())),
        maxweight=float(counts.max()),
        minid=int(documents[0]),
        maxid=int(documents[-1]),
    )
    info.set_extent(start, file.tell() - start)
    return bytes(info.to_bytes())


def _write_block(  # noqa: PLR0913  the parts of a block
    file: StructFile,
    documents: Integers,
    counts: npt.NDArray[np.float32],
    values: Any,
    lengths: npt.NDArray[np.uint8],
    *,
    is_last: bool,
) -> None:
    differences = np.diff(documents, prepend=0)
    most = float(counts.max())
    weights: Any
    if most == 1.0:
        weights = None
    elif counts.min() == most:
        weights = most
    elif len(counts) < MANY:
        weights = tuple(counts.tolist())
    else:
        weights = array("f", counts.tobytes())
    numbers: Any = tuple(differences.tolist())
    if len(numbers) >= MANY:
        numbers = array("I", differences.astype(np.uint32).tobytes())
    data = pickle.dumps((numbers, weights, values), 4)
    compression = COMPRESSION if len(data) >= WORTH_COMPRESSING else 0
    if compression:
        data = zlib.compress(data, compression)
    info = pickle.dumps(
        (len(documents), int(documents[-1]), most, compression, int(lengths.min()), int(lengths.max())), 2
    )
    length = len(info) + len(data)
    file.write(_LENGTH.pack(-length if is_last else length) + info + data)


def _pack_values(run: npt.NDArray[np.uint8], sizes: Integers) -> Any:
    if len(sizes) >= MANY:
        return PackedValues(array("I", sizes.astype(np.uint32).tobytes()), run.tobytes())
    ends = np.cumsum(sizes).tolist()
    written = run.tobytes()
    return tuple(written[end - size : end] for size, end in zip(sizes.tolist(), ends, strict=True))


# Reading


def read_postings(buffer: memoryview | bytes, offset: int) -> Postings:
    """Return the postings that begin at an offset of a postings file."""
    documents, counts, _ = _read(buffer, offset)
    return Postings(documents, counts)


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


def decode_places(run: bytes, counts: npt.ArrayLike) -> npt.NDArray[np.int32]:
    """Return the places that `encode_places` wrote."""
    counts = np.asarray(counts, dtype=np.int64)
    signs = np.frombuffer(run, dtype=np.uint8)
    ends = np.flatnonzero(signs < 0x80)
    sizes = np.diff(ends, prepend=-1)
    starts = ends - sizes + 1
    differences = signs[starts].astype(np.int64) & 0x7F
    for byte in range(1, int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > byte)
        differences[longer] |= (signs[starts[longer] + byte].astype(np.int64) & 0x7F) << (7 * byte)
    sums = np.cumsum(differences)
    firsts = np.cumsum(counts) - counts
    before = np.where(firsts > 0, sums[firsts - 1], 0)
    places: npt.NDArray[np.int32] = (sums - np.repeat(before, counts)).astype(np.int32)
    return places


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
    return np.frombuffer(numbers, dtype=kind) if isinstance(numbers, array) else np.array(numbers, dtype=kind)


def _joined(parts: Iterable[Any]) -> Any:
    listed = list(parts)
    return listed[0] if len(listed) == 1 else np.concatenate(listed)
