"""What an inbox takes, and when."""

import io
import os
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from articles import search
from articles.importing import Inbox, InboxUnreadable
from articles.models import Article, ImportBatch, ImportRecord, InboxFile
from articles.search import SearchRequest
from tests.text.webarchives import members, record

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Harbour fee to fall\n\nThe harbour board lowered its fee on Monday, after a long debate.\n"
PAGE = (
    "<html><body><article><h1>Quay closed</h1><p>The old quay was closed on Friday because its stones "
    "had moved.</p><p>“We will mend it by spring,” Ada Marsh, the engineer, said.</p></article></body></html>"
)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def once(folder, **options) -> str:
    out = io.StringIO()
    call_command("watch_inbox", str(folder), once=True, stdout=out, **{"settle": 0.0, **options})
    return out.getvalue()


def names(arrivals) -> list[str]:
    return [arrival.given.name for arrival in arrivals]


def test_a_file_is_taken_when_two_looks_find_it_the_same(folder):
    inbox = Inbox(folder)
    (folder / "fee.txt").write_text("Half of")
    assert names(inbox.arrivals()) == []
    (folder / "fee.txt").write_text("Half of it has come by now")
    assert names(inbox.arrivals()) == []
    assert names(inbox.arrivals()) == ["fee.txt"]


def test_a_single_look_takes_what_has_not_changed_for_some_seconds(folder):
    (folder / "fee.txt").write_text(TEXT)
    # Copied with its old time, and still being written to.
    os.utime(folder / "fee.txt", (0, 0))
    now = time.time()
    assert names(Inbox(folder).arrivals(now=now, settled=5)) == []
    assert names(Inbox(folder).arrivals(now=now + 6, settled=5)) == ["fee.txt"]


def test_what_is_hidden_or_a_link_is_not_taken(folder):
    (folder / ".part").write_text(TEXT)
    (folder / "link.txt").symlink_to(folder / ".part")
    assert Inbox(folder).arrivals(now=time.time() + 1) == []


def test_what_arrives_is_imported_found_and_left_where_it_is(folder):
    (folder / "fee.txt").write_text(TEXT)
    (folder / "2024").mkdir()
    (folder / "2024" / "crawl.warc.gz").write_bytes(
        members(record(content=PAGE.encode()), record(media_type="image/png"))
    )
    report = once(folder)
    assert "2024/crawl.warc.gz: 1 created, 1 skipped\n" in report
    assert "fee.txt: 1 created\n" in report
    assert report.endswith("In all: 2 created, 1 skipped\n")
    assert search.search(SearchRequest(text="stones")).total == 1
    assert (folder / "fee.txt").read_text() == TEXT
    assert ImportBatch.objects.get().finished_at is not None


def test_an_unchanged_file_is_not_read_again_and_nothing_is_said(folder):
    (folder / "fee.txt").write_text(TEXT)
    once(folder)
    assert once(folder) == ""
    assert ImportBatch.objects.count() == 1


def test_a_changed_file_is_imported_again(folder):
    (folder / "fee.txt").write_text(TEXT)
    once(folder)
    (folder / "fee.txt").write_text(f"{TEXT}\nBoats will pay half of it from spring on.\n")
    assert once(folder).startswith("fee.txt: 1 updated\n")
    assert "half" in Article.objects.get().body


def test_a_failed_file_is_named_and_tried_again_only_when_it_changes(folder):
    (folder / "empty.txt").write_text("")
    (folder / "fee.txt").write_text(TEXT)
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 failed"):
        call_command("watch_inbox", str(folder), once=True, settle=0.0, stdout=out)
    assert "failed     empty.txt: The file is empty." in out.getvalue()
    assert "fee.txt: 1 created" in out.getvalue()
    assert once(folder) == ""
    (folder / "empty.txt").write_text(TEXT.replace("fee", "toll").replace("Monday", "Friday"))
    assert once(folder).startswith("empty.txt: 1 created\n")


def test_a_file_that_a_busy_database_refused_is_tried_again(folder):
    (folder / "fee.txt").write_text(TEXT)

    def refuse(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "articles_article" '):
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse), pytest.raises(CommandError, match="1 failed"):
        once(folder)
    assert once(folder).startswith("fee.txt: 1 created\n")


def test_a_file_that_cannot_be_opened_is_not_noted_as_imported(folder, monkeypatch):
    (folder / "fee.txt").write_text(TEXT)
    inbox = Inbox(folder)
    [arrival] = inbox.arrivals(now=time.time() + 1)
    (folder / "fee.txt").unlink()
    inbox.note(arrival)
    assert not InboxFile.objects.exists()


def test_a_folder_that_is_not_there_is_said(folder):
    folder.rmdir()
    with pytest.raises(InboxUnreadable, match="cannot be read: No such file or directory"):
        Inbox(folder).arrivals()
    with pytest.raises(CommandError, match="cannot be read"):
        once(folder)


def test_two_folders_may_hold_files_of_one_name(folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (folder / "fee.txt").write_text(TEXT)
    (other / "fee.txt").write_text(TEXT.replace("fee", "toll").replace("Monday", "Friday"))
    once(folder)
    assert "fee.txt: 1 " in once(other)
    assert InboxFile.objects.count() == 2
    assert ImportRecord.objects.count() == 2
