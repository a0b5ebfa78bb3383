"""Reads stored originals again with today's engine."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles import search
from articles.importing import ReadAs, Rereading, keys_of, reread, rereadable
from articles.management.arguments import add_reading_arguments
from articles.management.reports import shown
from articles.models import Article
from articles.text.readers import READERS


class Command(BaseCommand):
    help = (
        "Reads stored originals again and says what that changes, article by article; --apply stores it. What an "
        "editor set stays. Takes the articles that an older engine read, those named, or --all."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "articles", nargs="*", metavar="ARTICLE_ID", help="the id in an article's address"
        )
        parser.add_argument("--apply", action="store_true", help="store it; without this nothing is changed")
        parser.add_argument("--all", action="store_true", help="articles that today's engine read as well")
        formats = sorted(reader.format for reader in READERS)
        add_reading_arguments(parser, of="the originals of the articles named", formats=formats)

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        wanted: list[str] = options["articles"]
        read_as = ReadAs(options["format"], options["encoding"])
        if read_as != ReadAs() and not wanted:
            raise CommandError("Name the articles whose format or encoding was taken wrongly.")
        articles = self._chosen(wanted, every=options["all"])
        applies: bool = options["apply"]
        changed = same = failed = 0
        with search.deferred_indexing() if applies else nullcontext():
            keys = tqdm(
                self._keys(articles), total=articles.count(), unit=" articles", disable=None, leave=False
            )
            for reading in reread(keys, apply=applies, read_as=read_as):
                changed += bool(reading.changes)
                failed += bool(reading.failure)
                same += not (reading.changes or reading.failure)
                self._report(reading)
        self.stdout.write(
            f"{changed} changed, {same} the same, {failed} failed"
            if applies
            else f"Preview, nothing changed: {changed} would change, {same} would stay the same, {failed} failed. "
            "--apply stores it."
        )
        if failed:
            raise CommandError(f"{failed} failed; the reasons are above.")

    def _chosen(self, wanted: list[str], *, every: bool) -> Any:
        articles = Article.objects.all()
        if not wanted:
            return rereadable(articles, only_older=not every)
        chosen = articles.filter(public_id__in=wanted)
        if unknown := set(wanted) - set(chosen.values_list("public_id", flat=True)):
            raise CommandError(f"There is no article {', '.join(sorted(unknown))}.")
        return chosen

    def _keys(self, articles: Any) -> Iterator[int]:
        for keys in keys_of(articles):
            yield from keys

    def _report(self, reading: Rereading) -> None:
        if not (reading.changes or reading.failure or reading.remarks):
            return
        article = reading.article
        lines = [f"{article.public_id}  {article.title}"]
        if reading.failure:
            lines.append(f"  failed: {reading.failure}")
        for change in reading.changes:
            if not change.before:
                lines.append(f"  + {change.what}: {shown(change.after)}")
            elif not change.after:
                lines.append(f"  - {change.what}: {shown(change.before)}")
            else:
                lines.append(f"  {change.what}: {shown(change.before)} → {shown(change.after)}")
        lines += [f"  {remark}" for remark in reading.remarks]
        with tqdm.external_write_mode():
            self.stdout.write("\n".join(lines))
