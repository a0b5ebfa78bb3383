"""Reads a query as a reader types it. Never raises: what it cannot understand it explains.

sanctions loophole        both words, in any English form
"existing sanctions"      these words, exactly and in this order
carbon OR levy            either; AND binds tighter than OR, NOT tightest
sanctions -Obama          the first without the second; NOT says the same
(tax OR levy) carbon      parentheses
sanctio*                  words that begin so
speaker:rhodes            who is quoted; also headline: (title:), by:, publication: (source:), topic:, cue:
speaker:"Ben Rhodes"      a field takes a word, a phrase or a parenthesis
date:2009                 also 2009-06, 2009-06-26, 2009..2010, 2009.., ..2010 and undated
"""

import calendar
import datetime
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from articles.search.analysis import words
from articles.search.requests import Problem
from articles.search.syntax import (
    And,
    Dated,
    Everything,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Undated,
    Value,
    Word,
)

# A longer query is a pasted text. Both bounds keep the worst query cheap.
LONGEST_QUERY = 2_000
MOST_WORDS = 100
DEEPEST = 30
MOST_PROBLEMS = 8

DATE = "date"
FIELDS = {
    "by": "byline",
    "cue": "cue",
    "date": DATE,
    "headline": "headline",
    "publication": "publication",
    "source": "publication",
    "speaker": "speaker",
    "title": "headline",
    "topic": "topic",
}
FIELDS_IN_WORDS = "speaker:, headline:, by:, publication:, topic:, cue: and date:"

_OPENING = '"“”„«»＂'
_SPACE_OR_BREAK = re.compile(rf"[\s(){_OPENING}]")
_FIELD = re.compile(r"([A-Za-z_]+):(?!//)")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
# What may begin an operand besides a letter or digit.
_BEGINNING = frozenset("(" + _OPENING)
# Punctuation that may stand between words without a meaning.
_IDLE = frozenset("-–—−&/\\|,.;:!?…·•'’‘`´~_+=<>[]{}@#$%^…")


@dataclass(frozen=True, slots=True)
class Query:
    """A query understood, and what was wrong with it."""

    node: Node
    problems: tuple[Problem, ...] = ()


class _Kind(Enum):
    LEAF = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: _Kind
    start: int
    end: int
    node: Node | None = None


def parse(text: str, *, fields: Mapping[str, str] = FIELDS, verbatim: Collection[str] = frozenset()) -> Query:
    """Return what a query asks for. An empty one asks for everything, punctuation alone for nothing.

    `fields` are the names a reader may write and the index fields they stand for; those in
    `verbatim` hold fixed values, which are taken as they stand.
    """
    return _Reader(text, fields, verbatim).read()


@dataclass(slots=True)
class _Reader:
    """Cuts a text into lexemes, then joins them by the rules above."""

    text: str
    known_fields: Mapping[str, str]
    verbatim: Collection[str]
    problems: list[Problem] = field(default_factory=list)
    lexemes: list[_Lexeme] = field(default_factory=list)
    place: int = 0
    # The fields whose parentheses are open, innermost last; "" where a parenthesis has none.
    open_fields: list[str] = field(default_factory=list)
    ignored_depth: int = 0
    word_count: int = 0

    def read(self) -> Query:
        if not self.text.strip():
            return Query(Everything())
        if len(self.text) > LONGEST_QUERY:
            self.problem(
                f"The query is too long: only its first {LONGEST_QUERY:,} characters were searched for.",
                LONGEST_QUERY,
                len(self.text),
            )
            self.text = self.text[:LONGEST_QUERY]
        self.cut()
        self.lexemes.extend(_Lexeme(_Kind.CLOSE, len(self.text), len(self.text)) for _ in self.open_fields)
        self.use_lone_operator_as_word()
        self.place = 0
        node = self.alternatives()
        if node is None:
            node = Nothing()
            if not self.problems:
                self.problem("There is no word to search for in this query.", 0, len(self.text))
        self.problems.sort(key=lambda problem: problem.start or 0)
        return Query(node, tuple(self.problems[:MOST_PROBLEMS]))

    def problem(self, message: str, start: int, end: int) -> None:
        self.problems.append(Problem(message, start, end))

    # Cutting

    def cut(self) -> None:
        opened_at: list[int] = []
        while self.place < len(self.text):
            sign = self.text[self.place]
            start = self.place
            if sign.isspace():
                self.place += 1
            elif sign == "(":
                self.place += 1
                self.open("", start)
                opened_at.append(start)
            elif sign == ")":
                self.place += 1
                if opened_at:
                    opened_at.pop()
                self.close(start)
            elif sign in _OPENING:
                self.quoted("", start)
            elif sign in "-−" and self.is_before_operand():
                self.place += 1
                self.lexemes.append(_Lexeme(_Kind.NOT, start, self.place))
            else:
                self.run(opened_at)
        if opened_at:
            start = opened_at[0]
            self.problem("This parenthesis is never closed; it was read to the end.", start, start + 1)

    def is_before_operand(self) -> bool:
        """Return whether the hyphen here stands directly before what it excludes."""
        before = self.text[self.place - 1 : self.place]
        after = self.text[self.place + 1 : self.place + 2]
        return (not before or before.isspace() or before == "(") and (after.isalnum() or after in _BEGINNING)

    def open(self, name: str, start: int) -> None:
        if len(self.open_fields) >= DEEPEST:
            if not self.ignored_depth:
                self.problem("Too many parentheses within each other; these were ignored.", start, start + 1)
            self.ignored_depth += 1
            return
        self.open_fields.append(name or (self.open_fields[-1] if self.open_fields else ""))
        self.lexemes.append(_Lexeme(_Kind.OPEN, start, self.place))

    def close(self, start: int) -> None:
        if self.ignored_depth:
            self.ignored_depth -= 1
        elif self.open_fields:
            self.open_fields.pop()
            self.lexemes.append(_Lexeme(_Kind.CLOSE, start, self.place))
        else:
            self.problem("This parenthesis closes nothing and was ignored.", start, self.place)

    def quoted(self, name: str, start: int) -> None:
        """Read a phrase from the opening mark at the current place; start is where its field begins."""
        opening = self.place
        closing = next(
            (at for at in range(opening + 1, len(self.text)) if self.text[at] in _OPENING), len(self.text)
        )
        if closing == len(self.text):
            self.problem(
                "This quotation mark is never closed; the phrase was read to the end.", opening, opening + 1
            )
        content = self.text[opening + 1 : closing]
        self.place = min(closing + 1, len(self.text))
        name = name or self.open_field
        if name == DATE:
            self.date(content.strip(), start, self.place)
            return
        if name in self.verbatim:
            self.leaf(Value(name, frozenset({content})), start, self.place)
            return
        if re.search(r"\w\*", content):
            self.problem(
                "A * does nothing within quotation marks: the words were searched for as they stand.",
                opening,
                self.place,
            )
        phrase = words(content)
        if phrase:
            self.leaf(Phrase(phrase, name), start, self.place, count=len(phrase))
        else:
            self.problem("There is no word between these quotation marks.", opening, self.place)

    @property
    def open_field(self) -> str:
        return self.open_fields[-1] if self.open_fields else ""

    def run(self, opened_at: list[int]) -> None:
        """Read an operator, a field, or a word up to the next space, parenthesis or quotation mark."""
        start = self.place
        name = self.field_name()
        if name:
            if self.place >= len(self.text):
                self.problem("A field needs a value, such as speaker:rhodes.", start, self.place)
                return
            sign = self.text[self.place]
            if sign in _OPENING:
                self.quoted(name, start)
                return
            if sign == "(":
                self.place += 1
                self.open(name, start)
                opened_at.append(self.place - 1)
                return
        value_start = self.place
        found = _SPACE_OR_BREAK.search(self.text, self.place)
        self.place = found.start() if found else len(self.text)
        value = self.text[value_start : self.place]
        if not name and value in ("AND", "OR", "NOT"):
            self.lexemes.append(_Lexeme(_Kind[value], start, self.place))
        elif (name or self.open_field) == DATE:
            self.date(value, start, self.place)
        elif (name or self.open_field) in self.verbatim:
            self.leaf(Value(name or self.open_field, frozenset({value})), start, self.place)
        else:
            self.word(value, name or self.open_field, start)

    def field_name(self) -> str:
        """Return the index field named here, moving past "name:" and the spaces after it, or ""."""
        found = _FIELD.match(self.text, self.place)
        if not found:
            return ""
        name = self.known_fields.get(found.group(1).lower(), "")
        if name:
            self.place = found.end()
            while self.place < len(self.text) and self.text[self.place].isspace():
                self.place += 1
        elif self.text[found.end() : found.end() + 1].strip():
            self.problem(
                f"“{found.group()}” is not a field, so it was searched for as a word. Fields are {FIELDS_IN_WORDS}.",
                found.start(),
                found.end(),
            )
        return name

    def word(self, value: str, name: str, start: int) -> None:
        """Add a word, with or without stars; several words in one run, such as front-companies, are a phrase."""
        if value == "*":
            node: Node = Prefix("", name) if name else Everything()
            if not name:
                self.problem("“*” alone stands for everything.", start, self.place)
            self.leaf(node, start, self.place)
            return
        before, star, after = value.partition("*")
        if star and (words(after) or not words(before)):
            self.problem(
                "A * works only at the end of a word, as in sanctio*; the rest of this word was left out.",
                start,
                self.place,
            )
            if not words(before):
                before, star = after.replace("*", " "), ""
        found = words(before)
        if not found:
            if not set(value) <= _IDLE:
                self.problem(f"“{value[:40]}” has no letters or digits to search for.", start, self.place)
            return
        if not star:
            node = Word(found[0], name) if len(found) == 1 else Phrase(found, name)
        elif len(found) == 1:
            node = Prefix(found[0], name)
        else:
            node = And((Phrase(found[:-1], name), Prefix(found[-1], name)))
        self.leaf(node, start, self.place, count=len(found))

    def date(self, value: str, start: int, end: int) -> None:
        if value.lower() == "undated":
            self.leaf(Undated(), start, end)
            return
        first, dots, last = value.partition("..")
        low, high = _days(first), _days(last if dots else first)
        if not value or (first and not low) or (dots and last and not high) or not (low or high):
            self.problem(
                f"“{value[:40]}” is not a date that can be searched for. Write date:2009, date:2009-06, "
                "date:2009-06-26, date:2009..2010, date:2009.. or date:undated.",
                start,
                end,
            )
            return
        earliest, latest = low and low[0], high and high[1]
        if low and high and low[0] > high[1]:
            self.problem("The later date came first; the range was turned round.", start, end)
            earliest, latest = high[0], low[1]
        self.leaf(Dated(earliest, latest), start, end)

    def leaf(self, node: Node, start: int, end: int, *, count: int = 1) -> None:
        if self.word_count <= MOST_WORDS < self.word_count + count:
            self.problem(
                f"The query has too many words: only the first {MOST_WORDS} were searched for.",
                start,
                len(self.text),
            )
        self.word_count += count
        if self.word_count <= MOST_WORDS:
            self.lexemes.append(_Lexeme(_Kind.LEAF, start, end, node))

    # Joining

    def use_lone_operator_as_word(self) -> None:
        if len(self.lexemes) != 1 or self.lexemes[0].kind not in (_Kind.AND, _Kind.OR, _Kind.NOT):
            return
        lone = self.lexemes[0]
        name = self.text[lone.start : lone.end]
        if name == "-":
            return
        self.problem(f"“{name}” joins words; alone it was searched for as a word.", lone.start, lone.end)
        self.lexemes = [_Lexeme(_Kind.LEAF, lone.start, lone.end, Word(name.lower()))]

    def peek(self) -> _Kind | None:
        return self.lexemes[self.place].kind if self.place < len(self.lexemes) else None

    def take(self) -> _Lexeme:
        self.place += 1
        return self.lexemes[self.place - 1]

    def left_out(self, operator: _Lexeme) -> None:
        name = self.text[operator.start : operator.end]
        self.problem(f"“{name}” has nothing to join here and was left out.", operator.start, operator.end)

    def alternatives(self) -> Node | None:
        found = []
        while True:
            before = self.conjunction()
            if before is not None:
                found.append(before)
            if self.peek() is not _Kind.OR:
                break
            operator = self.take()
            if before is None or self.peek() in (None, _Kind.CLOSE):
                self.left_out(operator)
        return None if not found else found[0] if len(found) == 1 else Or(tuple(found))

    def conjunction(self) -> Node | None:
        found: list[Node] = []
        while (kind := self.peek()) not in (None, _Kind.OR, _Kind.CLOSE):
            if kind is _Kind.AND:
                operator = self.take()
                if not found or self.peek() in (None, _Kind.OR, _Kind.CLOSE, _Kind.AND):
                    self.left_out(operator)
                continue
            node = self.operand()
            if node is not None:
                found.append(node)
        return None if not found else found[0] if len(found) == 1 else And(tuple(found))

    def operand(self) -> Node | None:
        negations: list[_Lexeme] = []
        while self.peek() is _Kind.NOT:
            negations.append(self.take())
        node: Node | None = None
        if self.peek() is _Kind.LEAF:
            node = self.take().node
        elif self.peek() is _Kind.OPEN:
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


def _days(text: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of a year, month or day written in figures, or None."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = datetime.date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last = datetime.date(first.year, last_month, day or calendar.monthrange(first.year, last_month)[1])
    except (ValueError, IndexError):
        return None
    return first, last
