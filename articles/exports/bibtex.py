"""BibTeX, for BibTeX and biblatex alike. It has no newspapers; an article of a journal comes closest."""

import re
from collections.abc import Iterator

from articles.exports.characters import on_one_line
from articles.exports.dates import whole_date
from articles.exports.records import Listing, Name, Record

# What TeX would take for a command, and how it prints it.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
# In an address TeX escapes nothing, but an open brace, or a backslash before one, would end the field elsewhere.
_UNSAFE_IN_ADDRESS = re.compile(r"[{}\\\s]")


def write(listing: Listing) -> Iterator[str]:
    """Return an entry for each record, its key made of the public id, which lasts."""
    for record in listing.records:
        kind = "article" if record.publication else "misc"
        fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(record) if value)
        yield f"@{kind}{{{record.kind}-{record.public_id},\n{fields}\n}}\n\n"
    if listing.is_cut:
        yield f"@comment{{{listing.cut}}}\n"


def escaped(text: str) -> str:
    """Return a text as TeX prints it; letters of all scripts stand as they are, in UTF-8."""
    return on_one_line(text).translate(_ESCAPES)


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    yield "author", _braced(" and ".join(_author(name) for name in record.authors))
    yield "title", _braced(f"{{{escaped(record.cited_title)}}}")  # braces in braces: capitals as printed
    yield "journal", _braced(escaped(record.publication))
    if day := whole_date(
        record.published
    ):  # without a month beside it, which Zotero would set before the day
        yield "date", _braced(day)
        yield "year", _braced(day[:4])
    yield "url", _braced(_address(record.url))
    yield "abstract", _braced(escaped(record.abstract))
    yield "keywords", _braced(", ".join(escaped(topic) for topic in record.topics))
    yield "language", _braced(escaped(record.language))
    yield "note", _braced(escaped(" ".join(record.notes)))


def _author(name: Name) -> str:
    """Return a name whose parts TeX tells apart, or one in braces that it keeps whole."""
    return f"{escaped(name.family)}, {escaped(name.given)}" if name.family else f"{{{escaped(name.read)}}}"


def _address(url: str) -> str:
    return _UNSAFE_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", url)


def _braced(value: str) -> str:
    return f"{{{value}}}" if value else ""
