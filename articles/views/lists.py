"""What list pages share: pages of rows, and addresses with a filter added or taken away."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote_plus

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, QueryDict

from articles.models import Article
from articles.models.articles import ArticleQuerySet

PAGE_SIZE = 20
# How the parameters of a list follow each other in an address; others stand behind.
_ORDER = ("q", "speaker", "publication", "topic", "year", "month", "kind", "cue", "attribution",
          "review", "undated", "group", "sort", "page")  # fmt: skip


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
        **by_date(page),
        "links": Parameters.of(request).page_links(page.number, page.paginator.num_pages),
    }


def by_date(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """Return the dated articles and, apart, the undated, as templates take them."""
    dated: list[Article] = []
    undated: list[Article] = []
    for article in articles:
        (dated if article.date_earliest else undated).append(article)
    return {"dated": dated, "undated": undated}


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


def _encoded(name: str, values: Iterable[str]) -> str:
    """Return a parameter as it stands in an address, "" where it has no value."""
    kept = [value for value in values if value]
    ordered = sorted(kept) if name in _ORDER else kept
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for value in ordered)


@dataclass(frozen=True)
class Parameters:
    """The query of an address, from which the addresses of the page's links are made."""

    query: QueryDict

    @classmethod
    def of(cls, request: HttpRequest) -> "Parameters":
        return cls(request.GET)

    def replacing(self, name: str, values: Iterable[str]) -> "Parameters":
        """Return these parameters with one of exactly these values, on the same page."""
        query = self.query.copy()
        query.setlist(name, list(values))
        return Parameters(query)

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a parameter, each once."""
        return tuple(dict.fromkeys(value for value in self.query.getlist(name) if value))

    def changed(self, **changes: Iterable[str]) -> str:
        """Return the query with parameters of exactly these values, from the first page.

        The same filters make the same address, in whatever order they were chosen.
        """
        encoded = {**self._encoded, **{name: _encoded(name, values) for name, values in changes.items()}}
        if "page" not in changes:
            encoded.pop("page", None)
        known = [encoded.pop(name) for name in _ORDER if name in encoded]
        return "?" + "&".join(part for part in (*known, *encoded.values()) if part)

    @cached_property
    def _encoded(self) -> dict[str, str]:
        return {name: _encoded(name, self.values(name)) for name in self.query}

    def with_value(self, name: str, value: str) -> str:
        """Return the query with one more value of a parameter, from the first page."""
        return self.changed(**{name: (*self.values(name), value)})

    def without_value(self, name: str, value: str) -> str:
        """Return the query with one value of a parameter less, from the first page."""
        return self.changed(**{name: (each for each in self.values(name) if each != value)})

    def set_to(self, name: str, *values: str) -> str:
        """Return the query with a parameter of exactly these values, left out where they are empty."""
        return self.changed(**{name: values})

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
