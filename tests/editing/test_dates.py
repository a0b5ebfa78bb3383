"""What an editor enters becomes the days that a date spans."""

import datetime

import pytest

from articles.editing import complete_range
from articles.text.documents import DatePrecision

DAY = datetime.date(2016, 2, 6)


@pytest.mark.parametrize(
    ("precision", "latest", "expected"),
    [
        pytest.param("day", None, (DAY, DAY), id="day"),
        pytest.param("minute", None, (DAY, DAY), id="minute"),
        pytest.param("month", None, (datetime.date(2016, 2, 1), datetime.date(2016, 2, 29)), id="leap month"),
        pytest.param("year", None, (datetime.date(2016, 1, 1), datetime.date(2016, 12, 31)), id="year"),
        pytest.param("range", datetime.date(2016, 3, 1), (DAY, datetime.date(2016, 3, 1)), id="range"),
        pytest.param("unknown", DAY, (None, None), id="unknown"),
    ],
)
def test_a_day_is_completed_to_its_precision(precision, latest, expected):
    assert complete_range(DatePrecision(precision), earliest=DAY, latest=latest) == expected


@pytest.mark.parametrize(
    ("precision", "earliest", "latest"),
    [
        pytest.param("day", None, None, id="a day without a day"),
        pytest.param("range", DAY, None, id="a range without an end"),
        pytest.param("range", DAY, datetime.date(2016, 1, 1), id="a range backwards"),
    ],
)
def test_a_date_that_cannot_be_is_refused(precision, earliest, latest):
    with pytest.raises(ValueError, match="needs a"):
        complete_range(DatePrecision(precision), earliest=earliest, latest=latest)
