"""A question asked in a sentence: what has only some of its words is told apart."""

import datetime

import pytest

from articles.search import SearchRequest, Sort, drain_outbox, search
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def headlines(hits):
    return [hit.article.headline for hit in hits]


@pytest.fixture
def levee(db):
    make_article(headline="Levee", body="The levee will be raised, the mayor promised.")
    make_article(headline="Mayor", body="The mayor opened a school.")
    make_article(headline="Barley", body="Barley is cheap.")
    drain_outbox()


def test_a_sentence_that_no_text_has_whole_finds_apart_what_has_some_of_its_words(levee):
    results = search(SearchRequest(text="who promised what on the levee"))
    assert (results.hits, results.total) == ((), 0)
    assert headlines(results.partial) == ["Levee", "Mayor"]
    assert all(not values for values in results.facets.values())


def test_what_has_all_words_is_not_told_twice(levee):
    results = search(SearchRequest(text="the mayor promised"))
    assert headlines(results.hits) == ["Levee"]
    assert headlines(results.partial) == ["Mayor"]


@pytest.mark.parametrize(
    "request_",
    [
        SearchRequest(text="levee mayor"),  # both are found
        SearchRequest(text="who AND NOT barley"),
        SearchRequest(text='"who promised" what levee'),
        SearchRequest(text="headline:who what levee"),
        SearchRequest(text="who what levee", sort=Sort.NEWEST),
        SearchRequest(text="who what levee", page=2),
        SearchRequest(text="the mayor promised", page_size=1),  # no room
    ],
)
def test_who_means_every_word_gets_no_others(levee, request_):
    assert search(request_).partial == ()


def test_filters_hold_for_what_has_some_of_the_words_too(levee):
    make_article(headline="Levee in 2009", body="A levee.", date=datetime.date(2009, 6, 26))
    drain_outbox()
    results = search(SearchRequest(text="who promised what on the levee", years=("2009",)))
    assert headlines(results.partial) == ["Levee in 2009"]
