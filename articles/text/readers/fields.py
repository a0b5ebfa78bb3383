"""What front matter and records call things, and what their values state."""

import dataclasses
import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from articles.text.bylines import BY, read_byline
from articles.text.documents import Stated

# The names of each field, in the order in which they are looked for: ours, schema.org's, scrapers'.
NAMES = {
    "headline": ("headline", "title"),
    "standfirst": ("standfirst", "subtitle", "description", "summary", "excerpt", "alternativeHeadline"),
    "authors": ("authors", "author", "byline", "creator"),
    "published": ("published", "datePublished", "published_at", "publish_date", "publication_date", "pubDate", "date"),
    "publication": ("publication", "publisher", "outlet", "newspaper", "source", "site_name", "site"),
    "language": ("language", "inLanguage", "lang"),
    "source_url": ("source_url", "canonical_url", "canonical", "url", "link", "mainEntityOfPage"),
    "retrieved_at": (
        "retrieved_at", "retrieved", "date_retrieved", "accessed", "date_accessed", "crawled_at", "scraped_at",
        "fetched_at", "date_download",
    ),
}  # fmt: skip
# In what an object may say its value: schema.org's Person and Organization, WordPress, JSON-LD.
VALUE_NAMES = ("name", "rendered", "@value", "@id", "url")
ADDRESS = re.compile(r"https?://[^\s<>\"]{1,1990}", re.IGNORECASE)
LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,3}", re.IGNORECASE)
MOST_AUTHORS = 100
# Seconds since 1970 that are a date between 1973 and 2286, and the same in milliseconds.
STAMP = re.compile(r"[1-9]\d{8,9}(?:\.\d+)?|[1-9]\d{11,12}")


def normal(name: str) -> str:
    """Return a name as names are compared: "datePublished", "date-published" and "Date_Published" are one."""
    return re.sub(r"[\s_-]", "", name).casefold()


_NORMAL_NAMES = {field: tuple(map(normal, names)) for field, names in NAMES.items()}


def read_stated(values: Mapping[str, Any], *, where: str, default: Stated) -> tuple[Stated, tuple[str, ...]]:
    """Return what fields state, and remarks on those that could not be taken; names are in normal form.

    `default` fills what the fields leave out.
    """
    remarks: list[str] = []

    def texts(field: str) -> Iterator[str]:
        for name in _NORMAL_NAMES[field]:
            if value := as_text(values.get(name)):
                yield value

    def fitting(field: str, pattern: re.Pattern[str], called: str) -> str:
        found = list(texts(field))
        fits = next(filter(pattern.fullmatch, found), "")
        if found and not fits:
            remarks.append(f"“{_short(found[0])}” of the {where} is no {called}, and is left out.")
        return fits

    retrieved = next(texts("retrieved_at"), "")
    retrieved_at = _as_time(retrieved)
    if retrieved and retrieved_at is None:
        remarks.append(f"“{_short(retrieved)}” of the {where} is no time of retrieval, and is left out.")
    headline = next(texts("headline"), "")
    stated = Stated(
        where=where,
        headline=headline,
        standfirst=next((text for text in texts("standfirst") if text != headline), ""),
        authors=next(filter(None, (as_names(values.get(name)) for name in _NORMAL_NAMES["authors"])), ()),
        published=_as_date(next(texts("published"), "")),
        # "source" is an address as often as a name.
        publication=next((text for text in texts("publication") if not ADDRESS.match(text)), ""),
        language=fitting("language", LANGUAGE, "language tag such as “en”").replace("_", "-"),
        source_url=fitting("source_url", ADDRESS, "address of a page"),
        retrieved_at=retrieved_at,
    )
    return _filled(stated, default), tuple(remarks)


def as_text(value: Any) -> str:
    """Return a value as one line of text: a number as it is written, of a list the first, of an object its name."""
    for _ in range(4):
        if isinstance(value, list):
            value = next(filter(None, value), "")
        elif isinstance(value, dict):
            value = next((value[name] for name in VALUE_NAMES if value.get(name)), "")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return " ".join(str(value).split())


def as_names(value: Any) -> tuple[str, ...]:
    """Return authors as they are printed: of a list each, of a text those that its byline names."""
    if isinstance(value, list):
        return tuple(filter(None, map(as_text, value[:MOST_AUTHORS])))
    if not (text := as_text(value)):
        return ()
    byline = read_byline(text if BY.match(text) else f"By {text}")
    return tuple(name.printed for name in byline.names) if byline else (BY.sub("", text),)


def _as_date(text: str) -> str:
    """Return a date as it is written, seconds or milliseconds since 1970 as a date of UTC."""
    if not STAMP.fullmatch(text):
        return text
    seconds = float(text) / (1000 if len(text.partition(".")[0]) > 10 else 1)
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat(timespec="seconds")


def _as_time(text: str) -> datetime.datetime | None:
    """Return a time of retrieval; one without a zone is of UTC, one without an hour of its midnight."""
    try:
        time = datetime.datetime.fromisoformat(_as_date(text))
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=datetime.UTC)


def _filled(stated: Stated, default: Stated) -> Stated:
    changes = {
        field.name: getattr(default, field.name)
        for field in dataclasses.fields(Stated)
        if not getattr(stated, field.name)
    }
    return dataclasses.replace(stated, **changes)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
