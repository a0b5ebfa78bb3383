"""Many articles edited as one act."""

import datetime

import pytest
from django.contrib.auth.models import User

from articles.changes import NotUndoable, undo
from articles.editing import Edit, Refused, apply_edits, edits_of, plan_edits
from articles.editing.bulk_edits import MOST_ROWS
from articles.models import (
    Action,
    Article,
    Byline,
    Change,
    IndexChange,
    Provenance,
    Topic,
    TopicArticle,
    TopicOmission,
)
from tests.factories import import_bytes, make_article, make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create_user("ada")


def state():
    return [
        [
            list(table.objects.order_by("pk").values(*names))
            for table, names in (
                (
                    Article,
                    (
                        "pk",
                        "publication",
                        "date_earliest",
                        "date_precision",
                        "date_basis",
                        "language",
                        "rights",
                        "visibility",
                        "withheld_at",
                        "notes",
                    ),
                ),
                (Byline, ("pk", "name", "printed", "position", "role")),
                (Provenance, ("pk", "field", "origin", "evidence")),
                (TopicArticle, ("pk", "article", "topic", "by_hand")),
                (TopicOmission, ("pk", "article", "topic")),
            )
        ]
    ]


def all_edits(**cells):
    return edits_of(Article.objects.order_by("pk"), cells=cells)


def test_a_plan_shows_what_changes_and_changes_nothing(editor):
    article, other = make_article(language="en"), make_article(language="fr")
    before = state()
    planned = plan_edits(all_edits(language="fr"))
    assert [
        (change.article, [(cell.column.name, cell.old, cell.new) for cell in change.cells])
        for change in planned.changes
    ] == [(article, [("language", "en", "fr")])]
    assert (planned.values, planned.unchanged, planned.mistakes) == (1, 1, ())
    assert other.language == "fr"
    assert state() == before


def test_an_edit_is_one_act_marks_the_fields_and_waits_for_the_index(editor):
    publication = make_publication()
    article, other = make_article(), make_article()
    IndexChange.objects.all().delete()
    change = apply_edits(
        all_edits(publication=publication.name, byline="Nora Lind", date="2019-10"),
        editor=editor,
        reason="The masthead.",
    )
    assert (change.action, change.editor, change.reason) == (Action.BULK, editor, "The masthead.")
    assert Change.objects.count() == 1
    for each in Article.objects.all():
        assert each.publication == publication
        assert (each.date_earliest, each.date_latest) == (
            datetime.date(2019, 10, 1),
            datetime.date(2019, 10, 31),
        )
        assert each.date_basis == "editor"
        marks = each.provenance.filter(origin="editor", reason="The masthead.", editor=editor)
        assert set(marks.values_list("field", flat=True)) == {"publication", "published", "byline"}
    waiting = set(IndexChange.objects.filter(kind="article").values_list("object_id", flat=True))
    assert waiting == {article.pk, other.pk}


def test_undoing_restores_every_value_of_every_article(editor):
    make_publication()
    quay = Topic.objects.create(name="Quay", slug="quay", query="quay")
    Topic.objects.create(name="Fees", slug="fees")
    imported = import_bytes(
        b"Harbour fee to fall\n\nBy Nora Lind\n\nJune 3, 2019\n\nThe board met.\n", name="a.txt"
    ).article
    TopicArticle.objects.create(article=imported, topic=quay)
    make_article(visibility="withheld", withheld_reason="privacy")
    before = state()
    edits = edits_of(
        Article.objects.order_by("pk"),
        cells={
            "publication": "The Harbour Times",
            "date": "",
            "byline": "Ivo Frost",
            "language": "fr",
            "rights": "quotes",
            "visibility": "hidden",
        },
        topics=["Fees"],
        out_of=["Quay"],
    )
    change = apply_edits(edits, editor=editor)
    assert set(TopicArticle.objects.values_list("topic__name", flat=True)) == {"Fees"}
    assert TopicOmission.objects.count() == 2
    assert state() != before
    undo(change, editor=editor)
    assert state() == before


def test_what_was_changed_again_since_keeps_the_whole_act(editor):
    article, other = make_article(), make_article()
    change = apply_edits(all_edits(language="fr"), editor=editor)
    apply_edits(edits_of(Article.objects.filter(pk=other.pk), cells={"language": "de"}), editor=editor)
    with pytest.raises(NotUndoable) as refused:
        undo(change, editor=editor)
    assert len(refused.value.blockers) == 1
    article.refresh_from_db()
    assert article.language == "fr"


def test_an_edit_of_an_article_that_changed_since_is_refused_and_nothing_is_half_done(editor):
    article, other = make_article(headline="First"), make_article(headline="Second")
    edits = all_edits(language="fr")
    other.dateline = "Mirefield"
    other.save()
    before = state()
    with pytest.raises(Refused) as refused:
        apply_edits(edits, editor=editor)
    (mistake,) = refused.value.mistakes
    assert (mistake.title, mistake.sentence) == ("Second", "This article was changed after you looked at it.")
    assert state() == before
    article.refresh_from_db()
    assert article.language == ""


def test_one_wrong_value_refuses_all(editor):
    one, other = all_edits(language="fr") if make_article() and make_article() else ()
    wrong = Edit(other.public_id, other.version, {"language": "French"}, line=7)
    with pytest.raises(Refused) as refused:
        apply_edits([one, wrong], editor=editor)
    assert [(mistake.line, mistake.column) for mistake in refused.value.mistakes] == [(7, "language")]
    assert not Change.objects.exists()


def test_a_date_that_no_text_gives_needs_a_reason(editor):
    make_article()
    with pytest.raises(Refused) as refused:
        apply_edits(all_edits(date="2019"), editor=editor)
    assert [mistake.column for mistake in refused.value.mistakes] == ["reason"]
    assert apply_edits(all_edits(date="2019"), editor=editor, reason="The box it lay in.")


def test_what_is_so_already_is_no_act(editor):
    make_article(language="fr")
    assert apply_edits(all_edits(language="fr"), editor=editor) is None
    assert not Provenance.objects.filter(origin="editor").exists()


def test_an_article_is_not_put_under_a_topic_and_left_out_of_it():
    Topic.objects.create(name="Fees", slug="fees")
    make_article()
    (mistake,) = plan_edits(all_edits(topics="Fees", left_out_of="Fees")).mistakes
    assert mistake.sentence == "An article cannot be put under “Fees” and left out of it."


def test_no_import_changes_what_was_edited_together(editor):
    text = (
        "Harbour fee to fall\n\nBy Nora Lind\n\nJune 3, 2019\n\nThe harbour board met to discuss the fee.\n"
    )
    import_bytes(text.encode(), name="a.txt")
    apply_edits(all_edits(date="2020", byline="Ivo Frost"), editor=editor)
    article = import_bytes(text.replace("discuss", "raise").encode(), name="a.txt").article
    assert (str(article.published), [byline.name for byline in article.bylines.all()]) == (
        "2020",
        ["Ivo Frost"],
    )


def test_more_articles_than_a_request_has_time_for_are_refused(monkeypatch):
    edits = [Edit(f"{number:012}", "v", {}) for number in range(MOST_ROWS + 1)]
    assert [mistake.sentence for mistake in plan_edits(edits).mistakes] == [
        "At most 2,000 articles can be looked at in one go."
    ]
    monkeypatch.setattr("articles.editing.bulk_edits.MOST_ARTICLES", 2)
    for _ in range(3):
        make_article()
    (mistake,) = plan_edits(all_edits(language="fr")).mistakes
    assert mistake.sentence == "This changes 3 articles; at most 2 are changed at once."
    assert plan_edits(all_edits(language="")).mistakes == ()


def test_the_queries_of_a_plan_do_not_grow_with_its_articles(django_assert_num_queries):
    for _ in range(12):
        make_article(publication=make_publication())
    edits = all_edits(language="fr", publication="")
    with django_assert_num_queries(5):
        plan_edits(edits)
