"""Counts as bars."""

from hypothesis import given
from hypothesis import strategies as st

from articles.pictures.bars import BASE, LOWEST, PLOT, TOP, Value, draw_bars


def bars_of(*counts, apart=()):
    return draw_bars([*map(count_of, counts), *(Value(count=count, is_apart=True) for count in apart)])


def count_of(count):
    return Value(count=count)


def test_the_highest_bar_fills_the_plot_and_half_of_it_is_half_as_high():
    high, half = bars_of(10, 5)
    assert (high.y, high.height) == (TOP, PLOT)
    assert half.height == PLOT / 2
    assert half.y + half.height == BASE


def test_one_among_thousands_is_still_seen_and_nothing_is_not():
    _, one, none = bars_of(9000, 1, 0)
    assert one.height == LOWEST
    assert none.height == 0
    assert not none.shows_number


def test_few_bars_are_no_wider_than_a_dozen_would_be():
    assert bars_of(1)[0].slot_width == 8.33


def test_what_is_apart_stands_right_of_the_others_with_room_for_its_label():
    *_, last, apart = bars_of(*[3] * 24, apart=[5])
    assert apart.slot > last.slot + last.slot_width - 0.01
    # "No month" in small letters takes 56 of the 288 pixels of a phone.
    assert apart.slot_width * 2.88 >= 55
    assert apart.shows_number


def test_of_many_bars_only_the_highest_has_its_number():
    assert [bar.shows_number for bar in bars_of(*range(1, 11))] == [False] * 9 + [True]
    assert [bar.shows_number for bar in bars_of(3, 1, 2)] == [True] * 3


def test_a_bar_that_matters_has_its_number():
    bars = draw_bars([*map(count_of, range(1, 11)), Value(count=2, has_number=True)])
    assert bars[-1].shows_number


def test_nothing_is_drawn_of_nothing():
    assert draw_bars([]) == ()


@given(st.lists(st.integers(0, 10**7), max_size=70), st.lists(st.integers(0, 10**7), max_size=2))
def test_bars_stand_in_their_slots_side_by_side_within_the_picture(counts, apart):
    bars = bars_of(*counts, apart=apart)
    assert len(bars) == len(counts) + len(apart)
    end = 0.0
    for bar in bars:
        assert bar.slot >= end - 0.02
        end = bar.slot + bar.slot_width
        assert bar.slot - 0.02 <= bar.x <= bar.x + bar.width <= end + 0.02
        assert TOP <= bar.y <= bar.y + bar.height == BASE
    assert end <= 100.05
