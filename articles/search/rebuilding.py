"""The index anew: the whole aside, or articles where they lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from articles.models import Article
from articles.search.backends import Backend, Progress, WriterBusy, backend
from articles.search.backends.generations.contents import index_of
from articles.search.outbox import drain_outbox
from articles.search.requests import Scope
from articles.search.topics import refresh_topics

BATCH = 500


class RebuildRunning(Exception):
    """Another rebuild is under way."""


def _unheard(done: int, total: int) -> None:
    del done, total


def rebuild(*, batch_size: int = BATCH, progress: Progress = _unheard) -> None:
    """Build the index aside from the database and put it in place at once, then drain the outbox.

    Readers see the old index until the new one is whole. `progress` hears how many documents are done and
    how many there are.

    Raises:
        RebuildRunning: somebody else is at it.
    """
    try:
        backend().rebuild(batch_size=batch_size, progress=progress)
    except WriterBusy:
        raise RebuildRunning("Another rebuild of the search index is running.") from None
    # Words may be cut otherwise than by the index before.
    refresh_topics()
    drain_outbox()


def purge() -> None:
    """Have the index follow the database to the end, and leave no file that holds a word of what is gone.

    Where there is no index there is nothing to do.

    Raises:
        SearchUnavailable: it is damaged or cannot be written.
        WriterBusy: somebody else has been writing all the while.
    """
    drain_outbox()
    engine = backend()
    if not engine.is_missing():
        with engine.writing():
            engine.purge()


@dataclass(frozen=True, slots=True)
class Update:
    """How many articles were indexed again, and how many documents taken out."""

    articles: int
    removed: int


def update(
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    removes: bool = False,
    batch_size: int = BATCH,
    progress: Progress = _unheard,
) -> Update:
    """Index the published articles that changed between two times once more, with their quotes, in batches.

    `removes` takes out what the database does not have, or readers may not see, whenever that changed.
    `progress` hears how many articles are done and how many there are.

    Raises:
        SearchUnavailable: there is none to update, or none that can be written.
        RebuildRunning: there is none, and somebody else is building it.
    """
    engine = backend()
    if engine.is_missing() and start is end is None:
        # Readers would see it fill.
        rebuild(batch_size=batch_size, progress=progress)
        return Update(articles=Article.objects.published().count(), removed=0)
    engine.check()
    rows = index_of(Scope.ARTICLES).build_queryset(start_date=start, end_date=end)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), batch_size):
        batch = keys[first : first + batch_size]
        with engine.writing():
            engine.rewrite(articles=batch)
            engine.merge_if_needed()
        progress(first + len(batch), len(keys))
    return Update(articles=len(keys), removed=_remove_ghosts(engine) if removes else 0)


def _remove_ghosts(engine: Backend) -> int:
    """Take out documents without a row that readers may see; return how many."""
    removed = 0
    for scope in Scope:
        published = index_of(scope).index_queryset()
        # All at once: what is taken out changes what is being read.
        for keys in _in_batches(iter([entry.key for entry in engine.entries(scope)])):
            ghosts = keys - set(published.filter(pk__in=keys).values_list("pk", flat=True))
            if ghosts:
                with engine.writing():
                    is_article = scope is Scope.ARTICLES
                    engine.rewrite(
                        articles=ghosts if is_article else (), gone_quotes=() if is_article else ghosts
                    )
                    engine.merge_if_needed()
            removed += len(ghosts)
    return removed


def _in_batches(keys: Iterator[int]) -> Iterator[set[int]]:
    while batch := set(islice(keys, BATCH)):
        yield batch
