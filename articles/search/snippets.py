"""Where a query's words stand in a text, and the passages of it that show them best.

Everything here is linear in the text. Only words asked for are marked: no field names, nothing excluded.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from articles.search.analysis import Token, stem, tokens, words
from articles.search.requests import Passage
from articles.search.syntax import Leaf, Phrase, Prefix, Word
from articles.text.spans import Span

# About four lines of a result on a wide page.
LENGTH = 320
ELLIPSIS = "…"

# A run of stops is tried once, from its beginning, or a page of dots would cost its square.
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*+\s++(?=[\"'“‘«(\[]*+[^\W_a-z])|\n\s*+")
_ABBREVIATION = re.compile(r"(?:\b\w|\b(?:Col|Dr|Gen|Gov|Jr|Lt|Mr|Mrs|Ms|Prof|Rep|Sen|Sgt|Sr|St|vs))$")


@dataclass(frozen=True, slots=True)
class Match:
    """A place in a text where one of the leaves (by its number) stands."""

    span: Span
    leaf: int


class _Finder:
    """Leaves made ready to be looked for, all in one pass over a text."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.stems: dict[str, int] = {}
        self.prefixes: list[tuple[str, int]] = []
        self.phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for number, leaf in enumerate(leaves):
            match leaf:
                case Word(word):
                    self.stems.setdefault(stem(word), number)
                case Prefix(prefix) if prefix:
                    self.prefixes.append((prefix, number))
                case Phrase(phrase):
                    self.phrases.setdefault(phrase[0], []).append((phrase, number))
        for phrases in self.phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    @property
    def is_idle(self) -> bool:
        return not (self.stems or self.prefixes or self.phrases)

    def at(self, listed: Sequence[Token], position: int) -> tuple[int, int] | None:
        """Return how many words match here and the number of their leaf, the longest phrase first."""
        word = listed[position].text
        for phrase, number in self.phrases.get(word, ()):
            if tuple(token.text for token in listed[position : position + len(phrase)]) == phrase:
                return len(phrase), number
        if (number := self.stems.get(stem(word), -1)) >= 0:
            return 1, number
        return next(((1, number) for prefix, number in self.prefixes if word.startswith(prefix)), None)


def find_matches(text: str, leaves: Sequence[Leaf]) -> tuple[Match, ...]:
    """Return where the leaves stand, in text order, never overlapping."""
    finder = _Finder(leaves)
    if finder.is_idle:
        return ()
    found: list[Match] = []
    listed = list(tokens(text))
    position = 0
    while position < len(listed):
        if hit := finder.at(listed, position):
            length, leaf = hit
            found.append(Match(Span(listed[position].start, listed[position + length - 1].end), leaf))
            position += length
        else:
            position += 1
    return tuple(found)


def marked(text: str, leaves: Sequence[Leaf]) -> tuple[Passage, ...]:
    """Return a whole text in passages, the leaves marked."""
    return _passages(text, Span(0, len(text)), find_matches(text, leaves)) if text else ()


def snippet(text: str, leaves: Sequence[Leaf], *, length: int = LENGTH) -> tuple[Passage, ...]:
    """Return the sentences that show most of the leaves, else the beginning, about `length` code points.

    Sentences come in text order, an ellipsis where something is left out; one that is too long by
    itself is cut around its first match, between words.
    """
    sentences = find_sentences(text)
    if not sentences:
        return ()
    matches = find_matches(text, leaves)
    if not matches:
        return _joined(text, [_cut(text, sentences[0], sentences[0].start, length)], ())

    per_sentence = _by_sentence(sentences, matches)
    ranked = sorted(
        per_sentence,
        key=lambda number: (-len({m.leaf for m in per_sentence[number]}), -len(per_sentence[number]), number),
    )
    chosen: list[Span] = []
    shown: set[int] = set()
    room = length
    for number in ranked:
        leaves_here = {match.leaf for match in per_sentence[number]}
        if chosen and ((leaves_here <= shown and len(chosen) >= 2) or len(sentences[number]) > room):
            continue
        first = per_sentence[number][0].span.start
        part = _cut(text, sentences[number], first, room)
        chosen.append(part)
        shown |= leaves_here
        room -= len(part)
        if room < length // 4:
            break
    return _joined(text, sorted(chosen), matches)


def find_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text, about right: for cutting snippets, not for grammar."""
    spans: list[Span] = []
    start = len(text) - len(text.lstrip())
    for end in _SENTENCE_END.finditer(text):
        if end.start() <= start or _is_abbreviation(text, end):
            continue
        spans.append(_trimmed(text, start, end.end()))
        start = end.end()
    if text[start:].strip():
        spans.append(_trimmed(text, start, len(text)))
    return tuple(spans)


def _is_abbreviation(text: str, end: re.Match[str]) -> bool:
    is_stop = end.group().startswith(".") and "\n" not in end.group()
    return is_stop and bool(_ABBREVIATION.search(text, max(0, end.start() - 6), end.start()))


def _trimmed(text: str, start: int, end: int) -> Span:
    return Span(start, start + len(text[start:end].rstrip()))


def _by_sentence(sentences: Sequence[Span], matches: Sequence[Match]) -> dict[int, list[Match]]:
    found: dict[int, list[Match]] = {}
    number = 0
    for match in matches:
        while number < len(sentences) - 1 and sentences[number].end <= match.span.start:
            number += 1
        found.setdefault(number, []).append(match)
    return found


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
    end = len(text) - len(text.lstrip())
    for part in parts:
        between = text[end : part.start]
        if between.strip():
            passages.append(Passage(f" {ELLIPSIS} " if passages else f"{ELLIPSIS} "))
        elif passages and between:
            passages.append(Passage(" "))
        passages.extend(_passages(text, part, matches))
        end = part.end
    if text[end:].strip():
        passages.append(Passage(f" {ELLIPSIS}"))
    return _merged(passages)


def _passages(text: str, part: Span, matches: Sequence[Match]) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    at = part.start
    for match in matches:
        start, end = max(match.span.start, part.start), min(match.span.end, part.end)
        if start >= end:
            continue
        passages.append(Passage(text[at:start]))
        passages.append(Passage(text[start:end], is_match=True))
        at = end
    passages.append(Passage(text[at : part.end]))
    return _merged(passages)


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
    """Return leaves as a list for a URL: `word`, `"two words"`, `begin*`."""
    written: dict[str, None] = {}
    for leaf in leaves:
        match leaf:
            case Word(word):
                written[word] = None
            case Phrase(phrase):
                written[f'"{" ".join(phrase)}"'] = None
            case Prefix(prefix) if prefix:
                written[f"{prefix}*"] = None
    return tuple(written)


def leaves_of(terms: Collection[str]) -> tuple[Leaf, ...]:
    """Return the leaves that `terms_of` wrote; what it cannot have written is read as words."""
    leaves: list[Leaf] = []
    for term in terms:
        found = words(term)
        if not found:
            continue
        if term.startswith('"') or len(found) > 1:
            leaves.append(Phrase(found))
        elif term.endswith("*"):
            leaves.append(Prefix(found[0]))
        else:
            leaves.append(Word(found[0]))
    return tuple(leaves)


def find_terms(text: str, terms: Collection[str]) -> tuple[Span, ...]:
    """Return where the terms of `SearchResults.terms` stand in a text, to mark an opened document."""
    return tuple(match.span for match in find_matches(text, leaves_of(terms)))
