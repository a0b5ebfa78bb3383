"""Quotes: who said what, one row each; and one quote with the reasons for its attribution."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.dating import basis_in_words
from articles.exports.page_metadata import quote_metadata
from articles.exports.plain import cite
from articles.exports.records import record_of_quote
from articles.models.telling import tell_values
from articles.reading import considered, context_of, in_order
from articles.search import Scope
from articles.text.documents import CERTAIN
from articles.versions import echoes_of
from articles.views.addresses import find_quote, lasting
from articles.views.exports import host_of, with_links
from articles.views.histories import link_of_history
from articles.views.search import search_page
from articles.views.trails import Trail


@require_safe
def quotes(request: HttpRequest) -> HttpResponse:
    return search_page(request, scope=Scope.QUOTES, template="articles/quotes.html")


@require_safe
@lasting
def quote(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Return one quote in its place, with the evidence for its speaker."""
    quote = find_quote(public_id)
    host = host_of(request)
    record = record_of_quote(quote, host=host)
    metadata = quote_metadata(record, quote, host=host)
    candidates = considered([quote])[quote.pk]
    reasons = {one.reason for one in candidates}
    dated = next((row for row in tell_values(quote.article) if row.field == "published"), None)
    beside = in_order(quote.article.quotes.shown().told().with_speaker())
    place = next(place for place, one in enumerate(beside) if one.pk == quote.pk)
    trail = Trail.of(request, scope=Scope.QUOTES)
    response = render(
        request,
        "articles/quote.html",
        {
            "quote": quote,
            "article": quote.article,
            "date_basis": basis_in_words(quote.article, dated),
            "context": context_of(quote),
            "considered": candidates,
            "shared_reason": reasons.pop() if len(candidates) > 1 and len(reasons) == 1 else "",
            "certain": CERTAIN,
            "others": [one for one in beside if one.statement == quote.statement and one.pk != quote.pk],
            "number": place + 1,
            "count": len(beside),
            "before": beside[place - 1] if place else None,
            "after": beside[place + 1] if place + 1 < len(beside) else None,
            "echoes": echoes_of(quote),
            "way": trail and trail.follow(quote),
            "url": record.url,
            "citation": cite(record),
            "metadata": metadata,
        },
    )
    response = with_links(response, metadata)
    response["Link"] += f", {link_of_history(request, quote)}"
    return response
