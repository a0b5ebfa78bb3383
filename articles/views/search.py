"""Searching, and the help on it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.forms import SPOKEN, SearchForm, lemmas_of_cues
from articles.models import Article
from articles.search import (
    ArticleHit,
    Completion,
    Problem,
    QuoteGroup,
    QuoteGroups,
    QuoteHit,
    Scope,
    SearchResults,
    SearchUnavailable,
    Sort,
    WayOut,
    find_keys,
    find_missing,
    group_by_speaker,
    offer,
    search,
)
from articles.search.examples import QUOTE_FILTERS, SECTIONS
from articles.text.documents import QuotationKind
from articles.views.exports import MOST, PAGES, export_links
from articles.views.facets import TITLES, filters_of
from articles.views.lists import Parameters, no_such_page, page_number
from articles.views.timelines import search_timeline
from articles.views.trails import state_of

FACETS = {
    Scope.ARTICLES: ("year", "publication", "speaker", "topic"),
    Scope.QUOTES: ("speaker", "year", "cue", "publication", "topic", "kind", "attribution", "review"),
}
# What only quotes are narrowed or set out by.
QUOTES_ALONE = (*(name for name in FACETS[Scope.QUOTES] if name not in FACETS[Scope.ARTICLES]), "group")


# Parameters of a search that keep nothing out.
NO_FILTERS = ("q", "sort", "page", "group")
# Names of each facet that are offered as completions.
OFFERED = 5


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A mistake in a query, and the query around its place, which is empty where unknown."""

    message: str
    before: str = ""
    place: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups of a page of quotes, each with the address of all its quotes, and the address of the plain list."""

    groups: tuple[tuple[QuoteGroup, str], ...]
    ungrouped_url: str

    @classmethod
    def of(cls, found: QuoteGroups, parameters: Parameters) -> "Grouping":
        plain = parameters.set_to("group")
        return cls(
            tuple(
                (group, parameters.changed(**{group.name: (group.value,), "group": ()}))
                for group in found.groups
            ),
            plain,
        )


@require_safe
def search_articles(request: HttpRequest) -> HttpResponse:
    return search_page(request, scope=Scope.ARTICLES, template="articles/search.html")


@require_safe
def search_help(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/search_help.html", {"sections": SECTIONS, "filters": QUOTE_FILTERS})


def search_page(request: HttpRequest, *, scope: Scope, template: str) -> HttpResponse:
    """Return a page of what a search finds; 503 and a plain sentence while the index is away."""
    form = SearchForm(request.GET)
    form.is_valid()
    asked = form.to_request(scope=scope, page=page_number(request))
    parameters = Parameters.of(request)
    if "cue" in request.GET:
        # However a cue is written, the links of the page have it as the filter knows it.
        parameters = parameters.replacing("cue", lemmas_of_cues(parameters.values("cue")))
    context = {
        "asked": asked,
        "mistakes": form.mistakes,
        "kept": parameters.kept(*FACETS[scope], "month", "sort", "undated", "group"),
        "include_url": parameters.set_to("undated", "include"),
        "feed": reverse(f"{PAGES[scope]}-feed") + parameters.changed(sort=(), group=()).rstrip("?"),
        "wording_query": urlencode({"speaker": asked.speakers, "terms": asked.text or ()}, doseq=True),
        "quotes_url": f"{reverse('quotes')}{parameters.set_to('q', asked.text)}",
        "articles_url": reverse("search") + parameters.changed(**dict.fromkeys(QUOTES_ALONE, ())),
    }
    is_grouped = scope is Scope.QUOTES and bool(form.values("group"))
    try:
        results = search(replace(asked, page=1) if is_grouped else asked)
        group = group_by_speaker(asked) if is_grouped and results.total else None
    except SearchUnavailable:
        return render(request, template, {**context, "is_away": True}, status=503)
    page_count = group.page_count if group else results.page_count
    if asked.page > page_count:
        raise no_such_page(asked.page, page_count)
    context |= {
        "results": results,
        "sorts": sorts_of(parameters, is_ranked=results.is_ranked),
        "indirect_left_out": indirect_left_out(results),
        "indirect_url": parameters.set_to("kind", *QuotationKind),
        "problems": [placed(problem, asked.text) for problem in problems_of(results)],
        "groups": grouped(results),
        "group": group and Grouping.of(group, parameters),
        "grouped_url": parameters.set_to("group", "speaker"),
        "filters": filters_of(
            parameters,
            [(name, results.facets.get(name, ())) for name in FACETS[scope]],
            months=results.facets.get("month", ()),
        ),
        "timeline": search_timeline(
            parameters,
            noun=scope.value.capitalize(),
            years=results.facets.get("year", ()),
            months=results.facets.get("month", ()),
        ),
        "completions": offered(results),
        "suggestion_url": parameters.set_to("q", results.suggestion),
        "ways_out": ways_out_of(parameters, results),
        "links": parameters.page_links(asked.page, page_count),
        "exports": export_links(scope, parameters) if results.total else [],
        "most": MOST,
        "hit_query": hit_query(request, results),
        "partial_query": marks_query(results),
    }
    response = render(request, template, context)
    response["Server-Timing"] = ", ".join(
        f"{step};dur={spent:.1f}" for step, spent in results.timings.items()
    )
    return response


def hit_query(request: HttpRequest, results: SearchResults) -> str:
    """Return the query that takes the search along to a hit, or its words alone where that would be too much."""
    state = state_of(request.GET.urlencode())
    return f"?{urlencode({'from': state})}" if state else marks_query(results)


def marks_query(results: SearchResults) -> str:
    """Return the query that has the words of a search marked in an article; the page of a quote marks none."""
    is_marked = results.terms and results.request.scope is Scope.ARTICLES
    return f"?{urlencode({'marks': results.terms}, doseq=True)}" if is_marked else ""


def sorts_of(parameters: Parameters, *, is_ranked: bool) -> list[tuple[Sort, str]]:
    """Return the orders to choose from with their addresses; the usual one needs no mention in its own."""
    usual = Sort.RELEVANCE if is_ranked else Sort.NEWEST
    return [
        (sort, parameters.set_to("sort", "" if sort is usual else sort.value))
        for sort in Sort
        if is_ranked or sort is not Sort.RELEVANCE
    ]


def indirect_left_out(results: SearchResults) -> int:
    """Return how many passages of indirect speech a list of quotes keeps back."""
    if results.request.scope is not Scope.QUOTES or results.request.kinds != SPOKEN:
        return 0
    counts = {value.value: value.count for value in results.facets.get("kind", ())}
    return counts.get(QuotationKind.INDIRECT, 0)


def offered(results: SearchResults) -> list[Completion]:
    """Return queries for the names that stand in the facets, as completions without a script."""
    return [
        completion
        for name in ("speaker", "publication", "topic")
        for completion in offer(name, [value.label for value in results.facets.get(name, ())[:OFFERED]])
    ]


def ways_out_of(parameters: Parameters, results: SearchResults) -> list[tuple[str, WayOut, str]]:
    """Return the filters that keep all out, each with its title and the address without it."""
    ways = [
        (TITLES.get(way.name, way.name.capitalize()), way, parameters.without_value(way.name, way.value))
        for way in results.ways_out
        # Not what a list is limited to without being asked.
        if way.value in parameters.values(way.name)
    ]
    if not (ways or results.total) and (total := total_without_filters(parameters, results)):
        address = parameters.changed(**{name: () for name in parameters.query if name not in NO_FILTERS})
        ways.append(("any filter", WayOut("", "", "", total), address))
    return ways


def total_without_filters(parameters: Parameters, results: SearchResults) -> int:
    """Return how many there are without any of the filters, 0 where there are not several."""
    chosen = [name for name in parameters.query if name not in NO_FILTERS for _ in parameters.values(name)]
    if len(chosen) < 2:  # one alone is tried by itself
        return 0
    form = SearchForm(QueryDict(urlencode({"q": results.request.text})))
    form.is_valid()
    with suppress(SearchUnavailable):
        return find_keys(form.to_request(scope=results.request.scope, page=1), most=0)[1]
    return 0


def problems_of(results: SearchResults) -> tuple[Problem, ...]:
    """Return what was wrong with a query, and where it found nothing, the words that nothing has."""
    request = results.request
    missing: tuple[str, ...] = ()
    if not results.total:
        with suppress(SearchUnavailable):
            missing = find_missing(request.text, request.scope)
    if not missing:
        return results.problems
    words = " or ".join(f"“{words}”" for words in missing)
    return (*results.problems, Problem(f"No {request.scope.value.removesuffix('s')} has {words}."))


def placed(problem: Problem, text: str) -> PlacedProblem:
    """Return a problem with the query cut at its place."""
    if problem.start is None or problem.end is None:
        return PlacedProblem(problem.message)
    start, end = problem.start, problem.end
    return PlacedProblem(problem.message, text[:start], text[start:end], text[end:])


def grouped(results: SearchResults) -> list[tuple[str, Sequence[ArticleHit | QuoteHit]]]:
    """Return hits under headings: by date, the undated stand last and apart; by relevance, all together."""
    if results.request.sort is Sort.RELEVANCE:
        return [("", results.hits)]
    dated = [hit for hit in results.hits if _article(hit).date_earliest]
    undated = [hit for hit in results.hits if not _article(hit).date_earliest]
    return [("", dated), ("Undated", undated)] if undated else [("", dated)]


def _article(hit: ArticleHit | QuoteHit) -> Article:
    return hit.article if isinstance(hit, ArticleHit) else hit.quote.article
