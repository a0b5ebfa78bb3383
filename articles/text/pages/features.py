"""What speaks for and against a block of a page being the article's: features for a linear model."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from articles.text.blocks import read_block
from articles.text.boilerplate import boilerplate_rule
from articles.text.pages.blocks import PageBlock, compact
from articles.text.spans import Span
from articles.text.wordlists import words

Key = TypeVar("Key")
# Elements whose names say something of what they hold.
TAGS = words(
    """
    a article aside blockquote button cite dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header
    label legend li main nav ol p pre section summary table td th ul
    """
)
SMALLEST_PART = 12  # letters that are no accident
PROBE = 40  # letters at either end by which a block is found that was taken in part
LONGEST_RULED = 400  # characters; a longer block is no boilerplate by its words
LENGTHS = (3, 8, 15, 25, 40, 60, 90, 150, 300)  # letters
PARAGRAPH = 60  # letters from which on a block is long
REACH = 15  # blocks around what trafilatura took; 17 of 5,316 blocks of labelled articles lie farther off
DISTANCES = (2, 4, 8, 20)  # blocks
QUOTATION_MARKS = "\"“„«‚'‘»"
BULLETS = "-–—•*·+"
SHARES = (0.02, 0.2, 0.5, 0.8, 0.98)


@dataclass(frozen=True, slots=True)
class Witness:
    """A text said to be the article's, to look blocks up in."""

    lines: frozenset[str]
    whole: str

    @classmethod
    def of(cls, text: str) -> "Witness":
        lines = [compact(line) for line in text.split("\n")]
        return cls(frozenset(lines) - {""}, "".join(lines))

    def verdict(self, block: PageBlock) -> str:
        """Return whether the witness has a block: "whole", "part" or "none"; "silent" where it says nothing."""
        if not self.whole:
            return "silent"
        letters = block.compact
        if letters in self.lines or (len(letters) >= SMALLEST_PART and letters in self.whole):
            return "whole"
        if len(letters) >= 2 * PROBE and (letters[:PROBE] in self.whole or letters[-PROBE:] in self.whole):
            return "part"
        return "none"


class Page:
    """The blocks of a page, and what is known of each before any is chosen.

    `extracted` is what trafilatura took, `structured` the articleBody of JSON-LD.
    """

    def __init__(
        self,
        blocks: Sequence[PageBlock],
        *,
        extracted: Witness,
        structured: Witness,
        headline: str = "",
        description: str = "",
    ) -> None:
        self.blocks = blocks
        self.headline, self.description = compact(headline), compact(description)
        self.verdicts = [extracted.verdict(block) for block in blocks]
        self.said = [structured.verdict(block) for block in blocks]
        self.taken = [verdict in ("whole", "part") for verdict in self.verdicts]
        prose = [i for i, block in enumerate(blocks) if self.taken[i] and len(block.compact) >= PARAGRAPH]
        self.first, self.last = (prose[0], prose[-1]) if prose else (len(blocks), -1)
        parents = [block.place.parent for block in blocks]
        paths = [block.place.path for block in blocks]
        self.by_parent = _shares(parents, blocks, self.taken)
        self.by_path = _shares(paths, blocks, self.taken)
        self.sentences = _shares(paths, blocks, [block.ends_a_sentence for block in blocks])
        self.links = Counter(block.place.parent for block in blocks if _is_link(block))
        self.repeated = Counter(block.compact for block in blocks)
        self.main = _main_parent(blocks, self.taken)
        self.title = next((i for i, block in enumerate(blocks) if block.compact == self.headline), -1)
        self._rules: dict[int, str] = {}

    @property
    def candidates(self) -> list[int]:
        """The blocks that may be the article's: those around what trafilatura took, and those it or JSON-LD has."""
        near = range(self.first - REACH, self.last + REACH + 1)
        return [
            index
            for index in range(len(self.blocks))
            if self.taken[index] or self.said[index] == "whole" or index in near
        ]

    def rule(self, index: int) -> str:
        """Return the rule by which a block's words are boilerplate, or ""."""
        if index not in self._rules:
            text = self.blocks[index].text
            rule = (
                boilerplate_rule(read_block(text, Span(0, len(text)))) if len(text) <= LONGEST_RULED else None
            )
            self._rules[index] = rule or ""
        return self._rules[index]

    def is_description(self, index: int) -> bool:
        """Whether a block is what the page's head describes the article by."""
        letters = self.blocks[index].compact
        return len(letters) >= SMALLEST_PART and letters == self.description

    def features(self, index: int) -> list[str]:
        """Return what speaks for and against a block."""
        return [
            *self._verdict_features(index),
            *self._neighbour_features(index),
            *self._place_features(index),
            *self._word_features(index),
        ]

    def _verdict_features(self, index: int) -> Iterator[str]:
        block = self.blocks[index]
        place = block.place
        verdict, said = self.verdicts[index], self.said[index]
        length = f"letters={_bucket(len(block.compact), LENGTHS)}"
        share = f"siblings={_bucket(self.by_parent[place.parent], SHARES)}"
        alike = f"alike={_bucket(self.by_path[place.path], SHARES)}"
        ends = "sentence" if block.ends_a_sentence else "no sentence"
        before, after = self._size(index - 1), self._size(index + 1)
        yield "always"
        yield f"extracted {verdict}"
        yield f"structured {said}"
        yield f"extracted {verdict}, structured {said}"
        for feature in (
            length,
            f"tag={_tag(block)}",
            share,
            alike,
            ends,
            _linked(block),
            self._where(index),
            f"{length}, {ends}",
            f"{before} before",
            f"{after} after",
        ):
            yield feature
            yield f"extracted {verdict}, {feature}"
        yield f"{before} before, {after} after, extracted {verdict}"
        yield f"{share}, {alike}"
        yield f"alike sentences={_bucket(self.sentences[place.path], SHARES)}, extracted {verdict}"
        yield f"linked siblings={_bucket(self.links[place.parent], (1, 2, 4, 8))}, {_linked(block)}"
        yield f"tag={_tag(block)}, {length}"

    def _neighbour_features(self, index: int) -> Iterator[str]:
        block = self.blocks[index]
        tag = _tag(block)
        for side, other in (("before", index - 1), ("after", index + 1)):
            if not 0 <= other < len(self.blocks):
                continue
            near = self.blocks[other]
            if rule := self.rule(other):
                yield f"rule {rule} {side}"
            yield f"{_tag(near)} {side}, {tag}"
            if near.text.endswith(":"):
                yield f"colon {side}, {tag}"
            if _is_link(near):
                yield f"link {side}, {_linked(block)}"
            if near.place.path == block.place.path:
                yield f"alike {side}, {tag}"

    def _place_features(self, index: int) -> Iterator[str]:
        place = self.blocks[index].place
        yield "in the main part" if place.parent == self.main else "not in the main part"
        for name in place.tags & TAGS:
            yield f"in {name}"
        for hint in {hint for hints in place.near for hint in hints}:
            yield f"near {hint}"
        for hint in place.hints:
            yield f"around {hint}"
        if index <= self.title:
            yield "above the headline"

    def _word_features(self, index: int) -> Iterator[str]:
        block = self.blocks[index]
        letters = block.compact
        if rule := self.rule(index):
            yield f"rule {rule}"
            yield f"rule {rule}, extracted {self.verdicts[index]}"
        is_description = self.is_description(index)
        claims = {
            "hidden": block.place.is_hidden,
            "time": block.has_time,
            "bold": block.bold > 0.9 * len(letters),
            "repeated": self.repeated[letters] > 1,
            "headline": bool(letters) and letters == self.headline,
            "description": is_description,
            "description in part": len(letters) >= SMALLEST_PART
            and not is_description
            and letters in self.description,
            "no letters": not letters,
            "opens a quotation": block.text[0] in QUOTATION_MARKS,
            "bullet": block.text[0] in BULLETS,
            "ends with a colon": block.text.endswith(":"),
            "ends with a question": block.text.endswith("?"),
            "capitals": block.text.isupper(),
            "copyright sign": "©" in block.text,
        }
        yield from (claim for claim, holds in claims.items() if holds)

    def _where(self, index: int) -> str:
        if index < self.first:
            return f"before by {_bucket(self.first - index, DISTANCES)}"
        if index > self.last:
            return f"after by {_bucket(index - self.last, DISTANCES)}"
        return "within"

    def _size(self, index: int) -> str:
        if not 0 <= index < len(self.blocks):
            return "edge"
        size = "long" if len(self.blocks[index].compact) >= PARAGRAPH else "short"
        return f"{size} {self.verdicts[index]}"


def _tag(block: PageBlock) -> str:
    return block.place.tag if block.place.tag in TAGS else "other"


def _is_link(block: PageBlock) -> bool:
    return block.linked > 0.8 * len(block.compact)


def _linked(block: PageBlock) -> str:
    return f"linked={_bucket(block.linked / max(1, len(block.compact)), SHARES)}"


def _main_parent(blocks: Sequence[PageBlock], taken: Sequence[bool]) -> int:
    """Return the element that directly holds most of the letters taken."""
    held: Counter[int] = Counter()
    for block, is_taken in zip(blocks, taken, strict=True):
        held[block.place.parent] += len(block.compact) if is_taken else 0
    return max(held, key=held.__getitem__, default=0)


def _shares(keys: Sequence[Key], blocks: Sequence[PageBlock], taken: Sequence[bool]) -> dict[Key, float]:
    """Return, of all blocks with a key, the share of letters that were taken."""
    held: defaultdict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for key, block, is_taken in zip(keys, blocks, taken, strict=True):
        sums = held[key]
        sums[0] += len(block.compact) if is_taken else 0
        sums[1] += len(block.compact)
    return {key: part / whole if whole else 0.0 for key, (part, whole) in held.items()}


def _bucket(value: float, bounds: Sequence[float]) -> str:
    """Return the range that a value lies in: "<3", "<8" … ">=300"."""
    return next((f"<{bound}" for bound in bounds if value < bound), f">={bounds[-1]}")
