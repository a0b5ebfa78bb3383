"""What is changed is found, or gone, in the next search; what goes wrong with the index breaks no save."""

import datetime
import gc
import shutil
import threading
from pathlib import Path

import pytest
from django.db import connection, transaction
from haystack import connections

from articles.models import (
    Article,
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
from articles.models.outbox import IndexedKind
from articles.search import (
    Scope,
    SearchRequest,
    SearchUnavailable,
    deferred_indexing,
    drain_outbox,
    index_problem,
    outbox,
    rebuild,
    search,
)
from tests.factories import make_article, make_publication, make_quote, make_speaker, make_unnamed_source

pytestmark = pytest.mark.django_db(transaction=True)


def total(text, scope=Scope.ARTICLES, **changes):
    return search(SearchRequest(text=text, scope=scope, **changes)).total


@pytest.fixture
def article():
    """Return an article of one publication, with a quote by Ada Marsh, indexed."""
    article = make_article(
        headline="Ferry by night",
        body="The ferry runs by night.\n\n“Fares will stay,” Ada Marsh said.",
        publication=make_publication("The Harbour Times"),
    )
    make_quote(article, "Fares will stay,", speaker=make_speaker("Ada Marsh"))
    return article


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


def test_rows_written_in_bulk_are_found_by_their_note(article):
    body = "Bulk bridge."
    with transaction.atomic():
        (made,) = Article.objects.bulk_create([Article(public_id="bulkmade0001", body=body)])
        IndexChange.objects.record(IndexedKind.ARTICLE, [made.pk])
    assert total("bridge") == 0
    drain_outbox()
    assert total("bridge") == 1


def test_a_quote_noted_after_it_went_is_taken_out(article):
    (key,) = Quote.objects.values_list("pk", flat=True)
    Quote.objects.filter(pk=key)._raw_delete("default")
    IndexChange.objects.record(IndexedKind.QUOTE, [key])
    drain_outbox()
    assert total("", Scope.QUOTES) == 0


def test_deferred_changes_are_indexed_once_at_the_end(article):
    with deferred_indexing():
        with deferred_indexing():
            make_article(headline="Bridge one")
        make_article(headline="Bridge two")
        assert total("headline:bridge") == 0
        assert IndexChange.objects.count() == 2
    assert total("headline:bridge") == 2
    assert not IndexChange.objects.exists()


def test_deferred_changes_are_indexed_after_an_error_too(article):
    def fail_halfway():
        with deferred_indexing():
            make_article(headline="Bridge one")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert total("headline:bridge") == 1


def test_who_does_not_get_the_lock_leaves_the_rows_to_others(article, monkeypatch):
    monkeypatch.setattr(outbox, "PATIENCE", 0.05)
    monkeypatch.setattr(outbox, "LONGEST_WAIT", 0.0)
    folder = connections["default"].get_backend().folder
    with folder.writing():
        make_article(headline="Bridge one")
        assert IndexChange.objects.count() == 1
        assert total("headline:bridge") == 0
    drain_outbox()
    assert total("headline:bridge") == 1


def test_a_row_that_comes_while_the_holder_lets_go_is_not_overlooked(article, monkeypatch):
    """The holder has seen an empty outbox and still has the lock; another save gives up waiting for it."""
    monkeypatch.setattr(outbox, "PATIENCE", 0.05)
    monkeypatch.setattr(outbox, "LONGEST_WAIT", 0.0)
    follow = outbox._follow
    late = []

    def save_late():
        make_article(headline="Bridge too late")
        connection.close()  # this thread's own

    def follow_and_linger(*args):
        follow(*args)
        if not late:
            late.append(threading.Thread(target=save_late))
            late[0].start()
            late[0].join()

    monkeypatch.setattr(outbox, "_follow", follow_and_linger)
    make_article(headline="Bridge in time")
    assert total("headline:bridge") == 2
    assert not IndexChange.objects.exists()


def test_a_missing_index_breaks_no_save_and_is_not_answered_in_part(article, caplog):
    folder = connections["default"].get_backend().folder
    shutil.rmtree(folder.path)
    make_article(headline="Bridge one")
    assert "waits in the outbox" in caplog.text
    with pytest.raises(SearchUnavailable, match=r"manage\.py rebuild_index"):
        total("")
    assert "has not been built yet" in index_problem().message
    rebuild()
    assert index_problem() is None
    assert (total(""), IndexChange.objects.count()) == (2, 0)


def test_the_first_rows_of_an_archive_make_its_index():
    with pytest.raises(SearchUnavailable):
        total("")
    make_article(headline="Bridge one")
    assert total("bridge") == 1


# Whoosh leaves a damaged file open until it is collected.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize("damage", ["cut", "scrambled", "gone", "pointer"])
def test_a_damaged_index_breaks_no_save_and_says_so(article, caplog, damage):
    folder = connections["default"].get_backend().folder
    generation = folder.current()
    for file in [*generation.glob("*.seg"), *generation.glob("*.toc")]:
        content = file.read_bytes()
        if damage == "cut":
            file.write_bytes(content[: len(content) // 2])
        elif damage == "scrambled":
            file.write_bytes(bytes(255 - byte for byte in content))
        elif damage == "gone":
            file.unlink()
    if damage == "pointer":
        folder.pointer.write_text("{")
    connections["default"].reset_sessions()
    with pytest.raises(SearchUnavailable, match="is damaged"):
        total("ferry")
    assert index_problem()
    article.headline = "Ferry by day"
    article.save()
    assert IndexChange.objects.exists()
    rebuild()
    assert (total("headline:day"), IndexChange.objects.count()) == (1, 0)
    caplog.clear()
    gc.collect()


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs Linux to see open files")
def test_following_changes_keeps_no_files_open(article):
    def mapped():
        return Path("/proc/self/maps").read_text().count("/generation-")

    gc.collect()
    gc.disable()
    try:
        counts = []
        for number in range(12):
            article.headline = f"Ferry {number}"
            article.save()
            assert total(f"headline:{number}") == 1
            assert total("", Scope.QUOTES) == 1
            counts.append(mapped())
    finally:
        gc.enable()
    assert max(counts[6:]) <= max(counts[:6])


def test_an_index_of_another_version_says_so(article, monkeypatch):
    monkeypatch.setattr("articles.search.backends.generations.storage.SCHEMA_VERSION", -1)
    with pytest.raises(SearchUnavailable, match="another version"):
        total("ferry")


def stopping_after(commits):
    """Return an is_stopping that lets so many commits happen: draining asks it twice before the first."""
    asked = iter([False] * (commits + 1))
    return lambda: next(asked, True)


def test_what_must_go_leaves_the_index_before_anything_is_added(article, monkeypatch):
    gone, hidden = make_article(headline="Ferry gone"), make_article(headline="Ferry hidden")
    quote = Quote.objects.get()
    monkeypatch.setattr(outbox, "BATCH", 2)
    with transaction.atomic():
        with connections["default"].get_backend().folder.writing():
            pass
        for number in range(5):
            make_article(headline=f"Bridge {number}")
        gone.delete()
        Article.objects.filter(pk=hidden.pk).update(visibility=Visibility.HIDDEN)
        IndexChange.objects.record(IndexedKind.ARTICLE, [hidden.pk])
        quote.review_state = ReviewState.REJECTED
        quote.save()
        monkeypatch.setattr("articles.search.deferrals.drain_now_or_soon", lambda: None)
    assert (total("headline:ferry"), total("headline:bridge"), total("", Scope.QUOTES)) == (3, 0, 1)
    drain_outbox(is_stopping=stopping_after(1))
    assert (total("headline:ferry"), total("headline:bridge"), total("", Scope.QUOTES)) == (1, 0, 0)
    drain_outbox()
    assert (total("headline:ferry"), total("headline:bridge"), total("", Scope.QUOTES)) == (1, 5, 0)
    assert not IndexChange.objects.exists()


def test_what_is_withdrawn_while_many_wait_does_not_wait_for_them(article, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 2)
    monkeypatch.setattr("articles.search.deferrals.drain_now_or_soon", lambda: None)
    for number in range(6):
        make_article(headline=f"Bridge {number}")
    drain_outbox(is_stopping=stopping_after(1))
    assert total("headline:bridge") == 2
    article.visibility = Visibility.HIDDEN
    article.save()
    drain_outbox(is_stopping=stopping_after(1))
    assert (total("headline:ferry"), total("headline:bridge")) == (0, 2)


def test_a_withdrawal_taken_back_while_it_is_drained_is_followed(article, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 1)
    monkeypatch.setattr("articles.search.deferrals.drain_now_or_soon", lambda: None)
    article.visibility = Visibility.HIDDEN
    article.save()
    drain_outbox(is_stopping=stopping_after(1))
    article.visibility = Visibility.PUBLIC
    article.save()
    drain_outbox()
    assert (total("headline:ferry"), total("", Scope.QUOTES)) == (1, 1)


def test_draining_tells_how_many_rows_it_did(article):
    IndexChange.objects.record(IndexedKind.ARTICLE, [article.pk, article.pk, article.pk])
    assert drain_outbox() == 3
    assert drain_outbox() == 0
