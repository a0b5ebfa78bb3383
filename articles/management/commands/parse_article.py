"""manage.py parse_article: what an import would understand, without a database."""

import base64
import binascii
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.management.lines import read_lines, read_record, write_record
from articles.text.documents import Stated
from articles.text.errors import UnreadableInput
from articles.text.pipeline import parse
from articles.text.readers import FORMATS, DamagedItem, Item, unpack
from articles.text.records import article_record


class Command(BaseCommand):
    help = (
        "Writes one JSON line per article with what an import would understand of it. Inputs are files, or JSON "
        'Lines {"id", "raw"} or {"id", "html_base64", "url"} on standard input. Needs no database.'
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files", nargs="*", metavar="FILE", help="files; JSON Lines on standard input where left out"
        )
        parser.add_argument("--no-quotes", action="store_true", help="leave quotations out")
        parser.add_argument("--format", choices=FORMATS, default="", help="what the files are")
        parser.add_argument("--encoding", default="", help="how the files are encoded")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        with_quotes = not options["no_quotes"]
        items = (
            _of_files(options["files"], format=options["format"], encoding=options["encoding"])
            if options["files"]
            else _of_lines()
        )
        failures = 0
        for item in items:
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


def _of_files(names: list[str], *, format: str, encoding: str) -> Iterator[Item | DamagedItem]:
    for name in names:
        try:
            with Path(name).open("rb") as file:
                for item in unpack(file, name=name, format=format, encoding=encoding):
                    if not (isinstance(item, DamagedItem) and item.is_skipped):
                        yield item
        except OSError as error:
            yield DamagedItem(name, f"The file cannot be opened: {error.strerror}.")
        except UnreadableInput as error:
            yield DamagedItem(name, str(error))


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
