"""A Question answered over one Snapshot: what matches, in which order, and the counts."""

from collections.abc import Mapping
from functools import reduce

import numpy as np

from articles.search.backends.evaluation import Evaluation
from articles.search.backends.ordering import order, ranked
from articles.search.backends.reading import Mask
from articles.search.backends.snapshots import Snapshot
from articles.search.questions import Answer, Question
from articles.search.requests import Sort
from articles.search.syntax import Undated, Value, limits_date, with_undated

# Filters that keep undated documents out.
DATES = ("years", "months")


def answer(snapshot: Snapshot, question: Question) -> Answer:
    """Return the asked slice and the counts over everything that matches."""
    evaluation = Evaluation(snapshot, question.scope)
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
        field: snapshot.counts(field, _all_but(field, base, allowed) if field in allowed else found)
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
    allowed = {
        field: evaluation.matching(Value(field, frozenset(values)))
        for field, values in question.filters.items()
        if values
    }
    if include_undated:
        for field in allowed.keys() & set(DATES):
            allowed[field] = allowed[field] | evaluation.matching(Undated())
    return evaluation.matching(node), allowed


def _count_left_out(evaluation: Evaluation, question: Question, found: Mask) -> int:
    """Return how many undated documents only a limit on the date keeps out."""
    is_limited = limits_date(question.node) or any(question.filters.get(field) for field in DATES)
    if question.include_undated or not is_limited:
        return 0
    base, allowed = _limits(evaluation, question, include_undated=True)
    return int(np.count_nonzero(_all_but(None, base, allowed) & ~found))


def _all_but(field: str | None, base: Mask, allowed: Mapping[str, Mask]) -> Mask:
    """Return the documents of base that every filter allows, one field's own filter left aside."""
    return reduce(np.logical_and, (mask for name, mask in allowed.items() if name != field), base)
