"""Rows and names of what an index found: only what readers may see, by queries whose SQL is kept."""

import pytest
from django.db.models import Count

from articles.models import Article, Publication, Rights, Speaker, Visibility
from articles.search.rows import Prepared, articles_of, names_of
from tests.factories import make_article, make_publication, make_speaker

pytestmark = pytest.mark.django_db


def test_articles_come_with_their_publications_and_private_ones_do_not_come():
    times = make_publication("The Harbour Times")
    shown = make_article(headline="Shown", publication=times)
    without = make_article(headline="Without a publication", publication=None)
    private = make_article(headline="Private", publication=make_publication("Secret"))
    hidden = make_article(headline="Hidden", publication=times)
    Publication.objects.filter(name="Secret").update(rights=Rights.PRIVATE)
    Article.objects.filter(pk=hidden.pk).update(visibility=Visibility.HIDDEN)
    articles = articles_of([shown.pk, without.pk, private.pk, hidden.pk])
    assert {row.headline: row.publication for row in articles.values()} == {
        "Shown": times,
        "Without a publication": None,
    }
    assert articles_of([private.pk]) == {}
    assert articles_of([]) == {}


def test_articles_and_their_publications_are_two_queries(django_assert_num_queries):
    keys = [make_article(headline=f"{n}", publication=make_publication(f"{n}")).pk for n in range(3)]
    with django_assert_num_queries(2):
        articles = articles_of(keys)
        assert [(articles[key].title, articles[key].shown_publication.name) for key in keys] == [
            ("0", "0"),
            ("1", "1"),
            ("2", "2"),
        ]


def test_names_are_those_that_readers_may_know_at_this_moment():
    ada, tom = make_speaker("Ada Marsh"), make_speaker("Tom Hale")
    assert names_of("speaker", [ada.slug, "nobody", tom.slug]) == {
        ada.slug: "Ada Marsh",
        tom.slug: "Tom Hale",
    }
    Speaker.objects.filter(pk=tom.pk).update(visibility=Visibility.HIDDEN)
    assert names_of("speaker", [ada.slug, "nobody", tom.slug]) == {ada.slug: "Ada Marsh"}
    assert names_of("speaker", [tom.slug]) == {}
    assert names_of("speaker", []) == {}
    times = make_publication("The Harbour Times")
    assert names_of("publication", [times.slug]) == {times.slug: "The Harbour Times"}
    Publication.objects.update(rights=Rights.PRIVATE)
    assert names_of("publication", [times.slug]) == {}


def test_a_query_whose_values_are_not_last_is_refused():
    counted = Prepared(lambda: Article.objects.annotate(n=Count("quotes")).filter(n__gt=0), "pk")
    with pytest.raises(AssertionError, match="not the last"):
        counted.sql([1, 2])
