"""Sketches, wordings and what two texts share."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from articles.text.alignments import align, likeness
from articles.text.documents import QuotationKind
from articles.text.sketches import folded_words, sketch_of_quote, sketch_of_text
from articles.text.wordings import compared_words, variant_score

TOWN = ["lock", "gate", "canal", "water", "trust", "boat", "winter", "money", "town", "river", "bridge", "bank", "path", "barge", "crew", "owner", "ferry", "mill", "weir", "dam", "port", "quay", "rope", "sail", "mast", "deck", "hull", "keel", "oar", "tide"]  # fmt: skip
FEW = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=30)
# Long enough for the road that goes by rare runs.
MANY = st.lists(st.sampled_from(TOWN), min_size=90, max_size=160)


def words(text):
    return folded_words(text)


def test_words_are_compared_without_case_marks_and_shapes_of_apostrophe():
    assert words("“We don’t—WON'T!—see third-grade Ｗｏｒｄｓ,” he said.") == [
        "we",
        "don't",
        "won't",
        "see",
        "third",
        "grade",
        "words",
        "he",
        "said",
    ]


def test_a_text_shorter_than_forty_words_has_no_sketch():
    assert sketch_of_text(" ".join(TOWN[:30] + TOWN[:9])) == frozenset()
    assert len(sketch_of_text(" ".join(TOWN + TOWN[:10]))) == 30  # of 36 runs, six stand twice
    assert sketch_of_text("") == frozenset()


def test_a_sketch_is_small_however_long_the_text_and_the_same_in_every_process():
    text = " ".join(f"{word}{number}" for number in range(500) for word in TOWN)
    sketch = sketch_of_text(text)
    assert len(sketch) == 32
    code = (
        "from articles.text.sketches import sketch_of_text\n"
        f"print(sorted(sketch_of_text({' '.join(TOWN * 2)!r}))[0])"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert seen == {f"{min(sketch_of_text(' '.join(TOWN * 2)))}\n"}


def test_two_wordings_that_share_four_words_in_a_row_share_an_entry():
    one = words("we will lower the harbour fee by spring")
    other = words("they promised us we will lower the price")
    assert sketch_of_quote(one) & sketch_of_quote(other)
    assert not sketch_of_quote(one) & sketch_of_quote(
        words("nobody will ever raise the harbour tax for boats")
    )


def test_a_word_changed_in_the_middle_of_seven_leaves_an_entry():
    one, other = words("we shall lower the fee by spring"), words("we shall lower our fee by spring")
    assert sketch_of_quote(one) & sketch_of_quote(other)
    assert variant_score(one, other) == 12 / 14


def test_four_words_have_no_sketch_and_no_variants():
    assert sketch_of_quote(words("we lower the fee")) == frozenset()
    assert variant_score(words("we lower the fee"), words("we lower the fee now")) == 0


def test_scare_quotes_terms_and_indirect_speech_are_not_compared():
    assert compared_words("grave violations", QuotationKind.MIXED) == ()
    assert compared_words("off the table for now", QuotationKind.MIXED) == (
        "off",
        "the",
        "table",
        "for",
        "now",
    )
    assert compared_words("We will see.", QuotationKind.DIRECT) == ()
    assert compared_words("We will lower it.", QuotationKind.DIRECT) == ("we", "will", "lower", "it")
    assert compared_words("the fee would be lowered by spring", QuotationKind.INDIRECT) == ()


def test_a_quote_cut_short_is_a_variant_and_a_common_phrase_inside_another_is_not():
    whole = words(
        "At the end of the day we have run out of money for the gates and nobody is to blame but us."
    )
    cut = words("We have run out of money for the gates")
    assert variant_score(whole, cut) == variant_score(cut, whole) > 0.5
    assert variant_score(whole, words("at the end of the day")) == 0
    assert (
        variant_score(whole, words("At the end of the day they will sell every boat and every barge we own."))
        == 0
    )


def test_likeness_counts_the_words_in_the_same_order_as_shares_of_both():
    found = likeness(words("one two three four five"), words("one two three four"))
    assert (found.words, found.one_share, found.other_share, found.score) == (4, 0.8, 1.0, 8 / 9)
    assert likeness([], ["a"]).score == 0


@given(one=FEW | MANY, other=FEW | MANY)
def test_aligned_words_are_the_same_and_never_cross(one, other):
    place = other_place = 0
    for block in align(one, other):
        assert block.length > 0
        assert block.one >= place
        assert block.other >= other_place
        assert one[block.one : block.one + block.length] == other[block.other : block.other + block.length]
        place, other_place = block.one + block.length, block.other + block.length


@given(length=st.integers(2, 300), cut=st.data())
def test_what_is_left_of_a_text_is_found_in_it_whole(length, cut):
    text = [f"word{number}" for number in range(length)]
    start = cut.draw(st.integers(0, length - 2))
    end = cut.draw(st.integers(start + 2, length))
    assert likeness(text[start:end], text).one_share == 1.0
    assert align(text, text[start:end])[0].one == start


@given(one=FEW, other=FEW)
def test_variants_are_variants_both_ways(one, other):
    assert variant_score(one, other) == variant_score(other, one)
