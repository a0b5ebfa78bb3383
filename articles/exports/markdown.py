"""Markdown, for notes and drafts: a numbered list with links."""

import re
from collections.abc import Iterator

from articles.exports.characters import on_one_line
from articles.exports.dates import date_in_words
from articles.exports.records import Listing, Record, capitalised, day_in_words, name_list

# What marks words in the middle of a line, and what makes a line a heading, a list or a quotation at its beginning.
_MARKS = re.compile(r"([\\`*_\[\]])")
_OPENING = re.compile(r"^(?:[#+\-=]|\d+(?=[.)]))")
# What would be HTML, or what some dialects strike out, align or write to.
_ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "~": "&#126;", "|": "&#124;", "@": "&#64;"}
)
_UNSAFE_IN_ADDRESS = re.compile(r"[\s()<>\\\"'`*\[\]]")


def write(listing: Listing) -> Iterator[str]:
    """Return a heading, where and when it was exported, and an item for each record."""
    yield f"# {escaped(listing.title)}\n\n"
    yield f"Exported {day_in_words(listing.exported)} from {link(listing.url, listing.url)}\n\n"
    for number, record in enumerate(listing.records, start=1):
        yield f"{number}. {_item(record)}\n"
        if record.remark:
            yield f"   {escaped(record.remark)}\n"
    if listing.is_cut:
        yield f"\n{escaped(listing.cut)}\n"


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    marked = _MARKS.sub(r"\\\1", on_one_line(text)).translate(_ENTITIES)
    return _OPENING.sub(lambda found: "".join(f"&#{ord(letter)};" for letter in found[0]), marked)


def link(text: str, url: str) -> str:
    """Return a link whose address ends where it should."""
    address = _UNSAFE_IN_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)
    return f"[{escaped(text)}]({address})"


def _item(record: Record) -> str:
    authors = f"{escaped(name_list([name.read for name in record.authors]))}, " if record.authors else ""
    about = ", ".join(filter(None, (record.publication, date_in_words(record.published))))
    article = f"{authors}{link(record.cited_title, record.article_url)}, {escaped(about)}"
    if record.found_at:
        article += f". Source: {link(record.address, record.address)}"
        article += f", retrieved {day_in_words(record.retrieved)}" if record.retrieved else ""
    if record.saying is None:
        return article
    said = record.saying
    return f"{escaped(capitalised(said.credit))}: {link(said.marked, record.url)}, in: {article}"
