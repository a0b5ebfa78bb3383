"""What the opening of a body says of the article: dateline, reporter; and its words that bear on the date."""

import re

from articles.text.bylines import as_name
from articles.text.date_lines import stated
from articles.text.datelines import match_dateline
from articles.text.dates import find_dates, find_hints
from articles.text.documents import (
    LONGEST_VALUE,
    Author,
    AuthorRole,
    Evidence,
    Frame,
    PublicationDate,
    TextValue,
)
from articles.text.publications import without_article
from articles.text.spans import Span

# Opens a body: ABC News' Yunji de Nies reports, and a colon.
REPORTS = re.compile(
    r"^(?P<outlet>(?:The )?[A-Z][\w&.]*(?: [A-Z][\w&.]*){0,4})(?:['’]s?) "
    r"(?P<name>[A-Z][\w.'’-]+(?: (?:[a-z]{2,3} ){0,2}[A-Z][\w.'’-]+){1,3}) (?:reports|reported|has more)(?= ?:| from\b)"
)


def read_dateline(body: str) -> tuple[TextValue | None, PublicationDate | None, int]:
    """Return the dateline that opens a body, its date where it has a year, and where it ends (0: none)."""
    match = match_dateline(body)
    if match is None or len(match["place"]) > LONGEST_VALUE:
        return None, None, 0
    printed = match["place"].rstrip(" ,")
    evidence = Evidence(printed, Span(match.start("place"), match.start("place") + len(printed)), Frame.BODY)
    place = TextValue(printed, "place before the first sentence", evidence)
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
        without_article(match["outlet"]), "outlet of the reporter", evidence, is_inferred=True
    )


def read_hints(body: str) -> tuple[Evidence, ...]:
    """Return the words of a body that bear on its date, each form once, in order."""
    return tuple(Evidence(span.of(body), span, Frame.BODY) for span in find_hints(body))
