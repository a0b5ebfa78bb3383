"""Time as a length."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from articles.pictures.scales import TimeScale, anchor_at, bins_of, last_day, spaced, thinned, time_scale

DAYS = st.dates(datetime.date(1600, 1, 1), datetime.date(9999, 12, 31))


def test_a_scale_runs_over_whole_years():
    days = [datetime.date(2012, 6, 3), datetime.date(2010, 12, 31)]
    assert time_scale(days) == TimeScale(2010, 2012)


def test_no_days_have_no_scale():
    assert time_scale([]) is None


def test_the_first_day_begins_at_nothing_and_the_last_ends_at_all():
    scale = TimeScale(2009, 2009)
    assert scale.place(datetime.date(2009, 1, 1)) == 0
    assert scale.place(datetime.date(2009, 12, 31), is_end=True) == 100
    # 181 of 365 days are over before the first of July.
    assert scale.place(datetime.date(2009, 7, 1)) == 49.59


def test_the_last_year_of_all_has_a_scale():
    assert TimeScale(9999, 9999).place(datetime.date(9999, 12, 31), is_end=True) == 100


def test_a_single_year_is_labelled_by_its_quarters():
    assert [tick.label for tick in TimeScale(2009, 2009).ticks] == ["Jan 2009", "Apr", "Jul", "Oct"]


def test_many_years_are_labelled_by_round_ones_and_fewer_where_there_is_no_room():
    ticks = TimeScale(1998, 2024).ticks
    assert [tick.label for tick in ticks] == ["2000", "2005", "2010", "2015", "2020"]
    assert not any(tick.is_minor for tick in ticks)
    ticks = TimeScale(2011, 2020).ticks
    assert len(ticks) == 10
    assert [tick.label for tick in ticks if not tick.is_minor] == ["2012", "2014", "2016", "2018", "2020"]


def test_labels_at_the_edges_stay_within():
    assert [anchor_at(place) for place in (0, 50, 100)] == ["start", "middle", "end"]


@given(st.sets(DAYS, min_size=1), DAYS)
def test_days_keep_their_order_and_never_leave_the_scale(days, other):
    scale = time_scale({*days, other})
    places = [scale.place(day) for day in sorted({*days, other})]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert all(0 <= tick.place <= 100 for tick in scale.ticks)
    assert 1 <= len(scale.ticks) <= 10


def test_so_few_numbers_are_all_kept_round_or_not():
    assert spaced(range(2011, 2014), most=5) == (2011, 2012, 2013)


def test_where_there_is_little_room_the_rounder_labels_stay_but_never_one_alone():
    assert thinned((2012, 2014, 2016, 2018, 2020), most=4) == (2012, 2016, 2020)
    assert thinned(range(2011, 2021), most=5) == (2012, 2014, 2016, 2018, 2020)
    assert thinned((2012, 2014), most=4) == (2012, 2014)
    assert thinned((), most=4) == ()


@given(st.lists(st.integers(1, 9999), min_size=1, unique=True).map(sorted), st.integers(2, 80))
def test_runs_hold_every_number_once_and_are_no_more_than_asked_for(numbers, most):
    runs = bins_of(numbers, most=most)
    # Runs of a thousand are the longest there are.
    assert len(runs) <= max(most, 11)
    held = [number for run in runs for number in run]
    assert held == list(range(held[0], held[-1] + 1))
    assert set(numbers) <= set(held)
    assert numbers[0] in runs[0]
    assert numbers[-1] in runs[-1]


def test_nothing_makes_no_runs():
    assert bins_of([], most=5) == ()


def test_months_end_on_their_last_day():
    assert last_day(2012, 2) == datetime.date(2012, 2, 29)
    assert last_day(9999, 12) == datetime.date(9999, 12, 31)
