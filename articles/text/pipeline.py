"""The door of articles.text: an item in, ParsedArticle out."""

from articles.text.attribution import attribute_quotations
from articles.text.documents import Draft, ParsedArticle, PublicationDate, Quotation
from articles.text.fields import read_dateline, read_hints, read_reporter
from articles.text.languages import find_language
from articles.text.lines import read_lines
from articles.text.pages import read_page
from articles.text.readers import Form, Item, SourceText, read
from articles.text.statements import with_stated

# Raised with every change that can change what is understood of a text.
PIPELINE_VERSION = "4"

__all__ = ["PIPELINE_VERSION", "Item", "find_quotations", "parse", "parse_source", "read"]


def parse(item: Item, *, finds_quotations: bool = True) -> ParsedArticle:
    """Return the article of an item; without `finds_quotations` the quotation engine does not run.

    Raises:
        UnreadableInput: the item cannot be read as one article; the message is one plain sentence.
    """
    return parse_source(read(item), finds_quotations=finds_quotations)


def find_quotations(body: str) -> tuple[Quotation, ...]:
    """Return the quotations of a body in text order; a text that is not English gets no speakers."""
    return attribute_quotations(body, names_speakers=find_language(body) in ("en", ""))


def parse_source(source: SourceText, *, finds_quotations: bool = True) -> ParsedArticle:
    """Return the article of a source text.

    Boilerplate is separated once; every span of a quotation refers to the body that is left, which
    is empty where there is no running text. What is stated of an article goes before what its page
    or its lines tell, and these before what the body itself does.
    """
    draft = with_stated(_drafted(source), source.stated)
    body = draft.body
    dateline, dated, _ = read_dateline(body)
    reporter = read_reporter(body)
    published = draft.published
    if not published.is_known:
        published = dated or PublicationDate(hints=read_hints(body))
    return ParsedArticle(
        body=body,
        headline=draft.headline,
        standfirst=draft.standfirst,
        authors=draft.authors + ((reporter[0],) if reporter else ()),
        published=published,
        publication=draft.publication or (reporter[1] if reporter else None),
        dateline=dateline,
        source_url=draft.source_url,
        retrieved_at=source.stated.retrieved_at,
        language=draft.language or find_language(body),
        removed=draft.removed,
        remarks=(*source.remarks, *draft.remarks),
        quotations=find_quotations(body) if finds_quotations else (),
    )


def _drafted(source: SourceText) -> Draft:
    match source.form:
        case Form.PAGE:
            return read_page(source.text, url=source.stated.source_url)
        case Form.BODY:
            return Draft(body=source.text)
        case Form.LINES:
            return read_lines(source.text)
