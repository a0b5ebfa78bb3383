"""Where the leaves of a query stand in a text, found without taking the whole text apart into words.

A word is read only where one that is looked for may begin: where the folded beginning stands in the text as it
is, and wherever a letter is not of ASCII or a mark may stand inside a word. What is found is the same as if every word
had been read, and the time is that of the text's length.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeVar

from articles.search.analysis import LONGEST, Token, next_token, stem, token_at, tokens
from articles.search.slips import words_within
from articles.search.syntax import Fuzzy, Leaf, Near, Phrase, Prefix, Word
from articles.text.spans import Span

_Found = TypeVar("_Found")

# Letters beyond ASCII, and what stands inside a word: there a word may begin otherwise than the folded one does.
_ODD = re.compile(
    r"[^\x00-&(-+\-/-\x7f“”„«»‘–—…•\xa0](?:(?<=[^\x00-\x7f’])|(?<=\w.)(?=[\w'’]))",
)
_PLAIN = re.compile(r"[a-z0-9]+(?:(?:\+\+|#)(?!\w))?")
# A word that is certainly over, and folded by taking its letters as small ones.
_WHOLE = re.compile(rf"[a-z0-9]{{1,{LONGEST}}}(?=[ \n]|[,.] )")
# No word goes on over these.
_APART = frozenset(["", *' \n\t"“”‘„([{–—-/:;!?'])
# Stems whose last letter the word need not have: y and i, e that came for an ending, bl for bil.
_CHANGED = ("e", "i", "l", "y")
_IRREGULAR = {"die": ("di", "dy"), "lie": ("li", "ly"), "tie": ("ti", "ty")}
# Words of which is remembered whether they are near a fuzzy one.
MOST_KNOWN = 50_000


class Match(NamedTuple):
    """A place in a text, `[start, end)` in code points, where one of the leaves (by its number) stands."""

    start: int
    end: int
    leaf: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class _Wanted:
    """Leaves made ready to be looked for."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.stems: dict[str, int] = {}
        self.prefixes: list[tuple[str, int]] = []
        self.fuzzy: list[tuple[Fuzzy, int]] = []
        self.near: list[tuple[Near, int]] = []
        self.phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        # What words begin with, and whole words with the letters that the next one may begin with ("" for any).
        self.beginnings: set[str] = set()
        self.whole: dict[str, str] = {}
        for number, leaf in enumerate(leaves):
            match leaf:
                case Word(word):
                    self.stems.setdefault(stem(word), number)
                    self.beginnings.update(_beginnings(stem(word)))
                case Prefix(prefix) if prefix:
                    self.prefixes.append((prefix, number))
                    self.beginnings.add(prefix)
                case Phrase(phrase):
                    self.phrases.setdefault(phrase[0], []).append((phrase, number))
                case Near(words):
                    self.near.append((leaf, number))
                    for word in words:
                        self._want_whole(word, "")
                case Fuzzy():
                    self.fuzzy.append((leaf, number))
        for word, phrases in self.phrases.items():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
            is_alone = any(len(phrase) == 1 or not phrase[1] for phrase, _ in phrases)
            self._want_whole(word, "" if is_alone else "".join({phrase[1][0] for phrase, _ in phrases}))
        self.is_any_word = "" in self.beginnings or "" in self.whole
        sought = (*self.beginnings, *self.whole)
        # An odd sign matters to a plain beginning only after some of its own letters, and not beyond its end.
        self.starts = frozenset(word[:end] for word in sought for end in range(1, len(word)))
        self.longest = max(map(len, sought), default=0)
        self._near_words: dict[tuple[str, int], dict[str, bool]] = {}

    def words_near(self, leaf: Fuzzy, among: Iterable[str]) -> list[str]:
        """Return which of the words are near enough; what was once computed is kept for the next text."""
        key = (leaf.text, leaf.distance)
        known = self._near_words.setdefault(key, {})
        if len(known) > MOST_KNOWN:
            # A new one: another thread may be reading the old one.
            known = self._near_words[key] = {}
        new = {word for word in among if word not in known}
        if new:
            near = words_within(new, leaf.text, leaf.distance)
            known.update({word: word in near for word in new})
        return [word for word in among if known[word]]

    def _want_whole(self, word: str, following: str) -> None:
        if len(word) == LONGEST:
            self.beginnings.add(word)  # of which nothing more is kept
        elif word not in self.whole:
            self.whole[word] = following

    @property
    def is_idle(self) -> bool:
        return not (self.beginnings or self.whole or self.fuzzy)


def _beginnings(stem_: str) -> tuple[str, ...]:
    """Return how the words of a stem begin: Porter's endings change no more than its last letter."""
    if stem_ in _IRREGULAR:
        return _IRREGULAR[stem_]
    return (stem_[:-1] if len(stem_) > 1 and stem_.endswith(_CHANGED) else stem_,)


_wanted = lru_cache(maxsize=100)(_Wanted)


class _Reader:
    """A text, and those of its words that have been read, by their beginnings."""

    def __init__(self, text: str, most: int | None) -> None:
        self.text = text
        self.most = most
        self.is_complete = True
        self.found: dict[int, Token] = {}
        self._next: dict[int, Token | None] = {}

    def after(self, token: Token) -> Token | None:
        """Return the next word."""
        if token.end not in self._next:
            self._next[token.end] = next_token(self.text, token.end)
        return self._next[token.end]

    def read(self, wanted: _Wanted) -> None:
        """Read every word that may be one of the wanted ones, or the first `most` of each."""
        if wanted.is_any_word:
            self._keep(tokens(self.text))
            return
        # Only beginnings of ASCII are looked for in it, and this is a third of the work of lower().
        lowered = self.text.encode("ascii", "replace").decode("ascii").lower()
        doubtful = [odd.start() for odd in self._limited(_ODD.finditer(self.text))]
        if not wanted.fuzzy:
            doubtful = [place for place in doubtful if self._may_begin(lowered, place, wanted)]
        for beginning in wanted.beginnings:
            if beginning.isascii():
                doubtful += self._read_plain(lowered, beginning)
        for word, following in wanted.whole.items():
            if word.isascii():
                doubtful += self._read_plain(lowered, word, following=following, is_whole=True)
        if wanted.fuzzy:
            plain = set(_PLAIN.findall(lowered))
            near = {word for leaf, _ in wanted.fuzzy for word in wanted.words_near(leaf, plain)}
            for word in near:
                doubtful += self._read_plain(lowered, word, is_whole=True)
        self._read_doubtful(doubtful)

    def _may_begin(self, lowered: str, place: int, wanted: _Wanted) -> bool:
        """Return whether an odd sign may stand in what a wanted word begins with."""
        run = lowered[max(0, place - wanted.longest) : place]
        space = run.rfind(" ") + 1
        if space or len(run) == place:
            begun = run[space:]
            return begun in wanted.starts or not begun.isalnum()
        return not run.isalnum()

    def _read_plain(
        self, lowered: str, beginning: str, *, following: str = "", is_whole: bool = False
    ) -> list[int]:
        """Read the words that begin so; return where one may begin that is to be read with what surrounds it."""
        doubtful: list[int] = []
        size, count = len(beginning), 0
        at = lowered.find(beginning)
        while at >= 0:
            before, end = self.text[at - 1 : at], at + size
            if before in _APART:
                if not (is_whole and _is_other(lowered, end, following)):
                    word = _WHOLE.match(lowered, at)
                    token = Token(word[0], at, word.end()) if word else token_at(self.text, at)
                    if token is not None:
                        self.found[at] = token
                        end = token.end
                        count += 1
            elif not (before.isascii() and before.isalnum()):
                doubtful.append(at)
                count += 1
            if count == self.most:
                self.is_complete = False
                break
            at = lowered.find(beginning, end)
        return doubtful

    def _read_doubtful(self, places: list[int]) -> None:
        """Read what stands between spaces around these places."""
        text, end = self.text, 0
        for place in sorted(places):
            if place < end:
                continue
            start = text.rfind(" ", end, place)
            start = end if start < 0 else start
            end = text.find(" ", place)
            end = len(text) if end < 0 else end
            self._keep(tokens(text, start, end))

    def _keep(self, read: Iterable[Token]) -> None:
        self.found.update((token.start, token) for token in self._limited(read))

    def _limited(self, found: Iterable[_Found]) -> Iterable[_Found]:
        if self.most is None:
            return found
        first = list(islice(found, self.most))
        if len(first) == self.most:
            self.is_complete = False
        return first


def _is_other(lowered: str, end: int, following: str) -> bool:
    """Return whether the word goes on here, or certainly another one follows than may."""
    sign = lowered[end : end + 1]
    if sign.isalnum():
        return True
    first = lowered[end + 1 : end + 2]
    return bool(following) and sign == " " and first.isalnum() and first not in following


def find_matches(text: str, leaves: Sequence[Leaf]) -> tuple[Match, ...]:
    """Return where the leaves stand, in text order, never overlapping."""
    return _find(text, leaves, None)[0]


def find_first_matches(text: str, leaves: Sequence[Leaf], most: int) -> tuple[tuple[Match, ...], bool]:
    """Return the first matches, at least about `most` of each leaf, and whether these are all."""
    return _find(text, leaves, most)


def _find(text: str, leaves: Sequence[Leaf], most: int | None) -> tuple[tuple[Match, ...], bool]:
    wanted = _wanted(tuple(leaves))
    if wanted.is_idle:
        return (), True
    reader = _Reader(text, most)
    reader.read(wanted)
    listed = [reader.found[start] for start in sorted(reader.found)]
    near = _find_near(reader, listed, wanted.near)
    fuzzy = _find_fuzzy(listed, wanted)
    found: list[Match] = []
    end = 0
    for token in listed:
        if token.start < end:
            continue
        hit = _find_phrase(reader, token, wanted) if wanted.phrases else None
        if hit is None:
            end = token.end
            number = near.get(token.start)
            if number is None and wanted.stems:
                number = wanted.stems.get(stem(token.text))
            if number is None and wanted.prefixes:
                number = next((n for prefix, n in wanted.prefixes if token.text.startswith(prefix)), None)
            if number is None:
                number = fuzzy.get(token.text)
            hit = None if number is None else Match(token.start, end, number)
        if hit is not None:
            found.append(hit)
            end = hit.end
    return tuple(found), reader.is_complete


def _find_phrase(reader: _Reader, first: Token, wanted: _Wanted) -> Match | None:
    """Return the longest of the phrases that begin with this word."""
    for phrase, number in wanted.phrases.get(first.text, ()):
        last = first
        for word in phrase[1:]:
            token = reader.after(last)
            if token is None or token.text != word:
                break
            last = token
        else:
            return Match(first.start, last.end, number)
    return None


def _find_near(
    reader: _Reader, listed: Sequence[Token], leaves: Iterable[tuple[Near, int]]
) -> dict[int, int]:
    """Return the beginnings of the words that stand near each other as wanted, with their leaves' numbers."""
    found: dict[int, int] = {}
    for leaf, number in leaves:
        needed = Counter(leaf.words)
        among = [token for token in listed if token.text in needed]
        stretch = len(leaf.words) + leaf.distance
        places = _places(reader, among, stretch)
        held: Counter[str] = Counter()
        last = marked = 0
        for first, token in enumerate(among):
            while last < len(among) and places[last] - places[first] < stretch:
                held[among[last].text] += 1
                last += 1
            if held >= needed:
                marked = max(marked, first)
                found.update((other.start, found.get(other.start, number)) for other in among[marked:last])
                marked = last
            held[token.text] -= 1
    return found


def _places(reader: _Reader, among: Sequence[Token], stretch: int) -> list[int]:
    """Return the places of words, counted in words; more than a stretch is at least a stretch."""
    places: list[int] = []
    place = 0
    at: Token | None = None
    for token in among:
        limit = place + stretch
        while at is not None and at.start < token.start and place < limit:
            at = reader.after(at)
            place += 1
        if at is None or at.start != token.start:
            at, place = token, limit
        places.append(place)
    return places


def _find_fuzzy(listed: Sequence[Token], wanted: _Wanted) -> dict[str, int]:
    """Return the words that are as few slips away as wanted, with their leaves' numbers."""
    found: dict[str, int] = {}
    if wanted.fuzzy:
        among = {token.text for token in listed}
        for leaf, number in wanted.fuzzy:
            for word in wanted.words_near(leaf, among):
                found.setdefault(word, number)
    return found
