"""The terms of a segment: one looked up by its hash, or all that begin alike read as arrays."""

import pickle
import struct
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import md5
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np

from articles.search.backends.integers import Integers
from articles.search.backends.segments.files import Damaged, Part

# As in whoosh.filedb.filetables and whoosh.codec.whoosh3.
_MAGIC = b"HSH3"
_HASHES: Mapping[int, Callable[[bytes], int]] = {
    0: lambda key: int.from_bytes(md5(key, usedforsecurity=False).digest()[-4:], "big"),
    1: crc32,
}
_LENGTHS = struct.Struct("!ii")
_POINTER = struct.Struct("!Iq")
_TABLE = struct.Struct("!qi")
_TABLES = 256
_INT = struct.Struct("!i")
_FIELD = struct.Struct("!H")
# Flags, weight, document frequency, shortest, longest, most, first document, last document; then where the
# postings are and how long.
_INFO = struct.Struct("!BfIBBfIIqi")
_FREQUENCY, _FIRST, _LAST, _OFFSET, _SIZE = 5, 15, 19, 23, 31


# Slots of a hash table that are read at once.
TOGETHER = 4
# Keys kept to find others by.
MOST_REMEMBERED = 500
# Terms whose extents are kept: a query asks for each several times, how frequent it is, how large and where.
MOST_EXTENTS = 500


class Extent(NamedTuple):
    """Where the postings of one term lie in the postings file, in bytes, and how many there are."""

    frequency: int
    offset: int
    size: int


class TermTable(NamedTuple):
    """Terms in order, as arrays: `run` holds them end to end in UTF-8, term n from bounds[n] to bounds[n + 1].

    `frequencies` count documents; `first` and `last` are the lowest and the highest of these; `offsets` and
    `sizes` say where the postings lie.
    """

    run: bytes
    bounds: Integers
    frequencies: Integers
    first: Integers
    last: Integers
    offsets: Integers
    sizes: Integers

    def term(self, number: int) -> bytes:
        return self.run[self.bounds[number] : self.bounds[number + 1]]

    def terms(self) -> list[bytes]:
        return [self.run[start:end] for start, end in pairwise(self.bounds.tolist())]


class Terms:
    """The terms file of a segment."""

    def __init__(self, file: Part) -> None:
        self._file = file
        magic = file.read(0, len(_MAGIC) + 1)
        if magic[:-1] != _MAGIC or magic[-1] not in _HASHES:
            raise Damaged("unknown terms file")
        self._hash = _HASHES[magic[-1]]
        (length,) = _INT.unpack(file.read(file.length - _INT.size, _INT.size))
        extras_at = file.length - _INT.size - length
        stream = BytesIO(file.read(extras_at, length))
        extras = pickle.load(stream)  # noqa: S301  our own file
        self._fields: dict[str, int] = extras["fieldmap"]
        kind = np.dtype(extras["indextype"]).newbyteorder(">")
        # Where each entry begins, in the order of field number and term.
        self._entries = np.frombuffer(stream.read(), dtype=kind, count=extras["indexlen"])
        tables = file.read(extras_at - _TABLES * _TABLE.size, _TABLES * _TABLE.size)
        self._tables = list(_TABLE.iter_unpack(tables))
        self._end_of_entries = self._tables[0][0]
        self._remembered: dict[int, bytes] = {}
        self._extents: dict[tuple[str, bytes], Extent | None] = {}

    def find(self, field: str, term: bytes) -> Extent | None:
        """Return where the postings of a term are, or None where there is no such term."""
        try:
            return self._extents[field, term]
        except KeyError:
            entry = self._entry(field, term)
        extent = _extent(entry[-_INFO.size :]) if entry else None
        if len(self._extents) >= MOST_EXTENTS:
            self._extents.clear()
        self._extents[field, term] = extent
        return extent

    def some(self, count: int) -> Iterator[Extent]:
        """Yield where the postings of a few terms are, spread over all."""
        for place in self._entries[:: max(1, len(self._entries) // count)].tolist():
            yield _extent(self._file.read(place + _LENGTHS.size + len(self._key_at(place)), _INFO.size))

    def those(self, field: str, terms: Iterable[bytes]) -> TermTable:
        """Return some terms of a field, without those that it does not have."""
        entries = [entry for term in terms if (entry := self._entry(field, term))]
        ends = np.cumsum([len(entry) for entry in entries], dtype=np.int64)
        return _table(b"".join(entries), np.concatenate(([0], ends))[:-1])

    def _entry(self, field: str, term: bytes) -> bytes | None:
        """Return the lengths, the key and the values of a term, as they are written."""
        number = self._fields.get(field)
        if number is None:
            return None
        key = _FIELD.pack(number) + term
        hashed = self._hash(key)
        start, slots = self._tables[hashed & 255]
        if not slots:
            return None
        slot = (hashed >> 8) % slots
        seen = 0
        while seen < slots:
            # The slots that follow are read along: a reading takes as long, and there may be others in the way.
            count = min(TOGETHER, slots - slot)
            pointers = self._file.read(start + slot * _POINTER.size, count * _POINTER.size)
            for found, place in _POINTER.iter_unpack(pointers):
                if not place:
                    return None
                if not 0 < place < self._end_of_entries:
                    raise Damaged("a term points out of its file")
                if found == hashed and (entry := self._entry_at(place, key)):
                    return entry
            seen += count
            slot = (slot + count) % slots
        return None

    def _entry_at(self, place: int, key: bytes) -> bytes | None:
        """Return the entry that begins at a place if it is that of a key."""
        size = _LENGTHS.size + len(key) + _INFO.size
        if place + size > self._end_of_entries:
            return None
        entry = self._file.read(place, size)
        length, _ = _LENGTHS.unpack_from(entry)
        return entry if length == len(key) and entry.startswith(key, _LENGTHS.size) else None

    def starting_with(self, field: str, beginning: bytes = b"") -> TermTable:
        """Return the terms of a field that begin so."""
        return _table(*self._entries_of(field, beginning))

    def words(self, field: str) -> tuple[bytes, Integers]:
        """Return the terms of a field alone: end to end, and where each begins and the last ends."""
        return _words(*self._entries_of(field, b""))

    def _entries_of(self, field: str, beginning: bytes) -> tuple[bytes, Integers]:
        """Return the entries of the terms of a field that begin so, and where each begins in these bytes."""
        number = self._fields.get(field)
        if number is None:
            return b"", np.zeros(0, np.int64)
        key = _FIELD.pack(number) + beginning
        everywhere = range(len(self._entries))
        first = bisect_left(everywhere, key, key=self._key_of)
        # UTF-8 has no byte 255, so that this comes after all that begins so.
        last = bisect_left(everywhere, key + b"\xff", first, key=self._key_of)
        places = self._entries[first:last].astype(np.int64)
        start = int(places[0]) if last > first else 0
        end = int(self._entries[last]) if last < len(self._entries) else self._end_of_entries
        return self._file.read(start, end - start) if last > first else b"", places - start

    def _key_of(self, entry: int) -> bytes:
        key = self._remembered.get(entry)
        if key is None:
            key = self._key_at(int(self._entries[entry]))
            # A search by halves begins with the same ones each time; the first that come are nearly these.
            if len(self._remembered) < MOST_REMEMBERED:
                self._remembered[entry] = key
        return key

    def _key_at(self, place: int) -> bytes:
        # One reading for the lengths and, nearly always, the whole key.
        start = self._file.read(place, min(40, self._end_of_entries - place))
        length, _ = _LENGTHS.unpack_from(start)
        if _LENGTHS.size + length > len(start):
            start = self._file.read(place, _LENGTHS.size + length)
        return start[_LENGTHS.size : _LENGTHS.size + length]


def _extent(info: bytes) -> Extent:
    _, _, frequency, _, _, _, _, _, offset, size = _INFO.unpack(info)
    return Extent(frequency, offset, size)


def _table(entries: bytes, places: Integers) -> TermTable:
    """Return the terms whose entries begin at some places."""
    run, bounds = _words(entries, places)
    infos = places + (_LENGTHS.size + _FIELD.size) + np.diff(bounds)
    return TermTable(
        run,
        bounds,
        _numbers(entries, infos + _FREQUENCY, ">u4"),
        _numbers(entries, infos + _FIRST, ">u4"),
        _numbers(entries, infos + _LAST, ">u4"),
        _numbers(entries, infos + _OFFSET, ">i8"),
        _numbers(entries, infos + _SIZE, ">i4"),
    )


def _words(entries: bytes, places: Integers) -> tuple[bytes, Integers]:
    """Return the terms whose entries begin at some places, end to end, and their bounds."""
    lengths = _numbers(entries, places, ">i4") - _FIELD.size
    bounds = np.concatenate(([0], np.cumsum(lengths)))
    # Each byte of a term lies as far from its place in the run as the term's first byte does.
    places_of_bytes = np.repeat(places + (_LENGTHS.size + _FIELD.size) - bounds[:-1], lengths)
    places_of_bytes += np.arange(len(places_of_bytes))
    return np.frombuffer(entries, np.uint8)[places_of_bytes].tobytes(), bounds


def _numbers(data: bytes, places: Integers, kind: str) -> Integers:
    """Return the numbers of a kind that stand at some places."""
    if not len(places):
        return np.zeros(0, np.int64)
    # One number begins at every byte, so that those wanted are taken in one step.
    everywhere = np.ndarray((len(data) - np.dtype(kind).itemsize + 1,), kind, data, strides=(1,))
    numbers: Integers = everywhere[places].astype(np.int64)
    return numbers
