"""What stands at an address: the thing, its new place, a stub, nothing."""

import pytest

from articles.models import Redirect
from tests.factories import make_article, make_publication, make_quote, make_speaker


def test_a_merged_speaker_and_a_moved_article_lead_on(client, shelf):
    response = client.get("/speakers/adeline-marsh/?page=1")
    assert (response.status_code, response["Location"]) == (301, "/speakers/ada-marsh/?page=1")
    response = client.get(f"/articles/{'a' * 12}/old-words/")
    assert (response.status_code, response["Location"]) == (301, shelf.full.get_absolute_url())


def test_a_redirect_to_what_readers_may_not_see_gives_nothing_away(client, shelf):
    Redirect.objects.create(kind="article", old="b" * 12, new=shelf.hidden.public_id)
    Redirect.objects.create(kind="article", old="c" * 12, new="d" * 12)
    assert client.get(f"/articles/{'b' * 12}/x/").status_code == 404
    assert client.get(f"/articles/{'c' * 12}/x/").status_code == 404


def test_a_withheld_article_leaves_a_stub_with_reason_and_date(client, shelf):
    response = client.get(shelf.withheld.get_absolute_url())
    html = response.content.decode()
    assert response.status_code == 410
    assert "This article was withdrawn" in html
    assert "<dd>Privacy</dd>" in html
    assert "6 May 2022" in html


def test_hidden_and_private_things_are_not_found(client, shelf):
    speaker = make_speaker("Una Bray", visibility="hidden")
    publication = make_publication("Closed Quarterly", rights="private")
    inside = make_article(publication=publication)
    quote = make_quote(inside)
    for thing in (shelf.hidden, shelf.private, speaker, publication, inside, quote):
        assert client.get(thing.get_absolute_url()).status_code == 404, thing


def test_a_withheld_speaker_and_the_quote_of_a_withheld_article_are_gone(client, db):
    speaker = make_speaker("Una Bray", visibility="withheld", withheld_reason="privacy")
    article = make_article(visibility="withheld", withheld_reason="copyright")
    quote = make_quote(article)
    assert client.get(speaker.get_absolute_url()).status_code == 410
    response = client.get(quote.get_absolute_url())
    assert response.status_code == 410
    assert (
        "Rights holder’s request" in response.content.decode()
        or "Rights holder&#x27;s request" in response.content.decode()
    )


def test_a_quote_that_left_its_article_leaves_a_stub_that_leads_there(client, shelf):
    for old, article in (("e" * 12, shelf.full), ("f" * 12, shelf.hidden)):
        Redirect.objects.create(
            kind="vanished", old=old, new=article.public_id, reason="The article's text changed."
        )
    response = client.get(f"/quotes/{'e' * 12}/")
    html = response.content.decode()
    assert response.status_code == 410
    assert "The article&#x27;s text changed." in html
    assert f'href="{shelf.full.get_absolute_url()}"' in html
    assert client.get(f"/quotes/{'f' * 12}/").status_code == 404


def test_an_unknown_address_answers_with_a_search_box(client, db):
    for path in (
        "/nowhere/",
        "/speakers/nobody/",
        f"/quotes/{'z' * 12}/",
        "/articles/short/",
        "/topics/none/",
    ):
        response = client.get(path)
        assert response.status_code == 404, path
        assert 'action="/search/"' in response.content.decode(), path


@pytest.mark.parametrize(
    "path", ["/articles/", "/speakers/", "/search/?q=lock", "/quotes/", "/speakers/unnamed/"]
)
def test_a_page_that_is_not_there_says_so(client, shelf, path):
    for number in ("0", "-1", "abc", "1.5", "99", "٣", "9" * 5000, "1&page=x", ""):
        response = client.get(f"{path}{'&' if '?' in path else '?'}page={number}")
        assert response.status_code == 404, number
        assert "page" in response.content.decode(), number


def test_posting_to_a_page_is_refused(client, shelf):
    assert client.post("/articles/").status_code == 405


def test_where_an_address_leads_and_what_is_gone_is_asked_again(client, shelf):
    """A merge is undone and a withdrawn article shown again: no browser may keep what it was told."""
    moved, gone = client.get("/speakers/adeline-marsh/"), client.get(shelf.withheld.get_absolute_url())
    assert (moved.status_code, gone.status_code) == (301, 410)
    assert moved["Cache-Control"] == gone["Cache-Control"] == "no-cache"
