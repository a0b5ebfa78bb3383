"""Which reader reads what, and what is refused in a sentence."""

import io

import pytest

from articles.text.errors import UnreadableInput
from articles.text.readers import Form, Item, read, unpack
from articles.text.readers.limits import LARGEST_ITEM
from tests.factories import parse_bytes

NEWS = "The board met on Monday to talk about the fee and the old quay of the town, and what it costs."
ARTICLE = "The council met.\n\n“We vote on Monday,” said Ada Marsh, its chair.\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(ARTICLE.encode(), id="plain"),
        pytest.param(b"\xef\xbb\xbf" + ARTICLE.encode(), id="byte-order mark"),
        pytest.param(ARTICLE.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(ARTICLE.replace("\n", "\r").encode(), id="old Macintosh line ends"),
    ],
)
def test_utf_8_is_read_whatever_its_line_ends(data):
    source = read(Item("", data))
    assert source.text == ARTICLE
    assert (source.media_type, source.encoding) == ("text/plain", "utf-8")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "The file is empty.", id="empty"),
        pytest.param(b" \r\n\t ", "The file is empty.", id="blank"),
        pytest.param(
            b"\x89PNG\r\n\x1a\n\x00\x00", "The file is a PNG picture, which is not read.", id="a picture"
        ),
        pytest.param(b"%PDF-1.7\n", "The file is a PDF document, which is not read.", id="a PDF"),
        pytest.param(b"a\x00b", "The file is not text: it contains NUL bytes.", id="NUL"),
        pytest.param(
            b"bell \x07", "The file is not text: it contains the control character U+0007.", id="control byte"
        ),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data, reason):
    with pytest.raises(UnreadableInput) as refused:
        parse_bytes(data)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<!DOCTYPE html>\n<html><body><p>Quay</p>", id="doctype"),
        pytest.param("<!-- saved from x -->\n<!doctype html><title>Quay</title>", id="comment first"),
        pytest.param(
            '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">\n'
            '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
            id="XHTML",
        ),
        pytest.param("<!doctype html>\n", id="doctype alone"),
        pytest.param("<div class=story><p>Quay</p><p>Fee</p></div>", id="fragment"),
        pytest.param("<h1>Quay</h1>\n<p>It closes.", id="fragment without a root"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_page_is_told_by_its_content(page, encoding):
    assert read(Item("news.txt", page.encode(encoding))).form is Form.PAGE


@pytest.mark.parametrize(
    "text",
    [
        "The board met. <p>It will close the quay.</p> <b>So</b> it said.",
        "<a list of names> was read by the board",
        "<p>",
        "< 5 % of the fee",
        "<!-- " * 10_000,
        " " * 50_000 + "<",
    ],
)
def test_a_text_with_signs_of_a_page_in_it_is_a_text(text):
    assert read(Item("news.html", text.encode())).form is Form.LINES


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ('<?xml version="1.0"?>\n<!-- x --><rss version="2.0"><channel/></rss>', "rss"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><title>Quay</title></svg>', "svg"),
        ('<!DOCTYPE svg PUBLIC "x" "y"><svg></svg>', "svg"),
        ("<news:item>Quay</news:item>\n", "news:item"),
    ],
)
def test_xml_that_no_reader_knows_is_refused(text, root):
    with pytest.raises(UnreadableInput) as refused:
        read(Item("a.xml", text.encode()))
    assert str(refused.value) == f"The file is XML that no reader knows: its root is <{root}>."


def test_a_format_that_is_given_goes_before_the_content():
    page = b"<html><p>Quay</p></html>"
    assert read(Item("a", page, format="text")).format == "text"
    (item,) = unpack(io.BytesIO(page), name="a", format="markdown")
    assert read(item).format == "markdown"
    (item,) = unpack(io.BytesIO(b'{"id": 1}'), name="a", format="text")
    assert item.name == "a"


def test_an_input_too_large_for_an_article_is_refused_unread():
    with pytest.raises(UnreadableInput, match=r"Is too large: more than 20,971,520 bytes"):
        list(unpack(io.BytesIO(bytes(LARGEST_ITEM + 1)), name="a"))


def test_a_text_too_long_for_an_article_is_refused():
    with pytest.raises(UnreadableInput) as refused:
        parse_bytes(b"The board met. " * 80_000)
    assert str(refused.value) == (
        "Is too long for one article: 1,200,000 characters of text, where 1,000,000 are the most."
    )


def test_a_page_may_be_long_where_its_article_is_not(monkeypatch):
    page = f"<html><body><article><p>{NEWS}</p></article><!--{'x' * 1_500_000}--></body></html>"
    assert parse_bytes(page.encode()).body == NEWS
    monkeypatch.setattr("articles.text.pipeline.LONGEST_TEXT", 10)
    with pytest.raises(UnreadableInput, match="Is too long for one article"):
        parse_bytes(page.encode())
