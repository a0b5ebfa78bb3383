"""Merges segments, so that many small changes leave few of them.

Segments are taken by size, as Lucene's tiered policy does: where there are more than a few of about one size, they
become one of the next. So each document is written anew only as often as there are sizes, and a commit, which
never merges, leaves one small segment. What is deleted goes when its segment is merged, or when it is the
larger part of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3Segment

from articles.search.backends.generations.contents import index_of, read_contents, write_contents
from articles.search.backends.integers import Integers
from articles.search.backends.schema import STEMS
from articles.search.backends.segments.building import SegmentFile, finished, new_segment, number_columns
from articles.search.backends.segments.inversion import Terms, parts_of
from articles.search.backends.segments.members import FieldTerms, SegmentMembers
from articles.search.backends.segments.posting_blocks import TermPostings
from articles.search.backends.segments.postings import (
    MANY,
    PackedPostings,
    gathered,
    read_few,
    read_packed_postings,
    read_singles,
)
from articles.search.indexes import Names, Number, Prose, Slugs
from articles.search.requests import Scope

# Segments of one size become one when there are so many.
WIDTH = 8
# Documents of the smallest size; each further size has WIDTH times as many.
SMALLEST = 30
# Larger segments are left alone, but for their deletions. Eight of these take some ten seconds, while the writer's
# lock is held; a rebuild leaves larger ones.
LARGEST = 4_000
# From this share of deleted documents on a segment is written anew, whatever its size.
MOST_DELETED = 0.4


def merge_if_needed(generation: Path) -> None:
    """Merge the segments of each index where there are many of a size; the writer's lock must be held."""
    for scope in Scope:
        while chosen := segments_to_merge(read_contents(generation, scope).segments):
            merge(generation, scope, chosen)


def purge(generation: Path) -> None:
    """Write the segments of each index that have deleted documents anew; the writer's lock must be held."""
    for scope in Scope:
        for segment in read_contents(generation, scope).segments:
            if segment.deleted_count():
                merge(generation, scope, [segment])
        # The list of segments before the newest is kept for readers, with its segments: once more, and it is this one.
        contents = read_contents(generation, scope)
        write_contents(generation, scope, contents.segments, after=contents)


def segments_to_merge(segments: Sequence[W3Segment]) -> list[W3Segment]:
    """Return segments that had better be one, in the order they have; none where all is well."""
    sizes: dict[int, list[W3Segment]] = {}
    for segment in segments:
        live = segment.doc_count()
        if segment.deleted_count() > max(MOST_DELETED * segment.doc_count_all(), SMALLEST):
            return [segment]
        if live <= LARGEST:
            sizes.setdefault(size_of(live), []).append(segment)
    for size in sorted(sizes):
        if len(sizes[size]) >= WIDTH:
            return sizes[size]
    return []


def size_of(documents: int) -> int:
    """Return which size a segment has: 0 up to SMALLEST documents, then one more for each WIDTH times as many."""
    size = 0
    while documents > SMALLEST * WIDTH**size:
        size += 1
    return size


def merge(generation: Path, scope: Scope, chosen: Sequence[W3Segment]) -> None:
    """Put one segment in the place of some, without their deleted documents; the writer's lock must be held."""
    contents = read_contents(generation, scope)
    names = {segment.segment_id() for segment in chosen}
    parts = [segment for segment in contents.segments if segment.segment_id() in names]
    merged = merged_segment(generation, scope, parts)
    segments: list[W3Segment] = []
    for segment in contents.segments:
        if segment.segment_id() not in names:
            segments.append(segment)
        elif merged is not None:
            # Where the first was, so that documents keep about the order they had.
            segments.append(merged)
            merged = None
    write_contents(generation, scope, segments, after=contents)


def merged_segment(generation: Path, scope: Scope, segments: Sequence[W3Segment]) -> W3Segment | None:
    """Write a segment with what some others have and is not deleted, or return None where that is nothing."""
    documents = sum(segment.doc_count() for segment in segments)
    if not documents:
        return None
    fields = index_of(scope).fields
    parts: list[_Part] = []
    for segment in segments:
        parts.append(_Part(generation, segment, sum(part.documents for part in parts)))
    merged = new_segment(scope.value)
    totals: dict[str, int] = {}
    with SegmentFile(generation, merged) as file:
        for name, field in fields.items():
            if isinstance(field, Number):
                continue
            lengths = {other: _lengths(parts, other) for other in (name, name + STEMS)}
            for other, rounded in lengths.items():
                places = other == name and isinstance(field, Prose | Names)
                merger = _FieldMerger(parts, other, rounded, places=places)
                file.write_terms(merger.terms(file.prefix(other)))
                if merger.words and not isinstance(field, Slugs):
                    totals[other] = merger.words
        file.end_fields()
        for name, kind in number_columns(fields).items():
            numbers = np.concatenate([part.numbers(name) for part in parts])
            file.write_column(name, numbers.astype(kind).tobytes())
        for name in fields:
            names = [other for other in (name, name + STEMS) if other in totals]
            if names:
                file.write_lengths(names, _lengths(parts, names[0]))
        file.write_nothing_stored(documents)
    return finished(merged, documents, totals)


class _Part:
    """A segment that is merged: what is left of it, numbered from `offset`."""

    def __init__(self, generation: Path, segment: W3Segment, offset: int) -> None:
        self.members = SegmentMembers(generation, segment)
        self.is_live = np.ones(segment.doc_count_all(), np.bool_)
        self.is_live[list(segment.deleted_docs())] = False
        self.documents = int(self.is_live.sum())
        # The new number of each document, or -1.
        self.renumbered = np.where(self.is_live, np.cumsum(self.is_live) - 1 + offset, -1)

    def numbers(self, name: str) -> npt.NDArray[np.int32] | npt.NDArray[np.int64]:
        """Return a column of numbers."""
        return self.members.numbers(name)[self.is_live]

    def lengths(self, name: str) -> npt.NDArray[np.uint8]:
        lengths = self.members.lengths(name)
        return np.zeros(self.documents, np.uint8) if lengths is None else lengths[self.is_live]


def _lengths(parts: Iterable[_Part], name: str) -> npt.NDArray[np.uint8]:
    return np.concatenate([part.lengths(name) for part in parts])


class _Stretch(NamedTuple):
    """Postings of terms in a row: the number of each one's term, its document, its count, its value."""

    terms: Integers
    documents: Integers
    counts: npt.NDArray[np.float32]
    sizes: Integers
    run: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, terms: Integers, found: PackedPostings) -> Self:
        documents = found.documents.astype(np.int64)
        return cls(terms, documents, found.counts, found.sizes, np.frombuffer(found.run, np.uint8))


class _FieldMerger:
    """Merges the terms of one field; `words` is how many words there are, once all terms are through."""

    def __init__(
        self, parts: Sequence[_Part], name: str, lengths: npt.NDArray[np.uint8], *, places: bool
    ) -> None:
        self._parts = parts
        self._lengths = lengths
        self._have_places = places
        self._terms = [part.members.terms(name) for part in parts]
        self._texts = sorted(set().union(*(terms.texts for terms in self._terms)))
        numbers = {text: number for number, text in enumerate(self._texts)}
        self._numbers = [
            np.fromiter(map(numbers.__getitem__, terms.texts), np.int64, len(terms.texts))
            for terms in self._terms
        ]
        self.words = 0

    def terms(self, prefix: bytes) -> Iterator[Terms]:
        """Yield the terms that are left, each after a prefix, with their postings, some thousand at a time."""
        sizes = np.zeros(len(self._texts), np.int64)
        for terms, numbers in zip(self._terms, self._numbers, strict=True):
            # What the values take tells how much memory they need better than their number.
            sizes[numbers] += terms.entries["weight"].astype(np.int64)
        for low, high in parts_of(sizes):
            yield self._merged(prefix, low, high)

    def _merged(self, prefix: bytes, low: int, high: int) -> Terms:
        found = [
            self._stretch(part, terms, numbers, low, high)
            for part, terms, numbers in zip(self._parts, self._terms, self._numbers, strict=True)
            if len(numbers)
        ]
        every = _Stretch(*(np.concatenate(column) for column in zip(*found, strict=True)))
        is_live = every.documents >= 0
        order = np.flatnonzero(is_live)
        # Documents ascend from part to part, so that they do within each term.
        order = order[np.argsort(every.terms[order], kind="stable")]
        terms, documents = every.terms[order], every.documents[order].astype(np.int32)
        counts, sizes = every.counts[order], every.sizes[order]
        present, firsts = np.unique(terms, return_index=True)
        run = None
        if self._have_places:
            starts = np.cumsum(every.sizes) - every.sizes
            run = gathered(every.run, starts[order], sizes).tobytes()
        self.words += int(counts.sum(dtype=np.float64))
        postings = TermPostings(
            ends=np.append(firsts[1:], len(terms))[: len(present)].astype(np.int64),
            documents=documents,
            counts=counts,
            lengths=self._lengths[documents],
            run=run,
            sizes=sizes if self._have_places else None,
        )
        return Terms([prefix + self._texts[number] for number in present.tolist()], postings)

    def _stretch(self, part: _Part, terms: FieldTerms, numbers: Integers, low: int, high: int) -> _Stretch:
        """Return the postings that a part has of the terms from `low` to `high`, deleted ones with document -1."""
        first, last = np.searchsorted(numbers, [low, high]).tolist()
        entries, numbers = terms.entries[first:last], numbers[first:last]
        postings = part.members.postings()
        is_single = entries["documents"] == 1
        singles = entries[is_single]
        values = read_singles(postings, singles, have_values=self._have_places)
        if values is None:
            is_single[:] = False
            singles = entries[is_single]
            values = np.empty(0, np.uint8), np.empty(0, np.int64)
        stretches = [
            _Stretch(
                numbers[is_single], singles["first"].astype(np.int64), singles["most"], values[1], values[0]
            )
        ]
        is_small = ~is_single & (entries["documents"] < MANY)
        small = entries[is_small]
        if len(small):
            start, end = int(small["offset"][0]), int(small["offset"][-1] + small["size"][-1])
            frequencies = small["documents"].astype(np.int64)
            offsets = (small["offset"] - start).tolist()
            found = read_few(postings[start:end].tobytes(), offsets, frequencies)
            stretches.append(_Stretch.of(np.repeat(numbers[is_small], frequencies), found))
        is_large = ~is_single & ~is_small
        large = entries[is_large]
        for number, offset, size in zip(
            numbers[is_large].tolist(), large["offset"].tolist(), large["size"].tolist(), strict=True
        ):
            found = read_packed_postings(postings[offset : offset + size].tobytes(), 0)
            stretches.append(_Stretch.of(np.full(len(found.documents), number), found))
        stretch = _Stretch(*(np.concatenate(column) for column in zip(*stretches, strict=True)))
        return stretch._replace(documents=part.renumbered[stretch.documents])
