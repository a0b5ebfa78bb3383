"""A Question answered over one Snapshot: what matches, in which order, and the counts."""

from collections.abc import Callable, Mapping
from heapq import nsmallest

from articles.search.backends.evaluation import Evaluation
from articles.search.backends.reading import Snapshot
from articles.search.indexes import UNDATED
from articles.search.questions import DATE_FIELDS, Answer, Question
from articles.search.requests import Sort
from articles.search.syntax import Undated, Value, limits_date, with_undated

DATE = "date"


def answer(snapshot: Snapshot, question: Question) -> Answer:
    """Return the asked slice and the counts over everything that matches."""
    evaluation = Evaluation(snapshot, question.scope)
    strict = evaluation.matching(question.node)
    lenient = evaluation.matching(with_undated(question.node)) if limits_date(question.node) else strict
    undated = evaluation.matching(Undated())

    allowed: dict[str, frozenset[int]] = {}
    for field, values in question.filters.items():
        if values:
            passing = evaluation.matching(Value(field, frozenset(values)))
            allowed[_filter_of(field)] = allowed.get(_filter_of(field), frozenset()) | passing
    if question.include_undated and DATE in allowed:
        allowed[DATE] |= undated

    base = lenient if question.include_undated else strict
    found = _all_but(None, base, allowed)
    left_out = _all_but(DATE, lenient & undated, allowed) - found

    scores = evaluation.scores(question.node, found) if question.sort is Sort.RELEVANCE else {}
    page = nsmallest(question.offset + question.limit, found, key=_order(snapshot, question.sort, scores))[
        question.offset :
    ]
    return Answer(
        keys=tuple(snapshot.key(document) for document in page),
        scores=tuple(scores.get(document, 0.0) for document in page),
        total=len(found),
        facets={
            field: snapshot.counts(field, _all_but(_filter_of(field), base, allowed))
            for field in question.facets
        },
        undated_left_out=0
        if question.include_undated or UNDATED in question.filters.get("years", ())
        else len(left_out),
    )


def _filter_of(field: str) -> str:
    return DATE if field in DATE_FIELDS else field


def _all_but(
    field: str | None, base: frozenset[int], allowed: Mapping[str, frozenset[int]]
) -> frozenset[int]:
    """Return the documents of base that every filter allows, but one, whose counts are wanted."""
    for name, documents in allowed.items():
        if name != field:
            base &= documents
    return base


def _order(snapshot: Snapshot, sort: Sort, scores: Mapping[int, float]) -> Callable[[int], tuple[float, ...]]:
    """Return the key to sort by, as the QuerySets do: undated last, quotes of an article in text order."""
    days, minutes = snapshot.numbers("earliest"), snapshot.numbers("minute")
    articles, starts = snapshot.numbers("article"), snapshot.numbers("start")

    def newest(document: int) -> tuple[float, ...]:
        return (-days[document], -minutes[document], -articles[document], starts[document])

    def oldest(document: int) -> tuple[float, ...]:
        day, minute = days[document], minutes[document]
        return (not day, day, not minute, minute, articles[document], starts[document])

    def best(document: int) -> tuple[float, ...]:
        return (-scores[document], *newest(document))

    return {Sort.NEWEST: newest, Sort.OLDEST: oldest, Sort.RELEVANCE: best}[sort]
