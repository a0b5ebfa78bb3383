"""The query syntax, line by line, and what is said of a mistake."""

import datetime

import pytest

from articles.search.fields import FIELDS
from articles.search.leaves import MOST_APART
from articles.search.lexemes import DEEPEST, MOST_WORDS
from articles.search.query import LONGEST_QUERY, MOST_PROBLEMS, parse, replaced
from articles.search.syntax import (
    And,
    Dated,
    Everything,
    Fuzzy,
    Near,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Undated,
    Value,
    Word,
    positive_leaves,
)

FEE, TAX, TOLL = Word("fee"), Word("tax"), Word("toll")


def day(text):
    return datetime.date.fromisoformat(text)


def dated(first, last):
    return Dated(day(first) if first else None, day(last) if last else None)


def kind(value):
    return Value("kinds", frozenset({value}))


def has(value):
    return Value("has", frozenset({value}))


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
        pytest.param("fee -", FEE, id="dash-at-the-end"),
        pytest.param("fee +", FEE, id="plus-at-the-end"),
        pytest.param("fee !", FEE, id="exclamation-mark-at-the-end"),
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
        pytest.param("fee && tax", And((FEE, TAX)), id="and-sign"),
        pytest.param("fee&&tax", And((FEE, TAX)), id="and-sign-without-spaces"),
        pytest.param("fee || tax", Or((FEE, TAX)), id="or-sign"),
        pytest.param("fee||-tax", Or((FEE, Not(TAX))), id="or-sign-without-spaces"),
        pytest.param("fee | tax", Or((FEE, TAX)), id="bar-between-spaces"),
        pytest.param("AT&T", Phrase(("at", "t")), id="one-ampersand-is-part-of-a-name"),
        pytest.param("fee !tax", And((FEE, Not(TAX))), id="exclamation-mark"),
        pytest.param("!(fee tax)", Not(And((FEE, TAX))), id="exclamation-mark-before-parenthesis"),
        pytest.param("fee! tax", And((FEE, TAX)), id="exclamation-mark-behind-a-word"),
        pytest.param("+fee +tax", And((FEE, TAX)), id="plus"),
        pytest.param('+"fee tax" +(toll)', And((Phrase(("fee", "tax")), TOLL)), id="plus-before-marks"),
        pytest.param("+speaker:moss", Word("moss", "speaker"), id="plus-before-field"),
        pytest.param("fee + tax", And((FEE, TAX)), id="plus-between-spaces"),
        pytest.param("-speaker:moss", Not(Word("moss", "speaker")), id="excluded-speaker"),
        pytest.param('-speaker:"Ada Moss"', Not(Phrase(("ada", "moss"), "speaker")), id="excluded-name"),
        pytest.param(
            "（ｆｅｅ　ＯＲ　ｔａｘ）　－ｔｏｌｌ", And((Or((FEE, TAX)), Not(TOLL))), id="full-width"
        ),
        pytest.param("＂fee tax＂～３", Near(("fee", "tax"), 3), id="full-width-near"),
        pytest.param("date：２００９", dated("2009-01-01", "2009-12-31"), id="full-width-field"),
        pytest.param("fee~", Fuzzy("fee", 1), id="like"),
        pytest.param("tolls~", Fuzzy("tolls", 1), id="like-a-word-of-five"),
        pytest.param("tariff~", Fuzzy("tariff", 2), id="like-a-long-word"),
        pytest.param("tariff~1", Fuzzy("tariff", 1), id="like-but-for-one"),
        pytest.param("tax~2", Fuzzy("tax", 2), id="like-but-for-two"),
        pytest.param("tariff~0", Phrase(("tariff",)), id="like-but-for-none"),
        pytest.param("Café~", Fuzzy("cafe", 1), id="folded-like"),
        pytest.param(
            "front-companies~", And((Phrase(("front",)), Fuzzy("companies", 2))), id="hyphenated-like"
        ),
        pytest.param("~fee", FEE, id="tilde-before-a-word"),
        pytest.param("speaker:moss~", Fuzzy("moss", 1, "speaker"), id="field-with-like"),
        pytest.param(
            "headline:(fee~ OR tariff~1)",
            Or((Fuzzy("fee", 1, "headline"), Fuzzy("tariff", 1, "headline"))),
            id="parenthesis-with-like",
        ),
        pytest.param("-fee~", Not(Fuzzy("fee", 1)), id="excluded-like"),
        pytest.param('"fee tax"~5', Near(("fee", "tax"), 5), id="near"),
        pytest.param('"fee tax"~0', Near(("fee", "tax"), 0), id="side-by-side"),
        pytest.param('"fee fee tax"~9', Near(("fee", "fee", "tax"), 9), id="near-twice"),
        pytest.param("“the fee”~100", Near(("the", "fee"), 100), id="near-in-curly-quotes"),
        pytest.param('headline:"fee tax"~5', Near(("fee", "tax"), 5, "headline"), id="field-with-near"),
        pytest.param(
            'speaker:("ada moss"~1 OR hale)',
            Or((Near(("ada", "moss"), 1, "speaker"), Word("hale", "speaker"))),
            id="parenthesis-with-near",
        ),
        pytest.param('-"fee tax"~5 toll', And((Not(Near(("fee", "tax"), 5)), TOLL)), id="excluded-near"),
        pytest.param("kind:indirect", kind("indirect"), id="kind"),
        pytest.param("kind:Direct", kind("direct"), id="kind-in-capitals"),
        pytest.param('kind:"reported speech"', kind("indirect"), id="kind-in-words"),
        pytest.param("-kind:mixed", Not(kind("mixed")), id="excluded-kind"),
        pytest.param("kind:(direct OR mixed)", Or((kind("direct"), kind("mixed"))), id="kinds"),
        pytest.param("has:date", has("date"), id="has"),
        pytest.param("has:Quotes", has("quote"), id="has-in-the-plural"),
        pytest.param("has:title", has("headline"), id="has-by-another-name"),
        pytest.param("-has:byline", Not(has("byline")), id="has-not"),
        pytest.param("has:(speaker topic)", And((has("speaker"), has("topic"))), id="has-both"),
        pytest.param("byline:moss", Word("moss", "byline"), id="byline"),
        pytest.param("author:moss", Word("moss", "byline"), id="author"),
        pytest.param("year:2009", dated("2009-01-01", "2009-12-31"), id="year-by-name"),
        pytest.param("date>=2009", dated("2009-01-01", None), id="date-compared"),
        pytest.param("date < 2010", dated(None, "2009-12-31"), id="date-compared-with-spaces"),
        pytest.param("date:>= 2009 fee", And((dated("2009-01-01", None), FEE)), id="comparison-with-space"),
        pytest.param("date:[2009 TO 2010] fee", And((dated("2009-01-01", "2010-12-31"), FEE)), id="brackets"),
        pytest.param("date:2009 TO 2010", dated("2009-01-01", "2010-12-31"), id="to"),
        pytest.param("date:2009-06 .. 2009-08", dated("2009-06-01", "2009-08-31"), id="spaced-range"),
        pytest.param('date:"26 June 2009" fee', And((dated("2009-06-26", "2009-06-26"), FEE)), id="in-words"),
        pytest.param(
            "date:(>=2009 <2011)", And((dated("2009-01-01", None), dated(None, "2010-12-31"))), id="both"
        ),
        pytest.param("before:2010", dated(None, "2009-12-31"), id="before"),
        pytest.param("after:2009", dated("2010-01-01", None), id="after"),
        pytest.param("since:2009-06", dated("2009-06-01", None), id="since"),
        pytest.param("-until:2009", Not(dated(None, "2009-12-31")), id="excluded-until"),
        pytest.param("before: lunch", And((Word("before"), Word("lunch"))), id="before-something-else"),
        pytest.param("why?", Word("why"), id="question-mark"),
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
        pytest.param("tariff~5", Fuzzy("tariff", 2), "1 or 2; 2 were taken", "tariff~5", id="like-too-far"),
        pytest.param(
            "fee tax~0.8", And((FEE, Fuzzy("tax", 1))), "1 was taken", "tax~0.8", id="like-by-share"
        ),
        pytest.param("x~", Phrase(("x",)), "has to stay the same", "x~", id="like-one-letter"),
        pytest.param("fe~2", Fuzzy("fe", 1), "has to stay the same", "fe~2", id="like-all-letters"),
        pytest.param("fee*~", Prefix("fee"), "a * or a ~, not both", "fee*~", id="star-and-tilde"),
        pytest.param('"fee tax"~', Near(("fee", "tax"), 5), "needs a number", '"fee tax"~', id="near-unsaid"),
        pytest.param(
            '"fee tax"~101', Near(("fee", "tax"), MOST_APART), "at most 100", '"fee tax"~101', id="far"
        ),
        pytest.param('"fee"~5', Phrase(("fee",)), "none that it could be near", '"fee"~5', id="near-nothing"),
        pytest.param("fee^2 tax", And((FEE, TAX)), "weighs nothing", "fee^2", id="weight"),
        pytest.param(
            '"fee tax"^2.5', Phrase(("fee", "tax")), "weighs nothing", "^2.5", id="weight-of-a-phrase"
        ),
        pytest.param(
            "f?e tax", And((Prefix("f"), TAX)), "A ? stands for no letter", "f?e", id="question-mark"
        ),
        pytest.param(
            "f?e tax", And((Prefix("f"), TAX)), "only at the end of a word", "f?e", id="wildcard-inside"
        ),
        pytest.param("fee kind:loud", FEE, "takes direct, mixed or indirect", "kind:loud", id="no-kind"),
        pytest.param("has:money fee", FEE, "has: takes date, headline,", "has:money", id="nothing-it-has"),
        pytest.param(
            "speakr:moss", Phrase(("speakr", "moss")), "Perhaps speaker: was", "speakr:", id="near-field"
        ),
        pytest.param("fee date:06/07/2009", FEE, "the year first", "date:06/07/2009", id="two-readings"),
        pytest.param(
            "date:{2009 TO 2010}", Nothing(), "No day lies between", "date:{2009 TO 2010}", id="no-day"
        ),
        pytest.param(
            "fee NEAR/5 tax", And((FEE, TAX)), 'written "trade partners"~5', "NEAR/5", id="near-elsewhere"
        ),
        pytest.param(
            "fee w/5 tax", And((FEE, TAX)), 'written "trade partners"~5', "w/5", id="within-elsewhere"
        ),
        pytest.param("fee ||", FEE, "“||” has nothing to join", "||", id="or-sign-at-the-end"),
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


def test_a_phrase_that_is_too_long_is_searched_for_by_its_first_words():
    query = parse('fee "' + "tax " * 150 + '" toll')
    assert query.node == And((FEE, Phrase(("tax",) * (MOST_WORDS - 1))))
    assert [problem.message for problem in query.problems] == [
        "The query has too many words: only the first 100 were searched for."
    ]


def test_every_field_is_named_in_what_is_said_of_an_unknown_one():
    (problem,) = parse("colour:fee").problems
    missing = {field for field in FIELDS if f"{field}:" not in problem.message}
    assert missing == {"author", "byline", "source", "title", "year"}, "other names need not be listed"
