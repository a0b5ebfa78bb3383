"""Lines that say when an article was published: labelled dates, and lines that hold little but a date."""

import re
from collections.abc import Iterable, Mapping

from articles.text.blocks import Block
from articles.text.bylines import read_byline
from articles.text.dates import DATE, PrintedDate, find_dates, find_months
from articles.text.documents import DateBasis, Evidence, Frame, PublicationDate
from articles.text.spans import Span

DATE_LABEL = re.compile(
    r"^\W*(?P<label>(?:first |last |originally )?(?:published|posted|created|written|updated|modified|issued|date|uploaded"
    r"|veröffentlicht|publié|publicado|pubblicato|gepubliceerd|diterbitkan|mis à jour|aktualisiert|actualizado))\b(?: (?:on|at|le|el|am|op))?\W*",
    re.IGNORECASE,
)
UPDATED = re.compile(r"updated|modified|mis à jour|aktualisiert|actualizado", re.IGNORECASE)
WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b",
    re.IGNORECASE,
)
# What else a date line holds.
LINE_NOISE = re.compile(
    r"\b(?:last (?:modified|updated)|published|updated|posted|on|at|(?-i:[A-Z]{2,4})|[ap]\.?m\.?|\d{1,2}[:.]\d\d)(?!\w)|\d+ (?:comments?|min(?:ute)?s? read)",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?:\w+\W+){5}.*[a-z]{3}[.!?][\"”’]?$")
# "…its recovery?Monday, 6 January 2020": the date of the next line, joined by a scraper.
AFTER_SENTENCE = re.compile(
    rf"[a-z][.?!][”\"]?(?P<date>(?:{WEEKDAY.pattern})?,? ?(?:{DATE.pattern}))$", re.IGNORECASE
)
LONGEST = 160  # characters
DIGIT = re.compile(r"\d")  # looked for first: most lines have none, and DATE is slow


def has_date(text: str) -> bool:
    """Whether a full date stands in a text, one that may be read in two ways included."""
    return DIGIT.search(text) is not None and DATE.search(text) is not None


def read_date_line(line: str) -> PrintedDate | None:
    """Return the date of a line that holds little but a date: labels, weekday, time, byline."""
    if DIGIT.search(line) is None:
        return None
    if after := AFTER_SENTENCE.search(line):
        return next(find_dates(line, Span(after.start("date"), len(line))), None)
    return _read_short_line(line) if len(line) <= LONGEST else None


def _read_short_line(line: str) -> PrintedDate | None:
    found = next(find_dates(line), None)
    label = DATE_LABEL.match(line)
    if found is None:
        found = next(find_months(line), None) if label or len(line) <= 16 else None
        if found is None or found.span.end < len(line.rstrip()):
            return None
    if label and found.span.start - label.end() <= 30:
        return found
    if SENTENCE.search(line):
        return None
    byline = read_byline(line)
    if (
        not re.search(r"[.!?][\"”’]?$", line)
        and (byline or re.search(r"[|•·/]", line))
        and len(re.findall(r"\w+", line)) <= 24
    ):
        return found
    rest = WEEKDAY.sub("", line[: found.span.start] + " " + line[found.span.end :])
    rest = LINE_NOISE.sub("", DATE.sub("", rest))
    if byline:
        for name in byline.names:
            rest = rest.replace(name.printed, "")
    return found if len(re.findall(r"\w+", rest)) <= 4 else None


def pick_date(
    blocks: Mapping[int, Block], dates: Mapping[int, PrintedDate], *, headline: int | None
) -> PublicationDate | None:
    """Return the first date that is labelled as published, else the first not labelled as updated.

    A date under the headline goes before one above it, which may be that of the page.
    """
    if not dates:
        return None

    def rank(index: int) -> tuple[int, bool, int]:
        label = DATE_LABEL.match(blocks[index].text)
        kind = 1 if label is None else 2 if UPDATED.search(label["label"]) else 0
        return (kind, headline is not None and index < headline, index)

    index = min(dates, key=rank)
    return stated(dates[index], evidence_of(blocks[index], dates[index]))


def read_labelled_date(blocks: Iterable[Block]) -> PublicationDate | None:
    """Return a date that a line anywhere labels as that of publication, or None."""
    for block in blocks:
        label = DATE_LABEL.match(block.text)
        if label and not UPDATED.search(label["label"]) and (date := read_date_line(block.text)):
            return stated(date, evidence_of(block, date))
    return None


def stated(date: PrintedDate, evidence: Evidence) -> PublicationDate:
    """Return a printed date as the explicit date of publication."""
    return PublicationDate(
        precision=date.precision,
        basis=DateBasis.EXPLICIT,
        earliest=date.earliest,
        latest=date.latest,
        time=date.time,
        zone=date.zone,
        evidence=(evidence,),
    )


def evidence_of(block: Block, date: PrintedDate) -> Evidence:
    """Return the words of a block that a date was read from, placed in the source."""
    words = block.text[date.span.start : date.span.end]
    return Evidence(words, date.span.shifted(block.span.start), Frame.SOURCE)
