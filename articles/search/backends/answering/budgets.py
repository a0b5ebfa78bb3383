"""How much one query may have read: every beginning, fuzzy word, phrase and nearness in it draws from one budget.

The unit is about a microsecond of processor time on a common machine, counted from what is about to be read and
never from a clock or from what a cache holds: a query is answered alike each time.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

MOST_WORK = 400_000
# To find where the terms of a field in a segment begin; to look up one term; to decode the postings of one.
RANGE, LOOKUP, TERM = 200, 20, 8
# In one unit: bytes of postings decoded with their places, or without; terms read with a range, or compared.
BYTES, BYTES_OF_DOCUMENTS, WORDS = 25, 60, 20


class Drawn(NamedTuple):
    """The documents found, how much work that was, and whether others were not looked for, as it would be too much."""

    mask: npt.NDArray[np.bool_]
    work: int
    is_cut: bool


@dataclass(slots=True)
class Budget:
    """Work that may still be done."""

    left: int = field(default_factory=lambda: MOST_WORK)
    is_spent: bool = False

    def take(self, work: int) -> bool:
        """Return whether there is so much left, and take it; what does not fit ends nothing for what does."""
        if work > self.left:
            self.is_spent = True
            return False
        self.left -= work
        return True
