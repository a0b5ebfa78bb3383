"""Web pages as they were saved or captured."""

import re

from articles.text.readers.decoding import decoded
from articles.text.readers.items import Item
from articles.text.readers.sources import Form, SourceText

MEDIA_TYPES = ("text/html", "application/xhtml+xml")
# Begins a page: a declaration, comments, then an element that only pages have.
PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}"
    rb"<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)


class Page:
    """Reads an HTML page; its article is found by articles.text.pages."""

    format = "html"

    @staticmethod
    def accepts(data: bytes, *, name: str, media_type: str) -> bool:  # noqa: ARG004  the content tells
        return media_type in MEDIA_TYPES or PAGE.match(data.removeprefix(b"\xef\xbb\xbf")) is not None

    @staticmethod
    def read(item: Item) -> SourceText:
        text, encoding, remarks = decoded(item)
        return SourceText(text, Page.format, "text/html", encoding, Form.PAGE, item.stated, remarks)
