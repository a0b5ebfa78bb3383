"""Which line above the article is its headline, or that none is."""

import re
from collections import Counter
from collections.abc import Sequence

from articles.text.blocks import Block
from articles.text.bylines import BY, NAME, read_byline
from articles.text.date_lines import DATE_LABEL, DIGIT, has_date, read_date_line
from articles.text.dates import DATE
from articles.text.line_features import (
    COUNTS,
    FAR,
    FUNCTION_WORDS,
    START,
    TELLING,
    bucket,
    find_ending,
    find_kind,
)
from articles.text.linear import load_model

MODEL = "headlines"
REACH = 80  # lines above the article among which its headline is looked for
# Log odds given to a headline over none: fewer texts have lost theirs than the raw texts learned from.
LENIENCY = 0.3
INSIDE = 3  # lines of the article that may turn out to be what stands above it
LONGEST = 40  # words
LONGEST_CHARACTERS = 400
# "Office of the Harbour Commissioner" issues a statement.
OFFICE = re.compile(
    r"(?:the )?(?:office|ministry|department|embassy|bureau|agency) (?:of|for) .{3,100}", re.IGNORECASE
)
# WALLIS: “Did you sign the lease?” is a transcript's.
ANSWER = re.compile(r"[^“\"]{2,40}: ?[“\"].*[.?!][”\"]")


def find_headline(blocks: Sequence[Block], rules: Sequence[str | None], stretch: range) -> int | None:
    """Return the number of the block that is the headline of the article in `stretch`, or None."""
    if not stretch:
        return None
    model = load_model(MODEL)
    candidates, features, none = headline_features(blocks, rules, stretch)
    scored = [(model.score(each), index) for each, index in zip(features, candidates, strict=True)]
    best, index = max(scored, default=(0.0, -1))
    return index if scored and best > model.score(none) - LENIENCY else None


def headline_features(
    blocks: Sequence[Block], rules: Sequence[str | None], stretch: range
) -> tuple[list[int], list[list[str]], list[str]]:
    """Return the blocks that may be the headline, the features of each, and those of there being none."""
    top = max(0, stretch.start - REACH)
    # The last line of an article's top may look like its text.
    bottom = stretch.start
    while bottom < stretch.stop - 1 and bottom - stretch.start < INSIDE and not blocks[bottom].is_prose:
        bottom += 1
    candidates = [index for index in range(top, bottom) if rules[index] is None and _can_be(blocks[index])]
    vocabulary = {word for index in stretch for word in blocks[index].lowered[:200]}
    counts = Counter(block.text for block in blocks)
    marks = [index for index in range(top, bottom) if _is_mark(blocks[index])]
    first_mark = marks[0] if marks else bottom
    shares = {index: _share(blocks[index], vocabulary) for index in candidates}
    most = max(shares.values(), default=0.0)
    sizes = {index: bucket(blocks[index].words, COUNTS) for index in candidates}
    folded = {index: blocks[index].lowered for index in candidates}
    features = []
    for index in candidates:
        block = blocks[index]
        kind, size, away = find_kind(block, None), sizes[index], bucket(bottom - index, FAR)
        share = bucket(shares[index], (0.01, 0.2, 0.34, 0.5, 0.7, 0.9))
        next_mark = next((mark for mark in marks if mark > index), None)
        until = "none" if next_mark is None else str(bucket(next_mark - index, FAR))
        above = sum(1 for mark in marks if mark < index)
        before = find_kind(blocks[index - 1], rules[index - 1]) if index else "edge"
        after = find_kind(blocks[index + 1], rules[index + 1]) if index + 1 < len(blocks) else "edge"
        ending = find_ending(block)
        longer = sum(1 for other in candidates if other > index and sizes[other] > size)
        rivals = [
            other
            for other in candidates
            if other > index and sizes[other] >= 5 and shares[other] >= shares[index]
        ]
        features.append([
            f"kind={kind}", f"size={size}", f"away={away}", f"size={size}&away={away}", f"end={ending}",
            f"end={ending}&size={size}", f"share={share}&size={min(size, 8)}", f"until={until}", f"until={until}&size={min(size, 8)}",
            f"marks={min(above, 2)}&{until}", f"before={before}", f"after={after}", f"after={after}&{kind}",
            f"longer={min(longer, 3)}", f"rivals={min(len(rivals), 3)}&{share}",
            f"index={bucket(index, FAR)}", f"index={bucket(index, FAR)}&size={min(size, 8)}",
            *(["most"] if shares[index] == most else []),
            *([f"repeated={min(counts[block.text], 3)}&{min(size, 6)}"] if counts[block.text] > 1 else []),
            *(["by"] if BY.match(block.text) else []),
            *(["date"] if has_date(block.text) else []),
            *(["name"] if block.words <= 4 and NAME.fullmatch(block.text) else []),
            *(["shouted"] if block.text.isupper() else []),
            *(["clause"] if re.search(r"[,;:?!–—-] ", block.text) else []),
            *(["quoted"] if re.search(r"[‘“\"«„]", block.text) else []),
            *([f"opens={block.lowered[0]}"] if block.lowered[0] in TELLING else []),
            *([f"closes={block.lowered[-1]}"] if block.lowered[-1] in TELLING else []),
            *(["ends another"] if size >= 5 and any(_ends(block.lowered, other) for other in folded.values()) else []),
            *(["begins another"] if size >= 5 and any(_begins(block.lowered, other) for other in folded.values()) else []),
            *(["holds another"] if any(_ends(other, block.lowered) and len(other) > 3 for other in folded.values()) else []),
            *(["inside"] if index >= stretch.start else []),
        ])  # fmt: skip
    long = max(sizes.values(), default=0)
    none = [
        "none",
        f"none&long={long}",
        f"none&few={bucket(len(candidates), FAR)}",
        f"none&share={bucket(most, (0.01, 0.2, 0.34, 0.5, 0.7, 0.9))}",
        f"none&mark={'first' if first_mark == 0 else 'none' if not marks else 'later'}",
        f"none&start={bucket(stretch.start, FAR)}",
    ]
    return candidates, features, none


def _can_be(block: Block) -> bool:
    if not 2 <= block.words <= LONGEST or len(block.text) > LONGEST_CHARACTERS or block.text[-1] in ":»":
        return False
    if (
        DATE.fullmatch(block.text)
        or ANSWER.fullmatch(block.text)
        or START.match(block.text)
        or OFFICE.fullmatch(block.text)
    ):
        return False  # DATE also matches a date that cannot be read for certain
    if DATE_LABEL.match(block.text) and DIGIT.search(block.text):
        return False
    return read_date_line(block.text) is None and (
        BY.match(block.text) is None or read_byline(block.text) is None
    )


def _is_mark(block: Block) -> bool:
    return block.words <= 30 and (BY.match(block.text) is not None or has_date(block.text))


def _share(block: Block, vocabulary: set[str]) -> float:
    """Return the share of a line's own words that the article uses too."""
    own = [word for word in block.lowered if len(word) > 3 and word not in FUNCTION_WORDS]
    return sum(1 for word in own if word in vocabulary) / len(own) if own else 0.0


def _ends(words: Sequence[str], other: Sequence[str]) -> bool:
    return len(other) > len(words) and tuple(other[-len(words) :]) == tuple(words)


def _begins(words: Sequence[str], other: Sequence[str]) -> bool:
    return len(other) > len(words) and tuple(other[: len(words)]) == tuple(words)
