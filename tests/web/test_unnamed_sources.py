"""Those quoted without a name, by institution and rank."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from articles.search import drain_outbox
from tests.factories import make_article, make_quote, make_unnamed_source


def text(client, path, *, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return " ".join(response.content.decode().split())


def described(html):
    return re.findall(r'<h3 class="description__title"><bdi>([^<]+)', html)


@pytest.fixture
def sources(db):
    for number, description in enumerate(
        (
            "senior Treasury official",
            "officials at the Treasury",
            "former senior official",
            "foreign ministry",
        )
    ):
        article = make_article(headline=f"Report {number}")
        make_quote(article, unnamed_source=make_unnamed_source(article, description))
    hidden = make_article(visibility="hidden")
    make_quote(hidden, unnamed_source=make_unnamed_source(hidden, "Pentagon official"))
    drain_outbox()


def test_institutions_are_counted_with_the_ranks_of_their_people(client, sources):
    html = text(client, "/speakers/unnamed/")
    assert '<bdi>Treasury</bdi></a> <span class="count">2</span>' in html
    assert '<a href="?institution=treasury&amp;rank=senior">senior 1</a>' in html
    assert '<a href="?institution=foreign-ministry&amp;rank=the-body-itself">the body itself 1</a>' in html
    assert '<a href="?institution=not-stated&amp;rank=former-senior">former senior 1</a>' in html
    assert "Pentagon" not in html


def test_one_institution_or_rank_can_be_read_by_itself(client, sources):
    assert len(described(text(client, "/speakers/unnamed/"))) == 4
    html = text(client, "/speakers/unnamed/?institution=treasury")
    assert sorted(described(html)) == ["officials at the Treasury", "senior Treasury official"]
    assert "2 of 4, newest first" in html
    assert described(text(client, "/speakers/unnamed/?institution=treasury&rank=senior")) == [
        "senior Treasury official"
    ]
    assert "Nobody is described so" in text(client, "/speakers/unnamed/?institution=pentagon")
    text(client, "/speakers/unnamed/?institution=treasury&page=2", status=404)


def test_the_same_words_in_two_articles_stay_apart(client, db):
    for number in range(2):
        article = make_article(headline=f"Report {number}")
        make_quote(article, unnamed_source=make_unnamed_source(article, "diplomat"))
    drain_outbox()
    assert described(text(client, "/speakers/unnamed/")) == ["diplomat", "diplomat"]


def test_an_uncertain_attribution_says_so_beside_its_quote(client, db):
    for number, confidence in enumerate((0.7, 0.99)):
        article = make_article(headline=f"Report {number}")
        source = make_unnamed_source(article, "diplomat")
        make_quote(article, unnamed_source=source, confidence=confidence)
    drain_outbox()
    assert text(client, "/speakers/unnamed/").count("probably theirs") == 1


def test_while_the_index_is_away_the_page_says_so(client, sources):
    shutil.rmtree(Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    assert "Search is away" in text(client, "/speakers/unnamed/", status=503)
