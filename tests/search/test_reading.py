"""Segments as arrays, and snapshots that follow what is written while they are searched."""

import datetime
import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from haystack import connections
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from articles.models import Article
from articles.search import (
    Scope,
    SearchRequest,
    SearchUnavailable,
    drain_outbox,
    read_ahead,
    rebuild,
    search,
)
from articles.search.backends import backend
from articles.search.backends.generations.contents import index_of
from articles.search.backends.reading import segment_arrays, sharing
from articles.search.backends.reading.caches import OVERHEAD, Cache
from articles.search.backends.reading.sharing import Shared, shared
from articles.search.backends.schema import whoosh_schema
from articles.search.backends.segments.files import Damaged, Part
from articles.search.questions import Question
from articles.search.syntax import Everything, Phrase, Value, Word
from tests.factories import make_article, make_quote, make_speaker

pytestmark = [pytest.mark.whoosh, pytest.mark.django_db]


def total(text="", **changes):
    return search(SearchRequest(text=text, **changes)).total


def snapshot(scope=Scope.ARTICLES):
    return backend().snapshot(scope)


def folder():
    return connections["default"].get_backend().folder


def fresh():
    """Return a snapshot of the articles that shares nothing with others."""
    return Shared(folder()).newest(Scope.ARTICLES)


@pytest.fixture
def articles():
    """Return three articles, each in a segment of its own."""
    made = []
    for number in range(3):
        article = make_article(
            headline=f"Ferry {number}",
            body=f"The ferry no. {number} sails. " + "quay " * 40 * number,
            date=datetime.date(2009 + number, 1, 1),
        )
        make_quote(article, "sails.", speaker=make_speaker(f"Ada {number}"))
        drain_outbox()
        made.append(article)
    return made


# Segments


def test_a_segment_says_of_each_term_what_whoosh_says(articles):
    reader = FileIndex(
        FileStorage(str(folder().current())), whoosh_schema(index_of(Scope.ARTICLES)), Scope.ARTICLES.value
    ).reader()
    seen = 0
    for (segment, offset), (leaf, leaf_offset) in zip(snapshot().parts, reader.leaf_readers(), strict=True):
        assert (segment.size, offset) == (leaf.doc_count_all(), leaf_offset)
        for field in leaf.indexed_field_names():
            table = segment.terms(field)
            assert table.terms() == list(leaf.lexicon(field))
            for number, term in enumerate(table.terms()):
                matcher = leaf.postings(field, term)
                documents = list(matcher.all_ids())
                assert segment.documents(table, np.asarray([number])).tolist() == documents
                assert segment.postings(field, term.decode()).documents.tolist() == documents
                assert segment.frequency(field, term.decode()) == len(documents)
                seen += 1
            assert table.term(len(table.frequencies) - 1) == table.terms()[-1]
            assert (
                segment.terms_of(field, ["no such term", table.terms()[0].decode()]).terms()
                == table.terms()[:1]
            )
    assert seen > 80
    reader.close()


def test_terms_that_begin_so_are_those_of_the_field(articles):
    (segment, _), *_ = snapshot().parts
    assert segment.terms("text", "s").terms() == [b"sails"]
    assert segment.terms("text", "sails").terms() == [b"sails"]
    assert segment.terms("text", "sailsx").terms() == []
    assert segment.terms("standfirst", "s").terms() == []
    assert segment.terms("no such field").terms() == []
    assert segment.postings("no such field", "sails").documents.tolist() == []
    assert segment.packed("text", "\ud800").documents.tolist() == []


def test_lengths_and_numbers_are_those_of_the_documents(articles):
    current = snapshot()
    assert current.keys.tolist() == [article.pk for article in articles]
    assert current.numbers("earliest").tolist() == [733408, 733773, 734138]
    assert current.numbers("no such field").tolist() == [0, 0, 0]
    # 5, 45 and 85 words.
    assert current.average_length("text") == 45
    assert current.average_length("standfirst") == 1


def test_a_file_cut_short_raises(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"abcdef")
    part = Part(path).within(2, 3)
    assert (part.read(), part.read(1, 1)) == (b"cde", b"d")
    for at, size in ((2, 2), (-1, 1), (4, None)):
        with pytest.raises(Damaged):
            part.read(at, size)
    path.write_bytes(b"abc")
    with pytest.raises(Damaged, match="cut short"):
        part.read()


def test_a_cache_drops_the_least_lately_used_beyond_its_bytes():
    made = []
    cache = Cache(3 * (OVERHEAD + 10))

    def get(key, size=10):
        return cache.get(key, lambda: made.append(key) or key, lambda _: size)

    for key in "abcadab":
        assert get(key) == key
    assert made == ["a", "b", "c", "d", "b"]
    assert get("large", 9_999) == "large"
    assert get("a") == "a"
    assert made == ["a", "b", "c", "d", "b", "large"]
    assert cache.kept_bytes == cache.most_bytes


# Refreshes


def test_postings_read_ahead_stay_whatever_the_cache_drops(articles, monkeypatch):
    read_ahead()
    (first, *_), _ = zip(*snapshot().parts, strict=True)
    monkeypatch.setattr(segment_arrays, "POSTINGS", Cache(0))
    assert first.postings("text_stems", "ferri") is first.postings("text_stems", "ferri")
    assert first.postings("text_stems", "ferri").documents.tolist() == [0]
    assert first.postings("headline", "ferry") is not first.postings("headline", "ferry")


def test_as_many_postings_are_read_ahead_as_fit(articles):
    _, _, (last, _) = fresh().parts
    # Each of its terms is in its one document.
    last.prepare_postings("text_stems", 3 * (OVERHEAD + 8))
    assert len(last._arrays["frequent", "text_stems"]) == 3


def test_a_refresh_takes_over_the_segments_that_are_still_there(articles):
    before = snapshot()
    assert snapshot() is before
    make_article(headline="Ferry 3")
    drain_outbox()
    after = snapshot()
    assert after is not before
    kept = [segment for segment, _ in before.parts]
    assert sum(segment in kept for segment, _ in after.parts) >= 1
    assert (before.count, after.count) == (3, 4)


def test_what_is_replaced_or_deleted_is_found_as_it_is_now(articles):
    for text in ("ferry", "quay", '"the ferry"', "fer*", "speaker:ada"):
        total(text)
    Article.objects.get(pk=articles[0].pk).delete()
    changed = Article.objects.get(pk=articles[1].pk)
    changed.body = "The bridge."
    changed.headline = "Bridge"
    changed.save()
    drain_outbox()
    assert [total(text) for text in ("ferry", "quay", '"the ferry"', "fer*", "bridge", "")] == [
        1,
        1,
        1,
        1,
        1,
        2,
    ]
    years = {value.value: value.count for value in search(SearchRequest()).facets["year"]}
    assert years == {"2010": 1, "2011": 1}
    answer = backend().answer(
        Question(scope=Scope.ARTICLES, node=Value("years", frozenset({"2009", "2010"})), facets=("years",))
    )
    assert (answer.keys, dict(answer.facets["years"])) == ((articles[1].pk,), {"2010": 1})
    assert not snapshot().of_keys([articles[0].pk]).any()
    assert snapshot().of_keys([articles[1].pk]).sum() == 1


def test_rarity_counts_the_documents_that_are_left(articles):
    Article.objects.get(pk=articles[2].pk).delete()
    drain_outbox()
    (quay,) = backend().answer(Question(scope=Scope.ARTICLES, node=Word("quay"))).scores
    current = snapshot()
    assert current.count == 2
    rebuild()
    (alone,) = backend().answer(Question(scope=Scope.ARTICLES, node=Word("quay"))).scores
    # Average lengths still count what is deleted, until its segment is merged; rarity does not.
    length = current.average_length("text") / snapshot().average_length("text")
    assert quay == pytest.approx(alone, rel=0.5 * length)


def test_every_thread_gets_the_same_snapshot(articles):
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: snapshot(), range(8)))
    assert all(one is found[0] for one in found)


def test_threads_search_while_others_commit_and_rebuild(articles):
    """What is asked for is in every state of the index, so every answer must have it, however much is written."""
    stop = threading.Event()
    words = [Word("ferry"), Phrase(("the", "ferry")), Everything()]

    def ask(number):
        totals = set()
        while not stop.is_set() or not totals:
            answer = backend().answer(
                Question(scope=Scope.ARTICLES, node=words[number % 3], facets=("years", "speakers"))
            )
            assert len(set(answer.keys)) == len(answer.keys)
            assert sum(answer.facets["years"].values()) == answer.total
            totals.add(answer.total)
        return totals

    with ThreadPoolExecutor(3) as threads:
        asked = [threads.submit(ask, number) for number in range(3)]
        try:
            for number in range(3, 8):
                make_article(
                    headline=f"Ferry {number}", body="The ferry again.", date=datetime.date(2012, 1, 1)
                )
                drain_outbox()
                if number % 2:
                    rebuild()
        finally:
            stop.set()
        totals = [one.result() for one in asked]
    assert all(found <= set(range(3, 9)) for found in totals)
    assert [total("ferry"), total('"the ferry"'), total("")] == [8, 8, 8]


def test_a_large_change_is_read_aside_while_the_old_state_answers(articles, monkeypatch):
    assert total("ferry") == 3
    monkeypatch.setattr(sharing, "AT_ONCE", 0)
    gate = threading.Event()
    prepare = sharing.Snapshot.prepare
    monkeypatch.setattr(sharing.Snapshot, "prepare", lambda self: gate.wait(30) and prepare(self))
    rebuild()
    make_article(headline="Ferry 3")
    drain_outbox()
    assert total("ferry") == 3
    monkeypatch.setattr(sharing, "AT_ONCE", 20_000)
    gate.set()
    for thread in threading.enumerate():
        if thread.name.startswith("search index"):
            thread.join(30)
    assert total("ferry") == 4


def test_a_large_change_that_cannot_be_read_is_told_by_the_next_search(articles, monkeypatch, caplog):
    assert total("ferry") == 3
    rebuild()
    for file in folder().current().glob("articles_*.seg"):
        file.write_bytes(file.read_bytes()[:100])
    monkeypatch.setattr(sharing, "AT_ONCE", 0)
    gate = threading.Event()
    read_large = Shared._read_large
    monkeypatch.setattr(Shared, "_read_large", lambda self, scope: gate.wait(30) and read_large(self, scope))
    # One search asks for the snapshot several times.
    assert total("ferry") == 3
    gate.set()
    for thread in threading.enumerate():
        if thread.name.startswith("search index"):
            thread.join(30)
    with pytest.raises(SearchUnavailable, match="is damaged"):
        total("ferry")
    assert "the new search index cannot be read" in caplog.text
    caplog.clear()


def test_files_gone_after_their_names_were_read_are_looked_for_anew(articles, monkeypatch):
    """A rebuild takes the generation away between reading its name and opening its files."""
    one = Shared(folder())
    read = sharing.read_table
    took = []

    def read_late(generation, scope):
        contents = read(generation, scope)
        if not took:
            took.append(generation)
            rebuild()
        return contents

    monkeypatch.setattr(sharing, "read_table", read_late)
    assert one.newest(Scope.ARTICLES).count == 3
    assert not took[0].exists()


def test_a_snapshot_answers_after_its_files_are_gone(articles):
    current = snapshot()
    shutil.rmtree(folder().current())
    assert current.numbers("latest").tolist() == [733408, 733773, 734138]
    assert current.keys[2] == articles[2].pk
    assert np.flatnonzero(
        current.mask(lambda segment: segment.postings("text", "sails").documents)
    ).tolist() == [0, 1, 2]


def test_an_index_without_documents_answers(db):
    rebuild()
    assert (total(), total("ferry"), total('"the ferry"'), total("fe*"), total("-ferry")) == (0, 0, 0, 0, 0)
    assert total(scope=Scope.QUOTES, speakers=("ada-marsh",)) == 0
    answer = backend().answer(Question(scope=Scope.ARTICLES, node=Everything(), facets=("years",)))
    assert (answer.keys, dict(answer.facets["years"])) == ((), {})
    backend().check()


def test_all_documents_deleted_is_an_index_that_answers(articles):
    Article.objects.all().delete()
    drain_outbox()
    assert (total(), total("ferry"), total("-ferry")) == (0, 0, 0)


@pytest.mark.parametrize("what", ["terms", "postings", "columns"])
def test_damage_found_while_searching_is_told_in_a_sentence(articles, what, caplog):
    shared(folder().path).forget()
    current = snapshot()
    (file,) = {segment._postings._file.path for segment, _ in current.parts[:1]}
    content = bytearray(file.read_bytes())
    (segment, _), *_ = current.parts
    part = {"terms": ".trm", "postings": ".pst", "columns": ".earliest.col"}[what]
    place = segment._files.open(part)
    content[place._start : place._start + place.length] = b"\xff" * place.length
    if what == "columns":
        # Numbers cannot be told from numbers; a file cut short can.
        content = content[: place._start]
    file.write_bytes(content)
    with pytest.raises(SearchUnavailable, match="is damaged"):
        total("sails", sort="newest")
    with pytest.raises(SearchUnavailable, match="is damaged"):
        backend().check()
    caplog.clear()


def test_a_forked_process_searches_and_refreshes_by_itself(articles):
    assert total("ferry") == 3
    lock = shared(folder().path)._locks[Scope.ARTICLES]
    with lock:
        # As if another thread were reading at the moment of the fork.
        child = os.fork()
        if not child:
            snapshot = Shared(folder()).newest(Scope.ARTICLES)
            same = shared(folder().path).newest(Scope.ARTICLES)
            os._exit(0 if snapshot.count == same.count == 3 else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_what_is_in_every_one_of_many_equal_segments_is_a_frequent_word(db):
    engine = backend()
    keys = [make_article(body="The pilot waits.").pk for _ in range(55)]
    engine.create_empty()
    with engine.writing():
        for key in keys:
            engine.rewrite(articles=[key])
    known = snapshot()
    words = known.frequent_words("text")
    assert len(known.parts) == 55
    assert dict(zip(words.words(range(len(words))), words.frequencies.tolist(), strict=True)) == {
        "the": 55,
        "pilot": 55,
        "waits": 55,
    }
