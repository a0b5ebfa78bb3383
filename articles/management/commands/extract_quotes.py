"""manage.py extract_quotes: the quotation engine alone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.management.lines import read_lines, read_record, write_record
from articles.text.pipeline import find_quotations
from articles.text.records import quotation_record


class Command(BaseCommand):
    help = 'Reads JSON Lines {"id", "text"} and writes one line {"id", "quotes"} for each. Needs no database.'
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", help="JSON Lines; standard input where left out")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        for number, line in enumerate(read_lines(options["file"]), start=1):
            try:
                record = read_record(line, field="text")
            except ValueError as error:
                self.stderr.write(f"Line {number} cannot be read: {error}.")
                write_record(self.stdout, {"id": None, "quotes": []})
                continue
            quotes = [quotation_record(quotation) for quotation in find_quotations(record["text"])]
            write_record(self.stdout, {"id": record.get("id"), "quotes": quotes})
