"""Finds near-duplicates and quote clusters of the whole archive anew."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.importing import find_all_duplicates
from articles.models import Article, NearDuplicate, Wording


class Command(BaseCommand):
    help = (
        "Finds the near-duplicates and quote clusters of the whole archive anew; imports and edits find "
        "their own. What editors said is no duplicate stays so."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        is_quiet = options["verbosity"] == 0
        done = 0
        with tqdm(
            total=Article.objects.count(),
            unit=" articles",
            desc="Finding duplicates",
            file=self.stderr,
            disable=is_quiet or not self.stderr.isatty(),
            leave=False,
        ) as bar:
            for done in find_all_duplicates():
                bar.update(done - bar.n)
        if not is_quiet:
            pairs = NearDuplicate.objects.standing().count()
            clusters = Wording.objects.shared().count()
            self.stdout.write(f"{done} articles: {pairs} near-duplicate pairs, {clusters} shared wordings.")
