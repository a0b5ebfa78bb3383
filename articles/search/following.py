"""A process that brings the index up with the outbox while another one fills it."""

import multiprocessing
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import connection

from articles.processes import run_in_django
from articles.search.outbox import drain_quietly

# Seconds between two looks at the outbox.
PAUSE = 2.0


class Follower:
    """Indexes, from `start` on, what is written meanwhile; what it leaves the next drain indexes.

    It ends with the process that started it, however that ends. A database in memory can be seen by nobody
    else: there it does nothing.
    """

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._stop: Event | None = None

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
        if self._process is not None or _is_in_memory():
            return
        context = multiprocessing.get_context("spawn")
        self._stop = context.Event()
        databases = {"default": {**settings.DATABASES["default"], "NAME": connection.settings_dict["NAME"]}}
        self._process = context.Process(
            target=run_in_django,
            args=(f"{__name__}.follow", databases, settings.HAYSTACK_CONNECTIONS, self._stop),
        )
        self._process.start()


def _is_in_memory() -> bool:
    name = str(connection.settings_dict["NAME"])
    return connection.vendor == "sqlite" and (":memory:" in name or "mode=memory" in name)


def follow(stop: Event) -> None:
    """Keep the index up with the outbox until told to stop."""
    while not stop.wait(PAUSE):
        drain_quietly()
