"""An erasure to its end: rows, manifests, the index, and the files that still hold what was deleted from them."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from articles import editing, search
from articles.changes import TRACKED
from articles.editing import Erased
from articles.importing import ManifestError, forget_in_manifests
from articles.models import (
    Article,
    Change,
    ChangedRow,
    ImportBatch,
    ImportRecord,
    Original,
    Upload,
    WithheldReason,
    Wording,
)

# Seconds that readers of the database are given to finish before what they read is written over.
PATIENCE = 10.0
# Tables whose rows may have held words of an article, for a database that cleans them one by one.
_MODELS: tuple[type[Model], ...] = (
    *TRACKED, Change, ChangedRow, ImportBatch, ImportRecord, LogEntry, Original, Upload, Wording,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Erasure:
    """What became of an erasure; `left` are sentences on what it could not do or see, for people to look at."""

    erased: Erased
    left: tuple[str, ...]


def erase_article(article: Article, *, editor: User | None, reason: WithheldReason, note: str) -> Erasure:
    """Destroy an article and every byte of it that the archive keeps; what could not be is told.

    Its rows are gone in any case. Called outside of any transaction.
    """
    erased = editing.erase(article, editor=editor, reason=reason, note=note)
    left = [*_finish(erased), *_left_to_people(erased)]
    return Erasure(erased, tuple(left))


def finish_erasures() -> tuple[str, ...]:
    """Write anew what may hold bytes of earlier erasures, and return what could not be, in sentences."""
    return tuple(_finish_files())


def _finish(erased: Erased) -> Iterator[str]:
    try:
        forget_in_manifests(erased.digests, erased.public_ids)
    except ManifestError as error:
        yield f"Manifests still name its files. {error}"
    yield from _finish_files()


def _finish_files() -> Iterator[str]:
    try:
        search.purge()
    except (search.SearchUnavailable, search.WriterBusy) as error:
        yield f"The index still holds its words. {error} Then run `manage.py erase_article --finish`."
    if transaction.get_connection().in_atomic_block:
        yield "The database files were not written anew: run `manage.py erase_article --finish`."
    else:
        try:
            yield from _compact_sqlite() if connection.vendor == "sqlite" else _compact_tables()
        except DatabaseError as error:
            yield f"The database was not written anew ({error}): run `manage.py erase_article --finish` when it is at rest."


def _compact_tables() -> Iterator[str]:
    """Write each table anew, which readers and writers of it wait for."""
    with connection.cursor() as cursor:
        for model in _MODELS:
            table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001  public in all but name
            cursor.execute(f"VACUUM (FULL) {table}")
    yield from ()


def _compact_sqlite() -> Iterator[str]:
    """Write the database anew, and empty the file of what was written last."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("VACUUM")
        deadline = time.monotonic() + PATIENCE
        while True:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (is_busy, *_) = cursor.fetchone()
            if not is_busy:
                return
            if time.monotonic() > deadline:
                yield (
                    "Somebody has been reading the database all the while, so that archive.sqlite3-wal may still hold "
                    "bytes of it: run `manage.py erase_article --finish` when nobody does."
                )
                return
            time.sleep(0.1)


def _left_to_people(erased: Erased) -> Iterator[str]:
    for key_date in erased.key_dates:
        yield f"An editor’s key date led to it and stays: {key_date}"
    yield (
        "Backups made before hold it, as do dumps and exports that were taken out, folders it was imported from, and "
        "the logs of the server in front: docs/operating.md says how each is seen to."
    )
