"""Brings the index in line with the database; whoever calls it holds the writer's lock."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from haystack.utils import get_model_ct
from whoosh.codec.whoosh3 import W3Segment

from articles.search.backends.generations.contents import MODELS, index_of, read_contents, write_contents
from articles.search.backends.integers import Integers
from articles.search.backends.schema import KEY
from articles.search.backends.segments.building import SegmentBuilder
from articles.search.backends.segments.inversion import Vocabulary
from articles.search.backends.segments.members import SegmentMembers
from articles.search.documents import Document, documents_of
from articles.search.requests import Scope

# Words held in memory before a segment is written; with what inverting them takes, some 30 bytes each.
MOST_WORDS = 12_000_000
# A column is compared with so many keys one by one before sorting both is faster.
FEW = 16

# Columns of segments that are remembered, or their extents alone.
MOST_REMEMBERED = 5_000
MOST_COLUMNS = 500
# Documents of a segment of which the columns are remembered: those that commits leave, and merges of these.
SMALL = 2_000

# Numbers looked for, by column.
Sought = dict[str, Collection[int]]

# The least and the greatest number of a column, by the name of its segment, which never changes: a rebuild leaves
# segments of articles in a row, of which a change concerns one.
_EXTENTS: dict[tuple[str, str], tuple[int, int]] = {}
_COLUMNS: dict[tuple[str, str], Any] = {}


class Writer:
    """Takes documents of both scopes and writes them as segments, as many as memory asks for."""

    def __init__(self, generation: Path, vocabulary: Vocabulary | None = None) -> None:
        self._generation = generation
        self._vocabulary = vocabulary or Vocabulary()
        self.segments: dict[Scope, list[W3Segment]] = {scope: [] for scope in Scope}
        self._builders = {scope: self._builder(scope) for scope in Scope}

    def add(self, documents: Iterable[Document]) -> int:
        """Add documents and return how many they were."""
        added = 0
        for document in documents:
            self._builders[document.scope].add(document.values, document.digest)
            added += 1
            if self._builders[document.scope].size > MOST_WORDS:
                self._write(document.scope)
        return added

    def finish(self) -> dict[Scope, list[W3Segment]]:
        """Write what is left, and return all segments; no table of contents names them yet."""
        for scope in Scope:
            if self._builders[scope].documents:
                self._write(scope)
        return self.segments

    def _builder(self, scope: Scope) -> SegmentBuilder:
        return SegmentBuilder(index_of(scope).fields, self._vocabulary)

    def _write(self, scope: Scope) -> None:
        self.segments[scope].append(self._builders[scope].write(self._generation, scope.value))
        self._builders[scope] = self._builder(scope)


def create_indexes(generation: Path) -> None:
    """Make the empty indexes of a generation."""
    for scope in Scope:
        write_contents(generation, scope, ())


def rewrite(
    generation: Path, *, articles: Collection[int], gone_quotes: Collection[int] = ()
) -> list[list[W3Segment]]:
    """Index these articles and all their quotes as the database has them now, and drop what it has not.

    Returns the segments that each index has then.
    """
    writer = Writer(generation)
    writer.add(documents_of(articles))
    segments = writer.finish()
    left = []
    for scope in Scope:
        gone: Sought = {"article": articles}
        if scope is Scope.QUOTES:
            gone |= {KEY: gone_quotes}
        left.append(_commit(generation, scope, gone=gone, added=segments[scope]))
    return left


def delete(generation: Path, identifier: str) -> None:
    """Drop one document by Haystack's identifier."""
    model, _, key = identifier.rpartition(".")
    for scope in Scope:
        if get_model_ct(MODELS[scope]) == model:
            _commit(generation, scope, gone={KEY: [int(key)]})


def empty(generation: Path, scopes: Iterable[Scope]) -> None:
    """Drop every document of these scopes."""
    for scope in scopes:
        write_contents(generation, scope, (), after=read_contents(generation, scope))


def _commit(
    generation: Path, scope: Scope, *, gone: Sought, added: Sequence[W3Segment] = ()
) -> list[W3Segment]:
    """Delete documents and add segments in one table of contents, or write none where nothing changes.

    Returns the segments that there are then.
    """
    contents = read_contents(generation, scope)
    kept = []
    is_changed = bool(added)
    for segment in contents.segments:
        before = segment.deleted_count()
        for document in _documents_with(generation, segment, gone):
            segment.delete_document(document)
        is_changed |= segment.deleted_count() > before
        if segment.deleted_count() < segment.doc_count_all():
            kept.append(segment)
    if is_changed:
        write_contents(generation, scope, [*kept, *added], after=contents)
    return [*kept, *added]


def _documents_with(generation: Path, segment: W3Segment, sought: Sought) -> list[int]:
    """Return the documents of a segment that have any of these numbers, each in its column."""
    name = segment.segment_id()
    if all(_are_outside(_EXTENTS.get((name, column)), numbers) for column, numbers in sought.items()):
        return []
    columns = {column: _COLUMNS.get((name, column)) for column in sought}
    if any(rows is None for rows in columns.values()):
        columns = _read_columns(generation, segment, sought)
    return sorted(
        {row for column, rows in columns.items() for row in _rows_with(rows, sought[column]).tolist()}
    )


def _read_columns(generation: Path, segment: W3Segment, names: Iterable[str]) -> dict[str, Any]:
    """Return columns of a segment, big-endian as on disk, and remember them or how far they reach."""
    if len(_EXTENTS) >= MOST_REMEMBERED:
        _EXTENTS.clear()
    if len(_COLUMNS) >= MOST_COLUMNS:
        _COLUMNS.clear()
    columns = {}
    with SegmentMembers(generation, segment) as members:
        for name in names:
            rows = members.numbers(name)
            _EXTENTS[segment.segment_id(), name] = int(rows.min()), int(rows.max())
            if segment.doc_count_all() <= SMALL:
                # Not where it lies: an array there would keep the file open.
                rows = _COLUMNS[segment.segment_id(), name] = rows.copy()
            columns[name] = rows
    return columns


def _are_outside(extent: tuple[int, int] | None, numbers: Collection[int]) -> bool:
    """Return whether none of the numbers lies between the least and the greatest of a column, where these are known."""
    return not numbers or (
        extent is not None and all(number < extent[0] or number > extent[1] for number in numbers)
    )


def _rows_with(column: Any, keys: Collection[int]) -> Integers:
    """Return where a column, big-endian as on disk, has any of these numbers."""
    if not keys:
        return np.empty(0, np.int64)
    # Numbers that are equal are so in any order of their bytes, and in the machine's own they compare faster.
    sought = np.fromiter(keys, ">i8", len(keys)).view(np.int64)
    rows = column.view(np.int64)
    if len(sought) > FEW:
        return np.flatnonzero(np.isin(rows, sought))
    return np.flatnonzero(np.logical_or.reduce([rows == key for key in sought]))
