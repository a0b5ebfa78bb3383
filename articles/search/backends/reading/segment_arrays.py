"""One segment of an index as arrays: postings, lengths, numbers, values; none of it ever changes.

Whoosh's files are read by their layout, whole and without its matchers, which walk every posting of every
query anew.
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length

from articles.search.backends.integers import Integers
from articles.search.backends.reading.caches import OVERHEAD, POSTINGS
from articles.search.backends.reading.vocabularies import Vocabulary
from articles.search.backends.segments.files import Damaged, SegmentFiles
from articles.search.backends.segments.postings import (
    PackedPostings,
    Postings,
    read_documents,
    read_packed_postings,
    read_postings,
)
from articles.search.backends.segments.terms import Terms, TermTable

Mask = npt.NDArray[np.bool_]
# As few bytes each as hold what there is.
Numbers = npt.NDArray[np.int32] | npt.NDArray[np.int64]

# How many words a field has, by the byte that Whoosh keeps of it: exact up to 10, then within a few per cent.
LENGTHS = np.asarray([byte_to_length(byte) for byte in range(256)], dtype=np.float32)

# Of terms with no more documents than this the terms file names all, the first and the last.
KNOWN = 2
# Postings are read together where no more bytes than this lie between them for each term: a reading takes as long.
WORTH_READING = 20_000
# Decoded, a document's number and how often it has the term.
BYTES_OF_POSTING = 8
# Terms of a field of which places are kept for good, at most.
MOST_LARGE = 200
# Terms read to see whether a segment can be read.
PROBES = 20

NO_POSTINGS = Postings(np.zeros(0, np.int32), np.zeros(0, np.float32))
_NO_PACKED = PackedPostings(*NO_POSTINGS, np.zeros(0, np.int64), b"")


class Values(NamedTuple):
    """The fixed values of a field, and the documents that have each: those of value n are documents[starts[n]:].

    No value is without documents. These are numbered from `offset`.
    """

    values: tuple[str, ...]
    starts: npt.NDArray[np.int32]
    documents: npt.NDArray[np.int32]
    offset: int = 0


class SegmentArrays:
    """The documents of one segment, numbered from 0, deleted ones among them."""

    def __init__(self, folder: Path, segment: Any) -> None:
        """Open a segment.

        Raises:
            OSError: its files are not there (any more).
            Damaged: they cannot be read; other errors may come of that too.
        """
        self.name: str = segment.segment_id()
        self.size: int = segment.doc_count_all()
        self.field_lengths: dict[str, int] = dict(segment._fieldlengths)  # noqa: SLF001  Whoosh has no other way
        self._files = SegmentFiles(folder, segment)
        self._terms = Terms(self._files.open(".trm"))
        self._postings = self._files.open(".pst")
        self._arrays: dict[tuple[str, str], Any] = {}

    # Postings

    def frequency(self, field: str, term: str) -> int:
        """Return how many documents have a term, deleted ones among them."""
        extent = self._terms.find(field, _encoded(term))
        return extent.frequency if extent else 0

    def size_of(self, field: str, term: str) -> int:
        """Return how many bytes the postings of a term take in the file."""
        extent = self._terms.find(field, _encoded(term))
        return extent.size if extent else 0

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents that have a term, and how often."""
        frequent: dict[str, Postings] = self._arrays.get(("frequent", field), {})
        return frequent.get(term) or POSTINGS.get(
            (self.name, field, term), lambda: self._read_postings(field, term), _size_of_postings
        )

    def prepare_postings(self, field: str, most_bytes: int) -> None:
        """Read the postings of the most frequent terms of a field, as many as fit, and keep them for good.

        Processes forked after this share them, which what they drop and read again in their caches is not.
        """
        self._array("frequent", field, lambda: self._read_frequent(field, most_bytes))

    def packed(self, field: str, term: str) -> PackedPostings:
        """Return the same with the places where the term stands, of a field that keeps them."""
        frequent: dict[str, PackedPostings] = self._arrays.get(("frequent places", field), {})
        return frequent.get(term) or POSTINGS.get(
            (self.name, field, term, True), lambda: self._read_packed(field, term), _size_of_packed
        )

    def prepare_packed(self, field: str, most_bytes: int) -> None:
        """Do the same with the places of the words that take most room: phrases are mostly made of them."""
        self._array("frequent places", field, lambda: self._read_largest(field, most_bytes))

    def _read_postings(self, field: str, term: str) -> Postings:
        extent = self._terms.find(field, _encoded(term))
        if extent is None:
            return NO_POSTINGS
        return read_postings(self._postings.read(extent.offset, extent.size), 0)

    def _read_packed(self, field: str, term: str) -> PackedPostings:
        extent = self._terms.find(field, _encoded(term))
        if extent is None:
            return _NO_PACKED
        return read_packed_postings(self._postings.read(extent.offset, extent.size), 0)

    def _read_frequent(self, field: str, most_bytes: int) -> dict[str, Postings]:
        table = self.terms(field)
        by_frequency = np.argsort(-table.frequencies, kind="stable")
        sizes = np.cumsum(table.frequencies[by_frequency] * BYTES_OF_POSTING + OVERHEAD)
        fitting = by_frequency[: np.searchsorted(sizes, most_bytes, "right")].tolist()
        terms = [table.term(number).decode() for number in fitting]
        return {term: self._read_postings(field, term) for term in terms}

    def _read_largest(self, field: str, most_bytes: int) -> dict[str, PackedPostings]:
        table = self.terms(field)
        by_size = np.argsort(-table.sizes, kind="stable")[:MOST_LARGE].tolist()
        largest: dict[str, PackedPostings] = {}
        for number in by_size:
            term = table.term(number).decode()
            packed = _narrowed(self._read_packed(field, term))
            # The largest of all may not fit where the ones after it do.
            if _size_of_packed(packed) <= most_bytes:
                most_bytes -= _size_of_packed(packed)
                largest[term] = packed
        return largest

    def terms(self, field: str, beginning: str = "") -> TermTable:
        """Return the terms of a field that begin so."""
        return self._terms.starting_with(field, _encoded(beginning))

    def terms_of(self, field: str, terms: Sequence[str]) -> TermTable:
        """Return some of the terms of a field."""
        return self._terms.those(field, [_encoded(term) for term in terms])

    def vocabulary(self, field: str) -> Vocabulary:
        """Return all terms of a field, to look for slips in; how frequent each is the terms say that are found."""
        vocabulary: Vocabulary = self._array("vocabulary", field, lambda: self._read_vocabulary(field))
        return vocabulary

    def _read_vocabulary(self, field: str) -> Vocabulary:
        run, bounds = self._terms.words(field)
        return Vocabulary(run, bounds, np.broadcast_to(np.int32(0), len(bounds) - 1))

    def documents(self, table: TermTable, numbers: Integers) -> Integers:
        """Return the documents that have some terms of a table of this segment, those of each term in a row."""
        frequencies = table.frequencies[numbers]
        ends = np.cumsum(frequencies)
        documents = np.zeros(int(ends[-1]) if len(ends) else 0, np.int64)
        # The first and the last document are known: of most terms these are all.
        documents[ends - frequencies] = table.first[numbers]
        documents[ends - 1] = table.last[numbers]
        rest = frequencies > KNOWN
        if not rest.any():
            return documents
        offsets, sizes = table.offsets[numbers[rest]], table.sizes[numbers[rest]]
        start, end = int(offsets.min()), int((offsets + sizes).max())
        if end - start <= int(sizes.sum()) + WORTH_READING * len(sizes):
            stream = BytesIO(self._postings.read(start, end - start))
        else:
            stream = BytesIO(b"".join(map(self._postings.read, offsets.tolist(), sizes.tolist())))
            offsets = np.cumsum(sizes) - sizes + start
        for end, frequency, offset in zip(
            ends[rest].tolist(), frequencies[rest].tolist(), (offsets - start).tolist(), strict=True
        ):
            documents[end - frequency : end] = read_documents(stream, offset)
        return documents

    def probe(self) -> None:
        """Read a little of everything; what is damaged makes its reader stumble."""
        for extent in self._terms.some(PROBES):
            read_postings(self._postings.read(extent.offset, extent.size), 0)

    # Columns

    def lengths(self, field: str) -> npt.NDArray[np.uint8]:
        """Return how long a field is in each document, as Whoosh's bytes (see LENGTHS)."""
        lengths: npt.NDArray[np.uint8] = self._array(
            "lengths", field, lambda: self._column(f"_{field}_len", np.dtype("u1"))
        )
        return lengths

    def numbers(self, field: str) -> Numbers:
        """Return the number of each document; 0 where there is none."""
        numbers: Numbers = self._array("numbers", field, lambda: self._read_numbers(field))
        return numbers

    def share(self, kind: str, field: str, array: npt.NDArray[Any]) -> None:
        """Take the same "numbers" or "lengths" from a place where they are kept anyhow, rather than keep them here too."""
        self._arrays[kind, field] = array

    def _read_numbers(self, field: str) -> Numbers:
        part = self._files.find(f".{field}.col")
        is_short = part is not None and part.length == 4 * self.size
        column = self._column(field, np.dtype(">i4" if is_short else ">i8"))
        # Days, minutes, places, and most keys there ever are.
        is_small = np.abs(column).max(initial=0) <= np.iinfo(np.int32).max
        return column.astype(np.int32) if is_small else column.astype(np.int64)

    def _column(self, name: str, kind: "np.dtype[Any]") -> npt.NDArray[Any]:
        """Return a numeric column of Whoosh, which leaves out the last documents that have no number."""
        part = self._files.find(f".{name}.col")
        numbers = np.zeros(self.size, kind)
        if part is not None:
            given = np.frombuffer(part.read(), kind)
            if len(given) > self.size:
                raise Damaged(f"{self.name}.{name}.col is too long")
            numbers[: len(given)] = given
        return numbers

    def values(self, field: str) -> Values:
        """Return the fixed values of a field with their documents."""
        values: Values = self._array("values", field, lambda: self._read_values(field))
        return values

    def share_values(self, field: str, values: Values) -> None:
        """Take the same values from a place where they are kept anyhow, rather than keep them here too."""
        self._arrays["values", field] = values

    def _read_values(self, field: str) -> Values:
        table = self.terms(field)
        return Values(
            tuple(term.decode() for term in table.terms()),
            (np.cumsum(table.frequencies) - table.frequencies).astype(np.int32),
            self.documents(table, np.arange(len(table.frequencies))).astype(np.int32),
        )

    def _array(self, kind: str, field: str, make: Any) -> Any:
        # Two threads may make it at once: they make the same.
        if (kind, field) not in self._arrays:
            self._arrays[kind, field] = make()
        return self._arrays[kind, field]


def _encoded(term: str) -> bytes:
    """Return a term as it is compared in the files; a lone surrogate is in none of them."""
    return term.encode("utf-8", "surrogatepass")


def _size_of_postings(postings: Postings) -> int:
    return postings.documents.nbytes + postings.counts.nbytes


def _narrowed(packed: PackedPostings) -> PackedPostings:
    """Return postings that take as few bytes as they can: each mostly has a few places in a document."""
    most = max(packed.counts.max(initial=0), packed.sizes.max(initial=0))
    kind = np.min_scalar_type(int(most))
    return packed._replace(counts=packed.counts.astype(kind), sizes=packed.sizes.astype(kind))


def _size_of_packed(packed: PackedPostings) -> int:
    return packed.documents.nbytes + packed.counts.nbytes + packed.sizes.nbytes + len(packed.run)
