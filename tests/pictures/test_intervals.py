"""Shares with their intervals, drawn one after the other."""

from articles.pictures.intervals import Estimate, draw_intervals


def test_nothing_measured_is_no_picture():
    assert draw_intervals([]) is None


def test_a_share_stands_between_the_ends_of_its_interval():
    drawn = draw_intervals([Estimate("1 Nov", 0.8, 0.6, 1.0)])
    (one,) = drawn.whiskers
    # From 60 % at the foot (186) to 100 % at the top (14); the share is in the middle, the only sample too.
    assert (one.foot, one.y, one.top) == (186.0, 100.0, 14.0)
    assert one.x == 215.0
    assert one.label == "1 Nov"
    assert [tick.label for tick in drawn.up] == ["60 %", "70 %", "80 %", "90 %", "100 %"]


def test_the_scale_ends_at_all_even_where_all_are_sure():
    drawn = draw_intervals([Estimate("1 Nov", 1.0, 1.0, 1.0)])
    assert [tick.label for tick in drawn.up] == ["90 %", "100 %"]


def test_of_many_every_other_is_labelled_and_the_last_one_always():
    drawn = draw_intervals([Estimate(str(day), 0.9, 0.8, 1.0) for day in range(1, 9)])
    assert [whisker.label for whisker in drawn.whiskers] == ["", "2", "", "4", "", "6", "", "8"]
    assert [whisker.x for whisker in drawn.whiskers] == sorted(whisker.x for whisker in drawn.whiskers)
    assert drawn.line.count(",") == 8
