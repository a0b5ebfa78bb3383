"""Web archives and feeds in the database: versions of one article, and what is kept beside it."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command

from articles import search
from articles.editing import mark_edited
from articles.importing import import_item
from articles.importing.statements import stored_item
from articles.models import Article, Conflict, Origin, Original, Outcome
from articles.search import SearchRequest
from articles.text.documents import Stated
from articles.text.pipeline import parse
from articles.text.readers import Item
from tests.factories import make_article, make_publication, make_quote
from tests.text.test_feeds import FEE, QUAY, rss
from tests.text.test_wacz import wacz
from tests.text.webarchives import info, members, record

URL = "https://news.example/2024/fee"
PARAGRAPHS = (
    "The harbour board met on Monday evening to discuss the new tariff and the state of the old quay.",
    "“We will lower the fee by spring,” Ada Marsh, who chairs the board, told reporters after the meeting.",
    "Tom Hale, a fisherman, called the plan “long overdue” and asked for a written promise by the board.",
)


def html_page(*paragraphs: str, title: str = "Harbour fee to fall by spring") -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    ).encode()


def capture(content: bytes, *, day: int, url: str = URL) -> Item:
    retrieved = datetime.datetime(2024, 5, day, 10, tzinfo=datetime.UTC)
    stated = Stated(where="web archive", source_url=url, retrieved_at=retrieved)
    return Item(f"crawl-{day}.warc.gz#{url}", content, media_type="text/html", stated=stated)


def entry(text: str, *, url: str = URL) -> Item:
    data = f"<item><title>Fee</title><link>{url}</link><description>{text}</description></item>"
    stated = Stated(where="feed", source_url=url, publication="Harbour Times")
    return Item("feed.xml#1", data.encode(), format="entry", stated=stated)


def run(command: str, *arguments: object, **options: object) -> str:
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_web_archive_is_imported_from_file_to_search_and_page(tmp_path, client):
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    broken = record("https://news.example/broken", html_page(*PARAGRAPHS))
    (crawl / "crawl.warc.gz").write_bytes(
        members(
            info(),
            record(URL, html_page(*PARAGRAPHS), date="2024-05-03T10:20:30Z"),
            record("https://news.example/", b"<html><body><form><input></form></body></html>"),
            record("https://news.example/logo.png", b"\x89PNG", media_type="image/png"),
        )
        + members(broken)[:-40]
    )
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 failed"):
        call_command("import_articles", str(crawl), stdout=out)
    assert "1 created, 0 updated, 0 unchanged, 0 conflict, 1 failed, 2 skipped" in out.getvalue()
    assert "Record 5 at byte" in out.getvalue()
    article = Article.objects.get()
    assert (article.source_url, article.retrieved_at.isoformat()) == (URL, "2024-05-03T10:20:30+00:00")
    assert {row.field: (row.origin, row.evidence) for row in article.provenance.all()}["source_url"] == (
        Origin.PAGE,
        URL,
    )
    original = Original.objects.get()
    assert bytes(original.content) == html_page(*PARAGRAPHS)
    assert (original.source_url, original.retrieved_at) == (URL, article.retrieved_at)
    assert original.stated["where"] == "web archive"
    assert [hit.article for hit in search.search(SearchRequest(text="tariff")).hits] == [article]
    page = client.get(article.get_absolute_url()).content.decode()
    assert 'Source: <a href="https://news.example/2024/fee"' in page
    assert ">news.example/2024/fee</a>, retrieved 3 May 2024" in page
    with pytest.raises(CommandError, match="1 failed"):
        call_command("import_articles", str(crawl), stdout=out)
    assert "0 created, 0 updated, 1 unchanged" in out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_wacz_file_and_a_feed_are_imported_by_the_command(tmp_path):
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    pages = (html_page(*PARAGRAPHS), html_page(*PARAGRAPHS, "An advertisement beside it."))
    captures = members(record(URL, pages[0]), record("https://ads.example/frame", pages[1]))
    (inputs / "crawl.wacz").write_bytes(wacz(URL, archive=captures))
    feed = rss(FEE, QUAY.replace("The old quay", f"{PARAGRAPHS[1]} The old quay"))
    (inputs / "feed.xml").write_bytes(feed)
    assert "3 created, 0 updated, 0 unchanged, 0 conflict, 0 failed, 1 skipped" in run(
        "import_articles", inputs
    )
    (inputs / "feed.xml").write_bytes(feed.replace(b"Mon, 06 May 2024", b"Tue, 07 May 2024"))
    assert "0 created, 0 updated, 3 unchanged" in run("import_articles", inputs)
    # What the feed said is kept beside the entry, which can be understood again alone.
    original = Original.objects.get(name="feed.xml#tag:news.example,2024:fee")
    again = parse(stored_item(original))
    assert (again.publication.value, again.headline.value) == (
        original.article.publication.name,
        original.article.headline,
    )


@pytest.mark.django_db
def test_tomorrows_capture_of_an_address_is_a_newer_version_of_its_article():
    first = import_item(capture(html_page(*PARAGRAPHS[:2]), day=3))
    second = import_item(capture(html_page(*PARAGRAPHS), day=4, url="http://news.example/2024/fee/"))
    assert (first.outcome, second.outcome) == (Outcome.CREATED, Outcome.UPDATED)
    article = Article.objects.get()
    assert article.originals.count() == 2
    assert "long overdue" in article.body
    assert article.retrieved_at.day == 4


@pytest.mark.django_db
def test_an_earlier_capture_that_comes_later_does_not_replace_a_newer_one():
    import_item(capture(html_page(*PARAGRAPHS), day=4))
    late = import_item(capture(html_page(*PARAGRAPHS[:2]), day=3))
    assert (late.outcome, late.reason) == (
        Outcome.UNCHANGED,
        "Is kept as an earlier version: the archive has a later capture of it.",
    )
    article = Article.objects.get()
    assert "long overdue" in article.body
    assert article.originals.count() == 2
    assert article.originals.current().get().retrieved_at.day == 4
    again = import_item(capture(html_page(*PARAGRAPHS[:2]), day=3))
    assert again.outcome == Outcome.UNCHANGED


@pytest.mark.django_db
def test_another_text_at_the_same_address_is_another_article():
    import_item(capture(html_page(*PARAGRAPHS), day=3))
    other = html_page(
        "A storm closed the northern road for the whole of Tuesday, and the ferries stayed in port.",
        "The mayor asked everyone to stay at home until the trees had been cleared from the streets.",
    )
    assert import_item(capture(other, day=4)).outcome == Outcome.CREATED
    assert Article.objects.count() == 2


@pytest.mark.django_db
def test_an_address_that_an_editor_corrected_still_finds_its_article(admin_user):
    article = import_item(capture(html_page(*PARAGRAPHS), day=3)).article
    article.source_url = "https://news.example/moved"
    article.save()
    mark_edited(article, fields=["source_url"], editor=admin_user, reason="It moved.")
    result = import_item(capture(html_page(*PARAGRAPHS, "The board will meet again in June."), day=4))
    assert result.article == article
    assert Conflict.objects.get().field == "source_url"
    article.refresh_from_db()
    assert article.source_url == "https://news.example/moved"


@pytest.mark.django_db
def test_an_entry_of_a_feed_does_not_replace_the_page_that_it_leads_to():
    page = import_item(capture(html_page(*PARAGRAPHS), day=3))
    result = import_item(
        entry(PARAGRAPHS[0], url=f"{URL}?utm_source=feed&amp;utm_medium=rss".replace("&amp;", ""))
    )
    assert (result.outcome, result.article) == (Outcome.UNCHANGED, page.article)
    assert result.reason == "Is kept beside the page of it that the archive has."
    assert "long overdue" in Article.objects.get().body


@pytest.mark.django_db
def test_a_page_replaces_the_entry_of_a_feed_that_led_to_it():
    summary = import_item(entry(PARAGRAPHS[0]))
    assert summary.remarks == ("The feed gives a summary only.",)
    result = import_item(capture(html_page(*PARAGRAPHS), day=4))
    assert (result.outcome, result.article) == (Outcome.UPDATED, summary.article)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://news.example/" + "x" * 2000,
        "ftp://news.example/fee",
        "https://ada:pw@news.example/",
    ],
)
def test_an_address_that_no_page_may_link_to_is_left_out_with_a_remark(address):
    result = import_item(capture(html_page(*PARAGRAPHS), day=3, url=address))
    assert result.outcome == Outcome.CREATED
    assert any("is none that a page may link to, and is left out." in said for said in result.remarks)
    assert (result.article.source_url, Original.objects.get().source_url) == ("", "")


@pytest.mark.django_db
def test_pages_and_citations_name_address_and_day(client):
    retrieved = datetime.datetime(2024, 5, 3, 23, 59, tzinfo=datetime.UTC)
    article = make_article(source_url=URL, retrieved_at=retrieved)
    page = client.get(article.get_absolute_url()).content.decode()
    assert (
        f'data-versionurl="http://testserver{article.get_absolute_url()}" data-versiondate="2024-05-03"'
        in page
    )
    assert (
        "undated. https://news.example/2024/fee, retrieved 3 May 2024. On the Record. http://testserver/"
        in page
    )
    assert '"isBasedOn": "https://news.example/2024/fee"' in page.replace("\\u002F", "/")
    quote = make_quote(article)
    cited = client.get(quote.get_absolute_url()).content.decode()
    assert "https://news.example/2024/fee, retrieved 3 May 2024. On the Record." in cited
    # A reference manager would take the first of these for the date of publication.
    assert "<time" not in page


@pytest.mark.django_db
def test_what_would_tell_a_private_publication_is_not_shown(client):
    article = make_article(
        source_url=URL, rights="full", publication=make_publication("Private Letter", rights="private")
    )
    page = client.get(article.get_absolute_url()).content.decode()
    assert "news.example" not in page


@pytest.mark.django_db
def test_no_page_links_to_what_is_no_web_address(client):
    article = make_article(source_url="javascript:alert(1)")
    assert "javascript:alert" not in client.get(article.get_absolute_url()).content.decode()
