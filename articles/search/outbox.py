"""Brings the index up with the outbox: one writer at a time, whoever comes first.

A change and its row of the outbox are committed together; drainers say who drains it then. Rows are deleted
only after the index has committed: a writer that is killed leaves them, and the next one indexes them again,
which does no harm. What is gone or withdrawn leaves the index before anything else is done.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress

from django.db import transaction
from django.db.models import Max

from articles.models import Article, IndexChange, Quote
from articles.models.outbox import IndexedKind
from articles.search.backends import Backend, WriterBusy, backend
from articles.search.requests import SearchUnavailable
from articles.search.topics import find_topic_changes, write_topic_changes

# What is held while rows are forgotten, which writes to the database.
Turn = Callable[[], AbstractContextManager[None]]

# Articles and quotes taken into one commit, which is what is held in memory at once.
BATCH = 500
# So many are indexed within the request that changed them.
FEW = 10
# Seconds to wait for a writer before looking whether there is still something to do.
PATIENCE = 1.0
# Seconds after which a writer that lets nobody else write is taken to be stuck. A large merge takes some.
LONGEST_WAIT = 60.0


def never() -> bool:
    """Return that nobody wants this to stop."""
    return False


def drain_outbox(*, is_stopping: Callable[[], bool] = never, turn: Turn = nullcontext) -> int:
    """Index everything in the outbox, side by side with whoever else does; return how many rows were done here.

    Ends early, between two commits, when it is told to stop.

    Raises:
        SearchUnavailable: there is no index that could follow; the rows stay.
        WriterBusy: somebody held the writer's lock all the while.
    """
    engine = backend()
    done = 0
    waiting_since = time.monotonic()
    while not is_stopping() and IndexChange.objects.exists():
        try:
            with engine.writing(timeout=PATIENCE):
                done += _drain_held(engine, is_stopping, turn)
        except WriterBusy:
            if time.monotonic() - waiting_since > LONGEST_WAIT:
                raise
        else:
            waiting_since = time.monotonic()
    return done


def drain_few() -> bool:
    """Index what waits if that is little and nobody writes; return whether nothing is left to be done.

    Raises:
        SearchUnavailable: there is no index that could follow; the rows stay.
    """
    if not IndexChange.objects.exists():
        return True
    engine = backend()
    try:
        with engine.writing(timeout=0):
            # Twice: what the saved searches of topics make of the changes follows them.
            for _ in range(2):
                rows = IndexChange.objects.of_first(FEW + 1)
                if len({(row.kind, row.object_id) for row in rows}) > FEW:
                    return False
                if rows:
                    _begin_where_missing(engine)
                    _follow(engine, rows)
            engine.settle_withdrawals()
    except WriterBusy:
        return False
    # Who came while this one wrote has left it to others.
    return not IndexChange.objects.exists()


def merge_segments() -> None:
    """Merge what small commits have left, where it is much and an index is there; whoever is writing does that himself."""
    engine = backend()
    with suppress(SearchUnavailable, WriterBusy), engine.writing(timeout=0):
        if not engine.is_missing():
            engine.merge_if_needed()


def outbox_is_complete() -> bool:
    """Return whether indexing the outbox alone gives a whole index, as after the first import."""
    waiting = IndexChange.objects.filter(kind=IndexedKind.ARTICLE).values("object_id")
    return not Article.objects.published().exclude(pk__in=waiting).exists()


def _drain_held(engine: Backend, is_stopping: Callable[[], bool], turn: Turn) -> int:
    """Drain in batches, and return how many rows were done; the writer's lock is held."""
    _begin_where_missing(engine)
    done = swept = 0
    while not is_stopping() and (rows := IndexChange.objects.of_first(BATCH)):
        if len({(row.kind, row.object_id) for row in rows}) == BATCH:
            # Many wait: what must go does not wait for what comes.
            last = IndexChange.objects.aggregate(last=Max("pk"))["last"] or 0
            if withdrawn := _withdraw(engine, turn, after=swept):
                done += withdrawn
                swept = last
                continue
            swept = last
        is_to_merge = _follow(engine, rows, turn)
        done += len(rows)
        if is_to_merge:
            engine.merge_if_needed()
        if len(rows) < BATCH:
            break  # whoever asked for the lock meanwhile sees what has come since
    engine.settle_withdrawals()
    return done


def _begin_where_missing(engine: Backend) -> None:
    if engine.is_missing() and outbox_is_complete():
        engine.create_empty()


def _follow(engine: Backend, rows: list[IndexChange], turn: Turn = nullcontext) -> bool:
    """Bring the index in line with the database where these rows say so, and forget them.

    Returns whether the index has something to merge then.
    """
    articles = {row.object_id for row in rows if row.kind == IndexedKind.ARTICLE}
    quotes = {row.object_id for row in rows if row.kind == IndexedKind.QUOTE}
    topics = {row.object_id for row in rows if row.kind == IndexedKind.TOPIC}
    owners = dict(Quote.objects.filter(pk__in=quotes).values_list("pk", "article")) if quotes else {}
    articles |= set(owners.values())
    gone_quotes = quotes - owners.keys()
    is_to_merge = bool(articles or gone_quotes) and engine.rewrite(articles=articles, gone_quotes=gone_quotes)
    changes = find_topic_changes(articles=articles, topics=topics)
    with turn(), transaction.atomic():
        write_topic_changes(changes)
        IndexChange.objects.forget(rows)
    return is_to_merge


def _withdraw(engine: Backend, turn: Turn, *, after: int) -> int:
    """Take out what is gone or may not be read any more, of the rows after this one; return how many were done.

    A quote that is only hidden leaves the index now; its row stays, since its article is to be indexed anew.
    """
    waiting = IndexChange.objects.filter(pk__gt=after)
    articles = waiting.filter(kind=IndexedKind.ARTICLE).exclude(
        object_id__in=Article.objects.published().values("pk")
    )
    quotes = waiting.filter(kind=IndexedKind.QUOTE).exclude(
        object_id__in=Quote.objects.published().values("pk")
    )
    done = 0
    for rows in _in_batches(articles):
        engine.rewrite(articles={row.object_id for row in rows})
        with turn():
            IndexChange.objects.forget(rows)
        done += len(rows)
    for rows in _in_batches(quotes):
        keys = {row.object_id for row in rows}
        engine.rewrite(articles=(), gone_quotes=keys)
        hidden = set(Quote.objects.filter(pk__in=keys).values_list("pk", flat=True))
        gone = [row for row in rows if row.object_id not in hidden]
        with turn():
            IndexChange.objects.forget(gone)
        done += len(gone)
    return done


def _in_batches(rows: Iterable[IndexChange]) -> Iterator[list[IndexChange]]:
    found = list(rows)
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]
