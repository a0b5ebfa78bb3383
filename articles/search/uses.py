"""The uses of words over time: which quotes have them, when, and what stands around them."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.models import Quote
from articles.search.backends import backend
from articles.search.engine import cut_problem
from articles.search.indexes import UNDATED
from articles.search.matches import find_matches
from articles.search.query import parse
from articles.search.questions import Answer, Question
from articles.search.requests import Problem, Scope, Sort
from articles.search.syntax import Leaf, Node, in_field, positive_leaves
from articles.text.concealing import conceal, in_brackets

# The index field of a quote's own words, without the name of its speaker.
WORDS = "text"
# Code points shown on each side of what was looked for.
AROUND = 42
ELLIPSIS = "…"
# Columns that a line shows; a table of a thousand lines would wait for the others.
SHOWN = (
    "public_id",
    "words",
    "kind",
    "confidence",
    "attribution_origin",
    "review_state",
    "speaker__name",
    "speaker__slug",
    "speaker__visibility",
    "speaker__withheld_reason",
    "speaker__withheld_at",
    "unnamed_source__description",
    "article__headline",
    "article__withheld_words",
    "article__date_earliest",
    "article__date_latest",
    "article__date_time",
    "article__date_zone",
    "article__date_precision",
    "article__date_basis",
    "article__publication__name",
    "article__publication__rights",
)


@dataclass(frozen=True, slots=True)
class UseRequest:
    """Words as a reader types a query, "" for any, in quotes of one speaker (a slug) or, with "", of anybody.

    `kinds` are the kinds of quotes, none for all.
    """

    text: str
    speaker: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """One quote that has the words: its address and its day, or the days it lies between; both None when undated."""

    public_id: str
    words: str
    earliest: datetime.date | None
    latest: datetime.date | None


@dataclass(frozen=True, slots=True)
class Context:
    """Words as printed with what stands before and after them in their quote, on one line.

    `is_apart` where a space stands between the words and what is before them, which does not end in one.
    """

    before: str
    words: str
    after: str
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One quote with the first place of the words in it."""

    quote: Quote
    context: Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """What one request found, oldest first and the undated last.

    `uses` are all of them where they are no more than was asked for at most, else none: then
    `months` counts them, as "2009-06", which leaves those out of which no month is known. `lines` are the
    first of them. `first` and `last` are the earliest and the latest that are dated, or None. `problems`
    are mistakes in the query.
    """

    total: int
    undated: int
    uses: tuple[Use, ...]
    months: Mapping[str, int]
    first: Use | None
    last: Use | None
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def is_whole(self) -> bool:
        return len(self.uses) == self.total

    @property
    def dated(self) -> tuple[Use, ...]:
        return tuple(use for use in self.uses if use.earliest)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the index says to one request."""

    answer: Answer
    last: tuple[int, ...]
    leaves: tuple[Leaf, ...]
    problems: tuple[Problem, ...]

    def keys(self, most: int, lines: int) -> tuple[int, ...]:
        shown = self.answer.keys if self.answer.total <= most else self.answer.keys[:lines]
        return (*shown, *self.last)


def find_uses(requests: Iterable[UseRequest], *, most: int, lines: int) -> tuple[Uses, ...]:
    """Return what each request finds: every use where there are `most` or fewer, and `lines` of them in full.

    Words are looked for in quotes alone, not in the names of who said them. Rows are read in two
    queries, however many requests there are.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    found = [_ask(request, most=most) for request in requests]
    rows = _rows(key for one in found for key in one.keys(most, lines))
    shown = {key for one in found for key in one.answer.keys[:lines]}
    quotes = _quotes(shown & rows.keys())
    return tuple(_uses(one, rows, quotes, most=most, lines=lines) for one in found)


def _ask(request: UseRequest, *, most: int) -> _Found:
    query = parse(request.text)
    question = Question(
        scope=Scope.QUOTES,
        node=in_field(query.node, WORDS),
        filters={
            name: values
            for name, values in (
                ("speakers", (request.speaker,) if request.speaker else ()),
                ("kinds", request.kinds),
            )
            if values
        },
        sort=Sort.OLDEST,
        limit=most,
        facets=("years", "months"),
    )
    engine = backend()
    answer = engine.answer(question)
    last: tuple[int, ...] = ()
    if answer.total > most:
        last = engine.answer(replace(question, sort=Sort.NEWEST, limit=1, facets=())).keys
    problems = (*query.problems, *(cut_problem(name, request.text) for name in answer.cut))
    return _Found(answer, last, _plain_leaves(query.node), problems)


def _plain_leaves(node: Node) -> tuple[Leaf, ...]:
    return tuple(leaf for leaf in positive_leaves(node) if leaf.field in ("", WORDS))


def _rows(keys: Iterable[int]) -> dict[int, Use]:
    """Return those of these quotes that readers may still see: the index may be a moment behind."""
    rows = (
        Quote.objects.published()
        .filter(pk__in=set(keys))
        .values_list(
            "pk",
            "public_id",
            "words",
            "article__date_earliest",
            "article__date_latest",
            "article__withheld_words",
        )
    )
    return {
        key: Use(public_id, in_brackets(conceal(words, withheld)), earliest, latest)
        for key, public_id, words, earliest, latest, withheld in rows.iterator()
    }


def _quotes(keys: Collection[int]) -> dict[int, Quote]:
    """Return quotes with what a line shows of them and their articles, which is not the text."""
    return Quote.objects.published().with_article().only(*SHOWN).in_bulk(keys)


def _uses(
    found: _Found, rows: Mapping[int, Use], quotes: Mapping[int, Quote], *, most: int, lines: int
) -> Uses:
    answer = found.answer
    is_whole = answer.total <= most
    uses = tuple(rows[key] for key in answer.keys if key in rows) if is_whole else ()
    dated = [use for use in uses if use.earliest]
    ends = (answer.keys[:1], found.last)
    first, last = (
        (min(dated, key=_earliest, default=None), max(dated, key=_latest, default=None))
        if is_whole
        else (next((rows[key] for key in end if key in rows and rows[key].earliest), None) for end in ends)
    )
    return Uses(
        total=len(uses) if is_whole else answer.total,
        undated=len(uses) - len(dated) if is_whole else answer.facets["years"].get(UNDATED, 0),
        uses=uses,
        months={} if is_whole else dict(sorted(answer.facets["months"].items())),
        first=first,
        last=last,
        lines=tuple(
            Line(quotes[key], context_of(quotes[key].words, found.leaves))
            for key in answer.keys[:lines]
            if key in quotes
        ),
        problems=found.problems,
    )


def _earliest(use: Use) -> datetime.date:
    return use.earliest or datetime.date.max


def _latest(use: Use) -> datetime.date:
    return use.latest or datetime.date.min


def context_of(words: str, leaves: Sequence[Leaf]) -> Context:
    """Return the first place of the leaves in the words of a quote, AROUND code points on each side at most.

    Words that match one after the other, as those of a term of two words, are one place.
    Where none stands in them, as where nothing was looked for, it is the beginning.
    """
    line = " ".join(words.split())
    matches = find_matches(line, leaves) if leaves else ()
    if not matches:
        return Context("", "", _beginning(line, 2 * AROUND))
    start, end = matches[0].span.start, matches[0].span.end
    for match in matches[1:]:
        if not line[end : match.span.start].isspace():
            break
        end = match.span.end
    before = line[:start]
    if len(before) > AROUND:
        before = ELLIPSIS + before[-AROUND:].partition(" ")[2]
    return Context(
        before.rstrip(),
        line[start:end],
        _beginning(line[end:], AROUND),
        before.endswith(" "),
    )


def _beginning(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return (text[:length].rpartition(" ")[0] or text[:length]) + ELLIPSIS
