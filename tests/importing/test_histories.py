"""What imports, engine runs and their undoing leave in the history of what was here before them."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles.changes import changing
from articles.importing import Occasion, import_inputs, list_inputs, undo_batch
from articles.models import Action, Article, Byline, Change, ChangedRow, ImportBatch, Provenance, Quote
from articles.topic_files import import_topic, read_topics
from tests.factories import import_bytes

pytestmark = pytest.mark.django_db

TEXT = """Harbour fee to fall

By Ada Marsh

March 4, 2019

The harbour board met on Monday to discuss the new tariff, and the hall was full long before it began.

“We will lower the fee by spring,” Tom Hale said after the meeting, which went on until midnight.

“Nobody has paid more than they had to,” said Nora Lind, the harbour master, in front of the hall.

The board meets again in June. Until then the fee stays at what it has been since the last of the cranes was taken down.
"""


def run(tmp_path, text, *, name="quay.txt"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return list(import_inputs(list_inputs([path]), occasion=Occasion(given=(name,))))


def test_what_an_import_brings_anew_has_no_history(tmp_path):
    [result] = run(tmp_path, TEXT)
    assert result.outcome == "created"
    assert not Change.objects.exists()


def test_what_a_newer_text_changes_is_recorded_with_its_batch_and_no_editor(tmp_path):
    run(tmp_path, TEXT)
    [result] = run(
        tmp_path, TEXT.replace("Harbour fee to fall", "Harbour fee to rise").replace("full", "empty")
    )
    assert result.outcome == "updated"
    change = Change.objects.get()
    assert (change.action, change.editor, change.editor_name) == (Action.IMPORT, None, "")
    assert change.batch == ImportBatch.objects.order_by("-pk").first()
    row = change.rows.get(model="article")
    assert row.values["headline"] == ["Harbour fee to fall", "Harbour fee to rise"]
    # Of the text only the word that differs.
    assert (row.values["body"]["old"], row.values["body"]["new"]) == ("full", "empty")


def test_what_a_newer_text_leaves_as_it_was_is_not_recorded(tmp_path):
    run(tmp_path, TEXT)
    run(tmp_path, TEXT.replace("Harbour fee to fall", "Harbour fee to rise"))
    models = set(ChangedRow.objects.values_list("model", flat=True))
    assert models <= {"article", "provenance"}
    assert not ChangedRow.objects.filter(kind__in=["created", "deleted"]).exists()
    assert ChangedRow.objects.get(model="provenance").label.startswith("headline")


def test_an_author_or_quote_that_goes_and_one_that_comes_are_recorded(tmp_path):
    run(tmp_path, TEXT)
    run(tmp_path, TEXT.replace("By Ada Marsh", "By Ivo Frost").replace("lower the fee", "raise the fee"))
    rows = ChangedRow.objects.filter(model__in=["byline", "quote"], kind__in=["created", "deleted"])
    assert sorted(rows.values_list("model", "kind", "label")) == [
        ("byline", "created", "Ivo Frost"),
        ("byline", "deleted", "Ada Marsh"),
        ("quote", "created", "We will raise the fee by spring,"),
        ("quote", "deleted", "We will lower the fee by spring,"),
    ]


def test_authors_that_stay_keep_their_rows_and_their_order_is_the_texts(tmp_path):
    run(tmp_path, TEXT.replace("By Ada Marsh", "By Ada Marsh and Ivo Frost"))
    known = dict(Byline.objects.values_list("name", "pk"))
    run(tmp_path, TEXT.replace("By Ada Marsh", "By Ivo Frost and Ada Marsh"))
    assert list(Byline.objects.values_list("name", flat=True)) == ["Ivo Frost", "Ada Marsh"]
    assert dict(Byline.objects.values_list("name", "pk")) == known


def test_reading_an_original_again_is_an_engine_run_and_changes_nothing_that_stays(tmp_path):
    run(tmp_path, TEXT)
    Article.objects.update(headline="Misread", pipeline_version="1")
    Quote.objects.filter(words__startswith="We").update(confidence=0.5)
    call_command("reextract", "--apply", "--all", verbosity=0)
    change = Change.objects.get()
    assert change.action == Action.EXTRACT
    assert change.rows.get(model="article").values["headline"] == ["Misread", "Harbour fee to fall"]
    [quote] = change.rows.filter(model="quote")
    assert quote.values["confidence"][0] == 0.5


def test_a_look_at_what_reading_again_would_change_records_nothing(tmp_path):
    run(tmp_path, TEXT)
    Article.objects.update(headline="Misread", pipeline_version="1")
    call_command("reextract", verbosity=0)
    assert not Change.objects.exists()


def test_an_import_taken_back_says_so_in_the_history_of_what_was_here_before(tmp_path):
    run(tmp_path, TEXT)
    run(tmp_path, TEXT.replace("full", "empty"))
    batch = ImportBatch.objects.order_by("-pk").first()
    list(undo_batch(batch, apply=True))
    change = Change.objects.first()
    assert (change.action, change.batch, change.reason) == (
        Action.IMPORT,
        batch,
        "The import was taken back.",
    )
    assert "full" in Article.objects.get().body


def test_an_import_within_an_editors_act_is_a_part_of_it():
    import_bytes(TEXT.encode(), name="quay.txt")
    editor = User.objects.create_user("vera")
    with changing(editor, action=Action.BULK):
        import_bytes(TEXT.replace("full", "empty").encode(), name="quay.txt")
    assert Change.objects.get().editor_name == "vera"


def test_a_file_of_topics_is_told_from_an_editor():
    [filed] = read_topics('[[topics]]\nslug = "fees"\nname = "Fees"\nintroduction = "What it costs."')
    import_topic(filed)
    [filed] = read_topics('[[topics]]\nslug = "fees"\nname = "Fees"\nintroduction = "What a berth costs."')
    import_topic(filed)
    change = Change.objects.first()
    assert (change.editor, change.action, change.reason) == (None, Action.IMPORT, "As a file of topics says.")
    assert change.rows.get(model="topic").values["introduction"] == ["What it costs.", "What a berth costs."]


def test_where_a_value_came_from_is_of_the_newer_text(tmp_path):
    run(tmp_path, TEXT)
    run(tmp_path, TEXT.replace("Harbour fee to fall", "Harbour fee to rise"))
    assert Provenance.objects.get(field="headline").evidence == "Harbour fee to rise"
