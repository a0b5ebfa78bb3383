"""Indexes everything: several processes build segments side by side, each of one range of articles after another."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import suppress
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError, connection
from whoosh.codec.whoosh3 import W3Segment

from articles.models import Article, Quote
from articles.processes import is_in_memory, run_in_django, settings_for_others
from articles.search.backends import Progress
from articles.search.backends.generations.contents import read_contents, write_contents
from articles.search.backends.segments.inversion import Vocabulary
from articles.search.backends.writing import Writer
from articles.search.documents import documents_of
from articles.search.requests import Scope

# So few are sooner done here than another process has started.
FEW = 2_000
# Each takes some 650 MB.
MOST_PROCESSES = 8
# Articles that a process takes at once and makes a segment of: who is done first takes the next.
PART = 13_000
# Objects made between two looks for garbage that refers to itself, of which a rebuild makes hardly any.
GARBAGE = 100_000
# Rows of each index that SQLite looks at to learn how many a value has: half a second at 100,000 articles. Of a tenth
# it would learn that a quote in so many is public.
LOOKED_AT = 100_000
# Seconds between two looks at what the others have done.
PAUSE = 0.5

Segments = dict[Scope, list[W3Segment]]


def fill(generation: Path, *, batch_size: int, progress: Progress) -> None:
    """Index everything into a new generation, `batch_size` articles read at once.

    `progress` hears how many articles and quotes are done and how many there are.

    Raises:
        BrokenProcessPool: a process was killed, for want of memory perhaps.
        Exception: whatever went wrong in one of the processes.
    """
    _let_sqlite_count()
    keys = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    total = len(keys) + Quote.objects.published().count()
    processes = min(_processors(), MOST_PROCESSES)
    if len(keys) <= FEW or processes == 1 or not _is_seen_by_others():
        found = [
            _indexed(
                generation, keys, batch_size, Vocabulary(), lambda done: progress(done, max(done, total))
            )
        ]
    else:
        found = list(
            _side_by_side(
                generation, keys, batch_size, lambda done: progress(done, max(done, total)), processes
            )
        )
    for scope in Scope:
        segments = [segment for part in found for segment in part[scope]]
        write_contents(generation, scope, segments, after=read_contents(generation, scope))


def _let_sqlite_count() -> None:
    """Have SQLite look how many rows its indexes find: it has forgotten that after a migration, and guesses badly.

    Without it the quotes of some articles are read by looking at all quotes. Nothing hangs on its success.
    """
    if connection.vendor == "sqlite":
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
            cursor.execute("ANALYZE")


def _indexed(
    generation: Path, keys: list[int], batch_size: int, vocabulary: Vocabulary, heard: Callable[[int], None]
) -> Segments:
    """Write segments of these articles and their quotes; `heard` is told how many are done."""
    writer = Writer(generation, vocabulary)
    done = 0
    for start in range(0, len(keys), batch_size):
        done += writer.add(documents_of(keys[start : start + batch_size]))
        heard(done)
    return writer.finish()


def _side_by_side(
    generation: Path, keys: list[int], batch_size: int, heard: Callable[[int], None], processes: int
) -> Iterator[Segments]:
    context = multiprocessing.get_context("spawn")
    done: Synchronized[int] = context.Value("q", 0)
    stop = context.Event()
    rounds = -(-len(keys) // (processes * PART))
    share = -(-len(keys) // (processes * rounds))
    with ProcessPoolExecutor(
        processes,
        mp_context=context,
        initializer=run_in_django,
        initargs=(f"{__name__}.begin", *settings_for_others(), done, stop),
    ) as pool:
        parts: list[Future[Segments]] = [
            pool.submit(index_part, generation, keys[start : start + share], batch_size)
            for start in range(0, len(keys), share)
        ]
        try:
            waiting = set(parts)
            while waiting:
                ended, waiting = wait(waiting, timeout=PAUSE, return_when=FIRST_COMPLETED)
                for part in ended:
                    part.result()
                heard(done.value)
        except BaseException:
            # The others need not finish what nobody will use.
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    for part in parts:
        yield part.result()


class _Stopped(Exception):
    """The rebuild failed elsewhere."""


class _Pooled(NamedTuple):
    """What a process of the pool tells and hears, and the words that it has met in all its parts."""

    done: "Synchronized[int]"
    stop: Event
    vocabulary: Vocabulary


_pooled: _Pooled


def begin(done: "Synchronized[int]", stop: Event) -> None:
    """Prepare a process for `index_part`: it adds to `done` how many documents it made, and ends early on `stop`."""
    global _pooled  # noqa: PLW0603  what a pool's initializer is for
    _pooled = _Pooled(done, stop, Vocabulary())
    gc.freeze()
    gc.set_threshold(GARBAGE)


def index_part(generation: Path, keys: list[int], batch_size: int) -> Segments:
    """Index some articles in a process that `begin` has prepared."""
    pooled = _pooled
    before = 0

    def heard(done: int) -> None:
        nonlocal before
        with pooled.done.get_lock():
            pooled.done.value += done - before
        if pooled.stop.is_set():
            raise _Stopped
        before = done

    return _indexed(generation, keys, batch_size, pooled.vocabulary, heard)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _is_seen_by_others() -> bool:
    """Return whether another process can see the rows: not those in memory, nor those of an open transaction."""
    return not is_in_memory() and not connection.in_atomic_block
