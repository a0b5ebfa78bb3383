"""Pairs of quotation marks, whatever typography they come in."""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.sentences import find_paragraphs
from articles.text.spans import Span

DOUBLE = re.compile(r"``|''|[\"“”„‟«»]")
OPENERS = ("“", "„", "‟", "``")
# Robert C. "Bobby" Scott
NICKNAME = re.compile(r"[A-Z]\w{1,12}\Z")
BEFORE_NICKNAME = re.compile(r"[A-Z][\w.’'-]* \Z")
AFTER_NICKNAME = re.compile(r" [A-Z][a-z]")
LETTER_OR_DIGIT = re.compile(r"\w")
# An opening single mark: nothing or space before it, a letter after it, and no elision ("’em", "'90s").
OPENING_SINGLE = re.compile(
    r"(?<![\w’'.,;:!?)])[‘'](?=[\w£$€“\"])(?!(?:em|til|tis|twas|cause|n)\b|\d0s\b)", re.IGNORECASE
)
CLOSING_SINGLE = re.compile(r"(?<=\S)[’'](?!\w)")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between two marks: `inner` without them, `outer` with them.

    `is_closed` is false where the paragraph ends before a closing mark does.
    """

    inner: Span
    outer: Span
    is_closed: bool


def find_marked(body: str) -> tuple[Marked, ...]:
    """Return the stretches between quotation marks, in order, never overlapping.

    Pairs are sought within a paragraph, so that a missing mark spoils no other paragraph; an
    opening mark with no closing one runs to the paragraph's end, as news sets a quotation that
    goes on in the next. Single marks inside double ones stay part of the words.
    """
    found: list[Marked] = []
    for paragraph in find_paragraphs(body):
        doubles = list(_doubles(body, paragraph))
        found += _merged(doubles, list(_singles(body, paragraph, doubles)))
    return tuple(found)


def _merged(doubles: list[Marked], singles: list[Marked]) -> list[Marked]:
    """Put singles in; a double pair inside a single one is a quotation within the quotation."""
    starts = [single.outer.start for single in singles]

    def is_inside(mark: Marked) -> bool:
        at = bisect.bisect_right(starts, mark.outer.start) - 1
        return at >= 0 and singles[at].inner.contains(mark.outer)

    kept = [mark for mark in doubles if not is_inside(mark)]
    return sorted(kept + singles, key=lambda mark: mark.outer)


def _doubles(body: str, paragraph: Span) -> Iterator[Marked]:
    opening: re.Match[str] | None = None
    for mark in DOUBLE.finditer(body, paragraph.start, paragraph.end):
        if _is_inches(body, mark, opening is not None):
            continue
        if _opens(body, mark, paragraph, is_open=opening is not None):
            opening = opening or mark
        elif opening is not None:
            if pair := _pair(body, opening.start(), opening.end(), mark.start(), mark.end(), is_closed=True):
                yield pair
            opening = None
    if opening is not None and (
        pair := _pair(body, opening.start(), opening.end(), paragraph.end, paragraph.end, is_closed=False)
    ):
        yield pair


def _pair(
    body: str, start: int, inner_start: int, inner_end: int, end: int, *, is_closed: bool
) -> Marked | None:
    """Return the pair without spaces at its inner ends, or None where nothing is between."""
    words = body[inner_start:inner_end]
    left = inner_start + len(words) - len(words.lstrip())
    right = inner_start + len(words.rstrip())
    if left >= right or not LETTER_OR_DIGIT.search(body, left, right):
        return None
    if (
        is_closed
        and NICKNAME.match(body, left, right)
        and BEFORE_NICKNAME.search(body, max(start - 20, 0), start)
        and AFTER_NICKNAME.match(body, end)
    ):
        return None
    return Marked(Span(left, right), Span(start, end), is_closed=is_closed)


def _is_inches(body: str, mark: re.Match[str], is_open: bool) -> bool:
    """Whether a straight mark follows a number (12" wide) and closes nothing."""
    return mark[0] in ('"', "''") and not is_open and mark.start() > 0 and body[mark.start() - 1].isdigit()


def _opens(body: str, mark: re.Match[str], paragraph: Span, *, is_open: bool) -> bool:
    before = body[mark.start() - 1] if mark.start() > paragraph.start else ""
    after = body[mark.end()] if mark.end() < paragraph.end else ""
    starts_word = not before or before.isspace() or before in "([{—–-/"
    if mark[0] in OPENERS:
        # German closes with the mark that English opens with.
        return not (mark[0] == "“" and is_open and not starts_word)
    if mark[0] in "«»":
        return not is_open
    if mark[0] == "”":
        # Scrapers turn opening marks round.
        return not is_open and starts_word and bool(after) and not after.isspace()
    ends_word = not after or after.isspace() or after in ")]},.;:!?—–-/"
    if starts_word != ends_word:
        return starts_word
    return not is_open


def _singles(body: str, paragraph: Span, doubles: list[Marked]) -> Iterator[Marked]:
    """Yield pairs of British single marks outside the double ones, apostrophes left alone."""
    stop = paragraph.start
    starts = [mark.outer.start for mark in doubles]
    for opening in OPENING_SINGLE.finditer(body, paragraph.start, paragraph.end):
        at = bisect.bisect_right(starts, opening.start()) - 1
        if opening.start() < stop or (at >= 0 and opening.start() < doubles[at].outer.end):
            continue
        closing = _closing_single(body, opening, paragraph)
        if closing is None:
            continue
        if pair := _pair(
            body, opening.start(), opening.end(), closing.start(), closing.end(), is_closed=True
        ):
            yield pair
            stop = closing.end()


def _closing_single(body: str, opening: re.Match[str], paragraph: Span) -> re.Match[str] | None:
    """Return the mark that closes a single one: the first that is no plural's apostrophe.

    "the farmers’ money" goes on; it closes there only if nothing after it does.
    """
    plural: re.Match[str] | None = None
    following = OPENING_SINGLE.search(body, opening.end(), paragraph.end)
    limit = following.start() if following else paragraph.end
    for mark in CLOSING_SINGLE.finditer(body, opening.end(), limit):
        is_plural = body[mark.start() - 1] == "s" and re.match(r"\s+[a-z]", body[mark.end() : mark.end() + 3])
        if not is_plural:
            return mark
        plural = plural or mark
    return plural
