"""Links to a passage that have a browser find its words."""

import re
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from articles.text.addresses import text_fragment


def test_a_short_passage_is_named_in_full():
    assert text_fragment("We vote.") == ":~:text=We%20vote."


def test_signs_that_mean_something_there_are_written_otherwise():
    assert text_fragment("yes-men, rock & roll") == ":~:text=yes%2Dmen%2C%20rock%20%26%20roll"


def test_a_long_passage_is_named_by_its_ends():
    words = "one two three four five six seven eight nine ten eleven twelve thirteen"
    assert (
        text_fragment(words)
        == ":~:text=one%20two%20three%20four%20five,nine%20ten%20eleven%20twelve%20thirteen"
    )


def test_no_end_reaches_over_a_paragraph():
    assert text_fragment("We vote.\n\nThen we go home.") == ":~:text=We%20vote.,Then%20we%20go%20home."
    assert (
        text_fragment("one\ntwo\n \nthree four five six seven")
        == ":~:text=one,three%20four%20five%20six%20seven"
    )


def test_a_word_that_no_address_should_carry_has_no_link():
    assert text_fragment("x" * 2000) == ""
    assert text_fragment(" \n") == ""


@given(st.text(max_size=300))
def test_a_fragment_is_short_printable_and_names_words_of_the_passage(words):
    words = words.encode("utf-8", "replace").decode()
    fragment = text_fragment(words)
    assert re.fullmatch(r"(:~:text=[\w.~%]+(,[\w.~%]+)?)?", fragment, re.ASCII)
    for term in fragment.removeprefix(":~:text=").split(",") if fragment else []:
        assert unquote(term).split() == [word for word in unquote(term).split() if word in words.split()]
