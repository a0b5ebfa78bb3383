"""The documents that have any of many words: those that begin so, or are spelt nearly so."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from articles.search.backends.reading import KNOWN, Integers, Mask, SegmentArrays
from articles.search.backends.snapshots import Snapshot
from articles.search.backends.terms import TermTable
from articles.search.syntax import Fuzzy, Prefix

# So many terms are read, those of the words of most documents before others: some 10 microseconds each.
MOST_TERMS = 5_000
# Whether every document is found already is asked after words that this share of them has.
WORTH_ASKING = 1 / 50


class Expansion(NamedTuple):
    """The documents found, and whether words were left out that others might have been found by."""

    mask: Mask
    is_cut: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """The terms of one field in one segment that a leaf stands for."""

    segment: SegmentArrays
    offset: int
    table: TermTable

    def find(self, mask: Mask, numbers: Integers) -> None:
        """Add the documents of some of the terms to a mask over all segments."""
        documents = self.segment.documents(self.table, numbers)
        mask[self.offset : self.offset + self.segment.size][documents] = True


def written(leaf: Prefix | Fuzzy) -> str:
    """Return a leaf as its words are typed."""
    match leaf:
        case Prefix(text):
            return f"{text}*"
        case Fuzzy(text, 1):
            return f"{text}~1"
        case Fuzzy(text):
            return f"{text}~"


def expand(snapshot: Snapshot, leaf: Prefix | Fuzzy, fields: tuple[str, ...]) -> Expansion:
    """Return the documents that have a word in any of the fields that a leaf stands for."""
    return snapshot.kept(
        (leaf, fields), lambda: _expand(snapshot, leaf, fields), lambda made: made.mask.nbytes
    )


def _expand(snapshot: Snapshot, leaf: Prefix | Fuzzy, fields: tuple[str, ...]) -> Expansion:
    if not leaf.text:
        # Any word at all: whatever has a length.
        mask = np.zeros(snapshot.size, np.bool_)
        for field in fields:
            mask |= snapshot.mask(lambda segment: np.flatnonzero(segment.lengths(field)))  # noqa: B023  called at once
        return Expansion(mask, is_cut=False)
    parts = [
        _Part(segment, offset, _terms(segment, field, leaf))
        for segment, offset in snapshot.parts
        for field in fields
    ]
    parts = [part for part in parts if len(part.table.frequencies)]
    kept, is_cut = _most_frequent(parts)
    mask = ~snapshot.live
    is_everywhere = _find(mask, parts, kept)
    return Expansion(mask, is_cut=is_cut and not is_everywhere)


def _terms(segment: SegmentArrays, field: str, leaf: Prefix | Fuzzy) -> TermTable:
    """Return the terms of a field that a leaf stands for."""
    match leaf:
        case Prefix(text):
            return segment.terms(field, text)
        case Fuzzy(text, distance):
            vocabulary = segment.vocabulary(field)
            return segment.terms_of(field, vocabulary.words(vocabulary.within(text, distance)))


def _most_frequent(parts: list[_Part]) -> tuple[list[Integers], bool]:
    """Return which terms of each part are looked for, and whether others are left out.

    A word of several fields and segments is one word, but as many terms to read; only what has to be read counts.
    """
    dear = [np.flatnonzero(part.table.frequencies > KNOWN) for part in parts]
    everything = [np.arange(len(part.table.frequencies)) for part in parts]
    if sum(map(len, dear)) <= MOST_TERMS:
        return everything, False
    frequencies: Counter[bytes] = Counter()
    terms: Counter[bytes] = Counter()
    for part, numbers in zip(parts, dear, strict=True):
        for number, frequency in zip(numbers.tolist(), part.table.frequencies[numbers].tolist(), strict=True):
            term = part.table.term(number)
            frequencies[term] += frequency
            terms[term] += 1
    ordered = sorted(frequencies, key=lambda term: (-frequencies[term], term))
    # The first is looked for however many terms it has.
    most = max(1, bisect_right(list(accumulate(terms[term] for term in ordered)), MOST_TERMS))
    left_out = set(ordered[most:])
    kept = [
        np.setdiff1d(
            all_here, [number for number in dear_here.tolist() if part.table.term(number) in left_out]
        )
        for part, all_here, dear_here in zip(parts, everything, dear, strict=True)
    ]
    return kept, bool(left_out)


def _find(mask: Mask, parts: list[_Part], kept: list[Integers]) -> bool:
    """Add the documents of terms to a mask; return whether that is every document, and no more terms were read."""
    worth_asking = len(mask) * WORTH_ASKING
    frequent = [
        (-int(part.table.frequencies[number]), at, number)
        for at, (part, numbers) in enumerate(zip(parts, kept, strict=True))
        for number in numbers[part.table.frequencies[numbers] > worth_asking].tolist()
    ]
    for _, at, number in sorted(frequent):
        parts[at].find(mask, np.asarray([number]))
        if mask.all():
            return True
    for part, numbers in zip(parts, kept, strict=True):
        part.find(mask, numbers[part.table.frequencies[numbers] <= worth_asking])
    return bool(mask.all())
