"""Years as bars that lead to what they count."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from articles.models import YearCount

SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One year; `length` is in hundredths of the longest bar, and never too short to see."""

    label: str
    count: int
    length: int
    url: str

    @property
    def gap(self) -> int:
        """What is left of the hundred above the bar."""
        return 100 - self.length


def timeline(rows: Iterable[YearCount], *, address: str, **query: str) -> tuple[Bar, ...]:
    """Return a bar for each year, oldest first and the undated last, leading to the list at an address."""
    counts = {row["year"]: row["count"] for row in rows}
    highest = max(counts.values(), default=0)
    years = sorted(year for year in counts if year is not None)
    return tuple(
        Bar(
            label="Undated" if year is None else str(year),
            count=counts[year],
            length=max(SHORTEST, round(100 * counts[year] / highest)),
            url=f"{address}?{urlencode({**query, 'year': 'undated' if year is None else year})}",
        )
        for year in (*years, *([None] if None in counts else []))
    )
