"""Two versions of a text, cut into what both have and what only one has, for a reader to see.

Words are compared as everywhere: without case, and without the marks between them.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from articles.text.alignments import Block, align
from articles.text.sketches import WORD, folded
from articles.text.spans import Span

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


class Side(Enum):
    """Which of two versions has some text."""

    BOTH = "both"
    ONE = "one"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some text and which of two versions has it."""

    text: str
    side: Side = Side.BOTH


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of one version beside its like in the other; empty where a version has none."""

    one: tuple[Stretch, ...]
    other: tuple[Stretch, ...]

    @property
    def is_same(self) -> bool:
        """Whether both have the paragraph, to the letter."""
        return bool(self.one) and self.one == self.other


def mark_differences(one: str, other: str) -> tuple[Stretch, ...]:
    """Return the other text with its own words marked, and before them the words of one in their place."""
    words, other_words = _Words(one), _Words(other)
    stretches: list[Stretch] = []
    place = 0
    for gap, other_gap in _gaps(align(words.folded, other_words.folded), words, other_words):
        own = other_words.span(other_gap) if other_gap else None
        following = (
            other_words.spans[other_gap.stop].start if other_gap.stop < len(other_words) else len(other)
        )
        begin = own.start if own else following
        if begin > place:
            stretches.append(Stretch(other[place:begin]))
        if gap:
            if begin and not other[begin - 1].isspace():
                stretches.append(Stretch(" "))
            stretches.append(Stretch(words.span(gap).of(one), Side.ONE))
            if begin < len(other) and not other[begin].isspace():
                stretches.append(Stretch(" "))
        if own:
            stretches.append(Stretch(own.of(other), Side.OTHER))
        place = own.end if own else begin
    if place < len(other):
        stretches.append(Stretch(other[place:]))
    return tuple(stretches)


def compare_paragraphs(one: str, other: str) -> tuple[Row, ...]:
    """Return the paragraphs of two bodies in order, each beside the one that has most of its words."""
    words, other_words = _Words(one), _Words(other)
    blocks = align(words.folded, other_words.folded)
    shared = {place for block in blocks for place in range(block.one, block.one + block.length)}
    other_shared = {place for block in blocks for place in range(block.other, block.other + block.length)}
    pairs = list(_paired(blocks, words, other_words))
    left = _marked(one, words, shared, Side.ONE, paired={number for number, _ in pairs})
    right = _marked(other, other_words, other_shared, Side.OTHER, paired={number for _, number in pairs})
    rows: list[Row] = []
    first = other_first = 0
    for number, other_number in pairs:
        rows += _unpaired(left[first:number], right[other_first:other_number])
        rows.append(Row(left[number], right[other_number]))
        first, other_first = number + 1, other_number + 1
    return tuple(rows + _unpaired(left[first:], right[other_first:]))


def _unpaired(left: Sequence[tuple[Stretch, ...]], right: Sequence[tuple[Stretch, ...]]) -> list[Row]:
    return [Row(paragraph, ()) for paragraph in left] + [Row((), paragraph) for paragraph in right]


class _Words:
    """The words of a text with their places and those of its paragraphs."""

    def __init__(self, text: str) -> None:
        self.spans = [Span(*match.span()) for match in WORD.finditer(text)]
        self.folded = [folded(span.of(text)) for span in self.spans]
        self.paragraphs = [Span(*match.span()) for match in _PARAGRAPH.finditer(text)]
        self._starts = [paragraph.start for paragraph in self.paragraphs]

    def __len__(self) -> int:
        return len(self.spans)

    def span(self, places: Sequence[int]) -> Span:
        """Return where some words in a row stand, from the first to the last."""
        return Span(self.spans[places[0]].start, self.spans[places[-1]].end)

    def within(self, paragraph: Span) -> range:
        """Return which words stand in a paragraph."""
        first = bisect_right(self.spans, paragraph.start, key=lambda span: span.end)
        return range(first, bisect_right(self.spans, paragraph.end, key=lambda span: span.end))

    def paragraph_of(self, place: int) -> int:
        return bisect_right(self._starts, self.spans[place].start) - 1


def _gaps(blocks: Sequence[Block], one: _Words, other: _Words) -> Iterator[tuple[range, range]]:
    """Yield the words between the shared ones, of each text; not both are empty."""
    place = other_place = 0
    for block in [*blocks, Block(len(one), len(other), 0)]:
        if place < block.one or other_place < block.other:
            yield range(place, block.one), range(other_place, block.other)
        place, other_place = block.one + block.length, block.other + block.length


def _paired(blocks: Sequence[Block], one: _Words, other: _Words) -> Iterator[tuple[int, int]]:
    """Yield paragraphs that belong together, ascending on both sides: they share half of the shorter one's words."""
    shared = Counter(
        (one.paragraph_of(block.one + i), other.paragraph_of(block.other + i))
        for block in blocks
        for i in range(block.length)
    )
    likes: dict[int, list[tuple[int, int]]] = {}
    for (number, other_number), count in shared.items():
        shorter = min(
            len(one.within(one.paragraphs[number])), len(other.within(other.paragraphs[other_number]))
        )
        if 2 * count >= shorter:
            likes.setdefault(number, []).append((count, -other_number))
    last = -1
    for number in sorted(likes):
        free = [like for like in likes[number] if -like[1] > last]
        if free:
            last = -max(free)[1]
            yield number, last


def _marked(
    text: str, words: _Words, shared: set[int], side: Side, *, paired: Container[int]
) -> list[tuple[Stretch, ...]]:
    """Return the paragraphs of a text with the words marked that are not shared.

    One without its like in the other text is marked whole, unless most of its words went elsewhere.
    """
    marked = []
    for number, paragraph in enumerate(words.paragraphs):
        within = words.within(paragraph)
        kept = shared.intersection(within)
        if number not in paired and 2 * len(kept) < len(within):
            kept = set()
        marked.append(tuple(_stretches(text, paragraph, words, kept, side)))
    return marked


def _stretches(
    text: str, paragraph: Span, words: _Words, kept: Container[int], side: Side
) -> Iterator[Stretch]:
    place = paragraph.start
    for is_kept, run in groupby(words.within(paragraph), key=lambda word: word in kept):
        if is_kept:
            continue
        own = words.span(list(run))
        if own.start > place:
            yield Stretch(text[place : own.start])
        yield Stretch(own.of(text), side)
        place = own.end
    if place < paragraph.end:
        yield Stretch(text[place : paragraph.end])
