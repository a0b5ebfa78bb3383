"""More like this: articles that share the rare words of one, and are not it once more."""

import pytest
from haystack.query import SearchQuerySet

from articles.models import Article, NearDuplicate, Quote, Visibility
from articles.search import drain_outbox, more_like
from tests.factories import make_article, make_quote
from tests.search.engines import lose_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    """Return articles by name: two on ferries, one with a word of them, others on tides."""
    texts = {
        "ferry": "The ferry to the island stops. Ferry fares rise, the islanders say of the ferry.",
        "fares": "Islanders fear ferry fares. A ferry costs more each year on the island.",
        "island": "An island without trees or tides.",
        "copy": "The ferry to the island stops. Ferry fares rise, the islanders say of the ferry boats.",
    }
    texts |= {
        f"tide {number}": f"The tide came in at {number}. Sand, tide and the moon." for number in range(20)
    }
    shelf = {name: make_article(headline=name.capitalize(), body=body) for name, body in texts.items()}
    NearDuplicate.objects.create(
        one=shelf["ferry"], other=shelf["copy"], score=0.95, one_share=1.0, other_share=0.95
    )
    drain_outbox()
    return shelf


def headlines(articles):
    return [article.headline for article in articles]


def test_articles_that_share_rare_words_come_the_nearest_first(shelf):
    assert headlines(more_like(shelf["ferry"])) == ["Fares", "Island"]
    assert set(headlines(more_like(shelf["fares"]))[:2]) == {"Ferry", "Copy"}


def test_an_article_and_its_versions_are_left_out_unless_an_editor_said_that_they_are_none(shelf):
    NearDuplicate.objects.update(rejected_at="2026-01-01T00:00Z")
    assert headlines(more_like(shelf["ferry"])) == ["Copy", "Fares", "Island"]


def test_what_readers_may_not_see_is_left_out_before_the_index_knows(shelf):
    Article.objects.filter(headline="Fares").update(visibility=Visibility.HIDDEN)
    assert headlines(more_like(shelf["ferry"])) == ["Island"]


def test_common_words_make_nothing_alike(shelf):
    assert (
        headlines(more_like(make_article(headline="Moon", body="The moon and the tide, and the sand."))) == []
    )


def test_there_is_none_while_the_index_is_away(shelf):
    lose_index()
    assert more_like(shelf["ferry"]) == []


def test_an_article_of_nothing_is_like_nothing(shelf):
    assert more_like(make_article(headline="", body="–")) == []


def test_haystack_finds_more_like_this(shelf):
    found = SearchQuerySet().models(Article).more_like_this(shelf["ferry"])
    assert [result.headline for result in found] == ["Copy", "Fares", "Island"]
    assert [result.headline for result in found[1:2]] == ["Fares"]
    assert found.count() == 3
    assert [result.headline for result in found.filter(content="trees")] == ["Island"]
    assert list(SearchQuerySet().models(Quote).more_like_this(shelf["ferry"])) == []


def test_haystack_finds_quotes_like_one(shelf):
    first = make_quote(shelf["ferry"], "Ferry fares rise")
    make_quote(shelf["copy"], "Ferry fares rise, the")
    drain_outbox()
    assert [result.object.words for result in SearchQuerySet().models(Quote).more_like_this(first)] == [
        "Ferry fares rise, the"
    ]


def test_an_article_that_was_saved_again_still_finds_what_resembles_it(shelf):
    # Its former document stays in a segment that is not merged: with that its own words stand in two.
    rare = " ".join(f"zeal{letter}ous" for letter in "abcdefghijklmnopqrstuvwxyz")
    ferry = shelf["ferry"]
    for _ in range(2):
        Article.objects.filter(pk=ferry.pk).update(body=f"{ferry.body} {rare} {rare}")
        Article.objects.get(pk=ferry.pk).save()
        drain_outbox()
    assert {"Fares", "Island"} <= set(headlines(more_like(Article.objects.get(pk=ferry.pk))))
