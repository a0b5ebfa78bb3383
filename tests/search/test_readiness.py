"""What /readyz reads to know that the index answers: little, and enough."""

import json
import sys
from pathlib import Path

import pytest
from haystack import connections

from articles.search import rebuild
from tests.factories import make_article, make_quote

pytestmark = [pytest.mark.whoosh, pytest.mark.django_db(transaction=True)]

# Sets that hear which segments are opened.
listeners = []


def tell_opened(event, args):
    if listeners and event == "open" and str(args[0]).endswith(".seg"):
        for listener in listeners:
            listener.add(Path(args[0]).name)


# There is no way to take a hook away again.
sys.addaudithook(tell_opened)


@pytest.fixture
def folder():
    """Return the folder of an index of one article with one quote."""
    make_quote(make_article())
    return connections["default"].get_backend().folder


@pytest.fixture
def ask(client):
    """Return a function that asks /readyz and returns its status and the segments it opened."""

    def ask():
        listeners.append(opened := set())
        try:
            return client.get("/readyz").status_code, opened
        finally:
            listeners.clear()

    return ask


def segments(folder):
    """Return those that the newest tables of contents name."""
    sealed = json.loads((folder.current() / "seal").read_text())
    return {name for name, record in sealed.items() if record and name.endswith(".seg")}


def test_of_an_index_that_nobody_touched_no_segment_is_read_again(folder, ask):
    assert ask() == (200, segments(folder))
    assert ask() == (200, set())


def test_of_a_commit_only_the_new_segments_are_read(folder, ask):
    ask()
    before = segments(folder)
    make_article()
    assert len(segments(folder) - before) == 1
    assert ask() == (200, segments(folder) - before)
    assert ask() == (200, set())


def test_an_index_that_was_rebuilt_is_read_whole(folder, ask):
    ask()
    rebuild()
    assert ask() == (200, segments(folder))


def test_a_segment_that_was_overwritten_after_it_was_found_whole_is_noticed(folder, ask):
    ask()
    path = folder.current() / min(segments(folder))
    path.write_bytes(bytes(255 - byte for byte in path.read_bytes()))
    assert ask()[0] == 503
    assert ask()[0] == 503
    rebuild()
    assert ask()[0] == 200


def test_a_list_of_segments_that_was_overwritten_is_noticed(folder, ask):
    ask()
    path = max(folder.current().glob("_quotes_*.toc"))
    path.write_bytes(bytes(255 - byte for byte in path.read_bytes()))
    assert ask()[0] == 503
    rebuild()
    assert ask()[0] == 200
