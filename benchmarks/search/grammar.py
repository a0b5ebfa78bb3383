"""Shapes of sentences: words that stand, and places for words of a class."""

import random

import numpy as np
from numpy.typing import NDArray

# Places to fill. Everything else in a shape stands as it is.
SLOTS = ("N", "NS", "V", "VED", "VING", "A", "ADV", "PLACE", "PERSON", "NUMBER", "PAIR")

# Each name in <> is replaced by one of its alternatives; a line repeated is as much more frequent.
RULES: dict[str, tuple[str, ...]] = {
    "S": (
        "<NP> <VP>",
        "<NP> <VP>",
        "<NP> <VP> , and <NP> <VP>",
        "in PLACE , <NP> <VP>",
        "after <NP> <VP> , <NP> <VP>",
        "but <NP> <VP> , which is why <NP> <VP>",
        "there were NUMBER NS in <NP> , more than <WHEN> before",
        "it was not the A N that <NP> had VED",
        "<NP> <VP> , while <NP> <VP>",
    ),
    "NP": (
        "the N", "the N", "the A N", "the A N", "the N of PLACE", "the NS", "A NS", "its N", "their NS", "PERSON",
        "the N of the N", "more than NUMBER NS", "the PAIR N", "some of the A NS", "PLACE", "a A N", "no N",
        "the N between the NS and the N", "NUMBER percent of the NS", "those who VED the N",
    ),
    "VP": (
        "VED <NP>", "VED <NP>", "has VED <NP>", "will V <NP>", "would not V <NP> <WHEN>", "was VED by <NP>",
        "ADV VED <NP> <WHERE>", "is A for <NP>", "had been VED <WHEN>", "VED <NP> for <NP>", "is VING <NP>",
        "VED <NP> to V <NP>", "could V <NP> with <NP>", "went on VING <NP> <WHERE>", "said little about <NP>",
        "does not have the A NS it would take to V <NP>",
    ),
    "WHERE": ("in PLACE", "at the N", "on the A N", "under the N", "in the N of PLACE", "from <NP>"),
    "WHEN": ("last year", "on Monday", "on Thursday", "in March", "in October", "this week", "before the N"),
}  # fmt: skip
SHAPES = 4_000
SHORTEST, LONGEST = 8, 36


class Shapes:
    """Many shapes laid end to end, each token as a number: slots first, then the words that stand."""

    def __init__(self, *, seed: int) -> None:
        draw = random.Random(f"shapes {seed}")
        shapes: list[list[str]] = []
        while len(shapes) < SHAPES:
            shape = _expanded("<S>", draw).split()
            if SHORTEST <= len(shape) <= LONGEST:
                shapes.append(shape)
        self.standing: tuple[str, ...] = tuple(
            sorted({token for shape in shapes for token in shape} - set(SLOTS))
        )
        codes = {token: code for code, token in enumerate((*SLOTS, *self.standing))}
        self.tokens: NDArray[np.int64] = np.array([codes[token] for shape in shapes for token in shape])
        self.lengths: NDArray[np.int64] = np.array([len(shape) for shape in shapes])
        self.starts: NDArray[np.int64] = np.cumsum(self.lengths) - self.lengths

    def laid_out(self, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the tokens of the chosen shapes one after the other."""
        lengths = self.lengths[chosen]
        ends = np.cumsum(lengths)
        within = np.arange(ends[-1]) - np.repeat(ends - lengths, lengths)
        laid: NDArray[np.int64] = self.tokens[np.repeat(self.starts[chosen], lengths) + within]
        return laid


def _expanded(shape: str, draw: random.Random) -> str:
    while "<" in shape:
        before, _, rest = shape.partition("<")
        name, _, after = rest.partition(">")
        shape = before + draw.choice(RULES[name]) + after
    return shape
