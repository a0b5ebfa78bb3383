"""What an editor enters becomes the days that a date spans."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.editing import NotDays, complete_range, read_days
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


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2009", ("year", datetime.date(2009, 1, 1), datetime.date(2009, 12, 31))),
        ("2016-02", ("month", datetime.date(2016, 2, 1), datetime.date(2016, 2, 29))),
        ("February 2016", ("month", datetime.date(2016, 2, 1), datetime.date(2016, 2, 29))),
        (" 26 June 2009 ", ("day", datetime.date(2009, 6, 26), datetime.date(2009, 6, 26))),
        ("2009-06-26", ("day", datetime.date(2009, 6, 26), datetime.date(2009, 6, 26))),
    ],
)
def test_days_are_as_exact_as_they_are_written(written, expected):
    days = read_days(written)
    assert (days.precision.value, days.earliest, days.latest) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "0000",
        "2009-13",
        "31 February 2009",
        "26 June",
        "26 June 2009, 4:21 pm",
        "2009 or so",
        "in June 2009",
    ],
)
def test_what_is_no_day_is_refused_in_a_sentence(written):
    with pytest.raises(NotDays, match=r"\.$"):
        read_days(written)


@given(st.text(max_size=40))
def test_anything_written_is_days_or_a_sentence(written):
    try:
        days = read_days(written)
    except NotDays:
        return
    assert days.earliest <= days.latest
