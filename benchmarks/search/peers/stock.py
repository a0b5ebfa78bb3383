"""Haystack's own Whoosh backend, in a process with `benchmarks.search.stock.settings`."""

import datetime
from typing import Any

from haystack import connections
from haystack.inputs import Exact
from haystack.query import SQ, SearchQuerySet

from articles.models import Article
from benchmarks.search.peers import PAGE
from benchmarks.search.queries import Asked

_FACETS = ("publication", "speakers", "year")
# Rows handed to the backend at once; of a thousand, SQLite cannot read the quotes in one query.
_BATCH = 500


def build(progress: Any) -> None:
    """Make the index of all documents; `progress` hears how many were added."""
    backend = connections["default"].get_backend()
    index = connections["default"].get_unified_index().get_index(Article)
    backend.clear()
    last = 0
    while rows := list(index.index_queryset().filter(pk__gt=last).order_by("pk")[:_BATCH]):
        backend.update(index, rows)
        last = rows[-1].pk
        progress(len(rows))


def _query(asked: Asked) -> Any:
    found = SearchQuerySet()
    if asked.is_any:
        joined = SQ()
        for word in asked.words:
            joined |= SQ(content=word)
        return found.filter(joined)
    for word in asked.words:
        found = found.filter(content=word)
    if asked.phrase:
        found = found.filter(content=Exact(asked.phrase))
    if asked.prefix:
        found = found.filter(content__startswith=asked.prefix)
    for word in asked.without:
        found = found.exclude(content=word)
    if asked.publication:
        low, high = (int(year) for year in asked.years)
        days = (datetime.date(low, 1, 1), datetime.date(high, 12, 31))
        found = found.filter(publication__exact=asked.publication, published__range=days)
    return found


class Stock:
    def count(self, asked: Asked) -> int:
        return len(_query(asked))

    def _faceted(self, asked: Asked) -> Any:
        found = _query(asked)
        for name in _FACETS:
            found = found.facet(name)
        return found

    def facets(self, asked: Asked) -> int:
        found = self._faceted(asked)
        found.facet_counts()
        return len(found)

    def page(self, asked: Asked) -> int:
        found = self._faceted(asked).highlight().load_all()
        for hit in found[:PAGE]:
            _ = hit.object, hit.highlighted
        found.facet_counts()
        return len(found)

    def newest(self) -> int:
        found = SearchQuerySet().all().order_by("-published")
        _ = [hit.pk for hit in found[:PAGE]]
        return len(found)
