"""Facets as a list page shows them: links that add a value or take it away, the chosen ones, months under their years."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from articles.rendering import FacetOption
from articles.search import FacetValue
from articles.views.lists import Parameters

# Values of a facet seen at a glance; one more is shown rather than folded away alone.
FACET_VALUES = 10

# Of years with their months.
DATE_TITLE = "Date"
TITLES = {
    "speaker": "Speaker",
    "publication": "Publication",
    "topic": "Topic",
    "year": "Year",
    "kind": "Kind of quote",
    "cue": "Introduced with",
    "attribution": "Said by",
    "review": "Review",
}


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """The values of one facet; `more` are folded away until asked for, and none of them is selected."""

    title: str
    options: tuple[FacetOption, ...]
    more: tuple[FacetOption, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """The facets of a list; `chosen` are the selected options, each with its group's title."""

    groups: tuple[FacetGroup, ...]
    chosen: tuple[tuple[str, FacetOption], ...]
    clear_url: str


def filters_of(
    parameters: Parameters,
    facets: Iterable[tuple[str, Sequence[FacetValue]]],
    *,
    months: Sequence[FacetValue] | None = None,
) -> Filters:
    """Return facets by parameter name as links; a selected value that no row has is kept, to be removed.

    `months` stand under their years, where a list can be narrowed by them: under those chosen, those of
    which a month is chosen, and the only one.
    """
    groups, chosen, names = [], [], []
    for name, values in facets:
        names.append(name)
        listed = (*values, *_lost(parameters, name, values))
        if name == "year" and months is not None:
            options = _dates(parameters, listed, (*months, *_lost(parameters, "month", months)))
        else:
            # A list that is limited without being asked counts that limit even where nothing is within it.
            options = tuple(
                option
                for option in (_option(parameters, name, value) for value in listed)
                if option.count or option.is_selected
            )
        title = DATE_TITLE if name == "year" and months is not None else TITLES[name]
        if options:
            groups.append(_folded(title, options))
        every = [each for option in options for each in (option, *option.inner)]
        chosen += [(title, option) for option in every if option.is_selected]
    cleared = parameters.changed(**dict.fromkeys((*names, "month", "undated"), ()))
    return Filters(tuple(groups), tuple(chosen), cleared)


def _lost(parameters: Parameters, name: str, values: Sequence[FacetValue]) -> list[FacetValue]:
    """Return the chosen values that no row has, so that they can be taken away."""
    known = {value.value for value in values}
    return [
        FacetValue(value[:80], value[:80], 0, is_selected=True)
        for value in parameters.values(name)
        if value not in known
    ]


def _option(parameters: Parameters, name: str, value: FacetValue) -> FacetOption:
    is_selected = value.value in parameters.values(name)
    change = parameters.without_value if is_selected else parameters.with_value
    return FacetOption(value.label, value.count or None, change(name, value.value), is_selected)


def _dates(
    parameters: Parameters, years: Sequence[FacetValue], months: Sequence[FacetValue]
) -> tuple[FacetOption, ...]:
    """Return years with their months. A month takes the place of its year, and a year that of its months."""
    asked_months = parameters.values("month")
    opened = opened_years(parameters, years)
    of_year: dict[str, list[FacetValue]] = {year.value: [] for year in years}
    orphans: list[FacetValue] = []
    for month in months:
        year_of = month.value.partition("-")[0]
        if year_of in opened:
            of_year.get(year_of, orphans).append(month)
    options = []
    for year in years:
        option = _option(parameters, "year", year)
        if not option.is_selected:
            others = [month for month in asked_months if not month.startswith(f"{year.value}-")]
            url = parameters.changed(year=(*parameters.values("year"), year.value), month=others)
            option = replace(option, url=url)
        inner = tuple(_month(parameters, month, year.value) for month in of_year[year.value])
        options.append(replace(option, inner=inner))
    return (*options, *(_month(parameters, month, "") for month in orphans if month.value in asked_months))


def opened_years(parameters: Parameters, years: Sequence[FacetValue]) -> set[str]:
    """Return the years of which the months are shown: those chosen, those of which a month is, and the only one."""
    dated = [year.value for year in years if year.value.isdigit()]
    chosen = {month.partition("-")[0] for month in parameters.values("month")}
    return {*parameters.values("year"), *chosen, *(dated if len(dated) == 1 else ())}


def _month(parameters: Parameters, month: FacetValue, year: str) -> FacetOption:
    option = _option(parameters, "month", month)
    if option.is_selected:
        return option
    others = [each for each in parameters.values("year") if each != year]
    url = parameters.changed(year=others, month=(*parameters.values("month"), month.value))
    return replace(option, url=url)


def _folded(title: str, options: Sequence[FacetOption]) -> FacetGroup:
    """Return a facet of which the first values and the selected ones are seen."""
    first = len(options) if len(options) <= FACET_VALUES + 1 else FACET_VALUES
    seen = [place < first or option.is_selected or bool(option.inner) for place, option in enumerate(options)]
    return FacetGroup(
        title,
        tuple(option for option, is_seen in zip(options, seen, strict=True) if is_seen),
        tuple(option for option, is_seen in zip(options, seen, strict=True) if not is_seen),
    )
