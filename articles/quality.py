"""How good attribution is, as measured while the engine was made: the figures of data/quality.json, and their curve."""

import datetime
import functools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIGURES = Path(__file__).parent / "data" / "quality.json"

# The drawing's size and the room around its axes, in its own units.
WIDTH, HEIGHT = 400, 250
LEFT, RIGHT, TOP, BOTTOM = 46, 24, 20, 44
STEP = 5  # hundredths between the lines across


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis with its label."""

    place: float
    label: str


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


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was measured on one set of labelled articles; `figures` are as the file gives them."""

    figures: dict[str, Any]
    measured: datetime.date
    curve: Curve | None


@functools.cache
def measured_corpora() -> tuple[Corpus, ...]:
    """Return the development figures, in the order of the file; none where none were published."""
    if not FIGURES.exists():
        return ()
    held = json.loads(FIGURES.read_text(encoding="utf-8"))["corpora"]
    return tuple(
        Corpus(
            one,
            datetime.date.fromisoformat(one["measured"]),
            draw_curve(one["risk"], plain=_plain_share(one)),
        )
        for one in held
    )


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


def _plain_share(figures: dict[str, Any]) -> float | None:
    """Return how much of all is shown without "probably", in hundredths."""
    counts = [row["quotations"] for row in figures["shown"]]
    return 100 * counts[0] / sum(counts) if sum(counts) else None


def _across(share: float) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * share / 100, 1)


def _up(share: float, highest: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share / highest, 1)
