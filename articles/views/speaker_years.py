"""The most quoted speakers by year, as a table shaded by count."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.forms import SPOKEN
from articles.models import Speaker
from articles.pictures.scales import bins_of
from articles.pictures.shading import shade
from articles.search import SearchUnavailable, SpeakerYears, count_by_year
from articles.views.timelines import UNDATED

MOST_SPEAKERS = 20
MOST_COLUMNS = 26


@dataclass(frozen=True, slots=True)
class Column:
    """A year, some years, or what is undated; `values` are those of the year filter."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    count: int
    shade: int
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    speaker: Speaker
    total: int
    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ShadedTable:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@require_safe
def speaker_years(request: HttpRequest) -> HttpResponse:
    """Return the table; 503 and a plain sentence while the index is away."""
    try:
        counted = count_by_year(kinds=SPOKEN, most=MOST_SPEAKERS)
    except SearchUnavailable:
        return render(request, "articles/speaker_years.html", {"is_away": True}, status=503)
    return render(request, "articles/speaker_years.html", {"table": shaded(counted)})


def shaded(counted: Sequence[SpeakerYears]) -> ShadedTable:
    """Return a column for every year from the first to the last, or for some of them where they are many, the undated last."""
    columns = _columns({year for one in counted for year in one.years})
    counts = [[_sum(one.years, column.values) for column in columns] for one in counted]
    highest = max((count for row in counts for count in row), default=0)
    return ShadedTable(
        columns,
        tuple(
            Row(
                one.speaker,
                one.total,
                _address(one.speaker, ()),
                tuple(
                    Cell(count, shade(count, highest=highest), _address(one.speaker, column.values))
                    for column, count in zip(columns, row, strict=True)
                ),
            )
            for one, row in zip(counted, counts, strict=True)
        ),
    )


def _columns(years: Collection[str]) -> tuple[Column, ...]:
    known = sorted(int(year) for year in years if year.isdigit())
    columns = []
    for run in bins_of(known, most=MOST_COLUMNS):
        label = str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"
        columns.append(Column(label, tuple(str(year) for year in run if str(year) in years)))
    if UNDATED in years:
        columns.append(Column("Undated", (UNDATED,)))
    return tuple(columns)


def _sum(years: Mapping[str, int], values: Iterable[str]) -> int:
    return sum(years.get(value, 0) for value in values)


def _address(speaker: Speaker, years: Iterable[str]) -> str:
    query = [("speaker", speaker.slug), *(("year", year) for year in years)]
    return f"{reverse('quotes')}?{urlencode(query)}"
