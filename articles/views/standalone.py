"""Strips as one picture by itself: where everything stands, in pixels from above and hundredths across."""

from dataclasses import dataclass

from articles.pictures.scales import Tick
from articles.pictures.strips import STRIP
from articles.views.lanes import Lane, Strips

WIDTH, MARGIN = 960, 32
HEAD, ROW, AXIS, UNDATED_ROW, FOOT = 64, 66, 34, 24, 52
# Where the name of a lane stands in its row, and where its strip begins.
NAME, BEGIN = 14, 24


@dataclass(frozen=True, slots=True)
class PlacedLane:
    lane: Lane
    name_y: int
    strip_y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that stands in the picture; `undated` are the rows under the axis."""

    rows: tuple[PlacedLane, ...]
    undated: tuple[PlacedLane, ...]
    ticks: tuple[Tick, ...]
    axis_y: int
    height: int
    width: int = WIDTH
    margin: int = MARGIN
    strip: int = STRIP

    @property
    def inner(self) -> int:
        return self.width - 2 * self.margin

    @property
    def right(self) -> int:
        return self.width - self.margin

    @property
    def undated_x(self) -> int:
        """Where the marks of undated quotes begin, behind the names."""
        return self.margin + self.inner // 3


def place_strips(strips: Strips) -> Picture:
    """Return where the lanes stand, one under the other, their axis below and the undated last."""
    axis = HEAD + ROW * len(strips.lanes)
    below = axis + (AXIS if strips.ticks else 0)
    rows = tuple(
        PlacedLane(lane, HEAD + ROW * place + NAME, HEAD + ROW * place + BEGIN)
        for place, lane in enumerate(strips.lanes)
    )
    undated = tuple(
        PlacedLane(lane, below + UNDATED_ROW * (place + 1) + NAME, below + UNDATED_ROW * (place + 1) + 4)
        for place, lane in enumerate(strips.with_undated)
    )
    height = below + (UNDATED_ROW * (len(undated) + 1) if undated else 0) + FOOT
    return Picture(rows=rows, undated=undated, ticks=strips.ticks, axis_y=axis, height=height)
