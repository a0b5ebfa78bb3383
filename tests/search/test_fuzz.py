"""A short campaign of queries and addresses that nobody should ask for; `make fuzz-search` has the long one."""

import logging

import pytest
from django.test import Client

from articles.search import Scope, SearchRequest, rebuild, search
from articles.search.backends.answering import budgets
from benchmarks.search.archive import make_articles
from benchmarks.search.campaigns import CUT
from benchmarks.search.filling import fill
from benchmarks.search.fuzzing import make_addresses, make_fuzz
from benchmarks.search.queries import QueryMaker
from benchmarks.search.rows import material

ARTICLES = 40


@pytest.fixture
def maker(db):
    """Return what draws queries of the words of an archive, which is indexed."""
    fill(make_articles(ARTICLES), progress=lambda _: None)
    rebuild()
    return QueryMaker(material())


@pytest.mark.parametrize("seed", ["one", "two"])
def test_no_query_raises_and_none_is_logged_as_an_error(maker, seed, caplog):
    caplog.set_level(logging.WARNING)
    for place, text in enumerate(make_fuzz(150, maker, seed)):
        scope = Scope.QUOTES if place % 5 == 4 else Scope.ARTICLES
        results = search(SearchRequest(text=text, scope=scope))
        assert len(results.hits) <= results.total, text
    assert caplog.records == []


@pytest.mark.parametrize("seed", ["one", "two"])
def test_no_address_of_a_search_is_answered_with_an_error(maker, seed, caplog):
    reader = Client(raise_request_exception=False)
    for address in make_addresses(60, maker, seed):
        # A search may have too many parameters, a page or a suggestion be none: what is not found says so.
        assert reader.get(address).status_code in (200, 302, 400, 404), address
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_what_is_too_much_is_cut_and_said_to_be(maker, monkeypatch):
    monkeypatch.setattr(budgets, "MOST_WORK", 100)
    results = search(SearchRequest(text='government OR "the of"~99'))
    assert [CUT in problem.message for problem in results.problems] == [True]
    # A plain word is never cut.
    assert results.total == search(SearchRequest(text="government")).total > 0
