"""Builds the search index anew while the old one goes on answering."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.management.bars import shown_progress
from articles.search import RebuildRunning, SearchUnavailable, rebuild


class Command(BaseCommand):
    help = "Builds the search index anew, aside; visitors see the old one until the new one is whole."
    # They would warn of the very index that is about to be replaced.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "-b", "--batch-size", type=int, default=500, help="Rows read at once (default: 500)."
        )
        # Haystack's command asks before it empties the index. This one empties nothing and never asks.
        parser.add_argument(
            "--noinput", "--no-input", dest="interactive", action="store_false", help=argparse.SUPPRESS
        )

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        is_quiet = options["verbosity"] == 0
        indexed = 0
        with shown_progress(self.stderr, unit="documents", is_quiet=is_quiet) as show:

            def count(done: int, total: int) -> None:
                nonlocal indexed
                indexed = done
                show(done, total)

            try:
                rebuild(batch_size=options["batch_size"], progress=count)
            except (RebuildRunning, SearchUnavailable) as error:
                raise CommandError(str(error)) from error
        if not is_quiet:
            self.stdout.write(f"Indexed {indexed} articles and quotes.")
