"""One input after the other, each whole or not at all."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.auth.models import User
from django.db import DatabaseError, OperationalError, transaction
from django.utils import timezone

from articles.importing.articles import store_article
from articles.importing.attempts import NotStored, attempt
from articles.importing.inputs import NAME_LENGTH, Input, InputError
from articles.importing.manifests import Manifest
from articles.importing.outcomes import ImportResult
from articles.importing.previews import foresee
from articles.importing.readings import Readers, ahead, is_to_be_read
from articles.models import ImportBatch, ImportRecord, Outcome
from articles.text.errors import NoRunningText, TextError
from articles.text.pipeline import Reading, read_item
from articles.text.readers import DamagedItem, Item, unpack

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What an import is kept with: what it was given, a path or name each, and by which editor.

    `manifest` is a file that gets a copy of its manifest.
    """

    given: tuple[str, ...] = ()
    editor: User | None = None
    manifest: Path | None = None


def import_inputs(  # noqa: PLR0913  every one by its name
    inputs: Iterable[Input],
    *,
    format: str = "",
    encoding: str = "",
    dry_run: bool = False,
    processes: int = 0,
    occasion: Occasion = Occasion(),
) -> Iterator[ImportResult]:
    """Import the items of inputs one by one and yield the result of each as soon as it is stored.

    Each is one transaction; one that fails is reported and the next goes on. A dry run reads
    each and stores none. Otherwise the run is kept as an ImportBatch with a record for each
    item, and as a manifest. `format` and `encoding` override what the content of the inputs tells.
    `processes` read what is to come while this one stores.

    Raises:
        ManifestError: the manifest cannot be written.
    """
    with ExitStack() as stack:
        batch = manifest = None
        if not dry_run:
            batch = ImportBatch.objects.create(given="\n".join(occasion.given), editor=occasion.editor)
            manifest = stack.enter_context(Manifest(batch, copy=occasion.manifest))
        readers = stack.enter_context(Readers(processes))
        found = _find_items(inputs, format=format, encoding=encoding)
        for (given, thing), reading in ahead(found, readers=readers):
            if isinstance(thing, Item):
                result = import_item(thing, reading=reading, dry_run=dry_run, batch=batch)
            else:
                result = thing
                keep_record(batch, result)
            if manifest is not None:
                manifest.add(result, given=given)
            yield result
        if batch is not None:
            batch.finished_at = timezone.now()
            batch.save(update_fields=["finished_at"])


def import_item(
    item: Item,
    *,
    reading: Callable[[], Reading] | None = None,
    dry_run: bool = False,
    batch: ImportBatch | None = None,
) -> ImportResult:
    """Store one item, with its record in a batch where there is one, and return what became of it.

    What cannot be understood or stored comes back as failed, with the reason and without a trace in
    the tables but for that record.
    """
    sha256 = hashlib.sha256(item.data).hexdigest()
    # Once, and before the transaction: while that lasts nobody else can write to SQLite.
    read = cache(reading or (lambda: read_item(item) if is_to_be_read(sha256) else None))
    try:
        return attempt(
            lambda: _store(item, read(), sha256=sha256, dry_run=dry_run, batch=batch), name=item.name
        )
    except NotStored as error:
        if isinstance(error.__cause__, NoRunningText) and item.stated.where == "web archive":
            # Among the pages of a crawl are start pages and forms, and nobody meant them to be articles.
            return ImportResult(item.name, None, sha256, str(error))
        may_pass = isinstance(error.__cause__, OperationalError)
        return _failed(item.name, str(error), sha256=sha256, batch=batch, may_pass=may_pass)


def _find_items(
    inputs: Iterable[Input], *, format: str, encoding: str
) -> Iterator[tuple[tuple[str, Item | ImportResult], Item | None]]:
    """Yield the name of each input with its items, those to be read twice, or with why there is none.

    An input that cannot be opened or read on is one failure.
    """
    for one in inputs:
        if one.skip_reason:
            yield (one.name, ImportResult(one.name, None, reason=one.skip_reason)), None
            continue
        try:
            with one.open() as file:
                for item in unpack(file, name=one.name, format=format, encoding=encoding):
                    if isinstance(item, DamagedItem):
                        outcome = None if item.is_skipped else Outcome.FAILED
                        yield (one.name, ImportResult(item.name, outcome, reason=item.reason)), None
                    else:
                        sha256 = hashlib.sha256(item.data).hexdigest()
                        yield (one.name, item), item if is_to_be_read(sha256) else None
        except (InputError, TextError, OSError) as error:
            yield (one.name, ImportResult(one.name, Outcome.FAILED, reason=str(error))), None
        except DatabaseError:
            raise
        except Exception as error:
            # As on a text in `attempt`: a fault of ours on one input must not keep the rest from being stored.
            logger.exception("%s could not be taken apart", one.name)
            reason = f"A fault of the archive: {error!r}"
            yield (one.name, ImportResult(one.name, Outcome.FAILED, reason=reason)), None


def _store(
    item: Item, reading: Reading | None, *, sha256: str, dry_run: bool, batch: ImportBatch | None
) -> ImportResult:
    if dry_run:
        return foresee(item, reading, sha256=sha256)
    with transaction.atomic():
        result = store_article(item, reading, sha256=sha256, batch=batch)
        # In one transaction with its article, so that a killed import brought nothing that it does not name.
        keep_record(batch, result)
        return result


def _failed(
    name: str, reason: str, *, batch: ImportBatch | None, sha256: str, may_pass: bool
) -> ImportResult:
    result = ImportResult(name, Outcome.FAILED, sha256, reason, may_pass=may_pass)
    keep_record(batch, result)
    return result


def keep_record(batch: ImportBatch | None, result: ImportResult) -> None:
    """Keep what became of one item of a batch; of one passed over on purpose nothing is kept."""
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
