"""Web archives: the pages that were captured in a WARC or ARC file, plain or gzipped."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO
from urllib.parse import urldefrag, urljoin, urlsplit

from articles.text.documents import Stated
from articles.text.readers import html
from articles.text.readers.items import DamagedItem, Item
from articles.text.readers.payloads import DamagedPayload, Headers, read_headers, unpacked
from articles.text.readers.stretches import BEGINNING, GZIP, Stretches
from articles.text.readers.webrecords import ARC, WARC, Record, read_records

# The most bytes of a page, packed or unpacked.
LARGEST_CAPTURE = 20 * 1024 * 1024
PAGE_TYPES = (*html.MEDIA_TYPES, "text/plain")
UNKNOWN_TYPES = ("", "application/octet-stream", "application/x-unknown-content-type", "unknown/unknown")
FEED_TYPES = ("application/atom+xml", "application/feed+json", "application/rdf+xml", "application/rss+xml")
# Told to programs, not to readers.
FOR_PROGRAMS = ("/robots.txt", "/ads.txt", "/app-ads.txt", "/llms.txt", "/.well-known/security.txt")
CAPTURES = ("response", "resource", "conversion")


class WebArchive:
    """Takes a WARC or ARC file apart into the pages that were captured."""

    format = "warc"

    @staticmethod
    def accepts(head: bytes, *, name: str) -> bool:
        if head.startswith(GZIP):
            head = _inflated(head)
        is_one = WARC.match(head) is not None or head.startswith(b"filedesc:")
        # One that is damaged where it begins is known by its name; ".arc" is that of other things too.
        name = name.lower()
        is_named = name.endswith((".warc", ".warc.gz", ".arc.gz"))
        return is_one or is_named or (name.endswith(".arc") and ARC.search(head) is not None)

    @staticmethod
    def unpack(file: BinaryIO, *, name: str) -> Iterator[Item | DamagedItem]:
        return unpack_captures(file, name=name)


class Pages:
    """The addresses of a crawl's pages, as far as it says which of its captures are pages."""

    def __init__(self, addresses: set[str]) -> None:
        self._addresses = addresses

    def __contains__(self, uri: str) -> bool:
        return not self._addresses or uri.partition("#")[0] in self._addresses

    def lead_on(self, uri: str, location: str) -> None:
        """Note that a page was found at another address."""
        if self._addresses and uri in self and location:
            with suppress(ValueError):
                self._addresses.add(urldefrag(urljoin(uri, location))[0])


def unpack_captures(
    file: BinaryIO, *, name: str, place: str = "", pages: Pages | None = None
) -> Iterator[Item | DamagedItem]:
    """Yield the pages captured in a web archive's file, a seekable one at its start.

    Each is named by the input and its address: two captures of one page have one name. `place`
    names the file within the input.
    """
    head = file.read(BEGINNING)
    file.seek(0)
    head = _inflated(head) if head.startswith(GZIP) else head
    is_arc = head.startswith(b"filedesc:") or (not WARC.match(head) and ".arc" in (place or name).lower())
    stretches = Stretches(file, begins=ARC if is_arc else WARC)
    chooser = _Chooser(pages or Pages(set()))
    is_empty = True
    for record in read_records(stretches, is_arc=is_arc, wants=chooser.wants):
        is_empty = False
        here = f"{place}, record" if place else "Record"
        here = f"{here} {record.number} at byte {record.offset:,}"
        item_name = f"{name}#{record.uri or here.lower()}"
        if record.damage:
            yield DamagedItem(item_name, f"{here}: {record.damage}")
        elif record.content is not None:
            yield _item(record, chooser.answer, name=item_name, here=here)
        elif chooser.reason:
            yield DamagedItem(item_name, chooser.reason, is_skipped=True)
    if is_empty:
        yield DamagedItem(f"{name}#{place}" if place else name, "The web archive is empty.")


class _Chooser:
    """Says of each record whether it holds a page, and keeps the answer of the server and the reason."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self.answer = Headers("", (), 0)
        self.reason = ""

    def wants(self, record: Record) -> bool:
        self.answer = _answer(record)
        self.reason = self._reason(record)
        return record.kind in CAPTURES and not self.reason

    def _reason(self, record: Record) -> str:
        """Return why a record is passed over, "" where it is a page, or beside one as requests are."""
        if record.kind == "revisit":
            return _revisited(record)
        if record.kind == "continuation" or record.headers.get("WARC-Segment-Number"):
            return "Is one part of a capture that runs over several records, which cannot be joined."
        if record.kind not in CAPTURES or record.uri.lower().startswith(("dns:", "whois:")):
            return ""
        status = (self.answer.first.split(" ")[1:2] or ["200"])[0]
        if status.startswith("3"):
            self._pages.lead_on(record.uri, self.answer.get("Location"))
        if status != "200":
            return f"The server answered {status[:3]}."
        return self._reason_of_content(record)

    def _reason_of_content(self, record: Record) -> str:
        media_type = self.answer.media_type
        is_page = media_type in PAGE_TYPES or (
            media_type in UNKNOWN_TYPES
            and html.Page.accepts(record.head[self.answer.length :], name="", media_type="")
        )
        reasons = (
            (media_type in FEED_TYPES, "Is a feed, which is imported as a file of its own."),
            (not is_page, f"Is no page but {media_type or 'of an unknown type'}."),
            (record.length == self.answer.length, "The server sent nothing."),
            (_path(record.uri) in FOR_PROGRAMS, "Is told to programs, not to readers."),
            (record.uri not in self._pages, "Is no page of this crawl, but something that a page contains."),
            (
                record.length > LARGEST_CAPTURE,
                f"Is too large: more than {LARGEST_CAPTURE:,} bytes, the most that one article may have.",
            ),
        )
        return next((reason for holds, reason in reasons if holds), "")


def _path(uri: str) -> str:
    try:
        return urlsplit(uri).path
    except ValueError:
        return ""


def _answer(record: Record) -> Headers:
    """Return the headers that the server sent with a capture; where it sent none, what the record says of it."""
    if record.kind == "response" and record.head.startswith(b"HTTP/"):
        return read_headers(record.head) or Headers("", (), 0)
    return Headers("", (("Content-Type", record.headers.get("Content-Type")),), 0)


def _item(record: Record, answer: Headers, *, name: str, here: str) -> Item | DamagedItem:
    content = (record.content or b"")[answer.length :]
    try:
        data = unpacked(content, answer, limit=LARGEST_CAPTURE)
    except DamagedPayload as error:
        return DamagedItem(name, f"{here}: {error}")
    remarks = []
    if record.date is None:
        remarks.append("The web archive gives no time of its capture that can be read.")
    if cut := record.headers.get("WARC-Truncated"):
        remarks.append(f"The page was cut short when it was captured ({cut[:40]}).")
    return Item(
        name=name,
        data=data,
        media_type=answer.media_type if answer.media_type in PAGE_TYPES else html.MEDIA_TYPES[0],
        encoding=answer.charset,
        stated=Stated(where="web archive", source_url=record.uri, retrieved_at=record.date),
        remarks=tuple(remarks),
    )


def _revisited(record: Record) -> str:
    uri = record.headers.get("WARC-Refers-To-Target-URI").strip("<> ") or "it"
    date = record.headers.get("WARC-Refers-To-Date")[:10]
    return f"Was found unchanged: the same as {uri}{f' captured on {date}' if date else ''}."


def _inflated(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, BEGINNING)
    except zlib.error:
        return b""
