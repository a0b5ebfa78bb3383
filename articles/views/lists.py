"""What list pages share: pages of rows, and addresses with a filter added or taken away."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, QueryDict

from articles.models.articles import ArticleQuerySet
from articles.search import FacetValue

PAGE_SIZE = 20
# Values of a facet seen at a glance; one more is shown rather than folded away alone.
FACET_VALUES = 10


def page_of(request: HttpRequest, rows: Any, *, size: int = PAGE_SIZE) -> Page[Any]:
    """Return the page of rows that the request asks for.

    Raises:
        Http404: there is no such page; the message says how many there are.
    """
    paginator: Paginator[Any] = Paginator(rows, size)
    number = page_number(request)
    if number > paginator.num_pages:
        raise no_such_page(number, paginator.num_pages)
    return paginator.page(number)


def articles_page(request: HttpRequest, found: ArticleQuerySet) -> dict[str, Any]:
    """Return a page of articles, newest first, and the undated apart, as templates take them."""
    page = page_of(request, found.with_bylines().with_quote_counts().newest_first())
    return {
        "page": page,
        "dated": [article for article in page if article.date_earliest],
        "undated": [article for article in page if not article.date_earliest],
        "links": Parameters.of(request).page_links(page.number, page.paginator.num_pages),
    }


def page_number(request: HttpRequest) -> int:
    """Return the page asked for, from 1.

    Raises:
        Http404: what was asked for is not the number of a page.
    """
    asked = request.GET.get("page", "1")
    if not re.fullmatch(r"[1-9][0-9]{0,8}", asked):
        raise Http404(f"“{asked[:40]}” is not the number of a page.")
    return int(asked)


def no_such_page(number: int, last: int) -> Http404:
    pages = "1 page" if last == 1 else f"{last} pages"
    return Http404(f"This list has {pages}; there is no page {number}.")


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where a page stands in its list, with the addresses of the pages before and after, "" at the ends."""

    number: int
    last: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class Parameters:
    """The query of an address, from which the addresses of the page's links are made."""

    query: QueryDict

    @classmethod
    def of(cls, request: HttpRequest) -> "Parameters":
        return cls(request.GET)

    def with_value(self, name: str, value: str) -> str:
        """Return the query with one more value of a parameter, from the first page."""
        query = self._copy(without="page")
        query.appendlist(name, value)
        return f"?{query.urlencode()}"

    def without_value(self, name: str, value: str) -> str:
        """Return the query with one value of a parameter less, from the first page."""
        query = self._copy(without="page")
        query.setlist(name, [each for each in query.getlist(name) if each != value])
        return f"?{query.urlencode()}"

    def set_to(self, name: str, *values: str) -> str:
        """Return the query with a parameter of exactly these values, left out where they are empty."""
        query = self._copy(without="page")
        query.setlist(name, [value for value in values if value])
        return f"?{query.urlencode()}"

    def kept(self, *names: str) -> list[tuple[str, str]]:
        """Return the values of these parameters that a new search keeps."""
        return [(name, value) for name in names for value in self.query.getlist(name) if value]

    def page_links(self, number: int, last: int) -> PageLinks:
        return PageLinks(
            number=number,
            last=last,
            previous=self.set_to("page", str(number - 1)) if number > 1 else "",
            next=self.set_to("page", str(number + 1)) if number < last else "",
        )

    def _copy(self, *, without: str) -> QueryDict:
        query = self.query.copy()
        query.pop(without, None)
        for name in [name for name, values in query.lists() if not any(values)]:
            del query[name]
        return query


@dataclass(frozen=True, slots=True)
class FacetOption:
    """One value to filter by; `url` adds it, or takes it away where it is selected."""

    label: str
    count: int | None
    url: str
    is_selected: bool


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


TITLES = {
    "speaker": "Speaker",
    "publication": "Publication",
    "topic": "Topic",
    "year": "Year",
    "kind": "Kind of quote",
}


def filters_of(parameters: Parameters, facets: Iterable[tuple[str, Sequence[FacetValue]]]) -> Filters:
    """Return facets by parameter name as links; a selected value that no row has is kept, to be removed."""
    groups, chosen, names = [], [], []
    for name, values in facets:
        names.append(name)
        known = {value.value for value in values}
        asked = dict.fromkeys(value for value in parameters.query.getlist(name) if value)
        lost = [
            FacetValue(value[:80], value[:80], 0, is_selected=True) for value in asked if value not in known
        ]
        options = tuple(
            FacetOption(
                label=value.label,
                count=value.count or None,
                url=(parameters.without_value if value.value in asked else parameters.with_value)(
                    name, value.value
                ),
                is_selected=value.value in asked,
            )
            for value in (*values, *lost)
        )
        if options:
            groups.append(_folded(TITLES[name], options))
        chosen += [(TITLES[name], option) for option in options if option.is_selected]
    cleared = parameters.query.copy()
    for name in (*names, "page", "undated"):
        cleared.pop(name, None)
    return Filters(tuple(groups), tuple(chosen), f"?{cleared.urlencode()}")


def _folded(title: str, options: Sequence[FacetOption]) -> FacetGroup:
    """Return a facet of which the first values and the selected ones are seen."""
    first = len(options) if len(options) <= FACET_VALUES + 1 else FACET_VALUES
    seen = [place < first or option.is_selected for place, option in enumerate(options)]
    return FacetGroup(
        title,
        tuple(option for option, is_seen in zip(options, seen, strict=True) if is_seen),
        tuple(option for option, is_seen in zip(options, seen, strict=True) if not is_seen),
    )
