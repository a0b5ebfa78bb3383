"""Takes back what an import brought."""

from argparse import ArgumentParser
from collections import Counter
from contextlib import nullcontext
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from tqdm import tqdm

from articles import search
from articles.importing import Deed, Reversal, undo_batch
from articles.models import ImportBatch, Outcome

# As many batches as are listed.
LATEST = 20


class Command(BaseCommand):
    help = (
        "Says what taking back an import would remove; --apply does it. What an editor had a hand in stays. "
        "Without a number the latest imports are listed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", nargs="?", type=int, metavar="IMPORT", help="the number of the import")
        parser.add_argument("--apply", action="store_true", help="do it; without this nothing is changed")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        if options["batch"] is None:
            self._list()
            return
        batch = ImportBatch.objects.filter(pk=options["batch"]).first()
        if batch is None:
            raise CommandError(
                f"There is no import {options['batch']}. `manage.py undo_import` lists the latest."
            )
        if batch.undone_at is not None:
            raise CommandError(f"Import {batch.pk} was undone on {batch.undone_at:%Y-%m-%d at %H:%M}.")
        applies: bool = options["apply"]
        deeds: Counter[Deed] = Counter()
        with search.deferred_indexing() if applies else nullcontext():
            reversals = undo_batch(batch, apply=applies)
            for reversal in tqdm(reversals, unit=" things", disable=None, leave=False):
                deeds[reversal.deed] += 1
                self._report(reversal)
        counts = ", ".join(f"{deeds[deed]} {deed.value}" for deed in Deed)
        self.stdout.write(counts if applies else f"Preview, nothing changed: {counts}. --apply does it.")

    def _report(self, reversal: Reversal) -> None:
        line = f"{reversal.deed.value:<11} {reversal.noun} {reversal.name}"
        with tqdm.external_write_mode():
            self.stdout.write(f"{line}: {reversal.reason}" if reversal.reason else line)

    def _list(self) -> None:
        batches = list(ImportBatch.objects.all()[:LATEST])
        for batch in batches:
            counts = dict(
                batch.records.order_by()
                .values_list("outcome")
                .annotate(count=Count("pk"))
                .values_list("outcome", "count")
            )
            brought = ", ".join(
                f"{counts[outcome]} {outcome.value}" for outcome in Outcome if outcome in counts
            )
            notes = [", ".join(batch.given.split("\n"))] if batch.given else []
            if batch.undone_at is not None:
                notes.append(f"undone on {batch.undone_at:%Y-%m-%d}")
            elif batch.finished_at is None:
                notes.append("not finished")
            self.stdout.write(
                f"{batch.pk:>6}  {batch.started_at:%Y-%m-%d %H:%M}  {brought or 'nothing'}"
                + (f"  ({'; '.join(notes)})" if notes else "")
            )
        if not batches:
            self.stdout.write("Nothing has been imported.")
