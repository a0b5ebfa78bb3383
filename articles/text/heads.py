"""What stands above an article: headline, standfirst, byline, date, masthead."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from articles.text.blocks import Block
from articles.text.bylines import (
    NAME,
    Byline,
    begins_with_given_name,
    is_agency,
    read_bare_byline,
    read_byline,
    shares_its_line,
)
from articles.text.date_lines import evidence_of, pick_date, read_date_line, stated
from articles.text.dates import DATE, PrintedDate
from articles.text.documents import Author, AuthorRole, Evidence, Frame, PublicationDate, TextValue
from articles.text.headlines import LONGEST_CHARACTERS, OFFICE, find_headline
from articles.text.publications import is_masthead, read_masthead, without_article
from articles.text.spans import Span

HEAD_LIMIT = 16  # blocks above the first paragraph that may be about it
ABOVE_HEADLINE = 4  # blocks above the headline that may be
STANDFIRST_LIMIT = 4  # blocks of the body among which a byline or date line may stand
STANDFIRST_WORDS = range(6, 61)
LONGEST_STANDFIRST = 1_000  # characters


@dataclass(slots=True)
class Head:
    """The blocks before the body, by what they are.

    `near` are those that may be about it, `used` those that gave a field or might have.
    """

    body_start: int
    near: range
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


def read_head(blocks: Sequence[Block], rules: Sequence[str | None], stretch: range) -> Head:
    """Return the fields that stand above the body, and where the body starts.

    `rules` say which blocks are boilerplate, `stretch` is where the article is.
    """
    headline = find_headline(blocks, rules, stretch)
    first = stretch.start if headline is None else max(stretch.start, headline + 1)
    top = first - HEAD_LIMIT if headline is None else headline - ABOVE_HEADLINE
    # A standfirst may stand above byline and date.
    reach = range(max(0, top), min(len(blocks), first + STANDFIRST_LIMIT))
    dates = {
        i: date
        for i in reach
        if i != headline and rules[i] != "picture credit" and (date := read_date_line(blocks[i].text))
    }
    bylines = {i: byline for i in reach if i != headline and (byline := read_byline(blocks[i].text))}
    if not bylines:
        bylines = _bare_bylines(blocks, dates, reach, headline=headline, stretch=stretch)
    elif headline is not None and any(i > headline for i in bylines):
        bylines = {i: byline for i, byline in bylines.items() if i > headline}
    bylines = _with_further_names(blocks, bylines, reach)
    marks = {*bylines, *dates}
    if headline is None:
        headline = _evident_headline(blocks, rules, marks, first)
    head = Head(first, reach, used=frozenset(marks))
    if headline is not None:
        head.headline = _whole(blocks[headline], "line above the article")
        head.used |= {headline}
        _take_standfirst(head, blocks, rules, marks, headline)
    _take_byline(head, blocks, bylines)
    published = pick_date({i: blocks[i] for i in dates}, dates, headline=headline)
    if published is None and head.headline is not None:
        published = _date_in_list(blocks, head.headline.value)
    head.published = published or head.published
    _take_publication(head, blocks, rules, dates)
    return head


def _date_in_list(blocks: Sequence[Block], headline: str) -> PublicationDate | None:
    """Return the date under the same headline elsewhere on the page, as in its list of the latest stories."""
    for block, below in itertools.pairwise(blocks):
        if block.text == headline and (date := read_date_line(below.text)):
            return stated(date, evidence_of(below, date))
    return None


def _whole(block: Block, rule: str) -> TextValue:
    return TextValue(block.text, rule, Evidence(block.text, block.span, Frame.SOURCE))


def _evident_headline(
    blocks: Sequence[Block], rules: Sequence[str | None], marks: set[int], first: int
) -> int | None:
    """Return the first line of a text where only byline and date stand between it and the article."""
    if not 0 < first <= 5 or 0 in marks or any(i not in marks and rules[i] is None for i in range(1, first)):
        return None
    block = blocks[0]
    is_title = (
        2 <= block.words <= 30
        and len(block.text) <= LONGEST_CHARACTERS
        and not re.search(r"[^.][.:]$|»$", block.text)
    )
    return 0 if is_title and rules[0] is None and DATE.fullmatch(block.text) is None else None


def _take_standfirst(
    head: Head, blocks: Sequence[Block], rules: Sequence[str | None], marks: set[int], headline: int
) -> None:
    """Take the line under the headline that sums up the article, above or below the byline."""
    after = headline + 1
    while after in marks or (after < head.body_start and rules[after] is not None):
        after += 1
    is_divided = any(after < mark <= after + 2 for mark in marks)  # byline or date stands below it
    if after > head.body_start or (after == head.body_start and not is_divided) or after >= len(blocks):
        return
    block = blocks[after]
    is_summary = block.words in STANDFIRST_WORDS and len(block.text) <= LONGEST_STANDFIRST
    if rules[after] is None and is_summary and block.text[-1] not in ":)":
        head.standfirst = _whole(block, "line under the headline")
        head.used |= {after}
        if after == head.body_start:
            head.body_start += 1


def _bare_bylines(
    blocks: Sequence[Block],
    dates: Mapping[int, PrintedDate],
    reach: range,
    *,
    headline: int | None,
    stretch: range,
) -> dict[int, Byline]:
    """Return names alone on a line: beside the date, a handle, or between the headline and the article."""
    beside = [index for at in dates for index in (at - 1, at + 1)]
    sharing = [index for index in reach if shares_its_line(blocks[index].text)]
    under = range(headline + 1, stretch.start) if headline is not None else range(0)
    small: frozenset[str] | None = None
    for index in (*beside, *sharing, *under):
        if index not in reach or index == headline or (index in dates and index not in sharing):
            continue
        byline = read_bare_byline(blocks[index].text)
        if byline is None:
            continue
        name = byline.names[0].printed
        if begins_with_given_name(name) or is_agency(name):
            return {index: byline}
        if is_masthead(blocks[index].text):
            continue
        # Names are not written small in the article; the first line is rather its headline.
        small = _small_words(blocks, stretch) if small is None else small
        if any(word.lower() in small for word in name.split() if len(word) > 3):
            continue
        is_near = (
            index in beside or index in sharing or (len(byline.names) > 1 and stretch.start - index <= 4)
        )
        if is_near and index != reach.start:
            return {index: byline}
    return {}


def _with_further_names(
    blocks: Sequence[Block], bylines: Mapping[int, Byline], reach: range
) -> dict[int, Byline]:
    """Return bylines with the names that follow them on lines of their own."""
    found = dict(bylines)
    for index in bylines:
        below = index + 1
        while below in reach and below not in found and NAME.fullmatch(blocks[below].text):
            byline = read_bare_byline(blocks[below].text)
            if byline is None or not begins_with_given_name(blocks[below].text):
                break
            found[below] = byline
            below += 1
    return found


def _small_words(blocks: Sequence[Block], stretch: range) -> frozenset[str]:
    return frozenset(word for index in stretch for word in blocks[index].tokens[:200] if word[0].islower())


def _take_byline(head: Head, blocks: Sequence[Block], bylines: dict[int, Byline]) -> None:
    authors: dict[str, Author] = {}
    for index, byline in bylines.items():
        for printed in byline.names:
            evidence = _evidence(blocks[index], printed.start, printed.printed)
            authors.setdefault(
                printed.name, Author(printed.name, printed.printed, AuthorRole.AUTHOR, evidence)
            )
        if byline.outlet and head.publication is None:
            evidence = _evidence(blocks[index], blocks[index].text.index(byline.outlet), byline.outlet)
            head.publication = TextValue(
                without_article(byline.outlet), "outlet of the byline", evidence, is_inferred=True
            )
    head.authors = tuple(authors.values())


def _evidence(block: Block, start: int, words: str) -> Evidence:
    return Evidence(words, Span(start, start + len(words)).shifted(block.span.start), Frame.SOURCE)


def _take_publication(
    head: Head,
    blocks: Sequence[Block],
    rules: Sequence[str | None],
    dates: Mapping[int, PrintedDate],
) -> None:
    """Take the masthead beside a date, or the office that issues a statement; both go before a byline's outlet."""
    for index in dates:
        if masthead := read_masthead(blocks[index]):
            head.publication = masthead
            return
    if "press statement" not in rules[: head.body_start]:
        return
    for index in head.near:
        if index < head.body_start and index not in head.used and OFFICE.fullmatch(blocks[index].text):
            head.publication = _whole(blocks[index], "office that issues the statement")
            head.used |= {index}
            return
