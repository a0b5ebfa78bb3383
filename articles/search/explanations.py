"""A search in words: what is looked for and how, which filters are in force, what comes first.

A query becomes sentences of one condition each. Exclusion is carried inwards to the words it excludes,
so that what is nested reads as plain English: "-(fee tax)" finds what has no form of one or no form of the other.
"""

import calendar
import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from articles.models import ReviewState
from articles.search.analysis import has_forms
from articles.search.fields import KINDS, PROBABLE, Attributed
from articles.search.indexes import UNDATED
from articles.search.requests import Scope, SearchRequest, Sort
from articles.search.syntax import (
    And,
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
    with_undated,
)
from articles.text.months import ENGLISH_MONTHS

# Prose is found in any form of its words, names only as they are written.
_PROSE = ("", "headline")
_PLACES: Mapping[Scope, Mapping[str, str]] = {
    Scope.ARTICLES: {
        "": "",
        "byline": " in the byline",
        "cue": " in the words that introduce quotes",
        "headline": " in the headline",
        "publication": " in the name of the publication",
        "speaker": " in the names of quoted speakers",
        "topic": " in the names of topics",
    },
    Scope.QUOTES: {
        "": "",
        "byline": " in the byline of the article",
        "cue": " in the word that introduces the quote",
        "headline": " in the headline of the article",
        "publication": " in the name of the publication",
        "speaker": " in the name of the speaker",
        "topic": " in the names of the article’s topics",
    },
}
_PLAIN: Mapping[Scope, str] = {
    Scope.ARTICLES: "Words without a field are looked for in the headline, the standfirst, the text and the byline.",
    Scope.QUOTES: "Words without a field are looked for in the quote and the name of its speaker.",
}
_FILTERS: Mapping[Scope, Mapping[str, str]] = {
    Scope.ARTICLES: {
        "speaker": "quote {}",
        "publication": "appeared in {}",
        "topic": "are filed under {}",
        "kind": "have {} quotes",
        "cue": "have quotes introduced with a form of {}",
        "review": "have quotes {}",
        "attribution": "have quotes {}",
    },
    Scope.QUOTES: {
        "speaker": "are by {}",
        "publication": "appeared in {}",
        "topic": "are from articles filed under {}",
        "kind": "are {}",
        "cue": "are introduced with a form of {}",
        "review": "are {}",
        "attribution": "are {}",
    },
}
# Filters of which the values are names for programs.
_NAMED = ("speaker", "publication", "topic")
# What an article has whether it is known or not.
_KNOWN: Mapping[str, str] = {
    "date": "known date",
    "publication": "known publication",
    "speaker": "named speaker",
}
# Values of filters that say something of quotes, as it is said after "that are".
_STATES: Mapping[str, str] = {
    ReviewState.CONFIRMED.value: "confirmed by an editor",
    ReviewState.CORRECTED.value: "corrected by an editor",
    ReviewState.UNREVIEWED.value: "not reviewed",
    PROBABLE: "only probably by the speaker shown",
    Attributed.NAMED.value: "by a named speaker",
    Attributed.UNNAMED.value: "by an unnamed source",
    Attributed.WITHHELD.value: "by somebody whose name is withheld",
    Attributed.NOBODY.value: "by nobody who is named",
}
_ORDERS: Mapping[Sort, str] = {
    Sort.RELEVANCE: "The best matches come first.",
    Sort.NEWEST: "The newest come first, undated ones last.",
    Sort.OLDEST: "The oldest come first, undated ones last.",
}


def explain(request: SearchRequest, node: Node, labels: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Return sentences that say what a search looks for.

    `labels` are the names behind the values of filters, by facet; a value without one stands for itself.
    """
    noun = request.scope.value
    plain = _carried(node, is_wanted=True)
    parts = [part for part in _parts(plain) if not isinstance(part, Everything)]
    if Nothing() in parts:
        return (f"Finds nothing: no {noun.removesuffix('s')} can be so.",)
    conditions = (*_clauses(parts, request.scope, joint="and", is_outermost=True), *_filters(request, labels))
    if not conditions:
        sentences = [f"Finds all {noun}."]
    else:
        sentences = [f"Finds {noun} that {conditions[0]}."]
        sentences += [f"Only those that {condition}." for condition in conditions[1:]]
    if any(leaf.field == "" for leaf in positive_leaves(node)):
        sentences.append(_PLAIN[request.scope])
    if undated := _undated(request, node):
        sentences.append(undated)
    return (*sentences, _ORDERS[request.sort])


@lru_cache(2_000)
def name_month(value: str) -> str:
    """Return a month such as "2009-06" in words."""
    year, _, month = value.partition("-")
    return f"{ENGLISH_MONTHS[int(month) - 1]} {year}"


def _parts(node: Node) -> tuple[Node, ...]:
    return node.children if isinstance(node, And) else (node,)


def _filters(request: SearchRequest, labels: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    values = {
        "speaker": request.speakers,
        "publication": request.publications,
        "topic": request.topics,
        "kind": request.kinds,
        "cue": tuple(f"“{cue}”" for cue in request.cues),
        "review": tuple(_STATES.get(state, state) for state in request.reviews),
        "attribution": tuple(_STATES.get(state, state) for state in request.attributions),
    }
    conditions = [
        _FILTERS[request.scope][name].format(
            _listed(
                (labels.get(name, {}).get(value, value) if name in _NAMED else value for value in chosen),
                "or",
            )
        )
        for name, chosen in values.items()
        if chosen
    ]
    dates = [year for year in request.years if year != UNDATED] + [
        name_month(month) for month in request.months
    ]
    if UNDATED in request.years:
        conditions.append(f"are dated {_listed(dates, 'or')}, or undated" if dates else "are undated")
    elif dates:
        conditions.append(f"are dated {_listed(dates, 'or')}")
    return tuple(conditions)


def _undated(request: SearchRequest, node: Node) -> str:
    """Return what becomes of undated articles where a date is asked for, else ""."""
    is_limited = with_undated(node) != node
    is_filtered = bool(request.years or request.months) and UNDATED not in request.years
    if not (is_limited or is_filtered):
        return ""
    if request.include_undated:
        return "Undated ones are let past every limit on the date."
    parts = _parts(_carried(node, is_wanted=True))
    if is_filtered or any(isinstance(part, Dated) for part in parts):
        return "Undated ones are left out."
    return "Undated ones pass no limit on the date."


def _carried(node: Node, *, is_wanted: bool) -> Node:
    """Return a query that means the same, with nothing but leaves excluded and no group in one of its own kind."""
    match node:
        case Not(child):
            return _carried(child, is_wanted=not is_wanted)
        case And(children) | Or(children):
            kind = And if isinstance(node, And) == is_wanted else Or
            flat: list[Node] = []
            for child in children:
                carried = _carried(child, is_wanted=is_wanted)
                flat += carried.children if isinstance(carried, kind) else (carried,)
            return kind(tuple(flat))
        case Everything() | Nothing() if not is_wanted:
            return Nothing() if isinstance(node, Everything) else Everything()
        case _:
            return node if is_wanted else Not(node)


def _clauses(
    nodes: Iterable[Node], scope: Scope, *, joint: str, is_outermost: bool = False
) -> tuple[str, ...]:
    """Return conditions with a verb in the plural, in the order of the nodes; words of one field share theirs."""
    found: list[str] = []
    objects: dict[str, list[str]] = {}
    places: dict[str, int] = {}
    for node in nodes:
        leaf = node.child if isinstance(node, Not) else node
        if isinstance(leaf, Leaf):
            places.setdefault(leaf.field, len(found))
            if leaf.field not in objects:
                found.append("")
            objects.setdefault(leaf.field, []).append(_object(leaf, is_wanted=leaf is node))
        elif isinstance(node, And | Or):
            inner = "and" if isinstance(node, And) else "or"
            group = _listed(_clauses(node.children, scope, joint=inner), inner)
            found.append(group if is_outermost else f"({group})")
        else:
            found.append(_simple(leaf, scope, is_wanted=leaf is node))
    for field, place in places.items():
        found[place] = f"have {_listed(objects[field], joint)}{_PLACES[scope][field]}"
    return tuple(found)


def _object(leaf: Leaf, *, is_wanted: bool) -> str:  # noqa: PLR0911  one case for each kind of leaf
    """Return what a text has, or has not, as the object of a verb."""
    match leaf:
        case Word(text, field) if field in _PROSE and has_forms(text):
            return f"{'any' if is_wanted else 'no'} form of “{text}”"
        case Word(text):
            return f"{'the' if is_wanted else 'no'} word “{text}”"
        case Phrase(words):
            return f"{'exactly' if is_wanted else 'no'} “{' '.join(words)}”"
        case Prefix(""):
            return "any word" if is_wanted else "no word"
        case Prefix(text):
            return f"{'a' if is_wanted else 'no'} word that begins with “{text}”"
        case Fuzzy(text, distance):
            letters = "1 letter" if distance == 1 else f"{distance} letters"
            return f"{'a' if is_wanted else 'no'} word like “{text}” (at most {letters} different)"
        case Near(words, distance):
            named = _listed([f"“{word}”" for word in words], "and")
            others = "1 other word" if distance == 1 else f"{distance} other words"
            apart = f"in any order (at most {others} between)" if distance else "side by side in any order"
            return f"{'' if is_wanted else 'nowhere '}{named} {apart}"


def _simple(node: Node, scope: Scope, *, is_wanted: bool) -> str:
    """Return what is asked of a document beside its words."""
    match node:
        case Dated():
            return f"are {'' if is_wanted else 'not '}dated {name_days(node.earliest, node.latest)}"
        case Undated():
            return "have no date" if is_wanted else "have a date"
        case Value(field, values):
            return _value(field, sorted(values), scope, is_wanted=is_wanted)
        case Everything():
            return "are anything at all"
        case _:
            return "are nothing at all"


def _value(field: str, values: Sequence[str], scope: Scope, *, is_wanted: bool) -> str:
    if field == KINDS and scope is Scope.QUOTES:
        return f"are {'' if is_wanted else 'not '}{_listed(values, 'or')}"
    if field == KINDS:
        return f"have {_counted(_listed(values, 'or') + ' quote', is_wanted=is_wanted)}"
    thing = _counted(_listed([_KNOWN.get(value, value) for value in values], "or"), is_wanted=is_wanted)
    is_of_article = scope is Scope.QUOTES and not {"quote", "speaker"} & set(values)
    return f"are from articles with {thing}" if is_of_article else f"have {thing}"


def _counted(thing: str, *, is_wanted: bool) -> str:
    article = "no" if not is_wanted else "an" if thing[0] in "aeiou" else "a"
    return f"{article} {thing}"


def name_days(first: datetime.date | None, last: datetime.date | None) -> str:
    """Return a range of days by the years or months that it covers, else by its days; None leaves a side open."""
    if first and last:
        for name in (_year, _month, _day):
            low, high = name(first, is_last=False), name(last, is_last=True)
            if low and high:
                return low if low == high else f"from {low} to {high}"
    if first:
        return f"from {_widest(first, is_last=False)} on"
    return (
        f"up to {'' if last and _day_alone(last) else 'the end of '}{_widest(last, is_last=True)}"
        if last
        else ""
    )


def _widest(day: datetime.date, *, is_last: bool) -> str:
    return _year(day, is_last=is_last) or _month(day, is_last=is_last) or _day(day, is_last=is_last)


def _day_alone(day: datetime.date) -> bool:
    return not _month(day, is_last=True)


def _year(day: datetime.date, *, is_last: bool) -> str:
    is_whole = (day.month, day.day) == ((12, 31) if is_last else (1, 1))
    return str(day.year) if is_whole else ""


def _month(day: datetime.date, *, is_last: bool) -> str:
    edge = calendar.monthrange(day.year, day.month)[1] if is_last else 1
    return f"{ENGLISH_MONTHS[day.month - 1]} {day.year}" if day.day == edge else ""


def _day(day: datetime.date, *, is_last: bool) -> str:
    del is_last
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def _listed(items: Iterable[str], joint: str) -> str:
    """Return "a", "a or b", "a, b or c"."""
    *before, last = items
    return f"{', '.join(before)} {joint} {last}" if before else last
