"""Whoosh's segments, written in bulk.

A segment is one compound file, which any Whoosh reads:

    8 bytes     where the directory lies; 4 bytes, its length
    members     the postings (.pst), the terms (.trm), the columns (.<field>.col), each from a multiple of 8 bytes on
    directory   a pickled dictionary of names, offsets and lengths, and one of options, which is empty
"""

import os
import pickle
import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np
import numpy.typing as npt
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.fields import SearchField
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.util.numeric import length_to_byte

from articles.search.analysis import LONGEST
from articles.search.backends.schema import ARTICLE_KEY, DIGEST, GAP, KEY, STEMS, digest_of
from articles.search.backends.segments.inversion import FieldWords, Terms, Vocabulary, inverted
from articles.search.backends.segments.posting_blocks import write_terms
from articles.search.backends.segments.postings import ENTRY, Integers
from articles.search.indexes import Names, Number, Prose, Slugs, Weighed

# A byte for the length of a field, as Whoosh rounds it.
_LENGTH_BYTES = np.array([length_to_byte(length) for length in range(110_000)], np.uint8)
# Whoosh wants stored values packed by zlib. To compress these few hundred bytes would save a third of them and take
# a tenth of a rebuild.
STORED_COMPRESSION = 0
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
        numbers = [name for name, field in self._fields.items() if isinstance(field, Number)]
        self._numbers = {name: array("q") for name in [*numbers, KEY]}
        self._words = {name: FieldWords() for name in self._fields if name not in self._numbers}
        # What was read last of each field: the quotes of an article have most of it in common.
        self._last: dict[str, tuple[Any, Sequence[bytes]]] = dict.fromkeys(self._words, ((), ()))
        self._stored_names = [
            name for name, field in self._fields.items() if name in self._words and field.stored
        ]
        self._lists: dict[tuple[bool, *tuple[str, ...]], Sequence[bytes]] = {}
        self._stored: list[bytes] = []
        self.size = 0

    @property
    def documents(self) -> int:
        """How many documents there are so far."""
        return len(self._stored)

    def add(self, values: Mapping[str, Any]) -> None:
        """Add a document, given by the values that its index prepares."""
        stored = {name: values[name] for name in (ID, DJANGO_CT, DJANGO_ID, *self._stored_names)}
        stored[ARTICLE_KEY] = str(values["article"])
        stored[DIGEST] = digest_of(values)
        self._stored.append(zlib.compress(pickle.dumps(stored, 2), STORED_COMPRESSION))
        for name, numbers in self._numbers.items():
            numbers.append(int(values[DJANGO_ID]) if name == KEY else values[name])
        size = DOCUMENT
        for name, words in self._words.items():
            value, parts = self._last[name]
            if value is not values[name]:
                parts = self._parts(name, values[name])
                self._last[name] = values[name], parts
            words.add(parts)
            size += words.lengths[-1]
        self.size += size

    def _parts(self, name: str, value: Any) -> Sequence[bytes]:
        """Return a value of a field as numbers of words, part by part."""
        if not value:
            return ()
        field = self._fields[name]
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
            lengths = {name: self._lengths(name) for name in self._words}
            for name, field in self._fields.items():
                if not isinstance(field, Number):
                    self._write_field(file, name, field, length_bytes(lengths[name]))
            file.end_fields()
            for name, numbers in self._numbers.items():
                file.write_column(name, np.frombuffer(numbers, np.int64).astype(">i8").tobytes())
            totals: dict[str, int] = {}
            for name, field in self._fields.items():
                if isinstance(field, Number | Slugs) or not lengths[name].any():
                    continue
                names = [other for other in (name, name + STEMS) if other in self._names(name, field)]
                totals |= dict.fromkeys(names, int(lengths[name].sum()))
                file.write_lengths(names, length_bytes(lengths[name]))
            file.write_stored(self._stored)
        return finished(segment, self.documents, totals)

    def _lengths(self, name: str) -> Integers:
        return np.frombuffer(self._words[name].lengths, np.uint32).astype(np.int64)

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

    def _write_field(
        self, file: "SegmentFile", name: str, field: SearchField, lengths: npt.NDArray[np.uint8]
    ) -> None:
        words, texts = self._words[name], self._vocabulary.words
        match field:
            case Slugs():
                file.write_field(name, inverted(words, texts, length_bytes=np.zeros_like(lengths)))
            case Names():
                terms = inverted(words, texts, length_bytes=lengths, places=True, gap=GAP)
                file.write_field(name, terms)
            case Prose():
                file.write_field(name, inverted(words, texts, length_bytes=lengths, places=True))
        if isinstance(field, Prose | Weighed):
            file.write_field(name + STEMS, inverted(words, self._vocabulary.stems(), length_bytes=lengths))


def new_segment(index_name: str) -> W3Segment:
    """Return a segment with a name of its own and no documents."""
    return W3Segment(W3Codec(), index_name)


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
        self._file = self._path.open("wb")
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

    def write_field(self, name: str, parts: Iterable[Terms]) -> None:
        """Write the terms of a field; to be done before the columns, field by field."""
        number = len(self._terms.fields)
        for part in parts:
            entries, self._at = write_terms(self._file, self._at, part.postings)
            self._terms.fields.setdefault(name, number)
            self._terms.add(number, part.texts, entries)

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

    def write_stored(self, stored: Sequence[bytes]) -> None:
        """Write the stored values of all documents, each pickled and compressed."""
        lengths = np.fromiter(map(len, stored), np.int64, len(stored))
        offsets = np.cumsum(lengths) - lengths
        kind = b"I" if not len(offsets) or offsets[-1] < 1 << 32 else b"q"
        self.write_column(
            "_stored",
            *stored,
            lengths.astype(">u4").tobytes(),
            offsets.astype(">u4" if kind == b"I" else ">i8").tobytes(),
            b"I" + kind + b"X",
        )

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

    def add(self, number: int, texts: Sequence[bytes], entries: bytes) -> None:
        """Add the terms of a field, in order, and their entries."""
        prefix = number.to_bytes(2, "big")
        sizes, hashes = self._sizes, self._hashes
        heads: list[bytes] = []
        at = 0
        for text in texts:
            key = prefix + text
            heads += (_HEADS[len(key)], key, entries[at : at + ENTRY])
            at += ENTRY
            sizes.append(len(key))
            hashes.append(zlib.crc32(key))
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
