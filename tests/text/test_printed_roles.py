"""Roles printed beside names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.printed_roles import find_role_beside
from articles.text.spans import Span


def role(marked):
    """Return the role printed beside the name between brackets."""
    start, end = marked.index("["), marked.index("]") - 1
    body = marked.replace("[", "", 1).replace("]", "", 1)
    found = find_role_beside(body, Span(start, end))
    return found.of(body) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "on Saturday, deputy national security adviser [Ben Rhodes] said.",
            "deputy national security adviser",
        ),
        ("[President Barack Obama] vowed to act.", "President"),
        ("[Former Prime Minister Marcus Oldane] spoke.", "Former Prime Minister"),
        ("former [President Bill Clinton] said", "former President"),
        ("South Korean [President Park Geun-hye] said", "South Korean President"),
        ("said Treasury spokeswoman [Ann Lee]", "Treasury spokeswoman"),
        ("the bank’s governor [Miriam Kestrel] said", "governor"),
        ("acting director [Tom Hale] said", "acting director"),
        ("said [Ada Marsh], its director.", "director"),
        (
            "[Ada Marsh], the director of the Mirefield canal trust, said",
            "director of the Mirefield canal trust",
        ),
        ("[Tom Hale], minister for waterways, said", "minister for waterways"),
        ("[Tom Hale], who is a minister, said", None),
        ("[Tom Hale], said the minister, left", None),
        ("[Tom Hale], speaking to the minister.", None),
        ("[Mr. Hale] said", None),
        ("Tuesday [Hale] said", None),
        ("[Obama] said", None),
        ("a report [Hale] wrote", None),
        ("officials told [Hale] so", None),
        ("the minister met [Tom Hale] there", None),
        ("Ms. Lee, a lawyer. [Tom Hale] said", None),
    ],
)
def test_a_role_is_what_is_printed_beside_the_name(text, expected):
    assert role(text) == expected


@given(
    st.text(alphabet="the minister, of Ada’s.\u00a0\nX[]", max_size=80),
    st.integers(0, 79),
    st.integers(1, 20),
)
def test_a_role_is_a_place_of_the_body_within_one_paragraph(body, start, length):
    if start >= len(body):
        return
    found = find_role_beside(body, Span(start, min(len(body), start + length)))
    if found:
        assert 0 <= found.start < found.end <= len(body)
        assert not re.search(r"\A\s|\s\Z", found.of(body))
