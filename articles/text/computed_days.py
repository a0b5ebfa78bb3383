"""The days that words of an English body mean, computed from the day its article appeared.

"said on Tuesday" is the last Tuesday not after publication, "will vote on Tuesday" the next one. Where
the words leave two days open, both are given; where the publication date is too coarse, none.
"""

import calendar
import datetime
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from articles.text.dates import YearlessDate, find_dates, find_months, find_yearless_dates
from articles.text.documents import PublicationDate
from articles.text.months import ENGLISH_MONTHS, WEEKDAYS
from articles.text.sentences import ABBREVIATIONS
from articles.text.spans import Span

MOST_DAYS = 60  # shown of one article
MOST_WORDS = 500  # looked at
LONGEST_BODY = 100_000  # code points; what follows is not looked at
NEAR_DAYS = 60  # a month or day so near needs no verb to tell its year
CLAUSE = 100  # code points around a word in which its verb stands
ONE_DAY = datetime.timedelta(days=1)
ONE_WEEK = datetime.timedelta(days=7)

_WEEKDAY = "|".join(WEEKDAYS)
_MONTH = "|".join(ENGLISH_MONTHS)
WORDS = re.compile(
    rf"\b(?:(?:(?P<which>last|next|this(?: past| coming)?) )?(?P<weekday>{_WEEKDAY})\b(?! (?:Times|Telegraph|Mail|Herald|Express|Mirror|Post|Night|Morning)\b)"
    rf"|(?P<part>early|late|mid)[ -](?P<part_month>{_MONTH})\b"
    rf"|(?P<which_month>last|next|this) (?P<named>{_MONTH})\b"
    rf"|(?:in|since|until|by|from|during) (?P<bare>{_MONTH})\b(?! \d| of\b)"
    r"|(?P<which_period>last|next|this(?! year)) (?P<period>week|month|year)\b"
    r"|(?P<near>[Yy]esterday|[Tt]omorrow)\b)"
)
# Before words that mean no one day: Black Friday, every Tuesday, a rainy Thursday, the last week.
NO_DAY = re.compile(r"\b(?:Ash|Black|Bloody|Cyber|Easter|Good|Palm|Super|any|each|every|[Tt]he|a|a \w+) $")
AHEAD = re.compile(
    r"(?P<past>\b(?:was|were|had) )?\b(?:will|won['’]t|shall|would|going to|due|scheduled|expected|planned|plans? to|to be|could|might|(?-i:may)|if|slated|set to|set for|(?:is|are|was|were) to|hopes? to|upcoming|ahead of|until|postponed|delayed)\b(?: \w+){0,3}|['’]ll\b(?: \w+){0,3}",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"\b(?:said|told|was|were|had|did|since|ago|following|began|came|cut|fell|found|gave|got|grew|held|hit|knew|led|left|lost|made|met|ran|rose|saw|sent|shot|showed|spoke|struck|took|went|won|wrote|(?!need|speed|proceed|exceed|succeed|indeed|hundred|instead)[a-z]{2,14}ed)\b",
    re.IGNORECASE,
)


STOP = re.compile(r"(?P<word>\w*)(?P<mark>[.!?;])[”\"’)]{0,2}(?=\s|$)|(?P<line>\n|, (?:and|as|but|while)\b)")
LEAD = re.compile(r"(?:in|since|until|by|from|during) ")
PARTS = {"early": (1, 10), "mid": (10, 20), "late": (20, 31)}
STEPS = {"last": -1, "this": 0, "next": 1}

# From the day of publication to the stretches of days that words may mean, likeliest first.
Rule = Callable[[datetime.date], "tuple[Days, ...]"]


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends included."""

    earliest: datetime.date
    latest: datetime.date

    def shifted(self, distance: datetime.timedelta) -> "Days":
        return Days(self.earliest + distance, self.latest + distance)

    def __str__(self) -> str:
        """The days in words: "6 September 2016", "20 to 31 August 2016", "August 2016", "2015"."""
        first, last = self.earliest, self.latest
        if first == last:
            return f"{first.day} {first:%B %Y}"
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return f"{first:%Y}"
        if (first.year, first.month) == (last.year, last.month):
            if first.day == 1 and (last + ONE_DAY).day == 1:
                return f"{first:%B %Y}"
            return f"{first.day} to {last.day} {last:%B %Y}"
        if first.year == last.year:
            return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"
        return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


@dataclass(frozen=True, slots=True)
class ComputedDays:
    """What words of a body mean: one stretch of days, or several where they leave that open, likeliest first."""

    span: Span
    words: str
    readings: tuple[Days, ...]

    def __str__(self) -> str:
        return " or ".join(map(str, self.readings))


def compute_days(
    body: str, published: PublicationDate, *, quoted: Sequence[Span] = ()
) -> tuple[ComputedDays, ...]:
    """Return what the words of an English body that mean days stand for, in text order, each meaning once.

    Words inside `quoted`, in text order, count from the day somebody said them, and are left out. Where the
    publication date spans several days, only what is the same for its first and its last is returned.
    """
    if published.earliest is None or published.latest is None:
        return ()
    found: dict[tuple[str, tuple[Days, ...]], ComputedDays] = {}
    for span, words, rule in sorted(_relative_words(body[:LONGEST_BODY], quoted), key=lambda found: found[0]):
        readings = rule(published.earliest)
        if readings and readings == rule(published.latest):
            found.setdefault((words.lower(), readings), ComputedDays(span, words, readings))
        if len(found) == MOST_DAYS:
            break
    return tuple(found.values())


def _relative_words(body: str, quoted: Sequence[Span]) -> Iterator[tuple[Span, str, Rule]]:
    """Yield the words that mean days without a year of their own, and how the day of publication settles them."""
    full = [date.span for date in (*find_dates(body), *find_months(body))]
    taken = Places([*full, *quoted])
    yearless = [date for date in find_yearless_dates(body) if not taken.touch(date.span)]
    for date in yearless[:MOST_WORDS]:
        yield date.span, date.span.of(body), partial(_day_of_month, date, is_ahead=_is_ahead(body, date.span))
    taken = Places([*full, *quoted, *(date.span for date in yearless)])
    for match in islice(WORDS.finditer(body), MOST_WORDS):
        lead = LEAD.match(match[0])
        span = Span(match.start() + (lead.end() if lead else 0), match.end())
        # The end is moved, since "Friday, June 26, 2009" names its day.
        is_day = not NO_DAY.search(body[max(0, span.start - 20) : span.start])
        if is_day and not taken.touch(Span(span.start, span.end + 3)):
            yield span, span.of(body), _rule(match, is_ahead=_is_ahead(body, span))


class Places:
    """Stretches of a text in which no words are looked for."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def touch(self, span: Span) -> bool:
        """Whether a span overlaps one of the stretches, which do not overlap each other much."""
        at = bisect_right(self._starts, span.end)
        return any(known.overlaps(span) for known in self._spans[max(0, at - 3) : at])


def _is_ahead(body: str, span: Span) -> bool | None:
    """Whether the verb nearest to words looks ahead, one before them first; None where that is open.

    What "was set to" happen on a day may lie ahead or not, and no verb tells which Friday "Friday's deal" names.
    """
    after = body[span.end : span.end + CLAUSE]
    if after.startswith(("'s", "’s")):
        return None
    before = body[max(0, span.start - CLAUSE) : span.start]
    before = before[max((stop.end() for stop in _stops(before)), default=0) :]
    ahead = max(AHEAD.finditer(before), key=re.Match.end, default=None)
    behind = max(BEHIND.finditer(before), key=re.Match.end, default=None)
    if ahead and (behind is None or ahead.end() >= behind.end()):  # all of "will be signed" looks ahead
        return None if ahead["past"] or ahead[0].startswith(("was", "were")) else True
    if behind:
        return False
    after = after[: min((stop.start() for stop in _stops(after)), default=CLAUSE)]
    ahead, behind = AHEAD.search(after), BEHIND.search(after)
    if not (ahead or behind):
        return None
    return behind is None or (ahead is not None and ahead.start() <= behind.start())


def _stops(text: str) -> Iterator[re.Match[str]]:
    """Yield where clauses end; "Sen." and "B." end none."""
    for match in STOP.finditer(text):
        word = (match["word"] or "").lower()
        if match["mark"] != "." or (len(word) > 1 and word not in ABBREVIATIONS):
            yield match


def _rule(match: re.Match[str], *, is_ahead: bool | None) -> Rule:
    if match["weekday"]:
        number = WEEKDAYS.index(match["weekday"])
        return partial(_weekday, number, which=match["which"], is_ahead=is_ahead)
    if match["part"]:
        month = ENGLISH_MONTHS.index(match["part_month"]) + 1
        return partial(_stretch_of_month, month, PARTS[match["part"]], is_ahead=is_ahead)
    if match["bare"]:
        month = ENGLISH_MONTHS.index(match["bare"]) + 1
        return partial(_stretch_of_month, month, (1, 31), is_ahead=is_ahead)
    if match["named"]:
        return partial(_named_month, ENGLISH_MONTHS.index(match["named"]) + 1, which=match["which_month"])
    if match["period"]:
        return partial(_period, match["period"], STEPS[match["which_period"]])
    return partial(_near, -1 if match["near"].lower() == "yesterday" else 1)


def _day(day: datetime.date) -> Days:
    return Days(day, day)


def _near(step: int, anchor: datetime.date) -> tuple[Days, ...]:
    return (_day(anchor + step * ONE_DAY),)


def _weekday(
    number: int, anchor: datetime.date, *, which: str | None, is_ahead: bool | None
) -> tuple[Days, ...]:
    today = anchor.weekday()
    before = _day(anchor - ((today - number - 1) % 7 + 1) * ONE_DAY)
    after = _day(anchor + ((number - today - 1) % 7 + 1) * ONE_DAY)
    if which is not None:
        return _chosen_weekday(number, today, before=before, after=after, which=which)
    if number == today:
        return (_day(anchor), after) if is_ahead else (_day(anchor),)
    if is_ahead is None:
        return before, after
    return (after if is_ahead else before,)


def _chosen_weekday(number: int, today: int, *, before: Days, after: Days, which: str) -> tuple[Days, ...]:
    """Return what "last Tuesday" or "next Tuesday" means: within one week, writers differ on which it is."""
    match which:
        case "last":
            return (before, before.shifted(-ONE_WEEK)) if number < today else (before,)
        case "next":
            return (after, after.shifted(ONE_WEEK)) if number > today else (after,)
        case "this past":
            return (before,)
        case _:
            return (after,) if number != today or which == "this coming" else ()


def _nearest(stretches: Sequence[Days], anchor: datetime.date, *, is_ahead: bool | None) -> tuple[Days, ...]:
    """Return the stretch that has begun last or the one that comes first: the near one, else as the verb tells."""
    if not stretches:
        return ()
    begun = [days for days in stretches if days.earliest <= anchor][-1:]
    coming = [days for days in stretches if days.latest >= anchor][:1]
    near, *far = sorted({*begun, *coming}, key=lambda days: _distance(days, anchor))
    if not far or _distance(near, anchor) <= NEAR_DAYS:
        return (near,)
    if is_ahead is None:
        return near, *far
    (told,) = coming if is_ahead else begun
    return (near,) if told == near else (told, near)


def _distance(days: Days, anchor: datetime.date) -> int:
    return max((days.earliest - anchor).days, (anchor - days.latest).days, 0)


def _day_of_month(date: YearlessDate, anchor: datetime.date, *, is_ahead: bool | None) -> tuple[Days, ...]:
    days = (date.in_year(year) for year in range(anchor.year - 1, anchor.year + 2))
    return _nearest([_day(day) for day in days if day], anchor, is_ahead=is_ahead)


def _stretch_of_month(
    month: int, part: tuple[int, int], anchor: datetime.date, *, is_ahead: bool | None
) -> tuple[Days, ...]:
    first, last = part
    stretches = [
        Days(
            datetime.date(year, month, first),
            datetime.date(year, month, min(last, calendar.monthrange(year, month)[1])),
        )
        for year in range(anchor.year - 1, anchor.year + 2)
    ]
    return _nearest(stretches, anchor, is_ahead=is_ahead)


def _month(year: int, month: int) -> Days:
    last = calendar.monthrange(year, month)[1]
    return Days(datetime.date(year, month, 1), datetime.date(year, month, last))


def _named_month(month: int, anchor: datetime.date, *, which: str) -> tuple[Days, ...]:
    if which == "this":
        return (_month(anchor.year, month),)
    if which == "last":  # said in April, last March is over a month or thirteen ago
        over = [_month(year, month) for year in (anchor.year, anchor.year - 1)]
        return tuple(days for days in over if days.latest < anchor)
    coming = [_month(year, month) for year in (anchor.year, anchor.year + 1)]
    return tuple(days for days in coming if days.earliest > anchor)


def _period(period: str, step: int, anchor: datetime.date) -> tuple[Days, ...]:
    if period == "year":
        year = anchor.year + step
        return (Days(datetime.date(year, 1, 1), datetime.date(year, 12, 31)),)
    if period == "month":
        months = anchor.year * 12 + anchor.month - 1 + step
        return (_month(months // 12, months % 12 + 1),)
    monday = anchor - anchor.weekday() * ONE_DAY + step * ONE_WEEK
    week = Days(monday, monday + 6 * ONE_DAY)
    if anchor.weekday() == 6:  # a Sunday ends a week in Europe and begins one in America
        return week, Days(week.latest, week.latest + 6 * ONE_DAY)
    return (week,)
