"""A query cut into lexemes: words, phrases and dates as leaves of the tree, and what joins them."""

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from articles.search.dates import read_date
from articles.search.fields import (
    DATE,
    FIELDS_IN_WORDS,
    KINDS,
    LIMITS,
    THINGS,
    explain_values,
    find_value,
)
from articles.search.leaves import behind_phrase, first_words, read_phrase, read_word, word_count
from articles.search.requests import Problem
from articles.search.syntax import Node, Value

# Both bounds keep the worst query cheap.
MOST_WORDS = 100
DEEPEST = 30
MOST_HINTS = 3

_QUOTES = '"“”„‟«»'
_BREAK = re.compile(rf"[\s(){_QUOTES}]|&&|\|\|")
_FIELD = re.compile(r"([A-Za-z_]+):(?!//)")
_COMPARED = re.compile(r"(?:date|year)\s*(?=[<>≤≥=])", re.IGNORECASE)
# A date may be written with spaces where a bracket, a comparison or a range goes on.
_BRACKETED = re.compile(r"[\[{][^\[\]{}()]*[\]}]?")
_SPACED_RANGE = re.compile(r"[\d/.-]{4,10}\s+(?:\.{2,3}|…|[-–—]|TO|to)\s+[\d/.-]{4,10}")
_COMPARISON = re.compile(r"[<>≤≥=]+\s+")
_LIMIT = re.compile(rf"({'|'.join(sorted(LIMITS))}):([^\s(){_QUOTES}]+)", re.IGNORECASE)
_NOT = "-−‐‑﹣!"
# What an operand may begin with beside a letter or digit.
_BEGINNING = frozenset("(" + _QUOTES)
_OPERATORS = {"&&": "AND", "||": "OR"}
# Signs of the full width, as typed in Chinese or Japanese, one for one.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: ord(" "), 0x301C: ord("~")}


class Kind(Enum):
    LEAF = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of the query from `start` to `end`; the words of a leaf begin at `content`, after its field."""

    kind: Kind
    start: int
    end: int
    node: Node | None = None
    content: int = 0


@dataclass(slots=True)
class Cutter:
    """Cuts a query into lexemes, and explains what it cannot understand in `problems`."""

    text: str
    known_fields: Mapping[str, str]
    verbatim: Collection[str]
    problems: list[Problem]
    lexemes: list[Lexeme] = field(default_factory=list)
    place: int = 0
    # The fields whose parentheses are open, innermost last; "" where a parenthesis has none.
    open_fields: list[str] = field(default_factory=list)
    opened_at: list[int] = field(default_factory=list)
    ignored_depth: int = 0
    words: int = 0
    hints: int = MOST_HINTS

    def __post_init__(self) -> None:
        self.text = self.text.translate(_FULL_WIDTH)

    def problem(self, message: str, start: int, end: int) -> None:
        self.problems.append(Problem(message, start, end))

    def cut(self) -> list[Lexeme]:
        """Return the lexemes in order, every parenthesis closed."""
        while self.place < len(self.text):
            self.cut_next()
        if self.opened_at:
            start = self.opened_at[0]
            self.problem("This parenthesis is never closed; it was read to the end.", start, start + 1)
        end = len(self.text)
        self.lexemes.extend(Lexeme(Kind.CLOSE, end, end) for _ in self.open_fields)
        return self.lexemes

    def cut_next(self) -> None:
        start, sign = self.place, self.text[self.place]
        if sign.isspace():
            self.place += 1
        elif sign == "(":
            self.open("", start)
        elif sign == ")":
            self.close(start)
        elif sign in _QUOTES:
            self.quoted("", start)
        elif operator := _OPERATORS.get(self.text[start : start + 2]):
            self.operator(operator, 2)
        elif sign == "|" and not self.text[start + 1 : start + 2].strip():
            self.operator("OR", 1)
        elif sign in _NOT and self.is_before_operand():
            self.operator("NOT", 1)
        elif sign == "+" and self.is_before_operand():
            self.place += 1  # every word is wanted as it is
        else:
            self.run()

    def operator(self, name: str, length: int) -> None:
        self.place += length
        self.lexemes.append(Lexeme(Kind[name], self.place - length, self.place))

    def is_before_operand(self) -> bool:
        """Return whether the sign here begins a word, and stands directly before what it excludes or demands."""
        before = self.text[self.place - 1 : self.place]
        after = self.text[self.place + 1 : self.place + 2]
        return (not before or before.isspace() or before in "(|&") and (
            after.isalnum() or after in _BEGINNING
        )

    @property
    def open_field(self) -> str:
        return self.open_fields[-1] if self.open_fields else ""

    def open(self, name: str, start: int) -> None:
        """Open the parenthesis at the current place; start is where its field begins."""
        self.opened_at.append(self.place)
        self.place += 1
        if len(self.open_fields) >= DEEPEST:
            if not self.ignored_depth:
                self.problem("Too many parentheses within each other; these were ignored.", start, start + 1)
            self.ignored_depth += 1
            return
        self.open_fields.append(name or self.open_field)
        self.lexemes.append(Lexeme(Kind.OPEN, start, self.place))

    def close(self, start: int) -> None:
        self.place += 1
        if not self.opened_at:
            self.problem("This parenthesis closes nothing and was ignored.", start, self.place)
            return
        self.opened_at.pop()
        if self.ignored_depth:
            self.ignored_depth -= 1
        else:
            self.open_fields.pop()
            self.lexemes.append(Lexeme(Kind.CLOSE, start, self.place))

    def quoted(self, name: str, start: int) -> None:
        """Read a phrase from the opening mark at the current place; start is where its field begins."""
        opening = self.place
        closing = next(
            (at for at in range(opening + 1, len(self.text)) if self.text[at] in _QUOTES), len(self.text)
        )
        if closing == len(self.text):
            self.problem(
                "This quotation mark is never closed; the phrase was read to the end.", opening, opening + 1
            )
        content = self.text[opening + 1 : closing]
        self.place = min(closing + 1, len(self.text))
        name = name or self.open_field
        if self.is_fixed(name):
            self.fixed(content, name, start)
            return
        end = self.place
        apart, weight, self.place = behind_phrase(self.text, self.place)
        if weight:
            self.problem(
                f"“{weight}” weighs nothing here and was left out.", self.place - len(weight), self.place
            )
        reading = read_phrase(content, name, apart=apart)
        for complaint in reading.complaints:
            self.problem(complaint, opening, end if apart is None else self.place)
        if reading.node:
            self.leaf(reading.node, start, content=opening)

    def run(self) -> None:
        """Read an operator, a field, or a word up to the next space, parenthesis or quotation mark."""
        if self.limit():
            return
        start = self.place
        name = self.field_name()
        if name:
            if self.place >= len(self.text):
                self.problem("A field needs a value, such as speaker:rhodes.", start, self.place)
                return
            sign = self.text[self.place]
            if sign in _QUOTES:
                self.quoted(name, start)
                return
            if sign == "(":
                self.open(name, start)
                return
        name = name or self.open_field
        content = self.place
        self.place = self.end_of_run(is_date=name == DATE)
        value = self.text[content : self.place]
        if start == content and value in ("AND", "OR", "NOT"):
            self.lexemes.append(Lexeme(Kind[value], start, self.place))
        elif self.is_fixed(name):
            self.fixed(value, name, start)
        else:
            self.word(value, name, start, content)

    def end_of_run(self, *, is_date: bool) -> int:
        """Return where the word ends that begins here; a date may have spaces inside."""
        place = self.place
        if is_date:
            if found := _BRACKETED.match(self.text, place) or _SPACED_RANGE.match(self.text, place):
                return found.end()
            if found := _COMPARISON.match(self.text, place):
                place = found.end()
        found = _BREAK.search(self.text, place)
        return found.start() if found else len(self.text)

    def field_name(self) -> str:
        """Return the index field named here, moving past "name:" and the spaces after it, or ""."""
        if compared := _COMPARED.match(self.text, self.place):
            self.place = compared.end()
            return DATE
        found = _FIELD.match(self.text, self.place)
        if not found:
            return ""
        written = found.group(1).lower()
        name = self.known_fields.get(written, "")
        if name:
            self.place = found.end()
            while self.place < len(self.text) and self.text[self.place].isspace():
                self.place += 1
        elif self.text[found.end() : found.end() + 1].strip():
            self.problem(self.explain_unknown(found.group(), written), found.start(), found.end())
        return name

    def explain_unknown(self, typed: str, written: str) -> str:
        # To compare names takes time, and nobody reads more hints.
        hint = ""
        if self.hints:
            self.hints -= 1
            close = difflib.get_close_matches(written[:40], self.known_fields, n=1, cutoff=0.75)
            hint = f"Perhaps {close[0]}: was meant. " if close else ""
        return f"“{typed[:40]}” is not a field, so it was searched for as a word. {hint}Fields are {FIELDS_IN_WORDS}."

    def limit(self) -> bool:
        """Read a limit on the date such as before:2010, if one stands here; before anything else it is a word."""
        found = _LIMIT.match(self.text, self.place)
        node = read_date(f"{found[1]} {found[2]}").node if found else None
        if not found or not node:
            return False
        self.place = found.end()
        self.leaf(node, found.start())
        return True

    def is_fixed(self, name: str) -> bool:
        """Return whether a field takes no words but dates, or values from a list."""
        return name in (DATE, KINDS, THINGS) or name in self.verbatim

    def fixed(self, value: str, name: str, start: int) -> None:
        if name in self.verbatim:
            self.leaf(Value(name, frozenset({value})), start)
        elif name == DATE:
            reading = read_date(value)
            if reading.complaint:
                self.problem(reading.complaint, start, self.place)
            if reading.node:
                self.leaf(reading.node, start)
        elif known := find_value(name, value):
            self.leaf(Value(name, frozenset({known})), start)
        else:
            self.problem(explain_values(name, value), start, self.place)

    def word(self, value: str, name: str, start: int, content: int) -> None:
        reading = read_word(value, name)
        for complaint in reading.complaints:
            self.problem(complaint, start, self.place)
        if reading.node:
            self.leaf(reading.node, start, content=content)

    def leaf(self, node: Node, start: int, *, content: int | None = None) -> None:
        """Add a leaf that ends at the current place, as far as the query may go on."""
        count, room = word_count(node), MOST_WORDS - self.words
        if 0 <= room < count:
            self.problem(
                f"The query has too many words: only the first {MOST_WORDS} were searched for.",
                start,
                len(self.text),
            )
        self.words += count
        kept = first_words(node, max(0, room))
        if kept:
            place = start if content is None else content
            self.lexemes.append(Lexeme(Kind.LEAF, start, self.place, kept, place))
