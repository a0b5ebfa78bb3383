"""JSON with all that the archive knows of an article or a quote; docs/exports.md says what each name means."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from articles.exports.characters import writable
from articles.exports.dates import date_in_words, edtf
from articles.exports.records import Listing, Record


def write(listing: Listing) -> Iterator[str]:
    """Return an object that says what was asked for and how much of it is here, with the records as `items`."""
    head = {
        "title": writable(listing.title),
        "url": listing.url,
        "exported": listing.exported.isoformat(),
        "found": listing.found,
        "left_out": listing.cut,
    }
    yield _json(head)[:-1] + ', "items": ['
    for number, record in enumerate(listing.records):
        yield ("," if number else "") + "\n" + _json(data_of(record))
    yield "\n]}\n"


def write_one(record: Record, *, body: str = "", quotes: Iterable[Record] = ()) -> str:
    """Return one record as an object; an article with its body, where readers may see it whole, and its quotes."""
    data = data_of(record)
    if record.saying is None:
        data |= {"body": writable(body)} if body else {}
        data["quotes"] = [_saying(quote) for quote in quotes]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def data_of(record: Record) -> dict[str, Any]:
    """Return a record as JSON has it; what is unknown is left out, an undated article has no date."""
    article = {
        "url": record.article_url,
        "headline": record.title if record.has_headline else "",
        "label": "" if record.has_headline else record.title,
        "standfirst": record.standfirst,
        "authors": [name.read for name in record.authors],
        "reporters": [name.read for name in record.reporters],
        "publication": record.publication,
        "date": _date(record),
        "dateline": record.dateline,
        "language": record.language,
        "source_url": record.address,
        "retrieved": record.retrieved.isoformat() if record.retrieved else "",
        "rights": record.rights,
        "topics": list(record.topics),
    }
    if record.saying:
        data = {**_saying(record), "article": _known(article)}
    else:
        data = {"kind": "article", "id": record.public_id, **_known(article)}
    data["archive"] = record.archive
    return data | ({"remark": writable(record.remark)} if record.remark else {})


def _saying(record: Record) -> dict[str, Any]:
    said = record.saying
    if said is None:
        return {}
    return {
        "kind": "quote",
        "id": record.public_id,
        "url": record.url,
        **_known(
            {
                "words": said.words,
                "speech": said.kind,
                "speaker": said.speaker,
                "printed": said.printed,
                "cue": said.cue,
            }
        ),
        "is_probable": said.is_probable,
        "review": said.review,
    }


def _date(record: Record) -> dict[str, Any]:
    published = record.published
    if not published.is_known:
        return {}
    return _known(
        {
            "edtf": edtf(published),
            "text": date_in_words(published),
            "precision": published.precision.value,
            "basis": published.basis.value,
            "time": f"{published.time:%H:%M}" if published.time else "",
            "zone": published.zone,
        }
    )


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {key: writable(value) if isinstance(value, str) else value for key, value in data.items() if value}


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)
