"""An index as it was at one commit: the arrays of its segments, joined."""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from whoosh.fields import Schema

from articles.search.backends.reading.caches import DERIVED, WORDS
from articles.search.backends.reading.facets import Dictionary, Facet
from articles.search.backends.reading.segment_arrays import NO_POSTINGS, Mask, Numbers, SegmentArrays
from articles.search.backends.reading.vocabularies import Vocabulary
from articles.search.backends.schema import KEY, STEMS
from articles.search.backends.segments.postings import Postings
from articles.search.questions import FACETS, Counts
from articles.search.requests import Scope

_Value = TypeVar("_Value")
_numbers = itertools.count(1)

# What nearly every query looks into.
TEXT = "text"
# Of the postings of its most frequent terms so many bytes are read ahead.
FREQUENT_BYTES = 12 << 20
# And so many of the places of its largest: most phrases that readers look for have one of these in them, and the very
# largest, "the" in English, is the only one that compression halves and that takes long to unpack.
PLACES_BYTES = {Scope.ARTICLES: 12 << 20, Scope.QUOTES: 5 << 20}
# Words of one field in one segment that are ever suggested.
MOST_WORDS = 50_000
# What one of them takes in memory, about.
BYTES_OF_WORD = 40
# A segment of a smaller share of the documents has no frequent word that the others have not.
SMALL_SHARE = 1 / 50


class Snapshot:
    """The documents of one scope as they were at one commit, numbered over all segments from 0.

    Numbers of deleted documents occur in what comes from postings and columns; `live` tells them apart.
    Nothing in it changes, so threads share it.
    """

    def __init__(
        self,
        schema: Schema,
        segments: Sequence[tuple[SegmentArrays, Iterable[int]]],
        *,
        generation: int,
        dictionaries: Mapping[str, Dictionary],
    ) -> None:
        """Join segments, each given with its deleted documents; `dictionaries` are those of the fields to count."""
        self.schema = schema
        self.generation = generation
        # Unlike any other snapshot of the process: what is kept of it is kept under this number.
        self.number = next(_numbers)
        self.dictionaries = dictionaries
        self.size = 0
        parts: list[tuple[SegmentArrays, int]] = []
        deleted: list[int] = []
        for segment, deleted_here in segments:
            parts.append((segment, self.size))
            deleted.extend(self.size + document for document in deleted_here)
            self.size += segment.size
        self.parts = tuple(parts)
        self.live: Mask = np.ones(self.size, np.bool_)
        self.live[deleted] = False
        self.live.flags.writeable = False
        self.count = int(np.count_nonzero(self.live))
        self._arrays: dict[tuple[str, str], Any] = {}

    def mask(self, documents_in: Callable[[SegmentArrays], npt.NDArray[Any]]) -> Mask:
        """Return the documents that a function finds in each segment, as one truth value for each document."""
        mask = np.zeros(self.size, np.bool_)
        for segment, offset in self.parts:
            mask[offset : offset + segment.size][documents_in(segment)] = True
        return mask

    def kept(self, key: object, make: Callable[[], _Value], size: Callable[[_Value], int]) -> _Value:
        """Return what was worked out from this snapshot under a key, worked out now if it is not there."""
        return DERIVED.get((self.number, key), make, size)

    def numbers(self, field: str) -> Numbers:
        """Return the number of each document; 0 where there is none."""
        numbers: Numbers = self.array(
            "numbers", field, lambda: self._joined("numbers", field, lambda segment: segment.numbers(field))
        )
        return numbers

    def lengths(self, field: str) -> npt.NDArray[np.uint8]:
        """Return how long a field is in each document, as Whoosh's bytes."""
        lengths: npt.NDArray[np.uint8] = self.array(
            "lengths", field, lambda: self._joined("lengths", field, lambda segment: segment.lengths(field))
        )
        return lengths

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents that have a term, deleted ones among them, and how often."""
        found = [
            (postings.documents + np.int32(offset), postings.counts)
            for segment, offset in self.parts
            if len((postings := segment.postings(field, term)).documents)
        ]
        if len(found) == 1:
            return Postings(*found[0])
        return Postings(*map(np.concatenate, zip(*found, strict=True))) if found else NO_POSTINGS

    @property
    def keys(self) -> Numbers:
        """Return the primary key of the row that each document stands for."""
        return self.numbers(KEY)

    def _joined(self, kind: str, field: str, of_segment: Callable[[SegmentArrays], npt.NDArray[Any]]) -> Any:
        """Return an array over all documents, of which the segments keep their stretches."""
        arrays = [of_segment(segment) for segment, _ in self.parts]
        joined = (
            np.concatenate(arrays) if arrays else np.zeros(0, np.uint8 if kind == "lengths" else np.int32)
        )
        for segment, offset in self.parts:
            segment.share(kind, field, joined[offset : offset + segment.size])
        return joined

    def array(self, kind: str, field: str, make: Callable[[], Any]) -> Any:
        """Return an array over all documents, made the first time; two threads may make it, the same."""
        if (kind, field) not in self._arrays:
            self._arrays[kind, field] = make()
        return self._arrays[kind, field]

    def average_length(self, field: str) -> float:
        """Return how many words a field has on average over all documents."""
        total = sum(segment.field_lengths.get(field, 0) for segment, _ in self.parts)
        return float(total / max(1, self.size)) or 1.0

    def frequency(self, field: str, term: str) -> int:
        """Return how many documents have a term, deleted ones among them."""
        return self.kept(
            ("frequency", field, term),
            lambda: sum(segment.frequency(field, term) for segment, _ in self.parts),
            lambda _: 0,
        )

    def live_frequency(self, field: str, term: str) -> int:
        """Return how many documents have a term that are not deleted; of a frequent one, about how many."""
        frequency = self.frequency(field, term)
        if not frequency or frequency > self.size - self.count + 1:
            return frequency
        return int(self.live[self.postings(field, term).documents].sum())

    def counts(self, field: str, found: Mask) -> Counts:
        """Return how many of the documents found have each value of a field."""
        return self._facet(field).count(found)

    def _facet(self, field: str) -> Facet:
        facet: Facet = self.array(
            "facet", field, lambda: Facet(field, self.dictionaries.get(field) or Dictionary(), self.parts)
        )
        return facet

    def of_keys(self, keys: Iterable[int]) -> Mask:
        """Return the documents that stand for these rows: one for each, where all is well."""
        return np.isin(self.keys, list(keys)) & self.live

    def frequent_words(self, field: str) -> Vocabulary:
        """Return the most frequent words of a field; those of new small segments are not among them yet."""
        largest = max((segment.size for segment, _ in self.parts), default=0)
        segments = [segment for segment, _ in self.parts if segment.size >= largest * SMALL_SHARE]
        # A segment never changes, so that they outlive every commit that leaves the large ones alone.
        return WORDS.get(
            (tuple(segment.name for segment in segments), field),
            lambda: _gathered(segments, field),
            lambda words: BYTES_OF_WORD * len(words),
        )

    def probe(self) -> None:
        """Read a little of everything; what is damaged makes its reader stumble."""
        self.prepare()
        for segment, _ in self.parts:
            segment.probe()

    def prepare(self) -> None:
        """Read what every search needs."""
        _ = self.keys
        for field in self.dictionaries:
            self._facet(field)
        for field in ("earliest", "latest", "minute", "article", "start"):
            self.numbers(field)

    def read_ahead(self, scope: Scope) -> None:
        """Read that, and what most searches of its scope need."""
        self.prepare()
        for field in FACETS[scope].values():
            self._facet(field).prepare()
        self.frequent_words(TEXT).prepare()
        for field in self._scored_fields():
            self.lengths(field)
            for segment, _ in self.parts:
                # Slips are looked for in all words.
                segment.vocabulary(field.removesuffix(STEMS)).prepare()
        for segment, _ in self.parts:
            segment.prepare_postings(TEXT + STEMS, FREQUENT_BYTES * segment.size // self.size)
            segment.prepare_packed(TEXT, PLACES_BYTES[scope] * segment.size // self.size)

    def _scored_fields(self) -> set[str]:
        """Return the fields whose lengths weigh: of prose the stems."""
        fields = {field for segment, _ in self.parts for field in segment.field_lengths}
        return {field for field in fields if field + STEMS not in fields}


def _gathered(segments: Sequence[SegmentArrays], field: str) -> Vocabulary:
    tables = [segment.terms(field) for segment in segments]
    frequent = [
        Vocabulary(table.run, table.bounds, table.frequencies).frequent(MOST_WORDS) for table in tables
    ]
    return frequent[0] if len(frequent) == 1 else Vocabulary.joined(frequent).frequent(MOST_WORDS)
