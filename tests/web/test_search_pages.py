"""Searching articles and quotes through the pages."""

import re
import shutil
from pathlib import Path

from django.conf import settings

from articles.search import drain_outbox, rebuild
from tests.factories import make_quote


def text(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return " ".join(response.content.decode().split())


def test_a_hit_shows_its_words_marked_and_opens_with_them_marked(client, shelf):
    html = text(client, "/search/?q=money")
    assert "1 article" in html
    assert "<mark>money</mark>" in html
    assert f'href="{shelf.full.get_absolute_url()}?marks=money"' in html


def test_markup_in_a_text_stays_text(client, shelf):
    html = text(client, "/search/?q=script")
    assert "&lt;<mark>script</mark>&gt;" in html
    assert "<script>alert" not in html


def test_a_mistake_in_the_query_is_shown_with_its_place(client, shelf):
    html = text(client, "/search/?q=%28lock")
    assert '<code class="problems__query"><mark>(</mark>lock</code>' in html
    assert "2 articles" in html


def test_filters_sorts_and_the_undated_stand_in_the_address(client, shelf):
    html = text(client, "/search/?q=lock&year=2019")
    assert (
        '1 undated article not shown; <a href="?q=lock&amp;year=2019&amp;undated=include">include</a>' in html
    )
    assert '<input type="hidden" name="year" value="2019">' in html
    assert '<a href="?q=lock&amp;year=2019&amp;sort=newest">Newest first</a>' in html
    html = text(client, "/search/?q=lock&sort=newest")
    assert (
        html.index("Mirefield <mark>lock</mark> to close")
        < html.index(">Undated</h2>")
        < html.index("Boat owners")
    )


def test_quotes_are_found_by_words_and_speaker_one_row_each(client, shelf):
    html = text(client, "/quotes/?q=money&speaker=ada-marsh")
    assert "1 quote" in html
    assert "We have run out of <mark>money</mark> for the gates," in html
    assert "3 quotes" in text(client, "/quotes/?speaker=ada-marsh")


def test_without_words_nothing_is_said_to_stand_by_relevance(client, shelf):
    html = text(client, "/quotes/")
    assert 'aria-current="true">Newest first</span>' in html
    assert "Relevance" not in html
    assert "Relevance" in text(client, "/quotes/?q=lock")


def test_indirect_speech_is_kept_back_until_it_is_asked_for(client, shelf):
    make_quote(shelf.full, "The Mirefield lock will close for the winter", kind="indirect")
    drain_outbox()
    html = text(client, "/quotes/?q=lock")
    assert "Mirefield <mark>lock</mark> will close" not in html
    include = "?q=lock&amp;kind=direct&amp;kind=mixed&amp;kind=indirect"
    assert f'1 passage of indirect speech not shown; <a href="{include}">include</a>' in html
    html = text(client, "/quotes/?q=lock&kind=indirect")
    assert "Mirefield <mark>lock</mark> will close" in html
    assert "1 quote" in html


def test_nothing_found_says_so(client, shelf):
    assert "Nothing was found." in text(client, "/search/?q=zebra")
    assert "No quote was found. A filter may be in the way" in text(client, "/quotes/?q=zebra&year=2019")


def test_while_the_index_is_away_search_says_so_and_the_rest_reads_on(client, shelf):
    shutil.rmtree(Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    for path in ("/search/?q=lock", "/quotes/?q=lock"):
        html = text(client, path, status=503)
        assert "Search is away for the moment" in html
    assert client.get(shelf.full.get_absolute_url()).status_code == 200
    response = client.get("/readyz")
    assert response.status_code == 503
    assert client.get("/healthz").status_code == 200


def test_ready_when_database_and_index_answer(client, db):
    rebuild()
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready\n")
    assert "no-store" in response["Cache-Control"]


def test_the_help_offers_examples_that_have_no_mistakes(client, shelf):
    html = client.get("/help/search/").content.decode()
    links = re.findall(r'href="(/search/\?q=[^"]+)"', html)
    assert len(links) > 8
    for link in links:
        assert "problems" not in text(client, link), link


def test_robots_and_the_search_description(client, db):
    assert (
        client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /search/\nDisallow: /admin/\n"
    )
    response = client.get("/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert 'template="http://testserver/search/?q={searchTerms}"' in response.content.decode()
