"""Whether two texts are versions of one another."""

import re

SHINGLE_WORDS = 4
# A corrected or shortened version keeps most runs of four words, another article hardly any.
SAME_ARTICLE = 0.3


def resemblance(one: str, other: str) -> float:
    """Return the share (0 to 1) of the shorter text's runs of four words that the longer one has too."""
    first, second = _shingles(one), _shingles(other)
    if not first or not second:
        return 0.0
    return len(first & second) / min(len(first), len(second))


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + SHINGLE_WORDS]) for i in range(max(1, len(words) - SHINGLE_WORDS + 1))}
