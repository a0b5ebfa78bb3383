"""Whoosh's segments, written in bulk.

A segment is one compound file, which any Whoosh reads:

    8 bytes     where the directory lies; 4 bytes, its length
    members     the postings (.pst), the terms (.trm), the columns (.<field>.col), each from a multiple of 8 bytes on
    directory   a pickled dictionary of names, offsets and lengths, and one of options, which is empty
"""

import os
import pickle
import secrets
import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np
import numpy.typing as npt
from haystack.constants import DJANGO_ID
from haystack.fields import SearchField
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.util.numeric import length_to_byte

from articles.search.analysis import LONGEST
from articles.search.backends.integers import Integers
from articles.search.backends.schema import DIGEST, GAP, KEY, STEMS
from articles.search.backends.segments.inversion import FieldWords, Inversion, Terms, Vocabulary, inverted
from articles.search.backends.segments.posting_blocks import write_postings
from articles.search.backends.segments.postings import ENTRY
from articles.search.indexes import Key, Names, Number, Prose, Slugs, Weighed

# A byte for the length of a field, as Whoosh rounds it.
_LENGTH_BYTES = np.array([length_to_byte(length) for length in range(110_000)], np.uint8)
# Lists of names and slugs that are remembered; then all are forgotten.
MOST_LISTS = 50_000
ALIGNMENT = 8
# What a document takes in memory beside its words, counted in words.
DOCUMENT = 100
HEADER = struct.Struct("!qi")
KEY_HEAD = struct.Struct("!ii")
# Before a term stands how long it is, and its entry; nearly all terms are short.
_HEADS = [KEY_HEAD.pack(length, ENTRY) for length in range(2 + 4 * LONGEST + 1)]


class SegmentBuilder:
    """Takes documents, then writes them as one segment.

    `fields` are those of an index of articles.search.indexes. A vocabulary may serve several builders. `size` is what
    the documents take in memory, counted in words.
    """

    def __init__(self, fields: Mapping[str, SearchField], vocabulary: Vocabulary | None = None) -> None:
        self._fields = dict(fields)
        self._vocabulary = vocabulary or Vocabulary()
        self._numbers: dict[str, array[int]] = {name: array("q") for name in number_columns(self._fields)}
        self._given = [name for name in self._numbers if name not in (KEY, DIGEST)]
        self._words = {name: FieldWords() for name in self._fields if name not in self._numbers}
        # What was read last of each field: the quotes of an article have most of it in common.
        self._last: dict[str, Any] = dict.fromkeys(self._words, self)
        self._lists: dict[tuple[bool, *tuple[str, ...]], Sequence[bytes]] = {}
        self.size = 0

    @property
    def documents(self) -> int:
        """How many documents there are so far."""
        return len(self._numbers[KEY])

    def add(self, values: Mapping[str, Any], digest: int) -> None:
        """Add a document, given by the values that its index prepares, and their digest."""
        numbers = self._numbers
        for name in self._given:
            numbers[name].append(values[name])
        numbers[KEY].append(int(values[DJANGO_ID]))
        numbers[DIGEST].append(digest)
        size = DOCUMENT
        last = self._last
        for name, words in self._words.items():
            value = values[name]
            if value is last[name]:
                words.repeat()
            else:
                last[name] = value
                words.add(self._parts(name, value))
                size += words.lengths[-1]
        self.size += size

    def _parts(self, name: str, value: Any) -> Sequence[bytes]:
        """Return a value of a field as numbers of words, part by part."""
        if not value:
            return ()
        field = self._fields[name]
        if isinstance(field, Weighed):
            return (self._vocabulary.numbers_of_passages(value),)
        if not isinstance(field, Names | Slugs):
            return (self._vocabulary.numbers(value),)
        key = (isinstance(field, Slugs), *value)
        parts = self._lists.get(key)
        if parts is None:
            if len(self._lists) > MOST_LISTS:
                self._lists.clear()
            if isinstance(field, Slugs):
                parts = (self._vocabulary.numbers_as_they_are(value),)
            else:
                parts = [self._vocabulary.numbers(part) for part in value]
            self._lists[key] = parts
        return parts

    def write(self, folder: Path, index_name: str) -> W3Segment:
        """Write the segment into a folder; no table of contents names it yet."""
        segment = new_segment(index_name)
        with SegmentFile(folder, segment) as file:
            lengths = {name: words.lengths_of_documents() for name, words in self._words.items()}
            self._write_terms(file)
            file.end_fields()
            for name, kind in number_columns(self._fields).items():
                file.write_column(name, np.frombuffer(self._numbers[name], np.int64).astype(kind).tobytes())
            totals: dict[str, int] = {}
            for name, field in self._fields.items():
                if isinstance(field, Number | Slugs) or not lengths[name].any():
                    continue
                names = [other for other in (name, name + STEMS) if other in self._names(name, field)]
                totals |= dict.fromkeys(names, int(lengths[name].sum()))
                file.write_lengths(names, length_bytes(lengths[name]))
            file.write_nothing_stored(self.documents)
        return finished(segment, self.documents, totals)

    @staticmethod
    def _names(name: str, field: SearchField) -> tuple[str, ...]:
        """Return what a field is called in Whoosh: prose has stems too, or them alone."""
        match field:
            case Prose():
                return name, name + STEMS
            case Weighed():
                return (name + STEMS,)
            case _:
                return (name,)

    def _write_terms(self, file: "SegmentFile") -> None:
        """Write the terms of all fields: first those with places, then those without."""
        texts, stems = self._vocabulary.words, self._vocabulary.stems()
        used = [(name, self._fields[name], words) for name, words in self._words.items() if words.numbers]
        lengths = {
            name: length_bytes(np.frombuffer(words.lengths, np.uint32).astype(np.int64))
            for name, _, words in used
        }
        placed = [
            Inversion(file.prefix(name), words, texts, lengths[name], GAP if isinstance(field, Names) else 0)
            for name, field, words in used
            if isinstance(field, Prose | Names)
        ]
        file.write_terms(inverted(placed, places=True))
        counted = [
            Inversion(file.prefix(name), words, texts, np.zeros_like(lengths[name]))
            if isinstance(field, Slugs)
            else Inversion(file.prefix(name + STEMS), words, stems, lengths[name])
            for name, field, words in used
            if isinstance(field, Slugs | Prose | Weighed)
        ]
        file.write_terms(inverted(counted, places=False))


def number_columns(fields: Mapping[str, SearchField]) -> dict[str, str]:
    """Return the names of the columns of numbers, and numpy's name of what each holds."""
    columns = {
        name: ">i8" if isinstance(field, Key) else ">i4"
        for name, field in fields.items()
        if isinstance(field, Number)
    }
    return columns | {KEY: ">i8", DIGEST: ">i8"}


def new_segment(index_name: str) -> W3Segment:
    """Return a segment with a name of its own and no documents."""
    segment = W3Segment(W3Codec(), index_name)
    # Whoosh takes it from `random`, which gives two processes the same where both seed it.
    segment.segid = secrets.token_hex(8)
    return segment


def finished(segment: W3Segment, documents: int, totals: Mapping[str, int]) -> W3Segment:
    """Return the segment with what a table of contents says of it; `totals` are the words of each field."""
    segment.compound = True
    segment.set_doc_count(documents)
    segment._fieldlengths = dict(totals)  # noqa: SLF001  Whoosh's own writer sets it so
    return segment


def length_bytes(lengths: Integers) -> npt.NDArray[np.uint8]:
    """Return lengths as Whoosh rounds them, a byte each."""
    rounded: npt.NDArray[np.uint8] = _LENGTH_BYTES[np.minimum(lengths, len(_LENGTH_BYTES) - 1)]
    return rounded


class SegmentFile:
    """A segment's one file while it is written, aside until it is whole."""

    def __init__(self, folder: Path, segment: W3Segment) -> None:
        self._segment = segment
        self._path = folder / segment.make_filename(segment.COMPOUND_EXT)
        self._directory: dict[str, dict[str, int]] = {}
        self._file: BinaryIO
        self._terms = _TermsFile()
        self._start = 0
        self._at = 0

    def __enter__(self) -> Self:
        self._file = self._path.open("xb")
        self._file.write(bytes(HEADER.size))
        self._start = self._pad()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()
        self._file.close()
        if kind is not None:
            self._path.unlink(missing_ok=True)

    def prefix(self, name: str) -> bytes:
        """Return what stands before each term of a field; fields are to be written in the order they are named."""
        fields = self._terms.fields
        return fields.setdefault(name, len(fields)).to_bytes(2, "big")

    def write_terms(self, parts: Iterable[Terms]) -> None:
        """Write terms in order, before the columns."""
        for part in parts:
            entries, self._at = write_postings(self._file, self._at, part.postings)
            self._terms.add(part.keys, entries)

    def end_fields(self) -> None:
        """Write the terms file, after the last field."""
        self._note(W3Codec.POSTS_EXT)
        self._write_member(W3Codec.TERMS_EXT, self._terms.written())

    def write_column(self, name: str, *parts: bytes) -> None:
        """Write a column of Whoosh's, given in parts."""
        self._write_member(f".{name}{W3Codec.COLUMN_EXT}", parts)

    def write_lengths(self, fields: Iterable[str], lengths: npt.NDArray[np.uint8]) -> None:
        """Write how long each document is in these fields, which share what is written."""
        extensions = [f"._{name}_len{W3Codec.COLUMN_EXT}" for name in fields]
        self._write_member(extensions[0], (lengths.tobytes(),))
        for extension in extensions[1:]:
            self._note(extension)

    def write_nothing_stored(self, documents: int) -> None:
        """Write a column of no stored values, a byte for each document: Whoosh looks for one."""
        self.write_column("_stored", bytes(documents), b"B")

    def _write_member(self, extension: str, parts: Iterable[bytes]) -> None:
        self._start = self._pad()
        self._file.writelines(parts)
        self._note(extension)

    def _note(self, extension: str) -> None:
        self._directory[self._segment.make_filename(extension)] = {
            "offset": self._start,
            "length": self._file.tell() - self._start,
            "modified": 0,
        }

    def _pad(self) -> int:
        at = self._file.tell()
        self._file.write(bytes(-at % ALIGNMENT))
        return self._file.tell()

    def _finish(self) -> None:
        start = self._pad()
        self._file.write(pickle.dumps(self._directory, 2) + pickle.dumps({}, 2))
        length = self._file.tell() - start
        self._file.seek(0)
        self._file.write(HEADER.pack(start, length))
        self._file.flush()
        os.fsync(self._file.fileno())


class _TermsFile:
    """Whoosh's ordered hash file (filetables.OrderedHashWriter) of terms, its tables made at once.

    The hash is CRC-32, which the file says and Whoosh reads; its own default is MD5.
    """

    _MAGIC = b"HSH3\x01" + bytes(8)
    _SLOT = np.dtype([("hash", ">u4"), ("position", ">i8")])
    _TABLE = np.dtype([("position", ">i8"), ("slots", ">i4")])

    def __init__(self) -> None:
        self.fields: dict[str, int] = {}
        self._parts: list[bytes] = [self._MAGIC]
        self._sizes = array("Q")
        self._hashes = array("I")

    def add(self, keys: Sequence[bytes], entries: bytes) -> None:
        """Add terms with the prefixes of their fields, in order, and their entries."""
        heads: list[bytes] = []
        at = 0
        for key in keys:
            heads += (_HEADS[len(key)], key, entries[at : at + ENTRY])
            at += ENTRY
        self._sizes.extend(map(len, keys))
        self._hashes.extend(map(zlib.crc32, keys))
        self._parts.append(b"".join(heads))

    def written(self) -> Iterator[bytes]:
        """Yield the file."""
        yield from self._parts
        sizes = np.frombuffer(self._sizes, np.uint64).astype(np.int64) + (KEY_HEAD.size + ENTRY)
        positions = np.cumsum(sizes) - sizes + len(self._MAGIC)
        at = int(sizes.sum()) + len(self._MAGIC)
        slots, counts = self._slots(np.frombuffer(self._hashes, np.uint32).astype(np.int64), positions)
        yield slots.tobytes()
        directory = np.zeros(256, self._TABLE)
        directory["slots"] = counts
        directory["position"] = at + (np.cumsum(counts) - counts) * self._SLOT.itemsize
        yield directory.tobytes()
        kind = "I" if at < 1 << 32 else "q"
        extras = pickle.dumps({"fieldmap": self.fields, "indextype": kind, "indexlen": len(positions)}, 2)
        yield extras
        index = positions.astype(">u4" if kind == "I" else ">i8").tobytes()
        yield index
        yield (len(extras) + len(index)).to_bytes(4, "big")

    def _slots(self, hashes: Integers, positions: Integers) -> tuple[Any, Integers]:
        """Return the 256 hash tables end to end, and how many slots each has.

        A term takes the first free slot from the one its hash says on, as Whoosh's reader looks for it.
        """
        tables = hashes & 255
        counts = 2 * np.bincount(tables, minlength=256)
        slots = np.zeros(int(counts.sum()), self._SLOT)
        wanted = (hashes >> 8) % counts[tables]
        order = np.lexsort((wanted, tables))
        tables, wanted = tables[order], wanted[order]
        starts = np.cumsum(counts) - counts
        firsts = np.cumsum(np.bincount(tables, minlength=256)) - np.bincount(tables, minlength=256)
        # In the order of the slots they want, each has the one after its predecessor's at least.
        within = np.arange(len(order)) - firsts[tables]
        table_sizes = int(counts.max(initial=0)) + 1
        taken = np.maximum.accumulate(wanted - within + tables * 4 * table_sizes)
        taken = taken - tables * 4 * table_sizes + within
        fits = taken < counts[tables]
        at = starts[tables[fits]] + taken[fits]
        slots["hash"][at], slots["position"][at] = hashes[order][fits], positions[order][fits]
        for late in np.flatnonzero(~fits):
            table = slots[starts[tables[late]] : starts[tables[late]] + counts[tables[late]]]
            free = int(np.flatnonzero(table["position"] == 0)[0])
            table[free] = (hashes[order[late]], positions[order[late]])
        return slots, counts
