"""Imports files and folders of articles."""

import codecs
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from articles import search
from articles.importing import Input, Tally, import_inputs, list_inputs
from articles.models import ImportBatch, Outcome
from articles.text.readers import FORMATS

# A dry run makes nothing, so that its words say what a run would make.
DRY_RUN_WORDS = {Outcome.CREATED: "new"}


def _encoding(name: str) -> str:
    """Return the name that Python knows an encoding by, "" for none given."""
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        raise ArgumentTypeError(f"no encoding is called {name!r}") from None


class Command(BaseCommand):
    help = "Import news texts: files, and folders with all below them. Importing again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or folder")
        parser.add_argument(
            "--format",
            choices=FORMATS,
            default="",
            help="what the inputs are, where their content does not tell",
        )
        parser.add_argument(
            "--encoding",
            type=_encoding,
            default="",
            help="how the inputs are encoded, where that is guessed wrongly",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")

    def handle(
        self,
        *,
        paths: list[Path],
        format: str,
        encoding: str,
        dry_run: bool,
        verbosity: int,
        **_: Any,
    ) -> None:
        if ImportBatch._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001  public in all but name
            raise CommandError("The database is empty: run `make serve`, or `manage.py migrate`, first.")
        tally = Tally()
        inputs = []
        for given in list_inputs(paths):
            if given.skip_reason:
                tally.skipped += 1
                self.stdout.write(f"skipped    {given.name}: {given.skip_reason}")
            else:
                inputs.append(given)
        with search.deferred_indexing():
            for result in import_inputs(
                self._with_progress(inputs), format=format, encoding=encoding, dry_run=dry_run
            ):
                tally.add(result)
                reason = " ".join(filter(None, (result.reason, *result.remarks)))
                if verbosity > 1 or (reason and result.outcome is not None):
                    word = result.outcome.value if result.outcome else "skipped"
                    self._write_line(f"{word:<10} {result.name}", reason)
        self.stdout.write(self._summary(tally, dry_run=dry_run))
        if tally.has_failures:
            raise CommandError(f"{tally.outcomes[Outcome.FAILED]} failed; the reasons are above.")

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
