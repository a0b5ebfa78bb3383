"""Days as marks, silences between them, and counts as shades."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from articles.pictures.scales import TimeScale
from articles.pictures.shading import SHADES, shade
from articles.pictures.strips import Mark, Silence, Stretch, draw_marks, in_words, longest_silence


def day(text):
    return datetime.date.fromisoformat(text)


def on(text):
    return Stretch(day(text), day(text))


def between(first, last):
    return Stretch(day(first), day(last))


def test_a_day_stands_at_its_noon_and_a_month_is_as_long_as_it_is():
    marks = draw_marks(TimeScale(2009, 2009), [on("2009-01-01"), between("2009-06-01", "2009-06-30")])
    assert marks[0] == Mark(0.14, 0)
    assert marks[0].is_day
    # 151 of 365 days before June, which has 30.
    assert marks[1] == Mark(41.37, 8.22)
    assert not marks[1].is_day


def test_the_longest_silence_is_what_lies_surely_between():
    stretches = [on("2009-01-10"), between("2009-02-01", "2009-03-31"), on("2009-12-01"), on("2009-12-20")]
    assert longest_silence(stretches) == Silence(day("2009-04-01"), day("2009-11-30"))
    assert longest_silence(stretches).days == 244


def test_a_year_that_may_hold_all_others_leaves_no_silence():
    assert longest_silence([between("2009-01-01", "2009-12-31"), on("2009-03-01"), on("2009-09-01")]) is None


def test_days_side_by_side_and_a_day_alone_have_no_silence_between():
    assert longest_silence([on("2009-03-01"), on("2009-03-02")]) is None
    assert longest_silence([on("2009-03-01")]) is None
    assert longest_silence([]) is None


def test_of_equal_silences_the_first_counts():
    found = longest_silence([on("2009-03-01"), on("2009-03-03"), on("2009-03-05")])
    assert found == Silence(day("2009-03-02"), day("2009-03-02"))


DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2020, 12, 31))


@given(st.lists(st.tuples(DAYS, DAYS).map(lambda pair: Stretch(min(pair), max(pair)))))
def test_no_stretch_reaches_into_the_longest_silence(stretches):
    silence = longest_silence(stretches)
    if silence:
        assert silence.days >= 1
        assert not [
            each for each in stretches if each.earliest <= silence.last and each.latest >= silence.first
        ]


def test_days_are_told_as_people_tell_them():
    assert in_words(1) == "1 day"
    assert in_words(61) == "61 days"
    assert in_words(152) == "5 months"
    assert in_words(731) == "2 years"
    assert in_words(825) == "2 years 3 months"
    assert in_words(761) == "2 years 1 month"


def test_only_nothing_has_no_shade_and_the_most_the_darkest():
    assert shade(0, highest=100) == 0
    assert shade(1, highest=100) == 1
    assert shade(25, highest=100) == 3
    assert shade(100, highest=100) == SHADES
    assert shade(0, highest=0) == 0


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_more_is_never_lighter(highest, count):
    count = min(count, highest)
    assert 0 <= shade(count, highest=highest) <= shade(min(highest, count + 1), highest=highest) <= SHADES
    assert bool(count) == bool(shade(count, highest=highest))
