"""The shapes of tests/cases: each understood as a careful reader would, or named as a known miss."""

import pytest

from tests.quality.cases import case_names, claims, known_misses, read_case
from tests.quality.gate import CLASSES


@pytest.mark.parametrize("name", [name for name in case_names() if name not in known_misses()])
def test_a_case_is_understood_as_a_careful_reader_would(name):
    wrong = [claim for claim in claims(name) if not claim.holds]
    assert not wrong, "\n".join(f"{c.what}: expected {c.expected!r}, found {c.found!r}" for c in wrong)


@pytest.mark.parametrize("name", sorted(known_misses()))
def test_a_known_miss_is_still_missed(name):
    """A case that is right by now must leave known_misses.json."""
    assert not all(claim.holds for claim in claims(name))


def test_known_misses_name_cases_and_reasons():
    assert known_misses().keys() <= set(case_names())
    assert all(known_misses().values())


def test_every_case_says_for_which_class_of_error_it_is():
    assert {read_case(name).error_class for name in case_names()} == set(CLASSES)
