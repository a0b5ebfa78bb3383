"""Dates as printed, with their precision, and the words that only bear on a date."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.documents import DatePrecision
from articles.text.spans import Span

# Month names by language; a name found in two languages means the same month in both.
MONTHS = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "short": "jan feb mar apr may jun jul aug sep oct nov dec",
    "de-short": "jän feb mär apr mai jun jul aug sep okt nov dez",
}
NUMBER_OF_MONTH = {
    name: number for names in MONTHS.values() for number, name in enumerate(names.split(), start=1)
} | {"sept": 9}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_MONTHS = tuple(name.capitalize() for name in MONTHS["en"].split())

_MONTH = "(?P<{}>" + "|".join(sorted(NUMBER_OF_MONTH, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?"
_YEAR = r"(?P<{}>(?:19|20)\d\d)(?!\d)"
DATE = re.compile(
    rf"\b{_MONTH.format('m1')}\s{{0,3}}{_DAY.format('d1')},?\s{{1,3}}{_YEAR.format('y1')}"  # June 26, 2009
    rf"|(?<![\d.])\b{_DAY.format('d2')}(?:\s{{1,3}}|[-/])(?:of\s|de\s)?{_MONTH.format('m2')}(?:,?\s{{1,3}}|[-/])(?:de\s|del\s)?{_YEAR.format('y2')}"  # 26 June 2009
    rf"|(?<![\d/-]){_YEAR.format('y3')}[-/.](?P<m3>\d\d)[-/.](?P<d3>\d\d)(?!\d)"  # 2009-06-26
    r"|(?<![\d/.-])(?P<a4>\d{1,2})(?P<s4>[/.-])(?P<b4>\d{1,2})(?P=s4)(?P<y4>(?:19|20)\d\d|(?<=/)\d\d)(?![\d/])",  # 26/06/2009, 11/19/19
    re.IGNORECASE,
)
MONTH_AND_YEAR = re.compile(rf"\b{_MONTH.format('m')}\s{{1,3}}{_YEAR.format('y')}", re.IGNORECASE)
TIME = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?)?\s{0,2}(?P<half>[ap]\.?m\b\.?)?"
    r"(?:\s{0,2}(?P<zone>Z\b|UTC|GMT|[A-Z]{1,3}ST|[A-Z]{1,3}DT|[A-Z]{1,2}T\b|(?<=\d)[+-]\d\d:?\d\d))?",
    re.IGNORECASE,
)
HINT = re.compile(
    r"\b(?:(?:early|late|mid)[ -])?(?:(?:last|next|this)\s)?(?:" + "|".join(WEEKDAYS) + r")\b"
    r"|\b(?:(?:early|late|mid)[ -]|(?:last|next|this|since|until|by|in)\s(?:early\s|late\s|mid[ -])?)"
    r"(?:" + "|".join(ENGLISH_MONTHS) + r")\b(?:\s\d{4})?"
    r"|\b(?:" + "|".join(ENGLISH_MONTHS) + r")\s\d{1,2}\b(?!,?\s\d{4})"
)
LEADING_WORD = re.compile(r"^(?:since|until|by|in)\s")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A calendar date as it stands in a text; `time` and `zone` where they are printed beside it."""

    span: Span
    earliest: datetime.date
    latest: datetime.date
    precision: DatePrecision
    time: datetime.time | None = None
    zone: str = ""


def find_dates(text: str, within: Span | None = None) -> Iterator[PrintedDate]:
    """Yield the full dates (year, month, day) of a text in order, each with a time that follows it.

    A numeric date whose day and month could be swapped is no date, except with full stops, which
    only the day-first order uses.
    """
    start, end = (within.start, within.end) if within else (0, len(text))
    for match in DATE.finditer(text, start, end):
        if (day := _day(match)) is None:
            continue
        clock = _time_after(text, match.end(), end)
        if clock is None:
            yield PrintedDate(Span(*match.span()), day, day, DatePrecision.DAY)
        else:
            time, zone, stop = clock
            yield PrintedDate(Span(match.start(), stop), day, day, DatePrecision.MINUTE, time, zone)


def _day(match: re.Match[str]) -> datetime.date | None:
    for form in "12":
        if match[f"y{form}"]:
            month = NUMBER_OF_MONTH[match[f"m{form}"].lower()]
            return _date(int(match[f"y{form}"]), month, int(match[f"d{form}"]))
    if match["y3"]:
        return _date(int(match["y3"]), int(match["m3"]), int(match["d3"]))
    first, second, year = int(match["a4"]), int(match["b4"]), int(match["y4"])
    year += 2000 if year < 100 else 0
    if second > 12:
        return _date(year, first, second)
    return _date(year, second, first) if match["s4"] == "." or first > 12 or first == second else None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _time_after(text: str, start: int, end: int) -> tuple[datetime.time, str, int] | None:
    """Return the time of day printed right after a date, its zone, and where it ends."""
    gap = re.compile(r"(?:\s{0,3}(?:[T,|·•–—-]|at|um|à|às|a las|klo|kl\.?)?\s{0,3})").match(text, start, end)
    match = TIME.match(text, gap.end() if gap else start, end)
    if match is None or (match["minute"] is None and match["half"] is None):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    if hour > 23 or minute > 59:
        return None
    return datetime.time(hour, minute), match["zone"] or "", match.end()


def find_months(text: str) -> Iterator[PrintedDate]:
    """Yield the months with a year ("September 2016") of a text in order."""
    for match in MONTH_AND_YEAR.finditer(text):
        first = datetime.date(int(match["y"]), NUMBER_OF_MONTH[match["m"].lower()], 1)
        last = (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
        yield PrintedDate(Span(*match.span()), first, last, DatePrecision.MONTH)


def find_hints(body: str) -> Iterator[Span]:
    """Yield the words of a body that bear on its date without settling it, each form once."""
    seen = set()
    for match in HINT.finditer(body):
        lead = LEADING_WORD.match(match[0])
        span = Span(match.start() + (lead.end() if lead else 0), match.end())
        if (words := span.of(body)) not in seen:
            seen.add(words)
            yield span
