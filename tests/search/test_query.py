"""The query syntax, line by line, and what is said of a mistake."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.search.lexemes import DEEPEST, MOST_WORDS
from articles.search.query import LONGEST_QUERY, MOST_PROBLEMS, parse, replaced
from articles.search.syntax import (
    And,
    Dated,
    Everything,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Undated,
    Word,
    positive_leaves,
)

FEE, TAX, TOLL = Word("fee"), Word("tax"), Word("toll")


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        pytest.param("", Everything(), id="empty"),
        pytest.param(" \t\n", Everything(), id="blank"),
        pytest.param("fee", FEE, id="word"),
        pytest.param("fee tax", And((FEE, TAX)), id="words"),
        pytest.param("fee AND tax", And((FEE, TAX)), id="and"),
        pytest.param("fee and tax", And((FEE, Word("and"), TAX)), id="small-letters-are-words"),
        pytest.param("fee OR tax", Or((FEE, TAX)), id="or"),
        pytest.param("fee OR tax toll", Or((FEE, And((TAX, TOLL)))), id="and-binds-tighter"),
        pytest.param("(fee OR tax) toll", And((Or((FEE, TAX)), TOLL)), id="parentheses"),
        pytest.param("((fee))", FEE, id="needless-parentheses"),
        pytest.param("fee -tax", And((FEE, Not(TAX))), id="minus"),
        pytest.param("fee −tax", And((FEE, Not(TAX))), id="typographic-minus"),
        pytest.param("fee NOT tax", And((FEE, Not(TAX))), id="not"),
        pytest.param("fee AND NOT tax", And((FEE, Not(TAX))), id="and-not"),
        pytest.param("fee OR NOT tax", Or((FEE, Not(TAX))), id="or-not"),
        pytest.param("NOT NOT fee", FEE, id="twice-not"),
        pytest.param("-fee", Not(FEE), id="only-excluded"),
        pytest.param("-(fee tax)", Not(And((FEE, TAX))), id="excluded-parenthesis"),
        pytest.param('-"fee tax"', Not(Phrase(("fee", "tax"))), id="excluded-phrase"),
        pytest.param("-by:moss", Not(Word("moss", "byline")), id="excluded-field"),
        pytest.param("fee - tax", And((FEE, TAX)), id="dash-between-spaces"),
        pytest.param("fee -- tax", And((FEE, TAX)), id="double-dash"),
        pytest.param("fee-", FEE, id="trailing-hyphen"),
        pytest.param('"fee"', Phrase(("fee",)), id="one-word-as-written"),
        pytest.param('"to be or not to be"', Phrase(("to", "be", "or", "not", "to", "be")), id="phrase"),
        pytest.param("“the fee”", Phrase(("the", "fee")), id="curly-quotes"),
        pytest.param(
            "„the fee“ «the tax»", And((Phrase(("the", "fee")), Phrase(("the", "tax")))), id="other-quotes"
        ),
        pytest.param("front-companies", Phrase(("front", "companies")), id="hyphenated"),
        pytest.param("fee*", Prefix("fee"), id="prefix"),
        pytest.param("Café*", Prefix("cafe"), id="folded-prefix"),
        pytest.param("front-compan*", And((Phrase(("front",)), Prefix("compan"))), id="hyphenated-prefix"),
        pytest.param("C++", Word("c++"), id="c-plus-plus"),
        pytest.param("it’s", Word("it"), id="its"),
        pytest.param("U.S.", Word("us"), id="initials"),
        pytest.param("X", Word("x"), id="one-letter"),
        pytest.param("speaker:moss", Word("moss", "speaker"), id="speaker"),
        pytest.param("SPEAKER:Moss", Word("moss", "speaker"), id="field-in-capitals"),
        pytest.param("speaker: moss", Word("moss", "speaker"), id="space-after-field"),
        pytest.param('speaker:"Ada Moss"', Phrase(("ada", "moss"), "speaker"), id="field-with-phrase"),
        pytest.param("speaker:ada-moss", Phrase(("ada", "moss"), "speaker"), id="field-with-slug"),
        pytest.param("speaker:mos*", Prefix("mos", "speaker"), id="field-with-prefix"),
        pytest.param("speaker:*", Prefix("", "speaker"), id="field-with-anything"),
        pytest.param(
            "speaker:(moss OR hale) fee",
            And((Or((Word("moss", "speaker"), Word("hale", "speaker"))), FEE)),
            id="field-with-parenthesis",
        ),
        pytest.param("headline:fee", Word("fee", "headline"), id="headline"),
        pytest.param("title:fee", Word("fee", "headline"), id="title"),
        pytest.param("by:moss", Word("moss", "byline"), id="by"),
        pytest.param("publication:times", Word("times", "publication"), id="publication"),
        pytest.param("source:times", Word("times", "publication"), id="source"),
        pytest.param("topic:harbours", Word("harbours", "topic"), id="topic"),
        pytest.param("cue:vowed", Word("vowed", "cue"), id="cue"),
        pytest.param("date:2009", Dated(day("2009-01-01"), day("2009-12-31")), id="year"),
        pytest.param("date:2009-02", Dated(day("2009-02-01"), day("2009-02-28")), id="month"),
        pytest.param("date:2009-12", Dated(day("2009-12-01"), day("2009-12-31")), id="december"),
        pytest.param("date:2009-06-26", Dated(day("2009-06-26"), day("2009-06-26")), id="day"),
        pytest.param('date:"2009-06-26"', Dated(day("2009-06-26"), day("2009-06-26")), id="quoted-day"),
        pytest.param("date:2009..2010", Dated(day("2009-01-01"), day("2010-12-31")), id="years"),
        pytest.param(
            "date:2009-06..2009-08-15", Dated(day("2009-06-01"), day("2009-08-15")), id="mixed-range"
        ),
        pytest.param("date:2009..", Dated(day("2009-01-01"), None), id="open-end"),
        pytest.param("date:..2010-02", Dated(None, day("2010-02-28")), id="open-beginning"),
        pytest.param("date:9999", Dated(day("9999-01-01"), day("9999-12-31")), id="last-year"),
        pytest.param("date:undated", Undated(), id="undated"),
        pytest.param(
            "date:(2009 OR undated)",
            Or((Dated(day("2009-01-01"), day("2009-12-31")), Undated())),
            id="dates-in-parenthesis",
        ),
        pytest.param("10:30", Phrase(("10", "30")), id="a-time-is-no-field"),
        pytest.param(
            "https://example.org/fee", Phrase(("https", "example", "org", "fee")), id="an-address-is-no-field"
        ),
    ],
)
def test_a_query_is_understood_without_a_word_about_it(text, node):
    query = parse(text)
    assert (query.node, query.problems) == (node, ())


@pytest.mark.parametrize(
    ("text", "node", "message", "place"),
    [
        pytest.param('fee "tax', And((FEE, Phrase(("tax",)))), "never closed", '"', id="open-quote"),
        pytest.param('fee ""', FEE, "no word between these quotation marks", '""', id="empty-quotes"),
        pytest.param("(fee tax", And((FEE, TAX)), "never closed", "(", id="open-parenthesis"),
        pytest.param("fee) tax", And((FEE, TAX)), "closes nothing", ")", id="stray-parenthesis"),
        pytest.param("fee ()", FEE, "nothing between these parentheses", "()", id="empty-parentheses"),
        pytest.param("fee AND", FEE, "“AND” has nothing to join", "AND", id="and-at-the-end"),
        pytest.param("OR fee", FEE, "“OR” has nothing to join", "OR", id="or-at-the-beginning"),
        pytest.param("fee NOT", FEE, "“NOT” has nothing to join", "NOT", id="not-at-the-end"),
        pytest.param("fee OR OR tax", Or((FEE, TAX)), "“OR” has nothing to join", "OR", id="or-twice"),
        pytest.param("OR", Word("or"), "alone it was searched for as a word", "OR", id="or-alone"),
        pytest.param("NOT", Word("not"), "alone it was searched for as a word", "NOT", id="not-alone"),
        pytest.param("*", Everything(), "stands for everything", "*", id="star-alone"),
        pytest.param("*tion", Word("tion"), "only at the end of a word", "*tion", id="star-first"),
        pytest.param("f*e", Prefix("f"), "only at the end of a word", "f*e", id="star-inside"),
        pytest.param(
            '"fee tax*"', Phrase(("fee", "tax")), "within quotation marks", '"fee tax*"', id="star-in-quotes"
        ),
        pytest.param("fee 🙂", FEE, "no letters or digits", "🙂", id="emoji"),
        pytest.param("\x00", Nothing(), "no letters or digits", "\x00", id="nul"),
        pytest.param("—", Nothing(), "no word to search for", "—", id="dash-alone"),
        pytest.param("speaker:", Nothing(), "needs a value", "speaker:", id="field-without-value"),
        pytest.param(
            "colour:fee", Phrase(("colour", "fee")), "is not a field", "colour:", id="unknown-field"
        ),
        pytest.param("fee date:soon", FEE, "not a date", "date:soon", id="no-date"),
        pytest.param("fee date:2009-13", FEE, "not a date", "date:2009-13", id="no-month"),
        pytest.param("fee date:2009-02-30", FEE, "not a date", "date:2009-02-30", id="no-day"),
        pytest.param("fee date:0000", FEE, "not a date", "date:0000", id="no-year"),
        pytest.param("fee date:..", FEE, "not a date", "date:..", id="no-bounds"),
        pytest.param(
            "date:2010..2009",
            Dated(day("2009-01-01"), day("2010-12-31")),
            "turned round",
            "date:2010..2009",
            id="range-backwards",
        ),
    ],
)
def test_a_mistake_is_explained_in_its_place_and_the_rest_is_searched(text, node, message, place):
    query = parse(text)
    assert query.node == node
    (problem,) = query.problems
    assert message in problem.message
    assert text[problem.start : problem.end] == place


def test_a_query_that_is_too_long_is_cut_and_says_so():
    query = parse("fee " * LONGEST_QUERY)
    assert [problem.message.split(":")[0] for problem in query.problems] == [
        "The query has too many words",
        "The query is too long",
    ]
    assert len(positive_leaves(query.node)) == MOST_WORDS


def test_parentheses_within_each_other_have_an_end():
    depth = DEEPEST * 20
    query = parse("(" * depth + "fee" + ")" * depth + " tax")
    assert query.node == And((FEE, TAX))
    assert [problem.message for problem in query.problems] == [
        "Too many parentheses within each other; these were ignored."
    ]


def test_no_more_problems_are_listed_than_one_reads():
    assert len(parse("🙂 " * 500).problems) == MOST_PROBLEMS


@pytest.mark.parametrize(
    "text", ["(" * 100_000, '"' * 99_999, "NOT " * 50_000, "-" * 100_000, "*" * 100_000, "a:" * 50_000]
)
def test_a_hostile_query_is_read_with_few_problems(text):
    assert 1 <= len(parse(text).problems) <= MOST_PROBLEMS


PIECES = st.sampled_from(
    [
        "fee",
        "Tax",
        " ",
        "  ",
        "(",
        ")",
        '"',
        "“",
        "”",
        "-",
        "*",
        "AND",
        "OR",
        "NOT",
        "speaker:",
        "date:",
        "2009",
        "..",
        "\x00",
        "🙂",
        "'",
        ":",
        "\ud800",
        "é",
        "東",
    ]
)


@given(
    st.one_of(
        st.text(), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map(" ".join)
    )
)
@settings(deadline=None, max_examples=400)
def test_every_text_is_a_query(text):
    query = parse(text)
    for problem in query.problems:
        assert 0 <= problem.start <= problem.end <= len(text)
        assert problem.message.endswith(".")
    if query.node == Nothing():
        assert query.problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("sactons fee", "sanctions fee", id="word"),
        pytest.param("Sactons, fee", "sanctions, fee", id="in-its-place"),
        pytest.param(
            '"existing sactons" -(fee OR sactons)', '"existing sanctions" -(fee OR sanctions)', id="all"
        ),
        pytest.param("headline: sactons", "headline: sanctions", id="in-a-field"),
        pytest.param("front-sactons", "front-sanctions", id="in-a-run"),
        pytest.param("sactons*", "sactons*", id="not-a-beginning"),
        pytest.param("speaker:moss", "speaker:moss", id="not-the-name-of-a-field"),
        pytest.param("sactónś", "sanctions", id="accents"),
        pytest.param("fee", "fee", id="nothing"),
        pytest.param("", "", id="empty"),
    ],
)
def test_words_of_a_query_are_replaced_where_they_stand(text, expected):
    assert replaced(text, {"sactons": "sanctions", "speaker": "speakers"}) == expected
