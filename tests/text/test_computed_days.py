"""What words that mean days stand for."""

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.computed_days import LONGEST_BODY, MOST_DAYS, compute_days
from articles.text.documents import DateBasis, DatePrecision, PublicationDate
from articles.text.months import WEEKDAYS
from articles.text.spans import Span


def published(first: str, last: str = "") -> PublicationDate:
    precision = DatePrecision.RANGE if last else DatePrecision.DAY
    return PublicationDate(
        precision,
        DateBasis.EDITOR,
        datetime.date.fromisoformat(first),
        datetime.date.fromisoformat(last or first),
    )


TUESDAY = published("2016-09-06")


def meanings(body: str, date: PublicationDate = TUESDAY) -> list[str]:
    return [f"{found.words}: {found}" for found in compute_days(body, date)]


@pytest.mark.parametrize(
    ("body", "meaning"),
    [
        ("The board met on Saturday.", "Saturday: 3 September 2016"),
        ("“No,” she said Monday.", "Monday: 5 September 2016"),
        ("The board met on Tuesday.", "Tuesday: 6 September 2016"),
        ("The board will vote on Thursday.", "Thursday: 8 September 2016"),
        ("The vote is expected to be held on Monday.", "Monday: 12 September 2016"),
        ("On Thursday, the board will vote.", "Thursday: 8 September 2016"),
        ("It said it would be closed on Friday.", "Friday: 9 September 2016"),
        ("On Monday, Sen. Ada B. Marsh said no.", "Monday: 5 September 2016"),
        ("They plan to vote, but on Monday, she said no.", "Monday: 5 September 2016"),
        # Open either way: both, the earlier first.
        ("Thursday’s vote split the board.", "Thursday: 1 September 2016 or 8 September 2016"),
        ("It was set to vote on Thursday.", "Thursday: 1 September 2016 or 8 September 2016"),
        ("They meet on Thursday.", "Thursday: 1 September 2016 or 8 September 2016"),
        ("It will meet on Tuesday.", "Tuesday: 6 September 2016 or 13 September 2016"),
        ("It met last Monday.", "last Monday: 5 September 2016 or 29 August 2016"),
        ("It met last Friday.", "last Friday: 2 September 2016"),
        ("It meets next Friday.", "next Friday: 9 September 2016 or 16 September 2016"),
        ("It meets next Monday.", "next Monday: 12 September 2016"),
        ("It met this past Tuesday.", "this past Tuesday: 30 August 2016"),
        ("It meets this coming Tuesday.", "this coming Tuesday: 13 September 2016"),
        ("It meets this Friday.", "this Friday: 9 September 2016"),
        # Months.
        ("The council condemned it in late August.", "late August: 20 to 31 August 2016"),
        ("It begins in early October.", "early October: 1 to 10 October 2016"),
        ("It ended in mid-April.", "mid-April: 10 to 20 April 2016"),
        ("It began in December.", "December: December 2015 or December 2016"),
        ("It has been shut since June.", "June: June 2016"),
        ("It closed last March.", "last March: March 2016 or March 2015"),
        ("It closed last October.", "last October: October 2015"),
        ("It opens next October.", "next October: October 2016 or October 2017"),
        ("It opens this December.", "this December: December 2016"),
        ("It will open in February.", "February: February 2017"),
        # Days without a year.
        ("It closed on August 30.", "August 30: 30 August 2016"),
        ("It opens on 8 Sept.", "8 Sept.: 8 September 2016"),
        ("It closed on Friday, March 4.", "Friday, March 4: 4 March 2016"),
        ("It will close on January 3.", "January 3: 3 January 2017"),
        # Relative stretches.
        ("It closed yesterday.", "yesterday: 5 September 2016"),
        ("Tomorrow it opens.", "Tomorrow: 7 September 2016"),
        ("It closed last week.", "last week: 29 August to 4 September 2016"),
        ("It closes this week.", "this week: 5 to 11 September 2016"),
        ("It closed last month.", "last month: August 2016"),
        ("It closes next year.", "next year: 2017"),
    ],
)
def test_words_mean_days_counted_from_publication(body, meaning):
    assert meanings(body) == [meaning]


@pytest.mark.parametrize(
    "body",
    [
        "It opens on Friday, June 26, 2009, and closed in June 2008.",
        "Black Friday, Super Tuesday and the Sunday Times.",
        "It meets every Tuesday, each Monday, on a Friday and on a rainy Thursday.",
        "They close on Sundays.",
        "It has shrunk in the last week.",
        "In May 2016 it closed. This year it opens.",
        "It may march on.",
        "The attacks of January of last year",
        "It closed on Monday, March 4.",  # a Friday in that year
    ],
)
def test_words_that_mean_no_day_of_their_own_are_left_out(body):
    assert [found for found in compute_days(body, TUESDAY) if found.words != "last year"] == []


def test_words_that_were_said_count_from_another_day_and_are_left_out():
    body = "“We vote on Friday,” she said on Monday."
    assert [found.words for found in compute_days(body, TUESDAY, quoted=[Span(1, 18)])] == ["Monday"]


def test_each_meaning_comes_once_with_its_first_place_in_text_order():
    body = "She said on Monday: in late August, no. He said on Monday: it will end on Monday."
    found = compute_days(body, TUESDAY)
    assert [(one.words, one.span.start) for one in found] == [
        ("Monday", 12),
        ("late August", 23),
        ("Monday", 74),
    ]
    assert str(found[2]) == "12 September 2016"


@pytest.mark.parametrize(
    ("date", "meaning"),
    [
        (published("2016-09-05", "2016-09-07"), ["late August: 20 to 31 August 2016"]),
        (published("2016-01-01", "2016-12-31"), []),
        (PublicationDate(), []),
    ],
)
def test_a_date_that_spans_days_settles_only_what_is_the_same_for_all(date, meaning):
    assert meanings("She said on Tuesday that in late August it closed.", date) == meaning


def test_a_week_told_on_a_sunday_is_either_of_two():
    assert meanings("It closes this week.", published("2016-09-04")) == [
        "this week: 29 August to 4 September 2016 or 4 to 10 September 2016"
    ]


def test_a_leap_day_is_that_of_the_leap_year():
    assert meanings("It closed on Feb. 29.", published("2016-03-01")) == ["Feb. 29: 29 February 2016"]
    assert meanings("It closed on Feb. 29.", published("2018-03-01")) == []


@given(
    day=st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), weekday=st.sampled_from(WEEKDAYS)
)
def test_a_weekday_in_the_past_is_within_the_week_before_publication(day, weekday):
    (found,) = compute_days(f"The board met on {weekday}.", published(str(day)))
    (meaning,) = found.readings
    assert 0 <= (day - meaning.earliest).days <= 6
    assert meaning.earliest.weekday() == WEEKDAYS.index(weekday)


PIECES = ["Monday ", "May ", "4 ", "29 ", "Feb. ", "last ", "late ", "will ", "said ", ". ", "\n", "in "]


@given(st.lists(st.sampled_from(PIECES)))
def test_any_text_is_computed(pieces):
    text = "".join(pieces)
    for found in compute_days(text, TUESDAY):
        assert found.span.of(text) == found.words


@pytest.mark.parametrize("piece", ["Tuesday ", "June 4 ", "will ", "late ", "Sen. ", "x"])
def test_no_body_takes_long_or_fills_a_page(piece):
    body = piece * (2 * LONGEST_BODY // len(piece))
    start = time.process_time()
    assert len(compute_days(body, TUESDAY)) <= MOST_DAYS
    assert time.process_time() - start < 5
