"""From the first to the last of some articles, no more exactly than these are dated."""

import datetime
from dataclasses import dataclass

from articles.text.months import ENGLISH_MONTHS


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days between which one date lies, both included: the same twice where the day is known."""

    earliest: datetime.date
    latest: datetime.date

    def __str__(self) -> str:
        """Name the day, else the month or the year that holds both: never a day that nothing states."""
        one, other = self.earliest, self.latest
        month = f"{ENGLISH_MONTHS[one.month - 1]} {one.year}"
        if one == other:
            return f"{one.day} {month}"
        if one.year != other.year:
            return f"some day from {one.year} to {other.year}"
        return month if one.month == other.month else str(one.year)


@dataclass(frozen=True, slots=True)
class Period:
    """When the first and the last of some articles were published.

    The first of several lies between the least of their earliest days and the least of their latest ones,
    the last between the greatest of each.
    """

    first: Bounds
    last: Bounds

    def __str__(self) -> str:
        first, last = str(self.first), str(self.last)
        return first if first == last else f"{first} to {last}"


def period_of(
    first_earliest: datetime.date | None,
    first_latest: datetime.date | None,
    last_earliest: datetime.date | None,
    last_latest: datetime.date | None,
) -> Period | None:
    """Return the period of four days as a database aggregates them, None where nothing is dated."""
    if not (first_earliest and first_latest and last_earliest and last_latest):
        return None
    return Period(Bounds(first_earliest, first_latest), Bounds(last_earliest, last_latest))


def joined(one: Period | None, other: Period | None) -> Period | None:
    """Return the period of the articles of two."""
    if not (one and other):
        return one or other
    return Period(
        Bounds(min(one.first.earliest, other.first.earliest), min(one.first.latest, other.first.latest)),
        Bounds(max(one.last.earliest, other.last.earliest), max(one.last.latest, other.last.latest)),
    )
