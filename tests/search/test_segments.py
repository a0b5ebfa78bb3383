"""What is written in bulk is what Whoosh's own writer would write: Whoosh's own reader says so."""

import copy
import random

import numpy as np
import pytest
from haystack.constants import DJANGO_ID
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex, open_dir
from whoosh.query import Phrase, Term

from articles.search.analysis import words
from articles.search.backends.generations.contents import index_of, read_contents, write_contents
from articles.search.backends.schema import BREAK, DIGEST, KEY, STEMS, Places, whoosh_schema
from articles.search.backends.segments import posting_blocks
from articles.search.backends.segments.building import SegmentBuilder
from articles.search.backends.segments.inversion import Vocabulary, sorting
from articles.search.backends.segments.members import SegmentMembers
from articles.search.indexes import Key, Names, Number, Prose, Slugs, Weighed
from articles.search.requests import Scope

pytestmark = pytest.mark.whoosh

FIELDS = index_of(Scope.ARTICLES).fields

TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab AB.,'’-\n\u00e9\u0301\u200bß٣漢字æ"),
        st.characters(exclude_categories=["Cs"], exclude_characters=BREAK),
    ),
    max_size=60,
)
SLUGS = st.lists(st.sampled_from(["ada-marsh", "bilal", "2009", "2010-06"]), unique=True).map(sorted)
BY_KIND = {
    Prose: TEXTS,
    Weighed: st.lists(TEXTS, max_size=3),
    Names: st.lists(TEXTS, max_size=3),
    Slugs: SLUGS,
    Number: st.integers(0, 2**31 - 1),
    Key: st.integers(0, 2**62),
}
DOCUMENTS = st.lists(
    st.fixed_dictionaries({name: BY_KIND[type(field)] for name, field in FIELDS.items()}), max_size=6
)


def whole(values, number):
    """Return the values of a document, filled up with empty ones and with Haystack's own."""
    empty = {Prose: "", Weighed: [], Names: [], Slugs: [], Number: 0, Key: 0}
    key = number + 7
    return {name: empty[type(field)] for name, field in FIELDS.items()} | values | {DJANGO_ID: str(key)}


def digest(number):
    """Return a digest for a document."""
    return 2**62 + number


def written(folder, documents, vocabulary=None):
    """Return Whoosh's reader of one segment with these documents, written by us."""
    builder = SegmentBuilder(FIELDS, vocabulary)
    for number, values in enumerate(documents):
        builder.add(whole(values, number), digest(number))
    before = read_contents(folder, Scope.ARTICLES) if any(folder.iterdir()) else None
    write_contents(folder, Scope.ARTICLES, [builder.write(folder, "articles")], after=before)
    return open_dir(folder, indexname="articles").reader()


def stock(documents):
    """Return Whoosh's reader of the same, written by Whoosh."""
    schema = whoosh_schema(index_of(Scope.ARTICLES))
    index = FileIndex.create(RamStorage(), schema, "articles")
    writer = index.writer()
    for number, values in enumerate(documents):
        prepared = whole(values, number)
        document = {KEY: number + 7, DIGEST: digest(number)}
        for name, field in FIELDS.items():
            value = prepared[name]
            match field:
                case Names():
                    document[name] = BREAK.join(value)
                case Slugs():
                    document[name] = ",".join(value)
                case Number():
                    document[name] = value
                case Weighed():
                    document[name + STEMS] = "\n".join(value)
                case _:
                    document[name + STEMS] = value
            if isinstance(field, Prose):
                document[name] = value
        writer.add_document(**document)
    writer.commit()
    return index.reader()


def all_of(reader, size):
    """Return everything a reader gives, so that two can be compared."""
    found = {}
    for field, term in reader.all_terms():
        matcher = reader.postings(field, term)
        postings = []
        while matcher.is_active():
            places = ()
            if isinstance(matcher.format, Places):
                places = tuple(matcher.value_as("positions"))
            postings.append((matcher.id(), matcher.weight(), places))
            matcher.next()
        info = reader.term_info(field, term)
        found[field, term] = (
            postings,
            info.weight(),
            info.doc_frequency(),
            info.min_length(),
            info.max_length(),
            info.max_weight(),
            info.min_id(),
            info.max_id(),
        )
    names = reader.schema.names()
    lengths = {
        name: [reader.doc_field_length(document, name, 0) or 0 for document in range(size)]
        for name in names
        if reader.schema[name].scorable
    }
    columns = {
        name: [reader.column_reader(name, translate=False)[document] for document in range(size)]
        for name, field in FIELDS.items()
        if isinstance(field, Number)
    }
    stored = [reader.stored_fields(document) for document in range(size)]
    totals = {name: reader.field_length(name) for name in names}
    return found, lengths, columns, stored, totals


@given(documents=DOCUMENTS)
@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_a_segment_holds_what_whoosh_would_have_written(documents, tmp_path_factory):
    if not documents:
        return
    ours = written(tmp_path_factory.mktemp("segment"), documents)
    theirs = stock(documents)
    try:
        assert all_of(ours, len(documents)) == all_of(theirs, len(documents))
        for number in range(len(documents)):
            for name, given in ((KEY, number + 7), (DIGEST, digest(number))):
                assert ours.column_reader(name, translate=False)[number] == given
    finally:
        ours.close()


@given(documents=DOCUMENTS, times=st.lists(st.integers(1, 4), min_size=6, max_size=6))
@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_what_several_documents_share_is_what_each_has(documents, times, tmp_path_factory):
    """The builder takes a value that is the last one's, the very object, without reading it again."""
    repeated = [values for values, number in zip(documents, times, strict=False) for _ in range(number)]
    if not repeated:
        return
    shared = written(tmp_path_factory.mktemp("shared"), repeated)
    apart = written(tmp_path_factory.mktemp("apart"), [copy.deepcopy(values) for values in repeated])
    try:
        assert all_of(shared, len(repeated)) == all_of(apart, len(repeated))
    finally:
        shared.close()
        apart.close()


@given(numbers=st.lists(st.integers(0, 2**18 - 1), max_size=50), most=st.sampled_from([2**16, 2**18]))
def test_numbers_of_16_bits_and_more_are_sorted_stably(numbers, most):
    found = sorting(np.array([number % most for number in numbers], np.uint32), most)
    assert found.tolist() == sorted(range(len(numbers)), key=lambda place: numbers[place] % most)


def test_words_places_and_stems_are_where_one_reads_them(tmp_path):
    reader = written(tmp_path, [{"text": "The ferry, the ferries!"}, {"text": "Ferry"}])

    def postings_of(field, term):
        matcher = reader.postings(field, term)
        found = []
        while matcher.is_active():
            found.append((matcher.id(), matcher.weight()))
            matcher.next()
        return found

    assert list(reader.lexicon("text")) == [b"ferries", b"ferry", b"the"]
    assert list(reader.lexicon("text_stems")) == [b"ferri", b"the"]
    assert postings_of("text", "the") == [(0, 2.0)]
    assert postings_of("text", "ferry") == [(0, 1.0), (1, 1.0)]
    assert postings_of("text_stems", "ferri") == [(0, 2.0), (1, 1.0)]
    assert list(reader.postings("text", "the").value_as("positions")) == [0, 2]
    assert (reader.doc_field_length(0, "text"), reader.doc_field_length(0, "text_stems")) == (4, 4)
    assert reader.column_reader("key", translate=False)[1] == 8
    reader.close()


def test_the_parts_of_a_field_lie_apart(tmp_path):
    reader = written(tmp_path, [{"byline": ["Ada Marsh", "Bilal Crane"], "topic": ["", "Sea"]}])
    places = {
        term: list(reader.postings("byline", term).value_as("positions")) for term in reader.lexicon("byline")
    }
    assert places == {b"ada": [0], b"marsh": [1], b"bilal": [102], b"crane": [103]}
    assert list(reader.postings("topic", "sea").value_as("positions")) == [100]
    reader.close()


def test_whoosh_searches_what_we_write(tmp_path):
    written(tmp_path, [{"text": "the ferry runs by night"}, {"text": "by ferry the night runs"}]).close()
    with open_dir(tmp_path, indexname="articles").searcher() as searcher:
        (hit,) = searcher.search(Phrase("text", ["ferry", "runs"]))
        assert hit[KEY] == 7
        assert hit.fields() == {}, "what a document says is in the database alone"
        assert len(searcher.search(Term("text", "night"))) == 2


def test_a_long_text_in_many_blocks_and_parts_is_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(posting_blocks, "BLOCK", 50)
    monkeypatch.setattr("articles.search.backends.segments.inversion.PART", 300)
    lot = random.Random(5)
    documents = [
        {
            "text": " ".join(
                lot.choice(["sea", "port", "tax", f"n{lot.randrange(300)}"]) for _ in range(lot.randrange(90))
            )
        }
        for _ in range(130)
    ]
    documents.append({"text": "sea " * 20_000 + "port"})
    ours, theirs = written(tmp_path, documents), stock(documents)
    assert all_of(ours, len(documents)) == all_of(theirs, len(documents))
    ours.close()


def test_a_place_far_into_a_text_is_kept(tmp_path):
    reader = written(tmp_path, [{"text": "a " * 2_200_000 + "end"}])
    assert list(reader.postings("text", "end").value_as("positions")) == [2_200_000]
    assert reader.doc_field_length(0, "text") == 106_374
    assert reader.field_length("text") == 2_200_001
    reader.close()


def test_many_terms_are_each_found_by_their_hash(tmp_path):
    many = [f"w{number}" for number in range(3_000)]
    reader = written(tmp_path, [{"text": " ".join(many)}])
    assert all(("text", word) in reader for word in many)
    assert ("text", "w3000") not in reader
    assert isinstance(reader.postings("text", "w2999").id(), int)
    reader.close()


def test_deleted_documents_are_gone_for_whoosh_too(tmp_path):
    written(tmp_path, [{"text": "sea"}, {"text": "sea"}]).close()
    contents = read_contents(tmp_path, Scope.ARTICLES)
    contents.segments[0].delete_document(0)
    write_contents(tmp_path, Scope.ARTICLES, contents.segments, after=contents)
    with open_dir(tmp_path, indexname="articles").searcher() as searcher:
        assert [hit[KEY] for hit in searcher.search(Term("text", "sea"))] == [8]


def test_a_vocabulary_serves_several_segments(tmp_path):
    vocabulary = Vocabulary()
    written(tmp_path, [{"text": "sea"}], vocabulary).close()
    reader = written(tmp_path, [{"text": "Port sea, port"}], vocabulary)
    assert list(reader.lexicon("text")) == [b"port", b"sea"]
    reader.close()


def test_columns_lie_so_that_numpy_can_map_them(tmp_path):
    written(tmp_path, [{"earliest": 733_000}, {}, {"earliest": 1}]).close()
    (segment,) = read_contents(tmp_path, Scope.ARTICLES).segments
    with SegmentMembers(tmp_path, segment) as members:
        assert members.numbers("earliest").tolist() == [733_000, 0, 1]
        assert members.numbers("key").tolist() == [7, 8, 9]
        assert members.numbers("nothing").tolist() == []


def test_the_table_before_the_newest_stays_with_its_segments(tmp_path):
    for text in ("one", "two", "three"):
        written(tmp_path, [{"text": text}]).close()
    assert sorted(path.name for path in tmp_path.glob("*.toc")) == ["_articles_1.toc", "_articles_2.toc"]
    assert len(list(tmp_path.glob("*.seg"))) == 2


def test_an_error_leaves_no_half_of_a_segment(tmp_path, monkeypatch):
    builder = SegmentBuilder(FIELDS)
    builder.add(whole({"text": "sea"}, 0), digest(0))

    def fail(*arguments):
        raise OSError("disk full")

    monkeypatch.setattr("articles.search.backends.segments.building.SegmentFile.write_nothing_stored", fail)
    with pytest.raises(OSError, match="disk full"):
        builder.write(tmp_path, "articles")
    assert list(tmp_path.iterdir()) == []


@given(
    texts=st.lists(st.text(max_size=80), min_size=1, max_size=20),
)
def test_what_stands_between_spaces_is_read_as_in_its_text(texts):
    vocabulary = Vocabulary()
    for text in texts:
        numbers = np.frombuffer(vocabulary.numbers(text), np.uint32)
        assert [vocabulary.words[number] for number in numbers] == list(words(text))


def test_passages_have_the_numbers_of_their_words_whether_or_not_they_were_met_before():
    vocabulary = Vocabulary()
    first, second = "The quay will close,", "No,"
    both = vocabulary.numbers_of_passages([first, second, first])
    assert [vocabulary.words[n] for n in np.frombuffer(both, np.uint32)] == [
        *("the", "quay", "will", "close"),
        "no",
        *("the", "quay", "will", "close"),
    ]
    for _ in range(2):
        assert vocabulary.numbers(first) + vocabulary.numbers(second) == both[:20]


def test_no_segment_takes_the_name_of_another_whoever_seeds_random_numbers(tmp_path):
    for number in range(2):
        random.seed(5)
        written(tmp_path, [{"text": "Sea."}] * (number + 1)).close()
    assert len(list(tmp_path.glob("articles_*.seg"))) == 2
