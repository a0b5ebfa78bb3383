"""Records: one article as a JSON object, in fields of ours, of schema.org's NewsArticle, or as scrapers name them."""

import base64
import json
import re
from dataclasses import replace
from typing import Any

from articles.text.blocks import find_blocks
from articles.text.cleaning import BREAK
from articles.text.documents import RemovedText, Stated
from articles.text.errors import UnreadableInput
from articles.text.readers.decoding import beginning, decoded, tidied
from articles.text.readers.fields import as_text, normal, read_stated
from articles.text.readers.items import Item
from articles.text.readers.markup import is_markup, read_markup
from articles.text.readers.sources import Form, SourceText

BEGINNING = re.compile(r"\s*\{\s*[\"}]")
IDENTIFIERS = ("id", "identifier", "@id", "guid")
# Where the article stands, in the order in which it is looked for. What scrapers call text is a body where
# they tell its headline apart, else as raw as the page was.
FORMS = (
    (("body", "articlebody"), Form.BODY),
    (("html", "htmlbase64"), Form.PAGE),
    (("raw", "rawtext"), Form.LINES),
)
TEXTS = ("text", "content", "maintext", "fulltext")


class Record:
    """Reads one JSON object."""

    format = "record"

    @staticmethod
    def accepts(data: bytes, *, name: str, media_type: str) -> bool:  # noqa: ARG004  the content tells
        return BEGINNING.match(beginning(data)) is not None

    @staticmethod
    def read(item: Item) -> SourceText:
        """Return the article of a record, in the form that its field has.

        Raises:
            UnreadableInput: it is no JSON object, or has no field with an article's text.
        """
        text, encoding, remarks = decoded(item)
        values = {normal(name): value for name, value in _loaded(text).items()}
        stated, left_out = read_stated(values, where="JSON Lines record", default=item.stated)
        content = _content(values, stated)
        return replace(content, encoding=encoding, remarks=(*remarks, *content.remarks, *left_out))


def load_record(data: bytes) -> dict[str, Any]:
    """Return the object of a line of JSON Lines, whatever its encoding.

    Raises:
        UnreadableInput: it is no object; the message says what is wrong.
    """
    return _loaded(data.decode("utf-8", "surrogateescape"))


def record_id(record: dict[str, Any]) -> str:
    """Return by what a record's collector identifies it, or ""."""
    return next(filter(None, (as_text(record.get(name)) for name in IDENTIFIERS)), "")


def _loaded(text: str) -> dict[str, Any]:
    try:
        record = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise UnreadableInput(f"Is not valid JSON: {error.msg} at character {error.pos + 1}.") from error
    except RecursionError as error:
        raise UnreadableInput("Is not JSON that can be read: it is nested too deeply.") from error
    except ValueError as error:
        raise UnreadableInput("Is not JSON that can be read: a number in it is too long.") from error
    if not isinstance(record, dict):
        raise UnreadableInput("Is JSON, but no object with an article's fields.")
    return record


def _content(values: dict[str, Any], stated: Stated) -> SourceText:
    """Return the article of a record as its first field that holds one has it."""
    for names, form in (*FORMS, (TEXTS, Form.BODY if stated.headline else Form.LINES)):
        for name in names:
            value = _joined(values.get(name))
            if value.strip():
                source = SourceText(value, Record.format, "application/json", "", form, stated)
                return _as_page(source) if name == "htmlbase64" else _as_text(source)
    raise UnreadableInput("Has no article: none of the fields body, articleBody, html, raw, text or content.")


def _joined(value: Any) -> str:
    """Return the text of a field: of a list, its texts as paragraphs; of WordPress' objects, what they render to."""
    if isinstance(value, dict):
        value = value.get("rendered", value.get("text"))
    if isinstance(value, list):
        return BREAK.join(" ".join(_joined(paragraph).split("\n")) for paragraph in value)
    return value if isinstance(value, str) else ""


def _as_page(source: SourceText) -> SourceText:
    try:
        page = base64.b64decode(source.text, validate=True)
    except ValueError as error:
        raise UnreadableInput(f"Has no base64 in its field html_base64: {error}.") from error
    text, _, remarks = decoded(Item(name="", data=page))
    return replace(source, text=text, remarks=remarks)


def _as_text(source: SourceText) -> SourceText:
    text, remarks = tidied(source.text)
    removed: tuple[RemovedText, ...] = ()
    form = source.form
    if form is not Form.PAGE and is_markup(text):
        form = Form.BODY
        text, removed = read_markup(text)
    elif form is Form.BODY:
        text = BREAK.join(block.text for block in find_blocks(text))
    return replace(source, text=text, form=form, remarks=remarks, removed=removed)
