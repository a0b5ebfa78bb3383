"""What the archive is, and the files that describe it to machines."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.audits import read_audits
from articles.forms import SPOKEN, UNDATED
from articles.models import Quote
from articles.quality import measured_corpora
from articles.search import SearchUnavailable, count_archive, count_quotes, tally_quotes
from articles.text.attribution import LIKELY, LIKELY_UNNAMED
from articles.text.documents import CERTAIN, QuotationKind
from articles.text.pipeline import PIPELINE_VERSION

# How the addresses of searches begin that are files.
ENDLESS = ("/search.", "/quotes.", "/feeds/search.", "/feeds/quotes.")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Return what the archive is and holds; its numbers are the index's, and left out while that is away."""
    try:
        figures = count_archive(kinds=SPOKEN, most=0)
    except SearchUnavailable:
        return render(request, "articles/about.html")
    context = {
        "figures": figures,
        "undated_count": figures.years.get(UNDATED, 0),
        "unattributed_count": Quote.objects.published().spoken().unattributed().count(),
    }
    return render(request, "articles/about.html", context)


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Return how attribution works and how good it is: measured while it was made, and counted in the archive.

    The database counts while the index is away: it goes through every quote.
    """
    try:
        tally = tally_quotes(kinds=SPOKEN)
        indirect_count = count_quotes("kinds", filters={}).get(QuotationKind.INDIRECT, 0)
    except SearchUnavailable:
        quotes = Quote.objects.of_published_articles()
        tally, indirect_count = quotes.spoken().tally(), quotes.shown().indirect().count()
    context = {
        "tally": tally,
        "indirect_count": indirect_count,
        "audits": read_audits(),
        "corpora": measured_corpora(),
        "certain": CERTAIN,
        "likely": LIKELY,
        "likely_unnamed": LIKELY_UNNAMED,
        "engine": PIPELINE_VERSION,
    }
    return render(request, "articles/quality.html", context)


@require_safe
@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    """Return what crawlers may read: all pages but lists and filtered searches, whose addresses have no end; of a private archive none."""
    if settings.ARCHIVE_PUBLIC:
        # A search of words alone is an address like any other; more than one parameter makes them endless.
        refused = [
            f"{reverse('search')}*&",
            reverse("suggestions"),
            reverse("completions"),
            *ENDLESS,
            reverse("reading-list"),
            reverse("report"),
            "/admin/",
        ]
        more = ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap-index'))}"]
    else:
        refused, more = ["/"], []
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in refused), *more]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """Return the description by which a browser offers the archive among its searches."""
    address = request.build_absolute_uri(reverse("search"))
    return render(
        request,
        "opensearch.xml",
        {
            "address": address,
            "feed": request.build_absolute_uri(reverse("search-feed")),
            "suggestions": request.build_absolute_uri(reverse("suggestions")),
            "itself": request.build_absolute_uri(reverse("opensearch")),
        },
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
