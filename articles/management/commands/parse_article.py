"""manage.py parse_article: what an import would understand, without a database."""

import base64
from dataclasses import replace
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
        failures = 0
        inputs = self._files(options["files"]) if options["files"] else self._lines()
        for name, data in inputs:
            try:
                if isinstance(data, str):
                    raise UnreadableInput(data)
                record = article_record(
                    parse(data, name=str(name), finds_quotations=not options["no_quotes"])
                )
            except UnreadableInput as error:
                failures += 1
                self.stderr.write(f"{name}: {error}")
                record = {"error": str(error)}
            if options["no_quotes"]:
                record.pop("quotes", None)
            write_record(self.stdout, {"id": name, **record})
        if failures:
            raise CommandError(f"{failures} of the inputs could not be read.")
