"""CSV for spreadsheets: UTF-8 with a byte-order mark, by which Excel knows it; docs/exports.md lists the columns."""

import csv
from collections.abc import Callable, Iterator

from articles.exports.characters import writable
from articles.exports.dates import date_in_words, edtf
from articles.exports.records import Listing, Record

BYTE_ORDER_MARK = "\ufeff"
# What spreadsheets take for the beginning of a formula, full-width forms too (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _certainty(record: Record) -> str:
    said = record.saying
    if said is None:
        return ""
    if not said.speaker:
        return "unattributed"
    return "probable" if said.is_probable else "certain"


# One layout for articles, quotes and lists of both, so that files can be put below each other.
COLUMNS: dict[str, Callable[[Record], str]] = {
    "kind": lambda record: record.kind,
    "id": lambda record: record.public_id,
    "url": lambda record: record.url,
    "words": lambda record: record.saying.words if record.saying else "",
    "speaker": lambda record: record.saying.speaker if record.saying else "",
    "speaker_certainty": _certainty,
    "speaker_printed": lambda record: record.saying.printed if record.saying else "",
    "speech": lambda record: record.saying.kind if record.saying else "",
    "cue": lambda record: record.saying.cue if record.saying else "",
    "review": lambda record: record.saying.review if record.saying else "",
    "headline": lambda record: record.title if record.has_headline else "",
    "label": lambda record: "" if record.has_headline else record.title,
    "authors": lambda record: "; ".join(name.read for name in record.authors),
    "publication": lambda record: record.publication,
    "date": lambda record: edtf(record.published),
    "date_text": lambda record: date_in_words(record.published),
    "date_basis": lambda record: record.published.basis.value if record.published.is_known else "",
    "dateline": lambda record: record.dateline,
    "language": lambda record: record.language,
    "article_url": lambda record: record.article_url,
    "source_url": lambda record: record.address,
    "retrieved": lambda record: record.retrieved.isoformat() if record.retrieved else "",
    "rights": lambda record: record.rights,
    "topics": lambda record: "; ".join(record.topics),
    "remark": lambda record: record.remark,
}


class _Line:
    """Takes the line that a writer of CSV writes."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def write(listing: Listing) -> Iterator[str]:
    """Return a row of names and a row for each record; a last row says so where some were left out."""
    line = _Line()
    rows = csv.writer(line)
    rows.writerow(COLUMNS)
    yield BYTE_ORDER_MARK + line.text
    for record in listing.records:
        rows.writerow([defused(cell(record)) for cell in COLUMNS.values()])
        yield line.text
    if listing.is_cut:
        rows.writerow([defused(listing.cut)])
        yield line.text


def defused(cell: str) -> str:
    """Return the text of a cell, an apostrophe before it where a spreadsheet would calculate it."""
    text = writable(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
