"""The documents that have any of many words: those that begin so, or are spelt nearly so."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from articles.search.backends.reading import Integers, Mask, SegmentArrays
from articles.search.backends.snapshots import Snapshot
from articles.search.backends.terms import TermTable
from articles.search.syntax import Fuzzy, Prefix

# So many different words are looked for, those of most documents before others.
MOST_TERMS = 10_000
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
    field: str
    table: TermTable


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
        _Part(segment, offset, field, _terms(segment, field, leaf))
        for segment, offset in snapshot.parts
        for field in fields
    ]
    parts = [part for part in parts if len(part.table.frequencies)]
    kept = [np.arange(len(part.table.frequencies)) for part in parts]
    is_cut = False
    if sum(map(len, kept)) > MOST_TERMS:
        frequencies = _frequencies(parts)
        is_cut = len(frequencies) > MOST_TERMS
        if is_cut:
            kept = _most_frequent(parts, frequencies)
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


def _frequencies(parts: list[_Part]) -> Counter[bytes]:
    """Return how often each word occurs, counting its documents in every field and segment."""
    frequencies: Counter[bytes] = Counter()
    for part in parts:
        for term, frequency in zip(part.table.terms(), part.table.frequencies.tolist(), strict=True):
            frequencies[term] += frequency
    return frequencies


def _most_frequent(parts: list[_Part], frequencies: Counter[bytes]) -> list[Integers]:
    """Return which terms of each part are among the most frequent."""
    ordered = sorted(frequencies.items(), key=lambda item: (-item[1], item[0]))
    chosen = {word for word, _ in ordered[:MOST_TERMS]}
    return [np.flatnonzero([term in chosen for term in part.table.terms()]) for part in parts]


def _find(mask: Mask, parts: list[_Part], kept: list[Integers]) -> bool:
    """Add the documents of terms to a mask; return whether that is every document, and no more terms were read."""
    owners = np.concatenate([np.zeros(0, np.int64), *(np.full(len(some), n) for n, some in enumerate(kept))])
    numbers = np.concatenate([np.zeros(0, np.int64), *kept])
    frequencies = np.concatenate(
        [
            np.zeros(0, np.int64),
            *(part.table.frequencies[some] for part, some in zip(parts, kept, strict=True)),
        ]
    )
    order = np.argsort(-frequencies, kind="stable")
    worth_asking = len(mask) * WORTH_ASKING
    for at in order.tolist():
        part = parts[owners[at]]
        documents = part.segment.documents(part.table, int(numbers[at]))
        mask[part.offset : part.offset + part.segment.size][documents] = True
        if frequencies[at] > worth_asking and mask.all():
            return True
    return False
