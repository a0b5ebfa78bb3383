"""manage.py parse_article: what an import would understand, without a database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.management.lines import read_lines, read_record, write_record
from articles.text.errors import UnreadableInput
from articles.text.pipeline import parse
from articles.text.records import article_record


class Command(BaseCommand):
    help = (
        "Writes one JSON line per input with what an import would understand of it. Inputs are files, or JSON "
        'Lines {"id", "raw"} on standard input. Needs no database.'
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files", nargs="*", metavar="FILE", help="files; JSON Lines on standard input where left out"
        )
        parser.add_argument("--no-quotes", action="store_true", help="leave quotations out")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        with_quotes = not options["no_quotes"]
        failures = 0
        for name, data in _files(options["files"]) if options["files"] else _lines():
            try:
                record = self._understood(name, data, with_quotes=with_quotes)
            except UnreadableInput as error:
                failures += 1
                self.stderr.write(f"{name}: {error}")
                record = {"error": str(error)}
            write_record(self.stdout, {"id": name, **record})
        if failures:
            raise CommandError(f"{failures} of the inputs could not be read.")

    @staticmethod
    def _understood(name: str, data: bytes | UnreadableInput, *, with_quotes: bool) -> dict[str, Any]:
        if isinstance(data, UnreadableInput):
            raise data
        record = article_record(parse(data, name=name, finds_quotations=with_quotes))
        if not with_quotes:
            del record["quotes"]
        return record


def _files(names: list[str]) -> Iterator[tuple[str, bytes | UnreadableInput]]:
    for name in names:
        try:
            yield name, Path(name).read_bytes()
        except OSError as error:
            yield name, UnreadableInput(f"The file cannot be opened: {error.strerror}.")


def _lines() -> Iterator[tuple[str, bytes | UnreadableInput]]:
    for number, line in enumerate(read_lines(None), start=1):
        try:
            record = read_record(line, field="raw")
        except ValueError as error:
            yield f"line {number}", UnreadableInput(f"The line cannot be read: {error}.")
        else:
            yield str(record.get("id")), record["raw"].encode("utf-8", errors="replace")
