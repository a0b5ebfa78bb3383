"""The door of articles.text: an item in, ParsedArticle out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.text.addresses import web_address
from articles.text.anchored_dates import find_anchored_date, without_future
from articles.text.attribution import attribute_quotations
from articles.text.documents import Draft, ParsedArticle, Quotation, RemovedText
from articles.text.errors import NoRunningText, UnreadableInput
from articles.text.fields import read_dateline, read_reporter
from articles.text.languages import find_language
from articles.text.lines import read_lines
from articles.text.readers import Form, Item, SourceText, read
from articles.text.readers.limits import LONGEST_TEXT, too_long
from articles.text.statements import with_stated

# Raised with every change that can change what is understood of a text.
PIPELINE_VERSION = "4"

__all__ = [
    "PIPELINE_VERSION",
    "Item",
    "Reading",
    "find_quotations",
    "parse",
    "parse_source",
    "read",
    "read_item",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What is understood of an item, and how it was read."""

    article: ParsedArticle
    format: str
    media_type: str
    encoding: str


def read_item(item: Item) -> Reading:
    """Return what an import needs to know of an item.

    Raises:
        UnreadableInput: it is no article; NoRunningText where it can be read but holds none.
    """
    source = read(item)
    article = parse_source(source)
    if not article.body:
        raise NoRunningText("The file holds no running text.")
    return Reading(article, source.format, source.media_type, source.encoding)


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
    draft = with_stated(_with_removed(_drafted(source), source.removed), source.stated)
    body = draft.body
    if len(body) > LONGEST_TEXT:
        raise UnreadableInput(too_long(body))
    dateline, dated, _ = read_dateline(body)
    reporter = read_reporter(body)
    language = draft.language or find_language(body)
    source_url = web_address(draft.source_url)
    published = draft.published
    if not published.is_known:
        published = dated or find_anchored_date(source, draft, language=language)
    published, remarks = without_future(published, retrieved_at=source.stated.retrieved_at)
    return ParsedArticle(
        body=body,
        headline=draft.headline,
        standfirst=draft.standfirst,
        authors=draft.authors + ((reporter[0],) if reporter else ()),
        published=published,
        publication=draft.publication or (reporter[1] if reporter else None),
        dateline=dateline,
        source_url=source_url,
        retrieved_at=source.stated.retrieved_at,
        language=language,
        removed=draft.removed,
        remarks=(*source.remarks, *draft.remarks, *_on_address(draft.source_url, kept=source_url), *remarks),
        quotations=find_quotations(body) if finds_quotations else (),
    )


def _on_address(given: str, *, kept: str) -> tuple[str, ...]:
    if kept or not given.strip():
        return ()
    shown = given if len(given) <= 60 else f"{given[:59]}…"
    return (f"The address “{shown}” is none that a page may link to, and is left out.",)


def _drafted(source: SourceText) -> Draft:
    match source.form:
        case Form.PAGE:
            # The libraries for pages take longer to load than many texts to read.
            from articles.text.pages import read_page  # noqa: PLC0415

            return read_page(source.text, url=source.stated.source_url)
        case Form.BODY:
            return Draft(body=source.text)
        case Form.LINES:
            return read_lines(source.text)


def _with_removed(draft: Draft, removed: Sequence[RemovedText]) -> Draft:
    """Return a draft with what its reader left out; a place beyond the body that is left is its end."""
    placed = [replace(text, position=min(text.position, len(draft.body))) for text in removed]
    return replace(draft, removed=(*placed, *draft.removed))
