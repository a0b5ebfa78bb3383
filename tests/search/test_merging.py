"""Merging segments gives the segment that one would write of what is left of them."""

import random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.index import open_dir

from articles.search.backends.generations.contents import read_contents, write_contents
from articles.search.backends.segments import posting_blocks
from articles.search.backends.segments.merging import (
    SMALLEST,
    WIDTH,
    merge,
    merge_if_needed,
    segments_to_merge,
)
from articles.search.requests import Scope
from tests.search.test_segments import DOCUMENTS, all_of, digest, written

pytestmark = pytest.mark.whoosh

COMPARED = st.lists(st.tuples(DOCUMENTS, st.sets(st.integers(0, 5))), min_size=1, max_size=4)


def fill(folder, batches):
    """Write a segment of each batch, delete the documents named, and return what is left."""
    left = []
    for documents, gone in batches:
        if not documents:
            continue
        before = read_contents(folder, Scope.ARTICLES) if any(folder.iterdir()) else None
        written(folder, documents).close()
        contents = read_contents(folder, Scope.ARTICLES)
        segments = list(contents.segments)
        for number in gone:
            if number < len(documents):
                segments[-1].delete_document(number)
        kept = [*(before.segments if before else ()), *segments]
        write_contents(folder, Scope.ARTICLES, kept, after=contents)
        left += [document for number, document in enumerate(documents) if number not in gone]
    return left


@given(batches=COMPARED)
@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_a_merged_segment_is_the_one_of_what_was_left(batches, tmp_path_factory):
    apart = tmp_path_factory.mktemp("apart")
    left = fill(apart, batches)
    if not left:
        return
    merge(apart, Scope.ARTICLES, read_contents(apart, Scope.ARTICLES).segments)
    merged = open_dir(apart, indexname="articles").reader()
    assert merged.doc_count_all() == merged.doc_count() == len(left)
    whole = tmp_path_factory.mktemp("whole")
    alone = written(whole, left)
    ours, theirs = all_of(merged, len(left)), all_of(alone, len(left))
    merged.close()
    alone.close()
    assert ours[:3] == theirs[:3]
    assert {name: total for name, total in ours[4].items() if total} == {
        name: total for name, total in theirs[4].items() if total
    }


def test_columns_go_along(tmp_path):
    fill(tmp_path, [([{"headline": "One"}, {"headline": "Two"}], {0}), ([{"headline": "Three"}], set())])
    merge(tmp_path, Scope.ARTICLES, read_contents(tmp_path, Scope.ARTICLES).segments)
    reader = open_dir(tmp_path, indexname="articles").reader()
    assert [reader.column_reader("digest", translate=False)[number] for number in range(2)] == [
        digest(1),
        digest(0),
    ]
    assert [reader.column_reader("key", translate=False)[number] for number in range(2)] == [8, 7]
    reader.close()


def test_long_postings_in_blocks_are_merged_whole(tmp_path, tmp_path_factory, monkeypatch):
    monkeypatch.setattr(posting_blocks, "BLOCK", 20)
    monkeypatch.setattr("articles.search.backends.segments.inversion.PART", 200)
    lot = random.Random(9)
    batches = [
        (
            [
                {"text": " ".join(lot.choice(("sea", "port", f"n{lot.randrange(90)}")) for _ in range(40))}
                for _ in range(60)
            ],
            {3, 4},
        )
        for _ in range(3)
    ]
    left = fill(tmp_path, batches)
    merge(tmp_path, Scope.ARTICLES, read_contents(tmp_path, Scope.ARTICLES).segments)
    merged = open_dir(tmp_path, indexname="articles").reader()
    alone = written(tmp_path_factory.mktemp("whole"), left)
    assert all_of(merged, len(left))[:3] == all_of(alone, len(left))[:3]
    merged.close()
    alone.close()


def test_what_is_deleted_whole_leaves_no_segment(tmp_path):
    fill(tmp_path, [([{"text": "sea"}], {0}), ([{"text": "port"}], {0})])
    merge(tmp_path, Scope.ARTICLES, read_contents(tmp_path, Scope.ARTICLES).segments)
    assert read_contents(tmp_path, Scope.ARTICLES).segments == ()


def segment_of(documents, deleted=0):
    segment = W3Segment(W3Codec(), "articles", doccount=documents)
    for number in range(deleted):
        segment.delete_document(number)
    return segment


@pytest.mark.parametrize(
    ("segments", "chosen"),
    [
        pytest.param([segment_of(1)] * (WIDTH - 1), 0, id="few-small-ones"),
        pytest.param([segment_of(1)] * WIDTH, WIDTH, id="as-many-as-make-one"),
        pytest.param([segment_of(50_000), *[segment_of(3)] * WIDTH], WIDTH, id="a-large-one-stays"),
        pytest.param([segment_of(SMALLEST + 1)] * WIDTH, WIDTH, id="of-the-next-size"),
        pytest.param([segment_of(10_000_000)] * WIDTH, 0, id="too-large"),
        pytest.param([segment_of(1_000, deleted=600), segment_of(5)], 1, id="mostly-deleted"),
        pytest.param([segment_of(1_000, deleted=300), segment_of(5)], 0, id="a-third-deleted"),
    ],
)
def test_segments_of_a_size_are_merged_where_there_are_many(segments, chosen):
    assert len(segments_to_merge(segments)) == chosen


def test_many_commits_leave_few_segments(tmp_path):
    for scope in Scope:
        write_contents(tmp_path, scope, ())
    for number in range(30):
        fill(tmp_path, [([{"text": f"sea n{number}"}], set())])
        merge_if_needed(tmp_path)
    segments = read_contents(tmp_path, Scope.ARTICLES).segments
    assert len(segments) < WIDTH
    assert sum(segment.doc_count() for segment in segments) == 30
