"""Which words are the same word."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from whoosh.lang.porter2 import stem as whoosh_stem

from articles.search.analysis import LONGEST, stem, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The Board MET", ("the", "board", "met"), id="case"),
        pytest.param("café Café cafe\u0301", ("cafe", "cafe", "cafe"), id="accents"),
        pytest.param("Øre, Łódź, Straße", ("ore", "lodz", "strasse"), id="letters-unicode-keeps-whole"),
        pytest.param(
            "the board's, the board’s, boards’", ("the", "board", "the", "board", "boards"), id="possessive"
        ),
        pytest.param("don’t O'Brien", ("dont", "obrien"), id="apostrophe-inside"),
        pytest.param("it's its", ("it", "its"), id="its"),
        pytest.param("U.S. U.S, US us", ("us", "us", "us", "us"), id="initials"),
        pytest.param("J. R. Moss at 9 a.m.", ("j", "r", "moss", "at", "9", "am"), id="single-initials"),
        pytest.param("C++ C# C and c", ("c++", "c#", "c", "and", "c"), id="languages"),
        pytest.param("1,000 3.5 2009-06", ("1000", "3.5", "2009", "06"), id="numbers"),
        pytest.param("1980s 4:21pm", ("1980s", "4", "21pm"), id="numbers-with-letters"),
        pytest.param(
            "front-companies re_use", ("front", "companies", "re", "use"), id="hyphen-and-underscore"
        ),
        pytest.param("soft\u00adhyphen zero\u200bwidth", ("softhyphen", "zerowidth"), id="invisible"),
        pytest.param("東京 tower", ("東", "京", "tower"), id="without-spaces-between-words"),
        pytest.param("“fee”—(rise)…", ("fee", "rise"), id="punctuation"),
        pytest.param("🙂 \x00 — '", (), id="no-words"),
    ],
)
def test_words_are_folded(text, expected):
    assert words(text) == expected


def test_a_token_says_where_it_stands():
    text = "Out of the U.S. by air"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "Out",
        "of",
        "the",
        "U.S.",
        "by",
        "air",
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("sanction", "sanctions"), ("vote", "voting"), ("policy", "policies")]
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["us", "1980s", "c++", "東"])
def test_what_is_no_english_word_is_not_stemmed(word):
    assert stem(word) == word


def test_a_word_without_end_is_told_by_its_beginning():
    assert words("x" * 5_000) == ("x" * LONGEST,)


# Beginnings, middles and ends that Porter's steps look at, and letters that stand between them.
PARTS = st.sampled_from(
    [*"abcdeghiklmnoprstuvwyz", "gener", "commun", "arsen", "sses", "ied", "ies", "us", "ss", "eed", "eedly", "ed", "edly", "ing",
     "ingly", "at", "bl", "iz", "bb", "tt", "ational", "tional", "ization", "fulness", "entli", "biliti", "logi", "li", "alize",
     "icate", "ative", "iciti", "ness", "ful", "ement", "ance", "ible", "sion", "tion", "ll", "e", "y"]
)  # fmt: skip


@given(st.lists(PARTS, min_size=1, max_size=6).map("".join).filter(lambda word: len(word) > 2))
@example("skies")
@example("inning")
@example("yyy")
def test_a_stem_is_what_whoosh_says_it_is(word):
    assert stem(word) == whoosh_stem(word)
