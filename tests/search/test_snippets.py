"""Excerpts: the sentences that show most of what was asked for, as plain text with its matches told apart."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import Passage, find_terms, parse
from articles.search.snippets import LENGTH, leaves_of, marked, sentence_at, snippet, terms_of
from articles.search.syntax import Fuzzy, Near, Phrase, Prefix, Word, positive_leaves
from articles.text.spans import Span

BODY = (
    "The harbour board met on Monday. Mr. Moss of the U.S. delegation spoke first.\n\n"
    "“The fees must fall,” he said. A fee of 1,000 is a wall to small boats. Nobody answered.\n\n"
    "The tariff on timber stays, as does the fee on grain."
)


def shown(text, query, **options):
    """Return a snippet with its matches in double brackets."""
    passages = snippet(text, positive_leaves(parse(query).node), **options)
    return "".join(f"[[{passage.text}]]" if passage.is_match else passage.text for passage in passages)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("moss", "… Mr. [[Moss]] of the U.S. delegation spoke first. …", id="word"),
        pytest.param(
            "fee",
            "… “The [[fees]] must fall,” he said. A [[fee]] of 1,000 is a wall to small boats. …",
            id="forms",
        ),
        pytest.param(
            "fee tariff",
            "… “The [[fees]] must fall,” he said. … The [[tariff]] on timber stays, as does the [[fee]] on grain.",
            id="most-words-first",
        ),
        pytest.param("tar*", "… The [[tariff]] on timber stays, as does the fee on grain.", id="prefix"),
        pytest.param('"small boats"', "… A fee of 1,000 is a wall to [[small boats]]. …", id="phrase"),
        pytest.param(
            '"must fall" must', "… “The fees [[must fall]],” he said. …", id="phrase-before-its-word"
        ),
        pytest.param(
            "US 1000",
            "… Mr. Moss of the [[U.S.]] delegation spoke first. … A fee of [[1,000]] is a wall to small boats. …",
            id="folded",
        ),
        pytest.param(
            "board -monday", "The harbour [[board]] met on Monday. …", id="nothing-excluded-is-marked"
        ),
        pytest.param("zebra", "The harbour board met on Monday. …", id="no-match-shows-the-beginning"),
        pytest.param("", "The harbour board met on Monday. …", id="no-query-shows-the-beginning"),
    ],
)
def test_a_snippet_shows_the_best_sentences(query, expected):
    assert shown(BODY, query) == expected


def test_a_long_sentence_is_cut_around_its_match_between_words():
    text = "alpha " * 300 + "tariff " + "omega " * 300
    excerpt = shown(text, "tariff")
    assert excerpt.startswith("… alpha ")
    assert excerpt.endswith(" omega …")
    assert "[[tariff]]" in excerpt
    assert LENGTH - 20 < len(excerpt) < LENGTH + 20


def test_markup_in_a_text_stays_text():
    passages = snippet('Say <script>alert("fee")</script> twice.', (Word("fee"),))
    assert passages == (
        Passage('Say <script>alert("'),
        Passage("fee", is_match=True),
        Passage('")</script> twice.'),
    )


def test_passages_are_the_text_itself():
    assert "".join(passage.text for passage in marked(BODY, (Word("fee"), Prefix("t")))) == BODY


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_nothing_comes_of_nothing(text):
    assert snippet(text, (Word("fee"),)) == ()


def sentences_of(text):
    """Yield all sentences, one after the other."""
    end = len(text) - len(text.lstrip())
    while end < len(text):
        start, end = sentence_at(text, end, after=end)
        yield Span(start, start + len(text[start:end].rstrip()))


def test_sentences_end_where_a_reader_stops():
    sentences = [span.of(BODY) for span in sentences_of(BODY)]
    assert sentences == [
        "The harbour board met on Monday.",
        "Mr. Moss of the U.S. delegation spoke first.",
        "“The fees must fall,” he said.",
        "A fee of 1,000 is a wall to small boats.",
        "Nobody answered.",
        "The tariff on timber stays, as does the fee on grain.",
    ]


pieces = ["Fee", "fee", "Mr", "U.S", ". ", ".", "!", "?", "…", "\n", " ", " ", '"', "”", "(", ")", "1"]


@given(st.lists(st.sampled_from(pieces), max_size=40).map("".join), st.data())
def test_a_sentence_is_the_same_whether_or_not_those_before_it_were_asked_for(text, data):
    at = [place for place, sign in enumerate(text) if not sign.isspace()]
    asked = sorted(data.draw(st.sets(st.sampled_from(at)))) if at else []
    listed = list(sentences_of(text))
    after = 0
    for place in asked:
        if place >= after:
            start, after = sentence_at(text, place, after=after)
            assert start == next(each.start for each in listed if each.start <= place < each.end)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("fee " * 60_000, id="one-word"),
        pytest.param("Fee. " * 50_000, id="one-sentence"),
        pytest.param("x" * 250_000, id="one-run"),
        pytest.param(" " * 250_000, id="spaces"),
        pytest.param("." * 250_000, id="stops"),
        pytest.param("\n" * 250_000, id="lines"),
        pytest.param("a.b" * 80_000, id="initials"),
        pytest.param("1,0" * 80_000, id="figures"),
        pytest.param("'" * 250_000, id="apostrophes"),
        pytest.param('a"' * 125_000, id="quotes"),
    ],
)
def test_a_quarter_of_a_megabyte_costs_its_length_only(text):
    leaves = (Word("fee"), Phrase(("fee",) * 50), Prefix("f"))
    before = time.process_time()
    snippet(text, leaves)
    assert time.process_time() - before < 2


def test_terms_can_be_written_and_read_again():
    leaves = (Word("fee"), Phrase(("must", "fall")), Phrase(("fee",)), Prefix("tar"))
    assert terms_of(leaves) == ("fee", '"must fall"', '"fee"', "tar*")
    assert leaves_of(terms_of(leaves)) == leaves


def test_terms_are_found_in_an_opened_text():
    assert [span.of(BODY) for span in find_terms(BODY, ['"must fall"', "fee", "tar*", "🙂"])] == [
        "fees",
        "must fall",
        "fee",
        "tariff",
        "fee",
    ]


def test_fuzzy_and_near_words_are_terms_too():
    leaves = (Fuzzy("tarif", 1), Near(("must", "fees"), 3), Near(("fee", "fee"), 18))
    assert terms_of(leaves) == ("tarif~1", '"must fees"~3', '"fee fee"~18')
    assert leaves_of(terms_of(leaves)) == leaves
    assert [span.of(BODY) for span in find_terms(BODY, terms_of(leaves))] == [
        "fees",
        "must",
        "fee",
        "tariff",
        "fee",
    ]


@pytest.mark.parametrize(
    ("term", "leaf"),
    [
        pytest.param("fee~", Word("fee"), id="no-distance"),
        pytest.param("fee~9", Word("fee"), id="too-far"),
        pytest.param("fee~0", Word("fee"), id="no-slip"),
        pytest.param('"fee"~3', Phrase(("fee",)), id="one-word-near-nothing"),
        pytest.param('"must fall"~0', Phrase(("must", "fall")), id="no-word-between"),
        pytest.param("must fall~1", Near(("must", "fall"), 1), id="unquoted"),
    ],
)
def test_terms_that_were_never_written_are_read_as_words(term, leaf):
    assert leaves_of([term]) == (leaf,)


def test_a_rare_word_is_shown_behind_thousands_of_a_common_one():
    text = "The fee is due. " * 3_000 + "A tariff on the fee helps."
    assert shown(text, "fee tariff").endswith("… A [[tariff]] on the [[fee]] helps.")
    assert "[[tariff]]" in shown("fee " * 3_000 + "tariff " + "fee " * 3_000, "tariff fee")


def test_a_snippet_is_the_same_for_a_text_with_and_without_spaces():
    assert shown("fee-" * 2_000, "fee").startswith("[[fee]]-[[fee]]-")
