"""Which blocks are the article's, which were put around it, and the body that is left."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from articles.text.blocks import Block, find_region
from articles.text.documents import RemovedText

BREAK = "\n\n"  # between two paragraphs of a body


def find_prose(blocks: Sequence[Block], rules: Sequence[str | None]) -> range:
    """Return the stretch of blocks that holds the article: from its first paragraph to its last."""
    return find_region([_weight(block, rule) for block, rule in zip(blocks, rules, strict=True)])


def _weight(block: Block, rule: str | None) -> float:
    """Weigh a block: its words where it reads like a paragraph, a fixed loss where it does not."""
    if rule is not None:
        return -4
    if block.is_prose:
        return min(block.words, 60)
    return block.words if block.words >= 3 and block.ends_a_sentence else -8


def clean_blocks(
    blocks: Sequence[Block], removals: Sequence[str | None], *, start: int, fields: Collection[int]
) -> tuple[str, tuple[RemovedText, ...]]:
    """Return the body, paragraphs separated by one blank line, and what was removed around it.

    Blocks before `start` and `fields` are no part of the body.
    """
    paragraphs: list[str] = []
    removed: list[RemovedText] = []
    length = 0
    for index, (block, rule) in enumerate(zip(blocks, removals, strict=True)):
        if rule is not None:
            removed.append(RemovedText(block.text, rule, position=length))
        elif index >= start and index not in fields:
            length += len(block.text) + len(BREAK)
            paragraphs.append(block.text)
    body = BREAK.join(paragraphs)
    return body, tuple(replace(text, position=min(text.position, len(body))) for text in removed)
