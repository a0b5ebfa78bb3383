"""Dates as readers write them in a query."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.dates import read_date
from articles.search.syntax import Dated, Not, Nothing, Undated


def day(text):
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2009", "2009-01-01", "2009-12-31"),
        ("2009-06", "2009-06-01", "2009-06-30"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2009-6-1", "2009-06-01", "2009-06-01"),
        ("2009/06/26", "2009-06-26", "2009-06-26"),
        ("2009.06", "2009-06-01", "2009-06-30"),
        ("20090626", "2009-06-26", "2009-06-26"),
        ("06/2009", "2009-06-01", "2009-06-30"),
        ("June 2009", "2009-06-01", "2009-06-30"),
        ("26 June 2009", "2009-06-26", "2009-06-26"),
        ("26th of", None, None),
        ("26th June 2009", "2009-06-26", "2009-06-26"),
        ("June 26, 2009", "2009-06-26", "2009-06-26"),
        ("Jun 26th 2009", "2009-06-26", "2009-06-26"),
        ("26-Jun-2009", "2009-06-26", "2009-06-26"),
        ("26. Juni 2009", "2009-06-26", "2009-06-26"),
        ("26/06/2009", "2009-06-26", "2009-06-26"),
        ("06/26/2009", "2009-06-26", "2009-06-26"),
        ("6.6.2009", "2009-06-06", "2009-06-06"),
        ("1990s", "1990-01-01", "1999-12-31"),
        ("2009..2010", "2009-01-01", "2010-12-31"),
        ("2009...2010", "2009-01-01", "2010-12-31"),
        ("2009…2010", "2009-01-01", "2010-12-31"),
        ("2009-2010", "2009-01-01", "2010-12-31"),
        ("2009–2010", "2009-01-01", "2010-12-31"),
        ("2009 to 2010", "2009-01-01", "2010-12-31"),
        ("2009-06-26 - 2009-07-01", "2009-06-26", "2009-07-01"),
        ("2009-06..2009-08-15", "2009-06-01", "2009-08-15"),
        ("June 2009 to 15 August 2009", "2009-06-01", "2009-08-15"),
        ("between 2009 and 2010", "2009-01-01", "2010-12-31"),
        ("from 2009 until 2010", "2009-01-01", "2010-12-31"),
        ("2009..", "2009-01-01", None),
        ("..2010", None, "2010-12-31"),
        (">=2009", "2009-01-01", None),
        (">= 2009", "2009-01-01", None),
        ("≥2009", "2009-01-01", None),
        (">2009", "2010-01-01", None),
        ("<=2009-06", None, "2009-06-30"),
        ("<2010", None, "2009-12-31"),
        ("=2009", "2009-01-01", "2009-12-31"),
        ("since June 2009", "2009-06-01", None),
        ("after 2009", "2010-01-01", None),
        ("until 2009", None, "2009-12-31"),
        ("before 2010", None, "2009-12-31"),
        ("[2009 TO 2010]", "2009-01-01", "2010-12-31"),
        ("[2009 TO *]", "2009-01-01", None),
        ("[* TO 2009]", None, "2009-12-31"),
        ("{2009 TO 2012}", "2010-01-01", "2011-12-31"),
        ("[2009 TO 2012}", "2009-01-01", "2011-12-31"),
        ("[2009-06-26, 2009-07-01]", "2009-06-26", "2009-07-01"),
    ],
)
def test_a_date_is_read_in_each_of_its_usual_writings(text, first, last):
    if first is None is last:
        assert read_date(text).node is None
    else:
        assert read_date(text).node == Dated(day(first), day(last))
        assert not read_date(text).complaint


@pytest.mark.parametrize("text", ["undated", "Undated", "none", "unknown"])
def test_no_date_can_be_asked_for(text):
    assert read_date(text).node == Undated()


def test_any_date_can_be_asked_for():
    assert read_date("*").node == Not(Undated())


@pytest.mark.parametrize(
    "text",
    ["", "..", "soon", "0000", "10000", "2009-00", "2009-13", "2009-02-30", ">9999", "<0001", "2009-06-26-2009", "Foo 2009",
     "31 June 2009", "[2009 TO soon]", "before", "2" * 99],
)  # fmt: skip
def test_what_is_no_date_is_explained(text):
    reading = read_date(text)
    assert reading.node is None
    assert "is not a date that can be searched for. Write date:2009," in reading.complaint


def test_a_date_of_two_readings_is_not_guessed():
    reading = read_date("06/07/2009")
    assert reading.node is None
    assert "write the year first, as in 2009-06-26" in reading.complaint


@pytest.mark.parametrize("text", ["2010..2009", "[2010 TO 2009]", "between 2010 and 2009"])
def test_a_range_that_runs_backwards_is_turned_round(text):
    reading = read_date(text)
    assert reading.node == Dated(day("2009-01-01"), day("2010-12-31"))
    assert reading.complaint == "The later date came first; the range was turned round."


def test_a_range_without_a_day_finds_nothing_and_says_why():
    reading = read_date("{2009 TO 2010}")
    assert (reading.node, reading.complaint) == (Nothing(), "No day lies between 2010-01-01 and 2009-12-31.")


@given(st.text(alphabet="0129-/. []{}<>=*TOto…ju nabefore", max_size=80))
def test_any_text_is_a_date_or_is_explained(text):
    reading = read_date(text)
    assert reading.node is not None or reading.complaint.endswith(".")
    if isinstance(reading.node, Dated):
        assert reading.node != Dated()
        first, last = reading.node.earliest, reading.node.latest
        assert not (first and last) or first <= last
