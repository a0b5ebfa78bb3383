"""Time as a length: days to places, and the few years or months worth a label."""

import calendar
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

# Steps between labelled years: what people count in.
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
# So many labels stand side by side on a wide screen; on a phone half of them.
MOST_LABELS = 10
FEW_LABELS = 5
# Hundredths of the width within which a label is set against the edge instead of around its place.
EDGE = 4

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place; a minor one may go where there is little room."""

    place: float
    label: str
    is_minor: bool = False

    @property
    def anchor(self) -> str:
        """Where the label stands about its place, in the words of SVG's text-anchor."""
        return anchor_at(self.place)


@dataclass(frozen=True)
class TimeScale:
    """Whole years from one to another, both included."""

    first: int
    last: int

    @cached_property
    def _start(self) -> int:
        return datetime.date(self.first, 1, 1).toordinal()

    @cached_property
    def _days(self) -> int:
        # Not by the first day of the next year, which the last year of all has not.
        return datetime.date(self.last, 12, 31).toordinal() + 1 - self._start

    def place(self, day: datetime.date, *, is_end: bool = False) -> float:
        """Return where a day begins, or ends, in hundredths of the width."""
        return round(100 * (day.toordinal() - self._start + is_end) / self._days, 2)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The beginnings of round years, or of the quarters of a single one."""
        if self.first == self.last:
            return tuple(
                Tick(self.place(datetime.date(self.first, month, 1)), self._month(month))
                for month in (1, 4, 7, 10)
            )
        years = spaced(range(self.first, self.last + 1), most=MOST_LABELS)
        kept = thinned(years, most=FEW_LABELS)
        return tuple(
            Tick(self.place(datetime.date(year, 1, 1)), str(year), is_minor=year not in kept)
            for year in years
        )

    def _month(self, month: int) -> str:
        return f"{MONTHS[month - 1]} {self.first}" if month == 1 else MONTHS[month - 1]


def time_scale(days: Iterable[datetime.date]) -> TimeScale | None:
    """Return the scale that holds all of these days, None where there are none."""
    years = [day.year for day in days]
    return TimeScale(min(years), max(years)) if years else None


def spaced(numbers: Sequence[int], *, most: int) -> tuple[int, ...]:
    """Return the round ones among rising numbers, as many as may be and `most` at most; the first where none is."""
    if len(numbers) <= most:
        return tuple(numbers)
    for step in STEPS:
        round_ones = tuple(number for number in numbers if number % step == 0)
        if len(round_ones) <= most:
            return round_ones or (numbers[0],)
    return (numbers[0],)


def thinned(numbers: Sequence[int], *, most: int) -> tuple[int, ...]:
    """Return those of spaced numbers that stay where there is less room, `most` at most: the rounder, or every second or so.

    One alone says nothing of the distance between two: of 2012, 2014 … 2020 only the last is rounder.
    """
    rounder = spaced(numbers, most=most) if numbers else ()
    return rounder if len(rounder) > 1 else tuple(numbers[:: max(1, -(-len(numbers) // most))])


def bins_of(numbers: Sequence[int], *, most: int) -> tuple[range, ...]:
    """Return all numbers from the first to the last of these rising ones in runs of one round length, `most` at most."""
    if not numbers:
        return ()
    span = numbers[-1] - numbers[0] + 1
    # A first run that begins before the first number is one more.
    step = 1 if span <= most else next((each for each in STEPS if span / each + 1 <= most), STEPS[-1])
    first = numbers[0] // step * step
    return tuple(range(start, start + step) for start in range(first, numbers[-1] + 1, step))


def anchor_at(place: float) -> str:
    """Return how a label stands about a place so that it stays within the picture."""
    if place < EDGE:
        return "start"
    return "end" if place > 100 - EDGE else "middle"


def last_day(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])
