"""One state of an index, open for reading: postings, lengths, values, each decoded once and kept.

Whoosh's files are read with Whoosh's own codec. Sets and dictionaries of document numbers take the
place of its matchers, which walk every posting of every query anew.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

from haystack.constants import DJANGO_ID, ID
from whoosh.index import FileIndex

KEPT_POSTINGS = 2_000


class Snapshot:
    """The documents of one index as they were when it was opened.

    Document numbers are Whoosh's own, global over its segments; deleted documents do not occur.
    Not safe for threads: each keeps its own.
    """

    def __init__(self, index: FileIndex) -> None:
        self._index = index
        self._reader = index.reader()
        self.generation: int = self._reader.generation()
        self.schema = self._reader.schema
        self._segments: list[tuple[Any, int]] = list(self._reader.leaf_readers())
        # Whoosh gives a reader without segments no leaves worth reading.
        if not self._reader.doc_count_all():
            self._segments = []
        self.weights = lru_cache(maxsize=KEPT_POSTINGS)(self._weights)
        self.places = lru_cache(maxsize=KEPT_POSTINGS)(self._places)
        self.values = lru_cache(maxsize=None)(self._values)
        self.numbers = lru_cache(maxsize=None)(self._numbers)
        self.average_length = lru_cache(maxsize=None)(self._average_length)

    def is_current(self) -> bool:
        return bool(self._index.latest_generation() == self.generation)

    def close(self) -> None:
        """Let go of the files at once: the caches refer to this object, and would keep it until collected."""
        self._reader.close()
        vars(self).clear()

    @cached_property
    def documents(self) -> frozenset[int]:
        """Every document."""
        return frozenset(
            offset + number for reader, offset in self._segments for number in reader.all_doc_ids()
        )

    def _matchers(self, field: str, term: str) -> Iterator[tuple[Any, int]]:
        if field not in self.schema:
            return
        for reader, offset in self._segments:
            if (field, term) in reader:
                yield reader.postings(field, term), offset

    def _weights(self, field: str, term: str) -> Mapping[int, float]:
        """Return how often a term occurs in each document that has it."""
        weights: dict[int, float] = {}
        if field in (ID, DJANGO_ID):
            key = term.rpartition(".")[2]
            return dict.fromkeys(self.documents_of(int(key)), 1.0) if key.isdecimal() else {}
        for matcher, offset in self._matchers(field, term):
            while matcher.is_active():
                weights[offset + matcher.id()] = matcher.weight()
                matcher.next()
        return weights

    def _places(self, field: str, term: str) -> Mapping[int, tuple[int, ...]]:
        """Return where a term stands in each document that has it, counted in words."""
        places: dict[int, tuple[int, ...]] = {}
        for matcher, offset in self._matchers(field, term):
            while matcher.is_active():
                places[offset + matcher.id()] = tuple(matcher.value_as("positions"))
                matcher.next()
        return places

    def terms(self, field: str, prefix: str = "") -> tuple[str, ...]:
        """Return the terms of a field that begin so."""
        if field not in self.schema:
            return ()
        found = {
            term.decode("utf-8")
            for reader, _ in self._segments
            if field in reader.indexed_field_names()
            for term in reader.expand_prefix(field, prefix)
        }
        return tuple(sorted(found))

    def _values(self, field: str) -> Mapping[int, tuple[str, ...]]:
        """Return the fixed values of each document that has any."""
        values: dict[int, tuple[str, ...]] = {}
        for term in self.terms(field):
            for document in self._weights(field, term):
                values[document] = (*values.get(document, ()), term)
        return values

    def _numbers(self, field: str) -> Mapping[int, int]:
        """Return the number of each document."""
        numbers: dict[int, int] = {}
        if field not in self.schema:
            return numbers
        for reader, offset in self._segments:
            column = reader.column_reader(field, translate=False)
            numbers.update({offset + number: column[number] for number in reader.all_doc_ids()})
        return numbers

    def length(self, field: str, document: int) -> int:
        """Return the number of words of a field, as exactly as Whoosh keeps it (a few per cent)."""
        return int(self._reader.doc_field_length(document, field, 1))

    def _average_length(self, field: str) -> float:
        return (self._reader.field_length(field) / max(1, self._reader.doc_count_all())) or 1.0

    def stored(self, document: int) -> dict[str, Any]:
        """Return the stored fields of a document."""
        return dict(self._reader.stored_fields(document))

    def key(self, document: int) -> int:
        """Return the primary key of the row that a document stands for."""
        return int(self.stored(document)[DJANGO_ID])

    def documents_of(self, key: int) -> Iterator[int]:
        """Yield the documents that stand for a row: one, where all is well."""
        yield from (document for document, other in self.numbers("key").items() if other == key)

    def counts(self, field: str, documents: frozenset[int]) -> Counter[str]:
        """Return how many of the documents have each value."""
        values = self.values(field)
        counts: Counter[str] = Counter()
        for document in documents & values.keys():
            counts.update(values[document])
        return counts
