"""Counts as shades."""

import math

# Shades told apart at a glance; 0 is none at all.
SHADES = 5


def shade(count: int, *, highest: int) -> int:
    """Return the shade of a count, 0 to SHADES; only nothing has none.

    By the square root: counts of people's quotes are many small ones and a few large ones.
    """
    if count <= 0 or highest <= 0:
        return 0
    return min(SHADES, math.ceil(SHADES * math.sqrt(count / highest)))
