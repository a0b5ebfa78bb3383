"""What search engines are told of pages."""

import re

import pytest

NOINDEX = '<meta name="robots" content="noindex">'


def test_a_search_that_finds_something_describes_itself_and_may_be_indexed(client, shelf):
    html = client.get("/search/?q=lock").content.decode()
    assert NOINDEX not in html
    assert '<meta name="description" content="2 articles for lock in On the Record,' in html


@pytest.mark.parametrize(
    "query", ["q=zyzzyva", "q=%22lock+%28", "q=lock&year=2019", "year=2019", f"q={'x' * 3000}"]
)
def test_a_search_with_filters_mistakes_or_no_hits_may_not(client, shelf, query):
    assert NOINDEX in client.get(f"/search/?{query}").content.decode()


def test_a_comparison_of_words_may_be_indexed_only_where_it_shows_something(client, shelf):
    assert NOINDEX in client.get("/wording/").content.decode()
    assert NOINDEX not in client.get("/wording/?terms=money").content.decode()


def test_every_page_that_may_be_indexed_describes_itself_once(client, shelf):
    for path in shelf.pages:
        html = client.get(path).content.decode()
        described = re.findall(r'<meta name="description" content="[^"]{20,}', html)
        assert len(described) == (0 if NOINDEX in html else 1), path
