"""What an import would do is told before, and comes true."""

from dataclasses import replace

import pytest
from django.utils import timezone

from articles.editing import mark_edited
from articles.importing import import_item, preview_item
from articles.models import (
    Article,
    Conflict,
    ImportRecord,
    IndexChange,
    Original,
    Publication,
    Quote,
    Speaker,
)
from articles.text.readers import Item
from tests.factories import import_bytes

pytestmark = pytest.mark.django_db

TEXT = """Harbour fee to fall by spring

By Nora Lind

The harbour board met on Monday to discuss the new tariff and the state of the old quay.

“We will lower the fee by spring,” Ada Marsh, who chairs the board, told reporters after the meeting.

Tom Hale, a fisherman, called the plan “long overdue” and asked for a written promise.
"""


def item(text=TEXT):
    return Item(name="harbour.txt", data=text.encode())


def edited(django_user_model, *, field, **values):
    """Import the text, let an editor set a field, and return the article."""
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    for column, value in values.items():
        setattr(article, column, value)
    article.save()
    mark_edited(article, fields=[field], editor=django_user_model.objects.create(username="nora"))
    return article


def counts():
    models = (Article, Original, Quote, Speaker, Publication, Conflict, ImportRecord, IndexChange)
    return [model.objects.count() for model in models]


def promised_and_kept(given):
    """Return what the preview, the dry run and the import say, after a look that nothing was stored before."""
    before = counts()
    preview = preview_item(given)
    dry = import_item(given, dry_run=True)
    assert counts() == before
    real = import_item(given)
    assert (preview.outcome, preview.reason) == (dry.outcome, dry.reason) == (real.outcome, real.reason)
    return preview


def test_a_new_text_would_be_created():
    preview = promised_and_kept(item())
    assert (preview.outcome, preview.article, preview.takes_text) == ("created", None, True)
    assert preview.understood.parsed.headline.value == "Harbour fee to fall by spring"


def test_the_same_text_would_be_unchanged_and_is_understood_all_the_same():
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    preview = promised_and_kept(item())
    assert (preview.outcome, preview.article, preview.takes_text) == ("unchanged", article, False)
    assert preview.understood.parsed.body == article.body


@pytest.mark.parametrize(
    "said",
    [{"encoding": "cp1250", "has_settled_encoding": True}, {"format": "html"}],
    ids=["encoding", "format"],
)
def test_the_same_text_said_to_be_something_else_leads_to_the_command_that_reads_it_so(said):
    article = import_bytes(TEXT.encode("cp1252"), name="harbour.txt").article
    preview = promised_and_kept(replace(item(), data=TEXT.encode("cp1252"), **said))
    assert preview.outcome == "unchanged"
    assert preview.reason == (
        "Is in the archive, read as text in windows-1252; "
        f"`manage.py reextract {article.public_id}` reads it in another format or encoding."
    )


@pytest.mark.parametrize(
    "said", [{"encoding": "windows-1252", "has_settled_encoding": True}, {"format": "text"}], ids=str
)
def test_the_same_text_said_to_be_what_it_is_taken_for_needs_no_words(said):
    import_bytes(TEXT.encode("cp1252"), name="harbour.txt")
    assert promised_and_kept(replace(item(), data=TEXT.encode("cp1252"), **said)).reason == ""


def test_an_earlier_text_would_be_unchanged_with_the_reason():
    import_bytes(TEXT.encode(), name="harbour.txt")
    import_bytes(TEXT.replace("Monday", "Sunday").encode(), name="harbour.txt")
    assert promised_and_kept(item()).reason == "A newer version of it is in the archive."


def test_a_newer_text_would_update_the_fields_that_differ():
    import_bytes(TEXT.encode(), name="harbour.txt")
    newer = TEXT.replace("by spring\n", "by May\n", 1).replace("By Nora Lind", "By Iris Holm")
    preview = promised_and_kept(item(newer))
    assert preview.outcome == "updated"
    assert [
        (change.field, change.stored, change.incoming, change.is_edited) for change in preview.changes
    ] == [
        ("headline", "Harbour fee to fall by spring", "Harbour fee to fall by May", False),
        ("byline", "Nora Lind", "Iris Holm", False),
    ]


def test_an_editors_value_would_stand_as_a_conflict(django_user_model):
    edited(django_user_model, field="headline", headline="Harbour fee")
    preview = promised_and_kept(item(TEXT.replace("by spring\n", "by May\n", 1)))
    assert (preview.outcome, preview.takes_text) == ("conflict", True)
    assert [change.field for change in preview.changes if change.is_edited] == ["headline"]


def test_a_newer_engine_alone_would_conflict_with_nobody(django_user_model):
    article = edited(django_user_model, field="headline", headline="Harbour fee")
    Article.objects.filter(pk=article.pk).update(pipeline_version="0")
    assert promised_and_kept(item()).outcome == "updated"
    article.refresh_from_db()
    assert article.headline == "Harbour fee"


def test_a_text_that_lacks_a_reviewed_quote_would_not_be_taken():
    import_bytes(TEXT.encode(), name="harbour.txt")
    Quote.objects.filter(words="long overdue").update(review_state="confirmed")
    preview = promised_and_kept(item(TEXT.replace("“long overdue”", "overdue")))
    assert (preview.outcome, preview.takes_text) == ("conflict", False)
    assert [change.field for change in preview.changes] == ["quote", "body"]


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"Home"])
def test_what_cannot_be_read_would_fail_with_the_same_reason(data):
    preview = promised_and_kept(Item(name="a.txt", data=data))
    assert (preview.outcome, preview.understood, preview.takes_text) == ("failed", None, False)
    assert preview.reason


def test_what_was_erased_would_not_come_back():
    import_bytes(TEXT.encode(), name="harbour.txt")
    Original.objects.update(content=None, erased_at=timezone.now())
    assert "erased" in promised_and_kept(item()).reason
