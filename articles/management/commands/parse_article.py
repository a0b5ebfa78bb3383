"""manage.py parse_article: what an import would understand, without a database."""

import base64
import binascii
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.management.arguments import add_reading_arguments
from articles.management.lines import read_lines, read_record, write_record
from articles.text.documents import Stated
from articles.text.errors import UnreadableInput
from articles.text.pipeline import parse
from articles.text.readers import DamagedItem, Item, unpack
from articles.text.readers.folders import InputError, list_inputs
from articles.text.records import article_record


class Command(BaseCommand):
    help = (
        "Writes one JSON line per article with what an import would understand of it. Inputs are files and folders, or JSON "
        'Lines {"id", "raw"} or {"id", "html_base64", "url"} on standard input. Needs no database.'
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths",
            nargs="*",
            metavar="PATH",
            type=Path,
            help="files and folders; JSON Lines on standard input where left out",
        )
        parser.add_argument("--no-quotes", action="store_true", help="leave quotations out")
        add_reading_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        with_quotes = not options["no_quotes"]
        items = (
            _of_paths(options["paths"], format=options["format"], encoding=options["encoding"])
            if options["paths"]
            else _of_lines()
        )
        failures = 0
        for item in items:
            if isinstance(item, DamagedItem) and item.is_skipped:
                self.stderr.write(f"{item.name}: {item.reason}")
                continue
            try:
                record = self._understood(item, with_quotes=with_quotes)
            except UnreadableInput as error:
                failures += 1
                self.stderr.write(f"{item.name}: {error}")
                record = {"error": str(error)}
            write_record(self.stdout, {"id": item.name, **record})
        if failures:
            raise CommandError(f"{failures} of the inputs could not be read.")

    @staticmethod
    def _understood(item: Item | DamagedItem, *, with_quotes: bool) -> dict[str, Any]:
        if isinstance(item, DamagedItem):
            raise UnreadableInput(item.reason)
        record = article_record(parse(item, finds_quotations=with_quotes))
        if not with_quotes:
            del record["quotes"]
        return record


def _of_paths(paths: list[Path], *, format: str, encoding: str) -> Iterator[Item | DamagedItem]:
    for given in list_inputs(paths):
        if given.skip_reason:
            yield DamagedItem(given.name, given.skip_reason, is_skipped=True)
            continue
        try:
            with given.open() as file:
                yield from unpack(file, name=given.name, format=format, encoding=encoding)
        except OSError as error:
            yield DamagedItem(given.name, f"Cannot be read: {error.strerror}.")
        except (InputError, UnreadableInput) as error:
            yield DamagedItem(given.name, str(error))


def _of_lines() -> Iterator[Item | DamagedItem]:
    for number, line in enumerate(read_lines(None), start=1):
        try:
            record = read_record(line, field="html_base64" if '"html_base64"' in line else "raw")
            yield _item(record)
        except ValueError as error:
            yield DamagedItem(f"line {number}", f"The line cannot be read: {error}.")


def _item(record: dict[str, Any]) -> Item:
    name = str(record.get("id"))
    if "html_base64" not in record:
        return Item(name, record["raw"].encode("utf-8", errors="replace"), format="text")
    try:
        data = base64.b64decode(record["html_base64"], validate=True)
    except binascii.Error as error:
        raise ValueError(f"no base64 in 'html_base64': {error}") from error
    url = record.get("url")
    stated = Stated(where="record", source_url=url if isinstance(url, str) else "")
    return Item(name, data, format="html", stated=stated)
