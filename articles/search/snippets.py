"""Where a query's words stand in a text, and the passages of it that show them best.

Everything here is linear in the text. Only words asked for are marked: no field names, nothing excluded.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from articles.search.analysis import words
from articles.search.matches import Match, find_first_matches, find_matches
from articles.search.requests import Passage
from articles.search.slips import FARTHEST
from articles.search.syntax import Fuzzy, Leaf, Near, Phrase, Prefix, Word
from articles.text.spans import Span

# About four lines of a result on a wide page.
LENGTH = 320
ELLIPSIS = "…"

# Matches of one word that are looked at to choose the sentences: a text may be nothing but that word.
MOST_MATCHES = 1_000
# Code points around a part that are read anew for its marks; more than any phrase of news is long.
MARGIN = 500

# Begins with one set of signs, which the regular expression engine skips to; no sentence ends after an
# abbreviation in the middle of a line.
_SENTENCE_END = re.compile(
    r"""
    [.!?…\n]
    (?: (?<=\n)\s*+
      | (?<!\b\w\.)(?<!\b(?:Dr|Jr|Lt|Mr|Ms|Sr|St|vs)\.)(?<!\b(?:Col|Gen|Gov|Mrs|Rep|Sen|Sgt)\.)(?<!\bProf\.)
        ["'”’»)\]]*+\s++(?=["'“‘«(\[]*+[^\W_a-z])
    )
    """,
    re.VERBOSE,
)
_NO_SPACE = re.compile(r"\S")
_TERM = re.compile(r"(?P<words>.*?)(?:~(?P<distance>\d{1,3}))?", re.DOTALL)


def marked(text: str, leaves: Sequence[Leaf]) -> tuple[Passage, ...]:
    """Return a whole text in passages, the leaves marked."""
    return _merged(_passages(text, Span(0, len(text)), find_matches(text, leaves))) if text else ()


def snippet(text: str, leaves: Sequence[Leaf], *, length: int = LENGTH) -> tuple[Passage, ...]:
    """Return the sentences that show most of the leaves, else the beginning, about `length` code points.

    Sentences come in text order, an ellipsis where something is left out; one that is too long by
    itself is cut around a match of its rarest leaf, between words.
    """
    beginning = _skip_spaces(text, 0)
    if beginning == len(text):
        return ()
    matches, are_all = find_first_matches(text, leaves, MOST_MATCHES)
    if not matches:
        return _joined(text, [_cut(text, Sentences(text).at(beginning), beginning, length)], ())
    parts = _best_parts(text, matches, length)
    if not are_all:
        matches = tuple(match for part in parts for match in _matches_around(text, part, leaves))
    return _joined(text, parts, matches)


class _Candidate(NamedTuple):
    """A sentence with what matches in it, which is not nothing."""

    sentence: Span
    matches: tuple[Match, ...]
    leaves: frozenset[int]


def _best_parts(text: str, matches: Iterable[Match], length: int) -> list[Span]:
    """Return the sentences, or parts of them, that show most of the leaves, in text order."""
    candidates = sorted(
        _candidates(text, matches),
        key=lambda candidate: (-len(candidate.leaves), -len(candidate.matches)),
    )
    chosen: list[Span] = []
    shown: frozenset[int] = frozenset()
    room = length
    for sentence, matches_there, leaves in candidates:
        if len(chosen) >= 2 and leaves <= shown:
            continue
        if chosen and len(sentence) > room:
            continue
        part = _cut(text, sentence, _rarest(matches_there).span.start, room)
        chosen.append(part)
        shown |= leaves
        room -= len(part)
        if room < length // 4:
            break
    return sorted(chosen)


def _candidates(text: str, matches: Iterable[Match]) -> Iterator[_Candidate]:
    """Yield the sentences in which matches, given in text order, begin."""
    sentences = Sentences(text)
    for sentence, found in groupby(matches, key=lambda match: sentences.at(match.span.start)):
        matches_there = tuple(found)
        yield _Candidate(sentence, matches_there, frozenset(match.leaf for match in matches_there))


def _rarest(matches: Sequence[Match]) -> Match:
    """Return the first match of the leaf that matches least often."""
    counts = Counter(match.leaf for match in matches)
    return min(matches, key=lambda match: counts[match.leaf])


def _matches_around(text: str, part: Span, leaves: Sequence[Leaf]) -> Iterator[Match]:
    """Yield all matches that reach into a part."""
    start = max(0, part.start - MARGIN)
    start = max(start, text.rfind(" ", start - MARGIN if start > MARGIN else 0, start) + 1)
    for match in find_matches(text[start : part.end + MARGIN], leaves):
        span = Span(match.span.start + start, match.span.end + start)
        if span.end > part.start and span.start < part.end:
            yield Match(span, match.leaf)


class Sentences:
    """The sentences of a text, looked for only around the places that are asked for.

    They are about right: for cutting snippets, not for grammar.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        # Where the last sentence that was asked for ends and the next one begins.
        self.end = _skip_spaces(text, 0)
        self._last: Span | None = None

    def at(self, place: int) -> Span:
        """Return the sentence of a place that is no space, and not before the one asked for last."""
        if self._last is None or place >= self.end:
            # The end of a line is the end of a sentence: what comes before it is not read.
            line = self._text.rfind("\n", self.end, place) + 1
            start = _skip_spaces(self._text, line) if line else self.end
            end = len(self._text)
            for sign in _SENTENCE_END.finditer(self._text, start):
                if sign.end() > place:
                    end = sign.end()
                    break
                start = sign.end()
            self.end = end
            self._last = Span(start, start + len(self._text[start:end].rstrip()))
        return self._last


def _skip_spaces(text: str, start: int) -> int:
    """Return where the first sign is from a place on that is no space."""
    found = _NO_SPACE.search(text, start)
    return found.start() if found else len(text)


def _cut(text: str, sentence: Span, focus: int, length: int) -> Span:
    """Return a sentence, or as much of it around `focus` as fits, between words."""
    if len(sentence) <= length:
        return sentence
    start = max(sentence.start, min(focus - length // 3, sentence.end - length))
    end = min(sentence.end, start + length)
    if start > sentence.start:
        space = text.find(" ", start, focus)
        start = space + 1 if space >= 0 else start
    if end < sentence.end:
        space = text.rfind(" ", max(focus, start) + 1, end)
        end = space if space > start else end
    return Span(start, end)


def _joined(text: str, parts: Sequence[Span], matches: Sequence[Match]) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    end = _skip_spaces(text, 0)
    for part in parts:
        if _skip_spaces(text, end) < part.start:
            passages.append(Passage(f" {ELLIPSIS} " if passages else f"{ELLIPSIS} "))
        elif passages and end < part.start:
            passages.append(Passage(" "))
        passages.extend(_passages(text, part, matches))
        end = part.end
    if _skip_spaces(text, end) < len(text):
        passages.append(Passage(f" {ELLIPSIS}"))
    return _merged(passages)


def _passages(text: str, part: Span, matches: Iterable[Match]) -> Iterator[Passage]:
    at = part.start
    for match in matches:
        start, end = max(match.span.start, part.start), min(match.span.end, part.end)
        if start < end:
            yield Passage(text[at:start])
            yield Passage(text[start:end], is_match=True)
            at = end
    yield Passage(text[at : part.end])


def _merged(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    merged: list[Passage] = []
    for passage in passages:
        if not passage.text:
            continue
        if merged and not passage.is_match and not merged[-1].is_match:
            merged[-1] = Passage(merged[-1].text + passage.text)
        else:
            merged.append(passage)
    return tuple(merged)


def terms_of(leaves: Iterable[Leaf]) -> tuple[str, ...]:
    """Return leaves as a list for a URL: `word`, `"two words"`, `begin*`, `word~1`, `"two words"~5`."""
    written: dict[str, None] = {}
    for leaf in leaves:
        match leaf:
            case Word(word):
                written[word] = None
            case Phrase(phrase):
                written[f'"{" ".join(phrase)}"'] = None
            case Prefix(prefix) if prefix:
                written[f"{prefix}*"] = None
            case Fuzzy(word, distance):
                written[f"{word}~{distance}"] = None
            case Near(together, distance):
                written[f'"{" ".join(together)}"~{distance}'] = None
    return tuple(written)


def leaves_of(terms: Collection[str]) -> tuple[Leaf, ...]:
    """Return the leaves that `terms_of` wrote; what it cannot have written is read as words."""
    leaves: list[Leaf] = []
    for term in terms:
        written = _TERM.fullmatch(term)
        found = words(written["words"] if written else term)
        if not found:
            continue
        distance = int(written["distance"] or 0) if written else 0
        is_quoted = term.startswith('"')
        if written and distance and len(found) > 1:
            leaves.append(Near(found, distance))
        elif written and distance and not is_quoted and distance <= FARTHEST:
            leaves.append(Fuzzy(found[0], distance))
        elif is_quoted or len(found) > 1:
            leaves.append(Phrase(found))
        elif term.endswith("*"):
            leaves.append(Prefix(found[0]))
        else:
            leaves.append(Word(found[0]))
    return tuple(leaves)


def find_terms(text: str, terms: Collection[str]) -> tuple[Span, ...]:
    """Return where the terms of `SearchResults.terms` stand in a text, to mark an opened document."""
    return tuple(match.span for match in find_matches(text, leaves_of(terms)))
