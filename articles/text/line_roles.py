"""Which lines are the article's: a score for each, and the one stretch of lines that holds them."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.blocks import Block, find_region
from articles.text.cleaning import find_prose
from articles.text.datelines import match_dateline
from articles.text.line_features import line_features
from articles.text.linear import load_model

MODEL = "lines"
# Log odds from which a line inside the stretch is the article's, measured on raw texts of 120 hosts; and in a
# text without a page's boilerplate, which is rather a text that somebody pasted than a page.
KEPT, KEPT_IN_PLAIN_TEXT = -0.9, -2.6
PLAIN = {
    None,
    "agency mark",
    "copyright",
    "first published elsewhere",
    "press statement",
}  # rules that such a text may have
SHORTEST_TEXT = 9  # words of a line that may be all there is of a text
SURE = 0.5  # log odds of a paragraph that a single line may part from the others
NEAR = 4  # blocks around the start of an article among which its dateline may be
# Bounds of what one line can say for or against the stretch it stands in, and of what all lines between
# two paragraphs can: an article goes on after a long list of links.
MOST, LEAST, LEAST_OF_GAP = 6.0, -2.0, -15.0


@dataclass(frozen=True, slots=True)
class Article:
    """The stretch of blocks that an article stands in, and how much each block is like its text."""

    stretch: range
    scores: Sequence[float]
    kept: float  # the least score of a block that is the article's


def find_article(blocks: Sequence[Block], rules: Sequence[str | None]) -> Article:
    """Return where the article is; `rules` are those of boilerplate_rule. Empty where there is no running text."""
    model = load_model(MODEL)
    prose = find_prose(blocks, rules)
    scores = [model.score(features) for features in line_features(blocks, rules, prose)]
    stretch = _over_gaps(blocks, scores, _find_stretch(blocks, scores))
    # What reads like running text is better kept than nothing.
    kept = KEPT if stretch else KEPT_IN_PLAIN_TEXT
    stretch = stretch or prose
    if PLAIN.issuperset(rules):
        kept = KEPT_IN_PLAIN_TEXT
        stretch = _widened(scores, stretch or _longest_lines(blocks, scores))
    return Article(_from_dateline(blocks, stretch), scores, kept)


def _widened(scores: Sequence[float], stretch: range) -> range:
    """Return the stretch with the lines above and below it that nothing says are not the article's."""
    start, stop = stretch.start, stretch.stop
    while stretch and start and scores[start - 1] >= KEPT_IN_PLAIN_TEXT:
        start -= 1
    while stretch and stop < len(scores) and scores[stop] >= KEPT_IN_PLAIN_TEXT:
        stop += 1
    return range(start, stop)


def _longest_lines(blocks: Sequence[Block], scores: Sequence[float]) -> range:
    """Return the lines of a short text that are long enough to be all there is of it."""
    return find_region(
        [
            score - KEPT_IN_PLAIN_TEXT if block.words >= SHORTEST_TEXT else LEAST
            for block, score in zip(blocks, scores, strict=True)
        ]
    )


def find_removals(rules: Sequence[str | None], article: Article, *, start: int) -> list[str | None]:
    """Return for each block the rule that removes it, or None for what stays; the body starts at `start`."""
    removals: list[str | None] = []
    for index, (rule, score) in enumerate(zip(rules, article.scores, strict=True)):
        if index < start:
            removals.append(rule or "before the article")
        elif index >= article.stretch.stop:
            removals.append(rule or "after the article")
        else:
            is_kept = score >= article.kept and (rule is None or rule not in PLAIN)
            removals.append(None if is_kept else rule or "unlike the article")
    return removals


def _over_gaps(blocks: Sequence[Block], scores: Sequence[float], stretch: range) -> range:
    """Return the stretch with the paragraphs that a single line parts from it: an advertisement, a link."""
    start, stop = stretch.start, stretch.stop
    while stretch and stop + 1 < len(blocks) and _is_paragraph(blocks, scores, stop, stop + 1):
        stop += 1
    while start > 1 and _is_paragraph(blocks, scores, start - 1, start - 2):
        start -= 1
    return range(start, stop)


def _is_paragraph(blocks: Sequence[Block], scores: Sequence[float], *places: int) -> bool:
    return any(scores[place] > SURE and blocks[place].is_prose for place in places)


def _from_dateline(blocks: Sequence[Block], stretch: range) -> range:
    """Return the stretch from a paragraph near its start that opens with a dateline, where there is one."""
    for index in range(max(0, stretch.start - NEAR), min(stretch.start + NEAR, stretch.stop)):
        if blocks[index].words >= SHORTEST_TEXT and match_dateline(blocks[index].text):
            return range(index, stretch.stop)
        if index >= stretch.start and blocks[index].is_prose:
            break
    return stretch


def _find_stretch(blocks: Sequence[Block], scores: Sequence[float]) -> range:
    weights: list[float] = []
    starts: list[int] = []
    for index, (block, score) in enumerate(zip(blocks, scores, strict=True)):
        size = min(block.words, 60 if score > 0 else 12)
        weight = max(LEAST, min(MOST, score)) * size**0.5
        if weight <= 0 and weights and weights[-1] <= 0:
            weights[-1] = max(LEAST_OF_GAP, weights[-1] + weight)
        else:
            weights.append(weight)
            starts.append(index)
    region = find_region(weights)
    if not region:
        return range(0)
    return range(starts[region.start], starts[region.stop] if region.stop < len(starts) else len(blocks))
