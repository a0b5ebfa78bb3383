"""One entry of a feed."""

import io
import json
import re
from dataclasses import replace
from typing import Any

import feedparser

from articles.text.blocks import find_blocks
from articles.text.cleaning import BREAK
from articles.text.documents import RemovedText
from articles.text.errors import UnreadableInput
from articles.text.readers.items import Item
from articles.text.readers.markup import read_markup
from articles.text.readers.sources import Form, SourceText

ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom">%s</feed>'
RSS = b'<rss version="2.0"><channel>%s</channel></rss>'
RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">%s</rdf:RDF>'
ATOM_ENTRY = re.compile(rb"<(?:\w+:)?entry\b")
RDF_ENTRY = re.compile(rb"<(?:\w+:)?item\b[^>]*purl\.org/rss/1\.0/")
DC_DATE = re.compile(rb"<(\w+):date\b[^>]*>\s*([^<]{4,60}?)\s*</\1:date>")
# A description of as many paragraphs is no summary.
WHOLE_ARTICLE = 3
ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\W*$")
UPDATED = "The feed says when the entry was last changed ({}), not when it appeared."
SUMMARY = "The feed gives a summary only."


class Entry:
    """Reads one entry as a feed gave it; its text is the content it holds, else its summary."""

    format = "entry"

    @staticmethod
    def accepts(data: bytes, *, name: str, media_type: str) -> bool:  # noqa: ARG004  feeds say so of theirs
        return False

    @staticmethod
    def read(item: Item) -> SourceText:
        """Return the text of an entry with what it states.

        Raises:
            UnreadableInput: it is no entry, or has no text.
        """
        source = _read_json(item) if item.data.lstrip().startswith(b"{") else _read_xml(item)
        if not source.text:
            raise UnreadableInput("The entry has no text.")
        return source


def plain(detail: Any) -> str:
    """Return a text of a feed as one line, without its markup; None is ""."""
    if not detail:
        return ""
    value = detail.get("value") or ""
    if detail.get("type") in ("text/html", "application/xhtml+xml"):
        value = read_markup(value)[0]
    return " ".join(value.split())


def _read_xml(item: Item) -> SourceText:
    frame = ATOM if ATOM_ENTRY.match(item.data) else RDF if RDF_ENTRY.match(item.data) else RSS
    # As a file, or feedparser would take the bytes for a name and open it.
    read = feedparser.parse(
        io.BytesIO(frame % item.data), response_headers={"content-type": "application/xml; charset=utf-8"}
    )
    if not read.entries:
        raise UnreadableInput("Is no entry of a feed.")
    entry = read.entries[0]
    contents = [content for content in entry.get("content", ()) if content.get("value", "").strip()]
    content = max(contents, key=lambda content: len(content["value"]), default=None)
    body, removed = _body(content or entry.get("summary_detail"))
    remarks = [SUMMARY] if content is None and _is_summary(body) else []
    # feedparser answers for a missing date with the other one.
    published = str(dict.get(entry, "published") or "")
    updated = str(dict.get(entry, "updated") or "")
    if not published and (date := DC_DATE.search(item.data)):
        published = date[2].decode("utf-8", "replace")
    if updated and not published:
        remarks.append(
            f"The feed says when the entry was last changed ({updated[:40]}), not when it appeared."
        )
    names = (str(author.get("name") or "") for author in entry.get("authors", ()))
    return SourceText(
        body,
        Entry.format,
        "application/xml",
        "utf-8",
        Form.BODY,
        replace(
            item.stated,
            where="feed",
            headline=plain(entry.get("title_detail")),
            authors=tuple(name for name in names if name.strip() and "@" not in name),
            published=published,
            source_url=item.stated.source_url or str(entry.get("link") or ""),
        ),
        tuple(remarks),
        removed,
    )


def _read_json(item: Item) -> SourceText:
    try:
        entry = json.loads(item.data)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"Is no entry of a feed: {error}.") from error

    def text(name: str, values: Any = entry) -> str:
        value = values.get(name) if isinstance(values, dict) else None
        return value if isinstance(value, str) else ""

    markup, written = text("content_html"), text("content_text")
    kind, words = ("text/html", markup) if markup.strip() else ("text/plain", written or text("summary"))
    body, removed = _body({"type": kind, "value": words})
    remarks = []
    if not markup.strip() and not written.strip():
        remarks.append(SUMMARY)
    published, updated = text("date_published"), text("date_modified")
    if updated and not published:
        remarks.append(
            f"The feed says when the entry was last changed ({updated[:40]}), not when it appeared."
        )
    authors = entry.get("authors")
    authors = authors if isinstance(authors, list) else [entry.get("author")]
    return SourceText(
        body,
        Entry.format,
        "application/json",
        "utf-8",
        Form.BODY,
        replace(
            item.stated,
            where="feed",
            headline=" ".join(text("title").split()),
            authors=tuple(filter(None, (text("name", author).strip() for author in authors))),
            published=published,
            source_url=text("url") or text("external_url"),
            language=item.stated.language,
        ),
        tuple(remarks),
        removed,
    )


def _body(detail: Any) -> tuple[str, tuple[RemovedText, ...]]:
    value = (detail or {}).get("value") or ""
    if (detail or {}).get("type") in ("text/html", "application/xhtml+xml"):
        return read_markup(value)
    return BREAK.join(block.text for block in find_blocks(value)), ()


def _is_summary(body: str) -> bool:
    return body.count(BREAK) + 1 < WHOLE_ARTICLE or ELLIPSIS.search(body) is not None
