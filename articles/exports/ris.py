"""RIS, as reference managers read it: one field a line, `NEWS` for newspaper articles."""

from collections.abc import Iterator

from articles.exports.characters import on_one_line
from articles.exports.dates import whole_date
from articles.exports.records import Listing, Record


def write(listing: Listing) -> Iterator[str]:
    """Return a RIS entry for each record, lines ended as the format asks."""
    for record in listing.told():
        lines = [("TY", "NEWS"), *((tag, on_one_line(value)) for tag, value in _fields(record)), ("ER", "")]
        yield "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value or tag == "ER") + "\r\n"


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    yield "ID", record.public_id
    yield "TI", record.cited_title
    yield from (("AU", name.inverted) for name in record.authors)
    yield "T2", record.publication
    if day := whole_date(record.published):
        yield "PY", day[:4]
        year, month, number = (*day.split("-"), "", "")[:3]
        yield "DA", f"{year}/{month}/{number}/"
    yield "CY", record.dateline
    yield "AB", record.abstract
    yield from (("KW", topic) for topic in record.topics)
    yield "N1", " ".join(record.notes)  # one: reference managers make a note of each
    yield "LA", record.language
    yield "DB", record.archive
    yield "UR", record.url
