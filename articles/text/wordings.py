"""Quoted words as they are compared over articles: whether two quotations may be of the same utterance."""

import math
from collections.abc import Sequence

from articles.text.alignments import likeness
from articles.text.documents import QuotationKind
from articles.text.sketches import COMPARED_WORDS, folded_words

# Below these many words the same words prove nothing: "grave violations" and "We will see." are anybody's.
LEAST_WORDS = {QuotationKind.DIRECT: 4, QuotationKind.MIXED: 5}
# A variant has this much of the longer wording: one word changed in four, or two in ten.
VARIANT = 0.75
# Or it is cut short: nearly all of it, and enough to be no common phrase, stands in the longer one.
CUT_SHORT = 0.9
CUT_WORDS = 8


# Two wordings longer than this that are alike share more than one run; of shorter ones a changed word may leave one.
SHORT_WORDING = 12


def compared_words(words: str, kind: QuotationKind) -> tuple[str, ...]:
    """Return quoted words as they are compared; none for indirect speech and for words too few to tell anything."""
    compared = folded_words(words)
    least = LEAST_WORDS.get(kind)
    return tuple(compared) if least is not None and len(compared) >= least else ()


def variant_score(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how much of two wordings is the same (0 to 1), or 0 where they are no variants of one another.

    It is the same whichever comes first.
    """
    if min(len(one), len(other)) < COMPARED_WORDS:
        return 0.0
    shorter, longer = sorted((one, other), key=lambda words: (len(words), words))
    known = set(longer)
    # No more words than these can be the same in order, which is soon counted.
    if sum(word in known for word in shorter) < min(VARIANT * len(longer), CUT_SHORT * len(shorter)):
        return 0.0
    found = likeness(shorter, longer)
    is_alike = min(found.one_share, found.other_share) >= VARIANT
    is_cut = found.larger_share >= CUT_SHORT and found.words >= CUT_WORDS
    return found.score if found.words >= COMPARED_WORDS and (is_alike or is_cut) else 0.0


def alike_lengths(length: int) -> tuple[int, int]:
    """Return the least and the most words of a short wording that may be a variant of a short one of this length."""
    if length > SHORT_WORDING:
        return 0, 0
    return math.ceil(VARIANT * length), min(SHORT_WORDING, math.floor(length / VARIANT))
