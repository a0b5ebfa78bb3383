"""Every part of a page with invented texts, for those who change the look; only where DEBUG is on."""

import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.exports.page_metadata import Alternate, PageMetadata
from articles.models import Article, Byline, KeyDate, Provenance, Publication, Quote, Speaker, UnnamedSource
from articles.periods import Bounds, Period
from articles.pictures.curves import draw_curve
from articles.reading import Considered, DayInWords, in_order, set_for_reading
from articles.reading_lists import Entry, EntryKind
from articles.search import ArticleHit, Completion, FacetValue, Neighbours, Passage, Sort, WayOut
from articles.text.differences import compare_paragraphs, mark_differences
from articles.text.spans import Span
from articles.versions import Echo, Version
from articles.views.addresses import Stub
from articles.views.facets import filters_of
from articles.views.lists import PageLinks, Parameters
from articles.views.reading_lists import Listed
from articles.views.search import PlacedProblem
from articles.views.timelines import search_timeline
from articles.views.trails import Step, Way
from articles.views.unnamed_sources import Group, Rank
from articles.voices import voices_of

SCHEMES = ("light", "dark")
BODY = (
    "The harbour board voted on Tuesday to lower the mooring fee, and to look again at the old quay in spring.\n\n"
    "“We will lower the fee by spring, and nobody will pay for a berth that floods,” said Ada Marsh, who chairs the board.\n\n"
    "A senior harbour official called the plan “long overdue”. Boat owners said they would wait for a written promise."
)
LATER = BODY.replace("in spring.\n", "in autumn.\n").replace("the old quay", "the quay")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Return every part once; ?scheme=light or dark, else as the reader's system is."""
    if not settings.DEBUG:
        raise Http404("There is nothing at this address.")
    scheme = request.GET.get("scheme", "")
    return render(
        request,
        "articles/components.html",
        {
            "scheme": scheme if scheme in SCHEMES else "",
            "schemes": SCHEMES,
            **_articles(),
            **_lists(),
            **_states(),
        },
    )


def _article(number: int, headline: str, publication: Publication | None, **fields: Any) -> Article:
    """Return an article that is in no database, with what a list adds to it."""
    article = Article(
        pk=number,
        public_id=f"{number + 1:a>12}",
        headline=headline,
        publication=publication,
        language="en",
        **fields,
    )
    article.__dict__["quote_count"] = number
    article.__dict__["_prefetched_objects_cache"] = {"bylines": []}
    return article


def _quote(number: int, article: Article, words: str, **fields: Any) -> Quote:
    start = article.body.index(words)
    return Quote(
        pk=number,
        public_id=f"{number + 1:b>12}",
        article=article,
        words=words,
        start=start,
        end=start + len(words),
        statement=number,
        **{"kind": "direct", **fields},
    )


def _articles() -> dict[str, Any]:
    """Return articles, their quotes, and what the pages of both show of them."""
    mercury = Publication(pk=1, name="Mirefield Mercury", slug="mirefield-mercury", rights="full")
    ada = Speaker(pk=1, name="Ada Marsh", slug="ada-marsh")
    day = datetime.date(2019, 10, 8)
    dated = {"date_precision": "day", "date_basis": "explicit", "date_earliest": day, "date_latest": day}
    article = _article(
        3,
        "Mooring fee to fall by spring",
        mercury,
        body=BODY,
        source_url="https://mercury.example/2019/mooring-fee",
        retrieved_at=datetime.datetime(2021, 1, 11, tzinfo=datetime.UTC),
        **dated,
    )
    article.__dict__["_prefetched_objects_cache"]["bylines"] = [
        Byline(name="Iris Bell", role="author", printed="IRIS BELL"),
        Byline(name="Sam Reed", role="reporter"),
    ]
    other = _article(1, "Board lowers mooring fee, looks at quay in autumn", mercury, body=LATER, **dated)
    undated = _article(
        2, "", None, body="Boat owners marched through Mirefield against the closing of the lock."
    )
    ada_says = _quote(
        1,
        article,
        BODY[BODY.index("We will") : BODY.index(",” said")],
        speaker=ada,
        cue="said",
        mention="Ada Marsh",
        confidence=0.97,
        chain=["“Ada Marsh” follows “said”"],
    )
    official = UnnamedSource(pk=1, article=article, description="senior harbour official")
    overdue = _quote(
        2, article, "long overdue", kind="mixed", unnamed_source=official, cue="called", confidence=0.6
    )
    waiting = _quote(3, article, "they would wait for a written promise", kind="indirect", cue="said")
    quotes = in_order([ada_says, overdue, waiting])
    hits = [Span(place, place + 3) for place in (BODY.index("fee"), BODY.index("fee by"))]
    curve = [
        {"coverage": share, "wrong": wrong} for share, wrong in ((20, 0.4), (50, 1.1), (80, 3.2), (100, 6.0))
    ]
    metadata = PageMetadata(
        url="https://archive.example.org/articles/aaaaaaaaaaa3/mooring-fee-to-fall-by-spring/",
        description="Invented.",
        alternates=(
            Alternate("?", "application/x-research-info-systems", "RIS"),
            Alternate("?", "text/csv", "CSV"),
        ),
    )
    return {
        "article": article,
        "other": other,
        "undated": [undated],
        "dated": [article, other],
        "quote": ada_says,
        "quotes": quotes,
        "undated_quotes": [_quote(4, undated, "marched through Mirefield", speaker=ada, confidence=0.6)],
        "key_dates": [
            _key_date(2018, article, "The quay floods."),
            _key_date(2019, article, "The fee falls."),
        ],
        "voices": voices_of(quotes),
        "paragraphs": set_for_reading(BODY, quotes=quotes, hits=hits),
        "hit_count": len(hits),
        "days": [DayInWords("on Tuesday", "8 October 2019", 1)],
        "knowledge": [
            (
                "Headline",
                Provenance(origin="rule", rule="first-line", evidence="Mooring fee to fall by spring"),
            ),
            ("Date", Provenance(origin="text", rule="date-line", evidence="October 8, 2019")),
        ],
        "original": {"name": "mercury.txt", "size": 812, "content": False, "sha256": "9f" * 32},
        "reasons": [
            (
                ada_says,
                [
                    Considered("Ada Marsh", "subject of the cue", 0.97, True, False),
                    Considered("Tom Hale", "named before", 0.21, False, False),
                ],
            ),
            (overdue, []),
        ],
        "versions": [Version(other, 0.93, 0.97, 0.95)],
        "echoes": [Echo(_quote(5, other, ada_says.words, speaker=ada, confidence=0.97), (), False)],
        "rows": compare_paragraphs(BODY, LATER),
        "stretches": mark_differences("look again at the old quay", "look again at the quay"),
        "citation": "Bell, Iris. “Mooring Fee to Fall by Spring.” Mirefield Mercury, 8 October 2019.",
        "metadata": metadata,
        "curve": draw_curve(curve, plain=60),
        "risk": curve,
        "way": Way(
            "fee", Neighbours(3, 41), "/search/?q=fee", Step(other.title, "?"), Step(other.title, "?"), "", ""
        ),
        "hit": ArticleHit(
            article,
            place=3,
            headline=(Passage("Mooring "), Passage("fee", is_match=True), Passage(" to fall by spring")),
            snippet=(Passage("“We will lower the "), Passage("fee", is_match=True), Passage(" by spring …”")),
        ),
    }


def _key_date(year: int, article: Article, sentence: str) -> KeyDate:
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return KeyDate(precision="year", earliest=first, latest=last, sentence=sentence, article=article)


def _lists() -> dict[str, Any]:
    """Return what stands around a list: its filters, orders, pages and timeline."""
    parameters = Parameters(QueryDict("q=fee&publication=mirefield-mercury&speaker=ada-marsh"))
    years = [FacetValue(str(year), str(year), count) for year, count in ((2019, 41), (2018, 27), (2016, 12))]
    facets = (
        ("year", years),
        (
            "publication",
            [
                FacetValue("mirefield-mercury", "Mirefield Mercury", 41),
                FacetValue("courier", "Waterways and Inland Navigation Courier", 12),
            ],
        ),
        (
            "speaker",
            [
                FacetValue("ada-marsh", "Ada Marsh", 41),
                *(FacetValue(f"speaker-{n}", f"Tom Hale the {n}th", 20 - n) for n in range(4, 16)),
            ],
        ),
    )
    ranks = tuple(
        Rank(label, label, count, "?", label == "senior")
        for label, count in (("senior", 4), ("spokesman", 2))
    )
    undated = FacetValue("undated", "Undated", 9)
    return {
        "filters": filters_of(parameters, facets),
        "timeline": search_timeline(
            Parameters(QueryDict("q=fee")), noun="Articles", years=[*years, undated], months=()
        ),
        "sorts": [(sort, "?") for sort in Sort],
        "asked": {"text": "fee OR quay", "sort": Sort.RELEVANCE},
        "links": PageLinks(2, 5, "?", "?"),
        "completions": [Completion('fee speaker:"Ada Marsh"', "Ada Marsh, speaker")],
        "sentences": ["Articles with “fee” or “quay” or both.", "Other forms of the words count: “fees”."],
        "files": [("CSV", "?"), ("RIS", "?"), ("JSON", "?")],
        "institutions": [Group("Harbour board", "harbour-board", 6, "?", False, ranks)],
        "quoted": [("ada-marsh", "Ada Marsh", 41), ("tom-hale", "Tom Hale", 12)],
        "period": Period(
            Bounds(datetime.date(2016, 3, 1), datetime.date(2016, 3, 31)),
            Bounds(datetime.date(2019, 10, 8), datetime.date(2019, 10, 8)),
        ),
    }


def _states() -> dict[str, Any]:
    """Return what a reader is told where something is missing or wrong."""
    return {
        "mistakes": ["“2019-13” is no month."],
        "problems": [
            PlacedProblem("This mark opens a phrase and nothing closes it.", "fee ", '"', "old quay")
        ],
        "ways_out": [("Year", WayOut("year", "2016", "2016", 12), "?")],
        "stub": Listed(
            entry=Entry(EntryKind.ARTICLE, "a" * 12),
            stub=Stub(
                "article", "at the publisher’s request", datetime.datetime(2020, 5, 4, tzinfo=datetime.UTC)
            ),
        ),
        "lost": Listed(entry=Entry(EntryKind.ARTICLE, "z" * 12)),
    }
