"""How the publication date of an article is known, in the words that pages use."""

from articles.models import Article, Origin, Provenance
from articles.models.provenance import COMPUTED_RULE
from articles.text.dates import find_doubtful_dates
from articles.text.documents import DateBasis


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
            return "set by an editor" + (f": {row.reason}" if row is not None and row.reason else "")
        case DateBasis.UNKNOWN:
            return ""


def undated_in_words(article: Article, row: Provenance | None) -> str:
    """Return what an undated article says of its date: "the text says “Tuesday”, no year"."""
    hint = row.evidence_words[0] if row is not None and row.evidence else ""
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


def _names_a_year(words: str) -> bool:
    return any(len(number) == 4 for number in words.split() if number.isdecimal())
