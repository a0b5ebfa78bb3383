"""The summary that a page prints between its headline and its article."""

from collections.abc import Collection

from articles.text.documents import Evidence, Frame, TextValue
from articles.text.pages.features import Page

HINTS = frozenset(
    {
        "abstract",
        "deck",
        "dek",
        "excerpt",
        "intro",
        "lead",
        "lede",
        "standfirst",
        "subhead",
        "subtitle",
        "summary",
    }
)
REACH = 15  # blocks above the body among which it may stand
SHORTEST, LONGEST = 30, 1_000  # letters
SAME = 50  # letters at its start by which a description is known


def find_standfirst(page: Page, chosen: Collection[int]) -> TextValue | None:
    """Return the standfirst: the page's own description of itself, or what is marked as one; None for none.

    A summary that the article opens with is part of the body, and no standfirst.
    """
    start = min(chosen, default=0)
    near = [
        index
        for index in range(max(page.title + 1, start - REACH), start)
        if SHORTEST <= len(page.blocks[index].compact) <= LONGEST and not page.blocks[index].place.is_hidden
    ]
    for rule, indexes in (
        ("printed description", [index for index in near if _is_described(page, index)]),
        ("marked as a summary", [index for index in near if _is_marked(page, index)]),
    ):
        for index in indexes:
            text = page.blocks[index].text
            if not page.rule(index) and not page.blocks[index].place.tags & {"figcaption", "nav", "figure"}:
                return TextValue(text, rule, Evidence(text, None, Frame.PAGE))
    return None


def _is_described(page: Page, index: int) -> bool:
    """Whether a block is the description of the page's head, which is often cut or run on."""
    return page.is_description(index) or page.blocks[index].compact[:SAME] == page.description[:SAME]


def _is_marked(page: Page, index: int) -> bool:
    block = page.blocks[index]
    return bool(block.place.near[0] & HINTS) and not block.linked and block.compact not in page.headline
