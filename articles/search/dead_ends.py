"""What helps where nothing was found: the query respelt, and what each filter keeps out."""

from collections.abc import Iterator
from dataclasses import replace

from articles.search.backends import Backend
from articles.search.query import parse
from articles.search.questions import Question
from articles.search.spelling import respelt

# Values that are tried one by one; nobody chooses more by hand.
MOST_VALUES = 10


def suggestion(text: str, question: Question, total: int, engine: Backend) -> str:
    """Return a query that was probably meant and finds more than the `total` of this one, or ""."""
    other = respelt(text, question.node, question.scope, engine)
    if other and _total(replace(question, node=parse(other).node), engine) > total:
        return other
    return ""


def totals_without(question: Question, engine: Backend) -> Iterator[tuple[str, str, int]]:
    """Yield each value of a filter, by its field, with how many hits there are without it, where there are any."""
    values = [(field, value) for field, values in question.filters.items() for value in values]
    for field, value in values[:MOST_VALUES]:
        others = tuple(other for other in question.filters[field] if other != value)
        filters = {**question.filters, field: others}
        if not others:
            del filters[field]
        if total := _total(replace(question, filters=filters), engine):
            yield field, value, total


def _total(question: Question, engine: Backend) -> int:
    return engine.answer(replace(question, offset=0, limit=0, facets=())).total
