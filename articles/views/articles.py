"""Browsing the articles, without the index."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.forms import UNDATED, FilterForm
from articles.models import Article, Publication, Quote, Topic
from articles.models.articles import ArticleQuerySet
from articles.search import FacetValue
from articles.views.facets import filters_of
from articles.views.lists import Parameters, articles_page

# As many values of a facet as the index gives: nobody reads more.
MOST_FACET_VALUES = 100


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Return the articles of any publication, topic, speaker and year, newest first, undated last."""
    form = FilterForm(request.GET)
    form.is_valid()
    parameters = Parameters.of(request)
    hides_undated = bool(form.values("year")) and not form.wants_undated
    return render(
        request,
        "articles/articles.html",
        {
            **articles_page(request, limited(form)),
            "filters": filters_of(parameters, facets(form)),
            "mistakes": form.mistakes,
            "undated_left_out": limited(form, without="year").undated().count() if hides_undated else 0,
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
    if without != "year" and form.values("year"):
        found = found.dated_in(form.years, or_undated=form.wants_undated)
    return found


def facets(form: FilterForm) -> Iterator[tuple[str, Sequence[FacetValue]]]:
    """Yield the values of each filter with the number of articles that adding it would show."""
    years = [
        (UNDATED if row["year"] is None else str(row["year"]), row["count"])
        for row in limited(form, without="year").counted_by_year()
    ]
    years.sort(key=lambda pair: (pair[0] != UNDATED, pair[0]), reverse=True)
    yield (
        "year",
        [FacetValue(year, year.capitalize(), count, year in form.values("year")) for year, count in years],
    )
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
