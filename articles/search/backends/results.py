"""The documents that a SearchQuerySet finds, over articles and quotes, as Haystack's results."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from haystack.constants import ID
from haystack.models import SearchResult
from haystack.utils import get_model_ct

from articles.models import Article, Quote
from articles.search.backends.answering.ordering import Keys, ranked
from articles.search.backends.answering.scoring import Scores
from articles.search.backends.generations.contents import MODELS, index_of
from articles.search.backends.integers import Integers
from articles.search.backends.reading.segment_arrays import Mask
from articles.search.backends.reading.snapshots import Snapshot
from articles.search.documents import Values, values_of
from articles.search.requests import Scope
from articles.search.snippets import LENGTH, marked, snippet
from articles.search.syntax import Node, positive_leaves

# The field of a row that holds its text.
TEXTS = {Scope.ARTICLES: "body", Scope.QUOTES: "words"}


class Found:
    """The documents found in one scope."""

    def __init__(self, scope: Scope, snapshot: Snapshot, matching: Mask, scores: Scores) -> None:
        self.scope = scope
        self.snapshot = snapshot
        self.documents: Integers = np.flatnonzero(matching)
        self.scores: Scores = scores[self.documents]

    def __len__(self) -> int:
        return len(self.documents)

    def values(self, field: str) -> "list[Any] | Integers":
        """Return what to sort by: numbers, or texts, None where there is none."""
        if field in self.snapshot.schema and self.snapshot.schema[field].column_type:
            return self.snapshot.numbers(field)[self.documents].astype(np.int64)
        return texts_of(self.scope, self.snapshot.keys[self.documents].tolist(), field)


def texts_of(scope: Scope, keys: list[int], field: str) -> list[Any]:
    """Return a field's values of these rows to sort by, names joined, None where there is none."""
    rows = values_of(scope, keys)
    values = (rows.get(key, {}).get(field) for key in keys)
    return [", ".join(value) if isinstance(value, list) else value for value in values]


class _Values(NamedTuple):
    """Numbers that sort as the values of a field do, and where there is no value."""

    ranks: Integers
    is_missing: Integers


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that is shown: `key` is that of its row."""

    scope: Scope
    key: int
    score: float

    def result(self, make: type[SearchResult], values: Values, highlighted: Node | None) -> SearchResult:
        """Return it as Haystack's result with these values, marked where a query is given."""
        if highlighted is not None:
            values = values | {"highlighted": {"text": [_highlighted(self.scope, self.key, highlighted)]}}
        app_label, model_name = get_model_ct(MODELS[self.scope]).split(".")
        return make(app_label, model_name, str(self.key), self.score, **values)


def results(
    page: Iterable[Hit], make: type[SearchResult], highlighted: Node | None = None
) -> list[SearchResult]:
    """Return hits as Haystack's results, with the values that the database has now; none where a row has gone."""
    shown = list(page)
    values = {scope: values_of(scope, [hit.key for hit in shown if hit.scope is scope]) for scope in Scope}
    return [
        hit.result(make, _stored(hit.scope, values[hit.scope].get(hit.key, {})), highlighted) for hit in shown
    ]


def _stored(scope: Scope, values: Values) -> Values:
    """Return what a result shows of the values of a row."""
    fields = index_of(scope).fields
    return {
        name: value
        for name, value in values.items()
        if name == ID or (name in fields and fields[name].stored)
    }


def hits(found: Sequence[Found], sort_by: Sequence[str], start: int, end: int | None) -> Iterator[Hit]:
    """Yield a slice of what was found by the fields named, "-" for descending, those without a value last.

    What is equal in all of them comes by its score, articles before quotes.
    """
    total = sum(map(len, found))
    if not total:
        return
    keys: list[Keys] = []
    for name in sort_by:
        ranks, is_missing = _values(found, name.lstrip("-"))
        keys += [is_missing, -ranks if name.startswith("-") else ranks]
    keys.append(-np.concatenate([one.scores for one in found]))
    ends = np.cumsum([len(one) for one in found])
    end = total if end is None else min(end, total)
    for place in ranked(np.arange(total), keys, start, end).tolist():
        at = int(np.searchsorted(ends, place, "right"))
        number = place - int(ends[at]) + len(found[at])
        key = int(found[at].snapshot.keys[found[at].documents[number]])
        yield Hit(found[at].scope, key, float(found[at].scores[number]))


def _values(found: Sequence[Found], field: str) -> _Values:
    values = [one.values(field) for one in found]
    if all(isinstance(some, np.ndarray) for some in values):
        numbers = np.concatenate(values)
        return _Values(numbers, np.zeros(len(numbers), np.int64))
    texts = [value for some in values for value in some]
    order = {text: rank for rank, text in enumerate(sorted({text for text in texts if text is not None}))}
    return _Values(
        np.asarray([order.get(text, 0) for text in texts], np.int64),
        np.asarray([text is None for text in texts], np.int64),
    )


def _highlighted(scope: Scope, key: int, node: Node) -> str:
    leaves = [leaf for leaf in positive_leaves(node) if leaf.field in ("", "text")]
    row = MODELS[scope].objects.published().filter(pk=key).first()  # type: ignore[attr-defined]
    text = getattr(row, TEXTS[scope]) if row else ""
    passages = (
        snippet(text, leaves, length=row.excerpt_length(LENGTH))
        if row and scope is Scope.ARTICLES
        else marked(text, leaves)
    )
    return format_html_join(
        "", "{}", ((format_html("<em>{}</em>", p.text) if p.is_match else p.text,) for p in passages)
    )


def article_key(row: Model) -> int:
    """Return the key of the article that a row is, or is of."""
    if isinstance(row, Quote):
        return row.article_id
    if isinstance(row, Article):
        return row.pk
    raise TypeError(f"not in the index: {row!r}")
