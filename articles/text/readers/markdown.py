"""Markdown, with or without front matter in YAML."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any

import markdown
import yaml
from frontmatter.default_handlers import YAMLHandler

from articles.text.cleaning import BREAK
from articles.text.documents import RemovedText
from articles.text.errors import UnreadableInput
from articles.text.readers.decoding import beginning, decoded
from articles.text.readers.fields import normal, read_stated
from articles.text.readers.items import Item
from articles.text.readers.limits import LONGEST_TEXT, too_long
from articles.text.readers.markup import read_markup
from articles.text.readers.sources import Form, SourceText

ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
FENCED = re.compile(r"\s*---[ \t]*\n(?:[^\n]*\n){0,500}?[\w-]+[ \t]*:(?:[^\n]*\n){1,500}?---[ \t]*(?:\n|$)")
# What plain text does not hold: headings, quoted lines, list items, rules, fences; emphasis, links, code.
SIGN = re.compile(
    r"^(?:#{1,6} \S|> \S|[-*+] \S|={3,}[ \t]*$|-{3,}[ \t]*$|```)|\*\*\S|\]\(\S|__\S|`\S", re.MULTILINE
)
LONGEST_FRONT_MATTER = 65_536  # characters
# Links and pictures, whose addresses are no text. python-markdown finds them too, in time that grows with the
# square of the brackets: 20,000 of them take minutes.
LINK = re.compile(
    r"(?<!\\)(!?)\[((?:[^\[\]\\\n]|\\.|\n(?!\n)){0,1000})\]"
    r"(?:\((?:[^()\s]|\([^()\s]{0,500}\)){0,2000}(?:[ \t]+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?[ \t]*\)|\[[^\[\]\n]{0,200}\])"
)
LINK_PATTERNS = ("link", "reference", "image_link", "image_reference", "short_reference", "short_image_ref")
# Characters that are rendered at once: some marks take time that grows with the square of their number.
PART = 5_000
LONGEST_CODE = 100_000
FENCE = re.compile(r"^(?:```|~~~)[^\n]*", re.MULTILINE)
HEADING = re.compile(r"\s*<h1[^>]*>(.*?)</h1>", re.DOTALL)
EXTENSIONS = ["tables", "fenced_code", "sane_lists"]
NOTHING = ("~", "null", "Null", "NULL")


class _FrontMatter(YAMLHandler):
    """Front matter whose values stay as they are written: a date is no date yet, and "no" is a word."""

    def load(self, fm: str, **_: object) -> Any:
        return yaml.load(fm, Loader=yaml.BaseLoader)  # noqa: S506  it makes nothing but texts, lists and mappings


class Markdown:
    """Reads Markdown: with front matter its text is all article, without it is as raw as plain text."""

    format = "markdown"

    @staticmethod
    def accepts(data: bytes, *, name: str, media_type: str) -> bool:
        start = beginning(data)
        is_named_so = name.lower().endswith(ENDINGS) or media_type == "text/markdown"
        return FENCED.match(start) is not None or (is_named_so and SIGN.search(start) is not None)

    @staticmethod
    def read(item: Item) -> SourceText:
        """Return the text without its marks, headings and lists as paragraphs.

        Raises:
            UnreadableInput: it cannot be decoded, is too long, or its marks are nested too deeply.
        """
        text, encoding, remarks = decoded(item)
        values, text, unread = _split(text)
        stated, left_out = read_stated(values, where="front matter", default=item.stated)
        page = _rendered(text)
        heading, page = _heading(page)
        if heading and not stated.headline:
            where = f"{stated.where} and first heading" if values else "first heading"
            stated = replace(stated, where=where, headline=heading)
        body, removed = read_markup(page)
        if heading and (not values or heading != stated.headline):
            body = f"{heading}{BREAK}{body}"
        if unread:
            left_out = ("The front matter is not YAML that can be read, and is kept among the removed text.",)
            removed = (RemovedText(unread, "front matter", position=0), *removed)
        return SourceText(
            body,
            Markdown.format,
            "text/markdown",
            encoding,
            Form.BODY if values else Form.LINES,
            stated,
            (*remarks, *left_out),
            removed,
        )


def _split(text: str) -> tuple[dict[str, Any], str, str]:
    """Return the values of front matter by their normal names, the text behind it, and front matter that is not read."""
    if FENCED.match(text[:LONGEST_FRONT_MATTER]) is None:
        return {}, text, ""
    front = _FrontMatter()
    block, rest = front.split(text.lstrip())
    try:
        loaded = front.load(block)
    except (yaml.YAMLError, RecursionError):
        loaded = None
    if not isinstance(loaded, dict):
        return {}, rest, block.strip()
    return {normal(name): value for name, value in loaded.items() if value not in NOTHING}, rest, ""


def _rendered(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise UnreadableInput(too_long(text))
    renderer = markdown.Markdown(extensions=EXTENSIONS)
    # It parses tags in time that grows with the square of their number; as they are they come through, too.
    renderer.preprocessors.deregister("html_block")
    for pattern in LINK_PATTERNS:
        renderer.inlinePatterns.deregister(pattern)
    # Twice: a picture can stand in a link.
    text = LINK.sub(_without_address, LINK.sub(_without_address, text))
    try:
        return "\n".join(renderer.reset().convert(part) for part in _parts(text))
    except RecursionError as error:
        raise UnreadableInput("Its lists or quotations are nested too deeply to be read.") from error


def _parts(text: str) -> Iterator[str]:
    """Yield a text in parts of at most about PART, cut between paragraphs where it can be, and in no block of code."""
    start = 0
    while len(text) - start > PART:
        places = (text.rfind(mark, start + 1, start + PART) for mark in ("\n\n", "\n", " "))
        end = next((place for place in places if place > start), start + PART)
        if len(FENCE.findall(text, start, end)) % 2 and (
            closing := FENCE.search(text, end, end + LONGEST_CODE)
        ):
            end = closing.end()
        yield text[start:end]
        start = end
    yield text[start:]


def _without_address(link: re.Match[str]) -> str:
    return f'<img alt="{escape(link[2])}">' if link[1] else link[2]


def _heading(page: str) -> tuple[str, str]:
    """Return the heading of the first level that a page begins with, "" for none, and what follows it."""
    heading = HEADING.match(page)
    return (read_markup(heading[1])[0], page[heading.end() :]) if heading else ("", page)
