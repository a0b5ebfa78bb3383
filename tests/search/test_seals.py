"""The files of an index are held against their seal, and what the dead leave is cleared."""

import json
import threading

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from haystack import connections

from articles.models import Article, IndexChange
from articles.search import (
    SearchRequest,
    SearchUnavailable,
    drainers,
    index_problem,
    needs_rebuild,
    rebuild,
    search,
    work,
)
from articles.search.backends.generations import fingerprints, storage
from articles.text.unnamed import Standing
from tests.factories import make_article, make_quote

pytestmark = [
    pytest.mark.whoosh,
    pytest.mark.django_db(transaction=True),
    # Whoosh leaves a damaged table of contents open until it is collected.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in. <_io.FileIO:pytest.PytestUnraisableExceptionWarning"
    ),
]


@pytest.fixture
def folder():
    """Return the folder of an index of one article with one quote."""
    make_quote(make_article())
    return connections["default"].get_backend().folder


def segments(folder):
    """Return the segments that the newest tables of contents name."""
    sealed = json.loads((folder.current() / "seal").read_text())
    return [folder.current() / name for name, record in sealed.items() if record and name.endswith(".seg")]


def table(folder, index="articles"):
    return max(folder.current().glob(f"_{index}_*.toc"), key=lambda path: int(path.stem.split("_")[2]))


def warnings():
    """Return what `manage.py check` says of the index."""
    found = run_checks(include_deployment_checks=True)
    return [(each.id, each.msg, each.hint) for each in found if each.id.startswith("articles.")]


def test_a_whole_index_is_no_matter_for_a_check(folder):
    folder.check(in_full=True)
    assert warnings() == []
    assert index_problem() is None


def test_a_commit_and_a_rebuild_are_sealed(folder):
    make_article()
    folder.check(in_full=True)
    rebuild()
    folder.check(in_full=True)
    sealed = json.loads((folder.current() / "seal").read_text())
    assert sealed.keys() == {path.name for path in folder.current().iterdir()} - {"seal"}
    lengths = {name: record[0] for name, record in sealed.items() if record}
    assert lengths == {name: (folder.current() / name).stat().st_size for name in lengths}


def test_a_file_cut_short_is_noticed_without_reading_it(folder):
    (first, *_) = segments(folder)
    length = first.stat().st_size
    first.write_bytes(first.read_bytes()[:-1])
    ((code, message, hint),) = warnings()
    assert code == "articles.W001"
    assert message == f"The search index is damaged: {first.name} has {length - 1} bytes instead of {length}."
    assert hint == "Run `manage.py rebuild_index`."
    assert index_problem()
    assert needs_rebuild()


def test_a_byte_that_changed_is_noticed_by_its_digest(folder):
    (first, *_) = segments(folder)
    content = bytearray(first.read_bytes())
    content[len(content) // 2] ^= 1
    first.write_bytes(content)
    folder.check()
    with pytest.raises(SearchUnavailable, match=f"{first.name} is not what was written"):
        folder.check(in_full=True)
    ((code, _, hint),) = warnings()
    assert (code, hint) == ("articles.W001", "Run `manage.py rebuild_index`.")
    rebuild()
    assert warnings() == []


@pytest.mark.parametrize("is_gone", [True, False], ids=["gone", "nonsense"])
@pytest.mark.parametrize(
    "find",
    [
        pytest.param(lambda folder: segments(folder)[0], id="segment"),
        pytest.param(table, id="table"),
        pytest.param(lambda folder: folder.current() / "seal", id="seal"),
        pytest.param(lambda folder: folder.pointer, id="pointer"),
    ],
)
def test_a_file_that_is_gone_or_nonsense_is_damage_that_a_rebuild_mends(folder, find, is_gone):
    file = find(folder)
    if is_gone:
        file.unlink()
    else:
        file.write_text("[7]")
    assert index_problem()
    assert [code for code, _, _ in warnings()] == ["articles.W001"]
    call_command("rebuild_index", verbosity=0)
    assert index_problem() is None
    assert warnings() == []
    assert search(SearchRequest(text="harbour")).total == 1


def test_a_writer_does_not_seal_damage_away(folder):
    segments(folder)[0].unlink()
    make_article()
    with pytest.raises(SearchUnavailable, match="is missing"):
        folder.check()


@pytest.mark.parametrize("index", ["articles", "quotes"])
def test_nobody_goes_on_from_the_list_of_segments_before_a_newest_that_is_gone(folder, client, caplog, index):
    ferry = make_article(headline="Ferry by day")
    make_quote(ferry)
    newest = table(folder, index)
    newest.unlink()
    sealed = (folder.current() / "seal").read_text()
    expected = f"The search index is damaged: {newest.name} is missing."
    make_article(headline="Bridge by day")
    with pytest.raises(SearchUnavailable, match=expected):
        connections["default"].get_backend().remove(ferry)
    assert expected in caplog.text
    assert not newest.exists()
    assert (folder.current() / "seal").read_text() == sealed
    assert [message for _, message, _ in warnings()] == [expected]
    ready = client.get("/readyz")
    assert (ready.status_code, ready.content.decode()) == (
        503,
        f"{expected} Run `manage.py rebuild_index`.\n",
    )
    with pytest.raises(CommandError):
        call_command("update_index", verbosity=0)
    call_command("rebuild_index", verbosity=0)
    assert client.get("/readyz").status_code == 200
    assert search(SearchRequest(text="headline:(ferry OR bridge)")).total == 2
    assert not IndexChange.objects.exists()


@pytest.mark.parametrize("damage", ["cut", "scrambled", "gone"])
def test_a_worker_tells_of_damage_and_lives(folder, monkeypatch, damage):
    monkeypatch.setattr(drainers, "STAND_BY", 0)
    (file, *_) = segments(folder)
    content = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(content[:50] if damage == "cut" else bytes(255 - byte for byte in content))
    article = make_article(headline="Ferry by day")
    stopping = threading.Event()
    working = work(stopping)
    assert next(working).problem.startswith("The search index is damaged: ")
    rebuild()
    IndexChange.objects.record("article", [article.pk])
    assert next(working).rows == 1
    stopping.set()
    assert list(working) == []
    assert search(SearchRequest(text="headline:ferry")).total == 1


def test_a_writer_that_died_before_it_sealed_is_no_damage(folder):
    seal = folder.current() / "seal"
    before = seal.read_text()
    make_article()
    seal.write_text(before)
    folder.check(in_full=True)
    with folder.writing():
        pass
    assert seal.read_text() != before
    folder.check(in_full=True)


def test_the_next_writer_clears_what_a_killed_one_left(folder):
    generation = folder.current()
    left = [
        generation / "articles_dead1.seg",
        generation / "_articles_99.toc.new",
        generation / "articles.tmp",
    ]
    left[0].write_text("half")
    left[1].write_text("half")
    left[2].mkdir()
    (left[2] / "run").write_text("half")
    abandoned = folder.new_generation()
    make_article()
    assert not any(path.exists() for path in (*left, abandoned))
    folder.check(in_full=True)


def test_nobody_clears_what_a_running_rebuild_makes(folder):
    with folder.rebuilding():
        generation = folder.new_generation()
        make_article()
        assert generation.exists()


def test_an_index_of_other_fields_or_another_analysis_says_so(folder, monkeypatch):
    monkeypatch.setattr(storage, "fingerprint", lambda: "another")
    assert "another version" in index_problem().message
    ((code, _, hint),) = warnings()
    assert (code, hint) == ("articles.W001", "Run `manage.py rebuild_index`.")
    rebuild()
    assert index_problem() is None


@pytest.mark.parametrize("unsaid", ["schema", "fingerprint"])
def test_an_index_that_says_less_of_its_maker_is_of_another_version_and_not_damaged(folder, unsaid):
    pointed = json.loads(folder.pointer.read_text())
    del pointed[unsaid]
    folder.pointer.write_text(json.dumps(pointed))
    expected = "The search index was made by another version of this program. Run `manage.py rebuild_index`."
    assert index_problem().message == expected
    with pytest.raises(SearchUnavailable, match="another version"):
        search(SearchRequest())


@pytest.mark.parametrize(
    ("name", "other"), [("stem", lambda word: word), ("standing_of", lambda _: Standing())]
)
def test_the_fingerprint_changes_with_the_analysis(monkeypatch, name, other):
    before = fingerprints.fingerprint()
    fingerprints.fingerprint.cache_clear()
    monkeypatch.setattr(fingerprints, name, other)
    try:
        assert fingerprints.fingerprint() != before
    finally:
        fingerprints.fingerprint.cache_clear()


def test_an_archive_without_articles_needs_no_index():
    assert warnings() == []


def test_articles_without_an_index_are_named(folder):
    Article.objects.update(headline="Changed by nobody's leave")
    folder.pointer.unlink()
    assert warnings() == [
        ("articles.W001", "The search index has not been built yet.", "Run `manage.py rebuild_index`.")
    ]


def test_changes_that_nobody_indexes_are_named(folder):
    with folder.writing():
        IndexChange.objects.record("article", [1])
    assert warnings() == []
    IndexChange.objects.update(queued_at="2020-01-01T00:00Z")
    assert warnings() == [
        ("articles.W002", "1 change has waited long to be indexed.", "Run `manage.py index_worker --once`.")
    ]
