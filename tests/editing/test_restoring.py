"""Removed text put back where it stood, and taken out again."""

import pytest

from articles.editing import LostQuotes, NotRestorable, remove_again, restore
from articles.models import Article, Quote, Redirect, RemovedText
from tests.factories import import_bytes, make_article, make_quote

pytestmark = pytest.mark.django_db

FIRST = "The board met on Monday."
SECOND = "“We will lower the fee,” Ada Marsh said."
BODY = f"{FIRST}\n\n{SECOND}"


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create(username="nora")


def article_with(*removed, body=BODY):
    article = make_article(body=body)
    rows = [
        RemovedText.objects.create(article=article, text=text, rule="comments", position=position)
        for text, position in removed
    ]
    return article, rows


def positions(article):
    return {row.text: row.position for row in article.removed_texts.all()}


@pytest.mark.parametrize(
    ("position", "body"),
    [
        pytest.param(0, f"More below.\n\n{BODY}", id="before the first paragraph"),
        pytest.param(26, f"{FIRST}\n\nMore below.\n\n{SECOND}", id="between two paragraphs"),
        pytest.param(10, f"{FIRST}\n\nMore below.\n\n{SECOND}", id="inside of a paragraph, so after it"),
        pytest.param(len(BODY), f"{BODY}\n\nMore below.", id="after the last paragraph"),
        pytest.param(9_999, f"{BODY}\n\nMore below.", id="beyond a body that was shortened"),
    ],
)
def test_a_text_comes_back_as_a_paragraph_and_goes_again(editor, position, body):
    article, (row,) = article_with(("More below.", position))
    quote = make_quote(article, "We will lower the fee,")
    restored = restore(row, editor=editor)
    quote.refresh_from_db()
    row.refresh_from_db()
    assert restored.body == Article.objects.get().body == body
    assert body[quote.start : quote.end] == quote.words
    assert body[row.position :].startswith("More below.")
    assert row.restored_by == editor
    provenance = article.provenance.get(field="body")
    assert (provenance.origin, provenance.reason) == ("editor", "Restored: More below.")

    remove_again(row, editor=editor)
    quote.refresh_from_db()
    assert Article.objects.get().body == BODY
    assert BODY[quote.start : quote.end] == quote.words
    assert not RemovedText.objects.get().is_restored


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_texts_of_one_place_keep_their_order_whichever_is_restored_first(editor, order):
    article, rows = article_with(("One.", 26), ("Two.", 26), ("Three.", 26))
    for number in order:
        restore(rows[number], editor=editor)
    body = f"{FIRST}\n\nOne.\n\nTwo.\n\nThree.\n\n{SECOND}"
    assert Article.objects.get().body == body
    assert positions(article) == {"One.": 26, "Two.": 32, "Three.": 38}
    for number in order:
        remove_again(rows[number], editor=editor)
    assert Article.objects.get().body == BODY
    assert positions(article) == {"One.": 26, "Two.": 26, "Three.": 26}


def test_texts_at_the_end_keep_their_order_too(editor):
    end = len(BODY)
    article, (one, two) = article_with(("One.", end), ("Two.", end))
    restore(two, editor=editor)
    restore(one, editor=editor)
    assert Article.objects.get().body == f"{BODY}\n\nOne.\n\nTwo."
    remove_again(one, editor=editor)
    remove_again(two, editor=editor)
    assert Article.objects.get().body == BODY
    assert positions(article) == {"One.": end, "Two.": end}


def test_what_was_removed_farther_down_moves_along(editor):
    article, (row, _) = article_with(("More below.", 0), ("Comments are closed", 26))
    restore(row, editor=editor)
    assert positions(article) == {"More below.": 0, "Comments are closed": 39}
    remove_again(row, editor=editor)
    assert positions(article) == {"More below.": 0, "Comments are closed": 26}


def test_a_text_is_not_restored_twice_nor_removed_before(editor):
    _, (row,) = article_with(("More below.", 0))
    with pytest.raises(NotRestorable, match="has not been restored"):
        remove_again(row, editor=editor)
    restore(row, editor=editor)
    with pytest.raises(NotRestorable, match="restored already"):
        restore(row, editor=editor)


def test_a_text_does_not_come_back_inside_of_a_quote(editor):
    body = "“We will lower the fee.\n\nAnd we will do it in May,” Ada Marsh said."
    article, (row,) = article_with(("More below.", 25), body=body)
    make_quote(article, body[1:50])
    with pytest.raises(LostQuotes):
        restore(row, editor=editor)
    assert Article.objects.get().body == body


def test_a_restored_text_that_was_rewritten_since_is_not_removed(editor):
    _, (row,) = article_with(("More below.", 0))
    restore(row, editor=editor)
    Article.objects.update(body=BODY)
    with pytest.raises(NotRestorable, match="no longer stands"):
        remove_again(row, editor=editor)


def test_a_quote_of_a_restored_text_goes_with_it_unless_an_editor_worked_on_it(editor):
    article, (row,) = article_with(("“No more ferries,” she said.", 26))
    article = restore(row, editor=editor)
    quote = make_quote(article, "No more ferries,")
    Quote.objects.update(review_state="confirmed")
    with pytest.raises(LostQuotes):
        remove_again(row, editor=editor)
    Quote.objects.update(review_state="unreviewed")
    remove_again(row, editor=editor)
    assert not Quote.objects.exists()
    assert Redirect.objects.target(kind="vanished", old=quote.public_id) == article.public_id


def test_no_later_import_undoes_a_restoration(editor):
    text = (
        "Harbour fee to fall\n\nThe harbour board met on Monday to discuss the new tariff and the old quay.\n\n"
        "It will sit again in a month, and the public may come to hear what it decides then.\n\n"
        "Share this on Facebook and Twitter\n"
    )
    article = import_bytes(text.encode(), name="harbour.txt").article
    restored = restore(article.removed_texts.get(text__startswith="Share"), editor=editor).body
    assert restored.endswith("Share this on Facebook and Twitter")
    Article.objects.update(pipeline_version="0")
    import_bytes(text.encode(), name="harbour.txt")
    result = import_bytes(text.replace("a month", "two months").encode(), name="harbour.txt")
    article.refresh_from_db()
    assert (result.outcome, article.body) == ("conflict", restored)
    assert article.removed_texts.get().is_restored
