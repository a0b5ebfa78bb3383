"""Browsing the articles: found and counted by the index; while that is away, by the database and without counts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.forms import FilterForm
from articles.models import Article
from articles.models.articles import ArticleQuerySet
from articles.search import ArticleHit, Scope, SearchRequest, SearchUnavailable, Sort, search
from articles.views.facets import filters_of
from articles.views.lists import Parameters, articles_page, by_date, no_such_page, page_number

FACETS = ("year", "publication", "speaker", "topic")


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Return the articles of any publication, topic, speaker, year and month, newest first, undated last."""
    form = FilterForm(request.GET)
    form.is_valid()
    parameters = Parameters.of(request)
    try:
        found = listed(form, parameters, page=page_number(request))
    except SearchUnavailable:
        page = articles_page(request, limited(form))
        found = {
            **page,
            "total": page["page"].paginator.count,
            "filters": filters_of(parameters, [(name, ()) for name in FACETS], months=()),
        }
    context = {"mistakes": form.mistakes, "include_url": parameters.set_to("undated", "include")}
    return render(request, "articles/articles.html", {**context, **found})


def listed(form: FilterForm, parameters: Parameters, *, page: int) -> dict[str, Any]:
    """Return a page of articles and the values of each filter with the number of articles that adding it would show.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
        Http404: there is no such page.
    """
    asked = SearchRequest(
        scope=Scope.ARTICLES,
        speakers=form.values("speaker"),
        publications=form.values("publication"),
        topics=form.values("topic"),
        years=form.values("year"),
        months=form.values("month"),
        include_undated=form.wants_undated,
        sort=Sort.NEWEST,
        page=page,
    )
    results = search(asked)
    if page > results.page_count:
        raise no_such_page(page, results.page_count)
    keys = [hit.article.pk for hit in results.hits if isinstance(hit, ArticleHit)]
    # A hit has no more of its article than a page of hits shows.
    whole = Article.objects.published().with_bylines().with_quote_counts().in_bulk(keys)
    return {
        **by_date(whole[key] for key in keys if key in whole),
        "total": results.total,
        "links": parameters.page_links(page, results.page_count),
        "undated_left_out": results.undated_left_out,
        "filters": filters_of(
            parameters,
            [(name, results.facets.get(name, ())) for name in FACETS],
            months=results.facets.get("month", ()),
        ),
    }


def limited(form: FilterForm) -> ArticleQuerySet:
    """Return the published articles that pass every filter."""
    found = Article.objects.published()
    if publications := form.values("publication"):
        found = found.run_by(publications)
    if topics := form.values("topic"):
        found = found.about(topics)
    if speakers := form.values("speaker"):
        found = found.quoting(speakers)
    if form.values("year") or form.values("month"):
        found = found.dated_in(form.years, months=form.months, or_undated=form.wants_undated)
    return found
