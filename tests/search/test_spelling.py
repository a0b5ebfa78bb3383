"""Did you mean: words of the archive, as it prints them, in the place of misspelt ones."""

import pytest
from django.core.management import call_command

from articles.models import Visibility
from articles.search import Scope, SearchRequest, drain_outbox, rebuild, search
from tests.factories import make_article, make_publication, make_quote, make_speaker

pytestmark = pytest.mark.django_db

CAMPAIGN = "The campaign of the president began. A campaign needs money, Obama said. The president left."


@pytest.fixture
def archive():
    """Return an archive in which "president" and "campaign" are frequent, "resident" is rare."""
    for number in range(4):
        make_article(headline=f"Campaign {number}", body=CAMPAIGN)
    make_article(
        headline="A house", body="A resident campaigned. Presidency is no word of his; the fiancées are."
    )
    drain_outbox()


def suggested(text, **changes):
    return search(SearchRequest(text=text, **changes)).suggestion


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("campain", "campaign", id="one-letter"),
        pytest.param("presidant campain", "president campaign", id="two-words"),
        pytest.param("obbama", "Obama", id="a-name-as-printed"),
        pytest.param("CAMPAIN", "campaign", id="capitals-are-no-spelling"),
        pytest.param("presidant", "", id="found-by-its-stem"),
        pytest.param('"the presidant left" -house', '"the president left" -house', id="in-a-phrase"),
        pytest.param("money AND (campain OR tax*)", "money AND (campaign OR tax*)", id="the-rest-as-typed"),
        pytest.param("headline:campain date:..2030", "", id="finds-nothing-more"),
        pytest.param("headline:campain", "headline:campaign", id="in-a-field"),
        pytest.param("headline:campaigm", "headline:campaign", id="in-a-headline"),
        pytest.param("headline:house headline:begin", "", id="known"),
        pytest.param("president", "", id="known-in-texts"),
        pytest.param("presidents", "", id="another-form-of-a-known-word"),
        pytest.param("resident", "", id="rare-but-known"),
        pytest.param("zqxv", "", id="like-nothing"),
        pytest.param("-campain money", "", id="excluded-words-are-left-alone"),
        pytest.param("campain*", "", id="a-beginning-is-meant"),
        pytest.param("campain~1 monex~1", "", id="slips-are-asked-for"),
        pytest.param("20009", "", id="figures"),
        pytest.param("xy", "", id="too-short"),
        pytest.param("", "", id="nothing-typed"),
        pytest.param("fiancess", "fiancées", id="accents-as-printed"),
    ],
)
def test_a_query_is_respelt_by_frequent_words(archive, text, expected):
    assert suggested(text) == expected


@pytest.mark.parametrize("text", ["bridle", "ferries OR lead", "wear", "fears"])
def test_where_texts_are_few_a_word_of_one_of_them_is_no_evidence_that_another_was_meant(text):
    make_article(headline="A ferry", body="The bridge has a function. The fear of the weir led to a ferry.")
    make_article(headline="A load", body="A load of sand. Junction boxes.")
    drain_outbox()
    assert suggested(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("obbama", "Obama"),
        ("speaker:obbama", "speaker:obama"),
        ("speaker:mark", "speaker:park"),
        ("mark", ""),
    ],
)
def test_the_name_of_who_is_quoted_is_evidence_in_one_text(text, expected):
    article = make_article(headline="Plain", body="“No,” Barack Obama told Ms. Park. “Yes,” Park said.")
    make_quote(article, "No,", speaker=make_speaker("Barack Obama"))
    make_quote(article, "Yes,", speaker=make_speaker("Park Geun-hye"))
    drain_outbox()
    assert suggested(text) == expected


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        pytest.param("welr", 5, id="four-letters"),
        pytest.param("brigde", 2, id="six-letters"),
        pytest.param("harbuor", 1, id="seven-letters"),
        pytest.param("harrboor", 2, id="two-slips"),
    ],
)
def test_the_shorter_a_word_the_more_texts_have_to_have_what_was_meant(text, documents):
    meant = {"welr": "weir", "brigde": "bridge"}.get(text, "harbour")
    make_article(headline="Plain", body="None of these.")
    for _ in range(documents - 1):
        make_article(headline="Plain", body=f"One {meant} only.")
    drain_outbox()
    assert suggested(text) == ""
    make_article(headline="Plain", body=f"One {meant} only.")
    drain_outbox()
    assert suggested(text) == meant


def test_a_word_of_withdrawn_articles_alone_is_never_suggested(archive):
    secret = make_article(headline="A codename", body="Operation Kestrel.")
    rebuild()  # so that it shares a segment with others
    assert suggested("kestrol OR campain") == "Kestrel OR campaign"
    secret.visibility = Visibility.HIDDEN
    secret.save()
    drain_outbox()
    assert suggested("kestrol OR campain") == "kestrol OR campaign"


def test_a_misprint_in_a_headline_is_not_what_was_meant_by_a_word_of_the_texts():
    make_article(headline="Sactions again", body="The sanctions are back.")
    drain_outbox()
    assert suggested("headline:sanctions") == ""
    assert suggested("headline:sactionss") == "headline:sactions"


def test_a_suggestion_finds_something_under_the_filters_in_force(archive):
    assert suggested("campain", years=("1999",)) == ""


def test_quotes_are_respelt_by_what_was_said(archive):
    article = make_article(body="“We close every loophole,” Ada Marsh said.")
    make_quote(article, "We close every loophole,", speaker=make_speaker("Ada Marsh"))
    drain_outbox()
    assert suggested("lophole", scope=Scope.QUOTES) == "loophole"


def test_a_word_of_the_seeds_that_is_misprinted_there_is_not_what_was_meant(seeds, capsys):
    call_command("import_articles", str(seeds))
    drain_outbox()
    assert suggested("sactons") == "sanctions"
    assert suggested("Sactions") == ""


def test_where_a_filter_keeps_all_out_it_says_how_many(archive):
    make_article(headline="Elsewhere", body="Fog.", publication=make_publication("Fog Weekly"))
    drain_outbox()
    results = search(SearchRequest(text="president", publications=("fog-weekly",), years=("undated",)))
    assert results.total == 0
    assert [(way.name, way.value, way.label, way.total) for way in results.ways_out] == [
        ("publication", "fog-weekly", "Fog Weekly", 5)
    ]
    assert search(SearchRequest(text="president", years=("undated",))).ways_out == ()


def test_a_misprint_that_an_editor_corrected_is_known_no_more(archive):
    article = make_article(headline="Tarifs", body="The tarifs rose.")
    for number in range(4):
        make_article(headline=f"Tariffs {number}", body="Tariffs fell, and other tariffs fell too.")
    drain_outbox()
    assert suggested("tarifs") == ""
    article.headline, article.body = "Tariffs", "The tariffs rose."
    article.save()
    drain_outbox()
    assert suggested("tarifs") == "tariffs"
