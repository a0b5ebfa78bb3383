"""Web pages: which of a page's words are the article's, and what its markup says of it."""

import trafilatura

from articles.text.documents import Draft
from articles.text.languages import find_language
from articles.text.pages.blocks import find_page_blocks
from articles.text.pages.headlines import find_headline
from articles.text.pages.metadata import read_metadata
from articles.text.pages.page_bylines import find_authors
from articles.text.pages.page_dates import find_published
from articles.text.pages.publications import find_publication, own_names
from articles.text.pages.structured import read_structured
from articles.text.pages.trees import parse_tree


def read_page(html: str, *, url: str = "") -> Draft:
    """Return the article of a page; `url` is where it was, "" where that is not known."""
    tree = parse_tree(html)
    if tree is None:
        return Draft(body="")
    structured = read_structured(tree)
    metadata = read_metadata(tree)
    blocks = find_page_blocks(tree)
    names = own_names(structured, metadata, url=url)
    found = trafilatura.extract(tree, url=url or None, output_format="txt", include_comments=False)
    body = "\n\n".join(line for line in (found or "").split("\n") if line.strip())
    return Draft(
        body=body,
        headline=find_headline(structured, metadata, blocks, names=names),
        authors=find_authors(structured, metadata, blocks, names=names),
        published=find_published(tree, structured, metadata, url=url or metadata.canonical),
        publication=find_publication(structured, metadata),
        source_url=url or metadata.canonical,
        language=find_language(body) or metadata.language,
    )
