"""The way back: the search that a reader came from, kept in the address of what they read."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from articles.forms import SearchForm
from articles.models import Article, Quote
from articles.search import (
    PAGE_SIZE,
    Neighbours,
    Scope,
    SearchRequest,
    SearchUnavailable,
    find_neighbours,
    terms_in,
)
from articles.views.exports import PAGES
from articles.views.lists import Parameters

# Encoded once more it stays within the line of a request; who searches for more has no way back but the browser's.
STATE_LIMIT = 1_500
PLACE = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Trail:
    """The search that one came from, and the place of what is read among what it found, 0 if unknown.

    `state` is the query of the search's address with what it knows and nothing else, in one order.
    """

    state: str
    request: SearchRequest
    place: int

    @classmethod
    def of(cls, request: HttpRequest, *, scope: Scope) -> "Trail | None":
        """Return the search of articles or quotes that an address names, None where it names none or no search."""
        state = state_of(request.GET.get("from", ""))
        if not state:
            return None
        form = SearchForm(QueryDict(state))
        form.is_valid()
        asked = request.GET.get("at", "")
        return cls(
            state=state,
            request=form.to_request(scope=scope, page=1),
            place=int(asked) if PLACE.fullmatch(asked) else 0,
        )

    @property
    def terms(self) -> tuple[str, ...]:
        """The words of the search, as they are marked in a text."""
        return terms_in(self.request.text)

    def follow(self, hit: Article | Quote, *, is_marked: bool = True) -> "Way":
        """Return where a hit stands in the search; `is_marked` says whether the next is to show the words."""
        try:
            found = find_neighbours(hit, self.request, place=self.place)
        except SearchUnavailable:
            found = None
        place = (found and found.place) or self.place
        page = (place - 1) // PAGE_SIZE + 1
        return Way(
            text=self.request.text,
            neighbours=found,
            results_url=f"{reverse(PAGES[self.request.scope])}?{self.state}{f'&page={page}' if page > 1 else ''}",
            before=self._step(found.before if found else None, is_marked=is_marked),
            after=self._step(found.after if found else None, is_marked=is_marked),
            marked_query=self._query(place, is_marked=True),
            plain_query=self._query(place, is_marked=False),
        )

    def _step(self, beside: tuple[int, Article | Quote] | None, *, is_marked: bool) -> "Step | None":
        if beside is None:
            return None
        place, hit = beside
        title = hit.words if isinstance(hit, Quote) else hit.title
        return Step(title, hit.get_absolute_url() + self._query(place, is_marked=is_marked))

    def _query(self, place: int, *, is_marked: bool) -> str:
        """Return the query of the address of a hit."""
        parts = {
            "from": self.state,
            **({"at": place} if place else {}),
            **({} if is_marked else {"marks": ""}),
        }
        return f"?{urlencode(parts)}"


@dataclass(frozen=True, slots=True)
class Step:
    """A hit beside the one that is read, and its address as a hit."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Way:
    """A hit's place in a search, with addresses of the hits beside it and of the results.

    `neighbours` is None while the index is away. The two queries are of the hit itself, with the words of the search
    marked and without.
    """

    text: str
    neighbours: Neighbours | None
    results_url: str
    before: Step | None
    after: Step | None
    marked_query: str
    plain_query: str


def state_of(query: str) -> str:
    """Return the query of a search's address with what a search knows and nothing else, "" where that is nothing."""
    if len(query) > STATE_LIMIT:
        return ""
    try:
        asked = QueryDict(query)
    except TooManyFieldsSent:
        return ""
    known = QueryDict(mutable=True)
    for name in SearchForm.base_fields:
        known.setlist(name, asked.getlist(name))
    return Parameters(known).changed().removeprefix("?")
