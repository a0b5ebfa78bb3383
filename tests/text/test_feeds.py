"""What comes out of a feed: entries that stay the same, each with what the feed says of it."""

import io
import json
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.errors import UnreadableInput
from articles.text.pipeline import parse
from articles.text.readers import DamagedItem, Item, read, unpack

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
FEE = """<item>
  <title>Harbour fee to fall by spring &amp; rise again</title>
  <link>https://news.example/fee</link>
  <guid isPermaLink="false">tag:news.example,2024:fee</guid>
  <dc:creator>Ada Marsh</dc:creator>
  <pubDate>Fri, 03 May 2024 10:20:30 +0200</pubDate>
  <description>The board met.</description>
  <content:encoded><![CDATA[<p>The board met on Monday.</p><p>“We will lower the fee,” Ben Low said.</p>]]></content:encoded>
</item>"""
QUAY = """<item><title>Quay closed</title><link>https://news.example/quay</link>
  <description>The old quay was closed on Friday.</description></item>"""


def rss(*entries: str, built: str = "Mon, 06 May 2024 00:00:00 GMT") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {NAMESPACES}><channel>'
        "<title>Harbour Times &amp; Post</title><link>https://news.example/</link>"
        f"<language>en-gb</language><lastBuildDate>{built}</lastBuildDate>{''.join(entries)}</channel></rss>"
    ).encode()


def unpacked(data: bytes, *, name: str = "feed.xml") -> list[Item | DamagedItem]:
    return list(unpack(io.BytesIO(data), name=name))


def test_an_entry_of_rss_becomes_an_article_with_all_that_its_feed_states():
    [item] = unpacked(rss(FEE))
    assert item.name == "feed.xml#tag:news.example,2024:fee"
    article = parse(item)
    assert article.body == "The board met on Monday.\n\n“We will lower the fee,” Ben Low said."
    assert (article.headline.value, article.headline.rule) == (
        "Harbour fee to fall by spring & rise again",
        "feed",
    )
    assert [author.name for author in article.authors] == ["Ada Marsh"]
    assert article.published.iso == "2024-05-03T10:20"
    assert article.publication.value == "Harbour Times & Post"
    assert article.language == "en-gb"
    assert article.source_url == "https://news.example/fee"
    assert article.remarks == ()


def test_an_entry_stays_the_same_bytes_when_others_come_and_go():
    [_, before] = unpacked(rss(QUAY, FEE))
    [after] = unpacked(rss(FEE, built="Tue, 07 May 2024 00:00:00 GMT"))
    assert (before.name, before.data) == (after.name, after.data)


def test_a_summary_is_read_and_said_to_be_one():
    [item] = unpacked(rss(QUAY))
    source = read(item)
    assert source.text == "The old quay was closed on Friday."
    assert source.remarks == ("The feed gives a summary only.",)
    assert item.name == "feed.xml#https://news.example/quay"


def test_a_description_of_many_paragraphs_is_no_summary():
    whole = QUAY.replace(
        "Friday.", "Friday.&lt;p&gt;Boats wait.&lt;/p&gt;&lt;p&gt;The board meets.&lt;/p&gt;"
    )
    [item] = unpacked(rss(whole))
    assert read(item).text == "The old quay was closed on Friday.\n\nBoats wait.\n\nThe board meets."
    assert read(item).remarks == ()


def test_atom_is_read_with_its_dates_and_relative_links():
    feed = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://news.example/2024/">
      <title type="html">Harbour &lt;b&gt;Times&lt;/b&gt;</title><link rel="self" href="/feed"/>
      <entry><id>urn:uuid:1</id><title type="text">Fee &amp; toll &lt;fall&gt;</title>
        <link rel="enclosure" href="sound.mp3"/><link href="fee"/>
        <author><name>Ada Marsh</name></author><author><name>Ben Low</name></author>
        <updated>2024-05-04T00:00:00Z</updated><published>2024-05-03T10:20:30Z</published>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The board met.</p><p>It <em>voted</em>.</p></div></content>
      </entry>
      <entry><id>urn:uuid:2</id><title>Quay</title><link href="/quay"/><updated>2024-05-04T00:00:00Z</updated>
        <summary>The quay was closed on Friday.</summary></entry></feed>"""
    fee, quay = map(parse, unpacked(feed.encode()))
    assert fee.headline.value == "Fee & toll <fall>"
    assert [author.name for author in fee.authors] == ["Ada Marsh", "Ben Low"]
    assert (fee.published.iso, fee.body) == ("2024-05-03T10:20", "The board met.\n\nIt voted.")
    assert fee.source_url == "https://news.example/2024/fee"
    assert fee.publication.value == "Harbour Times"
    assert quay.source_url == "https://news.example/quay"
    assert not quay.published.is_known
    assert quay.remarks == (
        "The feed gives a summary only.",
        "The feed says when the entry was last changed (2024-05-04T00:00:00Z), not when it appeared.",
    )


def test_rss_1_0_is_read_with_its_date():
    feed = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>Harbour Times</title>
        <link>https://news.example/</link></channel>
      <item rdf:about="https://news.example/fee"><title>Fee</title><link>https://news.example/fee</link>
        <dc:date>2024-05-03</dc:date><description>The board met about the fee.</description></item></rdf:RDF>"""
    [item] = unpacked(feed.encode())
    article = parse(item)
    assert (article.headline.value, article.published.iso) == ("Fee", "2024-05-03")
    assert (article.publication.value, article.source_url) == ("Harbour Times", "https://news.example/fee")


def test_a_json_feed_is_read():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Times",
        "language": "en",
        "items": [
            {
                "id": "1",
                "url": "https://news.example/fee",
                "title": "Fee",
                "content_html": "<p>The board met.</p>",
                "date_published": "2024-05-03T10:20:30Z",
                "authors": [{"name": "Ada Marsh"}, {"url": "https://news.example/ben"}],
            },
            "broken",
        ],
    }
    item, broken = unpacked(json.dumps(feed).encode())
    article = parse(item)
    assert (item.name, article.body, article.headline.value) == ("feed.xml#1", "The board met.", "Fee")
    assert [author.name for author in article.authors] == ["Ada Marsh"]
    assert (article.published.iso, article.publication.value) == ("2024-05-03T10:20", "Harbour Times")
    assert (broken.name, broken.reason) == ("feed.xml#item 2", "Is no JSON object.")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(rss(), "The feed has no items.", id="no items"),
        pytest.param(b'{"version": "https://jsonfeed.org/version/1"}', "The feed has no items.", id="JSON"),
        pytest.param(b"", "The file is empty.", id="empty"),
        pytest.param(b"\x00\x01", "The feed is damaged: Document is empty.", id="binary"),
    ],
)
def test_a_feed_without_items_is_refused_in_a_sentence(data, reason):
    with pytest.raises(UnreadableInput) as refused:
        unpacked(data, name="news.rss")
    assert str(refused.value) == reason


def test_an_entry_without_text_is_refused_in_a_sentence():
    [item] = unpacked(rss("<item><title>Nothing more</title><guid>1</guid></item>"))
    with pytest.raises(UnreadableInput, match=r"^The entry has no text\.$"):
        read(item)


def test_a_feed_with_bare_ampersands_and_names_of_html_loses_no_character():
    broken = rss(QUAY.replace("old quay", "M&S quay &mdash; AT&T &amp; caf&eacute;"), FEE)
    quay, fee = unpacked(broken)
    assert read(quay).text == "The M&S quay — AT&T & café was closed on Friday."
    assert fee.data == unpacked(rss(FEE))[0].data
    assert quay.remarks == ()


def test_tags_that_do_not_match_are_read_as_far_as_they_go_with_a_remark():
    [quay, fee] = unpacked(rss(QUAY.replace("The old quay", "The <b>old quay"), FEE))
    assert "was closed on Friday." in read(quay).text
    assert read(quay).remarks[0].startswith("The entry is not well-formed and was read as far as it goes: ")
    assert read(fee).text.startswith("The board met on Monday.")


def test_of_a_feed_that_is_cut_short_the_last_entry_is_damaged_and_the_others_are_read():
    data = rss(QUAY, FEE)
    quay, fee = unpacked(data[: data.index(b"We will")])
    assert read(quay).text == "The old quay was closed on Friday."
    assert isinstance(fee, DamagedItem)
    assert fee.reason.startswith("The entry has no end: ")


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_feeds_in_other_encodings_are_read(encoding):
    text = rss(QUAY).decode().replace("old quay", "café").replace("UTF-8", encoding.removesuffix("-sig"))
    [item] = unpacked(text.encode(encoding))
    assert read(item).text == "The café was closed on Friday."


@pytest.mark.parametrize("declared", ["UTF-8", "klingon", "undefined"])
def test_a_feed_that_is_not_in_the_encoding_it_declares_loses_no_letter(declared):
    text = rss(FEE, QUAY).decode().replace("old quay", "café").replace("UTF-8", declared)
    fee, quay = unpacked(text.encode("cp1252"))
    assert read(fee).text.endswith("“We will lower the fee,” Ben Low said.")
    assert read(quay).text == "The café was closed on Friday."
    assert quay.remarks == ("The feed is read as windows-1252, which its bytes are most like.",)


def test_bytes_of_a_feed_that_are_no_letters_are_counted_in_its_remarks():
    fee, _ = unpacked(rss(FEE, QUAY).replace(b"Monday", b"Mon\xffday"))
    assert "on Mon\ufffdday" in read(fee).text
    assert fee.remarks == ("1 byte is not UTF-8 in this feed, and shown as “�”.",)


def test_entities_that_a_document_type_declares_are_never_expanded():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'.encode()
        + rss(QUAY.replace("old quay", "&l9;&f; quay")).partition(b"\n")[2]
    )
    [item] = unpacked(bomb)
    assert read(item).text == "The &l9&f quay was closed on Friday."


def test_scripts_in_an_entry_are_no_text_of_it():
    [item] = unpacked(rss(FEE.replace("<p>The board", "<script>alert(1)</script><p>The board")))
    assert read(item).text.startswith("The board met")


def test_a_page_about_feeds_and_an_xml_file_are_no_feed():
    for data in (b"<html><body><feed></feed></body></html>", b"<?xml version='1.0'?><feed><x/></feed>"):
        [item] = unpacked(data)
        assert (item.name, item.data) == ("feed.xml", data)


WHOLE = rss(QUAY, FEE, QUAY.replace("quay", "toll"))


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_damage_raises_nothing_but_a_sentence_and_a_cut_costs_no_entry_before_it(position, change):
    damaged = bytearray(WHOLE)
    damaged[position] ^= change
    data = bytes(damaged) if change else WHOLE[:position]
    try:
        items = unpacked(data, name="news.rss")
    except UnreadableInput:
        assert position < WHOLE.index(b"<item>") + len(b"<item>")
        return
    whole = [item.data for item in items if isinstance(item, Item)]
    ends = [found.end() for found in re.finditer(b"</item>", WHOLE)]
    for item, end in zip(unpacked(WHOLE), ends, strict=True):
        if end <= position:
            assert item.data in whole
    for item in items:
        if isinstance(item, Item):
            with suppress(UnreadableInput):
                read(item)
