"""Where names stand in an index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.alphabets import OTHERS, filed, fold


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Obama, Barack", "O"),
        ("áder, János", "A"),
        ("Ørsted, Hans", "O"),
        ("Łukasz", "L"),
        ("Æthelred", "A"),
        ("Þórsson, Jón", "T"),
        ("ßeta", "S"),
        ("'t Hooft", "T"),
        ("‘Abd al-Rahman", "A"),
        ("İnönü", "I"),
        ("Йорданов", "И"),
        ("Έλενα", "Ε"),
        ("38 North", OTHERS),
        ("习近平", OTHERS),
        ("محمد", OTHERS),
        ("—", OTHERS),
        ("", OTHERS),
    ],
)
def test_a_name_stands_under_the_letter_where_a_reader_looks(name, letter):
    assert filed(name).letter == letter


def test_latin_names_come_first_then_other_alphabets_then_what_has_no_letter():
    names = ["38 North", "Йорданов", "Zweig", "Łukasz", "Lund", "álvarez", "Alvarez, Ana"]
    assert sorted(names, key=filed) == [
        "álvarez", "Alvarez, Ana", "Łukasz", "Lund", "Zweig", "Йорданов", "38 North",
    ]  # fmt: skip


@given(st.text())
def test_folding_a_folded_name_changes_nothing_and_every_name_has_one_place(name):
    assert fold(fold(name)) == fold(name)
    place = filed(name)
    assert place.letter == OTHERS or (len(place.letter) == 1 and place.letter.isalpha())
