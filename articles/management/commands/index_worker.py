"""Indexes what changes, so that the processes that serve visitors need not."""

import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.stopping import ended_by_signals
from articles.search import SearchUnavailable, WriterBusy, drain_outbox, work


class Command(BaseCommand):
    help = (
        "Keeps the search index up with the database until Ctrl-C or SIGTERM, which ends it after the batch in hand. "
        "Several may run: one is on duty, the others take over when it ends."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="index what waits now, and end")

    def handle(self, *, once: bool, **_: Any) -> None:
        stopping = threading.Event()
        with ended_by_signals(stopping):
            if once:
                began = time.monotonic()
                try:
                    rows = drain_outbox(is_stopping=stopping.is_set)
                except (SearchUnavailable, WriterBusy) as error:
                    raise CommandError(str(error)) from error
                self._tell(rows, time.monotonic() - began)
                return
            for report in work(stopping):
                if report.problem:
                    self.stderr.write(f"{report.problem} Waiting.")
                else:
                    self._tell(report.rows, report.seconds)

    def _tell(self, rows: int, seconds: float) -> None:
        self.stdout.write(f"Indexed {rows} {'change' if rows == 1 else 'changes'} in {seconds:.2f} s.")
        self.stdout.flush()
