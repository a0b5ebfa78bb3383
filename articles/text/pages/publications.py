"""Which publication a page is of, and the names that its headlines and bylines are cleaned of."""

from urllib.parse import urlsplit

from articles.text.documents import LONGEST_VALUE, Evidence, Frame, TextValue
from articles.text.pages.metadata import Metadata
from articles.text.pages.structured import StructuredArticle

NAMES = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "citation_journal_title",
)

LONGEST_NAME = 6  # words


def find_publication(structured: StructuredArticle, metadata: Metadata) -> TextValue | None:
    """Return the publication as the page names it, or None; an address is no name."""
    stated = [
        ("og:site_name", metadata.first("og:site_name")[0]),
        ("JSON-LD publisher", structured.publisher),
    ]
    stated += [(name, metadata.first(name)[0]) for name in NAMES[1:]]
    for rule, words in stated:
        value = " ".join(words.split())
        if value and len(value) <= LONGEST_VALUE and "://" not in value:
            return TextValue(value, rule, Evidence(value, None, Frame.PAGE))
    return None


def own_names(structured: StructuredArticle, metadata: Metadata, *, url: str) -> tuple[str, ...]:
    """Return all names that a page goes by, its host among them."""
    names = [structured.publisher, *(metadata.first(name)[0] for name in NAMES)]
    for address in (url, metadata.canonical, structured.url):
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            host = ""
        host = host.removeprefix("www.")
        names += [host, *host.split(".")[-3:-1]]
    # Some pages give their headline for a name.
    return tuple(dict.fromkeys(name for name in names if name and len(name.split()) <= LONGEST_NAME))
