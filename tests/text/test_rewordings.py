"""Where a stretch of a text stands once words around and within it were changed; `[[…]]` is the stretch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.rewordings import Rewording, is_within_word
from articles.text.spans import Span


def marked(text):
    start = text.index("[[")
    plain = text.replace("[[", "").replace("]]", "")
    return plain, Span(start, text.index("]]") - 2)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("He said [[we will vote]].", "He said [[we will vote]]."),
        ("He said [[we will vote]].", "Today he said [[we will vote]]."),
        ("He said [[we will vote]].", "He said [[we shall vote]]."),
        ("He said [[we will vote]].", "He said [[we will voted]]."),
        ("He said [[we will vote]] now.", "He said that [[we will vote]] today, now."),
        ("[[We will vote]] now.", "[[I will vote]] now."),
        ("He said “[[We will vote,]]” and left.", "He said “[[We will vote.]]” Then he left."),
        ("One. “[[No,]]” he said.", "One and two. “[[No,]]” he said."),
    ],
)
def test_a_stretch_is_found_in_its_place(old, new):
    old_body, span = marked(old)
    new_body, place = marked(new)
    assert Rewording(old_body, new_body).place_of(span) == place


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("He said [[we will vote]].", "He left.", id="gone"),
        pytest.param("He said [[we will vote]].", "He said nobody cared about it.", id="other words"),
        pytest.param("He s[[aid we wi]]ll vote.", "He says we would vote.", id="ends within words that changed"),
    ],
)  # fmt: skip
def test_no_place_is_found_where_it_is(old, new):
    old_body, span = marked(old)
    assert Rewording(old_body, new).place_of(span) is None


def test_words_found_within_longer_ones_are_cut():
    old, new = "He said vote now.", "He said votes now. A vote."
    rewording = Rewording(old, new)
    assert rewording.cuts_words(Span(8, 12), Span(8, 12))
    assert not rewording.cuts_words(Span(8, 12), Span(21, 25))


def test_too_long_a_change_is_not_aligned():
    old = " ".join(f"a{n}" for n in range(2_100))
    new = " ".join(f"b{n}" for n in range(2_100))
    assert Rewording(f"{old} x [end]", f"{new} x [end]").place_of(Span(0, 10)) is None


@pytest.mark.parametrize(
    ("text", "position", "answer"),
    [("ab", 1, True), ("a b", 1, False), ("ab", 0, False), ("ab", 2, False), ("", 0, False), ("é1", 1, True)],
)
def test_a_position_within_a_word(text, position, answer):
    assert is_within_word(text, position) is answer


TEXTS = st.text(alphabet="ab ,“”\n", max_size=40)


@given(old=TEXTS.filter(bool), new=TEXTS, data=st.data())
def test_a_place_lies_in_the_new_text_and_is_the_same_in_a_text_that_did_not_change(old, new, data):
    start = data.draw(st.integers(0, len(old) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(old))))
    place = Rewording(old, new).place_of(span)
    assert place is None or place.end <= len(new)
    assert Rewording(old, old).place_of(span) == span


@given(old=TEXTS.filter(bool), data=st.data())
def test_a_stretch_goes_along_with_text_put_before_it(old, data):
    start = data.draw(st.integers(0, len(old) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(old))))
    assert Rewording(old, f"One more.\n\n{old}").place_of(span) == span.shifted(11)
