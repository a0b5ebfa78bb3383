"""Words withheld, wherever a text has them, under a mask of the same length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.concealing import conceal, has_any, in_brackets, is_nothing_but, split_at_masks

WORDS = "off the table"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It is off the table.", "It is [withheld]."),
        ("OFF THE TABLE, officials say", "[withheld], officials say"),
        ("“Off – the table”", "“[withheld]”"),
        ("https://news.example/off-the-table.html", "https://news.example/[withheld].html"),
        ("off the table, off the table", "[withheld], [withheld]"),
        ("off\nthe table", "[withheld]"),
        ("off the tablecloth", "[withheld]cloth"),
        ("It is on the table.", "It is on the table."),
        ("", ""),
    ],
)
def test_words_are_found_whatever_their_case_and_the_signs_between_them(text, told):
    assert in_brackets(conceal(text, [WORDS])) == told
    assert has_any(text, [WORDS]) == (text != told)


# Of several words too much is masked rather than a quote that ends within a word missed.
def test_one_word_is_no_part_of_another():
    assert conceal("an unit, un, Un!", ["un"]) == "an unit, ██, ██!"


def test_a_script_without_spaces_has_no_ends_of_words():
    assert conceal("他说我们反对关税。", ["我们反对"]) == "他说████关税。"


def test_words_that_overlap_are_one_mask():
    assert conceal("we will vote soon enough", ["we will vote", "vote soon"]) == "████████ ████████ enough"
    assert (
        in_brackets(conceal("we will vote soon enough", ["we will vote", "vote soon"])) == "[withheld] enough"
    )


def test_a_mask_keeps_paragraphs_and_breaks_on_a_narrow_page():
    words = "We begin here.\n\nAnd we end there"
    assert conceal(f"“{words}.”", [words]) == "“████████ █████\n\n█ ████████ █████.”"


def test_signs_without_a_letter_are_found_as_they_are():
    assert conceal("He said “…!” twice", ["…!"]) == "He said “██” twice"
    assert conceal("He said nothing", [" "]) == "He said nothing"


def test_a_text_is_nothing_but_words_where_no_other_is_left():
    assert is_nothing_but("Off the table; off the TABLE!", WORDS)
    assert not is_nothing_but("It is off the table", WORDS)


@given(
    st.text(alphabet="ab cd.,\n“”é1_", max_size=60),
    st.lists(st.text(alphabet="ab cd.é1", min_size=1, max_size=6), max_size=4),
)
def test_every_place_stays_and_none_of_the_words_does(text, withheld):
    told = conceal(text, withheld)
    assert len(told) == len(text)
    assert all(new in (old, "█", " ") for new, old in zip(told, text, strict=True))
    assert [place for place, sign in enumerate(text) if sign == "\n"] == [
        place for place, sign in enumerate(told) if sign == "\n"
    ]
    assert not has_any(told, withheld)
    assert "".join(part for part, _ in split_at_masks(told)) == told
    assert conceal(told, withheld) == told
