"""What the engines are asked."""

import re

import pytest

from articles.search import parse
from benchmarks.search.archive import make_articles
from benchmarks.search.fuzzing import LONGEST, make_addresses, make_fuzz
from benchmarks.search.names import publication_name, speaker_name, topic_name
from benchmarks.search.peers import Document
from benchmarks.search.peers.fts5 import Fts5, build, index_bytes
from benchmarks.search.queries import Asked, Material, QueryMaker, shown


@pytest.fixture
def maker():
    return QueryMaker(
        Material(
            bodies=tuple(draft.body for draft in make_articles(10)),
            speakers=tuple((f"speaker-{rank}", speaker_name(rank)) for rank in range(10)),
            publications=(("a-paper", publication_name(0)),),
            topics=(("a-topic", topic_name(0)),),
        )
    )


def test_queries_by_lot_are_all_different_and_the_same_each_time(maker):
    first = maker.make(300)
    again = QueryMaker(maker.material).make(300)
    assert first == again
    assert len({repr(asked) for asked in first}) == 300


def test_queries_by_lot_use_the_whole_language(maker):
    texts = " ".join(asked["text"] for asked in maker.make(1_000))
    for sign in ('"', "OR", "NOT", " -", "*", "~", "(", "speaker:", "title:", "date:", "has:"):
        assert sign in texts


def test_fuzzed_queries_are_the_same_each_time_and_can_all_be_parsed(maker):
    fuzzed = make_fuzz(300, maker)
    assert fuzzed == make_fuzz(300, QueryMaker(maker.material))
    assert fuzzed != make_fuzz(300, QueryMaker(maker.material), "another seed")
    for text in fuzzed:
        parse(text)


def test_fuzzed_addresses_are_the_same_each_time_and_a_server_can_read_them(maker):
    listed = make_addresses(300, maker)
    assert listed == make_addresses(300, QueryMaker(maker.material))
    for address in listed:
        assert re.fullmatch(r"/[a-z./]+\?[!-~]*", address)
        assert len(address) <= LONGEST


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (Asked("", words=("one", "two")), "one two"),
        (Asked("", words=("one", "two"), is_any=True), "one OR two"),
        (Asked("", words=("one",), without=("two",)), "one -two"),
        (Asked("", words=("one", "two"), is_any=True, without=("three",)), "(one OR two) -three"),
        (Asked("", phrase="one two"), '"one two"'),
        (Asked("", prefix="on"), "on*"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_query_is_written_as_a_reader_would(asked, text):
    assert asked.text == text


def test_a_query_is_shown_without_what_does_not_print():
    assert shown(["a\x00b\u202ec"]) == "a·b·c"
    assert shown(["x" * 100]) == "x" * 60 + "…"


DOCUMENTS = (
    Document(1, "The levy on carbon\nLevies were raised", "times", ("ada",), "2009"),
    Document(2, "The levy on barley", "times", ("ada", "bo"), "2010"),
    Document(3, "Nothing of the kind, said the carbon trader", "post", (), "undated"),
)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (Asked("", words=("levy",)), 2),
        (Asked("", words=("levies", "carbon")), 1),
        (Asked("", words=("barley", "carbon"), is_any=True), 3),
        (Asked("", phrase="levy on carbon"), 1),
        (Asked("", words=("levy",), without=("barley",)), 1),
        (Asked("", prefix="tra"), 1),
        (Asked("", words=("levy",), publication="times", years=("2010", "2011")), 1),
    ],
    ids=["word", "and", "or", "phrase", "without", "prefix", "filtered"],
)
def test_fts5_counts_what_a_reader_would(tmp_path, asked, count):
    path = tmp_path / "fts5.sqlite3"
    build(path, DOCUMENTS)
    fts5 = Fts5(path, path)
    assert fts5.count(asked) == count
    assert index_bytes(path) > 0


def test_tantivy_counts_the_same(tmp_path):
    pytest.importorskip("tantivy")
    from benchmarks.search.peers import tantivy  # noqa: PLC0415  not everywhere installed

    path = tmp_path / "tantivy"
    tantivy.build(path, DOCUMENTS)
    database = tmp_path / "archive.sqlite3"
    database.touch()
    peer = tantivy.Tantivy(path, database)
    asked = [
        Asked("", words=("levy",)),
        Asked("", phrase="levy on carbon"),
        Asked("", words=("levy",), without=("barley",)),
    ]
    assert [peer.count(each) for each in asked] == [2, 1, 1]
    assert peer.newest() == 3
