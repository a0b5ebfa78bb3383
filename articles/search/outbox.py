"""Brings the index up with the outbox: one writer at a time, whoever comes first.

A change and its row of the outbox are committed together; then `drain_outbox` runs. Who does not get
the writer's lock leaves the rows to its holder, who looks again after letting go of it, so that no row
is overlooked. Rows are deleted only after the index has committed: a writer that is killed leaves
them, and the next one indexes them again, which does no harm.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from articles.models import Article, IndexChange, Quote
from articles.models.outbox import IndexedKind
from articles.search.backends import Backend, WriterBusy, backend
from articles.search.requests import SearchUnavailable

logger = logging.getLogger(__name__)

# Articles and quotes taken into one commit, which is what is held in memory at once.
BATCH = 500
# Seconds to wait for another writer, so that a saved change is usually found by the very next request.
PATIENCE = 2.0

_thread = threading.local()


def drain_outbox() -> None:
    """Index everything in the outbox, unless somebody else is doing so for longer than PATIENCE.

    Raises:
        SearchUnavailable: there is no index that could follow; the rows stay.
    """
    engine = backend()
    while IndexChange.objects.exists():
        try:
            with engine.writing(timeout=PATIENCE):
                _drain_held(engine)
        except WriterBusy:
            return


def drain_after_commit() -> None:
    """Drain the outbox once the current transaction is committed, never if it is rolled back.

    Does nothing within `deferred_indexing`.
    """
    if not getattr(_thread, "deferrals", 0):
        transaction.on_commit(drain_quietly)


@contextmanager
def deferred_indexing() -> Iterator[None]:
    """Leave the outbox alone while many rows are written in this thread, and drain it once at the end."""
    _thread.deferrals = getattr(_thread, "deferrals", 0) + 1
    try:
        yield
    finally:
        _thread.deferrals -= 1
        drain_after_commit()


def drain_quietly() -> None:
    """Drain, but let no failure of the index break the save that asked for it."""
    if getattr(_thread, "deferrals", 0):
        return
    try:
        drain_outbox()
    except SearchUnavailable as error:
        logger.warning("a change could not be indexed and waits in the outbox: %s", error)
    except Exception:
        logger.exception("a change could not be indexed and waits in the outbox")


def _drain_held(engine: Backend) -> None:
    """Drain in batches; the writer's lock is held."""
    if engine.is_missing() and outbox_is_complete():
        engine.create_empty()
    while rows := IndexChange.objects.of_first(BATCH):
        articles, gone_quotes = _read(rows)
        engine.rewrite(articles=articles, gone_quotes=gone_quotes)
        IndexChange.objects.forget(rows)


def _read(rows: list[IndexChange]) -> tuple[set[int], set[int]]:
    """Return the articles to index anew, and the quotes that are in no article any more."""
    articles = {row.object_id for row in rows if row.kind == IndexedKind.ARTICLE}
    quotes = {row.object_id for row in rows if row.kind == IndexedKind.QUOTE}
    owners = dict(Quote.objects.filter(pk__in=quotes).values_list("pk", "article"))
    return articles | set(owners.values()), quotes - owners.keys()


def outbox_is_complete() -> bool:
    """Return whether indexing the outbox alone gives a whole index, as after the first import."""
    waiting = IndexChange.objects.filter(kind=IndexedKind.ARTICLE).values("object_id")
    return not Article.objects.published().exclude(pk__in=waiting).exists()
