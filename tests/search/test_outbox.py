"""How the outbox is drained, in which order and by whom; what goes wrong with the index breaks no save."""

import gc
import threading
from pathlib import Path

import pytest
from django.db import connection, transaction
from haystack import connections

from articles.models import (
    Article,
    IndexChange,
    Quote,
    ReviewState,
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
from articles.search.backends import backend
from tests.factories import make_article
from tests.search.engines import lose_index

pytestmark = pytest.mark.django_db(transaction=True)


def total(text, scope=Scope.ARTICLES, **changes):
    return search(SearchRequest(text=text, scope=scope, **changes)).total


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
    with backend().writing():
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
    lose_index()
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
@pytest.mark.whoosh
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


@pytest.mark.whoosh
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


@pytest.mark.whoosh
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
        with backend().writing():
            pass
        for number in range(5):
            make_article(headline=f"Bridge {number}")
        gone.delete()
        Article.objects.filter(pk=hidden.pk).update(visibility=Visibility.HIDDEN)
        IndexChange.objects.record(IndexedKind.ARTICLE, [hidden.pk])
        quote.review_state = ReviewState.REJECTED
        quote.save()
        monkeypatch.setattr("articles.search.deferrals.drain_now_or_soon", lambda: None)
    # What was deleted and what was rejected is in the index, and left out of answers.
    assert (total("headline:ferry"), total("headline:bridge"), total("", Scope.QUOTES)) == (2, 0, 0)
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
