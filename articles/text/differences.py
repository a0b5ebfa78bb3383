"""Two versions of a text, cut into what both have and what only one has, for a reader to see.

Words are compared as everywhere: without case, and without the marks between them.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

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
        own = other_words.span(other_gap)
        following = (
            other_words.spans[other_gap.stop].start if other_gap.stop < len(other_words) else len(other)
        )
        begin = own.start if own else following
        if begin > place:
            stretches.append(Stretch(other[place:begin]))
        if lost := words.span(gap):
            if begin and not other[begin - 1].isspace():
                stretches.append(Stretch(" "))
            stretches.append(Stretch(lost.of(one), Side.ONE))
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
    left = [_marked(one, paragraph, words, shared, Side.ONE) for paragraph in words.paragraphs]
    right = [
        _marked(other, paragraph, other_words, other_shared, Side.OTHER)
        for paragraph in other_words.paragraphs
    ]
    rows: list[Row] = []
    first = other_first = 0
    for number, other_number in [*_paired(blocks, words, other_words), (len(left), len(right))]:
        rows += [Row(left[i], ()) for i in range(first, number)]
        rows += [Row((), right[i]) for i in range(other_first, other_number)]
        if number < len(left):
            rows.append(Row(left[number], right[other_number]))
        first, other_first = number + 1, other_number + 1
    return tuple(rows)


class _Words:
    """The words of a text with their places and those of its paragraphs."""

    def __init__(self, text: str) -> None:
        self.spans = [Span(*match.span()) for match in WORD.finditer(text)]
        self.folded = [folded(span.of(text)) for span in self.spans]
        self.paragraphs = [Span(*match.span()) for match in _PARAGRAPH.finditer(text)]
        self._starts = [paragraph.start for paragraph in self.paragraphs]

    def __len__(self) -> int:
        return len(self.spans)

    def span(self, places: range) -> Span | None:
        """Return where words in a row stand, from the first to the last; None for no words."""
        return Span(self.spans[places[0]].start, self.spans[places[-1]].end) if places else None

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


def _marked(text: str, paragraph: Span, words: _Words, shared: set[int], side: Side) -> tuple[Stretch, ...]:
    """Return a paragraph with the words marked that are not shared."""
    stretches: list[Stretch] = []
    place = paragraph.start
    run: list[int] = []
    for word in [*words.within(paragraph), None]:
        if word is not None and word not in shared:
            run.append(word)
            continue
        if run:
            start, end = words.spans[run[0]].start, words.spans[run[-1]].end
            if start > place:
                stretches.append(Stretch(text[place:start]))
            stretches.append(Stretch(text[start:end], side))
            place, run = end, []
    if place < paragraph.end:
        stretches.append(Stretch(text[place : paragraph.end]))
    return tuple(stretches)
