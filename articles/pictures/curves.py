"""Risk against coverage as a line: how many are wrong among the most certain part of all; in units of its viewBox."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from articles.pictures.scales import Tick

# The drawing's size and the room around its axes, in its own units.
WIDTH, HEIGHT = 400, 250
LEFT, RIGHT, TOP, BOTTOM = 46, 24, 20, 44
STEP = 5  # hundredths between the lines across


@dataclass(frozen=True, slots=True)
class Curve:
    """Risk against coverage as a drawing: how many are wrong among the most certain part of all."""

    line: str
    dots: tuple[tuple[float, float], ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    plain: float | None  # where the part ends that pages show without "probably"
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM
    middle: int = (LEFT + WIDTH - RIGHT) // 2

    @property
    def is_mostly_plain(self) -> bool:
        """Whether the label of that place must stand before it, for want of room behind it."""
        return self.plain is not None and self.plain > self.middle


def draw_curve(risk: Sequence[dict[str, float]], *, plain: float | None = None) -> Curve | None:
    """Return the drawing of points of coverage and wrong, both in hundredths; None for fewer than two.

    The upper end of the scale is the next multiple of STEP above the worst point.
    """
    if len(risk) < 2:
        return None
    highest = STEP * max(1, math.ceil(max(point["wrong"] for point in risk) / STEP))
    dots = tuple((_across(point["coverage"]), _up(point["wrong"], highest)) for point in risk)
    return Curve(
        line=" ".join(f"{x},{y}" for x, y in dots),
        dots=dots,
        across=tuple(Tick(_across(share), f"{share} %") for share in (0, 25, 50, 75, 100)),
        up=tuple(Tick(_up(share, highest), f"{share} %") for share in range(0, highest + 1, STEP)),
        plain=_across(plain) if plain is not None else None,
    )


def _across(share: float) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * share / 100, 1)


def _up(share: float, highest: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share / highest, 1)
