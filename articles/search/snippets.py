"""Where a query's words stand in a text, and the passages of it that show them best.

Everything here is linear in the text. Only words asked for are marked: no field names, nothing excluded.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
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
        first = _Candidate(*sentence_at(text, beginning), [], set())
        return _joined(text, [_cut(text, first.sentence(text), beginning, length)], ())
    parts = _best_parts(text, matches, length)
    if not are_all:
        matches = tuple(match for part in parts for match in _matches_around(text, part, leaves))
    return _joined(text, parts, matches)


def _best_parts(text: str, matches: Iterable[Match], length: int) -> list[Span]:
    """Return the sentences, or parts of them, that show most of the leaves, in text order."""
    chosen: list[Span] = []
    shown: set[int] = set()
    room = length
    for candidate in sorted(_candidates(text, matches), key=_Candidate.rank):
        if len(chosen) >= 2 and candidate.leaves <= shown:
            continue
        sentence = candidate.sentence(text)
        if chosen and len(sentence) > room:
            continue
        part = _cut(text, sentence, _rarest(candidate.matches).start, room)
        chosen.append(part)
        shown |= candidate.leaves
        room -= len(part)
        if room < length // 4:
            break
    return sorted(chosen)


class _Candidate(NamedTuple):
    """A sentence, up to where the next one begins, with the matches in it, which are some, and their leaves."""

    start: int
    end: int
    matches: list[Match]
    leaves: set[int]

    def rank(self) -> tuple[int, int]:
        """Return what the best has least of."""
        return -len(self.leaves), -len(self.matches)

    def sentence(self, text: str) -> Span:
        return Span(self.start, self.start + len(text[self.start : self.end].rstrip()))


def _candidates(text: str, matches: Iterable[Match]) -> list[_Candidate]:
    """Return the sentences in which matches, given in text order, begin."""
    candidates: list[_Candidate] = []
    start = end = 0
    for match in matches:
        if match.start >= end:
            start, end = sentence_at(text, match.start, after=end)
            candidates.append(_Candidate(start, end, [], set()))
        candidates[-1].matches.append(match)
        candidates[-1].leaves.add(match.leaf)
    return candidates


def _rarest(matches: Sequence[Match]) -> Match:
    """Return the first match of the leaf that matches least often."""
    counts = Counter(match.leaf for match in matches)
    return min(matches, key=lambda match: counts[match.leaf])


def _matches_around(text: str, part: Span, leaves: Sequence[Leaf]) -> Iterator[Match]:
    """Yield all matches that reach into a part."""
    start = max(0, part.start - MARGIN)
    start = max(start, text.rfind(" ", start - MARGIN if start > MARGIN else 0, start) + 1)
    for match in find_matches(text[start : part.end + MARGIN], leaves):
        moved = Match(match.start + start, match.end + start, match.leaf)
        if moved.end > part.start and moved.start < part.end:
            yield moved


def sentence_at(text: str, place: int, *, after: int = 0) -> tuple[int, int]:
    """Return where the sentence of a place that is no space begins, and where the next one does.

    `after` is where a sentence not behind the place begins: what comes before it is not read. Sentences are about
    right: for cutting snippets, not for grammar.
    """
    # The end of a line is the end of a sentence.
    start = _skip_spaces(text, max(after, text.rfind("\n", after, place) + 1))
    for sign in _SENTENCE_END.finditer(text, start):
        if sign.end() > place:
            return start, sign.end()
        start = sign.end()
    return start, len(text)


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
        start, end = max(match.start, part.start), min(match.end, part.end)
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
