"""CSL-JSON, which citation processors read."""

import json
from collections.abc import Iterator
from typing import Any

from articles.exports.characters import on_one_line
from articles.exports.dates import date_parts
from articles.exports.records import Listing, Name, Record
from articles.text.documents import DatePrecision


def write(listing: Listing) -> Iterator[str]:
    """Return an array of items, a line each."""
    yield "["
    for number, record in enumerate(listing.told()):
        yield ("," if number else "") + "\n" + json.dumps(item(record), ensure_ascii=False)
    yield "\n]\n"


def item(record: Record) -> dict[str, Any]:
    """Return one item of CSL-JSON; a range of days is marked as uncertain, since it is no time it took."""
    data = {
        "id": record.url,
        "type": "article-newspaper",
        "title": on_one_line(record.cited_title),
        "author": [_name(name) for name in record.authors],
        "container-title": on_one_line(record.publication),
        "publisher-place": on_one_line(record.dateline),
        "issued": _issued(record),
        "language": record.language,
        "abstract": on_one_line(record.abstract),
        "keyword": ", ".join(on_one_line(topic) for topic in record.topics),
        "note": on_one_line(" ".join(record.notes)),
        "archive": record.archive,
        "URL": record.url,
    }
    return {key: value for key, value in data.items() if value}


def _issued(record: Record) -> dict[str, Any]:
    parts = date_parts(record.published)
    if not parts:
        return {}
    issued: dict[str, Any] = {"date-parts": parts}
    if record.published.precision is DatePrecision.RANGE:
        issued["circa"] = True
    return issued


def _name(name: Name) -> dict[str, str]:
    if name.family:
        return {"family": on_one_line(name.family), "given": on_one_line(name.given)}
    return {"literal": on_one_line(name.read)}
