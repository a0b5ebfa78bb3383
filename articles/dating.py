"""How the publication date of an article is known, in the words that pages use."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from articles.models import Article, Origin, Provenance
from articles.models.provenance import COMPUTED_RULE
from articles.text.dates import find_doubtful_dates, find_hints
from articles.text.documents import DateBasis, Frame

AROUND = 40  # code points shown before and after words that bear on a date


@dataclass(frozen=True, slots=True)
class WordsOnTheDate:
    """Words that bear on a date, between what stands around them, and where that is."""

    before: str
    words: str
    after: str
    place: str


def basis_in_words(article: Article, row: Provenance | None) -> str:
    """Return how the date is known: "stated in the text", "computed from “March 4” and …", "" for none.

    `row` is the provenance of the date, None where nothing is kept of it.
    """
    match article.published.basis:
        case DateBasis.EXPLICIT:
            return "stated in the text" if row is None or row.origin == Origin.TEXT else "stated by the page"
        case DateBasis.PARTIAL:
            evidence = row.evidence if row is not None and row.rule == COMPUTED_RULE else ""
            return f"computed from {evidence}" if evidence else "computed"
        case DateBasis.EDITOR:
            reason = row.reason.rstrip(".") if row is not None else ""
            return f"set by an editor: {reason}" if reason else "set by an editor"
        case DateBasis.UNKNOWN:
            return ""


def undated_in_words(article: Article, row: Provenance | None) -> str:
    """Return what an undated article says of its date: "the text says “Tuesday”, no year"."""
    hint = row.evidence_words[0] if row is not None and row.evidence else ""
    if not hint:  # an editor took a date away, and with it what it was taken from
        hint = next((span.of(article.body) for span in find_hints(article.body)), "")
    if not hint:
        said = "the text gives no date"
    elif doubtful := next(find_doubtful_dates(hint), None):
        said = f"the text says “{hint}”, which may be {doubtful}"
    else:
        said = f"the text says “{hint}”" + ("" if _names_a_year(hint) else ", no year")
    if article.retrieved_at is None:
        return said
    day = article.retrieved_at
    return f"{said}. It was retrieved on {day.day} {day:%B %Y}, and published then at the latest"


def words_on_the_date(article: Article) -> list[WordsOnTheDate]:
    """Return the words of an article that bear on its date, with what stands around them, in text order.

    First comes the evidence that is kept of the date, where it stands outside the body.
    """
    found = []
    row = article.provenance.filter(field="published").exclude(evidence_frame=Frame.BODY).first()
    if row is not None and row.evidence:
        place = f" ({row.get_origin_display().lower()})"
        for words in row.evidence_words:
            doubtful = next(find_doubtful_dates(words), None)
            found.append(WordsOnTheDate("", words, "", place + (f": {doubtful}" if doubtful else "")))
    starts = [match.start() for match in re.finditer(r"[^\n]+", article.body)]
    for span in find_hints(article.body):
        before = article.body[max(0, span.start - AROUND) : span.start].rpartition("\n")[2]
        after = article.body[span.end : span.end + AROUND].partition("\n")[0]
        place = f" (paragraph {bisect_right(starts, span.start)})"
        found.append(
            WordsOnTheDate(
                f"… {before.partition(' ')[2]}", span.of(article.body), f"{after.rpartition(' ')[0]} …", place
            )
        )
    return found


def _names_a_year(words: str) -> bool:
    return any(len(number) == 4 for number in words.split() if number.isdecimal())
