"""Which words of two texts are the same, in order: what a score counts and what a page leaves unmarked."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

# Up to here (words of one times words of the other) every common word is looked for. Beyond it only runs that
# stand once in each lead on, so that the time grows with the length of the texts and not with its square.
FINE = 10_000
ANCHOR_WORDS = 4
# From so many words on a passage that differs is one, and not a word corrected.
CHANGED = 2


@dataclass(frozen=True, slots=True)
class Block:
    """`length` words in a row that are the same, from these places on (in words)."""

    one: int
    other: int
    length: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """How many words of two texts are the same, in order, and their share of each (0 to 1) and of both together."""

    words: int
    one_share: float
    other_share: float
    score: float

    @property
    def larger_share(self) -> float:
        return max(self.one_share, self.other_share)


def likeness(one: Sequence[str], other: Sequence[str]) -> Likeness:
    """Return how alike two texts are, given as folded words."""
    if not one or not other:
        return Likeness(0, 0.0, 0.0, 0.0)
    same = sum(block.length for block in align(one, other))
    return Likeness(same, same / len(one), same / len(other), 2 * same / (len(one) + len(other)))


def align(one: Sequence[str], other: Sequence[str]) -> list[Block]:
    """Return the words two texts share, in order, never crossing or touching on the same side and diagonal.

    Passages are matched from their rarest runs outwards (as in patience diff). What moved to another place
    is shared only where it does not cross the rest. Single words between two changed passages count as
    changed: an "of" in both tells a reader nothing.
    """
    blocks = _without_chance(_joined(_aligned(one, other)), len(one), len(other))
    return _joined(_grown(blocks, one, other))


def _aligned(one: Sequence[str], other: Sequence[str]) -> Iterator[Block]:
    gaps = [_Gap(0, len(one), 0, len(other))]
    while gaps:
        edges, gap = _trimmed(one, other, gaps.pop())
        yield from edges
        if gap.size <= FINE:
            yield from _matched(one, other, gap)
        else:
            blocks = _anchored(one, other, gap)
            yield from blocks
            gaps += _between(gap, blocks)


class _Gap(NamedTuple):
    """A passage of one and the one in its place in the other, not yet aligned."""

    start: int
    end: int
    other_start: int
    other_end: int

    @property
    def size(self) -> int:
        return (self.end - self.start) * (self.other_end - self.other_start)


def _trimmed(one: Sequence[str], other: Sequence[str], gap: _Gap) -> tuple[list[Block], _Gap]:
    """Return what is the same at the beginning and the end of a gap, and what is left between."""
    start, end, other_start, other_end = gap
    edges = []
    if length := _common(one, other, gap):
        edges.append(Block(start, other_start, length))
        start, other_start = start + length, other_start + length
    length = 0
    while end > start and other_end > other_start and one[end - 1] == other[other_end - 1]:
        end, other_end, length = end - 1, other_end - 1, length + 1
    if length:
        edges.append(Block(end, other_end, length))
    return edges, _Gap(start, end, other_start, other_end)


def _common(one: Sequence[str], other: Sequence[str], gap: _Gap) -> int:
    """Return how many words at the beginning of a gap are the same."""
    most = min(gap.end - gap.start, gap.other_end - gap.other_start)
    return next((i for i in range(most) if one[gap.start + i] != other[gap.other_start + i]), most)


def _matched(one: Sequence[str], other: Sequence[str], gap: _Gap) -> Iterator[Block]:
    """Yield all words that a small gap's passages share in order."""
    words, other_words = one[gap.start : gap.end], other[gap.other_start : gap.other_end]
    for found in SequenceMatcher(None, words, other_words, autojunk=False).get_matching_blocks()[:-1]:
        yield Block(gap.start + found.a, gap.other_start + found.b, found.size)


def _anchored(one: Sequence[str], other: Sequence[str], gap: _Gap) -> list[Block]:
    """Return what a gap's passages share around runs that stand once in each, in the order of both."""
    places, other_places = (
        _once(one, gap.start, gap.end),
        _once(other, gap.other_start, gap.other_end),
    )
    pairs = [(place, other_places[run]) for run, place in places.items() if run in other_places]
    blocks: list[Block] = []
    start, other_start = gap.start, gap.other_start
    for place, other_place in _longest_series(pairs):
        if place >= start and other_place >= other_start:
            length = _common(one, other, _Gap(place, gap.end, other_place, gap.other_end))
            blocks.append(Block(place, other_place, length))
            start, other_start = place + length, other_place + length
    return blocks


def _between(gap: _Gap, blocks: list[Block]) -> list[_Gap]:
    """Return the gaps that blocks leave in one; none where there are no blocks to go by."""
    if not blocks:
        return []
    ends = [(block.one + block.length, block.other + block.length) for block in blocks]
    starts = [(block.one, block.other) for block in blocks]
    return [
        _Gap(end, start, other_end, other_start)
        for (end, other_end), (start, other_start) in zip(
            [(gap.start, gap.other_start), *ends], [*starts, (gap.end, gap.other_end)], strict=True
        )
    ]


def _once(words: Sequence[str], start: int, end: int) -> dict[tuple[str, ...], int]:
    """Return the place of each run that stands once in a passage."""
    runs = [tuple(words[i : i + ANCHOR_WORDS]) for i in range(start, end - ANCHOR_WORDS + 1)]
    counts = Counter(runs)
    return {run: start + i for i, run in enumerate(runs) if counts[run] == 1}


def _longest_series(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the pairs, ordered by their first, in which the second ascends too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        length = bisect_left(tails, other)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(other)
            ends.append(number)
        else:
            tails[length], ends[length] = other, number
    series = []
    number = ends[-1] if ends else -1
    while number >= 0:
        series.append(pairs[number])
        number = before[number]
    return series[::-1]


def _joined(blocks: Iterator[Block]) -> list[Block]:
    """Return blocks in order, those that follow on each other made one."""
    joined: list[Block] = []
    for block in sorted(blocks, key=lambda block: block.one):
        last = joined[-1] if joined else None
        if last and last.one + last.length == block.one and last.other + last.length == block.other:
            joined[-1] = Block(last.one, last.other, last.length + block.length)
        else:
            joined.append(block)
    return joined


def _without_chance(blocks: list[Block], length: int, other_length: int) -> list[Block]:
    """Return the blocks but for single words with a changed passage, or the text's end, on both sides."""
    edged = [Block(-CHANGED, -CHANGED, 0), *blocks, Block(length + CHANGED, other_length + CHANGED, 0)]
    changed = [
        max(after.one - before.one - before.length, after.other - before.other - before.length)
        for before, after in pairwise(edged)
    ]
    return [
        block
        for block, before, after in zip(blocks, changed, changed[1:], strict=False)
        if block.length > 1 or before < CHANGED or after < CHANGED or length == other_length == 1
    ]


def _grown(blocks: list[Block], one: Sequence[str], other: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks, each taken back over the same words before it that are free now."""
    place = other_place = 0
    for block in blocks:
        back = 0
        while (
            block.one - back > place
            and block.other - back > other_place
            and one[block.one - back - 1] == other[block.other - back - 1]
        ):
            back += 1
        yield Block(block.one - back, block.other - back, block.length + back)
        place, other_place = block.one + block.length, block.other + block.length
