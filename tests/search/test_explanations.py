"""A search said in words; every sentence here was written by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.explanations import explain
from articles.search.query import parse
from articles.search.requests import Scope, SearchRequest, Sort
from articles.search.syntax import Everything, Not, Or, Word

PLAIN = "Words without a field are looked for in the headline, the standfirst, the text and the byline."
PLAIN_IN_QUOTES = "Words without a field are looked for in the quote and the name of its speaker."
BEST = "The best matches come first."


def explained(text, labels=None, **changes):
    return explain(SearchRequest(text=text, **changes), parse(text).node, labels or {})


def conditions(text, **changes):
    """Return what is said of the query alone."""
    return [
        sentence
        for sentence in explained(text, **changes)
        if sentence not in (PLAIN, PLAIN_IN_QUOTES, BEST) and not sentence.startswith("Undated")
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("sanctions", ["Finds articles that have any form of “sanctions”."]),
        ("fee tax toll", ["Finds articles that have any form of “fee”, any form of “tax” and any form of “toll”."]),
        ('"existing sanctions"', ["Finds articles that have exactly “existing sanctions”."]),
        ("sanctions -Obama", ["Finds articles that have any form of “sanctions” and no form of “obama”."]),
        ("C++ 2009", ["Finds articles that have the word “c++” and the word “2009”."]),
        ("U.S. -a", ["Finds articles that have the word “us” and no word “a”."]),
        ("-fee", ["Finds articles that have no form of “fee”."]),
        ("fee OR tax", ["Finds articles that have any form of “fee” or any form of “tax”."]),
        ("sanctio*", ["Finds articles that have a word that begins with “sanctio”."]),
        ("-sanctio*", ["Finds articles that have no word that begins with “sanctio”."]),
        ("sactons~", ["Finds articles that have a word like “sactons” (at most 2 letters different)."]),
        ("tax~", ["Finds articles that have a word like “tax” (at most 1 letter different)."]),
        ('"near words"~5', ["Finds articles that have “near” and “words” in any order (at most 5 other words between)."]),
        ('"near words"~1', ["Finds articles that have “near” and “words” in any order (at most 1 other word between)."]),
        ('"near words"~0', ["Finds articles that have “near” and “words” side by side in any order."]),
        ('-"near words"~0', ["Finds articles that have nowhere “near” and “words” side by side in any order."]),
        ("speaker:rhodes", ["Finds articles that have the word “rhodes” in the names of quoted speakers."]),
        ("speaker:*", ["Finds articles that have any word in the names of quoted speakers."]),
        ("headline:fee", ["Finds articles that have any form of “fee” in the headline."]),
        ('by:"ada moss"', ["Finds articles that have exactly “ada moss” in the byline."]),
        ("source:times", ["Finds articles that have the word “times” in the name of the publication."]),
        ("topic:trade", ["Finds articles that have the word “trade” in the names of topics."]),
        ("cue:vowed", ["Finds articles that have the word “vowed” in the words that introduce quotes."]),
        ("kind:indirect", ["Finds articles that have an indirect quote."]),
        ("-kind:direct", ["Finds articles that have no direct quote."]),
        ("has:date", ["Finds articles that have a known date."]),
        ("-has:speaker", ["Finds articles that have no named speaker."]),
        ("date:2009", ["Finds articles that are dated 2009."]),
        ("date:2009-06", ["Finds articles that are dated June 2009."]),
        ("date:2009-06-26", ["Finds articles that are dated 26 June 2009."]),
        ("date:2009..2010", ["Finds articles that are dated from 2009 to 2010."]),
        ("date:2009-06..2010-08", ["Finds articles that are dated from June 2009 to August 2010."]),
        ("date:2009-06..2009-08-15", ["Finds articles that are dated from 1 June 2009 to 15 August 2009."]),
        ("date:>=2009", ["Finds articles that are dated from 2009 on."]),
        ("date:<2010", ["Finds articles that are dated up to the end of 2009."]),
        ("date:<2009-06-05", ["Finds articles that are dated up to 4 June 2009."]),
        ("-date:2009", ["Finds articles that are not dated 2009."]),
        ("date:undated", ["Finds articles that have no date."]),
        ("-date:undated", ["Finds articles that have a date."]),
        ("", ["Finds all articles."]),
        ("*", ["Finds all articles."]),
        ("* fee", ["Finds articles that have any form of “fee”."]),
        ("🙂", ["Finds nothing: no article can be so."]),
        ("fee date:{2009 TO 2010}", ["Finds nothing: no article can be so."]),
    ],
)  # fmt: skip
def test_a_simple_search_is_one_sentence(text, sentences):
    assert conditions(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "(fee OR tax) toll speaker:rhodes",
            [
                "Finds articles that have any form of “fee” or any form of “tax”.",
                "Only those that have any form of “toll”.",
                "Only those that have the word “rhodes” in the names of quoted speakers.",
            ],
        ),
        (
            "fee (tax OR (toll -levy))",
            [
                "Finds articles that have any form of “fee”.",
                "Only those that have any form of “tax” or (have any form of “toll” and no form of “levy”).",
            ],
        ),
        ("-(fee tax)", ["Finds articles that have no form of “fee” or no form of “tax”."]),
        ("-(fee OR tax)", ["Finds articles that have no form of “fee” and no form of “tax”."]),
        (
            "-(fee (tax OR -toll))",
            ["Finds articles that have no form of “fee” or (have no form of “tax” and any form of “toll”)."],
        ),
        (
            "fee OR tax OR date:2009 OR (toll date:undated)",
            [
                (
                    "Finds articles that have any form of “fee” or any form of “tax”, are dated 2009 or "
                    "(have any form of “toll” and have no date)."
                )
            ],
        ),
        (
            "speaker:(moss OR hale) -kind:mixed",
            [
                "Finds articles that have the word “moss” or the word “hale” in the names of quoted speakers.",
                "Only those that have no mixed quote.",
            ],
        ),
    ],
)
def test_what_is_nested_reads_as_english(text, sentences):
    assert conditions(text) == sentences


def test_quotes_are_said_to_be_quotes():
    assert explained("evade speaker:rhodes headline:iran has:date kind:indirect", scope=Scope.QUOTES) == (
        "Finds quotes that have any form of “evade”.",
        "Only those that have the word “rhodes” in the name of the speaker.",
        "Only those that have any form of “iran” in the headline of the article.",
        "Only those that are from articles with a known date.",
        "Only those that are indirect.",
        PLAIN_IN_QUOTES,
        BEST,
    )


def test_what_is_asked_of_quotes_themselves_is_said_in_words():
    request = {
        "cues": ("say", "according to"),
        "reviews": ("confirmed", "probable"),
        "attributions": ("unnamed", "nobody"),
    }
    conditions = (
        "introduced with a form of “say” or “according to”.",
        "confirmed by an editor or only probably by the speaker shown.",
        "by an unnamed source or by nobody who is named.",
    )
    quotes = explained("fee", scope=Scope.QUOTES, **request)
    assert quotes[1:4] == tuple(f"Only those that are {condition}" for condition in conditions)
    assert explained("fee", **request)[1:4] == tuple(
        f"Only those that have quotes {condition}" for condition in conditions
    )


def test_filters_are_said_by_their_names():
    request = {
        "speakers": ("ada-moss", "nobody"),
        "publications": ("times",),
        "topics": ("trade",),
        "kinds": ("direct", "mixed"),
        "years": ("2009", "undated"),
        "months": ("2010-06",),
        "sort": Sort.NEWEST,
    }
    labels = {
        "speaker": {"ada-moss": "Ada Moss"},
        "publication": {"times": "The Times"},
        "topic": {"trade": "Trade"},
    }
    assert explained("fee", labels, **request) == (
        "Finds articles that have any form of “fee”.",
        "Only those that quote Ada Moss or nobody.",
        "Only those that appeared in The Times.",
        "Only those that are filed under Trade.",
        "Only those that have direct or mixed quotes.",
        "Only those that are dated 2009 or June 2010, or undated.",
        PLAIN,
        "The newest come first, undated ones last.",
    )
    assert explained("", labels, **request, scope=Scope.QUOTES)[:4] == (
        "Finds quotes that are by Ada Moss or nobody.",
        "Only those that appeared in The Times.",
        "Only those that are from articles filed under Trade.",
        "Only those that are direct or mixed.",
    )


@pytest.mark.parametrize(
    ("text", "changes", "sentence"),
    [
        ("date:2009", {}, "Undated ones are left out."),
        ("fee", {"years": ("2009",)}, "Undated ones are left out."),
        ("fee", {"months": ("2009-06",)}, "Undated ones are left out."),
        ("date:2009", {"include_undated": True}, "Undated ones are let past every limit on the date."),
        ("fee OR date:2009", {}, "Undated ones pass no limit on the date."),
    ],
)
def test_what_becomes_of_undated_articles_is_said(text, changes, sentence):
    assert sentence in explained(text, **changes)


@pytest.mark.parametrize(
    ("text", "changes"), [("fee", {}), ("-date:2009", {}), ("", {"years": ("2009", "undated")})]
)
def test_nothing_is_said_of_undated_articles_where_no_date_keeps_them_out(text, changes):
    assert not any("Undated" in sentence for sentence in explained(text, **changes))


def test_the_order_is_said():
    assert explained("fee")[-1] == BEST
    assert explained("", sort=Sort.OLDEST)[-1] == "The oldest come first, undated ones last."


def test_a_tree_of_everything_and_nothing_is_explained_too():
    nodes = [Or((Word("fee"), Everything())), Or((Word("fee"), Not(Everything())))]
    said = [explain(SearchRequest(), node, {})[0] for node in nodes]
    assert said == [
        "Finds articles that have any form of “fee” or are anything at all.",
        "Finds articles that have any form of “fee” or are nothing at all.",
    ]


@given(st.text(alphabet='fe "()-~*:|&!2', max_size=60) | st.text())
def test_every_query_is_explained_in_sentences(text):
    for scope in Scope:
        said = explained(text, scope=scope)
        assert said
        assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in said)
