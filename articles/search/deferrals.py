"""When the outbox is drained: after the commit of each change, or once after many."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from articles.search.drainers import drain_now_or_soon, drain_quietly

_thread = threading.local()


def drain_after_commit() -> None:
    """See to it that the outbox is drained once the current transaction is committed, never if it is rolled back.

    Does nothing within `deferred_indexing`.
    """
    if not _is_deferred():
        transaction.on_commit(_drain)


@contextmanager
def deferred_indexing(*, in_background: bool = False) -> Iterator[None]:
    """Leave the outbox alone while many rows are written in this thread, and drain it once at the end.

    That is waited for, unless it may go on in the background.
    """
    _thread.deferrals = getattr(_thread, "deferrals", 0) + 1
    try:
        yield
    finally:
        _thread.deferrals -= 1
        if not _is_deferred():
            transaction.on_commit(_drain if in_background else _drain_to_the_end)


def _drain() -> None:
    if not _is_deferred():
        drain_now_or_soon()


def _drain_to_the_end() -> None:
    if not _is_deferred():
        drain_quietly()


def _is_deferred() -> bool:
    return bool(getattr(_thread, "deferrals", 0))
