"""When a page says that its article was published, as its publisher wrote the day."""

import datetime
import logging
import re
from collections.abc import Iterator

import htmldate

from articles.text.dates import PrintedDate, find_dates
from articles.text.documents import DateBasis, DatePrecision, Evidence, Frame, PublicationDate
from articles.text.pages.metadata import Metadata
from articles.text.pages.structured import StructuredArticle
from articles.text.pages.trees import Tree, is_large
from articles.text.spans import Span

# What htmldate cannot read is no news.
logging.getLogger("htmldate").addHandler(logging.NullHandler())
# Names of meta elements for the day of publication, the surest first; never those of changes.
META = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "publish-date", "publish_date", "publishdate", "published_time_telegram",
    "publication_date", "pubdate", "cxenseparse:recs:publishtime", "article.published", "published-date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date.created", "datecreated",
    "rnews:datepublished", "citation_publication_date", "date", "originalpublicationdate", "article_date_original",
)  # fmt: skip
ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)"
    r"(?:[T\s]{1,2}(?P<hour>\d\d):?(?P<minute>\d\d)(?::?\d\d(?:[.,]\d+)?)?\s?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
# As the command "date" prints it: Fri Apr 28 19:20:36 CEST 2023.
UNIX = re.compile(
    r"^\w{3} (?P<month>\w{3}) (?P<day>\d{1,2}) (?P<time>\d\d:\d\d):\d\d (?P<zone>[A-Z]{2,5}) (?P<year>\d{4})$"
)
IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[/-](?P<month>\d\d?)[/-](?P<day>\d\d?)(?!\d)|/(?P<compact>(?:19|20)\d{6})(?!\d)"
)
EARLIEST = datetime.date(1990, 1, 1)  # there were no pages before


def find_published(
    tree: Tree, structured: StructuredArticle, metadata: Metadata, *, url: str
) -> PublicationDate:
    """Return when the page says it was published; unknown where neither page nor address says it.

    The day is the one written, in whatever zone: it is never shifted.
    """
    for words in _stated(structured, metadata, tree):
        if (date := read_date(words)) is not None:
            return _explicit(date, words)
    if (told := date_of_address(url)) is not None:
        return told
    if is_large(tree):
        return PublicationDate()
    found = htmldate.find_date(
        tree, extensive_search=False, original_date=True, min_date=EARLIEST.isoformat()
    )
    if found and (date := read_date(found)) is not None:
        return _explicit(date, found)
    return PublicationDate()


def _stated(structured: StructuredArticle, metadata: Metadata, tree: Tree) -> Iterator[str]:
    yield structured.published
    for name in META:
        yield from metadata.contents.get(name, ())
    for element in tree.iter("time"):
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            yield element.get("datetime") or " ".join(map(str, element.itertext()))


def read_date(words: str) -> PrintedDate | None:
    """Return the date of a machine's or a person's words, or None for no day that pages can be of."""
    words = " ".join(words.split())
    if not words or len(words) > 100:
        return None
    if unix := UNIX.match(words):
        words = f"{unix['day']} {unix['month']} {unix['year']} {unix['time']} {unix['zone']}"
    date = _iso(words) or next(find_dates(words), None)
    return date if date is not None and date.earliest >= EARLIEST else None


def _iso(words: str) -> PrintedDate | None:
    match = ISO.match(words)
    if match is None:
        return None
    try:
        day = datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
        time = datetime.time(int(match["hour"]), int(match["minute"])) if match["hour"] else None
    except ValueError:
        return None
    # Midnight is what systems write that keep days alone.
    if time is None or (time == datetime.time(0) and re.search(r"00:00(?::00|$)", words)):
        return PrintedDate(Span(*match.span()), day, day, DatePrecision.DAY)
    zone = "UTC" if match["zone"] in ("Z", "UTC", "GMT") else match["zone"] or ""
    return PrintedDate(Span(*match.span()), day, day, DatePrecision.MINUTE, time, zone)


def date_of_address(url: str) -> PublicationDate | None:
    """Return the day that an address holds, as in "/2024/05/03/harbour-fee", or None."""
    for match in IN_ADDRESS.finditer(url):
        digits = match["compact"]
        year, month, day = (
            (digits[:4], digits[4:6], digits[6:]) if digits else (match["year"], match["month"], match["day"])
        )
        date = _iso(f"{year}-{month:0>2}-{day:0>2}")
        if date is not None and date.earliest >= EARLIEST:
            return _explicit(date, match[0].strip("/"))
    return None


def _explicit(date: PrintedDate, words: str) -> PublicationDate:
    return PublicationDate(
        precision=date.precision,
        basis=DateBasis.EXPLICIT,
        earliest=date.earliest,
        latest=date.latest,
        time=date.time,
        zone=date.zone,
        evidence=(Evidence(" ".join(words.split()), None, Frame.PAGE),),
    )
