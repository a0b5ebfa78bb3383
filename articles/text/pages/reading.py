"""A page read once: its tree, what its head and its JSON-LD say, and its blocks with what is known of each."""

from dataclasses import dataclass

from articles.text.documents import PublicationDate, TextValue
from articles.text.pages.blocks import find_page_blocks
from articles.text.pages.bodies import read_witnesses
from articles.text.pages.features import Page
from articles.text.pages.headlines import find_headline
from articles.text.pages.metadata import Metadata, read_metadata
from articles.text.pages.page_dates import find_published
from articles.text.pages.publications import own_names
from articles.text.pages.structured import StructuredArticle, read_structured
from articles.text.pages.trees import parse_tree


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """All that a page says before its body is chosen; `names` are those of its publication."""

    structured: StructuredArticle
    metadata: Metadata
    names: tuple[str, ...]
    headline: TextValue | None
    published: PublicationDate
    page: Page


def read_evidence(html: str, *, url: str) -> PageEvidence | None:
    """Return what a page says, or None where there is no markup at all."""
    tree = parse_tree(html)
    if tree is None:
        return None
    structured = read_structured(tree)
    metadata = read_metadata(tree)
    blocks = find_page_blocks(tree)
    names = own_names(structured, metadata, url=url)
    headline = find_headline(structured, metadata, blocks, names=names)
    published = find_published(tree, structured, metadata, url=url or metadata.canonical)
    extracted, said = read_witnesses(tree, structured)
    page = Page(
        blocks,
        extracted=extracted,
        structured=said,
        headline=headline.value if headline else "",
        description=structured.description or metadata.first("og:description", "description")[0],
    )
    return PageEvidence(structured, metadata, names, headline, published, page)
