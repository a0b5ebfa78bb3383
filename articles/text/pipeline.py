"""The door of articles.text: bytes in, ParsedArticle out."""

from articles.text.attribution import attribute_quotations
from articles.text.blocks import find_blocks
from articles.text.boilerplate import boilerplate_rule
from articles.text.cleaning import clean_blocks, find_article, find_prose
from articles.text.documents import ParsedArticle, PublicationDate, Quotation
from articles.text.errors import UnreadableInput
from articles.text.fields import read_dateline, read_head, read_hints, read_labelled_date, read_reporter
from articles.text.languages import find_language
from articles.text.readers import SourceText, read

# Raised with every change that can change what is understood of a text.
PIPELINE_VERSION = "2"

__all__ = ["PIPELINE_VERSION", "find_quotations", "parse", "parse_source", "parse_text", "read_source"]


def parse(
    data: bytes, *, name: str = "", media_type: str = "", finds_quotations: bool = True
) -> ParsedArticle:
    """Return the one article of an input; `name` and `media_type` are hints to its format.

    Without `finds_quotations` the quotation engine does not run.

    Raises:
        UnreadableInput: the input cannot be read as one article; the message is one plain sentence.
    """
    return parse_source(
        read_source(data, name=name, media_type=media_type), finds_quotations=finds_quotations
    )


def read_source(data: bytes, *, name: str = "", media_type: str = "") -> SourceText:
    """Return the decoded text of an input that holds one article, with its media type and encoding.

    Raises:
        UnreadableInput: as parse().
    """
    sources = list(read(data, name=name, media_type=media_type))
    if len(sources) != 1:
        raise UnreadableInput(f"The file holds {len(sources)} articles where one was expected.")
    return sources[0]


def parse_source(source: SourceText, *, finds_quotations: bool = True) -> ParsedArticle:
    """Return the article of a source text."""
    return parse_text(source.text, finds_quotations=finds_quotations)


def find_quotations(body: str) -> tuple[Quotation, ...]:
    """Return the quotations of a body in text order; a text that is not English gets no speakers."""
    return attribute_quotations(body, names_speakers=find_language(body) in ("en", ""))


def parse_text(source: str, *, finds_quotations: bool = True) -> ParsedArticle:
    """Return what is understood of a decoded text whose line ends are line feeds.

    Boilerplate is separated once; every span of a quotation refers to the body that is left. The
    body's words are the source's, no-break spaces and typing errors included: only spaces at the
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
    dateline, stated, _ = read_dateline(body)
    reporter = read_reporter(body)
    authors = head.authors + ((reporter[0],) if reporter else ())
    publication = head.publication or (reporter[1] if reporter else None)
    published = head.published
    if not published.is_known:
        published = (
            stated or read_labelled_date(blocks[head.body_start :]) or PublicationDate(hints=read_hints(body))
        )
    language = find_language(body)
    return ParsedArticle(
        body=body,
        headline=head.headline,
        standfirst=head.standfirst,
        authors=authors,
        published=published,
        publication=publication,
        dateline=dateline,
        language=language,
        removed=removed,
        quotations=find_quotations(body) if finds_quotations else (),
    )
