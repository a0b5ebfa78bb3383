"""Words too long to be what they seem, which PostgreSQL's columns would refuse."""

import pytest
from django.apps import apps

from articles.importing import Input, import_inputs
from articles.importing.inputs import list_inputs
from articles.models import Article, ImportRecord, Original, Outcome
from articles.models.public_ids import name_key
from tests.factories import import_bytes

LONG = "A" + "b" * 2000
NEWS = "The board met on Monday to talk about the fee and the old quay of the town."
TEXTS = {
    "headline": f"{LONG} rises in the town\n\nBy Ada Marsh\n\n{NEWS}",
    "headline of many words": f"{' '.join(['Q' + 'b' * 80] * 20)}\n\nBy Ada Marsh\n\n{NEWS}",
    "name": f"{NEWS} “We will see,” John {LONG} said.",
    "title": f"{NEWS} “We will see,” President {LONG} said.",
    "description": f"{NEWS} “We will see,” said the {'c' * 900} official.",
    "body": f"{NEWS} “We will see it all now,” the {LONG} Ministry said.",
    "outlet": f"{LONG}' Ada Marsh reports: {NEWS}",
    "reporter": f"Harbour News' Ada {LONG} reports: {NEWS}",
    "dateline": f"{LONG} (AP) — {NEWS}",
    "byline that grows": f"Quay closed\n\nBy ADA I{'İ' * 180}\n\n{NEWS}",
    "name that grows": f"{NEWS} “We will see,” John A{chr(0xFDFA) * 60} said.",
    "cue with a gap": f"{NEWS} “We will see,” according{' ' * 900}to Ada Marsh.",
}


@pytest.mark.django_db
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_word_of_two_thousand_letters_fails_no_article(text):
    result = import_bytes(text.encode(), name="long.txt")
    assert (result.outcome, result.reason) == (Outcome.CREATED, "")
    # SQLite holds what PostgreSQL refuses, so the columns are compared by hand.
    for model in apps.get_app_config("articles").get_models():
        for field in model._meta.fields:
            values = model.objects.values_list(field.attname, flat=True)
            if isinstance(field.max_length, int) and field.choices is None:
                assert max((len(value or "") for value in values), default=0) <= field.max_length, field


@pytest.mark.django_db
def test_a_line_too_long_for_a_headline_is_kept_among_the_removed():
    article = import_bytes(TEXTS["headline"].encode(), name="long.txt").article
    assert article.headline == ""
    assert LONG in article.removed_texts.get().text


@pytest.mark.django_db
def test_a_text_without_running_text_is_refused_in_plain_words():
    result = import_bytes(b"Home\n", name="menu.txt")
    assert (result.outcome, result.reason) == (Outcome.FAILED, "The file holds no running text.")
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_a_path_too_long_for_the_tables_keeps_its_end(tmp_path):
    folder = tmp_path / ("a" * 200) / ("b" * 200) / ("c" * 200)
    folder.mkdir(parents=True)
    (folder / "news.txt").write_text(NEWS, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    inputs: list[Input] = list(list_inputs([tmp_path]))
    assert [result.outcome for result in import_inputs(inputs)] == [Outcome.FAILED, Outcome.CREATED]
    assert Original.objects.get().name.endswith("c/news.txt")
    assert {len(name) for name in ImportRecord.objects.values_list("name", flat=True)} == {500}


def test_a_name_is_compared_by_no_more_than_its_column_holds():
    assert len(name_key(chr(0xFDFA) * 60)) == 200
