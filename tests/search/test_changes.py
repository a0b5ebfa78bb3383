"""What is changed is found, or gone, in the next search."""

import datetime

import pytest
from django.db import transaction

from articles.models import (
    Byline,
    IndexChange,
    Publication,
    Quote,
    ReviewState,
    Rights,
    Speaker,
    SpeakerAlias,
    Topic,
    Visibility,
)
from articles.search import (
    Scope,
    SearchRequest,
    deferred_indexing,
    search,
)
from tests.factories import make_article, make_quote, make_speaker, make_unnamed_source

pytestmark = pytest.mark.django_db(transaction=True)


def total(text, scope=Scope.ARTICLES, **changes):
    return search(SearchRequest(text=text, scope=scope, **changes)).total


def test_a_saved_article_is_found_by_the_next_search(article):
    assert total("ferry") == 1
    article.body = "The bridge opens."
    article.save()
    assert (total("ferry headline:night"), total("bridge")) == (1, 1)
    assert not IndexChange.objects.exists()


def test_a_deleted_article_is_gone_with_its_quotes(article):
    assert total("fares", Scope.QUOTES) == 1
    article.delete()
    assert (total(""), total("", Scope.QUOTES)) == (0, 0)


def test_a_change_is_found_after_its_transaction_and_not_within(article):
    with transaction.atomic():
        article.headline = "Bridge by day"
        article.save()
        assert total("headline:bridge") == 0
    assert total("headline:bridge") == 1


def test_a_change_rolled_back_leaves_no_trace(article):
    with transaction.atomic():
        article.headline = "Bridge by day"
        article.save()
        transaction.set_rollback(True)
    assert not IndexChange.objects.exists()
    assert (total("headline:bridge"), total("headline:ferry")) == (0, 1)


def test_what_readers_may_not_see_is_not_in_the_index(article):
    for changes in (
        {"visibility": Visibility.HIDDEN},
        {"visibility": Visibility.WITHHELD, "withheld_reason": "privacy"},
        {"rights": Rights.PRIVATE},
    ):
        shown = {name: getattr(article, name) for name in changes}
        for name, value in changes.items():
            setattr(article, name, value)
        article.save()
        assert (total(""), total("", Scope.QUOTES)) == (0, 0), changes
        for name, value in shown.items():
            setattr(article, name, value)
        article.save()
        assert (total(""), total("", Scope.QUOTES)) == (1, 1), changes


def test_an_article_shown_in_quotes_only_is_searchable(article):
    article.rights = Rights.QUOTES
    article.save()
    assert total("ferry") == 1


def test_a_publication_made_private_takes_its_articles_out_in_one_note(
    article, django_assert_max_num_queries
):
    others = [make_article(publication=article.publication) for _ in range(5)]
    publication = Publication.objects.get()
    publication.rights = Rights.PRIVATE
    with deferred_indexing(), django_assert_max_num_queries(5):
        publication.save()
    assert total("") == 0
    publication.rights = Rights.FULL
    publication.save()
    assert total("") == 1 + len(others)


def test_a_private_publication_is_not_named_by_an_article_that_is_public_itself(article):
    article.rights = Rights.FULL
    article.save()
    publication = Publication.objects.get()
    publication.rights = Rights.PRIVATE
    publication.save()
    results = search(SearchRequest(text="ferry"))
    assert (results.total, results.facets["publication"]) == (1, ())
    assert total("source:harbour") == 0


def test_a_rejected_or_hidden_quote_leaves_quotes_and_speakers(article):
    quote = Quote.objects.get()
    quote.review_state = ReviewState.REJECTED
    quote.save()
    assert (total("", Scope.QUOTES), total("speaker:marsh")) == (0, 0)
    assert search(SearchRequest()).facets["speaker"] == ()
    quote.review_state = ReviewState.CONFIRMED
    quote.visibility = Visibility.HIDDEN
    quote.save()
    assert (total("", Scope.QUOTES), total("speaker:marsh")) == (0, 0)


def test_a_hidden_speaker_is_found_by_no_name(article):
    speaker = Speaker.objects.get()
    speaker.visibility = Visibility.HIDDEN
    speaker.save()
    assert (total("speaker:marsh"), total("speaker:marsh", Scope.QUOTES)) == (0, 0)
    assert total("fares", Scope.QUOTES) == 1
    assert search(SearchRequest(scope=Scope.QUOTES)).facets["speaker"] == ()


def test_a_speaker_renamed_is_found_by_the_new_name(article, django_assert_max_num_queries):
    for _ in range(5):
        make_quote(make_article(), speaker=Speaker.objects.get())
    speaker = Speaker.objects.get()
    speaker.name, speaker.slug = "Ada Voss", "ada-voss"
    speaker.aliases.all().delete()
    with deferred_indexing(), django_assert_max_num_queries(5):
        speaker.save()
    assert (total("speaker:marsh"), total("speaker:voss")) == (0, 6)
    assert total("", speakers=("ada-voss",)) == 6


def test_an_alias_is_found_as_long_as_it_stands(article):
    alias = SpeakerAlias.objects.create(
        speaker=Speaker.objects.get(), name="Minister Marsh", name_key="minister marsh"
    )
    assert total('speaker:"minister marsh"') == 1
    alias.delete()
    assert total('speaker:"minister marsh"') == 0


def test_names_do_not_run_into_one_another(article):
    SpeakerAlias.objects.create(speaker=Speaker.objects.get(), name="Tom Hale", name_key="tom hale")
    assert total('speaker:"marsh tom"') == 0
    assert total("speaker:marsh speaker:tom") == 1


def test_a_topic_is_found_as_long_as_it_is_given(article):
    topic = Topic.objects.create(name="Harbour fees", slug="harbour-fees")
    article.topics.add(topic)
    assert (total("topic:fees"), total("", Scope.QUOTES, topics=("harbour-fees",))) == (1, 1)
    topic.name = "Harbour dues"
    topic.save()
    assert (total("topic:fees"), total("topic:dues")) == (0, 1)
    article.topics.clear()
    assert total("topic:dues") == 0
    topic.articles.add(article)
    assert total("topic:dues") == 1
    topic.articles.clear()
    assert total("topic:dues") == 0
    topic.articles.set([article])
    topic.delete()
    assert (total("topic:dues"), total("ferry")) == (0, 1)


def test_bylines_and_unnamed_sources_are_found_as_long_as_they_stand(article):
    byline = Byline.objects.create(article=article, name="Lee Voss")
    assert (total("by:voss"), total("lee voss"), total("by:voss", Scope.QUOTES)) == (1, 1, 1)
    byline.delete()
    assert total("by:voss") == 0
    source = make_unnamed_source(article, "senior harbour official")
    Quote.objects.get().delete()
    make_quote(article, "Fares will stay,", unnamed_source=source)
    assert total("speaker:official", Scope.QUOTES) == 1
    source.delete()
    assert total("speaker:official", Scope.QUOTES) == 0


def test_a_quote_that_moves_is_found_in_its_new_article_alone(article):
    other = make_article(headline="Bridge strike")
    quote = make_quote(article, "runs by night", speaker=make_speaker("Tom Hale"))
    assert total("speaker:hale headline:bridge") == 0
    quote.article = other
    quote.save()
    assert total("speaker:hale") == 1
    assert total("speaker:hale headline:bridge") == 1
    assert total("speaker:hale", Scope.QUOTES) == 1


def test_an_alias_that_moves_is_found_with_its_new_speaker_alone(article):
    old, new = make_speaker("Tom Hale"), make_speaker("Lee Voss")
    make_quote(article, "runs by night", speaker=old)
    other = make_article(headline="Bridge strike")
    make_quote(other, speaker=new)
    alias = SpeakerAlias.objects.create(speaker=old, name="Skipper", name_key="skipper")
    assert total("speaker:skipper headline:bridge") == 0
    alias.speaker = new
    alias.save()
    assert (total("speaker:skipper"), total("speaker:skipper headline:bridge")) == (1, 1)


def test_a_date_set_moves_an_article_out_of_the_undated(article):
    assert total("date:undated") == 1
    article.date_earliest = article.date_latest = datetime.date(2011, 5, 4)
    article.date_precision = article.date_basis = "day"
    article.date_basis = "editor"
    article.save()
    assert (total("date:undated"), total("date:2011-05", Scope.QUOTES)) == (0, 1)
