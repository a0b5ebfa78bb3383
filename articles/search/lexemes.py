"""A query cut into lexemes: words, phrases and dates as leaves of the tree, and what joins them."""

import calendar
import datetime
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from articles.search.analysis import words
from articles.search.requests import Problem
from articles.search.syntax import And, Dated, Everything, Node, Phrase, Prefix, Undated, Value, Word

# Both bounds keep the worst query cheap.
MOST_WORDS = 100
DEEPEST = 30

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
    ignored_depth: int = 0
    word_count: int = 0

    def problem(self, message: str, start: int, end: int) -> None:
        self.problems.append(Problem(message, start, end))

    def cut(self) -> list[Lexeme]:
        """Return the lexemes in order, every parenthesis closed."""
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
                self.lexemes.append(Lexeme(Kind.NOT, start, self.place))
            else:
                self.run(opened_at)
        if opened_at:
            start = opened_at[0]
            self.problem("This parenthesis is never closed; it was read to the end.", start, start + 1)
        end = len(self.text)
        self.lexemes.extend(Lexeme(Kind.CLOSE, end, end) for _ in self.open_fields)
        return self.lexemes

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
        self.lexemes.append(Lexeme(Kind.OPEN, start, self.place))

    def close(self, start: int) -> None:
        if self.ignored_depth:
            self.ignored_depth -= 1
        elif self.open_fields:
            self.open_fields.pop()
            self.lexemes.append(Lexeme(Kind.CLOSE, start, self.place))
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
            self.leaf(Phrase(phrase, name), start, self.place, content=opening, count=len(phrase))
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
            self.lexemes.append(Lexeme(Kind[value], start, self.place))
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
        self.leaf(node, start, self.place, content=self.place - len(value), count=len(found))

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

    def leaf(self, node: Node, start: int, end: int, *, content: int | None = None, count: int = 1) -> None:
        if self.word_count <= MOST_WORDS < self.word_count + count:
            self.problem(
                f"The query has too many words: only the first {MOST_WORDS} were searched for.",
                start,
                len(self.text),
            )
        self.word_count += count
        if self.word_count <= MOST_WORDS:
            self.lexemes.append(Lexeme(Kind.LEAF, start, end, node, start if content is None else content))


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
