"""Which names may be one person's or one body's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.editing.likeness import (
    PersonName,
    compare_bodies,
    compare_persons,
    read_body_name,
    read_person_name,
)


def person(name):
    *given, last = name.split()
    return read_person_name(name, f"{last}, {' '.join(given)}" if given else last)


@pytest.mark.parametrize(
    ("name", "sort_name", "parts"),
    [
        ("Barack Obama", "Obama, Barack", PersonName("obama", ("barack",))),
        ("Barack H. Obama", "Obama, Barack H.", PersonName("obama", ("barack", "h"))),
        ("J.K. Rowling", "Rowling, J.K.", PersonName("rowling", ("j", "k"))),
        ("Park Geun-hye", "Park Geun-hye", PersonName("park", ("geun-hye",))),
        ("Martin Luther King Jr.", "Jr., Martin Luther King", PersonName("king", ("martin", "luther"), "jr")),
        ("Ursula von der Leyen", "von der Leyen, Ursula", PersonName("von der leyen", ("ursula",))),
        ("Marsh", "Marsh", PersonName("marsh")),
        ("François Hollande", "Hollande, François", PersonName("hollande", ("francois",))),
    ],
)
def test_a_persons_name_has_its_family_name_where_a_to_z_finds_it(name, sort_name, parts):
    assert read_person_name(name, sort_name) == parts


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("Ada Marsh", "Ada Marsh", 0.95),
        ("Ada Marsh", "Ada B. Marsh", 0.8),
        ("A. Marsh", "Ada Marsh", 0.6),
        ("A.B. Marsh", "Ada Beth Marsh", 0.6),
        ("Bob Marsh", "Robert Marsh", 0.65),
        ("Marsh", "Ada Marsh", 0.3),
        ("Ada Marsh Jr.", "Ada Marsh", 0.8),
    ],
)
def test_compatible_names_are_alike(one, other, score):
    likeness = compare_persons(person(one), person(other))
    assert likeness is not None
    assert likeness.score == score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Marsh", "Ben Marsh"),
        ("B. Marsh", "Ada Marsh"),
        ("Ada C. Marsh", "Ada B. Marsh"),
        ("Ada Marsh", "Ada Hale"),
        ("Ada Marsh Jr.", "Ada Marsh Sr."),
        ("Alan Marsh", "Adam Marsh"),
    ],
)
def test_names_that_cannot_be_one_persons_are_not_alike(one, other):
    assert compare_persons(person(one), person(other)) is None


def test_the_letters_of_a_bodys_name_may_stand_for_it():
    fund = read_body_name("The International Monetary Fund")
    assert compare_bodies(read_body_name("IMF"), fund).why == "“IMF” may stand for the other name."
    assert compare_bodies(read_body_name("I.M.F."), fund).score == 0.6
    assert compare_bodies(read_body_name("World Bank"), fund) is None


def test_the_same_body_with_and_without_its_legal_form_is_alike():
    assert compare_bodies(read_body_name("Apple Inc."), read_body_name("Apple")).score == 0.9


NAMES = st.lists(
    st.sampled_from(["Ada", "A.", "Bob", "Robert", "Marsh", "Hale", "Jr.", "II", "B."]), max_size=4
)


@given(NAMES, NAMES)
def test_likeness_is_the_same_from_either_side(one, other):
    first, second = person(" ".join(one) or "X"), person(" ".join(other) or "X")
    assert compare_persons(first, second) == compare_persons(second, first) or (
        compare_persons(first, second).score == compare_persons(second, first).score
    )


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_name_can_be_read(name, sort_name):
    parts = read_person_name(name, sort_name)
    assert all(parts.given)
    assert compare_persons(parts, parts).score == 0.95
    read_body_name(name)
