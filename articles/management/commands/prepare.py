"""Makes an archive ready to be served."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from articles import search
from articles.models import ImportBatch


class Command(BaseCommand):
    help = "Bring the database and the index up to date. Where nothing is to be done, nothing is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--seeds",
            type=Path,
            metavar="PATH",
            help="what to import into an archive without any import, and beside it the topics of PATH.topics.toml",
        )
        parser.add_argument("--static", action="store_true", help="collect the static files too")

    def handle(self, *, seeds: Path | None, static: bool, **_: Any) -> None:
        call_command("migrate", verbosity=0)
        if seeds and not ImportBatch.objects.exists():
            # Never again: what an editor deleted since is to stay away.
            call_command("import_articles", str(seeds))
            topics = seeds.with_name(f"{seeds.name}.topics.toml")
            if topics.exists():
                call_command("import_topics", str(topics))
        if search.needs_rebuild():
            call_command("rebuild_index")
        else:
            # A server that was killed may have left changes behind.
            search.drain_quietly()
        if static:
            call_command("collectstatic", interactive=False, verbosity=0)
