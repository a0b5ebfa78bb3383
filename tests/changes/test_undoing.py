"""Acts taken back, and refused where something later depends on them."""

import pytest
from django.contrib.auth.models import User
from django.core import serializers

from articles.changes import NotUndoable, changing, find_blockers, is_in_effect, undo
from articles.editing import carry_out, mark_edited, plan_body, redirect_renamed
from articles.models import (
    Action,
    Article,
    Change,
    Provenance,
    Quote,
    Redirect,
    RedirectKind,
    Speaker,
    SpeakerAlias,
    UnnamedSource,
)
from tests.factories import make_article, make_quote, make_speaker, make_unnamed_source

pytestmark = pytest.mark.django_db

TABLES = (Speaker, SpeakerAlias, Article, UnnamedSource, Quote, Provenance, Redirect)


@pytest.fixture
def editor():
    return User.objects.create_user("ada")


def everything():
    """Return all rows as they are, without the time at which an article last changed."""
    return [
        {**row, "fields": {name: value for name, value in row["fields"].items() if name != "updated_at"}}
        for table in TABLES
        for row in serializers.serialize("python", table.objects.order_by("pk"))
    ]


def act(editor, action=Action.EDIT):
    return changing(editor, action=action)


def test_undoing_an_edit_restores_the_values_and_what_was_noted(editor):
    article = make_article(headline="Fee to fall")
    before = everything()
    with act(editor) as recorder:
        article.headline = "Fee to rise"
        article.save()
        mark_edited(article, fields=["headline"], editor=editor, reason="Misread")
    undoing = undo(recorder.change, editor=editor, reason="It was right")
    assert everything() == before
    assert (undoing.undoes, undoing.reason) == (recorder.change, "It was right")


def test_undoing_restores_deleted_rows_with_their_keys(editor):
    article = make_article()
    source = make_unnamed_source(article)
    quote = make_quote(article, unnamed_source=source)
    mark_edited(quote, fields=["speaker"], editor=editor, reason="Heard so")
    before = everything()
    with act(editor) as recorder:
        quote.delete()
        source.delete()
    assert not Quote.objects.exists()
    undo(recorder.change, editor=editor)
    assert everything() == before


def test_undoing_takes_created_rows_away_and_gives_back_what_they_had_taken(editor):
    one = make_speaker("Ada Marsh")
    quote = make_quote(make_article(), speaker=one)
    before = everything()
    with act(editor, Action.SPLIT) as recorder:
        other = make_speaker("Ada Marsh the Younger")
        quote.speaker = other
        quote.save()
    undo(recorder.change, editor=editor)
    assert everything() == before


def test_an_identifying_alias_returns_to_the_speaker_it_was_taken_from(editor):
    one, other = make_speaker("Ada Marsh"), make_speaker("Ben Dune")
    alias = one.aliases.get()
    before = everything()
    with act(editor, Action.MERGE) as recorder:
        alias.identifies = False
        alias.save()
        SpeakerAlias.objects.create(speaker=other, name="Ada Marsh", name_key=alias.name_key, identifies=True)
    undo(recorder.change, editor=editor)
    assert everything() == before


def test_quotes_move_back_with_a_body_over_each_others_places(editor):
    article = make_article(body="“We vote.” “We vote.” “We vote.” " + "The board met. " * 40)
    for start in (1, 12, 23):
        make_quote(article, "We vote.", start=start, end=start + 8, public_id=f"quote{start}")
    before = everything()
    body = "It is new. " + article.body
    with act(editor) as recorder:
        plan = plan_body(article, old_body=article.body, new_body=body)
        article.body = body
        article.save()
        carry_out(article, plan, editor=editor)
    assert everything() != before
    undo(recorder.change, editor=editor)
    assert everything() == before


def test_an_act_cannot_be_undone_twice(editor):
    speaker = make_speaker("Ada Marsh")
    with act(editor) as recorder:
        speaker.name = "Ada B. Marsh"
        speaker.save()
    undo(recorder.change, editor=editor)
    with pytest.raises(NotUndoable, match="undone already"):
        undo(recorder.change, editor=editor)
    assert not is_in_effect(recorder.change)


def test_an_undoing_can_itself_be_undone(editor):
    speaker = make_speaker("Ada Marsh")
    with act(editor) as recorder:
        speaker.name = "Ada B. Marsh"
        speaker.save()
    undo(undo(recorder.change, editor=editor), editor=editor)
    speaker.refresh_from_db()
    assert speaker.name == "Ada B. Marsh"
    assert is_in_effect(recorder.change)
    with pytest.raises(NotUndoable, match="done again"):
        undo(recorder.change, editor=editor)


def test_an_act_whose_value_was_changed_again_is_refused_with_the_later_act(editor):
    speaker = make_speaker("Ada Marsh")
    with act(editor) as first:
        speaker.name = "Ada B. Marsh"
        speaker.save()
    with act(editor) as second:
        speaker.name = "Ada C. Marsh"
        speaker.save()
    with pytest.raises(NotUndoable) as refused:
        undo(first.change, editor=editor)
    assert refused.value.blockers == (second.change,)
    speaker.refresh_from_db()
    assert speaker.name == "Ada C. Marsh"
    undo(second.change, editor=editor)
    assert find_blockers(first.change) == []
    undo(first.change, editor=editor)
    speaker.refresh_from_db()
    assert speaker.name == "Ada Marsh"


def test_an_act_on_another_value_of_the_same_row_does_not_block(editor):
    speaker = make_speaker("Ada Marsh")
    with act(editor) as first:
        speaker.name = "Ada B. Marsh"
        speaker.save()
    with act(editor):
        speaker.biography = "An engineer."
        speaker.save()
    undo(first.change, editor=editor)
    speaker.refresh_from_db()
    assert (speaker.name, speaker.biography) == ("Ada Marsh", "An engineer.")


def test_a_created_row_that_was_given_something_since_is_kept(editor):
    quote = make_quote(make_article(), speaker=make_speaker("Ben Dune"))
    with act(editor) as first:
        made = make_speaker("Ada Marsh")
    with act(editor) as second:
        quote.speaker = made
        quote.save()
    with pytest.raises(NotUndoable) as refused:
        undo(first.change, editor=editor)
    assert refused.value.blockers == (second.change,)
    assert Speaker.objects.filter(pk=made.pk).exists()


def test_a_value_changed_behind_the_history_is_not_overwritten(editor):
    speaker = make_speaker("Ada Marsh")
    with act(editor) as recorder:
        speaker.name = "Ada B. Marsh"
        speaker.save()
    Speaker.objects.filter(pk=speaker.pk).update(name="Ada C. Marsh")
    with pytest.raises(NotUndoable, match="changed since"):
        undo(recorder.change, editor=editor)
    assert Change.objects.count() == 1


def test_a_row_whose_owner_is_gone_does_not_come_back(editor):
    article = make_article()
    quote = make_quote(article)
    with act(editor) as recorder:
        quote.delete()
    article.originals.all().delete()
    article.delete()
    with pytest.raises(NotUndoable, match="no longer there"):
        undo(recorder.change, editor=editor)


def test_a_rename_undone_takes_its_redirect_along(editor):
    speaker = make_speaker("Ada Marsh")
    with act(editor) as recorder:
        redirect_renamed(RedirectKind.SPEAKER, old=speaker.slug, new="ada-b-marsh")
        speaker.slug = "ada-b-marsh"
        speaker.save()
    undo(recorder.change, editor=editor)
    speaker.refresh_from_db()
    assert speaker.slug == "ada-marsh"
    assert not Redirect.objects.exists()


def test_an_account_deleted_since_is_let_go(editor):
    article = make_article()
    mark_edited(article, fields=["headline"], editor=editor)
    with act(editor) as recorder:
        article.provenance.all().delete()
    editor.delete()
    undo(Change.objects.get(pk=recorder.change.pk), editor=None)
    assert article.provenance.get().editor is None
