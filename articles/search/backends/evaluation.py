"""Which documents a query matches, and how well: the tree of articles.search.syntax over one Snapshot."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from articles.search.analysis import stem
from articles.search.backends.reading import Snapshot
from articles.search.backends.schema import STEMS
from articles.search.requests import Scope
from articles.search.syntax import (
    And,
    Between,
    Dated,
    Everything,
    Leaf,
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

# BM25F (Robertson and Zaragoza 2009): saturation, and how much the length of a field counts. Names and
# headlines are short by nature, so theirs counts for little.
K1 = 1.2
LENGTH_SHARE = 0.75
SHORT_LENGTH_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A query's evaluator over the documents of one scope."""

    snapshot: Snapshot
    scope: Scope

    def matching(self, node: Node) -> frozenset[int]:  # noqa: C901, PLR0911  one case for each kind of node
        """Return the documents that match."""
        match node:
            case Word() | Phrase() | Prefix():
                return self._of_leaf(node)
            case And(children):
                return self._of_all(children)
            case Or(children):
                return frozenset().union(*(self.matching(child) for child in children))
            case Not(child):
                return self.snapshot.documents - self.matching(child)
            case Dated(earliest, latest):
                low = earliest.toordinal() if earliest else None
                high = latest.toordinal() if latest else None
                return self._between("latest", low, None) & self._between("earliest", 1, high)
            case Undated():
                return self._between("earliest", 0, 0)
            case Between(field, low, high):
                return self._between(field, low, high)
            case Value(field, values):
                found = (self.snapshot.weights(field, value).keys() for value in values)
                return frozenset().union(*found)
            case Everything():
                return self.snapshot.documents
            case Nothing():
                return frozenset()

    def scores(self, node: Node, documents: frozenset[int]) -> dict[int, float]:
        """Return a BM25F score for each of the documents: every word asked for adds its share."""
        scores = dict.fromkeys(documents, 0.0)
        for leaf in positive_leaves(node):
            fields = self._weighed_fields(leaf)
            for term in self._terms(leaf):
                self._add_scores(scores, fields, term)
        return scores

    def _of_all(self, children: tuple[Node, ...]) -> frozenset[int]:
        found: frozenset[int] | None = None
        for child in sorted(children, key=lambda child: isinstance(child, Not)):
            if isinstance(child, Not) and found is not None:
                found -= self.matching(child.child)
            else:
                found = self.matching(child) if found is None else found & self.matching(child)
            if not found:
                break
        return found or frozenset()

    def _between(self, field: str, low: int | None, high: int | None) -> frozenset[int]:
        if low is None and high is None:
            return self.snapshot.documents
        lowest = 0 if low is None else low
        highest = math.inf if high is None else high
        numbers = self.snapshot.numbers(field).items()
        return frozenset(document for document, number in numbers if lowest <= number <= highest)

    # Leaves

    def _fields(self, leaf: Leaf) -> Mapping[str, float]:
        return {leaf.field: 1.0} if leaf.field else PLAIN_FIELDS[self.scope]

    def _of_leaf(self, leaf: Leaf) -> frozenset[int]:
        match leaf:
            case Word(text):
                found = (
                    self.snapshot.weights(*self._form(field, text)).keys() for field in self._fields(leaf)
                )
                return frozenset().union(*found)
            case Phrase(words):
                return frozenset().union(*(self._of_phrase(field, words) for field in self._fields(leaf)))
            case Prefix(text):
                return frozenset().union(
                    *(
                        self.snapshot.weights(field, term).keys()
                        for field in self._fields(leaf)
                        for term in self.snapshot.terms(field, text)
                    )
                )

    def _form(self, field: str, word: str) -> tuple[str, str]:
        """Return the field and the term to look a word up by: prose has stems, names do not."""
        return (field + STEMS, stem(word)) if field + STEMS in self.snapshot.schema else (field, word)

    def _of_phrase(self, field: str, words: tuple[str, ...]) -> frozenset[int]:
        if len(words) == 1:
            return frozenset(self.snapshot.weights(field, words[0]))
        places = [self.snapshot.places(field, word) for word in words]
        first, *others = places
        together = frozenset(first).intersection(*others)
        return frozenset(
            document
            for document in together
            if any(
                all(place + distance in other[document] for distance, other in enumerate(others, start=1))
                for place in first[document]
            )
        )

    # Scores

    def _weighed_fields(self, leaf: Leaf) -> Mapping[str, float]:
        bonus = BONUS_FIELDS[self.scope] if not leaf.field and not isinstance(leaf, Prefix) else {}
        return {**self._fields(leaf), **bonus}

    def _terms(self, leaf: Leaf) -> tuple[str, ...]:
        match leaf:
            case Word(text):
                return (text,)
            case Phrase(words):
                return words
            case Prefix():
                # Every word that begins so would weigh by its rarity; a prefix only selects.
                return ()

    def _add_scores(self, scores: dict[int, float], fields: Mapping[str, float], word: str) -> None:
        frequencies: dict[int, float] = {}
        containing: set[int] = set()
        for field, weight in fields.items():
            looked_up, term = self._form(field, word)
            postings = self.snapshot.weights(looked_up, term)
            containing.update(postings)
            share = LENGTH_SHARE if field in ("text", "quoted") else SHORT_LENGTH_SHARE
            average = self.snapshot.average_length(looked_up) if postings else 1.0
            for document in postings.keys() & scores.keys():
                length = self.snapshot.length(looked_up, document) / average
                norm = 1 - share + share * length
                frequencies[document] = frequencies.get(document, 0.0) + weight * postings[document] / norm
        total = len(self.snapshot.documents)
        rarity = math.log(1 + (total - len(containing) + 0.5) / (len(containing) + 0.5))
        for document, frequency in frequencies.items():
            scores[document] += rarity * frequency / (K1 + frequency)
