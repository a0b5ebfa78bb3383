"""Which documents a query matches, and how well: the tree of articles.search.syntax over one Snapshot.

Every node becomes one truth value for each document. Deleted documents may be among the true ones until the
end: no node asks for more than "does it match".
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from haystack.constants import DJANGO_ID, ID
from haystack.utils import get_model_ct

from articles.search.analysis import stem
from articles.search.backends.answering.budgets import BYTES, LOOKUP, RANGE, Budget, Drawn
from articles.search.backends.answering.expansion import expand
from articles.search.backends.answering.phrases import Documents, with_near, with_phrase
from articles.search.backends.answering.scoring import LookedUp, Scores, shares
from articles.search.backends.generations.contents import MODELS
from articles.search.backends.reading.segment_arrays import Mask, SegmentArrays
from articles.search.backends.reading.snapshots import Snapshot
from articles.search.backends.schema import GAP, STEMS
from articles.search.requests import Scope
from articles.search.syntax import (
    And,
    Between,
    Dated,
    Everything,
    Fuzzy,
    Leaf,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Undated,
    Value,
    Word,
    positive_leaves,
)

# Where plain words are looked for, and what a hit there weighs against one in the text.
PLAIN_FIELDS: Mapping[Scope, Mapping[str, float]] = {
    Scope.ARTICLES: {"text": 1.0, "headline": 4.0, "standfirst": 2.0, "byline": 2.0},
    Scope.QUOTES: {"text": 1.0, "speaker": 1.0},
}
# A word that someone is quoted with says more of what an article is about; it decides no match.
BONUS_FIELDS: Mapping[Scope, Mapping[str, float]] = {Scope.ARTICLES: {"quoted": 1.0}, Scope.QUOTES: {}}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A query's evaluator over the documents of one scope.

    What takes long draws from one budget; `cut` gathers what was looked for in part only, as it did not fit.
    """

    snapshot: Snapshot
    scope: Scope
    budget: Budget = field(default_factory=Budget)
    cut: dict[str, None] = field(default_factory=dict)
    # Documents that match nothing any more.
    without: Mask | None = None
    _drawn: dict[Leaf, Mask] = field(default_factory=dict)

    def matching(self, node: Node) -> Mask:
        """Return the documents that match."""
        found = self._mask(node) & self.snapshot.live
        return found if self.without is None else found & ~self.without

    def _mask(self, node: Node) -> Mask:  # noqa: PLR0911  one case for each kind of node
        match node:
            case And(children):
                return self._of_all(children)
            case Or(children):
                return self._of_any(children)
            case Not(child):
                return ~self._mask(child)
            case Everything():
                return np.ones(self.snapshot.size, np.bool_)
            case Nothing():
                return np.zeros(self.snapshot.size, np.bool_)
            case Prefix() | Fuzzy() | Phrase((_, _, *_)) | Near((_, _, *_)):
                return self._of_budget(node)
            case _:
                return self.snapshot.kept((self.scope, node), lambda: self._found(node), _size)

    def _found(self, node: Node) -> Mask:  # noqa: PLR0911  one case for each kind of node
        match node:
            case Word(text):
                return self._with_any(self._form(name, text) for name in self._fields(node))
            case Phrase((only,)) | Near((only,)):
                return self._with_any((name, only) for name in self._fields(node))
            case Value(name, values) if name in (ID, DJANGO_ID):
                return self.snapshot.of_keys(self._keys(name, values))
            case Value(name, values):
                return self._with_any((name, value) for value in values)
            case Dated(earliest, latest):
                low = earliest.toordinal() if earliest else None
                high = latest.toordinal() if latest else None
                return self._between("latest", low, None) & self._between("earliest", 1, high)
            case Undated():
                return self._between("earliest", 0, 0)
            case Between(name, low, high):
                return self._between(name, low, high)
        raise AssertionError(node)

    def _of_all(self, children: Iterable[Node]) -> Mask:
        found: Mask | None = None
        # What is cheap may leave nothing to look for with what is dear.
        for child in sorted(_flat(children), key=_cost):
            mask = self._mask(child)
            found = mask if found is None else found & mask
            if not found.any():
                break
        return np.ones(self.snapshot.size, np.bool_) if found is None else found

    def _of_any(self, children: Iterable[Node]) -> Mask:
        found = ~self.snapshot.live
        for child in sorted(children, key=_cost):
            found |= self._mask(child)
            if found.all():
                break
        return found

    def _keys(self, name: str, values: Iterable[str]) -> list[int]:
        """Return the keys of rows of this scope that Haystack's identifiers or keys name."""
        before = f"{get_model_ct(MODELS[self.scope])}." if name == ID else ""
        rests = (value.removeprefix(before) for value in values if value.startswith(before))
        return [int(rest) for rest in rests if rest.isdecimal()]

    def _between(self, name: str, low: int | None, high: int | None) -> Mask:
        found = np.ones(self.snapshot.size, np.bool_)
        if low is not None:
            found &= self.snapshot.numbers(name) >= low
        if high is not None:
            found &= self.snapshot.numbers(name) <= high
        return found

    # Leaves

    def _fields(self, leaf: Leaf) -> Mapping[str, float]:
        return {leaf.field: 1.0} if leaf.field else PLAIN_FIELDS[self.scope]

    def _form(self, name: str, word: str) -> tuple[str, str]:
        """Return the field and the term to look a word up by: prose has stems, names do not."""
        return (name + STEMS, stem(word)) if name + STEMS in self.snapshot.schema else (name, word)

    def _with_any(self, terms: Iterable[tuple[str, str]]) -> Mask:
        """Return the documents that have any of these terms, given with their fields."""
        found = np.zeros(self.snapshot.size, np.bool_)
        for name, term in terms:
            found[self.snapshot.postings(name, term).documents] = True
        return found

    def _of_budget(self, leaf: Prefix | Fuzzy | Phrase | Near) -> Mask:
        """Return the documents of a leaf as far as the budget goes, which it draws from once in a query."""
        if leaf not in self._drawn:
            left = self.budget.left
            drawn = self.snapshot.kept(
                (self.scope, leaf, left), lambda: self._draw(leaf, left), lambda made: made.mask.nbytes
            )
            self.budget.take(drawn.work)
            if drawn.is_cut:
                self.cut[written(leaf)] = None
            self._drawn[leaf] = drawn.mask
        return self._drawn[leaf]

    def _draw(self, leaf: Prefix | Fuzzy | Phrase | Near, allowance: int) -> Drawn:
        if isinstance(leaf, Prefix | Fuzzy):
            return expand(self.snapshot, leaf, tuple(self._fields(leaf)), allowance)
        budget = Budget(allowance)
        masks = [
            self.snapshot.mask(lambda segment: self._placed(leaf, name, segment, budget))  # noqa: B023  called at once
            for name in self._fields(leaf)
        ]
        return Drawn(_any(masks, self.snapshot.size), allowance - budget.left, budget.is_spent)

    def _placed(self, leaf: Phrase | Near, name: str, segment: SegmentArrays, budget: Budget) -> Documents:
        words = set(leaf.words)
        if not budget.take(LOOKUP * len(words)):
            return np.zeros(0, np.int32)
        # The rarer a word, the earlier it is read; where one is missing the others are not read at all.
        by_rarity = sorted(words, key=lambda word: segment.frequency(name, word))
        if not segment.frequency(name, by_rarity[0]) or not budget.take(
            RANGE + sum(segment.size_of(name, word) for word in words) // BYTES
        ):
            return np.zeros(0, np.int32)
        postings = {word: segment.packed(name, word) for word in by_rarity}
        if isinstance(leaf, Phrase):
            return with_phrase(leaf.words, postings)
        stretch = len(leaf.words) + leaf.distance
        if name + STEMS not in self.snapshot.schema:
            # No stretch reaches from one name into the next.
            stretch = min(stretch, GAP)
        return with_near(leaf.words, stretch, postings)

    # Scores

    def scores(self, node: Node) -> Scores:
        """Return a BM25F score for every document: each word asked for adds its share, whether it must be there or not."""
        scores = np.zeros(self.snapshot.size, np.float32)
        for leaf in positive_leaves(node):
            bonus = {} if leaf.field else BONUS_FIELDS[self.scope]
            weights = {**self._fields(leaf), **bonus}
            for word in scored_words(leaf):
                looked_up = tuple(
                    LookedUp(name, *self._form(name, word), weight) for name, weight in weights.items()
                )
                documents, added = shares(self.snapshot, looked_up)
                scores[documents] += added
        return scores


def written(leaf: Prefix | Fuzzy | Phrase | Near) -> str:
    """Return a leaf as it is typed."""
    match leaf:
        case Prefix(text):
            return f"{text}*"
        case Fuzzy(text, 1):
            return f"{text}~1"
        case Fuzzy(text):
            return f"{text}~"
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case Near(words, distance):
            return f'"{" ".join(words)}"~{distance}'


def _flat(children: Iterable[Node]) -> Iterator[Node]:
    """Yield what all have to match, without parentheses."""
    for child in children:
        if isinstance(child, And):
            yield from _flat(child.children)
        else:
            yield child


def _cost(node: Node) -> int:
    """Return about what it takes to look for something, when it is looked for the first time."""
    match node:
        case And(children) | Or(children):
            return sum(map(_cost, children))
        case Not(child):
            return _cost(child)
        case Phrase(words) | Near(words):
            return 10 * len(words)
        case Prefix(""):
            # Whatever has a length: often all there is, and nothing else needs to be looked for.
            return 1
        case Prefix() | Fuzzy():
            return 100
        case _:
            return 1


def scored_words(leaf: Leaf) -> tuple[str, ...]:
    """Return the words of a leaf that weigh."""
    match leaf:
        case Word(text):
            return (text,)
        case Phrase(words) | Near(words):
            return words
        case Prefix() | Fuzzy():
            # Every word that begins so would weigh by its rarity; such a word only selects.
            return ()


def _any(masks: list[Mask], size: int) -> Mask:
    found = np.zeros(size, np.bool_)
    for mask in masks:
        found |= mask
    return found


def _size(mask: Mask) -> int:
    return mask.nbytes
