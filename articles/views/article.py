"""Reading one article, and its original as received."""

import codecs
import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from articles.dating import basis_in_words, undated_in_words
from articles.exports.page_metadata import article_metadata
from articles.exports.plain import cite
from articles.exports.records import record_of_article
from articles.exports.speakers import shows_name
from articles.models import Article, Quote, Visibility, WithheldReason
from articles.models.telling import tell_original, tell_removed, tell_values
from articles.reading import Considered, computed_days, considered, in_order, set_for_reading
from articles.search import Scope, find_terms, more_like
from articles.text.documents import QuotationKind
from articles.versions import versions_of
from articles.views.addresses import Gone, Moved, Stub, find_article, lasting
from articles.views.exports import host_of, with_links
from articles.views.histories import link_of_history
from articles.views.trails import Trail
from articles.voices import voices_of

# More than a search has words, so that no address makes a page slow.
MARKS_LIMIT = 50
TERM_LIMIT = 200
# The fields whose provenance readers are told, in the order of the page, as they read.
FIELD_NAMES = {
    "headline": "Headline",
    "standfirst": "Standfirst",
    "publication": "Publication",
    "byline": "Byline",
    "published": "Date",
    "dateline": "Dateline",
    "language": "Language",
    "source_url": "Source",
    "retrieved_at": "Retrieved",
    "body": "Text",
    "topics": "Topics",
}


@require_safe
@lasting
def article(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponseBase:
    """Return the reading page of an article; any other slug leads to it."""
    article = find_article(public_id)
    if slug != article.slug:
        raise Moved(article.get_absolute_url(), article)
    host = host_of(request)
    record = record_of_article(article, host=host)
    quotes = in_order(article.quotes.shown().told().with_speaker())
    metadata = article_metadata(record, article, quotes, host=host)
    trail = Trail.of(request, scope=Scope.ARTICLES)
    marks = marks_of(request, trail) if article.has_public_text else ()
    hits = find_terms(article.body, marks)
    voices = voices_of(quotes)
    rows = {row.field: row for row in tell_values(article)}
    if not article.shown_publication:
        rows.pop("publication", None)
    if not article.shown_source_url:
        rows.pop("source_url", None)
    context = {
        "article": article,
        "quotes": quotes,
        "voices": voices,
        "heard": [voice for voice in voices if voice.spoken],
        "indirect_count": sum(quote.kind == QuotationKind.INDIRECT for quote in quotes),
        "reasons": reasons(quotes),
        "known": rows,
        "date_basis": basis_in_words(article, rows.get("published")),
        "undated": undated_in_words(article, rows.get("published")),
        "knowledge": [(name, rows[field]) for field, name in FIELD_NAMES.items() if field in rows],
        "original": tell_original(article, article.originals.current().first()),
        "topics": article.topics.all(),
        "versions": versions_of(article),
        "alike": more_like(article),
        "way": trail and trail.follow(article, is_marked="marks" not in request.GET),
        "withheld": withholdings_of(article),
        "marks": marks,
        "has_marks_off": trail is not None and not marks and bool(trail.terms) and article.has_public_text,
        "hit_count": len(hits),
        "citation": cite(record),
        "metadata": metadata,
    }
    if article.has_public_text:
        context["paragraphs"] = set_for_reading(article.body, quotes=quotes, hits=hits)
        context["days"] = computed_days(article, quotes=quotes)
        context["removed_texts"] = tell_removed(article)
    response = with_links(render(request, "articles/article.html", context), metadata)
    response["Link"] += f", {link_of_history(request, article)}"
    return response


def withholdings_of(article: Article) -> list[tuple[str, datetime.datetime | None]]:
    """Return why words of an article are withheld and since when, each reason and day once."""
    if not article.withheld_words:
        return []
    withheld = article.quotes.filter(visibility=Visibility.WITHHELD).order_by("withheld_at", "pk")
    told = {(quote.get_withheld_reason_display(), _day(quote.withheld_at)): quote for quote in withheld}
    dated = [(reason, quote.withheld_at) for (reason, _), quote in told.items()]
    for each in article.concealed:
        reason, since = WithheldReason(each["reason"]).label, datetime.datetime.fromisoformat(each["since"])
        if (reason, _day(since)) not in {(known, _day(at)) for known, at in dated}:
            dated.append((reason, since))
    return dated


def _day(at: datetime.datetime | None) -> datetime.date | None:
    return timezone.localdate(at) if at else None


def marks_of(request: HttpRequest, trail: Trail | None) -> tuple[str, ...]:
    """Return the words to be marked: those the address names, which may be none, or else those of the search."""
    asked = request.GET.getlist("marks") if "marks" in request.GET else trail.terms if trail else ()
    return tuple(term[:TERM_LIMIT] for term in asked[:MARKS_LIMIT] if term)


def reasons(quotes: list[Quote]) -> list[tuple[Quote, list[Considered]]]:
    """Return the quotes whose speakers readers may know, each with all who were considered."""
    known = [quote for quote in quotes if shows_name(quote)]
    candidates = considered(known)
    return [(quote, candidates[quote.pk]) for quote in known]


@require_safe
@lasting
def original(request: HttpRequest, public_id: str) -> HttpResponseBase:  # noqa: ARG001  the interface of a view
    """Return the bytes an article was made from, as plain text that no browser runs."""
    article = find_article(public_id)
    if not article.has_public_text:
        raise PermissionDenied("The archive may show quotes of this article, but not its full text.")
    if article.withheld_words:
        raise PermissionDenied("Words of this article are withheld, and its original has them.")
    received = article.originals.current().first()
    if received is None:
        raise Http404("The archive has no original of this article.")
    if received.content is None:
        raise Gone(Stub("original", "Erased", received.erased_at))
    is_text = received.media_type.startswith("text/")
    response = HttpResponse(
        bytes(received.content),
        content_type=f"text/plain; charset={_charset(received.encoding)}"
        if is_text
        else "application/octet-stream",
    )
    disposition = content_disposition_header(not is_text, received.name.rsplit("/", 1)[-1])
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Robots-Tag"] = "noindex"
    return response


def _charset(encoding: str) -> str:
    """Return an encoding's name for a header, UTF-8 where it names none."""
    try:
        return codecs.lookup(encoding).name if encoding else "utf-8"
    except LookupError:
        return "utf-8"
