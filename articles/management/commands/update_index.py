"""Indexes stored articles again, in the index that is there; takes the options of Haystack's command."""

import argparse
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from articles.management.bars import shown_progress
from articles.search import RebuildRunning, SearchUnavailable, update

LABELS = {"articles", "articles.article", "articles.quote"}


class Command(BaseCommand):
    help = (
        "Indexes articles with their quotes again, all or those changed lately. `rebuild_index` is faster for all, and "
        "is what mends a damaged index."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("app_label", nargs="*", help="articles, which is all there is")
        parser.add_argument("-m", "--minutes", type=int, help="only what changed in so many minutes")
        parser.add_argument("-a", "--age", type=int, help="only what changed in so many hours")
        parser.add_argument(
            "-s", "--start", dest="start_date", help="only what changed since: 2026-05-04T13:30"
        )
        parser.add_argument("-e", "--end", dest="end_date", help="only what changed before")
        parser.add_argument(
            "-b", "--batch-size", dest="batchsize", type=int, default=500, help="articles of one commit (500)"
        )
        parser.add_argument(
            "-r", "--remove", action="store_true", help="take out what the database does not have"
        )
        # Haystack's others mean nothing here: there is one index, one process fills it, and an error ends it.
        parser.add_argument("-u", "--using", action="append", default=[], help=argparse.SUPPRESS)
        parser.add_argument("-k", "--workers", type=int, default=0, help=argparse.SUPPRESS)
        parser.add_argument("-t", "--max-retries", type=int, default=0, help=argparse.SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        if unknown := {label for label in options["app_label"] if label.lower() not in LABELS}:
            raise CommandError(f"Only articles and quotes are indexed, not {', '.join(sorted(unknown))}.")
        if unknown := set(options["using"]) - {"default"}:
            raise CommandError(f"There is no index named {', '.join(sorted(unknown))}.")
        if options["batchsize"] < 1:
            raise CommandError("A commit has one article at least.")
        is_quiet = options["verbosity"] == 0
        start, end = _start(options), _moment(options["end_date"])
        with shown_progress(self.stderr, unit="articles", is_quiet=is_quiet) as show:
            try:
                done = update(
                    start=start,
                    end=end,
                    removes=options["remove"],
                    batch_size=options["batchsize"],
                    progress=show,
                )
            except (RebuildRunning, SearchUnavailable) as error:
                raise CommandError(str(error)) from error
        if not is_quiet:
            removed = f", removed {done.removed} that the database does not have" if options["remove"] else ""
            self.stdout.write(f"Indexed {done.articles} articles with their quotes{removed}.")


def _start(options: dict[str, Any]) -> datetime | None:
    """Return since when articles count as changed, by whichever option says so."""
    given = [name for name in ("minutes", "age", "start_date") if options[name] is not None]
    if len(given) > 1:
        raise CommandError("Give --minutes, --age or --start, one of them.")
    if options["minutes"] is not None:
        return timezone.now() - timedelta(minutes=options["minutes"])
    if options["age"] is not None:
        return timezone.now() - timedelta(hours=options["age"])
    return _moment(options["start_date"])


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = parse_datetime(text)
        if moment is None and (day := parse_date(text)) is not None:
            moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001  made aware below
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"{text!r} is no time: write 2026-05-04 or 2026-05-04T13:30.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
