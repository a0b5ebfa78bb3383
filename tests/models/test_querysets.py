"""The words that views and indexes are made of."""

import datetime

import pytest

from articles.models import Article, Quote, Redirect, Speaker
from tests.factories import make_article, make_publication, make_quote, make_speaker

pytestmark = pytest.mark.django_db


def test_private_and_hidden_articles_are_not_published():
    shown = make_article()
    make_article(visibility="hidden")
    make_article(visibility="withheld", withheld_reason="privacy")
    make_article(rights="private")
    make_article(publication=make_publication("Members' Letter", rights="private"))
    freed = make_article(publication=make_publication("Members' Letter"), rights="quotes")
    assert set(Article.objects.published()) == {shown, freed}


def test_is_published_says_what_the_queryset_says():
    for changes in ({}, {"rights": "private"}, {"visibility": "hidden"}, {"rights": "quotes"}):
        article = make_article(**changes)
        assert article.is_published == Article.objects.published().filter(pk=article.pk).exists()


def test_an_article_without_rights_of_its_own_has_its_publications():
    article = make_article(publication=make_publication(rights="quotes"))
    assert not article.has_public_text
    assert article.is_published


def test_newest_first_puts_undated_articles_last():
    undated = make_article()
    old = make_article(date=datetime.date(2009, 6, 26))
    new = make_article(date=datetime.date(2021, 3, 3))
    assert list(Article.objects.newest_first()) == [new, old, undated]
    assert list(Article.objects.oldest_first()) == [old, new, undated]


def test_between_finds_what_may_have_appeared_in_the_range():
    year = make_article(
        date_precision="year",
        date_earliest=datetime.date(2009, 1, 1),
        date_latest=datetime.date(2009, 12, 31),
    )
    make_article(date=datetime.date(2010, 1, 1))
    make_article()
    may = (datetime.date(2009, 5, 1), datetime.date(2009, 5, 31))
    assert list(Article.objects.between(*may)) == [year]


def test_rejected_quotes_and_those_of_hidden_articles_are_not_published():
    article = make_article()
    shown = make_quote(article)
    make_quote(article, "discuss the new tariff", review_state="rejected")
    make_quote(make_article(visibility="hidden"))
    assert list(Quote.objects.published()) == [shown]


def test_a_speakers_quotes_are_counted_without_indirect_speech():
    article, speaker = make_article(), make_speaker()
    make_quote(article, speaker=speaker)
    make_quote(article, "discuss the new tariff", kind="indirect", speaker=speaker)
    make_speaker("Tom Hale")
    assert [(s.name, s.quote_count) for s in Speaker.objects.quoted()] == [("Ada Marsh", 1)]


def test_an_attribution_below_the_line_is_probable_until_an_editor_confirms_it():
    quote = make_quote(make_article(), speaker=make_speaker(), confidence=0.7)
    assert quote.is_probable
    quote.review_state = "confirmed"
    assert not quote.is_probable


def test_a_label_ends_at_a_words_end():
    article = make_article(headline="", body="The board " + "discussed the tariff again and again " * 5)
    assert article.title == article.label
    assert article.label.endswith(" …")
    assert len(article.label) <= 92
    assert article.label.removesuffix(" …") in article.body


def test_a_redirect_is_followed_to_the_end_of_its_chain():
    for old, new in (("a", "b"), ("b", "c"), ("x", "y"), ("y", "x")):
        Redirect.objects.create(kind="speaker", old=old, new=new)
    assert Redirect.objects.target(kind="speaker", old="a") == "c"
    assert Redirect.objects.target(kind="speaker", old="x") is None
    assert Redirect.objects.target(kind="topic", old="a") is None
