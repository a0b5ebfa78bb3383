"""Imports what arrives in a folder."""

import hashlib
import threading
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections, connection
from filelock import FileLock, Timeout

from articles import search
from articles.importing import (
    Arrival,
    Inbox,
    InboxUnreadable,
    Input,
    ManifestError,
    Occasion,
    Tally,
    import_inputs,
)
from articles.management.stopping import ended_by_signals
from articles.models import InboxFile, Outcome


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= 86_400:  # not a number is neither
        raise ArgumentTypeError(f"{text!r} is no number of seconds from 0 to 86400")
    return seconds


class Command(BaseCommand):
    help = "Import what arrives in a folder, and what changes there; nothing is moved. Ends on Ctrl-C or SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="the folder, with all below it")
        parser.add_argument(
            "--once",
            action="store_true",
            help="look once and end, with exit status 1 if something failed: for a timer",
        )
        parser.add_argument(
            "--interval",
            type=_seconds,
            default=10.0,
            metavar="SECONDS",
            help="time between two looks (10); a file is taken when it was the same at both",
        )
        parser.add_argument(
            "--settle",
            type=_seconds,
            default=5.0,
            metavar="SECONDS",
            help="with --once: how long a file must not have changed to be taken (5)",
        )

    def handle(self, *, folder: Path, once: bool, interval: float, settle: float, **_: Any) -> None:
        if InboxFile._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001  public in all but name
            raise CommandError("The database is empty: run `make serve`, or `manage.py migrate`, first.")
        self.stopping = threading.Event()
        with _lock(folder), ended_by_signals(self.stopping):
            inbox = Inbox(folder)
            if once:
                self._look_once(inbox, settle=settle)
            else:
                self._watch(inbox, interval=interval)

    def _look_once(self, inbox: Inbox, *, settle: float) -> None:
        try:
            tally = self._take(inbox, inbox.arrivals(now=time.time(), settled=settle))
        except (InboxUnreadable, ManifestError) as error:
            raise CommandError(str(error)) from error
        if tally.has_failures:
            raise CommandError(f"{tally.outcomes[Outcome.FAILED]} failed; the reasons are above.")

    def _watch(self, inbox: Inbox, *, interval: float) -> None:
        """Look until a signal comes; a folder that cannot be read, or a database that does not answer, is waited for."""
        problem = ""
        while not self.stopping.is_set():
            close_old_connections()
            try:
                self._take(inbox, inbox.arrivals())
                new_problem = ""
            except (InboxUnreadable, ManifestError) as error:
                new_problem = str(error)
            except DatabaseError as error:
                new_problem = f"The database does not answer: {error}"
            if new_problem != problem:
                self.stdout.write(f"{new_problem} Waiting." if new_problem else "Reading again.")
                self.stdout.flush()
            problem = new_problem
            self.stopping.wait(interval)

    def _take(self, inbox: Inbox, arrivals: list[Arrival]) -> Tally:
        """Import what has arrived and write a line for each input, a reason for each failure, and a summary."""
        total = Tally()
        if not arrivals:
            return total
        tally = Tally()

        def inputs() -> Iterator[Input]:
            nonlocal tally
            for arrival in arrivals:
                tally = Tally()
                yield arrival.given
                # All of it has been imported when the next is asked for; what may pass is tried again.
                if not tally.may_pass:
                    inbox.note(arrival)
                self.stdout.write(f"{arrival.given.name}: {tally}")
                self.stdout.flush()

        with search.deferred_indexing():
            for result in import_inputs(inputs(), occasion=Occasion(given=(str(inbox.folder),))):
                tally.add(result)
                total.add(result)
                if result.outcome is not None and result.explanation:
                    self.stdout.write(f"{result.outcome.value:<10} {result.name}: {result.explanation}")
                if self.stopping.is_set():
                    # Its file is not noted: what has been imported of it will be unchanged then.
                    self.stdout.write("Stopped; what is left is taken up at the next start.")
                    break
        self.stdout.write(f"In all: {total}")
        self.stdout.flush()
        return total


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; the system releases it when its holder dies.

    Raises:
        CommandError: somebody else watches the folder.
    """
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(str(folder.resolve()).encode(errors="surrogateescape")).hexdigest()[:16]
    try:
        with FileLock(settings.DATA_DIR / f"inbox-{name}.lock", timeout=0):
            yield
    except Timeout:
        raise CommandError(f"Another watch_inbox watches {folder} already.") from None
