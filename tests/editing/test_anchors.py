"""Quotes stay with their words when an editor changes the text."""

import pytest

from articles.editing import move_quotes, plan_body
from articles.models import Provenance, RemovedText
from tests.factories import BODY, make_article, make_quote

pytestmark = pytest.mark.django_db


def edit_body(article, new_body):
    plan = plan_body(article, old_body=article.body, new_body=new_body)
    article.body = new_body
    article.save()
    move_quotes(article, {each.quote.pk: each.place for each in plan.fates if each.place is not None})


def test_a_quote_moves_with_its_words_and_its_cue_goes_along():
    article = make_article()
    start = BODY.index("said")
    quote = make_quote(article, cue_start=start, cue_end=start + 4)
    edit_body(article, "HARBOUR CITY — " + BODY)
    quote.refresh_from_db()
    assert article.body[quote.start : quote.end] == quote.words
    assert article.body[quote.cue_start : quote.cue_end] == "said"


def test_of_two_places_with_the_same_words_the_one_with_the_same_surroundings_is_kept():
    body = "Ada said “never” twice.\n\nTom also said “never” to them."
    article = make_article(body=body)
    second = body.rindex("never")
    quote = make_quote(article, "never", start=second, end=second + 5)
    edit_body(article, "Tom also said “never” to them.\n\nAda said “never” twice.")
    quote.refresh_from_db()
    assert quote.start == article.body.index("never")


@pytest.mark.django_db
def test_evidence_in_the_body_moves_along_and_removed_texts_stay_within_it():
    article = make_article(body="The board of Harbour News met.\n\nHarbour News reports more.")
    row = Provenance.objects.create(
        article=article,
        field="publication",
        origin="text",
        evidence="Harbour News",
        evidence_frame="body",
        evidence_start=32,
        evidence_end=44,
    )
    gone = Provenance.objects.create(
        article=article,
        field="dateline",
        origin="text",
        evidence="more",
        evidence_frame="body",
        evidence_start=53,
        evidence_end=57,
    )
    removed = RemovedText.objects.create(article=article, text="Click here", rule="line", position=58)
    article.body = "New: the board of Harbour News met.\n\nHarbour News."
    article.save()
    move_quotes(article, {})
    for thing in (row, gone, removed):
        thing.refresh_from_db()
    assert (row.evidence_start, article.body[row.evidence_start : row.evidence_end]) == (37, "Harbour News")
    assert (gone.evidence, gone.evidence_start, gone.evidence_end) == ("more", None, None)
    assert removed.position == len(article.body) == 50
