"""Acts recorded as one, with what each changed."""

import pytest
from django.contrib.auth.models import User

from articles.changes import changing
from articles.models import (
    Action,
    Article,
    Change,
    ChangedRow,
    ChangeKind,
    KeyDate,
    Quote,
    Speaker,
    SpeakerAlias,
    Topic,
)
from tests.factories import make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create_user("ada")


def test_an_act_holds_who_why_and_both_values(editor):
    speaker = make_speaker("Ada Marsh")
    with changing(editor, action=Action.EDIT, reason="As she signs"):
        speaker.name = "Ada B. Marsh"
        speaker.save()
    change = Change.objects.get()
    assert (change.editor, change.editor_name, change.reason) == (editor, "ada", "As she signs")
    row = change.rows.get()
    assert (row.model, row.object_id, row.kind) == ("speaker", speaker.pk, ChangeKind.CHANGED)
    assert row.values == {"name": ["Ada Marsh", "Ada B. Marsh"]}


def test_nothing_is_written_where_nothing_changed(editor):
    speaker = make_speaker()
    with changing(editor, action=Action.EDIT):
        speaker.save()
    assert not Change.objects.exists()


def test_an_act_that_fails_changes_and_records_nothing(editor):
    speaker = make_speaker("Ada Marsh")

    def fail_half_way():
        with changing(editor, action=Action.EDIT):
            speaker.name = "Somebody"
            speaker.save()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    speaker.refresh_from_db()
    assert speaker.name == "Ada Marsh"
    assert not Change.objects.exists()


def test_an_act_within_another_becomes_part_of_it(editor):
    one, other = make_speaker("Ada Marsh"), make_speaker("Ben Dune")
    with changing(editor, action=Action.EDIT):
        one.biography = "An engineer."
        one.save()
        with changing(editor, action=Action.MERGE, reason="The same person"):
            other.biography = "The same engineer."
            other.save()
    change = Change.objects.get()
    assert (change.action, change.reason) == (Action.MERGE, "The same person")
    assert change.rows.count() == 2


def test_only_the_stretch_of_a_long_text_that_differs_is_kept(editor):
    article = make_article(body="The fee falls. " * 100 + "The board voted on Monday.")
    with changing(editor, action=Action.EDIT):
        article.body = article.body.replace("Monday", "Tuesday")
        article.save()
    kept = ChangedRow.objects.get(model="article").values["body"]
    # “Monday” and “Tuesday” end alike.
    assert kept == {"start": 1519, "old": "Mon", "new": "Tues", "length": 1527}


def test_a_bulk_update_is_recorded_once_it_is_watched(editor):
    article = make_article()
    quote = make_quote(article)
    with changing(editor, action=Action.BULK) as act:
        act.watch(Quote.objects.filter(article=article))
        Quote.objects.filter(article=article).update(review_state="confirmed")
    assert ChangedRow.objects.get(object_id=quote.pk).values == {"review_state": ["unreviewed", "confirmed"]}


def test_what_goes_along_with_a_deleted_row_is_recorded_too(editor):
    speaker = make_speaker("Ada Marsh")
    with changing(editor, action=Action.EDIT):
        speaker.delete()
    rows = {row.model: row for row in ChangedRow.objects.all()}
    assert rows["speakeralias"].kind == rows["speaker"].kind == ChangeKind.DELETED
    assert rows["speakeralias"].values["name"] == ["Ada Marsh", None]


def test_what_no_longer_refers_to_a_deleted_row_is_recorded_too(editor):
    article = make_article()
    quote = make_quote(article)
    topic = Topic.objects.create(name="Fees", slug="fees")
    key_date = KeyDate.objects.create(
        topic=topic,
        earliest="2026-01-05",
        latest="2026-01-05",
        precision="day",
        sentence="The fee falls.",
        quote=quote,
    )
    quote_key = quote.pk
    with changing(editor, action=Action.EDIT):
        quote.delete()
    assert ChangedRow.objects.get(model="keydate", object_id=key_date.pk).values["quote_id"] == [
        quote_key,
        None,
    ]


def test_topics_that_are_added_to_an_article_are_recorded(editor):
    article = make_article()
    topic = Topic.objects.create(name="Fees", slug="fees")
    with changing(editor, action=Action.EDIT):
        article.topics.add(topic)
    row = ChangedRow.objects.get()
    assert (row.model, row.kind, row.owner_model, row.owner_id) == (
        "topicarticle", ChangeKind.CREATED, "article", article.pk,
    )  # fmt: skip


def test_a_row_that_comes_and_goes_within_an_act_leaves_no_trace(editor):
    with changing(editor, action=Action.EDIT):
        Speaker.objects.create(name="Ada Marsh", slug="ada-marsh", sort_name="Marsh, Ada").delete()
    assert not Change.objects.exists()


def test_changes_of_a_speaker_include_those_of_its_aliases(editor):
    speaker = make_speaker("Ada Marsh")
    with changing(editor, action=Action.EDIT):
        SpeakerAlias.objects.create(speaker=speaker, name="A. Marsh", name_key="a marsh")
    assert list(Change.objects.of("speaker", speaker.pk)) == [Change.objects.get()]
    assert not Change.objects.of("speaker", speaker.pk + 1).exists()


def test_outside_of_an_act_nothing_is_recorded():
    Article.objects.filter(pk=make_article().pk).delete()
    assert not Change.objects.exists()
