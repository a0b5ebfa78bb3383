"""What helps where nothing was found: the query respelt, the words that nothing has, and what each filter keeps out."""

from collections.abc import Iterator
from dataclasses import replace

from articles.search.backends import Backend, backend
from articles.search.fields import FIELDS
from articles.search.lexemes import Cutter
from articles.search.query import LONGEST_QUERY, parse
from articles.search.questions import Question
from articles.search.requests import Scope
from articles.search.spelling import respelt
from articles.search.syntax import And, Leaf

# Values, and words, that are tried one by one; nobody chooses more by hand.
MOST_VALUES = 10
QUOTATION_MARKS = '"“”„'


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


def find_missing(text: str, scope: Scope) -> tuple[str, ...]:
    """Return which words of a query nothing in the archive has, as they are written.

    It is for a query that found nothing and needs all of its words, of which there are several and not very many.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    match parse(text).node:
        case And(children) if len(children) <= MOST_VALUES:
            wanted = {child for child in children if isinstance(child, Leaf)}
        case _:
            return ()
    engine = backend()
    written = {
        each.node: text[each.start : each.end].strip(QUOTATION_MARKS)
        for each in Cutter(text[:LONGEST_QUERY], FIELDS, (), []).cut()
        if isinstance(each.node, Leaf) and each.node in wanted
    }
    return tuple(
        words for node, words in written.items() if not _total(Question(scope=scope, node=node), engine)
    )


def _total(question: Question, engine: Backend) -> int:
    return engine.answer(replace(question, offset=0, limit=0, facets=())).total
