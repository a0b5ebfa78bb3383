"""Pairs of quotation marks, whatever typography they come in and whichever of them a scraper lost."""

import bisect
import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.text import nouns
from articles.text.apostrophes import find_single_pairs
from articles.text.cues import SAYING_FORMS
from articles.text.sentences import find_paragraphs
from articles.text.spans import Span

# Two marks of one direction side by side are one: a scraper's quotation of what was already quoted.
# The class of first characters goes ahead, which lets a search run fast over all others.
DOUBLE = re.compile(
    r"[\"“”„‟«»`'](?:(?<=[\"“„])“|(?<=[“”])\"|(?<=[\"”])”|(?<=\")(?<![\w.,!?…]\")\"(?=\w)"
    r"|(?<=[\w.,!?…]\")\"(?!\w)|(?<=`)`|(?<=')'|(?<![`']))"
)
OPENERS = "“„‟`"
# The value of an attribute that a scraper left in the text: href="…".
ATTRIBUTE = re.compile(r"=(?<=[\w-]=)([\"“”])[^\"“”\n]{0,500}[\"“”]")
# Robert C. "Bobby" Scott
NICKNAME = re.compile(r"[A-Z]\w{1,12}\Z")
BEFORE_NICKNAME = re.compile(r"([A-Z][\w.’'-]*) \Z")
AFTER_NICKNAME = re.compile(r" ([A-Z][a-z]+)")
LETTER_OR_DIGIT = re.compile(r"\w")
# Where the closing mark must have stood if it is missing: "We vote, the mayor said on Monday."
SAID = "|".join(sorted(form for form in SAYING_FORMS if form.endswith(("ed", "s", "id", "ld", "ote"))))
NAME = r"(?:[a-z-]{2,20}\s){0,3}[A-Z][\w.’'-]{0,30}(?:\s[A-Z][\w.’'-]{0,30}){0,3}"
SOMEBODY = rf"(?:he|she|they|it|I|we|{NAME}|the\s(?:\w{{1,20}}\s){{0,2}}\w{{1,20}})"
AFTER_CUE = r"(?=[.,;:]|\s(?:in|on|at|of|after|during|last|yesterday|today|reporters)\b|\s*$)"
CUE_INSIDE = re.compile(
    rf"(?P<end>[,?!])\s(?:{SOMEBODY}\s(?:{SAID})|(?:{SAID})\s(?:{NAME}|the\s\w{{1,20}})){AFTER_CUE}"
)
LOOKAHEAD = 12  # marks


@dataclass(slots=True)
class Marked:
    """A stretch between two marks: `inner` without them, `outer` with them.

    `is_closed` is false where the paragraph ends before a closing mark does.
    """

    inner: Span
    outer: Span
    is_closed: bool


class Role(enum.Enum):
    """What a mark does, as its form and its neighbours tell."""

    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"


@dataclass(slots=True)
class _Mark:
    words: str
    span: Span
    role: Role


def find_marked(body: str) -> tuple[Marked, ...]:
    """Return the stretches between quotation marks, in order, never overlapping.

    Pairs are sought within a paragraph, so that a missing mark spoils no other paragraph; an
    opening mark with no closing one runs to the paragraph's end, as news sets a quotation that
    goes on in the next, or to where a cue shows that it ended. Marks inside others of their kind
    and single marks inside double ones stay part of the words.
    """
    found: list[Marked] = []
    for paragraph in find_paragraphs(body):
        doubles = list(_doubles(body, paragraph))
        outers = [marked.outer for marked in doubles]
        singles = [
            pair
            for opening, closing in find_single_pairs(body, paragraph, outers)
            if (pair := _pair(body, opening, closing)) is not None
        ]
        found += _merged(doubles, singles)
    return tuple(found)


def _merged(doubles: list[Marked], singles: list[Marked]) -> list[Marked]:
    """Put singles in; a double pair inside a single one is a quotation within the quotation."""
    if not singles:
        return doubles
    starts = [single.outer.start for single in singles]

    def is_inside(marked: Marked) -> bool:
        at = bisect.bisect_right(starts, marked.outer.start) - 1
        return at >= 0 and singles[at].inner.contains(marked.outer)

    kept = [marked for marked in doubles if not is_inside(marked)]
    ordered = sorted(kept + singles, key=lambda marked: marked.outer)
    return [one for one, before in zip(ordered, [None, *ordered], strict=False) if not _overlap(before, one)]


def _overlap(before: Marked | None, after: Marked) -> bool:
    return before is not None and before.outer.overlaps(after.outer)


def _doubles(body: str, paragraph: Span) -> Iterator[Marked]:
    """Yield the stretches between double marks of a paragraph, in order."""
    marks = _marks(body, paragraph)
    opening: _Mark | None = None
    depth = 0  # of the marks that opened and did not close yet
    if marks and marks[0].role is Role.CLOSES and (pair := _without_opening(body, marks[0], paragraph)):
        yield pair
    for index, mark in enumerate(marks):
        end: int | None = None
        if opening is None:
            opening, depth = (mark, 1) if mark.role is not Role.CLOSES else (None, 0)
            continue
        if mark.role is not Role.OPENS:
            depth -= not _is_inches_within(body, marks, index)
        elif _is_nested(marks, index, depth):
            depth += 1
        else:
            end = _lost_end(body, marks[index - 1], mark)
        if depth and not end:
            continue
        pair = _ending(body, opening, end) if end else _pair(body, opening.span, mark.span)
        if pair is not None:
            yield pair
        opening, depth = (mark, 1) if end else (None, 0)
    if opening is not None and (pair := _unclosed(body, opening, paragraph)):
        yield pair


def _marks(body: str, paragraph: Span) -> list[_Mark]:
    """Return the double marks of a paragraph that can bound a stretch, with their roles."""
    skipped = {
        place
        for attribute in ATTRIBUTE.finditer(body, paragraph.start, paragraph.end)
        for place in (attribute.start(1), attribute.end() - 1)
    }
    marks: list[_Mark] = []
    is_open = False
    for match in DOUBLE.finditer(body, paragraph.start, paragraph.end):
        if match.start() in skipped:
            continue
        role = _role(body, match, paragraph, is_open=is_open)
        is_straight = match[0] in ('"', "''")
        if (
            is_straight
            and not is_open
            and match.start() > paragraph.start
            and body[match.start() - 1].isdigit()
        ):
            continue  # 12" wide
        marks.append(_Mark(match[0], Span(*match.span()), role))
        is_open = role is Role.OPENS or (role is Role.EITHER and not is_open)
    return marks


def _role(body: str, mark: re.Match[str], paragraph: Span, *, is_open: bool) -> Role:
    """Return what a mark does, by its form, the spaces around it, and whether one before it is open."""
    form = mark[0]
    before = body[mark.start() - 1] if mark.start() > paragraph.start else ""
    after = body[mark.end()] if mark.end() < paragraph.end else ""
    starts_word = not before or before.isspace() or before in "([{—–-/"
    ends_word = not after or after.isspace() or after in ")]},.;:!?—–-/"
    if form in "«»":
        return Role.CLOSES if is_open else Role.OPENS
    if form[0] in OPENERS or form[-1] == "“":
        # German closes with the mark that English opens with, and so do careless writers.
        return Role.CLOSES if form == "“" and is_open and not starts_word else Role.OPENS
    if "”" in form:
        # Scrapers turn opening marks round.
        return Role.OPENS if not is_open and starts_word and after and not after.isspace() else Role.CLOSES
    if starts_word == ends_word:
        return Role.EITHER
    return Role.OPENS if starts_word else Role.CLOSES


def _is_nested(marks: Sequence[_Mark], index: int, depth: int) -> bool:
    """Whether a mark that opens while another is open belongs to a pair inside: then all of them close."""
    depth += 1
    for mark in marks[index + 1 : index + 1 + LOOKAHEAD]:
        depth += 1 if mark.role is Role.OPENS else -1
        if depth == 0:
            return True
    return False


def _is_inches_within(body: str, marks: Sequence[_Mark], index: int) -> bool:
    """Whether a straight mark after a number is one of inches inside a quotation: another mark closes that."""
    mark = marks[index]
    return (
        mark.words == '"'
        and body[mark.span.start - 1].isdigit()
        and index + 1 < len(marks)
        and marks[index + 1].role is Role.CLOSES
    )


def _pair(body: str, opening: Span, closing: Span) -> Marked | None:
    """Return the stretch between two marks, or None where it is empty or a nickname within a name."""
    inner = _trimmed(body, opening.end, closing.start)
    if inner is None or _is_nickname(body, inner, opening.start, closing.end):
        return None
    return Marked(inner, Span(opening.start, closing.end), is_closed=True)


def _trimmed(body: str, start: int, end: int) -> Span | None:
    """Return the range without spaces at its ends, or None where no word is in it."""
    words = body[start:end]
    left = start + len(words) - len(words.lstrip())
    right = start + len(words.rstrip())
    return Span(left, right) if left < right and LETTER_OR_DIGIT.search(body, left, right) else None


def _is_nickname(body: str, inner: Span, start: int, end: int) -> bool:
    """Whether it stands within a name: Robert C. "Bobby" Scott."""
    if not NICKNAME.match(body, inner.start, inner.end):
        return False
    before = BEFORE_NICKNAME.search(body, max(start - 20, 0), start)
    after = AFTER_NICKNAME.match(body, end)
    return (
        before is not None
        and after is not None
        and before[1].lower() not in nouns.FUNCTION_WORDS
        and after[1].lower() not in nouns.FUNCTION_WORDS
    )


def _without_opening(body: str, closing: _Mark, paragraph: Span) -> Marked | None:
    """Return the stretch from the paragraph's start to a closing mark that no mark opens: We vote,” she said."""
    if closing.span.start == paragraph.start or body[closing.span.start - 1] not in ",.!?…":
        return None
    inner = _trimmed(body, paragraph.start, closing.span.start)
    return Marked(inner, Span(inner.start, closing.span.end), is_closed=True) if inner is not None else None


def _lost_end(body: str, last: _Mark, following: _Mark) -> int | None:
    """Return where a stretch ended whose closing mark is missing before another opens, or None if it goes on.

    It ended before its cue, or with the sentence right before the mark that follows; only what
    stands after the `last` mark is new.
    """
    cue = CUE_INSIDE.search(body, last.span.end, following.span.start)
    if cue is not None:
        return cue.end("end")
    before = body[last.span.end : following.span.start].rstrip()
    return last.span.end + len(before) if before.endswith((".", "!", "?")) else None


def _ending(body: str, opening: _Mark, end: int) -> Marked | None:
    """Return the stretch from an opening mark to where it ended without a closing one."""
    inner = _trimmed(body, opening.span.end, end)
    return Marked(inner, Span(opening.span.start, inner.end), is_closed=True) if inner is not None else None


def _unclosed(body: str, opening: _Mark, paragraph: Span) -> Marked | None:
    """Return the last stretch of a paragraph that ends before it closes, cut where its own cue follows."""
    cue = CUE_INSIDE.search(body, opening.span.end, paragraph.end)
    if cue is not None:
        return _ending(body, opening, cue.end("end"))
    inner = _trimmed(body, opening.span.end, paragraph.end)
    return (
        Marked(inner, Span(opening.span.start, paragraph.end), is_closed=False) if inner is not None else None
    )
