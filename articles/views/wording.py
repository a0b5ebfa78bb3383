"""Wording over time: when words were used, by whom, with what around them; as a page, a picture and a table."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.exports.speakers import speaker_label
from articles.exports.tables import defused
from articles.forms import SPOKEN, WordingQuery
from articles.models import Speaker
from articles.search import (
    FoundSpeaker,
    Line,
    SearchUnavailable,
    find_speakers,
    find_uses,
    most_quoted,
)
from articles.views.lanes import MOST_LANES, Asked, draw_strips
from articles.views.standalone import place_strips

# Names offered in the form.
OFFERED = 40
# Quotes of one lane in a table that is taken away.
MOST_IN_TABLE = 1_000
COLUMNS = (
    "strip", "term", "date", "earliest", "latest", "speaker", "certainty", "before", "words", "after",
    "quote", "quote_address", "headline", "publication",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unknown:
    """A speaker that nobody knows, and those with names like it, each with the address of the same page for them."""

    asked: str
    near: tuple[tuple[Speaker, str], ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    """What a reader asks to see: the lanes, and those left out because they are too many."""

    query: WordingQuery
    lanes: tuple[Asked, ...]
    left_out: int
    speakers: tuple[Speaker, ...]
    unknown: tuple[FoundSpeaker, ...]

    @property
    def address(self) -> str:
        """The query of this page's address, with the speakers by their slugs."""
        return _query([speaker.slug for speaker in self.speakers], self.query.terms)


@require_safe
def wording(request: HttpRequest) -> HttpResponse:
    """Return the strips with their concordances; 503 and a plain sentence while the index is away."""
    choice = _choice(request)
    context = {
        "mistakes": choice.query.mistakes,
        "speakers": choice.speakers,
        "terms": ", ".join(choice.query.terms),
        "unknown": [_unknown(choice, found) for found in choice.unknown],
        "left_out": choice.left_out,
        "most_lanes": MOST_LANES,
        "most_in_table": MOST_IN_TABLE,
        "query": choice.address,
    }
    try:
        offered = [speaker for speaker, _ in most_quoted(kinds=SPOKEN, most=OFFERED)]
        strips = draw_strips(choice.lanes)
    except SearchUnavailable:
        return render(request, "articles/wording.html", {**context, "is_away": True}, status=503)
    context |= {
        "strips": strips,
        "problems": list(dict.fromkeys(problem for lane in strips.lanes for problem in lane.uses.problems)),
        "offered": [speaker for speaker in offered if speaker not in choice.speakers],
        "example": _query([speaker.slug for speaker in offered[:2]], ()),
    }
    return render(request, "articles/wording.html", context)


@require_safe
def wording_svg(request: HttpRequest) -> HttpResponse:
    """Return the strips as one picture that stands by itself: its own colours, whole addresses, what and whence."""
    choice = _choice(request)
    try:
        strips = draw_strips(choice.lanes)
    except SearchUnavailable:
        return HttpResponse("Search is away for a moment.\n", content_type="text/plain", status=503)
    address = request.build_absolute_uri(f"{reverse('wording')}?{choice.address}")
    response = render(
        request,
        "pictures/wording.svg",
        {
            "picture": place_strips(strips),
            "site": request.build_absolute_uri("/").rstrip("/"),
            "address": address,
            "today": timezone.localdate(),
        },
        content_type="image/svg+xml",
    )
    response["Content-Disposition"] = 'attachment; filename="wording.svg"'
    return response


@require_safe
def wording_csv(request: HttpRequest) -> HttpResponse:
    """Return the quotes of all strips as comma-separated values, oldest first in each."""
    choice = _choice(request)
    requests = [each.request for each in choice.lanes]
    try:
        found = find_uses(requests, most=MOST_IN_TABLE, lines=MOST_IN_TABLE)
    except SearchUnavailable:
        return HttpResponse("Search is away for a moment.\n", content_type="text/plain", status=503)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="wording.csv"'
    table = csv.writer(response)
    table.writerow(COLUMNS)
    for number, (asked, uses) in enumerate(zip(choice.lanes, found, strict=True), start=1):
        table.writerows([defused(cell) for cell in _row(request, number, asked, line)] for line in uses.lines)
    return response


def _row(request: HttpRequest, number: int, asked: Asked, line: Line) -> Iterator[str]:
    quote, article = line.quote, line.quote.article
    yield str(number)
    yield asked.term
    yield article.published.iso
    yield article.date_earliest.isoformat() if article.date_earliest else ""
    yield article.date_latest.isoformat() if article.date_latest else ""
    yield speaker_label(quote)
    yield "probably" if quote.is_probable else ""
    yield line.context.before
    yield line.context.words
    yield line.context.after
    yield quote.words
    yield request.build_absolute_uri(quote.get_absolute_url())
    yield article.headline
    yield article.shown_publication.name if article.shown_publication else ""


def _choice(request: HttpRequest) -> _Choice:
    query = WordingQuery.of(request.GET)
    found = find_speakers(query.speakers) if query.speakers else ()
    speakers = tuple(dict.fromkeys(each.speaker for each in found if each.speaker))
    unknown = tuple(each for each in found if each.speaker is None)
    lanes = tuple(_lanes(query.terms, speakers, is_of_speakers=bool(found)))
    return _Choice(query, lanes[:MOST_LANES], max(0, len(lanes) - MOST_LANES), speakers, unknown)


def _lanes(terms: Sequence[str], speakers: Sequence[Speaker], *, is_of_speakers: bool) -> Iterable[Asked]:
    """Yield a lane for each term and speaker. Who asks for speakers and names none that is known sees nobody's words."""
    wanted: Sequence[Speaker | None] = speakers or (() if is_of_speakers else (None,))
    for term in terms or (("",) if speakers else ()):
        for speaker in wanted:
            yield Asked(term, speaker)


def _unknown(choice: _Choice, found: FoundSpeaker) -> Unknown:
    known = [speaker.slug for speaker in choice.speakers]
    return Unknown(
        found.asked,
        tuple((near, "?" + _query([*known, near.slug], choice.query.terms)) for near in found.near),
    )


def _query(speakers: Iterable[str], terms: Sequence[str]) -> str:
    given = {"speaker": list(speakers), **({"terms": ",".join(terms)} if terms else {})}
    return urlencode(given, doseq=True)
