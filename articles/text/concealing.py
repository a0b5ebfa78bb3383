"""Words taken out of a text that readers see, so that every other place in it stays what it was."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from articles.text.spans import Span

MASK = "█"
# Signs of a mask without a space: a narrow page breaks it there.
GROUP = 8

_TOKEN = re.compile(r"\w+")
_MASKED = re.compile(rf"{MASK}(?:[{MASK} \n]*{MASK})?")


def conceal(text: str, withheld: Collection[str]) -> str:
    """Return a text of the same length with a mask wherever it has any of the words withheld.

    They are found as whole words, whatever their case and whatever signs stand between them: a headline prints
    them otherwise than the body. The mask keeps line breaks, and tells nothing but how long they are together.
    """
    if not text or not withheld:
        return text
    pieces = []
    end = 0
    for place in find_concealed(text, withheld):
        pieces += [text[end : place.start], _mask(text[place.start : place.end])]
        end = place.end
    return "".join([*pieces, text[end:]])


def has_any(text: str, withheld: Collection[str]) -> bool:
    """Return whether a text has any of the words withheld."""
    return next(find_concealed(text, withheld), None) is not None


def is_nothing_but(text: str, words: str) -> bool:
    """Return whether all words of a text are these, perhaps several times."""
    return _TOKEN.search(conceal(text, [words])) is None


def find_concealed(text: str, withheld: Collection[str]) -> Iterator[Span]:
    """Yield where a text has words withheld, in text order; stretches that overlap or touch are one."""
    places = sorted(match.span() for words in withheld for match in _pattern(words).finditer(text))
    start = end = -1
    for first, last in places:
        if first > end:
            if start >= 0:
                yield Span(start, end)
            start, end = first, last
        end = max(end, last)
    if start >= 0:
        yield Span(start, end)


def split_at_masks(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in stretches, none of them empty, each with whether it is a mask."""
    end = 0
    for match in _MASKED.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], False
        yield match.group(), True
        end = match.end()
    if end < len(text):
        yield text[end:], False


def in_brackets(text: str) -> str:
    """Return a text with “[withheld]” for each mask, where no place in it counts any more."""
    return "".join("[withheld]" if is_mask else part for part, is_mask in split_at_masks(text))


@lru_cache(1_000)
def _pattern(words: str) -> re.Pattern[str]:
    tokens = _TOKEN.findall(words)
    if not tokens:
        return re.compile(re.escape(words.strip()) if words.strip() else r"(?!)")
    found = r"\W+".join(map(re.escape, tokens))
    before = r"(?<!\w)" if _parts_words(tokens[0][0]) else ""
    after = r"(?!\w)" if _parts_words(tokens[-1][-1]) else ""
    pattern = f"{before}{found}{after}"
    if len(tokens) > 1:
        # Also where they stand letter by letter inside of a longer word, as no single word may be taken.
        pattern += f"|{re.escape(words.strip())}"
    return re.compile(pattern, re.IGNORECASE)


def _parts_words(sign: str) -> bool:
    """Return whether a sign is of a script that sets spaces between words."""
    return sign.isdigit() or sign.lower() != sign.upper()


def _mask(words: str) -> str:
    last = len(words) - 1
    return "".join(
        sign if sign == "\n" else " " if place % (GROUP + 1) == GROUP and place < last else MASK
        for place, sign in enumerate(words)
    )
