"""From the markup of a page to a tree that can be walked in bounded time."""

import re
from typing import TypeAlias

from lxml import html
from lxml.etree import ParserError, XMLSyntaxError, XPath, _Element

Tree: TypeAlias = _Element

# libxml2 leaves everything out that is nested deeper than 256 elements.
TOO_DEEP = "ERR_RESOURCE_LIMIT"
# Tags that a page cannot be understood without; they close themselves or hold no markup.
KEPT = "script|style|title|meta|link|p|head|body|html"
NESTING = re.compile(rf"</?(?!(?:{KEPT})\b)[a-z][^<>]{{0,2000}}>", re.IGNORECASE)
DECLARATION = re.compile(r"\s*<\?xml[^<>]{0,200}>")
# What XML forbids of the control characters becomes a space; libxml2 ends a page at a NUL.
CONTROL = bytes.maketrans(bytes({*range(32), 127} - {9, 10, 13}), b" " * 30)
# More elements than any of 391 pages has, by seven times: some of what libraries do with trees takes more
# than linear time.
MOST_ELEMENTS = 30_000
COUNT = XPath("count(//*)")


def is_large(tree: Tree) -> bool:
    """Whether a tree is too large for all but a single walk."""
    count = COUNT(tree)
    return isinstance(count, float) and count > MOST_ELEMENTS


def parse_tree(page: str) -> Tree | None:
    """Return the tree of a page without comments, or None where there is no markup at all.

    A page nested deeper than can be parsed is parsed once more with its paragraphs alone.
    """
    if declaration := DECLARATION.match(page):
        page = page[declaration.end() :]
    tree, is_whole = _parsed(page)
    return tree if is_whole else _parsed(NESTING.sub("<p>", page))[0]


def _parsed(page: str) -> tuple[Tree | None, bool]:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(
            page.encode("utf-8", errors="replace").translate(CONTROL), parser=parser
        )
    except (ParserError, XMLSyntaxError):
        return None, True
    return tree, all(error.type_name != TOO_DEEP for error in parser.error_log)
