"""The archive's addresses. Each lasts: what moves leaves a redirect, what goes leaves a stub."""

import re
from collections.abc import Iterator

from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, path, register_converter

from articles import feeds
from articles.api.guide import guide
from articles.api.site import api
from articles.exports import FORMATS, SINGLE
from articles.models import RedirectKind
from articles.search import Scope
from articles.sitemaps import SITEMAPS
from articles.views.about import about, opensearch, quality, robots
from articles.views.article import article, original
from articles.views.articles import articles
from articles.views.comparison import compare
from articles.views.completions import completions, suggestions
from articles.views.components import components
from articles.views.exports import export_article, export_quote, export_search
from articles.views.health import healthz, readyz
from articles.views.histories import history, timemap, version
from articles.views.home import home
from articles.views.publications import publication, publications
from articles.views.quotes import quote, quotes
from articles.views.reading_lists import export_list, export_shared_list, reading_list, shared_list
from articles.views.reports import report, report_state
from articles.views.search import search_articles, search_help
from articles.views.speaker_years import speaker_years
from articles.views.speakers import speaker, speakers
from articles.views.topics import topic, topics
from articles.views.unnamed_sources import unnamed_sources
from articles.views.wording import wording, wording_csv, wording_svg


class PublicId:
    """A public id as articles and quotes have them: base 32, in small letters."""

    regex = "[a-z2-7]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Ending:
    """How an address ends that asks for an export: the format."""

    regex = "|".join(map(re.escape, FORMATS))

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class SingleEnding(Ending):
    regex = "|".join(map(re.escape, SINGLE))


class SignedList:
    """A reading list as it stands in an address."""

    regex = r"\.?[-\w]+:[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Stamp:
    """A second in UTC: 20261123213000."""

    regex = "[0-9]{14}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Stamp, "stamp")
register_converter(SignedList, "signed_list")
register_converter(PublicId, "public_id")
register_converter(Ending, "ending")
register_converter(SingleEnding, "single_ending")


def _histories() -> Iterator[URLPattern]:
    """Yield where the history and the earlier versions of each kind of thing stand: below it, and without a slash."""
    for kind, folder, converter in (
        (RedirectKind.ARTICLE, "articles", "public_id"),
        (RedirectKind.QUOTE, "quotes", "public_id"),
        (RedirectKind.SPEAKER, "speakers", "slug"),
        (RedirectKind.TOPIC, "topics", "slug"),
        (RedirectKind.PUBLICATION, "publications", "slug"),
    ):
        below, given = f"{folder}/<{converter}:of>/history", {"kind": kind}
        yield path(below, history, given, name=f"{kind.value}-history")
        yield path(f"{below}.link", timemap, given, name=f"{kind.value}-timemap")
        yield path(f"{below}/<stamp:stamp>", version, given, name=f"{kind.value}-version")


urlpatterns = [
    *_histories(),
    path("", home, name="home"),
    path("articles/", articles, name="articles"),
    path("articles/<public_id:public_id>/", article, name="article-without-slug"),
    path("articles/<public_id:public_id>.<single_ending:ending>", export_article, name="article-export"),
    path("articles/<public_id:public_id>/original", original, name="article-original"),
    path("articles/<public_id:public_id>/compare/<public_id:other_id>/", compare, name="compare"),
    path("articles/<public_id:public_id>/<str:slug>/", article, name="article"),
    path("quotes/", quotes, name="quotes"),
    path("quotes.<ending:ending>", export_search, {"scope": Scope.QUOTES}, name="quotes-export"),
    path("quotes/<public_id:public_id>.<single_ending:ending>", export_quote, name="quote-export"),
    path("quotes/years/", speaker_years, name="speaker-years"),
    path("quotes/<public_id:public_id>/", quote, name="quote"),
    path("speakers/", speakers, name="speakers"),
    path("speakers/unnamed/", unnamed_sources, name="unnamed-sources"),
    path("speakers/<slug:slug>/", speaker, name="speaker"),
    path("publications/", publications, name="publications"),
    path("publications/<slug:slug>/", publication, name="publication"),
    path("topics/", topics, name="topics"),
    path("topics/<slug:slug>/", topic, name="topic"),
    path("lists/", reading_list, name="reading-list"),
    path("lists/mine.<ending:ending>", export_list, name="list-export"),
    path("lists/<signed_list:signed>.<ending:ending>", export_shared_list, name="shared-list-export"),
    path("lists/<signed_list:signed>/", shared_list, name="shared-list"),
    path("search/", search_articles, name="search"),
    path("search.<ending:ending>", export_search, {"scope": Scope.ARTICLES}, name="search-export"),
    path("search/suggest", suggestions, name="suggestions"),
    path("search/complete", completions, name="completions"),
    path("feeds/latest.atom", feeds.latest, name="latest-feed"),
    path("feeds/search.atom", feeds.of_search, {"scope": Scope.ARTICLES}, name="search-feed"),
    path("feeds/quotes.atom", feeds.of_search, {"scope": Scope.QUOTES}, name="quotes-feed"),
    path("feeds/speakers/<slug:slug>.atom", feeds.of_speaker, name="speaker-feed"),
    path("feeds/topics/<slug:slug>.atom", feeds.of_topic, name="topic-feed"),
    path("feeds/publications/<slug:slug>.atom", feeds.of_publication, name="publication-feed"),
    path("report/", report, name="report"),
    path("report/<public_id:public_id>/", report_state, name="report-state"),
    path("wording/", wording, name="wording"),
    path("wording.svg", wording_svg, name="wording-svg"),
    path("wording.csv", wording_csv, name="wording-csv"),
    path("help/search/", search_help, name="search-help"),
    path("about/", about, name="about"),
    path("about/quality/", quality, name="quality"),
    path("components/", components, name="components"),
    path("api/", guide, name="api-guide"),
    path("api/v1/", api.urls),
    path("opensearch.xml", opensearch, name="opensearch"),
    path(
        "sitemap.xml",
        sitemap_index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"},
        name="sitemap-index",
    ),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
