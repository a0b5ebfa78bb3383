"""Between the commit of the articles and that of the quotes: nobody is shown what was withdrawn, and nothing is lost."""

import pytest
from django.urls import reverse

from articles.models import IndexChange, Quote, ReviewState, Visibility
from articles.search import Scope, SearchRequest, compare_index, complete, drain_outbox, search
from articles.search.backends import writing
from tests.factories import make_article, make_quote, make_speaker

pytestmark = [pytest.mark.whoosh, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article():
    """Return an article with a quote of a speaker, indexed."""
    article = make_article(headline="Ferry by night", body="“Fares will stay,” Ada Marsh said.")
    make_quote(article, "Fares will stay,", speaker=make_speaker("Ada Marsh"))
    return article


def hide(article):
    article.visibility = Visibility.HIDDEN
    article.save()


def delete(article):
    article.delete()


def reject_its_quote(article):
    quote = article.quotes.get()
    quote.review_state = ReviewState.REJECTED
    quote.save()


def hide_its_speaker(article):
    speaker = article.quotes.get().speaker
    speaker.visibility = Visibility.HIDDEN
    speaker.save()


def found(scope, text=""):
    results = search(SearchRequest(text=text, scope=scope))
    return [hit.article.headline if scope is Scope.ARTICLES else hit.quote.words for hit in results.hits]


def differences():
    return list(compare_index(progress=lambda *_: None))


@pytest.fixture
def between(monkeypatch):
    """Return a list to put functions into that are called when one of the two is committed and the other is not."""
    functions, commit = [], writing.write_contents

    def commit_and_call(generation, scope, *args, **kwargs):
        commit(generation, scope, *args, **kwargs)
        if scope is Scope.ARTICLES:
            for function in functions:
                function()

    monkeypatch.setattr(writing, "write_contents", commit_and_call)
    return functions


@pytest.mark.parametrize("withdraw", [hide, delete, reject_its_quote, hide_its_speaker])
def test_between_the_two_commits_of_a_withdrawal_nobody_is_shown_any_of_it(
    article, between, client, withdraw
):
    seen = []

    def look():
        page = client.get(reverse("quotes"), {"q": "fares"}).content.decode()
        seen.append((found(Scope.QUOTES, "fares"), "will stay" in page, "Ada Marsh" in page))

    look()
    assert seen == [(["Fares will stay,"], True, True)]
    between.append(look)
    withdraw(article)
    later = seen[1:]
    assert later
    if withdraw is hide_its_speaker:
        assert not any(is_named for _, _, is_named in later)
        assert complete("marsh") == ()
        # What was said stays; who said it is told no more.
        assert found(Scope.QUOTES, "fares") == ["Fares will stay,"]
    else:
        assert {(tuple(quotes), is_shown) for quotes, is_shown, _ in later} == {((), False)}
    assert differences() == []


def test_an_article_that_is_found_before_its_quotes_shows_them_on_its_page(between, client):
    seen = []

    def look():
        if Quote.objects.exists():
            (url,) = [hit.article.get_absolute_url() for hit in search(SearchRequest(text="ferry")).hits]
            seen.append((found(Scope.QUOTES, "fares"), "Fares will stay" in client.get(url).content.decode()))

    make_article(headline="Bridge")
    between.append(look)
    article = make_article(headline="Ferry by night", body="“Fares will stay,” Ada Marsh said.")
    make_quote(article, "Fares will stay,")
    assert seen == [([], True)]
    assert found(Scope.QUOTES, "fares") == ["Fares will stay,"]


@pytest.mark.parametrize("withdraw", [hide, delete, reject_its_quote, hide_its_speaker])
def test_what_a_writer_leaves_that_dies_between_the_two_the_next_one_finishes(article, between, withdraw):
    def die():
        raise SystemExit

    between.append(die)
    with pytest.raises(SystemExit):
        withdraw(article)
    assert IndexChange.objects.exists()
    between.clear()
    drain_outbox()
    assert not IndexChange.objects.exists()
    assert differences() == []
