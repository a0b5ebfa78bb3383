"""What the lines around an article say of it: headline, byline, date, dateline, publication."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from articles.text.blocks import Block
from articles.text.bylines import (
    Byline,
    as_name,
    begins_with_given_name,
    is_agency,
    read_bare_byline,
    read_byline,
    shares_its_line,
)
from articles.text.date_lines import pick_date, read_date_line, stated
from articles.text.datelines import match_dateline
from articles.text.dates import DATE, PrintedDate, find_dates, find_hints
from articles.text.documents import (
    LONGEST_VALUE,
    Author,
    AuthorRole,
    Evidence,
    Frame,
    PublicationDate,
    TextValue,
)
from articles.text.headlines import find_headline
from articles.text.spans import Span

# Opens a body: ABC News' Yunji de Nies reports, and a colon.
REPORTS = re.compile(
    r"^(?P<outlet>(?:The )?[A-Z][\w&.]*(?: [A-Z][\w&.]*){0,4})(?:['’]s?) "
    r"(?P<name>[A-Z][\w.'’-]+(?: (?:[a-z]{2,3} ){0,2}[A-Z][\w.'’-]+){1,3}) (?:reports|reported|has more)(?= ?:| from\b)"
)
HEAD_LIMIT = 16  # blocks above the first paragraph that may be about it
ABOVE_HEADLINE = 4
STANDFIRST_LIMIT = 4  # blocks of the body among which a byline or date line may stand


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


def read_head(blocks: Sequence[Block], rules: Sequence[str | None], stretch: range) -> Head:
    """Return the fields that stand above the body, and where the body starts.

    `rules` say which blocks are boilerplate, `stretch` is where the article is.
    """
    headline = find_headline(blocks, rules, stretch)
    first = stretch.start if headline is None else max(stretch.start, headline + 1)
    top = first - HEAD_LIMIT if headline is None else headline - ABOVE_HEADLINE
    # A standfirst may stand above byline and date.
    reach = range(max(0, top), min(len(blocks), first + STANDFIRST_LIMIT))
    dates = {i: date for i in reach if i != headline and (date := read_date_line(blocks[i].text))}
    bylines = {i: byline for i in reach if i != headline and (byline := read_byline(blocks[i].text))}
    if not bylines:
        bylines = _bare_bylines(blocks, dates, reach, headline=headline, first=first)
    elif headline is not None and any(i > headline for i in bylines):
        bylines = {i: byline for i, byline in bylines.items() if i > headline}
    if headline is None:
        headline = _evident_headline(blocks, rules, {*bylines, *dates}, first)
    head = Head(first, used=frozenset({*bylines, *dates}))
    if headline is not None:
        head.headline = TextValue(
            blocks[headline].text, "line above the article", _evidence(blocks[headline])
        )
        head.used |= {headline}
    _take_byline(head, blocks, bylines)
    head.published = pick_date({i: blocks[i] for i in dates}, dates, headline=headline) or head.published
    return head


def _evident_headline(
    blocks: Sequence[Block], rules: Sequence[str | None], marks: set[int], first: int
) -> int | None:
    """Return the first line of a text where only byline and date stand between it and the article."""
    if not 0 < first <= 5 or 0 in marks or any(i not in marks and rules[i] is None for i in range(1, first)):
        return None
    block = blocks[0]
    is_title = 2 <= block.words <= 30 and not re.search(r"[^.][.:]$|»$", block.text)
    return 0 if is_title and rules[0] is None and DATE.fullmatch(block.text) is None else None


def _bare_bylines(
    blocks: Sequence[Block],
    dates: Mapping[int, PrintedDate],
    reach: range,
    *,
    headline: int | None,
    first: int,
) -> dict[int, Byline]:
    """Return names alone on a line: beside the date, a handle, or between the headline and the article."""
    beside = [index for at in dates for index in (at - 1, at + 1)]
    sharing = [index for index in reach if shares_its_line(blocks[index].text)]
    under = range(headline + 1, first) if headline is not None else range(0)
    for index in (*beside, *sharing, *under):
        if index not in reach or index == headline or (index in dates and index not in sharing):
            continue
        line = blocks[index].text
        byline = read_bare_byline(line)
        if byline is None:
            continue
        is_person = begins_with_given_name(byline.names[0].printed) or is_agency(byline.names[0].printed)
        if index in beside or index in sharing:
            # The first line is rather the headline.
            if is_person or index != reach.start:
                return {index: byline}
        elif is_person or (len(byline.names) > 1 and first - index <= 4):
            return {index: byline}
    return {}


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
    return place, stated(date, evidence), match.end()


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
