"""What belongs to a topic: what its saved search finds, what was added, what was left out."""

import threading

import pytest
from django.db import transaction

from articles.models import (
    Article,
    IndexChange,
    Redirect,
    RedirectKind,
    Topic,
    TopicArticle,
    TopicOmission,
)
from articles.models.outbox import IndexedKind
from articles.search import (
    Scope,
    SearchRequest,
    asks_for_topics,
    drain_outbox,
    parse,
    rebuild,
    saved_request,
    search,
)
from tests.factories import make_article, make_publication, make_quote, make_speaker
from tests.search.engines import lose_index

pytestmark = pytest.mark.django_db(transaction=True)


def make_topic(query="ferry", **changes):
    return Topic.objects.create(**{"name": "Ferries", "slug": "ferries", "query": query, **changes})


def headlines(topic):
    return sorted(topic.articles.values_list("headline", flat=True))


def found_under(slug, scope=Scope.ARTICLES):
    return search(SearchRequest(scope=scope, topics=(slug,))).total


def test_a_new_topic_gathers_what_its_search_finds(article):
    make_article(headline="Tariff by day", body="The tariff rises.")
    topic = make_topic()
    assert headlines(topic) == ["Ferry by night"]
    assert found_under("ferries") == 1
    assert found_under("ferries", Scope.QUOTES) == 1
    assert not IndexChange.objects.exists()


def test_an_article_that_comes_later_is_gathered(article):
    topic = make_topic()
    make_article(headline="Ferry by day")
    assert headlines(topic) == ["Ferry by day", "Ferry by night"]
    assert found_under("ferries") == 2


def test_the_facet_by_topic_counts_what_was_gathered(article):
    make_topic()
    make_topic("headline:night", name="Nights", slug="nights")
    (ferries, nights) = search(SearchRequest()).facets["topic"]
    assert (ferries.value, ferries.count, nights.value, nights.count) == ("ferries", 1, "nights", 1)


def test_an_article_that_no_longer_matches_leaves(article):
    topic = make_topic("headline:ferry")
    article.headline = "Bridge by night"
    article.save()
    assert headlines(topic) == []
    assert found_under("ferries") == 0


def test_a_changed_search_gathers_anew_and_none_gathers_nothing(article):
    make_article(headline="Bridge by day", body="The bridge opens.")
    topic = make_topic()
    topic.query = "bridge"
    topic.save()
    assert headlines(topic) == ["Bridge by day"]
    topic.query = ""
    topic.save()
    assert headlines(topic) == []
    assert found_under("ferries") == 0


@pytest.mark.parametrize(
    "withheld",
    [
        {"visibility": "hidden"},
        {"visibility": "withheld", "withheld_reason": "privacy"},
        {"rights": "private"},
    ],
)
def test_what_readers_may_not_see_leaves_and_comes_back(article, withheld):
    topic = make_topic()
    for name, value in withheld.items():
        setattr(article, name, value)
    article.save()
    assert found_under("ferries") == 0
    assert not topic.articles.exists()
    article.visibility, article.withheld_reason, article.rights = "public", "", ""
    article.save()
    assert headlines(topic) == ["Ferry by night"]
    assert found_under("ferries") == 1


def test_a_withheld_speaker_is_no_longer_found_by_the_filter(article):
    topic = make_topic("", filters="speaker=ada-marsh")
    assert headlines(topic) == ["Ferry by night"]
    ada = make_speaker("Ada Marsh")
    ada.visibility = "hidden"
    ada.save()
    assert headlines(topic) == []


def test_what_was_added_stays_whatever_the_search_finds(article):
    other = make_article(headline="Tariff by day", body="The tariff rises.")
    topic = make_topic()
    topic.articles.add(other)
    other.headline = "Tariff by noon"
    other.save()
    topic.query = "nothing"
    topic.save()
    assert headlines(topic) == ["Tariff by noon"]
    assert found_under("ferries") == 1


def test_what_was_left_out_stays_out_until_it_is_let_in_again(article):
    topic = make_topic()
    omission = TopicOmission.objects.create(topic=topic, article=article, reason="A river ferry.")
    assert headlines(topic) == []
    assert found_under("ferries") == 0
    article.headline = "Ferry by dawn"
    article.save()
    assert headlines(topic) == []
    omission.delete()
    assert headlines(topic) == ["Ferry by dawn"]
    assert found_under("ferries") == 1


def test_an_added_article_that_is_taken_off_stays_if_it_is_found(article):
    topic = Topic.objects.create(name="Ferries", slug="ferries")
    topic.articles.add(article)
    topic.query = "ferry"
    topic.save()
    TopicArticle.objects.get(by_hand=True).delete()
    assert TopicArticle.objects.get().by_hand is False
    assert found_under("ferries") == 1


def test_articles_of_a_topic_without_a_search_are_left_alone(article):
    topic = Topic.objects.create(name="Ferries", slug="ferries")
    topic.articles.add(article)
    topic.save()
    article.save()
    assert headlines(topic) == ["Ferry by night"]


def test_all_filters_of_an_address_narrow_the_search(article):
    request = saved_request(
        Topic(
            query="ferry",
            filters="speaker=a&speaker=b&publication=c&year=2019&month=2019-10&kind=direct&undated=on",
        )
    )
    assert request.text == "ferry"
    assert request.speakers == ("a", "b")
    assert request.publications == ("c",)
    assert (request.years, request.months) == (("2019",), ("2019-10",))
    assert request.kinds == ("direct",)
    assert request.include_undated is True


def test_a_speaker_that_moved_is_still_asked_for(article):
    Redirect.objects.create(kind=RedirectKind.SPEAKER, old="a-marsh", new="ada-marsh")
    topic = make_topic("", filters="speaker=a-marsh")
    assert headlines(topic) == ["Ferry by night"]


def test_a_deleted_topic_leaves_the_documents_of_its_articles(article):
    topic = make_topic()
    topic.delete()
    assert found_under("ferries") == 0
    assert not IndexChange.objects.exists()


def test_an_article_deleted_with_its_place_leaves_nothing_behind(article):
    topic = make_topic()
    article.delete()
    assert not topic.articles.exists()
    assert not IndexChange.objects.exists()


def test_nothing_is_gathered_from_a_change_that_is_rolled_back(article):
    topic = make_topic()

    def fail_halfway():
        with transaction.atomic():
            make_article(headline="Ferry by day")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert headlines(topic) == ["Ferry by night"]


def test_rows_that_were_lost_come_back_with_a_rebuild(article):
    topic = make_topic()
    TopicArticle.objects.all()._raw_delete("default")
    rebuild()
    assert headlines(topic) == ["Ferry by night"]
    assert found_under("ferries") == 1


def test_a_topic_waits_in_the_outbox_while_the_index_is_away(article):
    lose_index()
    topic = make_topic()
    assert headlines(topic) == []
    assert IndexChange.objects.filter(kind=IndexedKind.TOPIC).exists()
    rebuild()
    assert headlines(topic) == ["Ferry by night"]
    assert not IndexChange.objects.exists()


def test_many_articles_are_gathered_over_several_batches(article, monkeypatch):
    monkeypatch.setattr("articles.search.outbox.BATCH", 3)
    topic = make_topic()
    with transaction.atomic():
        made = Article.objects.bulk_create(
            Article(public_id=f"bulk{number:08}", body="A ferry." if number % 2 else "A bridge.")
            for number in range(10)
        )
        IndexChange.objects.record(IndexedKind.ARTICLE, [row.pk for row in made])
    drain_outbox()
    assert topic.articles.count() == 6
    assert found_under("ferries") == 6


def test_the_last_commit_is_asked_while_a_large_change_is_read_aside(article, monkeypatch):
    topic = make_topic()
    monkeypatch.setattr("articles.search.backends.reading.sharing.AT_ONCE", 0)
    held = threading.Event()
    from articles.search.backends.reading.sharing import Shared  # noqa: PLC0415  to hold up its thread

    read = Shared._read_large

    def read_later(self, scope):
        held.wait(5)
        read(self, scope)

    monkeypatch.setattr(Shared, "_read_large", read_later)
    threading.Timer(0.3, held.set).start()
    make_article(headline="Ferry by day")
    assert headlines(topic) == ["Ferry by day", "Ferry by night"]


@pytest.mark.parametrize(
    "query", ["topic:ferries", "ferry -topic:ferries", "(a OR has:topic) b", "NOT has:topic"]
)
def test_a_query_that_asks_for_topics_is_known(query):
    assert asks_for_topics(parse(query).node)


@pytest.mark.parametrize("query", ["topic", "has:date ferry", "", "headline:topic"])
def test_a_query_that_asks_for_none_is_known(query):
    assert not asks_for_topics(parse(query).node)


def test_a_renamed_publication_keeps_its_articles_under_the_topic(article):
    publication = make_publication("The Harbour Times")
    topic = make_topic("", filters="publication=the-harbour-times")
    make_quote(make_article(publication=publication, headline="Toll"), speaker=make_speaker("Tom Hale"))
    publication.slug = "harbour-times"
    publication.save()
    Redirect.objects.create(kind=RedirectKind.PUBLICATION, old="the-harbour-times", new="harbour-times")
    topic.save()
    assert headlines(topic) == ["Ferry by night", "Toll"]
