"""Shares with how far they may be off, one after the other in time; in units of its viewBox."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from articles.pictures.scales import Tick

WIDTH, HEIGHT = 400, 220
LEFT, RIGHT, TOP, BOTTOM = 46, 16, 14, 34
STEP = 10  # hundredths between the lines across
# With more than this many only every other label is written, and so on.
MOST_LABELS = 6


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with the ends of its interval, each 0 to 1."""

    label: str
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Whisker:
    """An estimate drawn: a dot on a line from `top` to `foot`; the label "" is not written."""

    x: float
    y: float
    top: float
    foot: float
    label: str


@dataclass(frozen=True, slots=True)
class Intervals:
    whiskers: tuple[Whisker, ...]
    up: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM

    @property
    def line(self) -> str:
        """The dots joined, as the points of a polyline."""
        return " ".join(f"{whisker.x},{whisker.y}" for whisker in self.whiskers)


def draw_intervals(estimates: Sequence[Estimate]) -> Intervals | None:
    """Return the drawing of estimates in their order, None for none.

    The scale ends at 100 % and begins at the multiple of STEP below the lowest end of an interval.
    """
    if not estimates:
        return None
    lowest = min(100 - STEP, STEP * math.floor(100 * min(each.low for each in estimates) / STEP))
    room = (WIDTH - LEFT - RIGHT) / len(estimates)
    every = math.ceil(len(estimates) / MOST_LABELS)
    last = len(estimates) - 1
    return Intervals(
        whiskers=tuple(
            Whisker(
                x=round(LEFT + room * (place + 0.5), 1),
                y=_up(100 * each.share, lowest),
                top=_up(100 * each.high, lowest),
                foot=_up(100 * each.low, lowest),
                label=each.label if (last - place) % every == 0 else "",
            )
            for place, each in enumerate(estimates)
        ),
        up=tuple(Tick(_up(share, lowest), f"{share} %") for share in range(lowest, 101, STEP)),
    )


def _up(share: float, lowest: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (share - lowest) / (100 - lowest), 1)
