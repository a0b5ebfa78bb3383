"""Fixtures of the pages."""

import pytest

from tests.web.shelf import Shelf, fill_shelf


@pytest.fixture
def shelf(db) -> Shelf:
    """Return a small archive with one article of every kind."""
    return fill_shelf()
