"""Reading items: what an import spends half of its time on, and what other processors can do meanwhile."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self, TypeVar

from articles.models import Original
from articles.processes import end_with_parent
from articles.text.errors import UnreadableInput
from articles.text.pipeline import PIPELINE_VERSION, Reading, read_item
from articles.text.readers import Item

Thing = TypeVar("Thing")

# Items that this process reads itself before it starts others, which takes a second.
AT_FIRST = 24
# What is read ahead for each process: enough to keep it busy, and little memory.
ITEMS_AHEAD = 8
BYTES_AHEAD = 16 * 1024 * 1024


def is_to_be_read(sha256: str) -> bool:
    """Return whether bytes are new to the archive, or were read by an older engine."""
    known = Original.objects.filter(sha256=sha256, article__isnull=False, erased_at__isnull=True)
    versions = known.values_list("is_current", "article__pipeline_version").first()
    return versions is None or (versions[0] and versions[1] != PIPELINE_VERSION)


class Readers:
    """Processes that read items while this one stores what was read before; with none, it does both.

    They know nothing of the database, and end with the process that started them, however it ends.
    """

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def begin(self, item: Item) -> Callable[[], Reading]:
        """Return what gives an item's reading, which may have begun meanwhile."""
        self._seen += 1
        if self.processes == 0 or self._seen <= AT_FIRST:
            return lambda: read_item(item)
        future = self._submit(item)
        return lambda: self._finish(future, item)

    def _submit(self, item: Item) -> "Future[Reading]":
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.processes,
                # A fork would share the database's connection.
                mp_context=multiprocessing.get_context("spawn"),
                initializer=end_with_parent,
            )
        try:
            return self._pool.submit(read_item, item)
        except BrokenProcessPool:
            self._pool = None
            return self._submit(item)

    def _finish(self, future: "Future[Reading]", item: Item) -> Reading:
        """Return a reading; a process that died takes all its items along, so each is tried once more."""
        try:
            return future.result()
        except BrokenProcessPool:
            self._pool = None
        try:
            return self._submit(item).result()
        except BrokenProcessPool:
            self._pool = None
            raise UnreadableInput(
                "Reading it ended the process that did so; it may need too much memory."
            ) from None


def ahead(
    things: Iterable[tuple[Thing, Item | None]], *, readers: Readers
) -> Iterator[tuple[Thing, Callable[[], Reading] | None]]:
    """Yield things in their order, with the reading of their items, several of which are begun ahead."""
    waiting: deque[tuple[Thing, Callable[[], Reading] | None, int]] = deque()
    size = 0
    for thing, item in things:
        length = len(item.data) if item else 0
        waiting.append((thing, readers.begin(item) if item else None, length))
        size += length
        while waiting and (len(waiting) > readers.processes * ITEMS_AHEAD or size > BYTES_AHEAD):
            first, reading, length = waiting.popleft()
            size -= length
            yield first, reading
    yield from ((thing, reading) for thing, reading, _ in waiting)
