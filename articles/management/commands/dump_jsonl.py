"""Writes articles, quotes and speakers as JSON Lines, as the API says them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.api.dumps import write_dumps


class Command(BaseCommand):
    help = "Write articles.jsonl, quotes.jsonl and speakers.jsonl of all that readers may see into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="made where it is missing; files of the same names are replaced"
        )
        parser.add_argument(
            "--site", default="", help="what addresses begin with, such as https://archive.example.org"
        )
        parser.add_argument("--gzip", action="store_true", help="compress the files")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        try:
            for path, count in write_dumps(
                options["folder"], site=options["site"].rstrip("/"), is_compressed=options["gzip"]
            ):
                self.stdout.write(f"{path}: {count:,} line{'' if count == 1 else 's'}")
        except OSError as error:
            raise CommandError(f"The dump cannot be written: {error}") from error
