"""Markup that is all article, as Markdown renders to and exports hold: its paragraphs, and what they leave out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree, html

from articles.text.cleaning import BREAK
from articles.text.documents import RemovedText
from articles.text.wordlists import words

# Elements that begin and end a paragraph; a cell stands in the line of its row.
BLOCKS = words(
    """
    address article aside blockquote body br caption dd details div dl dt figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul
    """
)
CELLS = ("td", "th")
CELL_BREAK = " | "
UNSEEN = words("head math noscript object script style svg template textarea title")
SPACES = re.compile(r"[ \t\n\r\f]+")  # a no-break space stays
TAG = re.compile(r"<(/?)(a|b|blockquote|div|em|h[1-6]|i|li|ol|p|section|span|strong|ul|br)\b[^<>]{0,2000}>", re.IGNORECASE)  # fmt: skip
TOLD_WITHIN = 20_000  # characters


@dataclass(frozen=True, slots=True)
class _Picture:
    words: str


def is_markup(text: str) -> bool:
    """Whether a text has elements of a page that are closed again, or line breaks."""
    tags = {(bool(tag[1]), tag[2].lower()) for tag in TAG.finditer(text[:TOLD_WITHIN])}
    return (False, "br") in tags or any((True, name) in tags for is_end, name in tags if not is_end)


def read_markup(markup: str) -> tuple[str, tuple[RemovedText, ...]]:
    """Return the body of markup, paragraphs separated by one blank line, and the words for its pictures.

    List items, table rows, lines of code and lines broken on purpose are paragraphs.
    """
    paragraphs: list[str] = []
    removed: list[RemovedText] = []
    paragraph, length = "", 0
    for piece in (*_pieces(markup), None):
        if isinstance(piece, _Picture):
            removed.append(RemovedText(piece.words, "picture", position=length))
        elif piece is not None:
            paragraph += piece
        else:
            paragraph = SPACES.sub(" ", paragraph).strip(" ")
            if paragraph.strip("|\N{NO-BREAK SPACE} "):
                paragraphs.append(paragraph)
                length += len(paragraph) + len(BREAK)
            paragraph = ""
    body = BREAK.join(paragraphs)
    return body, tuple(replace(text, position=min(text.position, len(body))) for text in removed)


def _pieces(markup: str) -> Iterator[str | _Picture | None]:
    """Yield the text of markup in order, its pictures, and None where a paragraph begins or ends."""
    unseen = preformatted = 0
    for event, element in etree.iterwalk(_tree(markup), events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        step = 1 if event == "start" else -1
        unseen += step * (tag in UNSEEN)
        preformatted += step * (tag == "pre")
        if tag in BLOCKS:
            yield None
        elif event == "start" and tag in CELLS and element.getprevious() is not None:
            yield CELL_BREAK
        elif event == "start" and tag == "img" and (alternative := " ".join(element.get("alt", "").split())):
            yield _Picture(alternative)
        text = (element.text if event == "start" else element.tail) or ""
        if not unseen:
            first, *others = text.split("\n") if preformatted else (text,)
            yield first
            for line in others:
                yield None
                yield line


def _tree(markup: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    # What a text declares of its encoding ended when it was decoded; an empty one would be no document.
    return html.document_fromstring(f"<body>{markup}</body>".encode(), parser=parser)
