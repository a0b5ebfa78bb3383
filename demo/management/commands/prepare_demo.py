"""Makes the demo archive ready to be served."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from articles import search
from articles.models import ImportBatch
from demo.articles import make_articles
from demo.desk import EDITOR, work_through
from demo.files import write_files


class Command(BaseCommand):
    help = "Write the demo's files into DATA_DIR, import them into an empty archive, and work them through, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--static", action="store_true", help="collect the static files too")

    def handle(self, *, static: bool, **_: Any) -> None:
        call_command("migrate", verbosity=0)
        if not User.objects.filter(username=EDITOR).exists():
            sources = settings.DATA_DIR / "sources"
            if ImportBatch.objects.exclude(given=str(sources)).exists():
                raise CommandError("This archive has other articles: name an empty folder in DATA_DIR.")
            articles = make_articles()
            write_files(articles, sources)
            call_command("import_articles", str(sources))
            with search.deferred_indexing():
                work_through(articles)
        call_command("prepare", static=static)
