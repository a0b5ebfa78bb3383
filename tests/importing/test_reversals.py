"""Imports taken back."""

import datetime
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import search
from articles.editing import mark_edited
from articles.importing import undo_batch
from articles.models import (
    Article,
    Conflict,
    ImportBatch,
    ImportRecord,
    IndexChange,
    Original,
    Publication,
    Quote,
    Redirect,
    RemovedText,
    Speaker,
    Topic,
    TopicOmission,
)
from tests.importing.test_import import TEXT

pytestmark = pytest.mark.django_db(transaction=True)

AIRPORT = """Airport fee to rise

Harbour News' Ada Frost reports: the airport board met on Sunday to discuss the new tariff and the roof.

“We will not close it,” Ada Marsh, who chairs the board, told reporters after the long meeting.

Ivo Frost, a pilot, called the plan “a disgrace” and asked for a second opinion on the roof.
"""
NEWER = TEXT.replace("called the plan “long overdue”", "called the plan “much too late”")


class Collection:
    """A folder that is imported now and then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, **texts: str) -> ImportBatch:
        """Import these texts, and nothing else, under their names."""
        for path in self.folder.iterdir():
            path.unlink()
        for name, text in texts.items():
            (self.folder / f"{name}.txt").write_text(text, encoding="utf-8")
        call_command("import_articles", str(self.folder), stdout=io.StringIO())
        return ImportBatch.objects.first()


@pytest.fixture
def collection(tmp_path) -> Collection:
    folder = tmp_path / "collection"
    folder.mkdir()
    return Collection(folder)


@pytest.fixture
def nora(django_user_model):
    return django_user_model.objects.create(username="nora")


def undo(batch: ImportBatch | None = None, **options) -> str:
    out = io.StringIO()
    call_command("undo_import", *([str(batch.pk)] if batch else []), stdout=out, **options)
    return out.getvalue()


def whole() -> None:
    call_command("verify_archive", stdout=io.StringIO())


def everything() -> list:
    models = (
        Article,
        Original,
        Quote,
        Speaker,
        Publication,
        Redirect,
        ImportBatch,
        ImportRecord,
        IndexChange,
    )
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_a_preview_names_what_would_go_and_changes_nothing(collection):
    batch = collection.take(harbour=TEXT, airport=AIRPORT)
    before = everything()
    report = undo(batch)
    assert everything() == before
    articles = {article.headline: article.public_id for article in Article.objects.all()}
    assert report.splitlines() == [
        f"removed     article {articles['Harbour fee to fall by spring']} (Harbour fee to fall by spring)",
        f"removed     article {articles['Airport fee to rise']} (Airport fee to rise)",
        "removed     speaker Ada Marsh",
        "removed     speaker Ivo Frost",
        "removed     speaker Tom Hale",
        "removed     publication Harbour News",
        "Preview, nothing changed: 6 removed, 0 taken back, 0 kept. --apply does it.",
    ]


def test_what_a_batch_created_goes_with_all_that_nothing_else_names(collection):
    collection.take(harbour=TEXT)
    batch = collection.take(airport=AIRPORT)
    assert "3 removed, 0 taken back, 0 kept" in undo(batch, apply=True)
    assert [article.headline for article in Article.objects.all()] == ["Harbour fee to fall by spring"]
    assert Original.objects.count() == 1
    assert sorted(Speaker.objects.values_list("slug", flat=True)) == ["ada-marsh", "tom-hale"]
    assert not Publication.objects.exists()
    batch.refresh_from_db()
    assert batch.undone_at is not None
    assert search.search(search.SearchRequest(text="airport")).total == 0
    whole()


def test_the_addresses_of_what_vanished_say_why(collection, client):
    batch = collection.take(airport=AIRPORT)
    article = Article.objects.get()
    quote = article.quotes.get(words="a disgrace")
    Redirect.objects.create(
        kind="vanished", old="earlierquote", new=article.public_id, reason="Its text changed."
    )
    Redirect.objects.create(kind="article", old="earlieraddre", new=article.public_id)
    addresses = [
        article.get_absolute_url(),
        quote.get_absolute_url(),
        Speaker.objects.get(slug="ivo-frost").get_absolute_url(),
        Publication.objects.get().get_absolute_url(),
        "/articles/earlieraddre/",
        "/quotes/earlierquote/",
    ]
    undo(batch, apply=True)
    for address, reason in zip(
        addresses,
        [
            "The import that brought it was undone.",
            "The import that brought its article was undone.",
            "The import that brought it was undone.",
            "The import that brought it was undone.",
            "The import that brought it was undone.",
            "Its text changed.",
        ],
        strict=True,
    ):
        response = client.get(address)
        assert response.status_code == 410, address
        assert reason in response.content.decode()
        assert "noindex" in response.content.decode()
    whole()


def test_importing_it_again_brings_the_same_addresses_back(collection, client):
    batch = collection.take(airport=AIRPORT)
    article = Article.objects.get()
    addresses = [
        thing.get_absolute_url()
        for thing in (article, *article.quotes.all(), *Speaker.objects.all(), *Publication.objects.all())
    ]
    undo(batch, apply=True)
    collection.take(airport=AIRPORT)
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)
    assert not Redirect.objects.exists()
    whole()


def test_what_readers_could_not_see_leaves_no_stub(collection, client):
    collection.take(airport=AIRPORT)
    Publication.objects.update(rights="private")
    batch = collection.take(
        harbour=AIRPORT.replace("on Sunday", "on Tuesday").replace("Airport fee", "Runway fee")
    )
    address = batch.records.get().article.get_absolute_url()
    undo(batch, apply=True)
    assert client.get(address).status_code == 404
    assert not Redirect.objects.exists()


def test_an_article_that_a_batch_updated_goes_back_to_its_previous_original(collection, client):
    collection.take(harbour=TEXT)
    article = Article.objects.get()
    first = dict(article.quotes.values_list("public_id", "words"))
    batch = collection.take(harbour=NEWER)
    newer = article.quotes.get(words="much too late")
    assert "0 removed, 1 taken back, 0 kept" in undo(batch, apply=True)
    assert bytes(article.originals.get().content) == TEXT.encode()
    assert dict(article.quotes.values_list("public_id", "words")) == first
    assert client.get(article.get_absolute_url()).status_code == 200
    assert client.get(newer.get_absolute_url()).status_code == 410
    whole()
    collection.take(harbour=NEWER)
    assert client.get(newer.get_absolute_url()).status_code == 200


def test_speakers_whom_only_the_newer_version_quoted_go_with_it(collection):
    collection.take(harbour=TEXT)
    batch = collection.take(harbour=TEXT.replace("Tom Hale", "Ivo Frost"))
    report = undo(batch)
    assert "removed     speaker Ivo Frost" in report
    undo(batch, apply=True)
    # An earlier speaker left by the newer version stays where he was.
    assert sorted(Speaker.objects.values_list("slug", flat=True)) == ["ada-marsh", "tom-hale"]


def test_several_versions_in_one_batch_go_together(collection, tmp_path):
    collection.take(harbour=TEXT)
    for number, text in enumerate((NEWER, NEWER.replace("on Monday", "on Tuesday"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "harbour.txt").write_text(text, encoding="utf-8")
    call_command("import_articles", str(tmp_path / "0"), str(tmp_path / "1"), stdout=io.StringIO())
    undo(ImportBatch.objects.first(), apply=True)
    assert bytes(Original.objects.get().content) == TEXT.encode()
    whole()


def test_an_older_batch_waits_for_the_newer_version_to_be_undone(collection):
    first = collection.take(harbour=TEXT)
    second = collection.take(harbour=NEWER)
    report = undo(first, apply=True)
    assert "A later import brought a newer version: undo that one first." in report
    assert Article.objects.get().originals.count() == 2
    undo(second, apply=True)
    assert Article.objects.get().originals.count() == 1


def kept_beside(article: Article, batch: ImportBatch, content: bytes) -> Original:
    """Return an original that a batch brought although the article is not made from it."""
    digest = hashlib.sha256(content).hexdigest()
    original = Original.objects.create(
        sha256=digest,
        content=content,
        size=len(content),
        name="harbour.txt",
        media_type="text/plain",
        article=article,
        is_current=False,
    )
    batch.records.create(name="harbour.txt", sha256=digest, outcome="unchanged", article=article)
    return original


def test_an_earlier_version_that_a_batch_brought_beside_goes_and_the_article_stays(collection, nora):
    collection.take(harbour=TEXT)
    article = Article.objects.get()
    mark_edited(article, fields=["headline"], editor=nora)
    batch = ImportBatch.objects.create()
    kept_beside(article, batch, b"An earlier capture.")
    line = f"removed     earlier version of {article.public_id} (Harbour fee to fall by spring)\n"
    assert line in undo(batch)
    assert article.originals.count() == 2
    assert line in undo(batch, apply=True)
    assert bytes(article.originals.get().content) == TEXT.encode()
    whole()


def test_an_article_goes_back_to_what_it_was_made_from_not_to_what_was_kept_beside_it(collection):
    collection.take(harbour=TEXT)
    kept_beside(Article.objects.get(), ImportBatch.objects.create(), b"An earlier capture.")
    undo(collection.take(harbour=NEWER), apply=True)
    assert bytes(Original.objects.get(is_current=True).content) == TEXT.encode()
    assert Original.objects.count() == 2


def test_an_import_that_found_everything_unchanged_brought_nothing(collection):
    collection.take(harbour=TEXT)
    batch = collection.take(harbour=TEXT)
    assert undo(batch, apply=True) == "0 removed, 0 taken back, 0 kept\n"
    assert Article.objects.exists()


def test_what_was_there_before_and_only_read_anew_stays(collection):
    collection.take(harbour=TEXT)
    Article.objects.update(pipeline_version="1")
    batch = collection.take(harbour=TEXT)
    assert batch.records.get().outcome == "updated"
    assert "It was only read anew: its bytes were there before." in undo(batch, apply=True)
    assert Article.objects.exists()


def test_the_bytes_of_a_deleted_article_that_came_again_are_not_the_batchs(collection):
    collection.take(harbour=TEXT)
    Article.objects.all().delete()
    batch = collection.take(harbour=TEXT)
    undo(batch, apply=True)
    assert not Article.objects.exists()
    assert bytes(Original.objects.get().content) == TEXT.encode()


def edits(article: Article, nora) -> dict[str, tuple[str, Callable[[], object]]]:
    """Return what an editor may do to an article, by name, each with how the report says it."""
    first = article.quotes.first()
    topic = Topic.objects.create(name="Fees", slug="fees")
    conflict = Conflict(
        article=article, original=article.originals.get(), field="headline", resolved_at=timezone.now()
    )
    restored = RemovedText(
        article=article, text="Click here", rule="line", position=0, restored_at=timezone.now()
    )
    removed = Redirect(
        kind="vanished", old="wasaquote", new=article.public_id, reason="Removed by an editor."
    )
    return {
        "headline": ("set its headline", lambda: mark_edited(article, fields=["headline"], editor=nora)),
        "byline": ("set its byline", lambda: mark_edited(article, fields=["byline"], editor=nora)),
        "review": ("decided on its quotes", lambda: changed(first, review_state="confirmed")),
        "note": ("decided on its quotes", lambda: article.quotes.update(notes="Checked.")),
        "mark": ("decided on its quotes", lambda: mark_edited(first, fields=["kind"], editor=nora)),
        "removal": ("decided on its quotes", removed.save),
        "restoring": ("restored removed text", restored.save),
        "conflict": ("decided on a conflict", conflict.save),
        "notes": ("changed it", lambda: Article.objects.update(notes="See also the minutes.")),
        "topics": ("changed it", lambda: article.topics.add(topic)),
        "leaving out": ("changed it", lambda: TopicOmission.objects.create(topic=topic, article=article)),
        "hiding": ("changed it", lambda: changed(article, visibility="hidden")),
        "rights": ("changed it", lambda: changed(article, rights="quotes")),
    }


def changed(thing: Article | Quote, **values) -> None:
    for field, value in values.items():
        setattr(thing, field, value)
    thing.save()


EDITS = (
    "headline",
    "byline",
    "review",
    "note",
    "mark",
    "removal",
    "restoring",
    "conflict",
    "notes",
    "topics",
    "leaving out",
    "hiding",
    "rights",
)


def test_an_article_that_a_topic_found_by_itself_goes_with_its_import(collection):
    batch = collection.take(harbour=TEXT)
    topic = Topic.objects.create(name="Fees", slug="fees", query="fee")
    assert topic.articles.count() == 1
    assert "An editor" not in undo(batch, apply=True)
    assert not topic.articles.exists()
    whole()


@pytest.mark.parametrize("edit", EDITS)
def test_what_an_editor_touched_is_left_whole_and_named(collection, nora, edit):
    batch = collection.take(harbour=TEXT)
    article = Article.objects.get()
    did, make = edits(article, nora)[edit]
    make()
    report = undo(batch, apply=True)
    named = f"kept        article {article.public_id} (Harbour fee to fall by spring): An editor {did}."
    assert report.splitlines()[0] == named
    assert "0 removed, 0 taken back, 1 kept" in report
    assert article.originals.get().is_current
    assert article.quotes.count() == Quote.objects.count() > 0
    whole()


def test_speakers_and_publications_that_an_editor_worked_on_stay(collection, nora):
    batch = collection.take(airport=AIRPORT)
    LogEntry.objects.log_actions(nora.pk, [Speaker.objects.get(slug="ada-marsh")], CHANGE)
    Redirect.objects.create(kind="speaker", old="i-frost", new="ivo-frost", reason="Merged.")
    Publication.objects.update(website="https://news.example/")
    report = undo(batch, apply=True)
    for name in ("speaker Ada Marsh", "speaker Ivo Frost", "publication Harbour News"):
        assert f"kept        {name}: An editor changed it." in report
    assert sorted(Speaker.objects.values_list("slug", flat=True)) == ["ada-marsh", "ivo-frost"]
    assert Publication.objects.exists()
    whole()


def test_an_erased_previous_original_is_no_way_back(collection):
    collection.take(harbour=TEXT)
    batch = collection.take(harbour=NEWER)
    Original.objects.filter(is_current=False).update(content=None, erased_at=timezone.now())
    assert "Its previous original was erased." in undo(batch, apply=True)
    assert Original.objects.count() == 2


def test_undoing_twice_says_so(collection):
    batch = collection.take(harbour=TEXT)
    undo(batch, apply=True)
    with pytest.raises(
        CommandError, match=rf"Import {batch.pk} was undone on {datetime.datetime.now(datetime.UTC):%Y}-"
    ):
        undo(batch, apply=True)
    with pytest.raises(CommandError, match="There is no import 999"):
        call_command("undo_import", "999")


def test_an_undoing_that_was_killed_can_be_run_again(collection):
    batch = collection.take(harbour=TEXT, airport=AIRPORT)
    running = undo_batch(batch, apply=True)
    next(running)
    running.close()
    assert Article.objects.count() == 1
    whole()
    assert "removed" in undo(batch, apply=True)
    assert not Article.objects.exists()


def test_without_a_number_the_latest_imports_are_listed(collection):
    assert undo() == "Nothing has been imported.\n"
    first = collection.take(harbour=TEXT, airport=AIRPORT)
    second = collection.take(harbour=TEXT)
    undo(first, apply=True)
    newest, oldest = undo().splitlines()
    assert newest.split("  ")[-2:] == ["1 unchanged", f"({collection.folder})"]
    assert newest.strip().startswith(f"{second.pk}  20")
    assert "  2 created  (" in oldest
    assert "; undone on 20" in oldest
