"""Where a query's leaves stand in a text: the same as if every word of it had been read."""

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.search.analysis import stem, tokens
from articles.search.matches import Match, find_first_matches, find_matches
from articles.search.syntax import Fuzzy, Near, Phrase, Prefix, Word
from tests.search.textbook import slips


def marks(text, *leaves):
    """Return the text with its matches in double brackets."""
    shown, end = "", 0
    for match in find_matches(text, leaves):
        shown += f"{text[end : match.span.start]}[[{match.span.of(text)}]]"
        end = match.span.end
    return shown + text[end:]


@pytest.mark.parametrize(
    ("leaves", "expected"),
    [
        pytest.param([Word("skies")], "Blue [[skies]], one [[sky]], a skiff", id="irregular-y"),
        pytest.param([Word("die")], "To [[die]], [[dying]], a dip, [[Died]]", id="irregular-dying"),
        pytest.param([Word("possible")], "The [[possibilities]] are [[possible]]", id="bl-for-bil"),
        pytest.param([Word("hope")], "[[Hoping]], hopping, [[hopes]]", id="an-e-that-went"),
        pytest.param([Word("happy")], "[[happiness]], unhappy, [[Happy]]?", id="i-for-y"),
        pytest.param([Word("us")], "the [[U.S.]] and [[us]], used, USA", id="initials"),
        pytest.param([Word("1000")], "[[1,000]] or [[1000]], not 21,000", id="thousands"),
        pytest.param([Word("obrien")], "[[O'Brien]], [[O’Brien’s]] and [[OBRIEN]]", id="apostrophes"),
        pytest.param([Word("it")], "[[It’s]] [[it]]", id="possessive"),
        pytest.param([Word("cafe")], "le [[Café]], [[cafés]]; [[cafe]]", id="accents"),
        pytest.param([Word("c++")], "[[C++]], C, c+ and [[C++]].", id="signs-at-the-end"),
        pytest.param([Word("istanbul")], "[[İSTANBUL]] İİ [[İstanbul]]", id="a-letter-that-becomes-two"),
        pytest.param([Word("税")], "関[[税]]と[[税]]", id="ideographs"),
        pytest.param([Prefix("tari")], "[[tariff]] [[Tariffs]] star", id="prefix"),
        pytest.param(
            [Phrase(("the", "fee"))], "The fees. [[The fee]], [[the “fee]]” the feeble", id="phrase"
        ),
        pytest.param([Phrase(("fee",))], "fees [[fee]] [[fee’s]]", id="phrase-of-one"),
        pytest.param([Phrase(("a", "b")), Phrase(("a", "b", "c"))], "[[a b c]] [[a b]] b c", id="longest"),
        pytest.param([Fuzzy("tariff", 1)], "[[tarif]] [[Tariff]] [[tarfif]] traffic", id="fuzzy"),
        pytest.param([Fuzzy("tariff", 2)], "[[tarifs]] [[traiff]] fee", id="fuzzy-of-two"),
        pytest.param([Near(("fee", "wall"), 1)], "[[Wall]] a [[fee]]. fee b c wall", id="near-either-way"),
        pytest.param([Near(("fee", "fee"), 1)], "fee x y [[fee]] z [[fee]]", id="near-twice"),
        pytest.param([Word("")], "nothing", id="no-letters"),
    ],
)
def test_leaves_stand_where_a_reader_sees_them(leaves, expected):
    assert marks(expected.replace("[[", "").replace("]]", ""), *leaves) == expected


def plainly(text, leaves):  # noqa: C901  one case for each kind of leaf
    """Return the matches by reading every word, in the order of precedence that a reader would expect."""
    listed = list(tokens(text))
    near = {}
    for number, leaf in enumerate(leaves):
        if isinstance(leaf, Near):
            stretch, needed = len(leaf.words) + leaf.distance, Counter(leaf.words)
            for first in range(len(listed)):
                window = listed[first : first + stretch]
                if Counter(token.text for token in window) >= needed:
                    for token in window:
                        if token.text in needed:
                            near.setdefault(token.start, number)

    def at(place):
        token = listed[place]
        found = []
        for number, leaf in enumerate(leaves):
            match leaf:
                case Phrase(words) if tuple(t.text for t in listed[place : place + len(words)]) == words:
                    found.append((0, -len(words), number))
                case Word(word) if stem(token.text) == stem(word):
                    found.append((2, -1, number))
                case Prefix(prefix) if prefix and token.text.startswith(prefix):
                    found.append((3, -1, number))
                case Fuzzy(word, distance) if slips(token.text, word) <= distance:
                    found.append((4, -1, number))
        if token.start in near:
            found.append((1, -1, near[token.start]))
        return min(found, default=None)

    matches, place = [], 0
    while place < len(listed):
        best = at(place)
        if best is None:
            place += 1
        else:
            last = place - best[1] - 1
            matches.append(Match(listed[place].start, listed[last].end, best[2]))
            place = last + 1
    return tuple(matches)


# Folded words, and pieces of which texts are made in which such words stand in many writings.
folded = st.sampled_from(
    ["a", "b", "fee", "fees", "us", "die", "hope", "possible", "sky", "obrien", "1000", "cafe", "c++", "税", "é", "it", "", "aa", "k"]
)  # fmt: skip
pieces = st.sampled_from(
    [
        "fee", "Fees", "FEE", "feeble", "a", "A", "b", "aa", "U.S.", "U.S", "us", "u", "dying", "die", "hoping", "hop",
        "possibilities", "sky", "skies", "O'Brien", "O’Brien’s", "obrien", "1,000", "1000", "Café", "cafe\u0301", "C++",
        "C#", "税", "関税", "fe\u00ade", "f'e'e", "''", "’", "'", ".", ",", "-", "—", "“", "”", "_", "+", "#", " ", " ", " ",
        "\n", "\u00a0", "\u2028", "İ", "ß", "ʼ", "\u0301", "\u200b", "K", "ﬁ", "x" * 101, "it's",
    ]
)  # fmt: skip
texts = st.lists(pieces, max_size=30).map("".join) | st.lists(pieces, max_size=30).map(" ".join)
leaf = st.one_of(
    st.builds(Word, folded),
    st.builds(Prefix, folded),
    st.builds(Phrase, st.lists(folded, min_size=1, max_size=3).map(tuple)),
    st.builds(Near, st.lists(folded, min_size=1, max_size=3).map(tuple), st.integers(0, 4)),
    st.builds(Fuzzy, folded, st.integers(1, 2)),
)


@settings(max_examples=500)
@given(texts, st.lists(leaf, min_size=1, max_size=4).map(tuple))
@example("x" * 101, (Phrase(("x" * 100,)),))
@example("fee 税fee_fee", (Phrase(("fee",)),))
def test_matches_are_those_of_reading_every_word(text, leaves):
    assert find_matches(text, leaves) == plainly(text, leaves)


@given(texts, st.lists(leaf, min_size=1, max_size=3).map(tuple), st.integers(1, 5))
def test_the_first_matches_are_told_from_all(text, leaves, most):
    found, are_all = find_first_matches(text, leaves, most)
    if are_all:
        assert found == find_matches(text, leaves)
