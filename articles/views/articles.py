"""Browsing the articles, without the index."""

from collections.abc import Collection, Iterator, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.forms import UNDATED, FilterForm
from articles.models import Article, Publication, Quote, Topic
from articles.models.articles import ArticleQuerySet
from articles.search import FacetValue, name_month
from articles.views.facets import filters_of, opened_years
from articles.views.lists import Parameters, articles_page

# As many values of a facet as the index gives: nobody reads more.
MOST_FACET_VALUES = 100


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Return the articles of any publication, topic, speaker, year and month, newest first, undated last."""
    form = FilterForm(request.GET)
    form.is_valid()
    parameters = Parameters.of(request)
    hides_undated = bool(form.values("year") or form.values("month")) and not form.wants_undated
    years = years_of(form)
    return render(
        request,
        "articles/articles.html",
        {
            **articles_page(request, limited(form)),
            "filters": filters_of(
                parameters,
                [("year", years), *facets(form)],
                months=months_of(form, opened_years(parameters, years)),
            ),
            "mistakes": form.mistakes,
            "undated_left_out": limited(form, without="date").undated().count() if hides_undated else 0,
            "include_url": parameters.set_to("undated", "include"),
        },
    )


def limited(form: FilterForm, *, without: str = "") -> ArticleQuerySet:
    """Return the published articles that pass every filter, but for one."""
    found = Article.objects.published()
    if without != "publication" and (publications := form.values("publication")):
        found = found.run_by(publications)
    if without != "topic" and (topics := form.values("topic")):
        found = found.about(topics)
    if without != "speaker" and (speakers := form.values("speaker")):
        found = found.quoting(speakers)
    if without != "date" and (form.values("year") or form.values("month")):
        found = found.dated_in(form.years, months=form.months, or_undated=form.wants_undated)
    return found


def years_of(form: FilterForm) -> list[FacetValue]:
    """Return the years, newest first and "undated" last, with the number of articles that adding each would show."""
    years = [
        (UNDATED if row["year"] is None else str(row["year"]), row["count"])
        for row in limited(form, without="date").counted_by_year()
    ]
    years.sort(key=lambda pair: (pair[0] != UNDATED, pair[0]), reverse=True)
    return [FacetValue(year, year.capitalize(), count, year in form.values("year")) for year, count in years]


def months_of(form: FilterForm, years: Collection[str]) -> list[FacetValue]:
    """Return the months of some years, newest first."""
    wanted = [int(year) for year in years if year.isdigit()]
    if not wanted:
        return []
    return [
        FacetValue(value := f"{month:%Y-%m}", name_month(value), count, value in form.values("month"))
        for month, count in limited(form, without="date").counted_by_month(wanted)
    ]


def facets(form: FilterForm) -> Iterator[tuple[str, Sequence[FacetValue]]]:
    """Yield the values of each other filter with the number of articles that adding it would show."""
    for name, things in (
        ("publication", Publication.objects.published().counted_in(limited(form, without="publication"))),
        ("speaker", Quote.objects.shown().counted_by_speaker(limited(form, without="speaker"))),
        ("topic", Topic.objects.counted_in(limited(form, without="topic"))),
    ):
        yield (
            name,
            [
                FacetValue(slug, label, count, slug in form.values(name))
                for place, (slug, label, count) in enumerate(things)
                if place < MOST_FACET_VALUES or slug in form.values(name)
            ],
        )
