"""The door: what a search finds, counts and shows."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest

from articles.models import Article, Rights, Visibility
from articles.search import (
    Scope,
    SearchRequest,
    SearchUnavailable,
    Sort,
    drain_outbox,
    parse,
    read_ahead,
    search,
)
from articles.search.backends import backend
from articles.search.backends.answering import budgets
from articles.search.backends.reading import sharing
from articles.search.facets import MOST_FACET_VALUES
from articles.search.questions import FACETS, Question
from tests.factories import make_article, make_publication, make_quote, make_speaker, make_unnamed_source
from tests.search.engines import lose_index

pytestmark = pytest.mark.django_db


def found(text="", **changes):
    return {hit.article.headline for hit in search(SearchRequest(text=text, **changes)).hits}


@pytest.fixture
def ferry(db):
    article = make_article(
        headline="Ferry to run at night",
        publication=make_publication("The Harbour Times"),
        date=datetime.date(2009, 6, 26),
        body="The ferry will run at night from May.\n\n“We want the existing fares to stay,” Ada Marsh said.",
    )
    make_quote(article, "We want the existing fares to stay,", speaker=make_speaker("Ada Marsh"))
    drain_outbox()
    return article


@pytest.fixture
def bridge(db):
    article = make_article(
        headline="Bridge tolls",
        publication=None,
        body="The board dropped the tolls.\n\n“Fares pay for the bridge,” said Tom Hale, who wants a night ferry.",
    )
    make_quote(article, "Fares pay for the bridge,", speaker=make_speaker("Tom Hale"))
    drain_outbox()
    return article


def test_words_are_found_in_any_form_and_phrases_as_they_stand(ferry, bridge):
    assert found("fare") == {"Ferry to run at night", "Bridge tolls"}
    assert found('"existing fares"') == {"Ferry to run at night"}
    assert found("fares -existing") == {"Bridge tolls"}
    assert found("speaker:hale") == {"Bridge tolls"}
    assert found("toll*") == {"Bridge tolls"}


def test_facets_count_all_hits_and_keep_the_other_values_of_a_chosen_one(ferry, bridge):
    results = search(SearchRequest(text="ferry", speakers=("ada-marsh",)))
    assert results.total == 1
    assert [(value.label, value.count, value.is_selected) for value in results.facets["speaker"]] == [
        ("Ada Marsh", 1, True),
        ("Tom Hale", 1, False),
    ]
    assert [(value.value, value.count) for value in results.facets["year"]] == [("2009", 1)]


def test_undated_articles_come_last_and_are_counted_when_left_out(ferry, bridge):
    for sort in (Sort.NEWEST, Sort.OLDEST):
        hits = search(SearchRequest(sort=sort)).hits
        assert [hit.article.headline for hit in hits] == ["Ferry to run at night", "Bridge tolls"]
    results = search(SearchRequest(text="ferry", years=("2009",)))
    assert (results.total, results.undated_left_out) == (1, 1)
    results = search(SearchRequest(text="ferry date:2009", include_undated=True))
    assert (results.total, results.undated_left_out) == (2, 0)


def test_quotes_are_found_by_words_and_speaker(ferry, bridge):
    results = search(SearchRequest(text="fares", scope=Scope.QUOTES, speakers=("tom-hale",)))
    assert [hit.quote.words for hit in results.hits] == ["Fares pay for the bridge,"]
    assert [(p.text, p.is_match) for p in results.hits[0].words] == [
        ("Fares", True),
        (" pay for the bridge,", False),
    ]


def snippets(results):
    return ["".join(f"[[{p.text}]]" if p.is_match else p.text for p in hit.snippet) for hit in results.hits]


@pytest.fixture
def seedlike(db):
    """Return two articles built like the seed files: one dated with a misprint, one undated with named speakers."""
    dated = make_article(
        headline="Board Seeks Stronger Tarrif Enforcement",
        publication=make_publication("The Harbour Times"),
        date=datetime.date(2009, 6, 26),
        body="Officials want better enforcement of existing tariffs.\n\n“It is a realistic goal,” an official said.",
    )
    make_quote(dated, "It is a realistic goal,", unnamed_source=make_unnamed_source(dated, "official"))
    undated = make_article(
        headline="",
        publication=None,
        body=(
            "Marsh vowed to close loopholes in the tariffs by using the HMCS <b>system</b>.\n\n"
            "“We are closing loopholes,” Ada Marsh said.\n\n"
            "“They find ways to evade tariffs,” adviser Tom Hale said."
        ),
    )
    make_quote(undated, "We are closing loopholes,", speaker=make_speaker("Ada Marsh"))
    make_quote(undated, "They find ways to evade tariffs,", speaker=make_speaker("Tom Hale"))
    drain_outbox()
    return {dated.pk: "dated", undated.pk: "undated"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('"existing tariffs"', {"dated"}, id="phrase"),
        pytest.param("tariffs", {"dated", "undated"}, id="word"),
        pytest.param("tariffs -Marsh", {"dated"}, id="without"),
        pytest.param("speaker:hale", {"undated"}, id="speaker"),
        pytest.param("HMCS", {"undated"}, id="capitals"),
        pytest.param("hmcs", {"undated"}, id="small-letters"),
        pytest.param("Tarrif", {"dated"}, id="misprint-of-the-source"),
        pytest.param("title:tarrif", {"dated"}, id="title"),
        pytest.param("headline:tariffs", set(), id="headline"),
        pytest.param("loophole*", {"undated"}, id="prefix"),
        pytest.param("enforcement OR loopholes", {"dated", "undated"}, id="or"),
        pytest.param("date:2009..2010", {"dated"}, id="date"),
        pytest.param("tariffs date:undated", {"undated"}, id="undated"),
        pytest.param("speaker:official", {"dated"}, id="unnamed"),
        pytest.param("source:harbour", {"dated"}, id="source"),
        pytest.param("", {"dated", "undated"}, id="everything"),
        pytest.param("zebra", set(), id="nothing"),
    ],
)
def test_a_query_finds_its_articles(seedlike, text, expected):
    assert {seedlike[hit.article.pk] for hit in search(SearchRequest(text=text)).hits} == expected


def test_a_quote_is_found_by_its_speaker_and_a_word(seedlike):
    request = SearchRequest(text="evade", scope=Scope.QUOTES, speakers=("tom-hale",))
    (hit,) = search(request).hits
    assert (hit.quote.words, hit.quote.cue, hit.quote.article.published.is_known) == (
        "They find ways to evade tariffs,",
        "said",
        False,
    )
    assert search(SearchRequest(scope=Scope.QUOTES, speakers=("tom-hale",))).total == 1
    assert search(SearchRequest(text="hale evade", scope=Scope.QUOTES)).total == 1
    assert search(SearchRequest(text="speaker:marsh evade", scope=Scope.QUOTES)).total == 0


def test_a_snippet_marks_the_words_asked_for_and_leaves_markup_as_text(seedlike):
    results = search(SearchRequest(text="speaker:hale loophole* -existing"))
    assert snippets(results) == [
        "Marsh vowed to close [[loopholes]] in the tariffs by using the HMCS <b>system</b>. "  # noqa: ISC004
        "“We are closing [[loopholes]],” Ada Marsh said. …"
    ]
    assert results.terms == ("loophole*",)


def test_a_headline_is_marked_by_plain_words_and_its_own_field(seedlike):
    for text in ("stronger", "title:stronger"):
        (hit,) = search(SearchRequest(text=text)).hits
        assert [p.text for p in hit.headline if p.is_match] == ["Stronger"]


@pytest.mark.parametrize(
    "text",
    [
        '"((:',
        "x",
        "🙂",
        "\x00",
        "\ud800",
        "fee " * 1_250,
        "(" * 5_000,
        "date:",
        "speaker:\x00",
        "*",
        "OR",
        "-",
    ],
)
@pytest.mark.parametrize("scope", list(Scope))
def test_no_query_fails(seedlike, text, scope):
    results = search(
        SearchRequest(text=text, scope=scope, speakers=("\x00", "\ud800", "a,b"), years=("x" * 9_999,))
    )
    assert results.total == 0
    assert search(SearchRequest(text=text, scope=scope)).total in (0, 1, 2, 3)


def test_a_query_of_nothing_but_signs_says_so_instead_of_showing_all_or_none(seedlike):
    results = search(SearchRequest(text="🙂"))
    assert (results.total, results.problems[0].message) == (0, "“🙂” has no letters or digits to search for.")


def test_a_mistake_is_told_with_what_the_rest_found(seedlike):
    results = search(SearchRequest(text='tariffs "existing'))
    assert (results.total, len(results.problems)) == (1, 1)


def test_a_page_beyond_the_last_is_empty_and_knows_how_many_there_are(seedlike):
    results = search(SearchRequest(page=9, page_size=1))
    assert (results.hits, results.total, results.page_count) == ((), 2, 2)
    assert [len(search(SearchRequest(page=page, page_size=1)).hits) for page in (-1, 0, 1, 2, 3)] == [
        1,
        1,
        1,
        1,
        0,
    ]


def test_no_count_leads_to_an_empty_page(ferry, bridge, seedlike):
    for scope in Scope:
        for text in ("", "fares", "tariffs", "date:2009", "-ferry"):
            for first in ((), ("ada-marsh",)):
                results = search(SearchRequest(text=text, scope=scope, speakers=first))
                for name, field in FACETS[scope].items():
                    for value in results.facets[name]:
                        chosen = {"speakers": first} | {field: (value.value,)}
                        assert search(SearchRequest(text=text, scope=scope, **chosen)).total == value.count


def test_values_of_one_filter_are_alternatives_and_filters_add_up(seedlike):
    assert search(SearchRequest(scope=Scope.QUOTES, speakers=("tom-hale", "ada-marsh"))).total == 2
    assert search(SearchRequest(speakers=("tom-hale",), years=("2009",))).total == 0
    assert search(SearchRequest(speakers=("tom-hale",), years=("2009", "undated"))).total == 1
    assert search(SearchRequest(kinds=("mixed",))).total == 0


def test_years_come_newest_first_and_undated_last(seedlike):
    make_article(date=datetime.date(2016, 9, 6))
    make_article(
        date_earliest=datetime.date(2010, 12, 1),
        date_latest=datetime.date(2011, 1, 31),
        date_precision="range",
    )
    drain_outbox()
    years = search(SearchRequest()).facets["year"]
    assert [(year.label, year.count) for year in years] == [
        ("2016", 1),
        ("2011", 1),
        ("2010", 1),
        ("2009", 1),
        ("Undated", 1),
    ]


def test_the_undated_are_counted_only_while_a_date_keeps_them_out(seedlike):
    def left_out(text="", **changes):
        return search(SearchRequest(text=text, **changes)).undated_left_out

    assert left_out("tariffs") == 0
    assert left_out("tariffs date:2009") == 1
    assert left_out("enforcement date:2009") == 0
    assert left_out("tariffs -date:2009") == 0
    assert left_out("date:2009 OR loopholes") == 0
    assert left_out(years=("2009",)) == 1
    assert left_out(years=("2009", "undated")) == 0
    assert left_out(years=("2009",), speakers=("nobody",)) == 0
    assert left_out("date:2009", include_undated=True) == 0


def test_quotes_of_one_article_stand_in_text_order(seedlike):
    hits = search(SearchRequest(scope=Scope.QUOTES, sort=Sort.NEWEST)).hits
    assert [hit.quote.words for hit in hits] == [
        "It is a realistic goal,",
        "We are closing loopholes,",
        "They find ways to evade tariffs,",
    ]


def test_only_the_most_frequent_of_very_many_names_are_listed_and_those_chosen(db):
    article = make_article()
    for number in range(MOST_FACET_VALUES + 5):
        name = f"Speaker {number:03}"
        make_quote(article, public_id=f"q{number}", start=number, end=number + 1, speaker=make_speaker(name))
    drain_outbox()
    last = f"speaker-{MOST_FACET_VALUES + 4:03}"
    speakers = search(SearchRequest(speakers=(last,))).facets["speaker"]
    assert len(speakers) == MOST_FACET_VALUES + 1
    assert [speaker.value for speaker in speakers if speaker.is_selected] == [last]


@pytest.mark.whoosh
def test_what_would_take_too_long_says_so_in_its_place(ferry, bridge, monkeypatch):
    make_article(headline="Quay", body="The quay is closed.")
    drain_outbox()
    monkeypatch.setattr(budgets, "MOST_WORK", 100)
    (problem,) = search(SearchRequest(text="night OR F*")).problems
    assert (problem.message, problem.start, problem.end) == (
        "“f*” would take too long to look for everywhere, so that some of what it finds may be missing.",
        9,
        11,
    )


def test_reading_ahead_follows_what_changes_however_large(ferry, bridge, monkeypatch):
    monkeypatch.setattr(sharing, "AT_ONCE", 0)
    read_ahead()
    make_article(headline="Quay", body="The quay is closed.")
    drain_outbox()
    read_ahead()
    assert [hit.article.headline for hit in search(SearchRequest(text="quayy~")).hits] == ["Quay"]


def test_reading_ahead_without_an_index_leaves_it_to_the_first_search_to_say_so(db):
    lose_index()
    read_ahead()
    with pytest.raises(SearchUnavailable):
        search(SearchRequest(text="quay"))


def test_the_steps_of_a_search_are_timed(ferry):
    timings = search(SearchRequest(text="ferry")).timings
    assert list(timings) == ["understanding", "index", "help", "hits", "facets"]
    assert all(spent >= 0 for spent in timings.values())


def test_a_chosen_value_that_nothing_has_keeps_its_name(ferry, bridge):
    results = search(SearchRequest(text="tolls", speakers=("ada-marsh",), months=("2009-06", "2009-07")))
    chosen = {
        name: [(one.label, one.count) for one in values if one.is_selected]
        for name, values in results.facets.items()
    }
    assert chosen["speaker"] == [("Ada Marsh", 0)]
    assert chosen["month"] == [("July 2009", 0), ("June 2009", 0)]
    assert "Only those that quote Ada Marsh." in results.explanation


def test_threads_search_side_by_side(ferry, bridge):
    def count(text):
        return [
            backend().answer(Question(scope=Scope.ARTICLES, node=parse(text).node)).total for _ in range(20)
        ]

    with ThreadPoolExecutor(4) as threads:
        totals = list(threads.map(count, ["ferry", "fares", "tolls", "zebra"] * 2))
    assert totals == [[2] * 20, [2] * 20, [1] * 20, [0] * 20] * 2


def test_a_row_the_index_has_not_heard_of_is_not_shown(ferry):
    Article.objects.update(visibility=Visibility.HIDDEN)
    results = search(SearchRequest(text="ferry"))
    assert results.hits == ()


def test_a_page_of_hits_costs_the_same_few_queries(ferry, bridge, django_assert_num_queries):
    # The articles, their publications, and the names of speakers and publications; no topic is counted here.
    with django_assert_num_queries(4):
        search(SearchRequest(text="ferry OR fares"))
    with django_assert_num_queries(3):
        search(SearchRequest(scope=Scope.QUOTES))


def test_a_snippet_is_of_the_text_and_the_rights_of_this_moment(ferry):
    def passages():
        [hit] = search(SearchRequest(text="ferry")).hits
        return "".join(passage.text for passage in hit.snippet)

    whole = passages()
    Article.objects.filter(pk=ferry.pk).update(rights=Rights.QUOTES)
    assert len(passages()) < len(whole)
    Article.objects.filter(pk=ferry.pk).update(rights=Rights.FULL, body="No word of boats.")
    assert passages() == "No word of boats."
    Article.objects.filter(pk=ferry.pk).update(body=ferry.body)
    assert passages() == whole
    Article.objects.filter(pk=ferry.pk).update(rights=Rights.PRIVATE)
    assert search(SearchRequest(text="ferry")).hits == ()
