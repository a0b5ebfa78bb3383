"""Web pages as they were saved or captured."""

import re

from articles.text.readers.decoding import beginning, decoded
from articles.text.readers.items import Item
from articles.text.readers.sources import Form, SourceText

MEDIA_TYPES = ("text/html", "application/xhtml+xml")
# What may stand before a page's first element; a declaration of another document type ends it.
BEFORE = re.compile(
    r"(?:\s++|<\?[^>]{0,1000}>|<!--.{0,5000}?-->|<!doctype\s+html\b[^>]{0,1000}>)*+",
    re.IGNORECASE | re.DOTALL,
)
DOCTYPE = re.compile(r"<!doctype\s+html\b", re.IGNORECASE)
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]{0,5000}>", re.IGNORECASE)
# Begin a page whatever follows.
PAGE_TAGS = frozenset(("html", "head", "body", "title", "meta"))
# Begin a fragment of a page, if more of its elements follow.
FRAGMENT_TAGS = frozenset(
    (
        "a", "article", "aside", "b", "blockquote", "br", "center", "div", "em", "figure", "font", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "img", "link", "main", "nav", "ol", "p", "script", "section",
        "span", "strong", "style", "table", "ul",
    )
)  # fmt: skip
FEWEST_TAGS = 3


class Page:
    """Reads an HTML page; its article is found by articles.text.pages."""

    format = "html"

    @staticmethod
    def accepts(data: bytes, *, name: str, media_type: str) -> bool:  # noqa: ARG004  the content tells
        return media_type in MEDIA_TYPES or is_page(data)

    @staticmethod
    def read(item: Item) -> SourceText:
        """Return the page, all of it.

        Raises:
            UnreadableInput: it cannot be decoded.
        """
        text, encoding, remarks = decoded(item)
        return SourceText(text, Page.format, "text/html", encoding, Form.PAGE, item.stated, remarks)


def is_page(data: bytes) -> bool:
    """Whether bytes begin as a web page does, or a fragment of one."""
    start = beginning(data)
    before = BEFORE.match(start)
    place = before.end() if before else 0
    first = TAG.match(start, place)
    if first is None:
        return DOCTYPE.search(start, 0, place) is not None
    name = first[2].lower()
    if name not in FRAGMENT_TAGS:
        return name in PAGE_TAGS
    tags = [(bool(tag[1]), tag[2].lower()) for tag in TAG.finditer(start, place)]
    return len(tags) >= FEWEST_TAGS and any(is_end and name in FRAGMENT_TAGS for is_end, name in tags)
