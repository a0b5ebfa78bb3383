"""From what an editor enters to the days that a date spans."""

import calendar
import datetime
from dataclasses import dataclass

from articles.text.dates import read_date
from articles.text.documents import DatePrecision

HOW_TO_WRITE_DAYS = "2019, 2019-10, 2019-10-04, “October 2019” or “4 October 2019”."


class IncompleteDate(ValueError):
    """What an editor entered is no date of the precision; `field` is the end at fault, "earliest" or "latest"."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


def complete_range(
    precision: DatePrecision, *, earliest: datetime.date | None, latest: datetime.date | None
) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and last day of a date of this precision that holds the day given.

    A day is its own range, a month or year runs from its first day to its last; unknown has none.

    Raises:
        IncompleteDate: a known date without a day, or a range without an end or backwards.
    """
    if precision is DatePrecision.UNKNOWN:
        return None, None
    if earliest is None:
        raise IncompleteDate("A date of this precision needs a day.", field="earliest")
    match precision:
        case DatePrecision.MONTH:
            last = calendar.monthrange(earliest.year, earliest.month)[1]
            return earliest.replace(day=1), earliest.replace(day=last)
        case DatePrecision.YEAR:
            return earliest.replace(month=1, day=1), earliest.replace(month=12, day=31)
        case DatePrecision.RANGE:
            if latest is None or latest < earliest:
                raise IncompleteDate("A range needs a last day, not before its first.", field="latest")
            return earliest, latest
        case _:
            return earliest, earliest


class NotDays(ValueError):
    """What an editor wrote is no day, month or year; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Days:
    """A day, a month or a year, from its first day to its last."""

    precision: DatePrecision
    earliest: datetime.date
    latest: datetime.date


def read_days(written: str) -> Days:
    """Return the days that are meant, as exactly as they are written: a date and nothing but a date.

    Raises:
        NotDays: they are none, or have a time.
    """
    try:
        date = read_date(written)
    except ValueError:  # the year 0, the month 13
        date = None
    if date is None or date.span.of(written).strip() != written.strip():
        raise NotDays(f"“{written.strip()[:40]}” is no date. Write {HOW_TO_WRITE_DAYS}")
    if date.precision is DatePrecision.MINUTE:
        raise NotDays("Leave out the time: a day is as exact as this can be.")
    return Days(date.precision, date.earliest, date.latest)
