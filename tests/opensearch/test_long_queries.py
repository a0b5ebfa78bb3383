"""Queries as long and as deep as a reader may write them are answered."""

import pytest

from articles.search import Scope, SearchRequest, search
from articles.search.query import LONGEST_QUERY
from tests.factories import make_article

pytestmark = [pytest.mark.opensearch, pytest.mark.django_db(transaction=True)]


def nested(opening, closing, inner):
    """Return as many parentheses within each other as a query may have."""
    times = (LONGEST_QUERY - len(inner)) // (len(opening) + len(closing))
    return opening * times + inner + closing * times


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ab " * (LONGEST_QUERY // 3), id="one word"),
        pytest.param(" ".join(f"w{number}" for number in range(400)), id="words"),
        pytest.param(" OR ".join(f"w{number}" for number in range(250)), id="alternatives"),
        pytest.param(" ".join(f"{a}{b}*" for a in "abcdefghij" for b in "abcdefghij"), id="beginnings"),
        pytest.param(" OR ".join(f"wor{number}~2" for number in range(150)), id="slips"),
        pytest.param(nested("(", ")", "ferry"), id="parentheses"),
        pytest.param(nested("-(", ")", "ferry"), id="exclusions"),
        pytest.param(nested("a OR (b ", ")", "ferry"), id="both"),
        pytest.param('"' + "the " * 400 + '"', id="phrase"),
        pytest.param('"' + "the ferry " * 150 + '"~100', id="near"),
    ],
)
def test_a_query_of_any_length_and_depth_is_answered(text):
    make_article(body="The ferry left.")
    for scope in Scope:
        assert search(SearchRequest(text=text, scope=scope)).total <= 1
