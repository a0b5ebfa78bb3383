"""What holds for every input whatever."""

import contextlib
import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.documents import QuotationKind
from articles.text.errors import UnreadableInput
from articles.text.lines import read_lines
from articles.text.marks import find_marked
from articles.text.pipeline import find_quotations
from tests.factories import parse_bytes

# Pieces that news is made of, so that chance meets the rules.
WORDS = r"""
    “ ” " ' ‘ ’ « » „ `` '' . , : ; — - ( ) ? ! ... said says told Ada Marsh Obama Mr. Ms. Sen. the
    of according to who he she they it officials minister , “We vote ,” said . By Jun 26, 2009
    4:21pm LISBON (AP) — Read more Advertisement © on background reports: @ada é 中 that and a
    spokesman for U.N. Council 12" Monday late August 2019-02-30 31/31/2020
"""
PIECES = [*WORDS.split(), "\n", "\n\n", "\u00a0"]
news = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
TEXTS = st.one_of(news, st.text(max_size=300))


def check(article):
    taken = []
    for quotation in article.quotations:
        assert 0 <= quotation.span.start < quotation.span.end <= len(article.body)
        words = quotation.span.of(article.body)
        assert words == words.strip()
        assert words
        attribution = quotation.attribution
        assert 0 <= attribution.confidence <= 1
        assert attribution.speaker is None or attribution.unnamed is None
        for part in (attribution.cue, attribution.mention):
            assert part is None or part.words == part.span.of(article.body)
        if attribution.speaker or attribution.unnamed:
            assert attribution.mention
            assert attribution.chain
        if quotation.kind is not QuotationKind.INDIRECT:
            taken.append(quotation.span)
    assert all(first.end <= second.start for first, second in itertools.pairwise(taken))
    assert "\n\n\n" not in article.body
    assert article.body == article.body.strip()
    for removed in article.removed:
        assert 0 <= removed.position <= len(article.body)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_spans_lie_in_the_body_hold_their_words_and_never_overlap(text):
    try:
        article = parse_bytes(text.encode("utf-8", errors="replace"))
    except UnreadableInput:
        return
    check(article)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_an_article_or_unreadable_input(data):
    with contextlib.suppress(UnreadableInput):
        check(parse_bytes(data))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_the_quotation_engine_takes_any_text_as_its_body(text):
    for quotation in find_quotations(text):
        assert quotation.span.of(text)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_parsing_a_body_again_says_the_same(text):
    assert read_lines(text) == read_lines(text)


PASSAGE = """
LISBON (AP) — “We vote on Monday,” said Ada Marsh, the mayor’s deputy. “And we count ‘every single vote’ twice.”

The farmers' union called the 12" pipes "a joke from the '90s" and the rest “rock 'n' roll.”

"It is 'too late', he told us," said Robert "Bobby" Scott. ``Nobody listens,'' he added.

«Nous votons», dit-il; „wir nicht“, sagte sie. She wrote: “I went home. I slept.

“Then I voted, she said. ‘It was “no” again,’ Marsh said – ''never''.
"""
MARKS = ["“", "”", '"', "'", "‘", "’", "«", "»", "„", "``", "''", "", " ", "\n\n"]


@st.composite
def mutated_passages(draw):
    """A passage with some of its marks lost, doubled, moved or turned."""
    text = PASSAGE
    places = st.tuples(st.integers(0, len(PASSAGE)), st.integers(0, 2), st.sampled_from(MARKS))
    for at, removed, added in draw(st.lists(places, max_size=12)):
        text = text[:at] + added + text[at + removed :]
    return text


@settings(max_examples=300, deadline=None)
@given(st.one_of(mutated_passages(), TEXTS))
def test_marked_stretches_lie_in_the_text_in_order_and_never_overlap(text):
    found = find_marked(text)
    for marked in found:
        assert marked.outer.contains(marked.inner)
        assert marked.outer.end <= len(text)
        words = marked.inner.of(text)
        assert words == words.strip()
        assert any(c.isalnum() or c == "_" for c in words)
        assert "\n" not in marked.outer.of(text)
    assert all(first.outer.end <= second.outer.start for first, second in itertools.pairwise(found))


@settings(max_examples=150, deadline=None)
@given(mutated_passages())
def test_a_passage_with_damaged_marks_is_still_attributed(text):
    quotations = find_quotations(text)
    spoken = [quotation.span for quotation in quotations if quotation.kind is not QuotationKind.INDIRECT]
    assert all(first.end <= second.start for first, second in itertools.pairwise(spoken))


ADVERSARIAL = {
    "opening marks": "“" * 200_000,
    "straight marks": '" ' * 100_000,
    "single marks": "‘a " * 66_000,
    "nested marks": "“a “b” " * 30_000,
    "marks that never close": "“a, said " * 25_000,
    "titles in a row": "“Low Water,” " * 15_000,
    "terms": "the “dry dock” plan " * 10_000,
    "attributes": 'a="' * 66_000,
    "apostrophes": "farmers’ " * 22_000,
    "capitals": "Ada " * 50_000,
    "one word": "a" * 200_000,
    "commas": "Ada Marsh, " * 18_000,
    "cues": "said " * 40_000,
    "sentences": "He said. " * 22_000,
    "one long sentence of quotations": "“We vote,” said Ada Marsh, “yes,” " * 6_000,
    "lines": "By Ada Marsh\n" * 15_000,
    "dates": "Jun 26, 2009 " * 15_000,
    "digits": "2019-" * 40_000,
    "parentheses": "(" * 200_000,
    "blank lines": "\n" * 200_000 + "The end.",
    "spaces": "a" + " " * 200_000 + "b",
    "dashes": "- " * 100_000,
    "full stops": "U.S. " * 40_000,
    "sharing": "Facebook Twitter Share " * 8_000,
    "words of share bars": "share this the our us on to it " * 6_000,
    "share bars with a last word": "\n".join(["Facebook  Twitter  Share " * 15 + "harbour"] * 500),
    "links with a last word": "\n".join(["read more on the web " * 11 + "harbour"] * 500),
    "pronouns": "\n\n".join(["“We vote,” he said."] * 10_000),
    "shuffled": " ".join(random.Random(7).choices(PIECES, k=40_000)),
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_a_long_adversarial_text_is_parsed(name):
    """No time is asserted: a pattern that goes wild here never ends."""
    check(parse_bytes(ADVERSARIAL[name].encode()))


@pytest.mark.parametrize("words", ["“Yes, sir", "“Yes", "‘Yes, sir"])
def test_thousands_of_paragraphs_may_open_a_mark_and_close_none(words):
    assert find_quotations("\n\n".join([words] * 3000)) == ()
