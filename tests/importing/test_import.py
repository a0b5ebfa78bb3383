"""Importing again, importing changes, and what an editor set."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.editing import mark_edited
from articles.models import (
    Article,
    Conflict,
    ImportBatch,
    ImportRecord,
    IndexChange,
    Original,
    Quote,
    Redirect,
    Speaker,
)
from articles.text import pipeline, readers
from articles.text.readers import Item
from tests.factories import import_bytes, make_quote

TEXT = """Harbour fee to fall by spring

By Nora Lind

The harbour board met on Monday to discuss the new tariff and the state of the old quay.

“We will lower the fee by spring,” Ada Marsh, who chairs the board, told reporters after the meeting.

Tom Hale, a fisherman, called the plan “long overdue” and asked for a written promise.
"""


def run(*paths, **options):
    out = io.StringIO()
    call_command("import_articles", *map(str, paths), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "harbour.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_says_what_is_new_and_changes_nothing(seeds):
    assert "2 new" in run(seeds, dry_run=True)
    for model in (Article, Original, Quote, Speaker, ImportBatch, IndexChange):
        assert not model.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_importing_again_changes_nothing(seeds):
    assert "2 created" in run(seeds)
    before = sorted(Quote.objects.values_list("pk", "public_id", "speaker__slug"))
    assert "0 created, 0 updated, 2 unchanged" in run(seeds)
    assert sorted(Quote.objects.values_list("pk", "public_id", "speaker__slug")) == before
    assert Original.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_read_is_named_and_the_rest_imports(folder):
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02" * 50)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "scan.txt").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    (folder / "link.txt").symlink_to(folder / "harbour.txt")
    out = io.StringIO()
    with pytest.raises(CommandError, match="3 failed"):
        call_command("import_articles", str(folder), stdout=out)
    report = out.getvalue()
    assert "1 created, 0 updated, 0 unchanged, 0 conflict, 3 failed, 1 skipped" in report
    for name in ("binary.txt", "empty.txt", "scan.txt", "link.txt"):
        (line,) = [line for line in report.splitlines() if name in line]
        assert line.split(": ", 1)[1]
    assert Original.objects.count() == Article.objects.count() == 1
    assert ImportRecord.objects.filter(outcome="failed").count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_fault_of_ours_on_one_text_is_named_and_the_rest_imports(folder, monkeypatch):
    (folder / "other.txt").write_text(TEXT.replace("harbour", "airport"), encoding="utf-8")
    understand = pipeline.parse_source

    def stumble(source):
        if "airport" in source.text:
            raise IndexError("a fault")
        return understand(source)

    monkeypatch.setattr(pipeline, "parse_source", stumble)
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 failed"):
        call_command("import_articles", str(folder), stdout=out)
    assert "1 created" in out.getvalue()
    assert "other.txt: A fault of the archive: IndexError('a fault')" in out.getvalue()
    assert Original.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_fault_of_ours_on_a_container_is_named_and_the_rest_imports(folder, monkeypatch):
    class Stumbling:
        format = "stumbling"

        @staticmethod
        def accepts(head, *, name):
            return name.endswith(".box") and head == b"boxed"

        @staticmethod
        def unpack(file, *, name):
            yield Item(f"{name}#1", TEXT.replace("harbour", "airport").encode() + file.read())
            raise IndexError("a fault")

    (folder / "a.box").write_bytes(b"boxed")
    monkeypatch.setattr(readers, "CONTAINERS", (Stumbling,))
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 failed"):
        call_command("import_articles", str(folder), stdout=out)
    assert "2 created" in out.getvalue()
    assert "a.box: A fault of the archive: IndexError('a fault')" in out.getvalue()
    assert ImportRecord.objects.get(outcome="failed").name == "a.box"


@pytest.mark.django_db
def test_a_changed_text_updates_its_article_and_keeps_the_earlier_original():
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    first = Quote.objects.get(words__startswith="We will lower")
    changed = TEXT.replace("\n\nTom Hale, a fisherman", "\n\nNothing else was decided. Tom Hale, a fisherman")
    changed = changed.replace("The harbour board met", "In a long session, the harbour board met")
    result = import_bytes(changed.encode(), name="harbour.txt")
    assert (result.outcome, result.article) == ("updated", article)
    assert article.originals.count() == 2
    assert bytes(article.originals.get(is_current=True).content) == changed.encode()
    first_now = Quote.objects.get(words__startswith="We will lower")
    assert (first_now.pk, first_now.public_id) == (first.pk, first.public_id)
    assert first_now.start > first.start
    assert import_bytes(TEXT.encode(), name="harbour.txt").outcome == "unchanged"


@pytest.mark.django_db
def test_a_quote_that_left_the_text_leads_to_its_article():
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    gone = Quote.objects.get(words="long overdue")
    shorter = TEXT[: TEXT.index("\nTom Hale")]
    assert import_bytes(shorter.encode(), name="harbour.txt").outcome == "updated"
    assert not Quote.objects.filter(public_id=gone.public_id).exists()
    assert Redirect.objects.target(kind="vanished", old=gone.public_id) == article.public_id


@pytest.mark.django_db
def test_another_text_under_a_name_that_is_taken_is_another_article():
    first = import_bytes(TEXT.encode(), name="news.txt").article
    other = "Rail line opens\n\nThe first train left the new station at noon, an hour late, with nine passengers aboard."
    second = import_bytes(other.encode(), name="news.txt")
    assert second.outcome == "created"
    assert second.article != first
    first.refresh_from_db()
    assert "harbour board" in first.body


@pytest.mark.django_db
def test_the_same_bytes_under_another_name_are_one_original():
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    result = import_bytes(TEXT.encode(), name="copy.txt")
    assert (result.outcome, result.article) == ("unchanged", article)


@pytest.mark.django_db
def test_an_editors_value_stands_and_the_difference_waits_as_a_conflict(django_user_model):
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    article.headline = "Harbour fee to fall"
    article.save()
    mark_edited(article, fields=["headline"], editor=django_user_model.objects.create(username="nora"))
    assert import_bytes(TEXT.encode(), name="harbour.txt").outcome == "unchanged"

    result = import_bytes(TEXT.replace("by spring\n", "by May\n").encode(), name="harbour.txt")
    assert result.outcome == "conflict"
    assert "headline" in result.reason
    article.refresh_from_db()
    assert article.headline == "Harbour fee to fall"
    conflict = Conflict.objects.get()
    assert (conflict.kept, conflict.incoming) == ("Harbour fee to fall", "Harbour fee to fall by May")


@pytest.mark.django_db
def test_a_quote_that_an_editor_confirmed_is_never_lost_to_a_newer_text():
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    Quote.objects.filter(words="long overdue").update(review_state="confirmed")
    shorter = TEXT[: TEXT.index("\nTom Hale")]
    result = import_bytes(shorter.encode(), name="harbour.txt")
    assert result.outcome == "conflict"
    article.refresh_from_db()
    quote = Quote.objects.get(words="long overdue")
    assert article.body[quote.start : quote.end] == "long overdue"
    assert "long overdue" in Conflict.objects.get(field="quote").kept


@pytest.mark.django_db
def test_who_spoke_is_kept_where_an_editor_decided():
    import_bytes(TEXT.encode(), name="harbour.txt")
    quote = Quote.objects.get(words="long overdue")
    quote.speaker, quote.attribution_origin = Speaker.objects.get(slug="ada-marsh"), "editor"
    quote.save()
    import_bytes(TEXT.replace("met on Monday", "sat on Monday").encode(), name="harbour.txt")
    quote.refresh_from_db()
    assert quote.speaker.slug == "ada-marsh"


@pytest.mark.django_db
def test_an_article_deleted_in_the_admin_comes_back_under_its_old_address():
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    address, quotes = article.public_id, set(article.quotes.values_list("public_id", flat=True))
    article.delete()
    assert Original.objects.get().article is None
    result = import_bytes(TEXT.encode(), name="harbour.txt")
    assert result.outcome == "created"
    assert result.article.public_id == address
    assert set(result.article.quotes.values_list("public_id", flat=True)) == quotes


@pytest.mark.django_db
def test_an_erased_original_does_not_come_back():
    import_bytes(TEXT.encode(), name="harbour.txt")
    Original.objects.update(content=None, erased_at=timezone.now())
    Article.objects.all().delete()
    result = import_bytes(TEXT.encode(), name="harbour.txt")
    assert result.outcome == "failed"
    assert "erased" in result.reason
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_every_change_is_noted_for_the_index_in_the_same_transaction():
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    assert ("article", article.pk) in set(IndexChange.objects.values_list("kind", "object_id"))
    gone = article.quotes.get(words="long overdue")
    IndexChange.objects.all().delete()
    import_bytes(TEXT[: TEXT.index("\nTom Hale")].encode(), name="harbour.txt")
    noted = set(IndexChange.objects.values_list("kind", "object_id"))
    assert {("article", article.pk), ("quote", gone.pk)} <= noted


@pytest.mark.django_db
def test_persons_known_by_one_word_in_two_articles_are_two_speakers():
    for number, plan in enumerate(("The quay will be closed for repairs in May", "No train runs on Sunday")):
        text = f"{plan}, the mayor's office announced.\n\n“Nobody will be hurt by it,” Smith said.\n"
        import_bytes(text.encode(), name=f"{number}.txt")
    assert Speaker.objects.filter(name="Smith").count() == 2


@pytest.mark.django_db
def test_a_quote_that_an_editor_added_moves_along_with_a_newer_text():
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    words = "the state of the old quay"
    added = make_quote(article, words, attribution_origin="editor", review_state="corrected")
    changed = TEXT.replace("The harbour board met", "In a long session, the harbour board met")
    result = import_bytes(changed.replace("long overdue", "much too late").encode(), name="harbour.txt")
    assert (result.outcome, result.reason) == ("updated", "")
    article.refresh_from_db()
    added.refresh_from_db()
    assert article.body[added.start : added.end] == words
    assert article.quotes.filter(words="much too late").exists()


@pytest.mark.django_db
def test_a_quotation_that_overlaps_an_editors_quote_gives_way_to_it():
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    article.quotes.filter(words="long overdue").delete()
    make_quote(article, "overdue", attribution_origin="editor", review_state="corrected")
    assert import_bytes(TEXT.replace("met on", "sat on").encode(), name="harbour.txt").outcome == "updated"
    assert [quote.words for quote in article.quotes.exclude(kind="indirect").order_by("start")][1:] == [
        "overdue"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("edit", [{"visibility": "hidden"}, {"notes": "Checked against the recording."}])
def test_a_quote_that_an_editor_hid_or_noted_is_not_thrown_away(edit):
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    article.quotes.filter(words="long overdue").update(**edit)
    changed = TEXT.replace("called the plan “long overdue”", "called the plan long overdue")
    import_bytes(changed.encode(), name="harbour.txt")
    quote = article.quotes.get(words="long overdue")
    article.refresh_from_db()
    assert article.body[quote.start : quote.end] == "long overdue"
    assert {field: getattr(quote, field) for field in edit} == edit


@pytest.mark.django_db
def test_who_a_decided_quote_might_be_by_makes_no_speaker():
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    quote = article.quotes.get(words="long overdue")
    article.quotes.filter(pk=quote.pk).update(speaker=None, attribution_origin="editor")
    quote.speaker.delete()
    import_bytes(TEXT.replace("met on", "sat on").encode(), name="harbour.txt")
    assert not Speaker.objects.filter(name="Tom Hale").exists()


def test_a_database_that_is_not_prepared_is_said_in_one_sentence(tmp_path):
    program = [sys.executable, "manage.py", "import_articles", "seeds"]
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",
    }
    environment |= {"DEBUG": "1", "DJANGO_SETTINGS_MODULE": "archive.settings", "ENV_FILE": os.devnull}
    run = subprocess.run(
        program, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert (
        run.stderr.strip()
        == "CommandError: The database is empty: run `make serve`, or `manage.py migrate`, first."
    )
