"""Reads a query as a reader types it. Never raises: what it cannot understand it explains.

sanctions loophole        both words, in any English form
"existing sanctions"      these words, exactly and in this order
carbon OR levy            either; AND binds tighter than OR, NOT tightest
sanctions -Obama          the first without the second; NOT says the same
(tax OR levy) carbon      parentheses
sanctio*                  words that begin so
sactions~                 words like this one: ~1 and ~2 say how many letters may differ
"trade partners"~5        these words in any order, with at most 5 others between them
speaker:rhodes            who is quoted; also headline: (title:), by:, publication: (source:), topic:, cue:
speaker:"Ben Rhodes"      a field takes a word, a phrase or a parenthesis
kind:indirect             the kind of a quote: direct, mixed or indirect
has:date                  also headline, byline, publication, topic, quote and speaker
date:2009                 also 2009-06, 2009-06-26, 2009..2010, >=2009, <2010, [2009 TO 2010] and undated

Known from elsewhere and understood: && || ! +word, before:2010, full-width signs, any quotation marks.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from articles.search.analysis import tokens
from articles.search.fields import FIELDS
from articles.search.lexemes import Cutter, Kind, Lexeme
from articles.search.requests import Problem
from articles.search.syntax import And, Everything, Near, Node, Not, Nothing, Or, Phrase, Word

# A longer query is a pasted text.
LONGEST_QUERY = 2_000
MOST_PROBLEMS = 8


@dataclass(frozen=True, slots=True)
class Query:
    """A query understood, and what was wrong with it."""

    node: Node
    problems: tuple[Problem, ...] = ()


def parse(text: str, *, fields: Mapping[str, str] = FIELDS, verbatim: Collection[str] = frozenset()) -> Query:
    """Return what a query asks for. An empty one asks for everything, punctuation alone for nothing.

    `fields` are the names a reader may write and the index fields they stand for; those in
    `verbatim` hold fixed values, which are taken as they stand.
    """
    if not text.strip():
        return Query(Everything())
    problems: list[Problem] = []
    if len(text) > LONGEST_QUERY:
        message = f"The query is too long: only its first {LONGEST_QUERY:,} characters were searched for."
        problems.append(Problem(message, LONGEST_QUERY, len(text)))
        text = text[:LONGEST_QUERY]
    lexemes = Cutter(text, fields, verbatim, problems).cut()
    node = _Joiner(text, lexemes, problems).join()
    if node is None:
        node = Nothing()
        if not problems:
            problems.append(Problem("There is no word to search for in this query.", 0, len(text)))
    problems.sort(key=lambda problem: problem.start or 0)
    return Query(node, tuple(problems[:MOST_PROBLEMS]))


def replaced(text: str, others: Mapping[str, str]) -> str:
    """Return a query with words looked for (folded, as leaves of the tree have them) replaced by others.

    Everything else stays as it was typed: operators, names of fields, dates, what ends in a star or a
    tilde. A query of which nothing is replaced comes back as it is.
    """
    pieces: list[str] = []
    end = 0
    for lexeme in Cutter(text[:LONGEST_QUERY], FIELDS, (), []).cut():
        if not isinstance(lexeme.node, Word | Phrase | Near):
            continue
        for token in tokens(text[lexeme.content : lexeme.end]):
            if token.text in others:
                pieces += [text[end : lexeme.content + token.start], others[token.text]]
                end = lexeme.content + token.end
    return "".join((*pieces, text[end:]))


@dataclass(slots=True)
class _Joiner:
    """Joins lexemes by their operators: OR loosest, then AND or nothing, NOT tightest."""

    text: str
    lexemes: list[Lexeme]
    problems: list[Problem]
    place: int = 0

    def problem(self, message: str, start: int, end: int) -> None:
        self.problems.append(Problem(message, start, end))

    def join(self) -> Node | None:
        """Return the tree, or None where nothing can be searched for."""
        self.use_lone_operator_as_word()
        return self.alternatives()

    def use_lone_operator_as_word(self) -> None:
        if len(self.lexemes) != 1 or self.lexemes[0].kind not in (Kind.AND, Kind.OR, Kind.NOT):
            return
        lone = self.lexemes[0]
        name = self.text[lone.start : lone.end]
        if not name.isalpha():
            return
        self.problem(f"“{name}” joins words; alone it was searched for as a word.", lone.start, lone.end)
        self.lexemes = [Lexeme(Kind.LEAF, lone.start, lone.end, Word(name.lower()), lone.start)]

    def peek(self) -> Kind | None:
        return self.lexemes[self.place].kind if self.place < len(self.lexemes) else None

    def take(self) -> Lexeme:
        self.place += 1
        return self.lexemes[self.place - 1]

    def left_out(self, operator: Lexeme) -> None:
        name = self.text[operator.start : operator.end]
        self.problem(f"“{name}” has nothing to join here and was left out.", operator.start, operator.end)

    def alternatives(self) -> Node | None:
        found = []
        while True:
            before = self.conjunction()
            if before is not None:
                found.append(before)
            if self.peek() is not Kind.OR:
                break
            operator = self.take()
            if before is None or self.peek() in (None, Kind.CLOSE):
                self.left_out(operator)
        return None if not found else found[0] if len(found) == 1 else Or(tuple(found))

    def conjunction(self) -> Node | None:
        found: list[Node] = []
        while (kind := self.peek()) not in (None, Kind.OR, Kind.CLOSE):
            if kind is Kind.AND:
                operator = self.take()
                if not found or self.peek() in (None, Kind.OR, Kind.CLOSE, Kind.AND):
                    self.left_out(operator)
                continue
            node = self.operand()
            if node is not None:
                found.append(node)
        return None if not found else found[0] if len(found) == 1 else And(tuple(found))

    def operand(self) -> Node | None:
        negations: list[Lexeme] = []
        while self.peek() is Kind.NOT:
            negations.append(self.take())
        node: Node | None = None
        if self.peek() is Kind.LEAF:
            node = self.take().node
        elif self.peek() is Kind.OPEN:
            opening = self.take()
            node = self.alternatives()
            closing = self.take()  # cut() closes every parenthesis
            if node is None:
                self.problem("There is nothing between these parentheses.", opening.start, closing.end)
        if node is None:
            for operator in negations:
                self.left_out(operator)
            return None
        return Not(node) if len(negations) % 2 else node
