"""Feeds, sitemap and the description of the search: what programs find, well-formed and the same each time."""

import datetime
import json
import re

import feedparser
import pytest
from django.utils import timezone
from lxml import etree

from articles.models import Article, Redirect, Topic
from articles.search import drain_outbox
from articles.sitemaps import ArticleSitemap
from tests.factories import make_article, make_publication, make_quote, make_speaker

FEEDS = [
    "/feeds/latest.atom",
    "/feeds/search.atom?q=lock",
    "/feeds/quotes.atom?speaker=ada-marsh",
    "/feeds/speakers/ada-marsh.atom",
    "/feeds/topics/canals.atom",
    "/feeds/publications/mirefield-mercury.atom",
]


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    etree.fromstring(response.content)
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_is_well_formed_and_its_entries_lead_to_pages(client, shelf, path):
    parsed = read(client, path)
    assert parsed.entries
    assert parsed.feed.id == f"http://testserver{path}"
    assert parsed.feed.links[1].href == f"http://testserver{path}"
    assert client.get(parsed.feed.link.removeprefix("http://testserver")).status_code == 200
    for entry in parsed.entries:
        assert client.get(entry.link.removeprefix("http://testserver")).status_code == 200
        assert client.get(entry.id.removeprefix("http://testserver")).status_code in (200, 301)
    text = client.get(path).content.decode()
    for word in ("Private words", "Hidden words", "Withdrawn words"):
        assert word not in text
    assert "This sentence stands in the text and nowhere in a quote" not in text


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_that_is_unchanged_is_not_sent_again(client, shelf, path):
    first = client.get(path)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304


def test_an_empty_feed_is_the_same_each_time(client, db):
    first = client.get("/feeds/latest.atom")
    assert client.get("/feeds/latest.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_an_undated_entry_has_no_day_of_publication_and_says_so(client, db):
    make_article(headline="Lock closed", date=datetime.date(2019, 10, 4))
    make_article(headline="Owners march")
    month = make_article(headline="No cheque")
    Article.objects.filter(pk=month.pk).update(
        date_earliest=datetime.date(2020, 3, 1),
        date_latest=datetime.date(2020, 3, 31),
        date_precision="month",
    )
    cheque, march, lock = read(client, "/feeds/latest.atom").entries
    assert lock.published == "2019-10-04T00:00:00+00:00"
    assert "4 October 2019" in lock.summary
    assert "published" not in march
    assert "published" not in cheque
    assert "Undated" in march.summary
    assert "March 2020" in cheque.summary
    assert march.updated_parsed.tm_year == timezone.now().year


def test_an_entry_keeps_its_identity_when_its_headline_is_changed(client, db):
    article = make_article(headline="Lock to close")
    [before] = read(client, "/feeds/latest.atom").entries
    article.headline = "Mirefield lock to close"
    article.save()
    [after] = read(client, "/feeds/latest.atom").entries
    assert before.id == after.id
    assert before.link != after.link


def test_control_characters_and_markup_in_texts_break_no_feed(client, db):
    article = make_article(
        headline="A\x0bfee\x1b of <b>5</b> ]]> & more\ufffe", body="\x08Text\x0c <script>alert(1)</script>"
    )
    [entry] = read(client, "/feeds/latest.atom").entries
    assert entry.title_detail.value == "A fee of <b>5</b> ]]> & more"
    assert "<script" not in client.get("/feeds/latest.atom").content.decode().replace("&lt;script", "")
    assert article.public_id in entry.id


def test_a_feed_of_a_search_shows_what_arrived_last_however_old(client, db):
    for number in range(3):
        make_article(
            headline=f"Tariff {number}", body="On the tariff.", date=datetime.date(2020 - number, 1, 1)
        )
    drain_outbox()
    titles = [entry.title for entry in read(client, "/feeds/search.atom?q=tariff").entries]
    assert titles == ["Tariff 2", "Tariff 1", "Tariff 0"]


def test_a_feed_moves_with_its_speaker_and_goes_with_what_is_private(client, shelf):
    response = client.get("/feeds/speakers/adeline-marsh.atom")
    assert (response.status_code, response["Location"]) == (301, "/feeds/speakers/ada-marsh.atom")
    make_publication("Private Letter", rights="private")
    assert client.get("/feeds/publications/private-letter.atom").status_code == 404
    assert client.get("/feeds/topics/nothing.atom").status_code == 404
    assert Redirect.objects.filter(kind="speaker").exists()


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_takes_the_same_few_queries_however_long_it_is(
    client, shelf, django_assert_max_num_queries, path
):
    for number in range(8):
        article = make_article(publication=shelf.publication, headline=f"Lock {number}")
        article.topics.add(shelf.topic)
        make_quote(article, speaker=shelf.speaker)
    drain_outbox()
    client.get(path)
    with django_assert_max_num_queries(4):
        client.get(path)


def test_pages_name_their_feeds(client, shelf):
    for path, feed in {
        "/": "/feeds/latest.atom",
        "/search/?q=lock&sort=newest": "/feeds/search.atom?q=lock",
        "/quotes/?speaker=ada-marsh&page=1": "/feeds/quotes.atom?speaker=ada-marsh",
        "/speakers/ada-marsh/": "/feeds/speakers/ada-marsh.atom",
        "/topics/canals/": "/feeds/topics/canals.atom",
        "/publications/mirefield-mercury/": "/feeds/publications/mirefield-mercury.atom",
    }.items():
        html = client.get(path).content.decode()
        assert re.search(
            rf'<link rel="alternate" type="application/atom\+xml"[^>]* href="{re.escape(feed)}">', html
        )


def addresses(client, path):
    response = client.get(path)
    assert response.status_code == 200
    root = etree.fromstring(response.content)
    return [element.text for element in root.iter("{*}loc")]


def test_the_sitemap_leads_to_every_public_page_and_to_nothing_else(client, shelf):
    sections = addresses(client, "/sitemap.xml")
    assert sections[1] == "http://testserver/sitemap-articles.xml"
    pages = [
        page for section in sections for page in addresses(client, section.removeprefix("http://testserver"))
    ]
    for page in pages:
        assert client.get(page.removeprefix("http://testserver")).status_code == 200, page
    for shown in (
        shelf.full,
        shelf.undated,
        shelf.quotes_only,
        shelf.named,
        shelf.speaker,
        shelf.topic,
        shelf.publication,
    ):
        assert f"http://testserver{shown.get_absolute_url()}" in pages
    for kept in (shelf.private, shelf.hidden, shelf.withheld, shelf.withheld_quote, shelf.rejected):
        assert kept.public_id not in "".join(pages)


def test_the_sitemap_takes_the_same_few_queries_however_large_the_archive(
    client, shelf, django_assert_num_queries
):
    for number in range(2):
        with django_assert_num_queries(6):
            client.get("/sitemap.xml")
        with django_assert_num_queries(2):
            client.get("/sitemap-articles.xml")
        for _ in range(5 * number + 3):
            make_article(headline="")


def test_a_file_of_the_sitemap_keeps_its_addresses_when_others_go(client, db, monkeypatch):
    monkeypatch.setattr(ArticleSitemap, "limit", 2)
    made = [make_article() for _ in range(5)]

    def file_of(article):
        # Of a range of keys, wherever the database begins to count.
        return f"/sitemap-articles.xml?p={(article.pk - 1) // 2 + 1}"

    before = addresses(client, file_of(made[-1]))
    assert f"http://testserver{made[-1].get_absolute_url()}" in before
    Article.objects.filter(pk=made[0].pk).update(visibility="hidden")
    assert addresses(client, file_of(made[-1])) == before
    assert f"http://testserver{made[0].get_absolute_url()}" not in addresses(client, file_of(made[0]))
    assert f"http://testserver{file_of(made[-1])}" in addresses(client, "/sitemap.xml")


def test_a_section_or_page_that_is_none_is_not_found(client, db):
    for path in ("/sitemap-nothing.xml", "/sitemap-articles.xml?p=2", "/sitemap-articles.xml?p=x"):
        assert client.get(path).status_code == 404


def test_robots_names_the_sitemap_of_a_public_archive(client, db, settings):
    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\nDisallow: /search/*&\nDisallow: /search/suggest\nDisallow: /search/complete\nDisallow: /search.\nDisallow: /quotes.\nDisallow: /feeds/search.\n"
        "Disallow: /feeds/quotes.\nDisallow: /lists/\nDisallow: /report/\nDisallow: /admin/\n\nSitemap: http://testserver/sitemap.xml\n"
    )
    settings.ARCHIVE_PUBLIC = False
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_a_browser_that_knows_the_search_is_offered_its_completions(client, shelf):
    description = etree.fromstring(client.get("/opensearch.xml").content)
    templates = {url.get("type"): url.get("template") for url in description.iter("{*}Url")}
    assert templates["text/html"] == "http://testserver/search/?q={searchTerms}"
    assert templates["application/atom+xml"] == "http://testserver/feeds/search.atom?q={searchTerms}"
    address = templates["application/x-suggestions+json"].replace("{searchTerms}", "mars")
    response = client.get(address.removeprefix("http://testserver"))
    assert response["Content-Type"] == "application/x-suggestions+json"
    typed, queries = json.loads(response.content)
    assert typed == "mars"
    assert 'speaker:"Ada Marsh"' in queries


def test_a_topic_of_no_article_has_an_empty_feed(client, db):
    Topic.objects.create(name="Gates", slug="gates")
    assert read(client, "/feeds/topics/gates.atom").entries == []
    make_speaker("Tom Hale")
    assert read(client, "/feeds/speakers/tom-hale.atom").entries == []
