"""Makes the demo archive ready to be served."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from articles import search
from articles.models import ImportBatch
from demo.articles import make_articles
from demo.desk import work_through
from demo.files import write_files


class Command(BaseCommand):
    help = "Write the demo's files into DATA_DIR, import them into an archive without any import, and work them through."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--static", action="store_true", help="collect the static files too")

    def handle(self, *, static: bool, **_: Any) -> None:
        call_command("migrate", verbosity=0)
        if not ImportBatch.objects.exists():
            articles = make_articles()
            sources = settings.DATA_DIR / "sources"
            write_files(articles, sources)
            call_command("import_articles", str(sources))
            with search.deferred_indexing():
                work_through(articles)
        call_command("prepare", static=static)
