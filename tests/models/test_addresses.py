"""Addresses of the pages of things."""

import pytest
from django.urls import reverse, set_script_prefix

from articles.models.addresses import address_of


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("article", ("vj2pn7idx5ul", "harbour-fee-to-fall")),
        ("quote", ("vj2pn7idx5ul",)),
        ("speaker", ("a",)),
        ("publication", ("a2a2a2a2a2a2-times",)),
        ("topic", ("flood-defences",)),
    ],
)
def test_an_address_is_the_one_that_django_says(name, parts):
    assert address_of(name, *parts) == reverse(name, args=parts)


def test_below_another_path_addresses_begin_with_it():
    assert address_of("topic", "floods") == "/topics/floods/"
    set_script_prefix("/record/")
    try:
        assert address_of("topic", "floods") == "/record/topics/floods/"
    finally:
        set_script_prefix("/")
