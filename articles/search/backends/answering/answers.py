"""A Question answered over one Snapshot: what matches, in which order, and the counts."""

from collections.abc import Mapping
from functools import reduce

import numpy as np

from articles.search.backends.answering.evaluation import Evaluation
from articles.search.backends.answering.ordering import order, ranked
from articles.search.backends.reading.segment_arrays import Mask
from articles.search.backends.reading.snapshots import Snapshot
from articles.search.indexes import UNDATED
from articles.search.questions import DATE_FIELDS, Answer, Question
from articles.search.requests import Sort
from articles.search.syntax import Undated, Value, limits_date, with_undated

DATE = "date"


def answer(snapshot: Snapshot, question: Question, *, without: Mask | None = None) -> Answer:
    """Return the asked slice and the counts over everything that matches, but the documents `without`."""
    evaluation = Evaluation(snapshot, question.scope, without=without)
    base, allowed = _limits(evaluation, question, include_undated=question.include_undated)
    found = _all_but(None, base, allowed)

    scores = (
        evaluation.scores(question.node)
        if question.sort is Sort.RELEVANCE
        else np.zeros(snapshot.size, np.float32)
    )
    documents = np.flatnonzero(found)
    page = ranked(
        documents,
        order(snapshot, question.sort, scores),
        question.offset,
        question.offset + question.limit,
    )
    counts = {
        field: snapshot.counts(
            field, _all_but(_filter_of(field), base, allowed) if _filter_of(field) in allowed else found
        )
        for field in question.facets
    }
    return Answer(
        keys=tuple(snapshot.keys[page].tolist()),
        scores=tuple(scores[page].tolist()),
        total=len(documents),
        facets=counts,
        undated_left_out=_count_left_out(evaluation, question, found),
        cut=tuple(evaluation.cut),
    )


def _limits(
    evaluation: Evaluation, question: Question, *, include_undated: bool
) -> tuple[Mask, dict[str, Mask]]:
    """Return the documents that the query matches, and those that each filter allows."""
    node = with_undated(question.node) if include_undated and limits_date(question.node) else question.node
    allowed: dict[str, Mask] = {}
    for field, values in question.filters.items():
        if values:
            passing = evaluation.matching(Value(field, frozenset(values)))
            name = _filter_of(field)
            allowed[name] = allowed[name] | passing if name in allowed else passing
    if include_undated and DATE in allowed:
        allowed[DATE] = allowed[DATE] | evaluation.matching(Undated())
    return evaluation.matching(node), allowed


def _count_left_out(evaluation: Evaluation, question: Question, found: Mask) -> int:
    """Return how many undated documents only a limit on the date keeps out."""
    is_limited = limits_date(question.node) or any(question.filters.get(field) for field in DATE_FIELDS)
    if question.include_undated or not is_limited or UNDATED in question.filters.get("years", ()):
        return 0
    base, allowed = _limits(evaluation, question, include_undated=True)
    return int(np.count_nonzero(_all_but(None, base, allowed) & ~found))


def _filter_of(field: str) -> str:
    return DATE if field in DATE_FIELDS else field


def _all_but(name: str | None, base: Mask, allowed: Mapping[str, Mask]) -> Mask:
    """Return the documents of base that every filter allows, but one, whose counts are wanted."""
    return reduce(np.logical_and, (mask for other, mask in allowed.items() if other != name), base)
