"""Which blocks are the article's, which were put around it, and the body that is left."""

import re
from collections.abc import Collection, Iterable, Sequence
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


def find_article(
    blocks: Sequence[Block], *, start: int, stop: int, rules: Sequence[str | None]
) -> tuple[str | None, ...]:
    """Return for each block the rule that removes it, or None for what stays in the body.

    `rules` are those of boilerplate_rule; the body's blocks are among [start, stop). Short lines
    between paragraphs are subheadings unless several stand in a row, as in menus and lists of links.
    """
    decided = list(rules)
    for index in range(start, len(blocks)):
        if decided[index] is None and index >= stop and not (index == stop and _may_close(blocks[index])):
            decided[index] = "after the article"
    for run in _short_runs(blocks, decided, start=start, stop=stop):
        if len(run) >= 3 and not _is_list(blocks, run):
            for index in run:
                decided[index] = "list of links"
        elif run[0] > start and rules[run[0] - 1] == "related":
            decided[run[0]] = "related"  # "Read more", then the other article's headline
    return tuple(decided)


def _may_close(block: Block) -> bool:
    """Whether a short last line can be the article's: a sentence, or something said."""
    return (block.ends_a_sentence and block.words >= 3) or block.text[0] in '“"‘«„—-•'


def _short_runs(
    blocks: Sequence[Block], decided: Sequence[str | None], *, start: int, stop: int
) -> Iterable[list[int]]:
    run: list[int] = []
    for index in range(start, stop):
        block = blocks[index]
        if decided[index] is None and not block.is_prose and not block.ends_a_sentence and block.words <= 16:
            run.append(index)
        elif decided[index] is None and run:
            yield run
            run = []
    if run:
        yield run


def _is_list(blocks: Sequence[Block], run: Sequence[int]) -> bool:
    """Whether a run of short lines is the article's own: bullets, or a transcript."""
    own = sum(1 for index in run if re.match(r"[-–—•*·]\s|\d+[.)]\s|[^:]{2,40}:\s", blocks[index].text))
    return own * 2 >= len(run)


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
