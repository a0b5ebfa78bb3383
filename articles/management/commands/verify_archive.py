"""Proves that nothing was lost or damaged."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles import search
from articles.importing import count_to_verify, verify
from articles.models import Article, IndexChange, Original, Quote

# Of so few originals each digest is listed without being asked for.
FEW = 20


class Command(BaseCommand):
    help = (
        "Hashes every original anew, checks every span and every reference, and compares the index with the "
        "database. Changes nothing. Names each difference and ends with 1 where there is any."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        lists_digests = options["verbosity"] > 1 or Original.objects.count() <= FEW
        looked_at: Counter[str] = Counter()
        damaged: Counter[str] = Counter()
        differences = 0
        with tqdm(total=count_to_verify(), unit=" things", disable=None, leave=False) as bar:
            for verdict in verify():
                bar.update()
                looked_at[verdict.kind] += 1
                damaged[verdict.kind] += bool(verdict.differences)
                differences += len(verdict.differences)
                if lists_digests and verdict.kind == "originals" and not verdict.differences:
                    self._write(f"OK  {verdict.name}")
                for difference in verdict.differences:
                    self._write(difference)
        for kind, count in looked_at.items():
            self._write(_summary(kind, count, damaged[kind]))
        differences += self._compare_index()
        if differences:
            raise CommandError(
                f"{differences} {'difference' if differences == 1 else 'differences'}, named above."
            )

    def _compare_index(self) -> int:
        """Write where the index and the database differ; return in how many places."""
        found = seen = 0
        with tqdm(unit=" entries", disable=None, leave=False) as bar:

            def show(done: int, total: int) -> None:
                nonlocal seen
                bar.total = total
                bar.update(done - seen)
                seen = done

            try:
                for difference in search.compare_index(progress=show):
                    found += 1
                    self._write(_index_difference(difference))
            except search.SearchUnavailable as error:
                self._write(f"The index cannot be compared with the database. {error}")
                return found + 1
        indexed = Article.objects.published().count() + Quote.objects.published().count()
        self._write(_summary("articles and quotes in the index", indexed, found))
        if waiting := IndexChange.objects.count():
            self._write(
                f"Waiting to be indexed: {waiting} changes; `manage.py prepare` or the next edit does that."
            )
        return found

    def _write(self, line: str) -> None:
        with tqdm.external_write_mode():
            self.stdout.write(line)


def _index_difference(difference: search.IndexDifference) -> str:
    is_article = difference.scope is search.Scope.ARTICLES
    noun, model = ("article", Article) if is_article else ("quote", Quote)
    row: Article | Quote | None = model._base_manager.filter(pk=difference.key).first()  # noqa: SLF001  public in all but name
    name = row.public_id if row else f"of the number {difference.key}"
    return f"The {noun} {name} {difference.fault.value}."


def _summary(kind: str, count: int, damaged: int) -> str:
    return f"{count} {kind}: {count - damaged} OK, {damaged} not" if damaged else f"{count} {kind} OK"
