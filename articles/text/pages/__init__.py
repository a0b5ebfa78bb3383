"""Web pages: which of a page's words are the article's, and what its markup says of it."""

import trafilatura

from articles.text.documents import Draft


def read_page(html: str, *, url: str = "") -> Draft:
    """Return the article of a page; `url` is where it was, "" where that is not known."""
    found = trafilatura.extract(html, url=url or None, output_format="txt", include_comments=False)
    return Draft(body="\n\n".join(line for line in (found or "").split("\n") if line.strip()))
