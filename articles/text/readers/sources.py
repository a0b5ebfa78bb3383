"""What a reader hands over: one article's text, decoded, with what is stated of it."""

from dataclasses import dataclass, field
from enum import Enum

from articles.text.documents import RemovedText, Stated


class Form(Enum):
    """What a source text is, and so how its article is found in it."""

    LINES = "lines"  # as a scraper leaves them: headline, byline, boilerplate among the paragraphs
    PAGE = "page"  # the HTML of a web page
    BODY = "body"  # paragraphs separated by blank lines, all of them the article's


@dataclass(frozen=True, slots=True)
class SourceText:
    r"""One article's source text, decoded, line ends made "\\n", and how it was read.

    `format`, `media_type` and `encoding` are what was found, not what was claimed. `remarks` are
    sentences for the collector: a guessed encoding, front matter that cannot be read. `removed` is
    what a reader left out of a body, such as the words for a picture.
    """

    text: str
    format: str
    media_type: str
    encoding: str
    form: Form = Form.LINES
    stated: Stated = field(default_factory=Stated)
    remarks: tuple[str, ...] = ()
    removed: tuple[RemovedText, ...] = ()
