"""One input after the other, each whole or not at all."""

import hashlib
import logging
from collections.abc import Iterable, Iterator

from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.utils import timezone

from articles.importing.articles import ErasedOriginal, store_article
from articles.importing.inputs import NAME_LENGTH, Input, InputError
from articles.importing.outcomes import ImportResult
from articles.models import ImportBatch, ImportRecord, Outcome
from articles.text.errors import NoRunningText, TextError
from articles.text.readers import DamagedItem, Item, unpack

logger = logging.getLogger(__name__)

# Each attempt can meet another of the speakers that a second import makes at the same time.
OTHER_ATTEMPTS = 4
# PostgreSQL's names for two transactions that wait for each other; it ends one of them.
DEADLOCKS = ("40P01", "40001")


def import_inputs(
    inputs: Iterable[Input],
    *,
    format: str = "",
    encoding: str = "",
    dry_run: bool = False,
) -> Iterator[ImportResult]:
    """Import the items of inputs one by one and yield the result of each as soon as it is stored.

    Each is one transaction; one that fails is reported and the next goes on. A dry run does the
    same work and takes it back. Otherwise the run is kept as an ImportBatch with a record for each.
    `format` and `encoding` override what the content of the inputs tells.
    """
    batch = None if dry_run else ImportBatch.objects.create()
    for given in inputs:
        for result in _import_input(given, format=format, encoding=encoding, dry_run=dry_run):
            if batch is not None and result.outcome is not None:
                ImportRecord.objects.create(
                    batch=batch,
                    name=result.name[-NAME_LENGTH:],
                    sha256=result.sha256,
                    outcome=result.outcome,
                    reason=result.reason,
                    remarks="\n".join(result.remarks),
                    article=result.article,
                )
            yield result
    if batch is not None:
        batch.finished_at = timezone.now()
        batch.save(update_fields=["finished_at"])


def import_item(item: Item, *, dry_run: bool = False) -> ImportResult:
    """Store one item and return what became of it.

    What cannot be understood or stored comes back as failed, with the reason and without a trace in the tables.
    """
    sha256 = hashlib.sha256(item.data).hexdigest()
    try:
        for _ in range(OTHER_ATTEMPTS):
            try:
                return _store(item, sha256=sha256, dry_run=dry_run)
            except (IntegrityError, OperationalError) as error:
                if not _was_overtaken(error):
                    raise
        return _store(item, sha256=sha256, dry_run=dry_run)
    except NoRunningText as error:
        # Among the pages of a crawl are start pages and forms, and nobody meant them to be articles.
        outcome = None if item.stated.where == "web archive" else Outcome.FAILED
        return ImportResult(name=item.name, outcome=outcome, sha256=sha256, reason=str(error))
    except (TextError, ErasedOriginal) as error:
        return ImportResult(name=item.name, outcome=Outcome.FAILED, sha256=sha256, reason=str(error))
    except DatabaseError as error:
        return ImportResult(
            name=item.name, outcome=Outcome.FAILED, sha256=sha256, reason=f"The database refused it: {error}"
        )
    except Exception as error:
        # A fault of ours on one text must not keep the rest from being imported.
        logger.exception("%s could not be understood", item.name)
        return ImportResult(
            name=item.name, outcome=Outcome.FAILED, sha256=sha256, reason=f"A fault of the archive: {error!r}"
        )


def _was_overtaken(error: DatabaseError) -> bool:
    """Whether another process stored the same input or speaker meanwhile, so that now it can be found."""
    return isinstance(error, IntegrityError) or getattr(error.__cause__, "sqlstate", "") in DEADLOCKS


def _import_input(
    given: Input,
    *,
    format: str,
    encoding: str,
    dry_run: bool,
) -> Iterator[ImportResult]:
    """Yield the result of each item; an input that cannot be opened or read on is one failure."""
    try:
        with given.open() as file:
            for item in unpack(file, name=given.name, format=format, encoding=encoding):
                if isinstance(item, DamagedItem):
                    outcome = None if item.is_skipped else Outcome.FAILED
                    yield ImportResult(name=item.name, outcome=outcome, reason=item.reason)
                else:
                    yield import_item(item, dry_run=dry_run)
    except (InputError, TextError, OSError) as error:
        yield ImportResult(name=given.name, outcome=Outcome.FAILED, reason=str(error))


def _store(item: Item, *, sha256: str, dry_run: bool) -> ImportResult:
    with transaction.atomic():
        result = store_article(item, sha256=sha256)
        if dry_run:
            transaction.set_rollback(True)
            # The article named by the result is gone again.
            return ImportResult(name=result.name, outcome=result.outcome, sha256=sha256, reason=result.reason)
        return result
