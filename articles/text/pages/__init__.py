"""Web pages: which of a page's words are the article's, and what its markup says of it."""

from articles.text.documents import Draft
from articles.text.languages import find_language
from articles.text.pages.bodies import choose_blocks, unprinted_body
from articles.text.pages.page_bylines import find_authors
from articles.text.pages.publications import find_publication
from articles.text.pages.reading import read_evidence
from articles.text.pages.remainders import body_and_removed, find_fields
from articles.text.pages.standfirsts import find_standfirst


def read_page(html: str, *, url: str = "") -> Draft:
    """Return the article of a page; `url` is where it was, "" where that is not known.

    The body is empty where the page shows no running text. What it shows besides body, headline,
    byline and date is among what was removed; what it hides is no text.
    """
    evidence = read_evidence(html, url=url)
    if evidence is None:
        return Draft(body="")
    page, structured, metadata = evidence.page, evidence.structured, evidence.metadata
    address = url or metadata.canonical
    chosen = choose_blocks(page)
    unprinted = unprinted_body(structured, page, chosen)
    if unprinted:
        chosen = frozenset()
    standfirst = find_standfirst(page, chosen)
    authors = find_authors(
        structured,
        metadata,
        page.blocks,
        names=evidence.names,
        headline=evidence.headline.value if evidence.headline else "",
    )
    values = [value for value in (evidence.headline, standfirst) if value is not None]
    fields = find_fields(page.blocks, values=values, authors=authors, published=evidence.published)
    body, removed = body_and_removed(page, chosen=chosen, fields=fields - chosen)
    return Draft(
        body=unprinted or body,
        headline=evidence.headline,
        standfirst=standfirst,
        authors=authors,
        published=evidence.published,
        publication=find_publication(structured, metadata),
        source_url=address,
        language=find_language(unprinted or body) or metadata.language,
        removed=removed,
        remarks=("The article stands in the page's data, not in what the page shows.",) if unprinted else (),
    )
