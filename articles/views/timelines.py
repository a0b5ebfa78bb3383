"""Years, or the months of one, as bars that lead to what they count."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from articles.models import YearCount
from articles.pictures.bars import BASE, HEIGHT, Bar, LinkedBar, Value, draw_bars
from articles.pictures.scales import MONTHS, bins_of, spaced, thinned
from articles.search import FacetValue
from articles.text.months import ENGLISH_MONTHS
from articles.views.lists import Parameters

UNDATED = "undated"
_Address = Callable[[Mapping[str, tuple[str, ...]]], str]
# More years than this are drawn in steps of some.
MOST_BARS = 60
# As many years as a list takes at once.
MOST_YEARS = 50
# So many years have a label under them.
MOST_LABELS = 8
FEW_LABELS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Counts by year or by month, oldest first, what has no place in time last.

    `out_url` leads from the months of one year to all years, "" where all are shown.
    """

    title: str
    noun: str
    entries: tuple[LinkedBar, ...]
    out_url: str = ""
    height: int = HEIGHT
    base: int = BASE

    @property
    def counted(self) -> tuple[LinkedBar, ...]:
        return tuple(entry for entry in self.entries if entry.count)

    @property
    def has_selected(self) -> bool:
        return any(entry.is_selected for entry in self.entries)

    @property
    def is_worth_drawing(self) -> bool:
        """Whether there is more than one thing to compare, or a way out."""
        return len(self.counted) > 1 or self.has_selected or bool(self.out_url)

    @property
    def description(self) -> str:
        """The picture in a sentence or two."""
        dated = [entry for entry in self.counted if not entry.is_apart]
        parts = []
        if dated:
            most = max(dated, key=lambda entry: entry.count)
            parts.append(f"From {dated[0].name} to {dated[-1].name}, most in {most.name}: {most.count}.")
        parts += [f"{entry.name}: {entry.count}." for entry in self.counted if entry.is_apart]
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class _Bin:
    """What one bar stands for; `query` are the values of parameters that lead to it."""

    name: str
    label: str
    count: int
    query: Mapping[str, tuple[str, ...]]
    is_selected: bool = False
    is_apart: bool = False
    is_minor: bool = False


def timeline(rows: Iterable[YearCount], *, noun: str, address: str, **query: str) -> Timeline:
    """Return the years of some rows, each leading to the list at an address with these parameters."""
    counts = {UNDATED if row["year"] is None else str(row["year"]): row["count"] for row in rows}
    return timeline_of(counts, noun=noun, address=address, **query)


def timeline_of(counts: Mapping[str, int], *, noun: str, address: str, **query: str) -> Timeline:
    """Return years, given as "2009" or "undated" with their counts, each leading to the list at an address."""

    def url(values: Mapping[str, tuple[str, ...]]) -> str:
        return f"{address}?{urlencode({**query, **values}, doseq=True)}"

    bins = _years(counts, frozenset())
    return Timeline(title=f"{noun} by year", noun=noun, entries=_entries(bins, url))


def search_timeline(
    parameters: Parameters, *, noun: str, years: Sequence[FacetValue], months: Sequence[FacetValue]
) -> Timeline:
    """Return the years of what a search finds, or the months of the one year that was chosen.

    A bar narrows the search to its time and takes the place of what was chosen before; the one
    chosen leads back to all.
    """
    counts = {year.value: year.count for year in years if year.count}
    chosen = frozenset(parameters.values("year"))
    chosen_months = frozenset(parameters.values("month"))
    opened = {*chosen, *(month.partition("-")[0] for month in chosen_months)}

    def url(values: Mapping[str, tuple[str, ...]]) -> str:
        return parameters.changed(**{"year": (), "month": (), **values})

    if len(opened) == 1 and (year := next(iter(opened))) in counts and year != UNDATED:
        of_months = {month.value: month.count for month in months if month.value.startswith(f"{year}-")}
        bins = _months(year, counts[year], of_months, chosen_months)
        title, out_url = f"{noun} of {year} by month", url({})
    else:
        bins, title, out_url = _years(counts, chosen | opened), f"{noun} by year", ""
    return Timeline(title=title, noun=noun, entries=_entries(bins, url), out_url=out_url)


def _years(counts: Mapping[str, int], chosen: frozenset[str]) -> list[_Bin]:
    """Return every year from the first to the last, empty ones too, in steps where they are many; then the undated."""
    known = sorted(int(year) for year in counts if year.isdigit())
    runs = bins_of(known, most=MOST_BARS)
    labelled = spaced([run[0] for run in runs], most=MOST_LABELS)
    # Where there is little room, a label at the end would run into that of the undated.
    last = {run[0] for run in runs[-2:]} if UNDATED in counts else set()
    kept = thinned([year for year in labelled if year not in last] or labelled, most=FEW_LABELS)
    bins = []
    for run in runs:
        held = tuple(str(year) for year in run if str(year) in counts)
        bins.append(
            _Bin(
                name=str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}",
                label=str(run[0]) if run[0] in labelled else "",
                count=sum(counts[year] for year in held),
                query={"year": held[-MOST_YEARS:]},
                is_selected=bool(held) and chosen.issuperset(held),
                is_minor=run[0] not in kept,
            )
        )
    if UNDATED in counts:
        query = {"year": (UNDATED,)}
        bins.append(_Bin("Undated", "Undated", counts[UNDATED], query, UNDATED in chosen, is_apart=True))
    return bins


def _months(year: str, total: int, counts: Mapping[str, int], chosen: frozenset[str]) -> list[_Bin]:
    """Return the twelve months of a year, then what is known by the year alone."""
    bins = []
    for number, short in enumerate(MONTHS, start=1):
        month = f"{year}-{number:02}"
        name = f"{ENGLISH_MONTHS[number - 1]} {year}"
        bins.append(
            _Bin(
                name,
                short,
                counts.get(month, 0),
                {"month": (month,)},
                month in chosen,
                is_minor=number % 3 != 1,
            )
        )
    if rest := total - sum(counts.values()):
        bins.append(_Bin("Month unknown", "No month", rest, {}, is_apart=True))
    return bins


def _entries(bins: Sequence[_Bin], url: _Address) -> tuple[LinkedBar, ...]:
    values = [Value(count=each.count, is_apart=each.is_apart, has_number=each.is_selected) for each in bins]
    return tuple(_entry(bin_, bar, url) for bin_, bar in zip(bins, draw_bars(values), strict=True))


def _entry(bin_: _Bin, bar: Bar, url: _Address) -> LinkedBar:
    leads = bool(bin_.count and bin_.query)
    return LinkedBar(
        name=bin_.name,
        label=bin_.label,
        count=bin_.count,
        url=url({} if bin_.is_selected else bin_.query) if leads else "",
        is_selected=bin_.is_selected,
        is_apart=bin_.is_apart,
        is_minor=bin_.is_minor,
        bar=bar,
    )
