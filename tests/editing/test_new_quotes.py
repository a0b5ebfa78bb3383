"""Quotes that an editor adds."""

import pytest

from articles.editing import NewQuote, NotAQuote, add_quote, find_place, find_who
from articles.models import Redirect
from articles.models.public_ids import quote_public_id
from articles.text.documents import QuotationKind
from articles.text.spans import Span
from tests.factories import BODY, make_article, make_quote, make_speaker, make_unnamed_source

pytestmark = pytest.mark.django_db

TWICE = "“No,” Ada said. Later Tom said “No,” too, and went to Norwich."


def refusal(article, words, **options):
    with pytest.raises(NotAQuote) as refused:
        find_place(article, words, **options)
    return refused.value


def test_words_that_stand_once_are_found():
    assert find_place(make_article(), "discuss the new tariff") == Span(35, 57)


def test_words_that_stand_several_times_have_to_be_chosen_from():
    article = make_article(body=TWICE)
    refused = refusal(article, "No")
    assert refused.field == "start"
    assert refused.places == (Span(1, 3), Span(32, 34))
    assert str(refused) == "These words stand 2 times in the text: choose which."
    assert find_place(article, "No", start=32) == Span(32, 34)


def test_a_place_that_another_quote_has_is_no_choice():
    article = make_article(body=TWICE)
    make_quote(article, "No,")
    assert find_place(article, "No,") == Span(32, 35)


@pytest.mark.parametrize(
    ("words", "options", "field", "said"),
    [
        pytest.param("", {}, "words", "Which words are the quote?", id="nothing"),
        pytest.param(
            "discuss the old tariff",
            {},
            "words",
            "These words do not stand in the article's text, letter by letter. They do up to “… discuss the”.",
            id="other words",
        ),
        pytest.param("lower the fee", {}, "words", "These words are part of another quote of the article.", id="overlap"),
        pytest.param(
            "lower the fee",
            {"start": BODY.index("lower the fee")},
            "words",
            "These words are part of another quote of the article.",
            id="overlap at a place",
        ),
        pytest.param("tariff", {"start": 100_000}, "start", "This place is outside of the text.", id="outside"),
        pytest.param(
            "tariff",
            {"start": 0},
            "start",
            "Other words stand at this place: the text may have changed. Select them again.",
            id="elsewhere",
        ),
    ],
)  # fmt: skip
def test_refused_at_the_field(words, options, field, said):
    article = make_article()
    make_quote(article)
    refused = refusal(article, words, **options)
    assert (refused.field, str(refused)) == (field, said)


def test_an_added_quote_is_the_editors(admin_user):
    article = make_article()
    make_quote(article)
    new = NewQuote(Span(35, 57), QuotationKind.MIXED, make_speaker())
    quote = add_quote(article, new, editor=admin_user, reason="Missed.")
    assert (quote.words, quote.kind, quote.statement) == ("discuss the new tariff", "mixed", 2)
    assert (quote.attribution_origin, quote.review_state, quote.is_edited) == ("editor", "corrected", True)
    rows = quote.provenance.values_list("field", "origin", "reason")
    assert set(rows) == {(field, "editor", "Missed.") for field in ("words", "kind", "speaker")}


def test_an_unnamed_source_of_the_article_may_have_said_it(admin_user):
    article = make_article()
    source = make_unnamed_source(article)
    quote = add_quote(article, NewQuote(Span(35, 57), QuotationKind.MIXED, source), editor=admin_user)
    assert (quote.speaker, quote.unnamed_source) == (None, source)


def test_a_quote_that_was_here_has_its_address_again(admin_user):
    article = make_article()
    public_id = quote_public_id(article_id=article.public_id, words="tariff", occurrence=1)
    Redirect.objects.create(kind="vanished", old=public_id, new=article.public_id)
    quote = add_quote(article, NewQuote(Span(51, 57), QuotationKind.MIXED), editor=admin_user)
    assert quote.public_id == public_id
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("place", [Span(60, 70), Span(0, 100_000)])
def test_no_quote_is_added_over_another_or_outside_of_the_text(admin_user, place):
    article = make_article()
    make_quote(article)
    with pytest.raises(NotAQuote):
        add_quote(article, NewQuote(place, QuotationKind.DIRECT), editor=admin_user)
    assert article.quotes.count() == 1


def test_whom_the_text_describes_and_does_not_name_becomes_an_unnamed_source(admin_user):
    article = make_article()
    who = find_who(article, "the harbour board")
    quote = add_quote(article, NewQuote(Span(35, 57), QuotationKind.MIXED, who), editor=admin_user)
    assert quote.unnamed_source.description == "harbour board"
    assert find_who(article, "harbour board") == quote.unnamed_source


def test_a_description_that_the_text_lacks_is_refused():
    with pytest.raises(NotAQuote, match="in its own words") as refused:
        find_who(make_article(), "a clerk of the assembly")
    assert refused.value.field == "who"
