"""Processes that read items ahead of the one that stores them."""

import multiprocessing
import os
import signal

import pytest

from articles.importing import Input, import_inputs, readings
from articles.importing.readings import Readers
from articles.models import Article, ImportRecord
from articles.text.errors import UnreadableInput
from articles.text.readers import Item

TEXT = "Harbour fee {0} to fall\n\nThe harbour board met on Monday. “We will lower fee {0},” said Ada Marsh, its chair.\n"


@pytest.fixture
def at_once(monkeypatch):
    """Let other processes read from the first item on."""
    monkeypatch.setattr(readings, "AT_FIRST", 0)


@pytest.fixture
def inputs(tmp_path):
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text(TEXT.format(number), encoding="utf-8")
    (tmp_path / "05.txt").write_bytes(b"")
    return [Input(name=path.name, path=path) for path in sorted(tmp_path.iterdir())]


@pytest.mark.django_db(transaction=True)
def test_what_other_processes_read_is_stored_in_the_order_given(inputs, at_once):
    results = list(import_inputs(inputs, processes=2))
    assert [result.name for result in results] == [f"{number:02}.txt" for number in range(12)]
    assert (results[5].outcome, results[5].reason) == ("failed", "The file is empty.")
    assert {result.outcome for result in results[:5] + results[6:]} == {"created"}
    assert ImportRecord.objects.count() == 12
    article = Article.objects.get(headline="Harbour fee 7 to fall")
    assert [str(quote.speaker) for quote in article.quotes.spoken()] == ["Ada Marsh"]


@pytest.mark.django_db(transaction=True)
def test_what_the_archive_has_is_not_read_again(inputs, at_once, monkeypatch):
    list(import_inputs(inputs))
    begun = []
    monkeypatch.setattr(Readers, "begin", lambda _, item: begun.append(item.name))
    assert {result.outcome for result in import_inputs(inputs, processes=2)} == {"unchanged", "failed"}
    assert begun == ["05.txt"]


def test_a_process_that_dies_takes_no_item_along(at_once):
    with Readers(1) as readers:
        item = Item("a.txt", TEXT.format(1).encode())
        assert readers.begin(item)().article.headline.value == "Harbour fee 1 to fall"
        (process,) = multiprocessing.active_children()
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        pending = [readers.begin(Item(f"{n}.txt", TEXT.format(n).encode())) for n in (2, 3)]
        assert [reading().article.headline.value for reading in pending] == [
            "Harbour fee 2 to fall",
            "Harbour fee 3 to fall",
        ]


def test_a_fault_in_another_process_is_the_same_as_in_this_one(at_once):
    with Readers(1) as readers, pytest.raises(UnreadableInput, match="The file is empty"):
        readers.begin(Item("empty.txt", b""))()


def test_processes_end_with_their_import(at_once):
    with Readers(2) as readers:
        readers.begin(Item("a.txt", TEXT.format(1).encode()))()
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()
