"""A publication date computed from words that do not settle it and from what is known beside them.

"March 4" with the year of the article's address, "03/04/2021" in a French text: such a date is
partial, and its evidence names the words and the anchor. A weekday is never turned into a date:
of undated articles with one early on, 37 % appeared on it and 35 % a day later.
"""

import dataclasses
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from articles.text.date_lines import DATE_LABEL, UPDATED
from articles.text.datelines import match_dateline
from articles.text.dates import (
    DoubtfulDate,
    YearlessDate,
    find_doubtful_dates,
    find_yearless_dates,
)
from articles.text.documents import (
    DateBasis,
    DatePrecision,
    Draft,
    Evidence,
    Frame,
    PublicationDate,
)
from articles.text.fields import read_hints
from articles.text.readers import Form, SourceText
from articles.text.spans import Span

Found = TypeVar("Found", DoubtfulDate, YearlessDate)

HEAD_LENGTH = 4_000  # code points before the body among which a date line may stand
LONGEST_LINE = 160
MOST_WORDS = 8  # of a date line, beside its date
# A day without a year is that before the capture if it is so near; printed with its weekday, it may be farther.
NEAR = datetime.timedelta(days=14)
NEAR_WITH_WEEKDAY = datetime.timedelta(days=365)
ONE_DAY = datetime.timedelta(days=1)  # by which time zones may set a capture before a publication
MONTH_FIRST_ZONE = re.compile(r"[ECMP]T|[EMP][SD]T|CDT|AK[SD]T|HST")
DAY_FIRST_ZONE = re.compile(
    r"GMT.*|BST|CES?T|WES?T|EES?T|IST|MSK|A[EWC][SD]T|NZ[SD]T|SAST|SGT|EAT|WAT|CAT|UTC\+\d+"
)
YEAR_FIRST_LANGUAGES = ("ja", "ko", "zh")
ADDRESS_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
SLASHED = re.compile(r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?:19|20)\d\d(?![\d/])")
ADDRESS_YEAR = re.compile(r"/((?:19|20)\d\d)/(?:(0?[1-9]|1[0-2])/)?")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that may say when its article appeared; `start` is its place, None for words without one."""

    text: str
    start: int | None
    frame: Frame

    def evidence(self, span: Span) -> Evidence:
        place = None if self.start is None else span.shifted(self.start)
        return Evidence(span.of(self.text), place, self.frame)

    @property
    def is_label(self) -> bool:
        label = DATE_LABEL.match(self.text)
        return label is not None and not UPDATED.search(label["label"])


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What is known beside the words: the address, the last day that is possible, the language."""

    address: str
    captured: datetime.date | None
    language: str

    def allows(self, day: datetime.date) -> bool:
        return self.captured is None or day <= self.captured + ONE_DAY

    def is_masthead(self, day: datetime.date, line: _Line) -> bool:
        """Whether a line may be the day on which the page was looked at, which sites print above their menus."""
        is_bare = line.frame is Frame.SOURCE and not line.is_label
        return is_bare and self.captured is not None and day >= self.captured - ONE_DAY


def find_anchored_date(source: SourceText, draft: Draft, *, language: str) -> PublicationDate:
    """Return the date that words of an article and an anchor tell together, or none with those words as hints."""
    retrieved = source.stated.retrieved_at
    anchor = _Anchor(draft.source_url, retrieved.date() if retrieved else None, language)
    lines = list(_date_lines(source, draft))
    doubtful = [
        (date, line) for line in lines for date in find_doubtful_dates(line.text) if _fills(line, date.span)
    ]
    yearless = [
        (date, line) for line in lines for date in find_yearless_dates(line.text) if _fills(line, date.span)
    ]
    found = (
        _by_address(yearless, anchor)
        or _by_order(doubtful, anchor, draft=draft, source=source)
        or _by_year(yearless, anchor)
    )
    hints = [line.evidence(date.span) for date, line in doubtful]
    hints += [line.evidence(date.span) for date, line in yearless]
    hints += read_hints(draft.body)
    unique = tuple({hint.words: hint for hint in reversed(hints)}.values())[::-1]
    return dataclasses.replace(found or PublicationDate(), hints=() if found else unique)


def without_future(
    published: PublicationDate, *, retrieved_at: datetime.datetime | None
) -> tuple[PublicationDate, tuple[str, ...]]:
    """Return a date, and remarks: one that lies after the capture becomes a hint and is remarked on."""
    if (
        published.earliest is None
        or retrieved_at is None
        or published.earliest <= retrieved_at.date() + ONE_DAY
    ):
        return published, ()
    day = retrieved_at.date()
    remark = f"The date {published} lies after the capture on {day.day} {day:%B %Y}, and was not taken."
    return PublicationDate(hints=published.evidence), (remark,)


def _date_lines(source: SourceText, draft: Draft) -> Iterator[_Line]:
    """Yield where a date in doubt may stand: what is stated, the lines above the body, the dateline."""
    if source.stated.published:
        yield _Line(source.stated.published, None, Frame.PAGE)
    if source.form is Form.LINES:
        opening = draft.body.split("\n", 1)[0][:60]
        stop = max(0, source.text.find(opening))
        for match in re.compile(r"[^\n]+").finditer(source.text, max(0, stop - HEAD_LENGTH), stop):
            if len(match[0]) <= LONGEST_LINE:
                yield _Line(match[0], match.start(), Frame.SOURCE)
    dateline = match_dateline(draft.body)
    if dateline and dateline["date"]:
        yield _Line(dateline["date"], dateline.start("date"), Frame.BODY)


def _fills(line: _Line, span: Span) -> bool:
    """Whether a line holds little but its date and is no sentence."""
    rest = line.text[: span.start] + " " + line.text[span.end :]
    return len(re.findall(r"\w+", rest)) <= MOST_WORDS and not re.search(r"[^.\d][.!?][\"”’]?$", rest)


def _by_address(yearless: list[tuple[YearlessDate, _Line]], anchor: _Anchor) -> PublicationDate | None:
    """Return the day of the address, with the words that say the same."""
    for match in ADDRESS_DAY.finditer(anchor.address):
        try:
            day = datetime.date(int(match[1]), int(match[3]), int(match[4]))
        except ValueError:
            continue
        if anchor.allows(day):
            agreeing = [line.evidence(date.span) for date, line in yearless if date.in_year(day.year) == day]
            return _partial(day, *agreeing[:1], _known("address", match[0].strip("/")))
    return None


def _by_order(
    doubtful: list[tuple[DoubtfulDate, _Line]], anchor: _Anchor, *, draft: Draft, source: SourceText
) -> PublicationDate | None:
    """Return the reading of a numeric date that everything known of its order allows."""
    lines = _of_publication(doubtful)
    if len({date.readings for date, _ in lines}) != 1:
        return None
    date, line = lines[0]
    orders = list(_orders(date, anchor, draft=draft, source=source))
    fitting = [
        day
        for day, is_day_first in zip(date.readings, date.is_day_first, strict=True)
        if all(is_day_first == told for told, _ in orders)
    ]
    possible = [day for day in fitting if anchor.allows(day)]
    told = [evidence for _, evidence in orders]
    if anchor.captured and len(fitting) > 1:
        told.append(_captured(anchor.captured))
    if len(possible) != 1 or not told or anchor.is_masthead(possible[0], line):
        return None
    found = _partial(possible[0], line.evidence(date.span), *told)
    if date.time is None:
        return found
    return dataclasses.replace(found, precision=DatePrecision.MINUTE, time=date.time, zone=date.zone)


def _orders(
    date: DoubtfulDate, anchor: _Anchor, *, draft: Draft, source: SourceText
) -> Iterator[tuple[bool, Evidence]]:
    """Yield what tells whether the day stands before the month, each with its evidence."""
    if anchor.language not in ("", "en", *YEAR_FIRST_LANGUAGES):
        yield True, _known("language of the text", anchor.language)
    if MONTH_FIRST_ZONE.fullmatch(date.zone):
        yield False, _known("time zone", date.zone)
    elif DAY_FIRST_ZONE.fullmatch(date.zone):
        yield True, _known("time zone", date.zone)
    is_lines = source.form is Form.LINES
    text, frame = (source.text, Frame.SOURCE) if is_lines else (draft.body, Frame.BODY)
    for match in SLASHED.finditer(text, 0, HEAD_LENGTH):
        first, second = int(match["first"]), int(match["second"])
        if (first > 12) != (second > 12) and min(first, second) > 0 and max(first, second) < 32:
            yield first > 12, Evidence(match[0], Span(*match.span()), frame)
            return


def _by_year(yearless: list[tuple[YearlessDate, _Line]], anchor: _Anchor) -> PublicationDate | None:
    """Return the day of a date line or dateline in the year that the address or the capture tells."""
    lines = _of_publication(yearless)
    if len({(date.month, date.day) for date, _ in lines}) != 1:
        return None
    date, line = lines[0]
    if match := ADDRESS_YEAR.search(anchor.address):
        day = date.in_year(int(match[1]))
        if day is None or match[2] not in (None, f"{day:%m}", f"{day.month}") or not anchor.allows(day):
            return None
        return _partial(day, line.evidence(date.span), _known("address", match[0].strip("/")))
    day = _day_before_capture(date, anchor.captured) if anchor.captured else None
    if anchor.captured is None or day is None or anchor.is_masthead(day, line):
        return None
    return _partial(day, line.evidence(date.span), _captured(anchor.captured))


def _day_before_capture(date: YearlessDate, captured: datetime.date) -> datetime.date | None:
    """Return the day that lies shortly before a capture, or on it; None where the year stays open."""
    near = NEAR if date.weekday is None else NEAR_WITH_WEEKDAY
    days = (date.in_year(year) for year in (captured.year + 1, captured.year, captured.year - 1))
    return next((day for day in days if day and captured - near <= day <= captured + ONE_DAY), None)


def _of_publication(lines: list[tuple[Found, _Line]]) -> list[tuple[Found, _Line]]:
    """Return the lines that are labelled as that of publication, else those without a label of an update."""
    labelled = [(date, line) for date, line in lines if line.is_label]
    return labelled or [(date, line) for date, line in lines if not UPDATED.search(line.text)]


def _partial(day: datetime.date, *evidence: Evidence) -> PublicationDate:
    return PublicationDate(DatePrecision.DAY, DateBasis.PARTIAL, day, day, evidence=evidence)


def _captured(day: datetime.date) -> Evidence:
    return _known("day of capture", f"{day.day} {day:%B %Y}")


def _known(what: str, value: str) -> Evidence:
    """Return what is known beside the words of a text, as it is told to readers."""
    return Evidence(f"the {what}, {value}", None, Frame.PAGE)
