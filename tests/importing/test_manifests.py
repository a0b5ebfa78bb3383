"""What is kept of each import beside its articles."""

import hashlib
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.importing import Input, Occasion, import_inputs
from articles.models import Article, ImportBatch, ImportRecord
from tests.importing.test_import import TEXT

pytestmark = pytest.mark.django_db(transaction=True)


def run(*paths, **options) -> str:
    out = io.StringIO()
    call_command("import_articles", *map(str, paths), stdout=out, **options)
    return out.getvalue()


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "harbour.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "link.txt").symlink_to(tmp_path / "harbour.txt")
    return tmp_path


def test_each_item_has_its_line_with_digest_outcome_and_reason(folder, settings):
    with pytest.raises(CommandError, match="1 failed"):
        run(folder)
    batch = ImportBatch.objects.get()
    empty, harbour, link = lines(settings.MANIFESTS_DIR / f"import-{batch.pk}.jsonl")
    assert (empty["outcome"], empty["reason"], empty["article"]) == ("failed", "The file is empty.", None)
    assert (link["outcome"], link["reason"]) == ("skipped", "Is a symbolic link.")
    article = batch.records.get(outcome="created").article
    assert harbour.pop("time").startswith("20")
    assert harbour == {
        "batch": batch.pk,
        "input": "harbour.txt",
        "item": "harbour.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "outcome": "created",
        "reason": "",
        "remarks": [],
        "article": article.public_id,
        "format": "text",
        "encoding": "utf-8",
    }


def test_the_collector_gets_a_copy_that_is_added_to(folder, tmp_path_factory):
    (folder / "empty.txt").unlink()
    copy = tmp_path_factory.mktemp("elsewhere") / "manifest.jsonl"
    run(folder / "harbour.txt", manifest=copy)
    run(folder / "harbour.txt", manifest=copy)
    assert [line["outcome"] for line in lines(copy)] == ["created", "unchanged"]


def test_a_dry_run_writes_no_manifest(folder, settings, tmp_path_factory):
    copy = tmp_path_factory.mktemp("elsewhere") / "manifest.jsonl"
    assert "1 new" in run(folder / "harbour.txt", dry_run=True, manifest=copy)
    assert not settings.MANIFESTS_DIR.exists()
    assert not copy.exists()


def test_a_manifest_that_cannot_be_written_is_said_before_anything_is_imported(folder):
    with pytest.raises(CommandError, match=r"The manifest cannot be written: .*nowhere.*: No such file"):
        run(folder, manifest=folder / "nowhere" / "manifest.jsonl")
    assert not ImportRecord.objects.exists()


def test_the_lines_are_there_while_the_import_still_runs(folder, settings):
    inputs = [Input(name="harbour.txt", path=folder / "harbour.txt")] * 2
    running = import_inputs(inputs)
    next(running)
    (manifest,) = settings.MANIFESTS_DIR.iterdir()
    assert [line["outcome"] for line in lines(manifest)] == ["created"]
    running.close()


def test_a_batch_says_what_it_was_given_and_by_whom(folder, django_user_model):
    run(folder / "harbour.txt", folder / "link.txt")
    assert ImportBatch.objects.get().given == f"{folder}/harbour.txt\n{folder}/link.txt"
    editor = django_user_model.objects.create(username="nora")
    list(import_inputs([], occasion=Occasion(given=("pasted text",), editor=editor)))
    assert ImportBatch.objects.first().editor == editor


def test_an_article_is_not_stored_without_its_record(folder):
    refuse = "CREATE TRIGGER refuse BEFORE INSERT ON articles_importrecord WHEN NEW.outcome = 'created' BEGIN SELECT RAISE(FAIL, 'no'); END"
    if connection.vendor != "sqlite":
        pytest.skip("the trigger is SQLite's")
    with connection.cursor() as cursor:
        cursor.execute(refuse)
    try:
        (result,) = import_inputs([Input(name="harbour.txt", path=folder / "harbour.txt")])
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER refuse")
    assert result.outcome == "failed"
    assert [record.outcome for record in ImportRecord.objects.all()] == ["failed"]
    assert not Article.objects.exists()
