"""Ordinary Haystack on our engine, without what the stock Whoosh backend gets wrong."""

import datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from haystack.exceptions import SearchBackendError
from haystack.inputs import AutoQuery, Clean, Exact, Not, Raw
from haystack.query import SQ, SearchQuerySet

from articles.models import Article, Quote, Rights, Topic
from articles.search import Scope, rebuild
from articles.search.backends.generations.contents import index_of
from tests.factories import make_article, make_publication, make_quote, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def ferry():
    article = make_article(
        headline="[1, 2]",
        body="The white house by the quay.\n\n“Fares will stay,” Ada Marsh told the president & a <b>few</b>.",
        publication=make_publication("Times, Evening"),
        date=datetime.date(2009, 6, 26),
    )
    make_quote(article, "Fares will stay,", speaker=make_speaker("Ada Marsh"))
    article.topics.add(Topic.objects.create(name="Ports, docks", slug="ports-docks"))
    return article


@pytest.fixture
def bridge():
    article = make_article(
        headline="Bridge", body="White paint for the house: daily, to be or not to be. C++ and X."
    )
    make_quote(article, "daily, to be", speaker=make_speaker("Tom Hale"))
    return article


@pytest.fixture
def found(ferry, bridge):
    """Return a function from a SearchQuerySet of articles to what it found."""
    rebuild()
    names = {str(ferry.pk): "ferry", str(bridge.pk): "bridge"}

    def found(queryset):
        return [names[result.pk] for result in queryset.models(Article)]

    return found


ALL = SearchQuerySet()


@pytest.mark.parametrize(
    ("queryset", "expected"),
    [
        pytest.param(ALL.all, {"ferry", "bridge"}, id="all"),
        pytest.param(lambda: ALL.filter(content="houses"), {"ferry", "bridge"}, id="word"),
        pytest.param(lambda: ALL.filter(content="white quay"), {"ferry"}, id="words"),
        pytest.param(lambda: ALL.filter(content=Exact("the white house")), {"ferry"}, id="phrase"),
        pytest.param(lambda: ALL.filter(content=Exact("white the house")), set(), id="phrase-with-stop-word"),
        pytest.param(lambda: ALL.auto_query('"to be or not to be"'), {"bridge"}, id="stop-words-only"),
        pytest.param(lambda: ALL.auto_query('"unbalanced'), set(), id="open-quote"),
        pytest.param(lambda: ALL.auto_query('"quay'), {"ferry"}, id="open-quote-finds"),
        pytest.param(lambda: ALL.auto_query("(quay"), {"ferry"}, id="open-parenthesis"),
        pytest.param(lambda: ALL.auto_query("C++"), {"bridge"}, id="c-plus-plus"),
        pytest.param(lambda: ALL.auto_query("x"), {"bridge"}, id="one-letter"),
        pytest.param(lambda: ALL.auto_query("quay OR nothing"), {"ferry"}, id="or"),
        pytest.param(lambda: ALL.auto_query("*"), {"ferry", "bridge"}, id="star"),
        pytest.param(lambda: ALL.filter(content="*"), {"ferry", "bridge"}, id="star-in-filter"),
        pytest.param(lambda: ALL.auto_query("white -quay"), {"bridge"}, id="minus"),
        pytest.param(lambda: ALL.filter(content=Not("quay")), {"bridge"}, id="not-input"),
        pytest.param(lambda: ALL.exclude(content="quay"), {"bridge"}, id="exclude"),
        pytest.param(
            lambda: ALL.filter(SQ(content="quay") | SQ(content="paint")), {"ferry", "bridge"}, id="sq-or"
        ),
        pytest.param(lambda: ALL.filter(~SQ(content="quay") & SQ(content="white")), {"bridge"}, id="sq-not"),
        pytest.param(
            lambda: ALL.filter_or(content="quay").filter_or(content="paint"),
            {"ferry", "bridge"},
            id="filter-or",
        ),
        pytest.param(lambda: ALL.filter(headline="bridge"), {"bridge"}, id="headline"),
        pytest.param(lambda: ALL.filter(speaker="Ada Marsh"), {"ferry"}, id="name-of-two-words"),
        pytest.param(lambda: ALL.filter(speaker=Clean("ada")), {"ferry"}, id="clean"),
        pytest.param(lambda: ALL.filter(speaker__exact="Ada Marsh"), {"ferry"}, id="exact-name"),
        pytest.param(lambda: ALL.filter(speaker__startswith="Ada Mar"), {"ferry"}, id="startswith"),
        pytest.param(
            lambda: ALL.filter(speaker=AutoQuery("marsh OR hale")),
            {"ferry", "bridge"},
            id="auto-query-in-field",
        ),
        pytest.param(lambda: ALL.filter(speakers="ada-marsh"), {"ferry"}, id="slug"),
        pytest.param(lambda: ALL.filter(speakers__exact="ada-marsh"), {"ferry"}, id="exact-slug"),
        pytest.param(lambda: ALL.filter(speakers__in=["ada-marsh", "nobody"]), {"ferry"}, id="slugs"),
        pytest.param(lambda: ALL.filter(publication="times"), {"ferry"}, id="word-of-a-name-with-comma"),
        pytest.param(lambda: ALL.filter(earliest__gte=datetime.date(2009, 1, 1)), {"ferry"}, id="from-a-day"),
        pytest.param(
            lambda: ALL.filter(earliest__lt=datetime.date(2009, 1, 1)), {"bridge"}, id="before-a-day"
        ),
        pytest.param(
            lambda: ALL.filter(earliest__range=(datetime.date(2009, 6, 26), datetime.date(2009, 6, 26))),
            {"ferry"},
            id="range-of-days",
        ),
        pytest.param(lambda: ALL.narrow('speakers:"ada-marsh"'), {"ferry"}, id="narrow"),
        pytest.param(lambda: ALL.narrow(SQ(years="2009")), {"ferry"}, id="narrow-sq"),
        pytest.param(lambda: ALL.raw_search("years:undated white"), {"bridge"}, id="raw-search"),
        pytest.param(lambda: ALL.filter(content=Raw("speakers:tom-hale")), {"bridge"}, id="raw-input"),
        pytest.param(
            lambda: ALL.filter(content="white").boost("quay", 9.0),
            {"ferry", "bridge"},
            id="boost-excludes-nothing",
        ),
        pytest.param(lambda: ALL.filter(content__fuzzy="quya"), {"ferry"}, id="fuzzy"),
        pytest.param(ALL.none, set(), id="none"),
    ],
)
def test_a_queryset_finds(found, queryset, expected):
    assert set(found(queryset())) == expected


def test_boost_only_lifts(found):
    assert found(ALL.filter(content="white").boost("quay", 9.0))[0] == "ferry"
    assert found(ALL.filter(content="white").boost("paint", 9.0))[0] == "bridge"


def test_mixed_directions_sort(found):
    assert found(ALL.order_by("-earliest", "headline")) == ["ferry", "bridge"]
    assert found(ALL.order_by("earliest", "-headline")) == ["bridge", "ferry"]
    assert found(ALL.order_by("-headline")) == ["ferry", "bridge"]


def test_a_field_that_keeps_no_value_sorts_nothing(found):
    for field in ("standfirst", "-standfirst", "no_such_field"):
        assert found(ALL.filter(content="white").boost("paint", 9.0).order_by(field)) == ["bridge", "ferry"]


def test_articles_and_quotes_sort_together(found):
    mixed = [result.model_name for result in SearchQuerySet().order_by("-article", "start")]
    assert mixed == ["article", "quote", "article", "quote"]
    assert [result.model_name for result in SearchQuerySet().order_by("-article", "start")[1:3]] == mixed[1:3]


def test_a_spelling_is_suggested_where_a_text_is_given():
    for number in range(4):
        make_article(headline=f"Campaign {number}", body="The campaign of the president began.")
    rebuild()
    queryset = SearchQuerySet().models(Article).filter(content="campain")
    assert queryset.spelling_suggestion() is None
    assert SearchQuerySet().models(Article).spelling_suggestion("campain began") == "campaign began"
    assert SearchQuerySet().models(Article).spelling_suggestion("campaign") is None


def test_a_slice_is_that_slice(ferry):
    for number in range(25):
        make_article(headline=f"Quay {number:02}")
    rebuild()
    titles = [
        result.headline
        for result in SearchQuerySet().models(Article).filter(headline="quay").order_by("headline")[7:20]
    ]
    assert titles == [f"Quay {number:02}" for number in range(7, 20)]


def test_facets_are_values_with_exact_counts(found):
    facets = (
        SearchQuerySet().models(Quote).facet("speakers").facet("topics").facet("publications").facet_counts()
    )
    assert facets["fields"] == {
        "speakers": [("ada-marsh", 1), ("tom-hale", 1)],
        "topics": [("ports-docks", 1)],
        "publications": [("times-evening", 1)],
    }


def test_stored_fields_come_back_as_they_were(found):
    (result,) = SearchQuerySet().models(Article).filter(content="quay")
    assert (result.headline, result.publication, result.topic) == (
        "[1, 2]",
        ["Times, Evening"],
        ["Ports, docks"],
    )
    assert isinstance(result.object, Article)
    assert list(
        SearchQuerySet().models(Article).filter(content="quay").values_list("headline", flat=True)
    ) == ["[1, 2]"]


def test_a_result_shows_what_the_database_has_now(found, ferry):
    everything = SearchQuerySet().models(Article).filter(content="quay")
    Article.objects.filter(pk=ferry.pk).update(headline="Ferry")
    (result,) = everything.all()
    assert (result.headline, result.id) == ("Ferry", f"articles.article.{ferry.pk}")
    Article.objects.filter(pk=ferry.pk).update(rights=Rights.PRIVATE)
    (result,) = everything.all()
    assert (result.pk, result.headline) == (str(ferry.pk), None), (
        "the index follows; nothing is shown meanwhile"
    )


def test_highlighting_is_escaped_and_marks_words_of_the_query_only(found):
    (result,) = SearchQuerySet().models(Article).filter(content="president", publication="times").highlight()
    assert result.highlighted == {
        "text": ["… “Fares will stay,” Ada Marsh told the <em>president</em> &amp; a &lt;b&gt;few&lt;/b&gt;."]
    }
    (result,) = SearchQuerySet().models(Quote).filter(content="fare").highlight()
    assert result.highlighted == {"text": ["<em>Fares</em> will stay,"]}


def test_articles_and_quotes_are_counted_together(found):
    assert (
        SearchQuerySet().count(),
        SearchQuerySet().models(Quote).count(),
        len(SearchQuerySet().all()),
    ) == (4, 2, 4)


@pytest.mark.parametrize(
    "queryset",
    [
        pytest.param(lambda: ALL.filter(content__endswith="ay"), id="ending"),
        pytest.param(lambda: ALL.filter(speakers__startswith="ada"), id="beginning-of-a-slug"),
        pytest.param(lambda: ALL.filter(earliest__startswith=1), id="beginning-of-a-number"),
        pytest.param(lambda: ALL.narrow(SQ(earliest__gte=1)), id="narrow-with-range"),
        pytest.param(
            lambda: ALL.date_facet("earliest", datetime.date(2009, 1, 1), datetime.date(2010, 1, 1), "year"),
            id="date-facet",
        ),
        pytest.param(lambda: ALL.query_facet("speakers", "ada*"), id="query-facet"),
    ],
)
def test_what_is_not_offered_raises_instead_of_finding_nothing(found, queryset):
    with pytest.raises(SearchBackendError):
        queryset().count()


def test_haystacks_commands_keep_the_index_in_line(found, capsys):
    Article.objects.filter(headline="Bridge").update(body="Toll.")
    call_command("update_index")
    assert found(SearchQuerySet().filter(content="toll")) == ["bridge"]
    Quote.objects.all().delete()
    Article.objects.filter(headline="Bridge").delete()
    call_command("update_index", remove=True)
    assert SearchQuerySet().count() == 1
    call_command("clear_index", interactive=False)
    assert SearchQuerySet().count() == 0
    call_command("update_index", "articles")
    assert SearchQuerySet().count() == 1


def test_update_index_makes_an_index_where_there_is_none(ferry):
    call_command("update_index", verbosity=0)
    assert SearchQuerySet().count() == 2


def test_indexing_quotes_does_not_carry_the_whole_text_with_each():
    make_quote(make_article())
    (quote,) = index_of(Scope.QUOTES).index_queryset()
    with CaptureQueriesContext(connection) as queries:
        index_of(Scope.QUOTES).full_prepare(quote)
    assert not any('"body"' in query["sql"] for query in queries)
