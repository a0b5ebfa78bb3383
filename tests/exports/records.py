"""Records without a database, each value of which a test may change by name."""

import datetime
from typing import Any

from articles.exports.records import Listing, Name, Record, Saying
from articles.text.documents import DateBasis, DatePrecision, PublicationDate

DAY = PublicationDate(
    precision=DatePrecision.DAY,
    basis=DateBasis.EXPLICIT,
    earliest=datetime.date(2019, 10, 4),
    latest=datetime.date(2019, 10, 4),
)
UNDATED = PublicationDate()
MONTH = PublicationDate(
    precision=DatePrecision.MONTH,
    basis=DateBasis.EXPLICIT,
    earliest=datetime.date(2020, 3, 1),
    latest=datetime.date(2020, 3, 31),
)
YEAR = PublicationDate(
    precision=DatePrecision.YEAR,
    basis=DateBasis.PARTIAL,
    earliest=datetime.date(2016, 1, 1),
    latest=datetime.date(2016, 12, 31),
)
RANGE = PublicationDate(
    precision=DatePrecision.RANGE,
    basis=DateBasis.EDITOR,
    earliest=datetime.date(2016, 9, 10),
    latest=datetime.date(2016, 9, 20),
)
OVER_NEW_YEAR = PublicationDate(
    precision=DatePrecision.RANGE,
    basis=DateBasis.EDITOR,
    earliest=datetime.date(2015, 12, 28),
    latest=datetime.date(2016, 1, 3),
)


def make_record(**changes: Any) -> Record:
    values = {
        "public_id": "abcdefgh2345",
        "url": "https://archive.example/articles/abcdefgh2345/mirefield-lock-to-close/",
        "article_url": "https://archive.example/articles/abcdefgh2345/mirefield-lock-to-close/",
        "title": "Mirefield lock to close",
        "has_headline": True,
        "standfirst": "",
        "authors": (Name("Iris Bell", "Bell", "Iris"),),
        "reporters": (),
        "publication": "Mirefield Mercury",
        "published": DAY,
        "dateline": "Mirefield",
        "language": "en",
        "address": "https://mercury.example/lock",
        "retrieved": datetime.date(2024, 5, 3),
        "rights": "Full text public",
        "topics": ("Canals",),
        "archive": "On the Record",
    }
    return Record(**{**values, **changes})


def make_saying(**changes: Any) -> Saying:
    values = {
        "public_id": "zzzzzzzz2345",
        "words": "We have run out of money for the gates,",
        "speaker": "Ada Marsh",
        "printed": "Ada Marsh",
        "kind": "direct",
        "cue": "said",
        "review": "Not reviewed",
        "is_probable": False,
    }
    return Saying(**{**values, **changes})


def make_listing(*records: Record, **changes: Any) -> Listing:
    values = {
        "title": "Articles found for lock",
        "url": "https://archive.example/search/?q=lock",
        "records": records,
        "found": len(records),
        "most": 100,
        "exported": datetime.date(2026, 11, 23),
    }
    return Listing(**{**values, **changes})
