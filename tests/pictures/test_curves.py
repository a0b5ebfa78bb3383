"""Risk against coverage as a line."""

from articles.pictures.curves import draw_curve


def test_a_curve_runs_from_left_to_right_on_a_scale_to_the_next_five():
    """400 wide with 46 and 24 beside the axes, 250 high with 20 and 44: 186 up for 10 %, 330 across."""
    curve = draw_curve([{"coverage": 50, "wrong": 0.0}, {"coverage": 100, "wrong": 5.1}], plain=80.0)
    assert curve.dots == ((211.0, 206.0), (376.0, 111.1))
    assert [tick.label for tick in curve.up] == ["0 %", "5 %", "10 %"]
    assert [tick.place for tick in curve.up] == [206.0, 113.0, 20.0]
    assert curve.plain == 310.0
    assert curve.is_mostly_plain


def test_one_point_is_no_curve():
    assert draw_curve([{"coverage": 100, "wrong": 3.0}]) is None
