"""Days as marks on a strip of time, and the longest silence between them."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.pictures.scales import TimeScale
from articles.pictures.shading import SHADES

# Pixels: a strip, a day on it, and what may be any of some days.
STRIP, DAY = 28, 2
DOUBT_FROM, DOUBT = 9, 10


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time known to lie between two days, both included; equal for a day that is known."""

    earliest: datetime.date
    latest: datetime.date


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch on a strip, in hundredths of its width; a day that is known has no width."""

    x: float
    width: float

    @property
    def is_day(self) -> bool:
        return self.width == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedMark:
    """A mark with what it tells and where it leads: a quote, or many of one time in the shade of their count."""

    mark: Mark
    url: str
    told: str
    shade: int | None = None

    @property
    def opacity(self) -> float:
        """How much of the colour is seen, 0 to 1."""
        return 1.0 if self.shade is None else round(self.shade / SHADES, 2)


@dataclass(frozen=True, slots=True)
class Silence:
    """The days, both included, that lie surely between two stretches."""

    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def draw_marks(scale: TimeScale, stretches: Iterable[Stretch]) -> tuple[Mark, ...]:
    """Return a mark for each stretch: a day at its noon, an uncertain date as long as it may have been."""
    marks = []
    for stretch in stretches:
        start = scale.place(stretch.earliest)
        end = scale.place(stretch.latest, is_end=True)
        is_day = stretch.earliest == stretch.latest
        marks.append(Mark(round((start + end) / 2, 2), 0) if is_day else Mark(start, round(end - start, 2)))
    return tuple(marks)


def longest_silence(stretches: Sequence[Stretch]) -> Silence | None:
    """Return the longest time in which surely none of these lie, the first of equals; None where there is none."""
    found: Silence | None = None
    until: datetime.date | None = None
    for stretch in sorted(stretches, key=lambda each: (each.earliest, each.latest)):
        if until is not None and (stretch.earliest - until).days > 1:
            day = datetime.timedelta(days=1)
            silence = Silence(until + day, stretch.earliest - day)
            if found is None or silence.days > found.days:
                found = silence
        until = stretch.latest if until is None else max(until, stretch.latest)
    return found


def in_words(days: int) -> str:
    """Return a number of days as people say it: "12 days", "5 months", "2 years 3 months"."""
    if days < 62:
        return _counted(days, "day")
    months = round(days / 30.44)
    if months < 24:
        return _counted(months, "month")
    years, months = divmod(months, 12)
    return _counted(years, "year") + (f" {_counted(months, 'month')}" if months else "")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
