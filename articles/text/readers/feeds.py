"""Feeds: RSS 0.9 to 2.0, Atom and JSON Feed, taken apart into their entries."""

import codecs
import hashlib
import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from html.entities import html5
from itertools import zip_longest
from typing import Any, BinaryIO
from urllib.parse import urljoin
from xml.sax.saxutils import quoteattr

import feedparser
from lxml import etree

from articles.text.documents import Stated
from articles.text.errors import UnreadableInput
from articles.text.readers.decoding import REPLACEMENT, decoded, find_encoding, printed_encoding
from articles.text.readers.entries import Entry, plain
from articles.text.readers.items import DamagedItem, Item

LARGEST_FEED = 20 * 1024 * 1024
# What is passed before the first element is passed once: none of these looks back.
XML_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s*(?><\?.{0,2000}?\?>|<!--.{0,9000}?-->|<!DOCTYPE\b[^>\[]{0,2000}(?:\[.{0,50000}?\]\s*)?>))*+"
    rb"\s*<(?:[A-Za-z]+:)?(?:rss|feed|RDF)\b",
    re.DOTALL,
)
JSON_FEED = re.compile(
    rb"\s*\{.{0,4000}?\"version\"\s*:\s*\"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/", re.DOTALL
)
ENTRIES = ("item", "entry")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
DOCTYPE = re.compile(r"<!DOCTYPE\b[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
DECLARED = re.compile(rb"<\?xml[^>]{1,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})")
DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
AMPERSAND = re.compile(r"<!\[CDATA\[.*?\]\]>|&(?:#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|(\w{1,40});)?", re.DOTALL)
OF_XML = ("amp", "lt", "gt", "quot", "apos")
# Where entries begin and end; not so inside CDATA.
EDGES = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|<(/)?(?:[A-Za-z]+:)?(?:item|entry)(?=[\s>])[^>]{0,2000}>", re.DOTALL
)
# Of a feed that is damaged where it declares them.
NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
WHERE = "feed"


class Feed:
    """Takes a feed apart: each entry is an original of its own, which does not change when others do."""

    format = "feed"

    @staticmethod
    def accepts(head: bytes, *, name: str) -> bool:
        for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
            if head.startswith(mark):
                head = head.decode(encoding, "replace").lstrip("\ufeff").encode()
        is_named = name.lower().endswith((".rss", ".atom"))
        found = XML_FEED.match(head)
        # "feed" is an element of other formats too.
        is_feed = found is not None and (
            not found[0].endswith(b"feed") or b"/Atom" in head or b"atom" in head
        )
        return is_feed or is_named or JSON_FEED.match(head) is not None

    @staticmethod
    def unpack(file: BinaryIO, *, name: str) -> Iterator[Item | DamagedItem]:
        """Yield the entries of a feed in its order.

        Raises:
            UnreadableInput: it is too large, has no entries, or none that can be read.
        """
        data = file.read(LARGEST_FEED + 1)
        if len(data) > LARGEST_FEED:
            raise UnreadableInput(f"Is too large: more than {LARGEST_FEED:,} bytes, the most of one feed.")
        if not data.strip():
            raise UnreadableInput("The file is empty.")
        yield from _json_entries(data, name=name) if JSON_FEED.match(data) else _xml_entries(data, name=name)


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry of XML, and what is wrong with it: `remark` if it could be read, `damage` if not."""

    element: Any
    remark: str = ""
    damage: str = ""


def _xml_entries(data: bytes, *, name: str) -> Iterator[Item | DamagedItem]:
    root, entries, about_all = _taken_apart(data)
    if not entries:
        raise UnreadableInput("The feed has no items.")
    # The feed's own address and base are asked for before its entries leave it.
    originals = [(_canonical(found.element), _address(found.element, root)) for found in entries]
    for found in entries:
        found.element.getparent().remove(found.element)
    stated = _stated(root)
    for found, (original, address) in zip(entries, originals, strict=True):
        identifier = _identifier(found.element) or address or hashlib.sha256(original).hexdigest()[:16]
        place = f"{name}#{identifier}"
        if found.damage:
            yield DamagedItem(place, found.damage)
        else:
            about = replace(stated, source_url=address)
            remarks = tuple(filter(None, (about_all, found.remark)))
            yield Item(place, original, Entry.format, "application/xml", "utf-8", about, remarks=remarks)


def _taken_apart(data: bytes) -> tuple[Any, list[_Found], str]:
    """Return the root of a feed, its entries, and a remark on how its bytes were read, "" for none.

    One that is not well-formed is mended, and read entry by entry.

    What a document type declares is never expanded: it goes first.

    Raises:
        UnreadableInput: nothing of it can be read.
    """
    if b"<!DOCTYPE" not in data and b"\x00" not in data:
        with suppress(etree.XMLSyntaxError):
            return *_with_entries(etree.fromstring(data, _parser())), ""
    data, remark = _mended(data)
    try:
        return *_with_entries(etree.fromstring(data, _parser())), remark
    except etree.XMLSyntaxError as error:
        reason = _said(error)
    edges = [found for found in EDGES.finditer(data) if not found[0].startswith(b"<![")]
    head = data[: edges[0].start()] if edges else data
    try:
        root = etree.fromstring(head, _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise UnreadableInput(f"The feed is damaged: {reason}.")
    return root, list(_entries_between(data, edges, root=root)), remark


def _with_entries(root: Any) -> tuple[Any, list[_Found]]:
    return root, [_Found(element) for element in root.iter(etree.Element) if _is_entry(element)]


def _entries_between(data: bytes, edges: list[re.Match[bytes]], *, root: Any) -> Iterator[_Found]:
    """Yield the entries of a feed that is not well-formed, each for itself."""
    spaces = {**NAMESPACES, **root.nsmap}
    declared = [
        f"xmlns{f':{prefix}' if prefix else ''}={quoteattr(address)}" for prefix, address in spaces.items()
    ]
    begin, end = f"<feed {' '.join(declared)} xml:base={quoteattr(root.base or '')}>".encode(), b"</feed>"
    for edge, following in zip_longest(edges, edges[1:]):
        if edge[1]:
            continue
        is_closed = following is not None and following[1] is not None
        stop = following.end() if is_closed else following.start() if following else len(data)
        entry = begin + data[edge.start() : stop] + end
        remark = damage = ""
        try:
            feed = etree.fromstring(entry, _parser())
        except etree.XMLSyntaxError as error:
            feed = etree.fromstring(entry, _parser(recover=True))
            remark = f"The entry is not well-formed and was read as far as it goes: {_said(error)}."
            damage = "" if is_closed else f"The entry has no end: {_said(error)}."
        yield _Found(feed[0], remark, damage)


def _said(error: etree.XMLSyntaxError) -> str:
    return (error.msg or "it breaks off").rsplit(", line", 1)[0]


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )


def _mended(data: bytes) -> tuple[bytes, str]:
    """Return a feed in UTF-8 without document type, entities of HTML as characters, and ampersands escaped.

    With it comes a remark where its bytes are not what they should be, else "".
    """
    text, remark = _decoded(data)
    text = CONTROL.sub("", DOCTYPE.sub("", DECLARATION.sub("", text, count=1), count=1))
    return AMPERSAND.sub(_escaped, text).strip().encode(), remark


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a feed, and a remark where its bytes are not in the encoding that it declares.

    A few that are not are shown as such; where most are not, the encoding is another. What is lost here
    is lost for good: the entries, not the feed, are the originals that are kept.
    """
    declared = DECLARED.search(data[:1000])
    encoding = (find_encoding(declared[1].decode()) if declared else "") or "utf-8"
    for mark, marked in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            encoding = marked
    text = data.decode(encoding, "replace")
    wrong = text.count(REPLACEMENT)
    if not wrong:
        return text, ""
    if wrong > sum(not character.isascii() for character in text) - wrong:
        with suppress(UnreadableInput):
            text, found, _ = decoded(Item(name="", data=data))
            return text, f"The feed is read as {printed_encoding(found)}, which its bytes are most like."
    shown = "1 byte is" if wrong == 1 else f"{wrong:,} bytes are"
    return text, f"{shown} not {printed_encoding(encoding)} in this feed, and shown as “{REPLACEMENT}”."


def _escaped(found: re.Match[str]) -> str:
    name = found[1]
    if found[0].startswith(("<", "&#")) or name in OF_XML:
        return found[0]
    if name and f"{name};" in html5:
        return "".join(f"&#{ord(character)};" for character in html5[f"{name};"])
    return f"&amp;{found[0][1:]}"


def _is_entry(element: Any) -> bool:
    return _local(element) in ENTRIES and _local(element.getparent()) in (
        "channel",
        "feed",
        "RDF",
        "rss",
    )


def _canonical(entry: Any) -> bytes:
    """Return an entry's own XML, the same bytes for the same entry, whatever stands beside it in the feed."""
    try:
        canonical: bytes = etree.tostring(entry, method="c14n", exclusive=True, with_tail=False)
    except etree.LxmlError:  # a namespace that is no address
        canonical = etree.tostring(entry, with_tail=False)
    return canonical


def _local(element: Any) -> str:
    """Return the name of an element without its namespace, declared or not."""
    name: str = element.tag
    return name.rpartition("}")[2].rpartition(":")[2]


def _child(element: Any, *names: str) -> Any:
    """Return the first child of one of these names, whatever its namespace, or None."""
    return next(
        (child for child in element.iterchildren(etree.Element) if _local(child) in names),
        None,
    )


def _identifier(entry: Any) -> str:
    found = _child(entry, "guid", "id")
    return " ".join((found.text or "").split()) if found is not None else ""


def _address(entry: Any, root: Any) -> str:
    """Return where an entry's article is, by its link that leads there, resolved against the feed's."""
    origin = _child(entry, "origLink")  # where a service that counts clicks leads to
    links = [child for child in entry.iterchildren(etree.Element) if _local(child) == "link"]
    address = (origin.text or "") if origin is not None else ""
    for link in links:
        if link.get("rel", "alternate") == "alternate":
            address = address or link.get("href") or link.text or ""
    guid = _child(entry, "guid")
    if not address and guid is not None and guid.get("isPermaLink", "true") == "true":
        address = guid.text or ""
    channel = _child(root, "channel")
    site = _child(root if channel is None else channel, "link")
    base = entry.base or (site is not None and (site.get("href") or site.text)) or ""
    try:
        return urljoin(base.strip(), address.strip()) if address.strip() else ""
    except ValueError:
        return ""


def _stated(root: Any) -> Stated:
    """Return what a feed, its entries taken out, says of all of them: who publishes it, in which language."""
    read = feedparser.parse(
        io.BytesIO(etree.tostring(root)), response_headers={"content-type": "application/xml"}
    )
    language = str(read.feed.get("language") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    return Stated(
        WHERE,
        publication=plain(read.feed.get("title_detail")),
        language=language if LANGUAGE.fullmatch(language) else "",
    )


def _json_entries(data: bytes, *, name: str) -> Iterator[Item | DamagedItem]:
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"The feed is damaged: {error}.") from error
    entries = feed.get("items")
    if not isinstance(entries, list) or not entries:
        raise UnreadableInput("The feed has no items.")
    language = feed.get("language")
    about = Stated(
        WHERE,
        publication=feed["title"] if isinstance(feed.get("title"), str) else "",
        language=language if isinstance(language, str) and LANGUAGE.fullmatch(language) else "",
    )
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            yield DamagedItem(f"{name}#item {number}", "Is no JSON object.")
            continue
        original = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        identifier = str(entry.get("id") or entry.get("url") or f"item {number}")
        yield Item(f"{name}#{identifier}", original, Entry.format, "application/json", "utf-8", about)
