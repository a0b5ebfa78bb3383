"""What the lines around an article say of it: headline, byline, date, dateline, publication."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.text.blocks import Block
from articles.text.bylines import (
    Byline,
    as_name,
    begins_with_given_name,
    read_bare_byline,
    read_byline,
    shares_its_line,
)
from articles.text.datelines import match_dateline
from articles.text.dates import DATE, PrintedDate, find_dates, find_hints, find_months
from articles.text.documents import (
    LONGEST_VALUE,
    Author,
    AuthorRole,
    DateBasis,
    Evidence,
    Frame,
    PublicationDate,
    TextValue,
)
from articles.text.spans import Span

# Opens a body: ABC News' Yunji de Nies reports, and a colon.
REPORTS = re.compile(
    r"^(?P<outlet>(?:The )?[A-Z][\w&.]*(?: [A-Z][\w&.]*){0,4})(?:['’]s?) "
    r"(?P<name>[A-Z][\w.'’-]+(?: (?:[a-z]{2,3} ){0,2}[A-Z][\w.'’-]+){1,3}) (?:reports|reported|has more)(?= ?:| from\b)"
)
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
    r"\b(?:last (?:modified|updated)|published|updated|posted|on|at|[A-Z]{2,4}|[ap]\.?m\.?|\d{1,2}[:.]\d\d)(?!\w)|\d+ (?:comments?|min(?:ute)?s? read)",
    re.IGNORECASE,
)
HEAD_LIMIT = 16  # blocks above the first paragraph that may be about it
STANDFIRST_LIMIT = 4  # blocks of the body among which a byline or date line may stand
LONGEST_HEADLINE = 30  # words
LONGEST_HEADLINE_CHARACTERS = 400


@dataclass(slots=True)
class Head:
    """The blocks before the body, by what they are; indexes into the blocks."""

    body_start: int
    headline: TextValue | None = None
    standfirst: TextValue | None = None
    authors: tuple[Author, ...] = ()
    published: PublicationDate = field(default_factory=PublicationDate)
    publication: TextValue | None = None
    used: frozenset[int] = frozenset()

    def tells_by(self, block: Block) -> bool:
        """Whether a value of the head comes from words of a block."""
        values = [value.evidence for value in (self.headline, self.standfirst, self.publication) if value]
        values += [author.evidence for author in self.authors]
        values += self.published.evidence
        return any(evidence.span and evidence.span.overlaps(block.span) for evidence in values)


def _evidence(block: Block, span: Span | None = None) -> Evidence:
    place = span.shifted(block.span.start) if span else block.span
    words = block.text[span.start : span.end] if span else block.text
    return Evidence(words, place, Frame.SOURCE)


def read_head(blocks: Sequence[Block], rules: Sequence[str | None], first: int) -> Head:
    """Return the fields that stand above the body, and where the body starts; `first` is its first prose.

    `rules` say which blocks are boilerplate. A headline is a line above the byline, the date or the
    first paragraph, after any menus; a text that begins with one of those three has none.
    """
    while first and rules[first - 1] is None and _ends_like_prose(blocks[first - 1]):
        first -= 1
    near = range(max(0, first - HEAD_LIMIT), first)
    # A standfirst may stand above byline and date.
    reach = range(near.start, min(len(blocks), first + STANDFIRST_LIMIT))
    bylines = {i: byline for i in reach if (byline := read_byline(blocks[i].text))}
    dates = {i: date for i in reach if (date := _date_line(blocks[i].text))}
    if not bylines:
        bylines = _bare_bylines(blocks, dates, reach)
    headline = _headline(blocks, rules, near, {*bylines, *dates})
    head = Head(first, used=frozenset({*bylines, *dates}))
    if headline is not None:
        head.headline = TextValue(
            blocks[headline].text, "line above the article", _evidence(blocks[headline])
        )
        head.used |= {headline}
    _take_byline(head, blocks, bylines)
    _take_date(head, blocks, dates)
    return head


def _ends_like_prose(block: Block) -> bool:
    """Whether a short block above the first paragraph is a short paragraph: "“Not me!” he shouted."."""
    if block.words < 4 or read_byline(block.text) or _date_line(block.text):
        return False
    return re.search(r"(?:[.:]|[.!?,]?[”\"])$", block.text) is not None and not block.text.endswith("...")


def _bare_bylines(blocks: Sequence[Block], dates: dict[int, PrintedDate], reach: range) -> dict[int, Byline]:
    """Return names alone on a line beside the date line, or on one line with the date or a handle."""
    beside = [index for at in dates for index in (at - 1, at + 1)]
    sharing = [index for index in reach if shares_its_line(blocks[index].text)]
    for index in (*beside, *sharing):
        if index not in reach or (index in dates and index not in sharing):
            continue
        line = blocks[index].text
        if index == reach.start and not begins_with_given_name(line):
            continue  # the first line is rather the headline
        if byline := read_bare_byline(line):
            return {index: byline}
    return {}


def _headline(
    blocks: Sequence[Block], rules: Sequence[str | None], near: range, marks: set[int]
) -> int | None:
    """Return the block that is the headline: title-like, above byline and date, close to them.

    Menus stand farther up, and a title that a menu or a list repeats is surer.
    """
    anchor = min((mark for mark in marks if mark in near), default=near.stop)
    own = [i for i in near if rules[i] is None and i not in marks and _can_be_headline(blocks[i])]
    above = [i for i in own if i < anchor]
    if not above and anchor == 0 and blocks and read_byline(blocks[0].text) is None:
        above = [i for i in own if i == 1]  # the date first, then the headline
    counts = Counter(block.text for block in blocks)

    def rank(index: int) -> float:
        words = blocks[index].words
        repeated = 3 if counts[blocks[index].text] > 1 and words > 3 else 0
        return min(words, 8) + repeated - 0.3 * (anchor - index) - max(0, words - 16) * 0.5

    return max(above, key=rank, default=None)


def _can_be_headline(block: Block) -> bool:
    if DATE.fullmatch(block.text) or len(block.text) > LONGEST_HEADLINE_CHARACTERS:
        return False  # a date that cannot be read for certain; no words of any language
    return 2 <= block.words <= LONGEST_HEADLINE and not re.search(r"[^.]\.$|:$|»$", block.text)


def _take_byline(head: Head, blocks: Sequence[Block], bylines: dict[int, Byline]) -> None:
    authors: dict[str, Author] = {}
    for index, byline in bylines.items():
        for printed in byline.names:
            span = Span(printed.start, printed.start + len(printed.printed))
            evidence = _evidence(blocks[index], span)
            authors.setdefault(
                printed.name, Author(printed.name, printed.printed, AuthorRole.AUTHOR, evidence)
            )
        if byline.outlet and head.publication is None:
            start = blocks[index].text.index(byline.outlet)
            evidence = _evidence(blocks[index], Span(start, start + len(byline.outlet)))
            head.publication = TextValue(
                _without_article(byline.outlet), "outlet of the byline", evidence, is_inferred=True
            )
    head.authors = tuple(authors.values())


def _date_line(line: str) -> PrintedDate | None:
    """Return the date of a line that holds little but a date: labels, weekday, time, byline."""
    if len(line) > 160:
        return None
    found = next(find_dates(line), None)
    label = DATE_LABEL.match(line)
    if found is None:
        found = next(find_months(line), None) if label or len(line) <= 16 else None
        if found is None or found.span.end < len(line.rstrip()):
            return None
    if label and found.span.start - label.end() <= 30:
        return found
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


def _take_date(head: Head, blocks: Sequence[Block], dates: dict[int, PrintedDate]) -> None:
    """Take the first date that is labelled as published, else the first not labelled as updated."""
    if not dates:
        return

    def rank(index: int) -> tuple[int, int]:
        label = DATE_LABEL.match(blocks[index].text)
        if label is None:
            return (1, index)
        return (2, index) if UPDATED.search(label["label"]) else (0, index)

    index = min(dates, key=rank)
    head.published = _stated(dates[index], _evidence(blocks[index], dates[index].span))


def _stated(date: PrintedDate, evidence: Evidence) -> PublicationDate:
    return PublicationDate(
        precision=date.precision,
        basis=DateBasis.EXPLICIT,
        earliest=date.earliest,
        latest=date.latest,
        time=date.time,
        zone=date.zone,
        evidence=(evidence,),
    )


def read_labelled_date(blocks: Sequence[Block]) -> PublicationDate | None:
    """Return a date that a line anywhere labels as that of publication, or None."""
    for block in blocks:
        label = DATE_LABEL.match(block.text)
        if label and not UPDATED.search(label["label"]) and (date := _date_line(block.text)):
            return _stated(date, _evidence(block, date.span))
    return None


def read_dateline(body: str) -> tuple[TextValue | None, PublicationDate | None, int]:
    """Return the dateline that opens a body, its date where it has a year, and where it ends (0: none)."""
    match = match_dateline(body)
    if match is None or len(match["place"]) > LONGEST_VALUE:
        return None, None, 0
    evidence = Evidence(match["place"], Span(*match.span("place")), Frame.BODY)
    place = TextValue(match["place"].strip(" ,"), "place before the first sentence", evidence)
    date = next(find_dates(match["date"]), None) if match["date"] else None
    if date is None:
        return place, None, match.end()
    evidence = Evidence(match["date"], Span(*match.span("date")), Frame.BODY)
    return place, _stated(date, evidence), match.end()


def read_reporter(body: str) -> tuple[Author, TextValue] | None:
    """Return the reporter and the outlet of "Outlet's Name reports:" at the start of a body."""
    match = REPORTS.match(body)
    if match is None or max(len(match["outlet"]), len(match["name"])) > LONGEST_VALUE:
        return None
    name = match["name"]
    author = Author(
        as_name(name), name, AuthorRole.REPORTER, Evidence(name, Span(*match.span("name")), Frame.BODY)
    )
    evidence = Evidence(match[0], Span(*match.span()), Frame.BODY)
    return author, TextValue(
        _without_article(match["outlet"]), "outlet of the reporter", evidence, is_inferred=True
    )


def read_hints(body: str) -> tuple[Evidence, ...]:
    """Return the words of a body that bear on its date, each form once, in order."""
    return tuple(Evidence(span.of(body), span, Frame.BODY) for span in find_hints(body))


def _without_article(name: str) -> str:
    return name.removeprefix("the ").strip()
