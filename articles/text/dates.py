"""Dates as printed, with their precision, and the words that only bear on a date."""

import calendar
import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.text.documents import DatePrecision
from articles.text.months import (
    ENGLISH_ABBREVIATIONS,
    ENGLISH_MONTHS,
    MONTHS_BEFORE_A_DAY,
    NUMBER_OF_MONTH,
    WEEKDAYS,
    folded,
)
from articles.text.spans import Span

__all__ = [
    "DATE",
    "WEEKDAYS",
    "DoubtfulDate",
    "PrintedDate",
    "YearlessDate",
    "find_dates",
    "find_doubtful_dates",
    "find_hints",
    "find_months",
    "find_yearless_dates",
    "read_date",
]


def _names(months: Iterable[str]) -> str:
    return "|".join(sorted(months, key=len, reverse=True))


# Scrapers glue: "by Harbour TimesNovember 21", "Apr 28 20232:23 PM", the year and the counts of buttons.
# Every date begins with a digit or a word before one: nothing else is compared with all names of months.
_BEGINS = r"(?:(?<!\d)(?=\d)|(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))(?=[^\W\d]{3,12}+\.?\s{0,3}\d))"
_GLUED = r"(?:(?!\d)|(?=\d{1,2}:\d\d)|(?=\d{5,12}(?!\d))|(?=\d{1,4}[ \t]{0,3}(?:\n|\Z)))"
_BEFORE = "(?P<{}>" + _names(MONTHS_BEFORE_A_DAY) + r")\b\.?"
_AFTER = "(?P<{}>" + _names(NUMBER_OF_MONTH) + r")\b\.?"
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?"
_YEAR = r"(?P<{}>(?:19|20)\d\d)"
_OLD_YEAR = r"(?P<{}>(?:1[789]|20)\d\d)"
_ZONE = r"(?:Z\b|(?:UTC|GMT)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?\b|[A-Z]{1,4}[SD]T\b|[ECMP]T\b|CEST\b|CET\b|WI[BT]\b|WITA\b|IST\b|MSK\b|\s?[+-]\d\d:?\d\d\b|(?<=\d)[+-]\d\d\b)"
DATE = re.compile(
    rf"{_BEGINS}(?:{_BEFORE.format('m1')}\s{{0,3}}{_DAY.format('d1')}(?:,\s{{0,3}}|\s{{1,3}})(?:{_OLD_YEAR.format('y1')}{_GLUED}|['’](?P<short>\d\d)\b)"  # June 26, 2009
    rf"|(?<![\d.])\b{_DAY.format('d2')}(?:\s{{0,3}}|[-/])(?:of\s|de\s|d['’])?{_AFTER.format('m2')}(?:,?\s{{1,3}}|,|[-/])(?:de\s|del\s)?{_OLD_YEAR.format('y2')}{_GLUED}"  # 26 June 2009
    rf"|{_BEFORE.format('m6')}\s{{1,2}}{_DAY.format('d6')}\s(?P<clock>\d\d:\d\d:\d\d)\s(?:(?P<zone>[A-Z]{{1,5}}|[+-]\d{{4}})\s)?{_YEAR.format('y6')}(?!\d)"  # Jun 26 16:21:00 +0000 2009
    rf"|(?<![\d/-]){_YEAR.format('y3')}(?P<s3>[-/.]|\.\s)(?P<m3>\d\d?)(?P=s3)(?P<d3>\d\d?)(?!\d|[-/.]\d)"  # 2009-06-26, 2009. 6. 26.
    rf"|(?<!\d){_YEAR.format('y5')}\s?[年년]\s?(?P<m5>\d\d?)\s?[月월]\s?(?P<d5>\d\d?)\s?[日일]"  # 2009年6月26日
    rf"|(?<![\w/-]){_YEAR.format('y7')}(?P<m7>\d\d)(?P<d7>\d\d)(?=T\d{{4}})"  # 20090626T1621
    r"|(?<![\d/.-])(?P<a4>\d{1,2})(?P<s4>[/-]|\.\s?)(?P<b4>\d{1,2})(?P=s4)(?P<y4>(?:19|20)\d\d|(?:(?<=/)|(?<=\.))\d\d)(?![\d/]|[.-]\d))",  # 26/06/2009, 11/19/19, 27.04.24
    re.IGNORECASE,
)
MONTH_AND_YEAR = re.compile(
    rf"\b(?=[^\W\d]{{3,12}}+\.?,?\s{{1,3}}(?:de\s)?\d){_AFTER.format('m')}(?:,?\s{{1,3}}|\sde\s){_YEAR.format('y')}(?!\d)"
    rf"|(?<!\d){_YEAR.format('y2')}\s?[年년]\s?(?P<m2>\d\d?)\s?[月월](?!\s?\d)",
    re.IGNORECASE,
)
_ENGLISH = _names((*ENGLISH_MONTHS, *ENGLISH_ABBREVIATIONS.title().split(), "Sept"))
YEARLESS = re.compile(
    r"\b(?=[A-Z\d])(?:(?P<weekday>(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)\.?,?\s{1,2})?"
    rf"(?:\b(?=[A-Z][a-z]{{2,8}}+\.?\s{{1,2}}\d)(?P<m1>{_ENGLISH})\b\.?\s{{1,2}}(?P<d1>\d\d?)(?:st|nd|rd|th)?\b(?![:.]\d|\s?%)"
    rf"|(?<![\d.])\b(?P<d2>\d\d?)(?:st|nd|rd|th)?\s{{1,2}}(?:of\s)?(?P<m2>{_ENGLISH})\b\.?)"
    r"(?!,?\s{0,3}(?:1[5-9]|20)\d\d)(?!\d)"
)
# A day in front of its month.
DAY_BEFORE = re.compile(
    r"(?<!\d)\d{1,2}(?:st|nd|rd|th|er|º|°|\.)?(?:\s{0,3}|[-/])(?:of\s|de\s|d['’])?\Z", re.IGNORECASE
)
# What stands between a date and its time.
GAP = re.compile(
    r"(?:\s{0,3}(?:[T,|·•–—(-]|at|um|à|às|as|a las|alle|klo|kl\.?|pukul|saat|o|в)?\s{0,3})", re.IGNORECASE
)
TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:(?:[:.]|\s?h\s?)(?P<minute>\d\d)(?!\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?)?(?:\s{0,2}(?P<half>[ap]\.?m\b\.?))?"
    rf"(?:\s{{0,2}}(?:Uhr\b|hrs?\b|h\b))?(?:\s{{0,2}}\(?(?P<zone>{_ZONE})\)?)?",
    re.IGNORECASE,
)
CLOCK = re.compile(
    rf"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?\s{{0,2}}(?P<zone>{_ZONE})",
    re.IGNORECASE,
)
HINT = re.compile(
    r"\b(?:(?:early|late|mid)[ -])?(?:(?:last|next|this)\s)?(?:" + "|".join(WEEKDAYS) + r")\b"
    r"|\b(?:(?:early|late|mid)[ -]|(?:last|next|this|since|until|by|in)\s(?:early\s|late\s|mid[ -])?)"
    r"(?:" + "|".join(ENGLISH_MONTHS) + r")\b(?:\s\d{4})?"
    r"|\b(?:" + "|".join(ENGLISH_MONTHS) + r")\s\d{1,2}\b(?!,?\s\d{4})"
    r"|\b\d{1,2}\s(?:" + "|".join(ENGLISH_MONTHS) + r")\b(?!,?\s\d{4})"
)
LEADING_WORD = re.compile(r"^(?:since|until|by|in)\s")
# In a value that is meant to be a date, and nowhere else.
COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)")
ISO_MONTH = re.compile(r"(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])")
YEAR = re.compile(r"(?:19|20)\d\d")
HALF_OF_DAY = re.compile(r"[ap]\.?m\b", re.IGNORECASE)
CENTURY = 70  # '70 to '99 are of the twentieth, as POSIX has it


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A calendar date as it stands in a text; `time` and `zone` where they are printed beside it."""

    span: Span
    earliest: datetime.date
    latest: datetime.date
    precision: DatePrecision
    time: datetime.time | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class DoubtfulDate:
    """A numeric date that may be read as several days: 03/04/2021; the day-first one comes first.

    `is_day_first` says of each reading whether it has the day before the month; None where the year comes first.
    """

    span: Span
    readings: tuple[datetime.date, ...]
    is_day_first: tuple[bool | None, ...]
    time: datetime.time | None = None
    zone: str = ""

    def __str__(self) -> str:
        """The readings in words: "3 April or 4 March 2021"."""
        if len({day.year for day in self.readings}) > 1:
            return " or ".join(f"{day.day} {day:%B %Y}" for day in self.readings)
        return " or ".join(f"{day.day} {day:%B}" for day in self.readings) + f" {self.readings[0]:%Y}"


@dataclass(frozen=True, slots=True)
class YearlessDate:
    """A day of a month without its year: "March 4", or "Friday, March 4", whose weekday is 0 to 6."""

    span: Span
    month: int
    day: int
    weekday: int | None = None

    def in_year(self, year: int) -> datetime.date | None:
        """Return the day in a year; None where that year has no such day, or has it on another weekday."""
        day = _date(year, self.month, self.day)
        return None if day is None or self.weekday not in (None, day.weekday()) else day


def find_dates(text: str, within: Span | None = None) -> Iterator[PrintedDate]:
    """Yield the full dates (year, month, day) of a text in order, each with a time that follows it.

    A numeric date that may be read as several days is no date (`find_doubtful_dates`), except with
    full stops, which only the day-first order uses beside a clock of 24 hours.
    """
    for match in _matches(text, within):
        time, zone, stop = _clock(text, match, within)
        readings = _readings(match, text[match.end() : stop])
        if len(readings) == 1 and not _may_be_a_version(match):
            precision = DatePrecision.DAY if time is None else DatePrecision.MINUTE
            day = readings[0][0]
            yield PrintedDate(Span(match.start(), stop), day, day, precision, time, zone)


def find_doubtful_dates(text: str, within: Span | None = None) -> Iterator[DoubtfulDate]:
    """Yield the numeric dates of a text that may be read as several days, or as a version: 27.04.24."""
    for match in _matches(text, within):
        if match["a4"]:
            time, zone, stop = _clock(text, match, within)
            readings = _readings(match, text[match.end() : stop])
            if len(readings) > 1 or (readings and _may_be_a_version(match)):
                days, orders = zip(*readings, strict=True)
                yield DoubtfulDate(Span(*match.span()), days, orders, time, zone)


Readings = list[tuple[datetime.date, bool | None]]


def _matches(text: str, within: Span | None) -> Iterator[re.Match[str]]:
    start, end = (within.start, within.end) if within else (0, len(text))
    return DATE.finditer(text, start, end)


def _may_be_a_version(match: re.Match[str]) -> bool:
    return match["a4"] is not None and match["s4"][0] == "." and len(match["y4"]) == 2


def _readings(match: re.Match[str], clock: str) -> Readings:
    """Return the different days that a match may mean, each with whether its day stands before its month."""
    if match["a4"] is None:
        day = _certain_day(match)
        return [] if day is None else [(day, None)]
    first, second, is_short = int(match["a4"]), int(match["b4"]), len(match["y4"]) == 2
    year = _full_year(int(match["y4"])) if is_short else int(match["y4"])
    is_dotted = match["s4"][0] == "."
    readings: Readings = []
    _add(readings, _date(year, second, first), is_day_first=True)
    if not is_dotted or second > 12 or HALF_OF_DAY.search(clock):
        _add(readings, _date(year, first, second), is_day_first=False)
    if is_short and (first > 12 or is_dotted):  # 20/11/19 with its year first
        _add(readings, _date(_full_year(first), second, int(match["y4"])), is_day_first=None)
    return readings


def _full_year(short: int) -> int:
    return short + (1900 if short >= CENTURY else 2000)


def _add(readings: Readings, day: datetime.date | None, *, is_day_first: bool | None) -> None:
    if day is not None and day not in (known for known, _ in readings):
        readings.append((day, is_day_first))


def _certain_day(match: re.Match[str]) -> datetime.date | None:
    form = next(form for form in "1263576" if match[f"d{form}"])
    month = match[f"m{form}"]
    number = int(month) if month.isdecimal() else NUMBER_OF_MONTH[folded(month)]
    if match["short"] and form == "1":
        year = _full_year(int(match["short"]))
    else:
        year = int(match[f"y{form}"])
    if match["s3"] == "." and len(month + match["d3"]) < 4:
        return None  # 2009.6.2 numbers versions too
    return _date(year, number, int(match[f"d{form}"]))


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _clock(text: str, match: re.Match[str], within: Span | None) -> tuple[datetime.time | None, str, int]:
    """Return the time of day printed in or right after a date, its zone, and where the whole ends."""
    end = within.end if within else len(text)
    if match["clock"]:
        hour, minute, _ = map(int, match["clock"].split(":"))
        if hour > 23 or minute > 59:
            return None, "", match.end()
        return datetime.time(hour, minute), match["zone"] or "", match.end()
    gap = GAP.match(text, match.end(), end)
    start = gap.end() if gap else match.end()
    found = CLOCK.match(text, start, end) or TIME.match(text, start, end)
    time = _time(found) if found else None
    if found is None or time is None:
        return None, "", match.end()
    return time, (found["zone"] or "").strip(), found.end()


def _time(match: re.Match[str]) -> datetime.time | None:
    half = match.groupdict().get("half")
    if match["minute"] is None and half is None:
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 60:
        return None
    return datetime.time(hour, minute)


def find_months(text: str) -> Iterator[PrintedDate]:
    """Yield the months with a year ("September 2016") of a text in order.

    What is left of a day that cannot be ("31 February 2016") is none: nobody knows what was meant.
    """
    for match in MONTH_AND_YEAR.finditer(text):
        if DAY_BEFORE.search(text, max(0, match.start() - 12), match.start()):
            continue
        month = int(match["m2"]) if match["m2"] else NUMBER_OF_MONTH[folded(match["m"])]
        if 1 <= month <= 12:
            yield _month(int(match["y2"] or match["y"]), month, Span(*match.span()))


def _month(year: int, month: int, span: Span) -> PrintedDate:
    last = calendar.monthrange(year, month)[1]
    first = datetime.date(year, month, 1)
    return PrintedDate(span, first, first.replace(day=last), DatePrecision.MONTH)


def read_date(value: str) -> PrintedDate | None:
    """Return the date of a value that is meant to be one: also "20090626", "2009-06" and "2009"."""
    printed = value.strip()
    if not printed:
        return None
    span = Span(0, len(value))
    if match := COMPACT.fullmatch(printed):
        day = _date(*(int(match[part]) for part in "ymd"))
        return PrintedDate(span, day, day, DatePrecision.DAY) if day else None
    if match := ISO_MONTH.fullmatch(printed):
        return _month(int(match["y"]), int(match["m"]), span)
    if YEAR.fullmatch(printed):
        year = int(printed)
        return PrintedDate(span, datetime.date(year, 1, 1), datetime.date(year, 12, 31), DatePrecision.YEAR)
    return next(find_dates(value), None) or next(find_months(value), None)


def find_yearless_dates(text: str) -> Iterator[YearlessDate]:
    """Yield the days of a text that are printed without a year, in English, in order."""
    for match in YEARLESS.finditer(text):
        name, day = match["m1"] or match["m2"], int(match["d1"] or match["d2"])
        month = MONTHS_BEFORE_A_DAY[folded(name)]
        if _date(2000, month, day) is None:  # a leap year
            continue
        weekday = match["weekday"]
        number = next(
            (n for n, known in enumerate(WEEKDAYS) if weekday and known.startswith(weekday[:3])), None
        )
        yield YearlessDate(Span(*match.span()), month, day, number)


def find_hints(body: str) -> Iterator[Span]:
    """Yield the words of a body that bear on its date without settling it, each form once."""
    seen = set()
    for match in HINT.finditer(body):
        lead = LEADING_WORD.match(match[0])
        span = Span(match.start() + (lead.end() if lead else 0), match.end())
        if (words := span.of(body)) not in seen:
            seen.add(words)
            yield span
