"""The index against the database, in both directions."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from itertools import chain, islice

from articles.models import IndexChange
from articles.models.outbox import IndexedKind
from articles.search.backends import Backend, Progress, backend
from articles.search.backends.generations.contents import index_of
from articles.search.backends.generations.storage import IndexUnwritable
from articles.search.outbox import outbox_is_complete
from articles.search.requests import Scope

# Rows, with their texts, or documents looked at together.
BATCH = 200
KINDS = {Scope.ARTICLES: IndexedKind.ARTICLE, Scope.QUOTES: IndexedKind.QUOTE}


class IndexFault(Enum):
    MISSING = "is not in the index"
    STALE = "is in the index as it was earlier"
    DOUBLED = "is in the index more than once"
    GHOST = "is in the index, and readers may not see it or the database does not have it"


@dataclass(frozen=True, slots=True)
class IndexDifference:
    """An article or quote of which the index holds another thing than it should; `key` is its row's."""

    scope: Scope
    key: int
    fault: IndexFault


def compare_index(*, progress: Progress) -> Iterator[IndexDifference]:
    """Yield where the index is not what the database would make of it; what waits in the outbox does not count.

    Holds the files against their digests first. Reads a batch at a time and writes nothing. Rows that change
    meanwhile are looked at twice.
    `progress` hears how many rows and documents are done and how many there are.

    Raises:
        SearchUnavailable: there is no index although there is something to find, or it is damaged.
    """
    engine = backend()
    if engine.is_missing() and outbox_is_complete():
        return
    engine.check()
    with suppress(IndexUnwritable):
        engine.inspect(in_full=True)
    total = sum(2 * index_of(scope).index_queryset().count() for scope in Scope)
    done = 0
    for scope in Scope:
        for batch, find in chain(
            ((keys, _wrong) for keys in _published_keys(scope)),
            ((keys, _ghosts) for keys in _indexed_keys(engine, scope)),
        ):
            if first := find(engine, scope, batch):
                again = find(engine, scope, list(first))
                for key, fault in again.items():
                    if first[key] is fault:
                        yield IndexDifference(scope, key, fault)
            done += len(batch)
            progress(min(done, total), total)


def _published_keys(scope: Scope) -> Iterator[list[int]]:
    """Yield the keys of the rows that belong into the index, a batch at a time."""
    rows = index_of(scope).index_queryset().order_by("pk").values_list("pk", flat=True)
    last = 0
    while keys := list(rows.filter(pk__gt=last)[:BATCH]):
        yield keys
        last = keys[-1]


def _indexed_keys(engine: Backend, scope: Scope) -> Iterator[list[int]]:
    """Yield the keys of all documents, a batch at a time."""
    keys = (entry.key for entry in engine.entries(scope))
    while batch := list(islice(keys, BATCH)):
        yield batch


def _wrong(engine: Backend, scope: Scope, keys: list[int]) -> dict[int, IndexFault]:
    """Return what is wrong with the documents of rows that belong into the index."""
    expected = list(engine.expected(scope, keys))
    waiting = _waiting(scope, ((entry.key, entry.article) for entry in expected))
    found: dict[int, list[int]] = {}
    for entry in engine.entries_of(scope, keys):
        found.setdefault(entry.key, []).append(entry.digest)
    faults = {}
    for entry in expected:
        digests = found.get(entry.key, [])
        if entry.key in waiting or digests == [entry.digest]:
            continue
        if not digests:
            faults[entry.key] = IndexFault.MISSING
        else:
            faults[entry.key] = IndexFault.STALE if len(digests) == 1 else IndexFault.DOUBLED
    return faults


def _ghosts(engine: Backend, scope: Scope, keys: list[int]) -> dict[int, IndexFault]:
    """Return which of the documents have no row that belongs into the index."""
    rows = set(index_of(scope).index_queryset().filter(pk__in=keys).values_list("pk", flat=True))
    entries = list(engine.entries_of(scope, [key for key in keys if key not in rows]))
    waiting = _waiting(scope, ((entry.key, entry.article) for entry in entries))
    return {entry.key: IndexFault.GHOST for entry in entries if entry.key not in waiting}


def _waiting(scope: Scope, documents: Iterable[tuple[int, int]]) -> set[int]:
    """Return which of the rows, given with their articles, the outbox holds a change of."""
    articles = dict(documents)
    noted = set(
        IndexChange.objects.filter(
            kind=IndexedKind.ARTICLE, object_id__in=set(articles.values())
        ).values_list("object_id", flat=True)
    )
    own = IndexChange.objects.filter(kind=KINDS[scope], object_id__in=articles.keys())
    return {key for key, article in articles.items() if article in noted} | set(
        own.values_list("object_id", flat=True)
    )
