"""How text becomes the words that are compared, the same for the index, a query and a snippet.

Case, accents, curly quotes and typographic apostrophes are folded; "U.S." and "US" are one word, and
so are "it's" and "it", "O'Brien" and "OBrien", "1,000" and "1000". "C++" and "C#" are words. No word is left
out, however short or common, so that a phrase is exactly what it says. A character of Chinese or Japanese is a
word of its own: without a dictionary nothing longer can be told apart.

Only single words are stemmed (English, Porter 2): `sanction` finds "sanctions", while `"sanction"`
and `sanction*` are compared with the words as they are written.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from articles.search.stems import porter2

# No language has a longer word; a longer run is data, and is told apart by its beginning.
LONGEST = 100

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W\d_{_CJK}]"
_SIGN = rf"[^\W_{_CJK}]"
# Apostrophes, accents apart from their letter, and marks that only say where a line may break.
_INSIDE = rf"(?:{_SIGN}|['’ʼ\u0300-\u036f\u00ad\u200b-\u200d\u2060])"
_WORD = re.compile(
    rf"""
      (?<!\w){_LETTER}(?:\.{_LETTER})+(?!\w)\.?          # U.S., U.S, a.m.
    | \d+(?:[.,]\d+)+(?!\w)                              # 1,000 and 3.5
    | [{_CJK}]
    | {_SIGN}(?:{_INSIDE}*(?:{_SIGN}|[\u0300-\u036f]))?  # words, with what may stand inside them
      (?:(?:\+\+|\#)(?!\w))?                             # C++ and C#
    """,
    re.VERBOSE,
)
_POSSESSIVE = re.compile(r"['’ʼ]s$")
_DROPPED = dict.fromkeys(map(ord, "'’ʼ\u00ad\u200b\u200c\u200d\u2060"))
# Letters that Unicode does not take apart.
_LETTERS = str.maketrans({"æ": "ae", "ð": "d", "ø": "o", "þ": "th", "đ": "d", "ı": "i", "ł": "l", "œ": "oe"})


class Token(NamedTuple):
    """A word as compared, and where it stands in the text (code points)."""

    text: str
    start: int
    end: int


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the words of a text in order, folded; or those between two places where no word goes on."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield _token(match)


def token_at(text: str, start: int) -> Token | None:
    """Return the word that begins here, where one may begin: after a space, say."""
    match = _WORD.match(text, start)
    return _token(match) if match else None


def next_token(text: str, end: int) -> Token | None:
    """Return the first word after the end of another."""
    match = _WORD.search(text, end)
    return _token(match) if match else None


def _token(match: re.Match[str]) -> Token:
    return Token(fold(match.group()), match.start(), match.end())


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded."""
    return tuple(map(fold, _WORD.findall(text)))


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Return one word as it is compared."""
    if word.isascii() and word.isalnum():
        return word.lower()[:LONGEST]
    decomposed = unicodedata.normalize("NFKD", word)
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()
    bare = _POSSESSIVE.sub("", bare).translate(_DROPPED).translate(_LETTERS)
    if bare[:1].isdigit():
        return bare.replace(",", "")[:LONGEST]
    return bare.replace(".", "")[:LONGEST]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the English stem of a folded word; what is no plain word comes back as it is."""
    return porter2(word) if has_forms(word) else word


def has_forms(word: str) -> bool:
    """Return whether a folded word is one that English may inflect: no figure, no letter alone, nothing foreign."""
    return len(word) > 2 and word.isascii() and word.isalpha()
