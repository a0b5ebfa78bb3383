"""What happens to the index when a disk is full, a folder belongs to others or files are damaged."""

import json
import os
import random
import resource
import shutil
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from haystack import connections

from articles.models import IndexChange
from articles.search import SearchRequest, drain_outbox, index_problem, needs_rebuild, search
from tests.factories import make_article, make_quote

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # Whoosh leaves a damaged table of contents open until it is collected.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in. <_io.FileIO:pytest.PytestUnraisableExceptionWarning"
    ),
]

NOBODY = 65534


@pytest.fixture
def folder():
    """Return the folder of an index of one article with one quote."""
    make_quote(make_article(headline="Ferry by night"))
    return connections["default"].get_backend().folder


def total(text):
    return search(SearchRequest(text=text)).total


@contextmanager
def files_no_longer_than(length):
    """Have the system refuse what makes a file longer, as it does on a full disk."""
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, former[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)


@contextmanager
def not_writable(path):
    """Take the right to write in a folder from this process, which may be the administrator's."""
    folders = [path, *(each for each in path.rglob("*") if each.is_dir())]
    above = [each for each in path.parents if str(each).startswith(("/tmp/", "/var/"))]  # noqa: S108  where pytest puts its folders
    modes = {each: each.stat().st_mode for each in (*folders, *above)}
    for each in above:
        each.chmod(modes[each] | 0o011)
    for each in folders:
        each.chmod(0o555)
    for file in path.rglob("*.lock"):
        modes[file] = file.stat().st_mode
        file.chmod(0o444)
    is_administrator = os.geteuid() == 0
    if is_administrator:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_administrator:
            os.seteuid(0)
        for each, mode in modes.items():
            each.chmod(mode)


def test_on_a_full_disk_the_old_index_answers_and_the_change_waits(folder, caplog):
    words = " ".join(f"w{number:08x}" for number in random.Random(1).choices(range(2**31), k=60_000))
    with files_no_longer_than(100_000):
        make_article(headline="Ferry by day", body=words)
        assert "The search index cannot be written" in caplog.text
        assert total("headline:ferry") == 1
        assert IndexChange.objects.exists()
    drain_outbox()
    assert total("headline:ferry") == 2
    folder.check(in_full=True)


def test_a_rebuild_on_a_full_disk_says_so_and_leaves_the_old_index(folder):
    make_article(body=" ".join(f"w{number}" for number in range(60_000)))
    with (
        files_no_longer_than(20_000),
        pytest.raises((CommandError, OSError), match=r"File too large|cannot be written"),
    ):
        call_command("rebuild_index", verbosity=0)
    assert total("headline:ferry") == 1
    assert [path.name for path in folder.path.glob("generation-*")] == [folder.current().name]
    folder.check(in_full=True)


def test_in_a_folder_that_may_not_be_written_the_old_index_answers_and_the_change_waits(folder, caplog):
    with not_writable(folder.path):
        assert "cannot be written (Permission denied)" in index_problem().message
        assert not needs_rebuild()
        make_article(headline="Ferry by day")
        assert "cannot be written" in caplog.text
        assert total("headline:ferry") == 1
    drain_outbox()
    assert total("headline:ferry") == 2


def scramble(path):
    path.write_bytes(bytes(255 - byte for byte in path.read_bytes()))


def cut(path):
    path.write_bytes(path.read_bytes()[:40])


def change_version(folder):
    pointed = json.loads(folder.pointer.read_text())
    folder.pointer.write_text(json.dumps(pointed | {"schema": 1}))


def segments(folder):
    return [path for path in folder.current().iterdir() if path.suffix == ".seg"]


def tables(folder):
    return list(folder.current().glob("*.toc"))


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda folder: shutil.rmtree(folder.path), id="no-index"),
        pytest.param(lambda folder: shutil.rmtree(folder.current()), id="no-generation"),
        pytest.param(lambda folder: [path.unlink() for path in segments(folder)], id="no-segments"),
        pytest.param(lambda folder: [cut(path) for path in segments(folder)], id="segments-cut"),
        pytest.param(lambda folder: [path.unlink() for path in tables(folder)], id="no-tables"),
        pytest.param(lambda folder: [scramble(path) for path in tables(folder)], id="tables-scrambled"),
        pytest.param(lambda folder: folder.pointer.write_text("{"), id="pointer-cut"),
        pytest.param(change_version, id="another-version"),
    ],
)
def test_a_damaged_index_is_said_on_the_page_browsing_goes_on_and_one_command_mends_it(
    folder, client, damage
):
    article = make_article(headline="Bridge by day")
    damage(folder)
    page = client.get(reverse("search"), {"q": "ferry"})
    assert page.status_code == 503
    assert "Search is away for the moment" in page.content.decode()
    assert client.get(article.get_absolute_url()).status_code == 200
    assert client.get("/").status_code == 200
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert "manage.py rebuild_index" in ready.content.decode()
    article.headline = "Bridge by dawn"
    article.save()
    call_command("rebuild_index", verbosity=0)
    assert client.get("/readyz").status_code == 200
    assert (total("headline:dawn"), total("headline:ferry")) == (1, 1)
    assert not IndexChange.objects.exists()
