"""What is withdrawn is found by nobody from the moment on when the save returns, whoever holds the writer's lock."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from haystack import connections

from articles.editing import set_visibility
from articles.models import IndexChange, Visibility
from articles.search import Scope, SearchRequest, complete, drain_outbox, outbox, search
from articles.search.engine import find_keys
from tests.factories import make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db(transaction=True)


def total(text, scope=Scope.ARTICLES, **asked):
    return search(SearchRequest(text=text, scope=scope, **asked)).total


@pytest.fixture
def folder(monkeypatch):
    # Who finds another writing waits no longer than a test may.
    monkeypatch.setattr(outbox, "PATIENCE", 0.01)
    monkeypatch.setattr(outbox, "LONGEST_WAIT", 0.0)
    return connections["default"].get_backend().folder


@pytest.fixture
def editor():
    return User.objects.create_superuser("edith")


@pytest.fixture
def quote():
    make_article(headline="Another bridge", body="Nothing of the kind.")
    return make_quote(make_article(date=datetime.date(2020, 1, 2)), speaker=make_speaker())


def withhold(thing, editor):
    set_visibility(thing, Visibility.WITHHELD, reason="privacy", editor=editor)


def test_a_withheld_article_and_its_quotes_are_not_found_while_another_writes(quote, editor, folder):
    with folder.writing():
        withhold(quote.article, editor)
        assert (total("tariff"), total("spring", Scope.QUOTES)) == (0, 0)
        assert total("", years=("2020",)) == 0
        assert search(SearchRequest()).total == 1
        assert search(SearchRequest(scope=Scope.QUOTES)).facets["speaker"] == ()
        assert find_keys(SearchRequest(text="tariff"), most=10) == ((), 0)
        assert (complete("tarif"), search(SearchRequest(text="tarif")).suggestion) == ((), "")
    drain_outbox()
    assert total("tariff") == 0
    assert not folder.withdrawn.exists()


def test_the_words_of_a_withheld_quote_find_nothing_while_another_writes(quote, editor, folder):
    with folder.writing():
        withhold(quote, editor)
        assert (total("lower"), total("lower", Scope.QUOTES)) == (0, 0)
    drain_outbox()
    # What stands around them finds the article again.
    assert (total("lower"), total("lower", Scope.QUOTES), total("tariff")) == (0, 0, 1)


def test_a_withheld_name_finds_nothing_while_another_writes(quote, editor, folder):
    with folder.writing():
        withhold(quote.speaker, editor)
        assert total("speaker:marsh", Scope.QUOTES) == total("", speakers=("ada-marsh",)) == 0
    drain_outbox()
    assert (total("speaker:marsh", Scope.QUOTES), total("spring", Scope.QUOTES)) == (0, 1)


def test_a_deleted_article_is_not_found_while_another_writes(quote, folder):
    with folder.writing():
        quote.article.delete()
        assert (total("tariff"), total("spring", Scope.QUOTES)) == (0, 0)
        assert search(SearchRequest()).total == 1


def test_what_is_shown_again_is_found_once_the_index_has_followed(quote, editor, folder):
    withhold(quote.article, editor)
    set_visibility(quote.article, Visibility.PUBLIC, editor=editor)
    assert (total("tariff"), total("spring", Scope.QUOTES)) == (1, 1)
    assert not IndexChange.objects.exists()
    assert not folder.withdrawn.exists()


def test_a_withdrawal_that_is_rolled_back_leaves_all_as_it_was(quote, editor, folder):
    with transaction.atomic():
        withhold(quote.article, editor)
        transaction.set_rollback(True)
    assert total("tariff") == 1
    assert not folder.withdrawn.exists()
