"""What comes first: what weighs more, or by date."""

import datetime

import pytest

from articles.models import Article
from articles.search import SearchRequest, Sort, drain_outbox, search
from tests.factories import make_article, make_quote

pytestmark = pytest.mark.django_db


def test_a_word_in_the_headline_weighs_more_than_one_in_the_text(db):
    text = make_article(headline="Notice", body="The quay. " + "Some other words stand here. " * 3)
    headline = make_article(headline="Quay", body="Some other words stand here. " * 4)
    drain_outbox()
    assert [hit.article for hit in search(SearchRequest(text="quay")).hits] == [headline, text]


def test_words_that_someone_is_quoted_with_weigh_more(db):
    body = "The minister spoke. “The quay will close,” said Moss. Others spoke of ships at length."
    plain = make_article(headline="One", body=body)
    quoted = make_article(headline="Two", body=body)
    make_quote(quoted, "The quay will close,")
    assert plain.pk < quoted.pk
    drain_outbox()
    hits = search(SearchRequest(text="quay")).hits
    assert [hit.article for hit in hits] == [quoted, plain]
    assert hits[0].score > hits[1].score > 0


@pytest.mark.parametrize("text", ["", "*", "date:2009", "-quay", "has:headline OR date:undated"])
def test_where_no_word_could_match_better_than_another_the_newest_come_first_and_it_says_so(text):
    for headline, day in (("Early", 1), ("None", None), ("Late", 9)):
        make_article(headline=headline, date=day and datetime.date(2009, 6, day))
    drain_outbox()
    results = search(SearchRequest(text=text, include_undated=True))
    assert [hit.article.headline for hit in results.hits] == ["Late", "Early", "None"]
    assert results.explanation[-1] == "The newest come first, undated ones last."
    assert (results.request.sort, results.is_ranked) == (Sort.NEWEST, False)


def test_the_sort_is_that_of_the_articles_themselves(db):
    day = datetime.date(2009, 6, 26)
    for minute in (5, 0):
        make_article(
            date_earliest=day,
            date_latest=day,
            date_time=datetime.time(0, minute),
            date_precision="minute",
        )
    make_article(date=day)
    make_article()
    make_article(date=datetime.date(1, 1, 1))
    drain_outbox()
    for sort, queryset in (
        (Sort.NEWEST, Article.objects.newest_first()),
        (Sort.OLDEST, Article.objects.oldest_first()),
    ):
        assert [hit.article for hit in search(SearchRequest(sort=sort)).hits] == list(queryset)
