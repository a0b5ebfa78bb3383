"""What descriptions of unnamed sources tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.unnamed import Seniority, Standing, standing_of

SENIOR, JUNIOR = Seniority.SENIOR, Seniority.JUNIOR


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("senior administration official", Standing("administration", SENIOR)),
        ("senior administration officials", Standing("administration", SENIOR)),
        ("officials at the Treasury", Standing("Treasury")),
        ("Treasury officials", Standing("Treasury")),
        ("White House aide", Standing("White House")),
        ("two senior Pentagon officials", Standing("Pentagon", SENIOR)),
        ("former senior State Department official", Standing("State Department", SENIOR, is_former=True)),
        ("mid-level clerk at the ministry of health", Standing("ministry of health", JUNIOR)),
        ("member of the bank's council", Standing("bank's council")),
        ("spokeswoman for the Selmark coast guard", Standing("Selmark coast guard")),
        ("senior adviser to the National Reform campaign", Standing("National Reform campaign", SENIOR)),
        ("foreign ministry", Standing("foreign ministry", is_body=True)),
        ("study", Standing("", is_body=True)),
        ("senior official", Standing("", SENIOR)),
        ("Israeli officials", Standing()),
        ("a senior official", Standing("", SENIOR)),
        ("diplomat", Standing()),
        ("two diplomats", Standing()),
        ("residents of the town", Standing()),
        ("market trader in Nauve Bridge", Standing()),
        ("person close to the talks", Standing()),
        ("400 people", Standing()),
        ("", Standing()),
    ],
)
def test_a_description_tells_what_it_says_and_no_more(description, expected):
    assert standing_of(description) == expected


@given(st.lists(st.sampled_from(
    ["senior", "former", "two", "official", "officials", "at", "of", "the", "Treasury", "ministry", "Israeli", "aide", "’s", "study"]
), max_size=8).map(" ".join) | st.text(max_size=60))  # fmt: skip
def test_an_institution_is_printed_in_the_description(description):
    standing = standing_of(description)
    assert standing.institution in " ".join(description.replace(",", " ").split())
    assert not (standing.is_body and standing.seniority is not Seniority.NOT_STATED)
