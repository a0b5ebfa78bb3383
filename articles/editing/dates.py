"""From what an editor enters to the days a publication date spans."""

import calendar
import datetime

from articles.text.documents import DatePrecision


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
