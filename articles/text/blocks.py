"""A source text as blocks: the paragraphs and lines that cleaning and fields decide about."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.text.spans import Span

WORD = re.compile(r"\w+(?:[’'-]\w+)*")
SENTENCE_END = re.compile(r"[.!?…。！？][\"”’')\]»*]*$")
# Chinese, Japanese and Thai put no spaces between words, of about two characters each.
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]")
# Lines of a text wrapped at a column are seldom longer; paragraphs on one line seldom shorter.
WRAP_COLUMN = 100
READ = 20_000  # characters; a longer paragraph is a whole text on one line, and its first words tell enough


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line of the source; `text` has no spaces at its ends and no line ends inside."""

    text: str
    span: Span
    words: int
    tokens: tuple[str, ...]  # of the first READ characters
    lowered: tuple[str, ...]  # the tokens in small letters, apostrophes made straight
    ends_a_sentence: bool

    @property
    def is_prose(self) -> bool:
        """Whether it reads like running text rather than a label, title or link."""
        words = self.words
        return words >= 25 or (words >= 9 and self.ends_a_sentence)


def find_blocks(source: str) -> tuple[Block, ...]:
    """Return the blocks of a source text in order.

    A line is a block, except where the text is wrapped at a column: there the lines between two
    blank lines are one block, joined by single spaces.
    """
    if _is_wrapped(source):
        spans: Iterator[re.Match[str]] = re.finditer(r"[^\n]+(?:\n[^\n]+)*", re.sub(r"[^\S\n]", " ", source))
    else:
        spans = re.finditer(r"[^\n]+", source)
    return tuple(block for match in spans if (block := _block(source, match.start(), match.end())))


def find_region(weights: Sequence[float]) -> range:
    """Return the stretch of blocks with the greatest sum of weights: where the article's prose is dense.

    The maximum subsequence of Pasternack and Roth (2009), with blocks for tokens. Empty where no
    weight is positive.
    """
    best, total, start = range(0), 0.0, 0
    best_total = 0.0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, index
        total += weight
        if total > best_total:
            best, best_total = range(start, index + 1), total
    return best


def _block(source: str, start: int, end: int) -> Block | None:
    words = source[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if not words:
        return None
    joined = " ".join(line.strip() for line in words.split("\n"))
    return read_block(joined, Span(start, start + len(words)))


def read_block(text: str, span: Span) -> Block:
    """Return the block of words without spaces at their ends."""
    tokens = tuple(WORD.findall(text[:READ]))
    words = len(tokens) if len(text) <= READ else text.count(" ") + 1
    if not text.isascii():
        words += len(UNSPACED.findall(text)) // 2
    return Block(
        text,
        span,
        words,
        tokens,
        tuple(word.lower().replace("’", "'") for word in tokens),
        SENTENCE_END.search(text[-20:]) is not None,
    )


def _is_wrapped(source: str) -> bool:
    """Whether lines were broken at a column: most lines inside a paragraph stop in mid-sentence, some before a small letter."""
    lines = source.split("\n")
    inner = [pair for pair in itertools.pairwise(lines) if pair[0].strip() and pair[1].strip()]
    if len(inner) < 2 or max(map(len, lines)) > WRAP_COLUMN:
        return False
    broken = [
        following for line, following in inner if len(line) > 40 and not SENTENCE_END.search(line.rstrip())
    ]
    goes_on = sum(1 for line in broken if not line.lstrip()[0].isupper())
    return len(broken) >= len(inner) * 0.6 and goes_on >= len(broken) * 0.3
