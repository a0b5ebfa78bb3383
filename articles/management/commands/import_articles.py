"""Imports files and folders of articles."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from articles import search
from articles.importing import Input, ManifestError, Occasion, Tally, import_inputs, list_inputs
from articles.management.arguments import add_reading_arguments
from articles.management.reports import shown
from articles.models import Conflict, ImportBatch, Outcome

# A dry run makes nothing, so that its words say what a run would make.
DRY_RUN_WORDS = {Outcome.CREATED: "new"}
# Items after which the index begins to follow while the import goes on, which takes a process.
MANY = 300


class Command(BaseCommand):
    help = "Import news texts: files, and folders with all below them. Importing again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a file or folder")
        add_reading_arguments(parser)
        parser.add_argument(
            "--processes",
            type=int,
            choices=range(65),
            metavar="N",
            default=max(1, (os.cpu_count() or 1) - 1),
            help="how many processes read while one stores (0: one does both; as many as processors but one)",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
        parser.add_argument(
            "--manifest",
            type=Path,
            metavar="FILE",
            help="add the lines of the manifest to this file too (JSON Lines)",
        )
        parser.add_argument(
            "--conflicts",
            action="store_true",
            help="list the conflicts that wait for an editor, import nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        if ImportBatch._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001  public in all but name
            raise CommandError("The database is empty: run `make serve`, or `manage.py migrate`, first.")
        if options["conflicts"]:
            self._report_conflicts()
            return
        paths: list[Path] = options["paths"]
        if not paths:
            raise CommandError("Say what to import: a file or folder, or several.")
        dry_run: bool = options["dry_run"]
        tally = Tally()
        inputs = list(list_inputs(paths))
        # Of what a folder holds each is named; of what is no article in a web archive there are thousands.
        passed_over = {given.name for given in inputs if given.skip_reason}
        results = import_inputs(
            self._with_progress(inputs),
            format=options["format"],
            encoding=options["encoding"],
            dry_run=dry_run,
            processes=options["processes"],
            occasion=Occasion(given=tuple(map(str, paths)), manifest=options["manifest"]),
        )
        try:
            with search.deferred_indexing(), search.Follower() as follower:
                for result in results:
                    tally.add(result)
                    if tally.total == MANY and not dry_run and options["processes"]:
                        follower.start()
                    follower.give_way()
                    reason = result.explanation
                    is_worth_a_line = reason and (result.outcome is not None or result.name in passed_over)
                    if options["verbosity"] > 1 or is_worth_a_line:
                        word = result.outcome.value if result.outcome else "skipped"
                        self._write_line(f"{word:<10} {result.name}", reason)
        except ManifestError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self._summary(tally, dry_run=dry_run))
        if tally.has_failures:
            raise CommandError(f"{tally.outcomes[Outcome.FAILED]} failed; the reasons are above.")

    def _report_conflicts(self) -> None:
        """Write each conflict that waits: the article, the field, both values, since when, and from which original."""
        rows = Conflict.objects.open().order_by("created_at", "pk")
        waiting = rows.select_related("article", "original").defer("original__content")
        for conflict in waiting.iterator(chunk_size=100):
            article, original = conflict.article, conflict.original
            self.stdout.write(
                f"{article.public_id}  {article.title}\n"
                f"  field     {conflict.field}\n"
                f"  kept      {shown(conflict.kept)}\n"
                f"  incoming  {shown(conflict.incoming)}\n"
                f"  since     {conflict.created_at:%Y-%m-%d %H:%M}\n"
                f"  original  {original.name} ({original.sha256})"
            )
        count = waiting.count()
        self.stdout.write(f"{count} {'conflict waits' if count == 1 else 'conflicts wait'} for an editor.")

    def _with_progress(self, inputs: list[Input]) -> "tqdm[Input]":
        # disable=None: a bar on a terminal, nothing in a log.
        return tqdm(inputs, unit=" inputs", disable=None, leave=False)

    def _write_line(self, line: str, reason: str) -> None:
        with tqdm.external_write_mode():
            self.stdout.write(f"{line}: {reason}" if reason else line)

    def _summary(self, tally: Tally, *, dry_run: bool) -> str:
        words = DRY_RUN_WORDS if dry_run else {}
        parts = [f"{tally.outcomes[outcome]} {words.get(outcome, outcome.value)}" for outcome in Outcome]
        if tally.skipped:
            parts.append(f"{tally.skipped} skipped")
        prefix = "Dry run, nothing changed: " if dry_run else ""
        return prefix + ", ".join(parts)
