"""The way back: the search that a reader came from, kept in the address of what they read."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from articles.forms import SearchForm
from articles.models import Article
from articles.search import (
    PAGE_SIZE,
    Neighbours,
    Scope,
    SearchRequest,
    SearchUnavailable,
    find_neighbours,
    terms_in,
)
from articles.views.lists import Parameters

# Encoded once more it stays within the line of a request; who searches for more has no way back but the browser's.
STATE_LIMIT = 1_500
PLACE = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Trail:
    """The search of articles that one came from, and the place of the article among what it found, 0 if unknown.

    `state` is the query of the search's address with what it knows and nothing else, in one order.
    """

    state: str
    request: SearchRequest
    place: int

    @classmethod
    def of(cls, request: HttpRequest) -> "Trail | None":
        """Return the search that an address names, None where it names none or something that is not one."""
        state = state_of(request.GET.get("from", ""))
        if not state:
            return None
        form = SearchForm(QueryDict(state))
        form.is_valid()
        asked = request.GET.get("at", "")
        return cls(
            state=state,
            request=form.to_request(scope=Scope.ARTICLES, page=1),
            place=int(asked) if PLACE.fullmatch(asked) else 0,
        )

    @property
    def terms(self) -> tuple[str, ...]:
        """The words of the search, as they are marked in a text."""
        return terms_in(self.request.text)

    def follow(self, article: Article, *, is_marked: bool) -> "Way":
        """Return where an article stands in the search; `is_marked` says whether the next is to show the words."""
        try:
            found = find_neighbours(article, self.request, place=self.place)
        except SearchUnavailable:
            found = None
        place = (found and found.place) or self.place
        page = (place - 1) // PAGE_SIZE + 1
        return Way(
            text=self.request.text,
            neighbours=found,
            results_url=f"{reverse('search')}?{self.state}{f'&page={page}' if page > 1 else ''}",
            before=self._step(found.before if found else None, is_marked=is_marked),
            after=self._step(found.after if found else None, is_marked=is_marked),
            marked_query=self._query(place, is_marked=True),
            plain_query=self._query(place, is_marked=False),
        )

    def _step(self, hit: tuple[int, Article] | None, *, is_marked: bool) -> "Step | None":
        if hit is None:
            return None
        place, article = hit
        return Step(article, article.get_absolute_url() + self._query(place, is_marked=is_marked))

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

    article: Article
    url: str


@dataclass(frozen=True, slots=True)
class Way:
    """An article's place in a search, with addresses of the hits beside it and of the results.

    `neighbours` is None while the index is away. The two queries are of the article itself, with the words of the
    search marked and without.
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
