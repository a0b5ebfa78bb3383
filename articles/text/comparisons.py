"""Two versions of a text, word by word: what they share and where they differ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word has the space before it, so that words that differ in a row are one stretch.
_WORDS = re.compile(r"\s*\S+|\s+$")
_PARAGRAPHS = re.compile(r"\n{2,}|(?:(?!\n\n).)+", re.DOTALL)
# Comparing two stretches takes time by the product of their words; longer ones differ as a whole.
_LARGEST_PRODUCT = 1_000_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one version; `is_own` where the other version does not have them there."""

    text: str
    is_own: bool


def compare_words(one: str, other: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Return two texts in stretches, each complete and in order, marked where the other text differs.

    Paragraphs that stand in both are matched first, then the words between them.
    """
    own: list[Stretch] = []
    others: list[Stretch] = []
    for left, right in _differing(_PARAGRAPHS.findall(one), _PARAGRAPHS.findall(other)):
        if left == right:
            pairs: Iterator[tuple[str, str]] = iter([(left, right)])
        else:
            pairs = _differing(_WORDS.findall(left), _WORDS.findall(right))
        for first, second in pairs:
            _add(own, first, is_own=first != second)
            _add(others, second, is_own=first != second)
    return tuple(own), tuple(others)


def _differing(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield both sequences in parts that are equal, or stand in each other's place."""
    head = _shared(left, right)
    yield "".join(left[:head]), "".join(right[:head])
    tail = _shared(left[head:][::-1], right[head:][::-1])
    yield from _matched(left[head : len(left) - tail], right[head : len(right) - tail])
    yield "".join(left[len(left) - tail :]), "".join(right[len(right) - tail :])


def _shared(left: Sequence[str], right: Sequence[str]) -> int:
    """Return how many parts two sequences have alike at their start."""
    pairs = zip(left, right, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(left), len(right)))


def _matched(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(left) * len(right) > _LARGEST_PRODUCT:
        yield "".join(left), "".join(right)
        return
    for _, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        yield "".join(left[i1:i2]), "".join(right[j1:j2])


def _add(stretches: list[Stretch], text: str, *, is_own: bool) -> None:
    """Add words to a version; the space before those that differ is not marked with them."""
    words = text.lstrip()
    if is_own and words and len(words) < len(text):
        _join(stretches, Stretch(text[: len(text) - len(words)], is_own=False))
        text = words
    if text:
        _join(stretches, Stretch(text, is_own))


def _join(stretches: list[Stretch], stretch: Stretch) -> None:
    if stretches and stretches[-1].is_own == stretch.is_own:
        stretch = Stretch(stretches.pop().text + stretch.text, stretch.is_own)
    stretches.append(stretch)
