"""The documents that have any of many words: those that begin so, or are spelt nearly so."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from articles.search.backends.answering.budgets import (
    BYTES_OF_DOCUMENTS,
    LOOKUP,
    RANGE,
    TERM,
    WORDS,
    Budget,
    Drawn,
)
from articles.search.backends.integers import Integers
from articles.search.backends.reading.segment_arrays import KNOWN, Mask, SegmentArrays
from articles.search.backends.reading.snapshots import Snapshot
from articles.search.backends.segments.terms import TermTable
from articles.search.syntax import Fuzzy, Prefix

# Terms that a larger share of a segment has are read before others: they leave fewer documents to look for.
SHARES = (1 / 20, 1 / 100, 1 / 500, 0)


@dataclass(slots=True)
class _Part:
    """The terms of one field in one segment that a leaf stands for; `rest` are those to read, most frequent first."""

    segment: SegmentArrays
    found: Mask
    table: TermTable
    rest: Integers

    @classmethod
    def of(cls, segment: SegmentArrays, found: Mask, table: TermTable) -> Self:
        """Find what the terms file itself says, of terms of so few documents; `found` is of the segment's documents."""
        known = np.flatnonzero(table.frequencies <= KNOWN)
        found[segment.documents(table, known)] = True
        rest = np.flatnonzero(table.frequencies > KNOWN)
        return cls(segment, found, table, rest[np.argsort(-table.frequencies[rest], kind="stable")])

    def find(self, share: float, budget: Budget) -> None:
        """Add the documents of the terms that more than a share of the documents have, as far as the budget goes."""
        count = int(np.searchsorted(-self.table.frequencies[self.rest], -share * self.segment.size))
        numbers, self.rest = self.rest[:count], self.rest[count:]
        numbers = numbers[self._may_add(numbers)]
        work = np.cumsum(TERM + self.table.sizes[numbers] // BYTES_OF_DOCUMENTS)
        if not len(work):
            return
        if not budget.take(int(work[-1])):
            # A word that is left out is one for good, however little the next ones take.
            affordable = int(np.searchsorted(work, budget.left, "right"))
            numbers = numbers[:affordable]
            budget.take(int(work[affordable - 1]) if affordable else 0)
        self.found[self.segment.documents(self.table, numbers)] = True

    def _may_add(self, numbers: Integers) -> Mask:
        """Return which terms may have documents not found yet, by the first and the last document of each."""
        missing = np.flatnonzero(~self.found)
        first, last = self.table.first[numbers], self.table.last[numbers]
        may_add: Mask = np.searchsorted(missing, first) < np.searchsorted(missing, last, "right")
        return may_add


def expand(snapshot: Snapshot, leaf: Prefix | Fuzzy, fields: tuple[str, ...], allowance: int) -> Drawn:
    """Return the documents that have a word in any of the fields that a leaf stands for."""
    if not leaf.text:
        # Any word at all: whatever has a length.
        mask = np.zeros(snapshot.size, np.bool_)
        for field in fields:
            mask |= snapshot.mask(lambda segment: np.flatnonzero(segment.lengths(field)))  # noqa: B023  called at once
        return Drawn(mask, 0, is_cut=False)
    budget = Budget(allowance)
    mask = ~snapshot.live
    parts = list(_parts(snapshot, leaf, fields, mask, budget))
    for share in SHARES:
        for part in parts:
            if len(part.rest):
                part.find(share, budget)
    return Drawn(mask, allowance - budget.left, is_cut=budget.is_spent and not mask.all())


def _parts(
    snapshot: Snapshot, leaf: Prefix | Fuzzy, fields: tuple[str, ...], mask: Mask, budget: Budget
) -> Iterator[_Part]:
    for segment, offset in snapshot.parts:
        for field in fields:
            if budget.take(RANGE):
                table = _terms(segment, field, leaf, budget)
                yield _Part.of(segment, mask[offset : offset + segment.size], table)


def _terms(segment: SegmentArrays, field: str, leaf: Prefix | Fuzzy, budget: Budget) -> TermTable:
    """Return the terms of a field that a leaf stands for."""
    match leaf:
        case Prefix(text):
            table = segment.terms(field, text)
            budget.take(min(budget.left, len(table.frequencies) // WORDS))
            return table
        case Fuzzy(text, distance):
            vocabulary = segment.vocabulary(field)
            near = vocabulary.within(text, distance)
            affordable = max(0, budget.left - len(vocabulary) // WORDS) // LOOKUP
            budget.take(min(budget.left, len(vocabulary) // WORDS + len(near) * LOOKUP))
            budget.is_spent |= len(near) > affordable
            return segment.terms_of(field, vocabulary.words(near[:affordable]))
