"""A text as a scraper left it: which of its lines are headline, byline, date, body, and boilerplate."""

from articles.text.blocks import find_blocks
from articles.text.boilerplate import boilerplate_rule
from articles.text.cleaning import clean_blocks, find_article, find_prose
from articles.text.documents import Draft
from articles.text.fields import read_head, read_labelled_date


def read_lines(source: str) -> Draft:
    """Return the article of a decoded text whose line ends are line feeds.

    The body's words are the source's, no-break spaces and typing errors included: only spaces at the
    ends of paragraphs go, and lines wrapped at a column are joined by a space. Dateline and
    reporter stay in the body; headline, byline and date lines do not. The body of a text without
    running text is empty.
    """
    blocks = find_blocks(source)
    rules = [boilerplate_rule(block) for block in blocks]
    prose = find_prose(blocks, rules)
    head = read_head(blocks, rules, prose.start)
    removals = list(find_article(blocks, start=head.body_start, stop=prose.stop, rules=rules))
    for index in range(head.body_start):
        if removals[index] is None:
            removals[index] = "before the article"
    for index in head.used:
        removals[index] = None if head.tells_by(blocks[index]) else "byline or date line not taken"
    body, removed = clean_blocks(blocks, removals, start=head.body_start, fields=head.used)
    published = head.published
    if not published.is_known:
        published = read_labelled_date(blocks[head.body_start :]) or published
    return Draft(
        body=body,
        headline=head.headline,
        standfirst=head.standfirst,
        authors=head.authors,
        published=published,
        publication=head.publication,
        removed=removed,
    )
