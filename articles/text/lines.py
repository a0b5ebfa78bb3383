"""A text as a scraper left it: which of its lines are headline, byline, date, body, and boilerplate."""

from articles.text.blocks import find_blocks
from articles.text.boilerplate import boilerplate_rule
from articles.text.cleaning import clean_blocks
from articles.text.date_lines import read_labelled_date
from articles.text.documents import Draft
from articles.text.heads import read_head
from articles.text.line_roles import find_article, find_removals
from articles.text.publications import find_publication


def read_lines(source: str) -> Draft:
    """Return the article of a decoded text whose line ends are line feeds.

    The body's words are the source's, no-break spaces and typing errors included: only spaces at the
    ends of paragraphs go, and lines wrapped at a column are joined by a space. Dateline and
    reporter stay in the body; headline, byline and date lines do not. The body of a text without
    running text is empty. Every line is in the body, among what was removed, or gave a field.
    """
    blocks = find_blocks(source)
    rules = [boilerplate_rule(block) for block in blocks]
    article = find_article(blocks, rules)
    head = read_head(blocks, rules, article.stretch)
    removals = find_removals(rules, article, start=head.body_start)
    for index in head.used:
        removals[index] = None if head.tells_by(blocks[index]) else "byline or date line not taken"
    body, removed = clean_blocks(blocks, removals, start=head.body_start, fields=head.used)
    above = [blocks[index] for index in head.near if index < head.body_start and index not in head.used]
    end = max((index for index, rule in enumerate(removals) if rule is None), default=0)
    below = blocks[end + 1 :]
    published = head.published
    if not published.is_known:
        published = read_labelled_date(blocks[head.body_start :]) or published
    return Draft(
        body=body,
        headline=head.headline,
        standfirst=head.standfirst,
        authors=head.authors,
        published=published,
        publication=head.publication or find_publication(above, below, body),
        removed=removed,
    )
