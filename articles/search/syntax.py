"""A query understood: a tree of frozen values that every engine translates into its own terms.

Words in it are folded as `articles.search.analysis` says. `field` is the name of an index field, or ""
for wherever plain words are looked for.
"""

import datetime
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its English forms; in names only as it is written."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One or more words exactly as written, one after the other."""

    words: tuple[str, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins so; an empty one is any word at all."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any word that at most `distance` (1 or 2) letters make of this one, neighbours swapped counting as one."""

    text: str
    distance: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """Words as written, in any order, within a stretch of as many words and `distance` more.

    A word that is given twice has to stand there twice.
    """

    words: tuple[str, ...]
    distance: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """Published, as far as is known, between two days, both included; None leaves a side open."""

    earliest: datetime.date | None = None
    latest: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Undated:
    """Without a known date."""


@dataclass(frozen=True, slots=True)
class Value:
    """A field of fixed values (a slug, a year, a kind) that holds one of these."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Between:
    """A field of numbers within two bounds, both included; None leaves a side open."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class And:
    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    child: "Node"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document: there was nothing in the query to search for."""


Leaf = Word | Phrase | Prefix | Fuzzy | Near
Node = Leaf | Dated | Undated | Value | Between | And | Or | Not | Everything | Nothing


def positive_leaves(node: Node) -> tuple[Leaf, ...]:
    """Return the words asked for, in order, without those excluded."""
    match node:
        case Word() | Phrase() | Prefix() | Fuzzy() | Near():
            return (node,)
        case And(children) | Or(children):
            return tuple(leaf for child in children for leaf in positive_leaves(child))
        case _:
            return ()


def names_field(node: Node, field: str) -> bool:
    """Return whether a query asks for fixed values of a field, or excludes some."""
    match node:
        case Value(name):
            return name == field
        case And(children) | Or(children):
            return any(names_field(child, field) for child in children)
        case Not(child):
            return names_field(child, field)
        case _:
            return False


def in_field(node: Node, field: str) -> Node:
    """Return the query with its plain words looked for in one field; "" changes nothing."""
    match node:
        case Word() | Phrase() | Prefix() | Fuzzy() | Near() if field and not node.field:
            return replace(node, field=field)
        case And(children):
            return And(tuple(in_field(child, field) for child in children))
        case Or(children):
            return Or(tuple(in_field(child, field) for child in children))
        case Not(child):
            return Not(in_field(child, field))
        case _:
            return node


def limits_date(node: Node) -> bool:
    """Return whether a date could keep a document out."""
    match node:
        case Dated():
            return True
        case And(children) | Or(children):
            return any(limits_date(child) for child in children)
        case Not(child):
            return limits_date(child)
        case _:
            return False


def with_undated(node: Node, *, is_wanted: bool = True) -> Node:
    """Return the query with undated documents let past every limit on the date.

    `is_wanted` is False below a NOT: there a limit on the date already lets them pass.
    """
    match node:
        case Dated() if is_wanted:
            return Or((node, Undated()))
        case And(children):
            return And(tuple(with_undated(child, is_wanted=is_wanted) for child in children))
        case Or(children):
            return Or(tuple(with_undated(child, is_wanted=is_wanted) for child in children))
        case Not(child):
            return Not(with_undated(child, is_wanted=not is_wanted))
        case _:
            return node
