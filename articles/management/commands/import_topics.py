"""Makes topics that a file describes, and follows the file where no editor was at work."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.topic_files import TopicFileError, import_topic, read_topics


class Command(BaseCommand):
    help = (
        "Makes the topics of TOML files, with their saved searches, key dates and pinned quotes. What an editor "
        "changed or deleted since stays so."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *, files: list[Path], **options: Any) -> None:
        try:
            # All are read before anything is written.
            topics = [topic for file in files for topic in read_topics(file.read_text(encoding="utf-8"))]
            for topic in topics:
                result = import_topic(topic)
                self._report(f"{result.slug}: {result.deed}.", options)
                if result.kept:
                    self._report(f"  Left as an editor has it: {', '.join(result.kept)}.", options)
                if result.missing:
                    self._report(f"  Not in this archive: {', '.join(result.missing)}.", options)
        except (OSError, UnicodeDecodeError, TopicFileError) as error:
            raise CommandError(str(error)) from error

    def _report(self, line: str, options: dict[str, Any]) -> None:
        if options["verbosity"]:
            self.stdout.write(line)
