"""The door: what a search finds, counts and shows."""

import datetime

import pytest

from articles.search import Scope, SearchRequest, Sort, drain_outbox, search
from tests.factories import make_article, make_publication, make_quote, make_speaker

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
