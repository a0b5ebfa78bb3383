"""Two versions of a body, word by word: where a stretch of the one stands in the other, its own words changed or not."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from articles.text.spans import Span

_WORDS = re.compile(r"\w+|[^\w\s]")
# Of the words of a stretch and of what stands in its place at least so much is alike, or it is another one.
_LEAST_ALIKE = 0.5
# Aligning takes time by the product of the words that may differ; what is longer is not aligned.
_LARGEST_PRODUCT = 4_000_000


class Rewording:
    """How one body became another: words and marks that both have, in the order of both."""

    def __init__(self, old_body: str, new_body: str) -> None:
        self._old, self._new = old_body, new_body
        self._head = _shared(old_body, new_body)
        most = min(len(old_body), len(new_body)) - self._head
        self._tail = _shared(old_body[::-1][:most], new_body[::-1][:most])
        # The ends of what is shared are no ends of words.
        while self._cuts(self._head, self._head):
            self._head -= 1
        while self._cuts(len(old_body) - self._tail, len(new_body) - self._tail):
            self._tail -= 1
        self._left = _places(old_body, self._head, len(old_body) - self._tail)
        self._right = _places(new_body, self._head, len(new_body) - self._tail)
        self._steps: Sequence[tuple[str, int, int, int, int]] = ()
        if len(self._left) * len(self._right) <= _LARGEST_PRODUCT:
            was = [place.of(old_body) for place in self._left]
            now = [place.of(new_body) for place in self._right]
            self._steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()

    def place_of(self, old: Span) -> Span | None:
        """Return the stretch of the new body that stands where `old` stood, whatever its words; None where none does.

        It begins and ends where words do, and at least half of its words are those of before, or it is not found.
        """
        start, end = self._start(old.start), self._end(old.end)
        if start is None or end is None or start >= end:
            return None
        place = Span(start, end)
        if place.of(self._new) == old.of(self._old):
            return place
        was, now = (_WORDS.findall(text) for text in (old.of(self._old), place.of(self._new)))
        return place if SequenceMatcher(None, was, now, autojunk=False).ratio() >= _LEAST_ALIKE else None

    def cuts_words(self, old: Span, new: Span) -> bool:
        """Return whether a stretch begins or ends within a word of the new body where it did not in the old one."""
        return any(
            is_within_word(self._new, there) and not is_within_word(self._old, here)
            for here, there in ((old.start, new.start), (old.end, new.end))
        )

    def _start(self, position: int) -> int | None:
        """Return where what begins at a position begins now: what was put before it is not taken into it."""
        if position < self._head:
            return position
        if position >= len(self._old) - self._tail:
            return position + len(self._new) - len(self._old)
        number = next((n for n, place in enumerate(self._left) if place.start == position), None)
        for tag, i1, i2, j1, j2 in self._steps:
            if number is None or not i1 <= number < i2:
                continue
            if tag == "equal":
                return self._right[j1 + number - i1].start
            return self._right[j1].start if number == i1 and j1 < j2 else None
        return None

    def _end(self, position: int) -> int | None:
        if position <= self._head:
            return position
        if position > len(self._old) - self._tail:
            return position + len(self._new) - len(self._old)
        number = next((n for n, place in enumerate(self._left) if place.end == position), None)
        for tag, i1, i2, j1, j2 in self._steps:
            if number is None or not i1 <= number < i2:
                continue
            if tag == "equal":
                return self._right[j1 + number - i1].end
            return self._right[j2 - 1].end if number == i2 - 1 and j1 < j2 else None
        return None

    def _cuts(self, old: int, new: int) -> bool:
        return is_within_word(self._old, old) or is_within_word(self._new, new)


def is_within_word(text: str, position: int) -> bool:
    """Return whether a position lies between two characters of one word."""
    return re.fullmatch(r"\w\w", text[max(position - 1, 0) : position + 1]) is not None


def _places(text: str, start: int, end: int) -> list[Span]:
    return [Span(match.start(), match.end()) for match in _WORDS.finditer(text, start, end)]


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low
