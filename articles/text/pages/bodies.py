"""Which blocks of a page are its article's body."""

import logging
import re
from collections.abc import Collection, Sequence

import trafilatura
from lxml.etree import strip_elements

from articles.text.blocks import read_block
from articles.text.cleaning import BREAK
from articles.text.line_roles import find_article, find_removals
from articles.text.linear import load_model
from articles.text.pages.blocks import PageBlock, compact, find_page_blocks
from articles.text.pages.features import Page, Witness
from articles.text.pages.structured import StructuredArticle
from articles.text.pages.trees import Tree, is_large, parse_tree
from articles.text.spans import Span

# An empty body says it all; the library would write a line for each such page to standard error.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
MODEL = "pages"
# Cross-validated by host on 391 pages: of .35, .45, .55 and .65 the one with the best F1 on both sets with gold bodies.
LIKELY = 0.55
SHORTEST_BODY = 250  # letters
MARKUP = re.compile(r"</?(?:p|br|div|li|h[1-6])\b[^<>]{0,500}>", re.IGNORECASE)
# Elements that trafilatura takes nothing from; without them it takes the same in two thirds of the time.
PRUNED = (
    "button", "footer", "iframe", "input", "link", "nav", "noscript", "select", "source", "style", "svg", "template",
)  # fmt: skip
# A paragraph that stands twice is the article's once; shorter ones may well recur.
LONG = 40  # letters


def read_witnesses(tree: Tree, structured: StructuredArticle) -> tuple[Witness, Witness]:
    """Return what trafilatura takes for the body, and what JSON-LD says it is; either may be silent.

    The tree loses what trafilatura would take out of each of its copies: nothing else may need it after.
    """
    extracted = "" if is_large(tree) else _extracted(tree)
    return Witness.of(extracted), Witness.of(structured.body)


def unprinted_body(structured: StructuredArticle, page: Page, chosen: Collection[int]) -> str:
    """Return the body that JSON-LD holds where the page prints less than half of it, as before its scripts run; else ""."""
    printed = sum(len(page.blocks[index].compact) for index in chosen)
    if len(compact(structured.body)) < max(SHORTEST_BODY, 2 * printed):
        return ""
    tree = parse_tree(structured.body) if MARKUP.search(structured.body) else None
    lines = (
        [block.text for block in find_page_blocks(tree)] if tree is not None else structured.body.split("\n")
    )
    return BREAK.join(filter(None, (" ".join(line.split()) for line in lines)))


def _extracted(tree: Tree) -> str:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            script.tag = "style"
    strip_elements(tree, *PRUNED, with_tail=False)
    return trafilatura.extract(tree, output_format="txt", include_comments=False) or ""


def choose_blocks(page: Page) -> frozenset[int]:
    """Return the numbers of the blocks that are the body's.

    A page that trafilatura takes nothing of is read like a text without markup.
    """
    if not any(page.taken):
        return _prose_of(page)
    model = load_model(MODEL)
    chosen = [index for index in page.candidates if model.probability(page.features(index)) >= LIKELY]
    return _each_once(page.blocks, chosen)


def _each_once(blocks: Sequence[PageBlock], chosen: Sequence[int]) -> frozenset[int]:
    """Return the chosen blocks without those that say again what a visible one says."""
    kept: dict[str, int] = {}
    for index in chosen:
        letters = blocks[index].compact
        key = letters if len(letters) >= LONG else f"{index}"
        other = kept.get(key)
        if other is None or (blocks[other].place.is_hidden and not blocks[index].place.is_hidden):
            kept[key] = index
    return frozenset(kept.values())


def _prose_of(page: Page) -> frozenset[int]:
    seen = [index for index, block in enumerate(page.blocks) if not block.place.is_hidden]
    lines = [read_block(page.blocks[index].text, Span(0, len(page.blocks[index].text))) for index in seen]
    rules = [page.rule(index) or None for index in seen]
    article = find_article(lines, rules)
    removals = find_removals(rules, article, start=article.stretch.start)
    return frozenset(seen[at] for at in article.stretch if removals[at] is None)
