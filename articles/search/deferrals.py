"""When the outbox is drained: after the commit of each change, or once after many."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from articles.search.backends import backend
from articles.search.drainers import drain_now_or_soon, drain_quietly

_thread = threading.local()


def drain_after_commit(*, is_withdrawal: bool = False) -> None:
    """See to it that the outbox is drained once the current transaction is committed, never if it is rolled back.

    Within `deferred_indexing` it is not; what is withdrawn is left out of searches from then on all the same.
    """
    if is_withdrawal:
        transaction.on_commit(_note_withdrawal)
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


def _note_withdrawal() -> None:
    backend().note_withdrawal()


def _drain() -> None:
    if not _is_deferred():
        drain_now_or_soon()


def _drain_to_the_end() -> None:
    if not _is_deferred():
        drain_quietly()


def _is_deferred() -> bool:
    return bool(getattr(_thread, "deferrals", 0))
