"""The page of a topic."""

import html
import re

import pytest

from articles.models import Topic
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_topic_tells_its_introduction_its_dates_and_its_quotes_before_its_articles(client, shelf):
    page = text(client, shelf.topic.get_absolute_url())
    places = [
        page.index(words)
        for words in (
            "<strong>locks</strong>",
            "Key dates",
            "In their words",
            "Mirefield lock to close</a></h3>",
        )
    ]
    assert places == sorted(places)
    assert '<time datetime="2019-10">October 2019</time>' in page
    assert "The lock closes for &lt;winter&gt;." in page


def test_a_key_date_leads_only_to_what_readers_may_see(client, shelf):
    page = text(client, shelf.topic.get_absolute_url())
    chronology = page[page.index('class="chronology"') : page.index("</ol>")]
    assert re.findall(r'href="([^"]+)"', chronology) == [
        shelf.full.get_absolute_url(),
        shelf.named.get_absolute_url(),
    ]
    assert "Nobody may read who." in chronology


def test_pinned_quotes_stand_in_the_editors_order_without_withheld_and_rejected_ones(client, shelf):
    page = html.unescape(text(client, shelf.topic.get_absolute_url()))
    pinned = page[page.index('class="pinned"') : page.index("Mirefield lock to close</a></h3>")]
    assert re.findall(r'saying__words" dir="auto"><a href="([^"]+)"', pinned) == [
        shelf.unnamed.get_absolute_url(),
        shelf.named.get_absolute_url(),
    ]


def test_the_second_page_does_not_tell_the_beginning_again(client, shelf):
    for _ in range(20):
        make_article().topics.add(shelf.topic)
    page = text(client, shelf.topic.get_absolute_url() + "?page=2")
    assert "Key dates" not in page
    assert "In their words" not in page
    assert "<strong>locks</strong>" not in page


def test_a_reader_learns_how_articles_get_here(client, shelf):
    assert "Editors put each of them here." in text(client, shelf.topic.get_absolute_url())
    Topic.objects.update(query='lock "blank cheque"', filters="year=2019")
    page = text(client, shelf.topic.get_absolute_url())
    assert 'href="/search/?q=lock+%22blank+cheque%22&amp;year=2019"' in page
    assert 'href="/wording/?terms=lock%2C%22blank+cheque%22"' in page
    assert client.get("/wording/?terms=lock%2C%22blank+cheque%22").status_code == 200


def test_a_topic_without_anything_says_so(client, db):
    Topic.objects.create(name="Empty", slug="empty")
    page = text(client, "/topics/empty/")
    assert "No article is gathered under this topic yet." in page
    assert "Key dates" not in page
    assert "Words in this topic" not in page
