"""Dates as readers write them in a query: days, months, years, ranges of them, and one-sided limits."""

import calendar
import datetime
import re
from dataclasses import dataclass

from articles.search.syntax import Dated, Node, Not, Nothing, Undated
from articles.text.months import NUMBER_OF_MONTH, folded

HOW_TO_WRITE = (
    'Write date:2009, date:2009-06, date:2009-06-26, date:"June 2009", '
    "date:2009..2010, date:>=2009, date:<2010 or date:undated."
)

_MONTH = r"[^\W\d_]{3,12}"
_POINTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})(?:([-/.])(?P<month>\d{1,2})(?:\2(?P<day>\d{1,2}))?)?",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<month>\d{1,2})/(?P<year>\d{4})",
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ .-]+)?(?P<name>{_MONTH})[ .,-]+(?P<year>\d{{4}})",
        rf"(?P<name>{_MONTH})[ .]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<year>\d{{4}})",
    )
)
_EITHER_ORDER = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_DECADE = re.compile(r"(\d{3})0s")

# Which side a limit leaves open, and whether the date itself still passes.
_FROM, _AFTER, _TO, _BEFORE = "from", "after", "to", "before"
_LIMITS = {
    ">=": _FROM, "=>": _FROM, "≥": _FROM, "since": _FROM, "from": _FROM,
    ">": _AFTER, "after": _AFTER,
    "<=": _TO, "=<": _TO, "≤": _TO, "until": _TO, "to": _TO,
    "<": _BEFORE, "before": _BEFORE,
}  # fmt: skip
_LIMIT = re.compile(r"(>=|=>|≥|>|<=|=<|≤|<|since\b|from\b|after\b|until\b|to\b|before\b)\s*(.+)")
_BETWEEN = re.compile(r"(?:between\s+(.+?)\s+and|from\s+(.+?)\s+(?:to|until))\s+(.+)")
_RANGE = re.compile(r"(.*?)\s*(?:\.{2,}|…|–|—|\s-\s|\sto\s|(?<=^\d{4})-(?=\d{4}$))\s*(.*)")
_BRACKETS = re.compile(r"([\[{])\s*(.*?)\s*[\]}]?")
_BRACKETED = re.compile(r"(.+?)(?:\s+to\s+|\s*(?:\.\.+|…|–|,)\s*)(.+)")
_ANY = ("*", "")
# Longer than any date or range.
_LONGEST = 60

Bounds = tuple[datetime.date | None, datetime.date | None]


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What a date in a query asks for, None where it is none, and the sentence on what is wrong with it, or ""."""

    node: Node | None
    complaint: str = ""


def read_date(written: str) -> ReadDate:
    """Return what a date, a range or a limit asks for, in any of the usual writings."""
    text = " ".join(written.lower().split())
    if text in ("undated", "unknown", "none"):
        return ReadDate(Undated())
    if text == "*":
        return ReadDate(Not(Undated()))
    bounds = _bounds(text) if len(text) <= _LONGEST else None
    if not bounds or bounds == (None, None):
        return ReadDate(None, _complaint(written))
    first, last = bounds
    if first and last and first > last:
        return _turned(text, first, last)
    return ReadDate(Dated(first, last))


def _turned(text: str, first: datetime.date, last: datetime.date) -> ReadDate:
    """Return a range of which the later end came first: what it was meant to be, if its order is all that is wrong."""
    ends = [_point(end) for end in _ends(text)]
    if len(ends) == 2 and ends[0] and ends[1] and ends[0][0] > ends[1][1]:
        return ReadDate(
            Dated(ends[1][0], ends[0][1]), "The later date came first; the range was turned round."
        )
    return ReadDate(Nothing(), f"No day lies between {first.isoformat()} and {last.isoformat()}.")


def _complaint(written: str) -> str:
    found = _EITHER_ORDER.search(written)
    if found and not _point(found.group()):
        return f"“{found.group()}” is not a date that can be told for sure: write the year first, as in 2009-06-26."
    return f"“{written[:40]}” is not a date that can be searched for. {HOW_TO_WRITE}"


def _bounds(text: str) -> Bounds | None:
    """Return the first and the last day, None for an open side; None where this is no date."""
    if point := _point(text):
        return point
    if found := _BRACKETS.fullmatch(text):
        return _bracketed(found[2], is_open=(found[1] == "{", text.endswith("}")))
    ends = _ends(text)
    if len(ends) == 2:
        return _between(_side(ends[0], _FROM), _side(ends[1], _TO))
    if found := _LIMIT.fullmatch(text):
        return _between(*_limited(_LIMITS[found[1]], found[2]))
    return _bounds(text[1:].strip()) if text.startswith("=") else None


def _ends(text: str) -> tuple[str, ...]:
    """Return both ends of a range as they are written, or nothing."""
    if found := _BRACKETS.fullmatch(text):
        found = _BRACKETED.fullmatch(found[2])
        return (found[1], found[2]) if found else ()
    if found := _BETWEEN.fullmatch(text):
        return (found[1] or found[2], found[3])
    if found := _RANGE.fullmatch(text):
        return (found[1], found[2])
    return ()


def _bracketed(inner: str, *, is_open: tuple[bool, bool]) -> Bounds | None:
    found = _BRACKETED.fullmatch(inner)
    if not found:
        return _point(inner)
    low = _side(found[1], _AFTER if is_open[0] else _FROM)
    return _between(low, _side(found[2], _BEFORE if is_open[1] else _TO))


# One side of a range: whether it can be read, and its bound, None where it is left open.
_Side = tuple[bool, datetime.date | None]


def _between(low: _Side, high: _Side) -> Bounds | None:
    return (low[1], high[1]) if low[0] and high[0] else None


def _limited(limit: str, text: str) -> tuple[_Side, _Side]:
    side = _side(text, limit)
    is_open = (bool(side[1]), None)
    return (side, is_open) if limit in (_FROM, _AFTER) else (is_open, side)


def _side(text: str, limit: str) -> _Side:
    """Return the bound that a date sets on one side; one at the end of time leaves it open."""
    if text in _ANY:
        return True, None
    point = _point(text)
    if not point:
        return False, None
    day = point[1] if limit in (_AFTER, _TO) else point[0]
    try:
        return True, day + datetime.timedelta(days={_AFTER: 1, _BEFORE: -1}.get(limit, 0))
    except OverflowError:
        return False, None


def _point(text: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of a year, a month, a day or a decade, or None."""
    if found := _DECADE.fullmatch(text):
        return _days(int(found[1]) * 10, None, None, years=10)
    if found := _EITHER_ORDER.fullmatch(text):
        one, other, year = map(int, found.groups())
        if one == other or (one > 12) != (other > 12):
            return _days(year, min(one, other), max(one, other))
        return None
    for pattern in _POINTS:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            month = (
                NUMBER_OF_MONTH.get(folded(parts["name"])) if parts.get("name") else _number(parts["month"])
            )
            if parts.get("name") and not month:
                return None
            return _days(int(parts["year"]), month, _number(parts.get("day")))
    return None


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _days(
    year: int, month: int | None, day: int | None, *, years: int = 1
) -> tuple[datetime.date, datetime.date] | None:
    try:
        first = datetime.date(year, 1 if month is None else month, 1 if day is None else day)
        last_year = year + years - 1
        last_month = month or 12
        last = datetime.date(last_year, last_month, day or calendar.monthrange(last_year, last_month)[1])
    except ValueError:
        return None
    return first, last
