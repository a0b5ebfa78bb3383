"""Dates as printed."""

import pytest

from articles.text.dates import find_dates, find_hints


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Jun 26, 2009 4:21pm", "2009-06-26T16:21"),
        ("26 June 2009", "2009-06-26"),
        ("26th of June, 2009", "2009-06-26"),
        ("Sept. 9, 2018", "2018-09-09"),
        ("2019-11-05T06:07:08Z", "2019-11-05T06:07"),
        ("12 a.m. on 3 March 2021", "2021-03-03"),
        ("3 March 2021, 12:05 a.m.", "2021-03-03T00:05"),
        ("25/12/2020", "2020-12-25"),
        ("12/25/2020", "2020-12-25"),
        ("11/19/19", "2019-11-19"),
        ("04.05.2019", "2019-05-04"),
        ("5 mars 2017", "2017-03-05"),
        ("5 de marzo de 2017", "2017-03-05"),
    ],
)
def test_a_printed_date_is_read(text, date):
    found = next(find_dates(text))
    assert found.earliest == found.latest
    time = f"T{found.time:%H:%M}" if found.time else ""
    assert f"{found.earliest}{time}" == date


@pytest.mark.parametrize(
    "text",
    [
        "31 June 2009",
        "04/05/2019",
        "2019-13-40",
        "Tuesday",
        "we",
        "May we vote in 2019?",
        "1.2.3",
        "Room 12, 2009",
    ],
)
def test_what_is_no_certain_date_is_none(text):
    assert list(find_dates(text)) == []


def test_the_zone_is_kept_as_printed():
    assert next(find_dates("January 30, 2015 5:05 PM EST")).zone == "EST"


def test_hints_are_the_words_that_bear_on_a_date_each_once():
    body = "On Tuesday and on Tuesday, in late August, last March or on June 4."
    assert [span.of(body) for span in find_hints(body)] == ["Tuesday", "late August", "last March", "June 4"]
