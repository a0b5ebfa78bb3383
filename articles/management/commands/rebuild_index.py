"""Builds the search index anew while the old one goes on answering."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles.search import RebuildRunning, rebuild


class Command(BaseCommand):
    help = "Builds the search index anew, aside; visitors see the old one until the new one is whole."

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
        with tqdm(
            unit=" documents", desc="Indexing", file=self.stderr, disable=is_quiet or not self.stderr.isatty()
        ) as bar:

            def show(done: int, total: int) -> None:
                nonlocal indexed
                bar.total = total
                bar.update(done - indexed)
                indexed = done

            try:
                rebuild(batch_size=options["batch_size"], progress=show)
            except RebuildRunning as error:
                raise CommandError(str(error)) from None
        if not is_quiet:
            self.stdout.write(f"Indexed {indexed} articles and quotes.")
