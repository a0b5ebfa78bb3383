"""Differences as a reader sees them."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text.differences import Side, compare_paragraphs, mark_differences

TEXTS = st.lists(
    st.sampled_from(["We ", "will ", "lower, ", "“the ", "fee” ", "by ", "spring.", "\n\n", "—", " "]),
    max_size=40,
).map("".join)


def shown(stretches):
    marks = {Side.BOTH: "{}", Side.ONE: "[-{}-]", Side.OTHER: "[+{}+]"}
    return "".join(marks[stretch.side].format(stretch.text) for stretch in stretches)


def test_a_changed_word_stands_beside_the_one_it_replaced():
    assert (
        shown(mark_differences("We will lower the fee by spring,", "We must lower the fee by the spring."))
        == "We [-will-] [+must+] lower the fee by [+the+] spring."
    )


def test_words_cut_at_both_ends_are_shown_where_they_stood():
    assert shown(mark_differences("We will lower the fee by spring", "lower the fee")) == (
        "[-We will-] lower the fee [-by spring-]"
    )
    assert shown(mark_differences("lower the fee", "We will lower the fee by spring,")) == (
        "[+We will+] lower the fee [+by spring+],"
    )


def test_marks_and_case_alone_are_no_difference():
    assert shown(mark_differences("WE don't know,", "We don’t know.")) == "We don’t know."


def test_a_paragraph_stands_beside_the_one_that_has_its_words():
    one = "The board met on Monday.\n\nThe fee will fall by spring.\n\nNobody was heard."
    other = "The fee must fall by spring.\n\nNobody was heard.\n\nThe port is open."
    assert [(shown(row.one), shown(row.other), row.is_same) for row in compare_paragraphs(one, other)] == [
        ("[-The board met on Monday-].", "", False),
        ("The fee [-will-] fall by spring.", "The fee [+must+] fall by spring.", False),
        ("Nobody was heard.", "Nobody was heard.", True),
        ("", "[+The port is open+].", False),
    ]


def test_texts_without_words_or_letters_compare():
    assert compare_paragraphs("", "") == ()
    assert [shown(row.one) for row in compare_paragraphs("***", "")] == ["***"]
    assert mark_differences("", "") == ()


@given(one=TEXTS, other=TEXTS)
def test_no_letter_of_either_text_is_lost(one, other):
    rows = compare_paragraphs(one, other)
    assert "".join(stretch.text for row in rows for stretch in row.one) == one.replace("\n", "")
    assert "".join(stretch.text for row in rows for stretch in row.other) == other.replace("\n", "")
    marked = "".join(stretch.text for stretch in mark_differences(one, other) if stretch.side is not Side.ONE)
    assert "".join(marked.split()) == "".join(other.split())
