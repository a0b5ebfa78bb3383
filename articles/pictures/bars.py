"""Counts as bars side by side: what is known of the time first, what is not apart on the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.pictures.scales import anchor_at

# Pixels: room for a number over the highest bar, the bars, room for the labels under them.
TOP, PLOT, BOTTOM = 18, 72, 20
BASE = TOP + PLOT
HEIGHT = BASE + BOTTOM
# A bar is never too low to be seen.
LOWEST = 2
# Few bars are no wider than if there were so many.
FEWEST_SLOTS = 12
# Hundredths of its slot that a bar takes: few stand apart, many stand close.
SPARSE, BAR, CLOSE = 64, 80, 90
FEW_BARS, MANY_BARS = 12, 40
# What stands apart has room for its label: slots, or hundredths of all slots.
APART_SLOTS = 1.6
APART_SHARE = 0.24
# With more bars than this not every number is written, but the highest and those that matter.
FEW = 8
# Numbers longer than this stand in each other's way.
LONGEST_NUMBER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One count to draw. `is_apart` has no place on the axis, `has_number` writes the count whatever the others do."""

    count: int
    is_apart: bool = False
    has_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar and the slot it stands in: across in hundredths, upright in pixels from above."""

    slot: float
    slot_width: float
    x: float
    width: float
    y: int
    height: int
    shows_number: bool

    @property
    def middle(self) -> float:
        return round(self.slot + self.slot_width / 2, 2)

    @property
    def number_y(self) -> int:
        return self.y - 5

    @property
    def anchor(self) -> str:
        return anchor_at(self.middle)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedBar:
    """A bar with what it counts and where it leads ("" where there is nothing), and the label under it."""

    name: str
    label: str
    count: int
    url: str
    is_selected: bool
    is_apart: bool
    is_minor: bool
    bar: Bar


def draw_bars(values: Sequence[Value]) -> tuple[Bar, ...]:
    """Return a bar for each count, in their order; those apart come last."""
    in_time = sum(not value.is_apart for value in values)
    apart = len(values) - in_time
    each_apart = max(APART_SLOTS, APART_SHARE * max(in_time, FEWEST_SLOTS)) if in_time else 1.0
    slots = max(FEWEST_SLOTS, in_time + apart * each_apart)
    highest = max((value.count for value in values), default=0)
    writes_all = len(values) <= FEW and len(str(highest)) <= LONGEST_NUMBER
    thickness = (SPARSE if in_time <= FEW_BARS else BAR if in_time < MANY_BARS else CLOSE) / slots
    bars = []
    start = 0.0
    first_highest = next((place for place, value in enumerate(values) if value.count == highest), 0)
    for place, value in enumerate(values):
        width = each_apart if value.is_apart else 1.0
        height = max(LOWEST, round(PLOT * value.count / highest)) if value.count else 0
        bars.append(
            Bar(
                slot=round(100 * start / slots, 2),
                slot_width=round(100 * width / slots, 2),
                x=round(100 * (start + width / 2) / slots - thickness / 2, 2),
                width=round(thickness, 2),
                y=BASE - height,
                height=height,
                shows_number=bool(value.count)
                and (writes_all or value.has_number or value.is_apart or place == first_highest),
            )
        )
        start += width
    return tuple(bars)
