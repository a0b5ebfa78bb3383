"""Who may write: one process on all machines that share a database.

On PostgreSQL a lock is one of the database's own, held by a connection of its own and released when that ends,
however it ends. On SQLite all processes are on one machine, and a lock is a file.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from filelock import FileLock, Timeout

from articles.search.backends import WriterBusy
from articles.search.backends.generations.storage import IndexUnwritable

# Seconds between two looks at a lock that another has.
LOOK = 0.05


@dataclass(frozen=True, slots=True)
class Locks:
    """The locks of one index, by its name; files lie in a folder."""

    name: str
    folder: Path

    @contextmanager
    def held(self, what: str, *, timeout: float) -> Iterator[None]:
        """Hold a lock; a negative timeout (seconds) waits for ever.

        Raises:
            WriterBusy: another one held it all the time.
        """
        hold = self._in_database if connection.vendor == "postgresql" else self._in_file
        with hold(what, timeout):
            yield

    @contextmanager
    def _in_file(self, what: str, timeout: float) -> Iterator[None]:
        lock = FileLock(self.folder / f"{self.name}-{what}.lock", thread_local=False)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=timeout)
        except Timeout:
            raise WriterBusy from None
        except OSError as error:
            raise IndexUnwritable(error.strerror or str(error)) from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _in_database(self, what: str, timeout: float) -> Iterator[None]:
        digest = hashlib.blake2b(f"{self.name} {what}".encode(), digest_size=8).digest()
        number = int.from_bytes(digest, signed=True)
        # Not this thread's own: a lock taken within a transaction that fails would have to be waited for.
        held = connections.create_connection("default")
        try:
            deadline = time.monotonic() + timeout
            while not _taken(held, number):
                if timeout >= 0 and time.monotonic() >= deadline:
                    raise WriterBusy
                time.sleep(LOOK)
            yield
            with held.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
        finally:
            held.close()


def _taken(held: BaseDatabaseWrapper, number: int) -> bool:
    with held.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        (is_taken,) = cursor.fetchone()
    return bool(is_taken)
