"""Whether everything that names another thing names one that is there."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from articles.importing.keys import keys_of
from articles.importing.verification.verdicts import Verdict
from articles.models import (
    Article,
    ImportRecord,
    Original,
    Outcome,
    Publication,
    Quote,
    Redirect,
    RedirectKind,
    Speaker,
    Topic,
)
from articles.models.imports import TAKEN_BACK
from articles.models.public_ids import name_key

# What an address of each kind leads to, and the field that holds it.
_TARGETS: dict[str, tuple[QuerySet[Any], str]] = {
    RedirectKind.ARTICLE: (Article.objects.all(), "public_id"),
    RedirectKind.QUOTE: (Quote.objects.all(), "public_id"),
    RedirectKind.SPEAKER: (Speaker.objects.all(), "slug"),
    RedirectKind.PUBLICATION: (Publication.objects.all(), "slug"),
    RedirectKind.TOPIC: (Topic.objects.all(), "slug"),
    RedirectKind.VANISHED_QUOTE: (Article.objects.all(), "public_id"),
}
# Where a thing that is no longer there has its stub.
_STUBS: dict[str, str] = {
    RedirectKind.ARTICLE: RedirectKind.VANISHED_ARTICLE,
    RedirectKind.QUOTE: RedirectKind.VANISHED_QUOTE,
    RedirectKind.VANISHED_QUOTE: RedirectKind.VANISHED_ARTICLE,
}


def verify_speakers() -> Iterator[Verdict]:
    """Yield a verdict on each speaker: whether its own name and its other forms are found by it."""
    for keys in keys_of(Speaker.objects.all()):
        for speaker in Speaker.objects.filter(pk__in=keys).prefetch_related("aliases").order_by("pk"):
            yield Verdict("speakers", speaker.slug, tuple(_of_speaker(speaker)))


def _of_speaker(speaker: Speaker) -> Iterator[str]:
    aliases = list(speaker.aliases.all())
    if speaker.name not in {alias.name for alias in aliases}:
        yield f"The speaker {speaker.slug} has no alias of its own name, {speaker.name}."
    for alias in aliases:
        if alias.name_key != name_key(alias.name):
            yield f"The speaker {speaker.slug} is not found by its alias {alias.name}: it is kept as “{alias.name_key}”."


def verify_redirects() -> Iterator[Verdict]:
    """Yield a verdict on each old address: whether it leads to a thing, or says that there is none."""
    for keys in keys_of(Redirect.objects.all()):
        rows = list(Redirect.objects.filter(pk__in=keys).order_by("pk"))
        live: dict[str, set[str]] = {}
        for kind, (things, field) in _TARGETS.items():
            wanted = {row.new for row in rows if row.kind == kind}
            live[kind] = set(things.filter(**{f"{field}__in": wanted}).values_list(field, flat=True))
        for row in rows:
            leads = not row.new or row.new in live.get(row.kind, ()) or _leads_on(row)
            differences = (
                ()
                if leads
                else (f"The old address of a {row.kind}, {row.old}, leads to {row.new}, which is not there.",)
            )
            yield Verdict("redirects", row.old, differences)


def _leads_on(row: Redirect) -> bool:
    """Whether the address that a redirect names leads on itself, or has a stub."""
    things, field = _TARGETS[row.kind]
    # Where a quote was once, its article may have moved.
    kind = RedirectKind.ARTICLE if row.kind == RedirectKind.VANISHED_QUOTE else row.kind
    last = Redirect.objects.target(kind=RedirectKind(kind), old=row.new)
    if last == "" or (last and things.filter(**{field: last}).exists()):
        return True
    stub = _STUBS.get(row.kind)
    return stub is not None and Redirect.objects.filter(kind=stub, old__in=[row.new, last or ""]).exists()


def verify_records() -> Iterator[Verdict]:
    """Yield a verdict on each record of an import: whether what it stored is there, or was taken back."""
    for keys in keys_of(ImportRecord.objects.all()):
        rows = list(ImportRecord.objects.filter(pk__in=keys).order_by("pk"))
        digests = {row.sha256 for row in rows}
        kept = set(Original.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
        undone = ImportRecord.objects.filter(sha256__in=digests - kept, reason=TAKEN_BACK)
        known = kept | set(undone.values_list("sha256", flat=True))
        for row in rows:
            is_whole = row.outcome == Outcome.FAILED or row.sha256 in known
            differences = (
                ()
                if is_whole
                else (
                    f"Import {row.batch_id} stored {row.name} ({row.sha256}), and there is no such original.",
                )
            )
            yield Verdict("import records", row.name, differences)


def verify_tables() -> Iterator[Verdict]:
    """Yield a verdict on each table: whether every row it refers to exists.

    PostgreSQL never lets go of a row that another refers to; SQLite does when another program than
    this one writes to it.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        # SQLite's own, such as its statistics, are none of the archive's.
        tables = [
            name for name in connection.introspection.table_names(cursor) if not name.startswith("sqlite_")
        ]
        for table in sorted(tables):
            cursor.execute(f"PRAGMA foreign_key_check({connection.ops.quote_name(table)})")
            differences = [
                f"Row {row} of the table {table} refers to a row of {other} that is not there."
                for _, row, other, _ in cursor.fetchall()
            ]
            yield Verdict("tables", table, tuple(differences))
