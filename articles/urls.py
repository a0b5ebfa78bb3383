"""The archive's addresses. Each lasts: what moves leaves a redirect, what goes leaves a stub."""

from django.urls import path, register_converter

from articles.views.about import about, opensearch, quality, robots
from articles.views.article import article, original
from articles.views.articles import articles
from articles.views.comparison import compare
from articles.views.completions import completions
from articles.views.health import healthz, readyz
from articles.views.home import home
from articles.views.publications import publication, publications
from articles.views.quotes import quote, quotes
from articles.views.search import search_articles, search_help
from articles.views.speaker_years import speaker_years
from articles.views.speakers import speaker, speakers, unnamed_sources
from articles.views.topics import topic, topics
from articles.views.wording import wording, wording_csv, wording_svg


class PublicId:
    """A public id as articles and quotes have them: base 32, in small letters."""

    regex = "[a-z2-7]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PublicId, "public_id")

urlpatterns = [
    path("", home, name="home"),
    path("articles/", articles, name="articles"),
    path("articles/<public_id:public_id>/", article, name="article-without-slug"),
    path("articles/<public_id:public_id>/original", original, name="article-original"),
    path("articles/<public_id:public_id>/compare/<public_id:other_id>/", compare, name="compare"),
    path("articles/<public_id:public_id>/<str:slug>/", article, name="article"),
    path("quotes/", quotes, name="quotes"),
    path("quotes/years/", speaker_years, name="speaker-years"),
    path("quotes/<public_id:public_id>/", quote, name="quote"),
    path("speakers/", speakers, name="speakers"),
    path("speakers/unnamed/", unnamed_sources, name="unnamed-sources"),
    path("speakers/<slug:slug>/", speaker, name="speaker"),
    path("publications/", publications, name="publications"),
    path("publications/<slug:slug>/", publication, name="publication"),
    path("topics/", topics, name="topics"),
    path("topics/<slug:slug>/", topic, name="topic"),
    path("search/", search_articles, name="search"),
    path("search/complete", completions, name="completions"),
    path("wording/", wording, name="wording"),
    path("wording.svg", wording_svg, name="wording-svg"),
    path("wording.csv", wording_csv, name="wording-csv"),
    path("help/search/", search_help, name="search-help"),
    path("about/", about, name="about"),
    path("about/quality/", quality, name="quality"),
    path("opensearch.xml", opensearch, name="opensearch"),
    path("robots.txt", robots, name="robots"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
