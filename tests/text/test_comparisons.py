"""Two versions of a text, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.comparisons import compare_words


def marked(stretches):
    """Return a version with what is its own between brackets."""
    return "".join(f"[{part.text}]" if part.is_own else part.text for part in stretches)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("The fee fell.", "The fee fell.", ("The fee fell.", "The fee fell."), id="the same"),
        pytest.param("The fee fell.", "The fee rose.", ("The fee [fell.]", "The fee [rose.]"), id="a word"),
        pytest.param("A.\n\nB.", "A.\n\nC.\n\nB.", ("A.\n\nB.", "A.\n\n[C.\n\n]B."), id="a new paragraph"),
        pytest.param(
            "We met in May here.",
            "We met on a Monday here.",
            ("We met [in May] here.", "We met [on a Monday] here."),
            id="several words in a row",
        ),
        pytest.param("To fall", "To fall soon", ("To fall", "To fall [soon]"), id="more at the end"),
        pytest.param("", "New.", ("", "[New.]"), id="from nothing"),
    ],
)
def test_versions_are_marked_where_they_differ(one, other, expected):
    left, right = compare_words(one, other)
    assert (marked(left), marked(right)) == expected


words = st.text(alphabet="ab \n", max_size=40)


@given(words, words)
def test_every_character_of_both_comes_back(one, other):
    left, right = compare_words(one, other)
    assert ("".join(part.text for part in left), "".join(part.text for part in right)) == (one, other)


def test_texts_of_many_paragraphs_are_compared_in_bounded_time():
    one = "\n\n".join(f"Paragraph {number}." for number in range(20_000))
    left, right = compare_words(f"{one}\n\nFirst.\n\n{one}", f"{one}\n\nOther.\n\n{one}")
    assert marked(left) == f"{one}\n\n[First.]\n\n{one}"
    assert marked(right) == f"{one}\n\n[Other.]\n\n{one}"


def test_long_texts_with_nothing_alike_differ_as_a_whole():
    one = "\n\n".join(f"Paragraph {number}." for number in range(20_000))
    left, right = compare_words(one, one[::-1])
    assert marked(left) == f"[{one}]"
    assert marked(right) == f"[{one[::-1]}]"
