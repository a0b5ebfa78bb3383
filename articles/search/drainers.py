"""Who drains the outbox: the process that made a change, a thread of it, a process beside an import, or a worker.

A change to few articles is indexed by its own process before the request ends, if nobody else writes at that
moment. Everything else is left to a thread of that process, so that no save waits. Where an `index_worker`
is on duty the thread leaves it the work, and looks now and then whether that is done.
"""

import atexit
import itertools
import logging
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import DatabaseError, connection, connections

from articles.models import IndexChange
from articles.processes import is_in_memory, run_in_django, settings_for_others
from articles.search.backends import WriterBusy, backend
from articles.search.outbox import Turn, drain_few, drain_outbox, merge_segments, never
from articles.search.requests import SearchUnavailable

logger = logging.getLogger(__name__)

# Seconds between two looks of a process that follows an import: each look costs a commit.
PAUSE = 2.0
# Seconds that an import waits at most for the process that follows it to write.
LONGEST_TURN = 1.0
# Seconds between two looks of the worker.
LOOK = 0.25
# Seconds between two looks of a standing-by worker, or of a thread that leaves the work to one.
STAND_BY = 2.0
# Seconds after which a thread looks by itself: a process that was killed may have left rows.
LOOK_ANYHOW = 20.0
# Drainings within requests after which the thread looks whether there is something to merge.
MERGE_AFTER = 8
# Seconds that a process which ends gives its thread. gunicorn gives it 20.
LAST_WAIT = 12.0

_small_commits = itertools.count(1)


def drain_now_or_soon() -> None:
    """Index what waits at once if that is little and nobody else writes; else have it done and wait for nothing."""
    if _quietly(drain_few) is not False:
        if next(_small_commits) % MERGE_AFTER == 0:
            # Each has left a segment; no request waits until they are one.
            wake_thread()
        return
    if settings.INDEXING_THREAD:
        wake_thread()
    else:
        drain_quietly()


def drain_quietly(*, is_stopping: Callable[[], bool] = never, turn: Turn = nullcontext) -> None:
    """Drain to the end, and let no failure of the index break what asked for it."""
    _quietly(lambda: drain_outbox(is_stopping=is_stopping, turn=turn))


def _quietly(drain: Callable[[], object]) -> object:
    """Return what draining returns, or None where it fails, which is logged."""
    try:
        return drain()
    except WriterBusy:
        logger.warning("changes wait in the outbox: another process has been writing the index for long")
    except (DatabaseError, SearchUnavailable) as error:
        logger.warning("a change could not be indexed and waits in the outbox: %s", error)
    except Exception:
        logger.exception("a change could not be indexed and waits in the outbox")
    return None


# A thread of this process


class DrainingThread:
    """Drains the outbox of one process beside its requests, over a database connection of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._idle = threading.Event()
        self._ends = threading.Event()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Have the outbox drained soon; starts the thread with the first call."""
        self._idle.clear()
        self._wake.set()
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
                self._thread.start()

    def finish(self) -> None:
        """Give the thread a moment to finish what it has begun, and end it after the batch in hand."""
        if self._thread is not None:
            deadline = time.monotonic() + LAST_WAIT
            while time.monotonic() < deadline and not (self._idle.is_set() and not self._wake.is_set()):
                time.sleep(0.02)
            self._ends.set()
            self._wake.set()
            self._thread.join(LAST_WAIT)

    def _run(self) -> None:
        while not self._ends.is_set():
            is_woken = self._wake.wait(LOOK_ANYHOW)
            self._wake.clear()
            try:
                while _is_left_to_a_worker() and not self._ends.wait(STAND_BY):
                    pass
                drain_quietly(is_stopping=self._ends.is_set)
                if is_woken:
                    _quietly(merge_segments)
            except DatabaseError as error:
                logger.warning("the outbox could not be looked at: %s", error)
            except Exception:
                logger.exception("the outbox could not be looked at")
            finally:
                connections.close_all()
                if not self._wake.is_set():
                    self._idle.set()


def _is_left_to_a_worker() -> bool:
    """Return whether there is something to do, and a worker on duty who does it."""
    if not IndexChange.objects.exists():
        return False
    try:
        with backend().on_duty(timeout=0):
            return False
    except WriterBusy:
        return True


_thread = DrainingThread()


def wake_thread() -> None:
    """Have this process look at the outbox soon, and now and then from now on, without waiting for it."""
    if settings.INDEXING_THREAD:
        _thread.wake()


def _forget_thread() -> None:
    """After a fork: the thread stayed with the parent."""
    global _thread  # noqa: PLW0603  one thread for each process
    _thread = DrainingThread()


def _finish_thread() -> None:
    _thread.finish()


os.register_at_fork(after_in_child=_forget_thread)
atexit.register(_finish_thread)


# A worker of its own


@dataclass(frozen=True, slots=True)
class WorkReport:
    """What a worker did in a while: rows of the outbox done, seconds that took, and what stood in its way."""

    rows: int = 0
    seconds: float = 0.0
    problem: str = ""


def work(stopping: threading.Event) -> Iterator[WorkReport]:
    """Drain whatever waits until told to stop, which is after the batch in hand; yield what was done, or why not.

    Of several workers one is on duty, the others stand by. Neither a database nor an index that is away ends it;
    each problem is reported once.
    """
    problem = ""
    while not stopping.is_set():
        try:
            with backend().on_duty(timeout=0):
                for report in _work_on_duty(stopping):
                    problem = ""
                    yield report
        except WriterBusy:
            pass
        except (DatabaseError, SearchUnavailable) as error:
            connection.close()
            if str(error) != problem:
                problem = str(error)
                yield WorkReport(problem=problem)
        stopping.wait(STAND_BY)


def _work_on_duty(stopping: threading.Event) -> Iterator[WorkReport]:
    while not stopping.is_set():
        began = time.monotonic()
        if rows := drain_outbox(is_stopping=stopping.is_set):
            yield WorkReport(rows, time.monotonic() - began)
        stopping.wait(LOOK)


# A process beside an import


class Follower:
    """Indexes, from `start` on, what is written meanwhile; what it leaves the next drain indexes.

    It ends with the process that started it, however that ends. A database in memory can be seen by nobody
    else: there it does nothing.

    SQLite lets one write at a time and wakes nobody: beside an import, whose transactions follow each other without a
    pause, it would wait for ever. So it says when it wants to write, and the import calls `give_way` now and then.
    """

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._stop: Event | None = None
        self._wants_turn: Event | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None and self._stop is not None:
            self._stop.set()
            self._process.join()

    def start(self) -> None:
        """Start the process, unless it has been."""
        if self._process is not None or is_in_memory():
            return
        context = multiprocessing.get_context("spawn")
        self._stop, self._wants_turn = context.Event(), context.Event()
        self._process = context.Process(
            target=run_in_django,
            args=(f"{__name__}.follow", *settings_for_others(), self._stop, self._wants_turn),
        )
        self._process.start()

    def give_way(self) -> None:
        """Let the process write, if it wants to; the caller holds no transaction."""
        deadline = time.monotonic() + LONGEST_TURN
        while self._wants_turn is not None and self._wants_turn.is_set() and time.monotonic() < deadline:
            time.sleep(0.002)


def follow(stop: Event, wants_turn: Event) -> None:
    """Keep the index up with the outbox until told to stop, which is after the batch in hand."""

    @contextmanager
    def turn() -> Iterator[None]:
        wants_turn.set()
        try:
            yield
        finally:
            wants_turn.clear()

    while not stop.wait(PAUSE):
        drain_quietly(is_stopping=stop.is_set, turn=turn)
