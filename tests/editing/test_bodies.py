"""What a changed body does to the quotes of its article."""

import pytest

from articles.editing import LostQuotes, carry_out, plan_body
from articles.models import Redirect
from articles.text.spans import Span
from tests.factories import BODY, make_article, make_quote

pytestmark = pytest.mark.django_db

WORDS = "We will lower the fee by spring,"


def plan(article, new_body):
    return plan_body(article, old_body=article.body, new_body=new_body)


def fates(article, new_body):
    return [(each.fate.value, each.words) for each in plan(article, new_body).fates]


def edit(article, new_body, editor, **options):
    planned = plan(article, new_body)
    article.body = new_body
    article.save()
    carry_out(article, planned, editor=editor, **options)
    article.refresh_from_db()


@pytest.mark.parametrize(
    ("new_body", "fate"),
    [
        pytest.param("A first line.\n\n" + BODY, ("stays", WORDS), id="text before it"),
        pytest.param(BODY.replace("Monday", "Tuesday"), ("stays", WORDS), id="another word elsewhere"),
        pytest.param(BODY.replace("the meeting", "it"), ("stays", WORDS), id="a shorter end"),
        pytest.param("\n\n".join(reversed(BODY.split("\n\n"))), ("stays", WORDS), id="the longer paragraph first"),
        pytest.param(
            BODY.replace("the fee", "the fees"), ("reworded", "We will lower the fees by spring,"), id="a letter more"
        ),
        pytest.param(
            BODY.replace("by spring,", "by May."), ("reworded", "We will lower the fee by May."), id="another end"
        ),
        pytest.param(
            BODY.replace("We will", "They shall"), ("reworded", "They shall lower the fee by spring,"), id="another start"
        ),
        pytest.param("The harbour board met on Monday.", ("lost", ""), id="its paragraph gone"),
        pytest.param(BODY.replace(WORDS, "No,"), ("lost", ""), id="something else said"),
    ],
)  # fmt: skip
def test_a_quote_in_a_changed_text(new_body, fate):
    article = make_article()
    make_quote(article)
    assert fates(article, new_body) == [fate]


def test_words_that_stand_elsewhere_now_are_said_to_move():
    article = make_article(
        body="“Never,” Ada said.\n\nThe board met and sat for a whole day in the old town hall."
    )
    quote = make_quote(article, "Never,")
    planned = plan(
        article, "The board met and sat for a whole day in the old town hall.\n\n“Never,” Ada said."
    )
    (each,) = planned.fates
    assert (each.quote, each.fate.value, each.place) == (quote, "moves", Span(62, 68))
    assert planned.is_worth_a_look


def test_quotes_that_only_go_along_are_not_worth_a_look():
    article = make_article()
    make_quote(article)
    assert not plan(article, "A first line.\n\n" + BODY).is_worth_a_look


def test_a_corrected_word_in_a_quote_keeps_the_quote_and_its_old_address_leads_to_it(admin_user):
    article = make_article()
    start = BODY.index("said")
    quote = make_quote(article, cue_start=start, cue_end=start + 4)
    old = quote.public_id
    edit(article, BODY.replace("the fee", "the fees"), admin_user, reason="As in print.")
    quote.refresh_from_db()
    assert quote.words == "We will lower the fees by spring,"
    assert article.body[quote.start : quote.end] == quote.words
    assert article.body[quote.cue_start : quote.cue_end] == "said"
    assert quote.public_id != old
    assert Redirect.objects.target(kind="quote", old=old) == quote.public_id
    row = quote.provenance.get(field="words")
    assert (row.origin, row.editor, row.reason) == ("editor", admin_user, "As in print.")
    edit(article, BODY, admin_user)
    quote.refresh_from_db()
    assert (quote.words, quote.public_id) == (WORDS, old)
    assert Redirect.objects.target(kind="quote", old=old) is None


def test_a_lost_quote_goes_only_when_it_is_let_go(admin_user):
    article = make_article()
    quote = make_quote(article)
    planned = plan(article, "The board met.")
    with pytest.raises(LostQuotes) as refusal:
        carry_out(article, planned, editor=admin_user)
    assert refusal.value.quotes == [quote]
    edit(article, "The board met.", admin_user, let_go=[quote.pk])
    assert not article.quotes.exists()
    assert Redirect.objects.target(kind="vanished", old=quote.public_id) == article.public_id


def test_two_quotes_of_the_same_words_never_share_a_place():
    body = "“Never,” Ada said. “Never,” said Tom."
    article = make_article(body=body)
    make_quote(article, "Never,")
    second = body.rindex("Never,")
    make_quote(article, "Never,", start=second, end=second + 6, public_id="second")
    assert fates(article, "“Never,” Ada said.") == [("stays", "Never,"), ("lost", "")]


def test_another_plan_has_another_token():
    article = make_article()
    make_quote(article)
    tokens = {plan(article, BODY.replace("the fee", new)).token for new in ("the fees", "a fee", "the fee")}
    assert len(tokens) == 3
