"""Those quoted without a name, by institution and rank; never one person with another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.forms import SPOKEN
from articles.models import Quote, UnnamedSource
from articles.models.public_ids import slug_for
from articles.search import SearchUnavailable, count_standings, quotes_of_standings
from articles.text.unnamed import Seniority, Standing
from articles.views.lists import Parameters, no_such_page, page_number

QUOTES_ON_A_PAGE = 40
# Institutions listed at once; the rest stand folded.
MOST_INSTITUTIONS = 24
NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class Rank:
    """People of one rank in one institution, with the number of their quotes."""

    label: str
    slug: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """An institution, "" where none is stated, with the number of quotes of its people."""

    name: str
    slug: str
    count: int
    url: str
    is_chosen: bool
    ranks: tuple[Rank, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """One source as one article describes it, with those of its quotes that stand on this page."""

    source: UnnamedSource
    quotes: tuple[Quote, ...]


@require_safe
def unnamed_sources(request: HttpRequest) -> HttpResponse:
    """Return what is told of unnamed sources with counts, and their quotes; 503 while the index is away."""
    parameters = Parameters.of(request)
    number = page_number(request)
    institution, rank = (next(iter(parameters.values(name)), "") for name in ("institution", "rank"))
    try:
        counts = count_standings(kinds=SPOKEN)
        chosen = {
            standing: count
            for standing, count in counts.items()
            if institution in ("", slug_of(standing)) and rank in ("", slug_for(rank_of(standing)))
        }
        pages = Paginator(range(sum(chosen.values())), QUOTES_ON_A_PAGE).num_pages
        if number > pages:
            raise no_such_page(number, pages)
        quotes = quotes_of_standings(
            chosen, kinds=SPOKEN, start=QUOTES_ON_A_PAGE * (number - 1), count=QUOTES_ON_A_PAGE
        )
    except SearchUnavailable:
        # An archive without any has no index yet, and nothing to say of them.
        is_away = UnnamedSource.objects.exists()
        return render(
            request, "articles/unnamed_sources.html", {"is_away": is_away}, status=503 if is_away else 200
        )
    groups = grouped(counts, parameters, institution=institution, rank=rank)
    people = [group for group in groups if group.name]
    return render(
        request,
        "articles/unnamed_sources.html",
        {
            "total": sum(counts.values()),
            "found": sum(chosen.values()),
            "institutions": people[:MOST_INSTITUTIONS],
            "others": people[MOST_INSTITUTIONS:],
            "not_stated": next((group for group in groups if not group.name), None),
            "is_narrowed": bool(institution or rank),
            "described": described(quotes),
            "links": parameters.page_links(number, pages),
        },
    )


def slug_of(standing: Standing) -> str:
    """Return the institution as it stands in an address."""
    return slug_for(standing.institution) if standing.institution else NOT_STATED


def rank_of(standing: Standing) -> str:
    """Return the rank in words."""
    if standing.is_body:
        return "the body itself" if standing.institution else "documents and bodies"
    if standing.seniority is Seniority.NOT_STATED:
        return "former" if standing.is_former else "rank not stated"
    return f"former {standing.seniority}" if standing.is_former else str(standing.seniority)


def grouped(
    counts: Mapping[Standing, int], parameters: Parameters, *, institution: str, rank: str
) -> list[Group]:
    """Return the institutions, those of most quotes first, under the name that is printed most."""
    by_slug: dict[str, list[tuple[Standing, int]]] = {}
    for standing, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].key)):
        by_slug.setdefault(slug_of(standing), []).append((standing, count))
    groups = []
    for slug, members in by_slug.items():
        is_chosen = slug == institution
        groups.append(
            Group(
                members[0][0].institution,
                slug,
                sum(count for _, count in members),
                parameters.changed(institution=() if is_chosen and not rank else (slug,), rank=()),
                is_chosen and not rank,
                _ranks(slug, members, parameters, chosen=rank if is_chosen else ""),
            )
        )
    return sorted(groups, key=lambda group: -group.count)


def _ranks(
    slug: str, members: Iterable[tuple[Standing, int]], parameters: Parameters, *, chosen: str
) -> tuple[Rank, ...]:
    counts: dict[str, int] = {}
    for standing, count in members:
        counts[rank_of(standing)] = counts.get(rank_of(standing), 0) + count
    return tuple(
        Rank(
            label,
            slug_for(label),
            count,
            parameters.changed(institution=(slug,), rank=(slug_for(label),)),
            slug_for(label) == chosen,
        )
        for label, count in counts.items()
    )


def described(quotes: Sequence[Quote]) -> list[Described]:
    """Return the sources of some quotes in the order of their first ones."""
    by_source: dict[UnnamedSource, list[Quote]] = {}
    for quote in quotes:
        if quote.unnamed_source:
            by_source.setdefault(quote.unnamed_source, []).append(quote)
    return [Described(source, tuple(said)) for source, said in by_source.items()]
