"""One input after the other, each whole or not at all."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.importing.articles import store_article
from articles.importing.attempts import NotStored, attempt
from articles.importing.inputs import NAME_LENGTH, Input, InputError
from articles.importing.manifests import Manifest
from articles.importing.outcomes import ImportResult
from articles.models import ImportBatch, ImportRecord, Outcome
from articles.text.errors import TextError
from articles.text.readers import DamagedItem, Item, unpack


@dataclass(frozen=True, slots=True)
class Occasion:
    """What an import is kept with: what it was given, a path or name each, and by which editor.

    `manifest` is a file that gets a copy of its manifest.
    """

    given: tuple[str, ...] = ()
    editor: User | None = None
    manifest: Path | None = None


def import_inputs(
    inputs: Iterable[Input],
    *,
    format: str = "",
    encoding: str = "",
    dry_run: bool = False,
    occasion: Occasion = Occasion(),
) -> Iterator[ImportResult]:
    """Import the items of inputs one by one and yield the result of each as soon as it is stored.

    Each is one transaction; one that fails is reported and the next goes on. A dry run does the
    same work and takes it back. Otherwise the run is kept as an ImportBatch with a record for each
    item, and as a manifest. `format` and `encoding` override what the content of the inputs tells.

    Raises:
        ManifestError: the manifest cannot be written.
    """
    with ExitStack() as stack:
        batch = manifest = None
        if not dry_run:
            batch = ImportBatch.objects.create(given="\n".join(occasion.given), editor=occasion.editor)
            manifest = stack.enter_context(Manifest(batch, copy=occasion.manifest))
        for one in inputs:
            for result in _import_input(one, format=format, encoding=encoding, dry_run=dry_run, batch=batch):
                if manifest is not None:
                    manifest.add(result, given=one.name)
                yield result
        if batch is not None:
            batch.finished_at = timezone.now()
            batch.save(update_fields=["finished_at"])


def import_item(item: Item, *, dry_run: bool = False, batch: ImportBatch | None = None) -> ImportResult:
    """Store one item, with its record in a batch where there is one, and return what became of it.

    What cannot be understood or stored comes back as failed, with the reason and without a trace in
    the tables but for that record.
    """
    sha256 = hashlib.sha256(item.data).hexdigest()
    try:
        return attempt(lambda: _store(item, sha256=sha256, dry_run=dry_run, batch=batch), name=item.name)
    except NotStored as error:
        return _failed(item.name, str(error), sha256=sha256, batch=batch)


def _import_input(
    given: Input, *, format: str, encoding: str, dry_run: bool, batch: ImportBatch | None
) -> Iterator[ImportResult]:
    """Yield the result of each item; an input that cannot be opened or read on is one failure."""
    if given.skip_reason:
        yield ImportResult(name=given.name, outcome=None, reason=given.skip_reason)
        return
    try:
        with given.open() as file:
            for item in unpack(file, name=given.name, format=format, encoding=encoding):
                if not isinstance(item, DamagedItem):
                    yield import_item(item, dry_run=dry_run, batch=batch)
                elif item.is_skipped:
                    yield ImportResult(name=item.name, outcome=None, reason=item.reason)
                else:
                    yield _failed(item.name, item.reason, batch=batch)
    except (InputError, TextError, OSError) as error:
        yield _failed(given.name, str(error), batch=batch)


def _store(item: Item, *, sha256: str, dry_run: bool, batch: ImportBatch | None) -> ImportResult:
    with transaction.atomic():
        result = store_article(item, sha256=sha256)
        if dry_run:
            transaction.set_rollback(True)
            # The article named by the result is gone again.
            return replace(result, article=None)
        # In one transaction with its article, so that a killed import brought nothing that it does not name.
        if batch is not None:
            keep_record(batch, result)
        return result


def _failed(name: str, reason: str, *, batch: ImportBatch | None, sha256: str = "") -> ImportResult:
    result = ImportResult(name, Outcome.FAILED, sha256, reason)
    if batch is not None:
        keep_record(batch, result)
    return result


def keep_record(batch: ImportBatch, result: ImportResult) -> None:
    """Keep what became of one item of a batch; of one passed over on purpose nothing is kept."""
    if result.outcome is None:
        return
    ImportRecord.objects.create(
        batch=batch,
        name=result.name[-NAME_LENGTH:],
        sha256=result.sha256,
        outcome=result.outcome,
        reason=result.reason,
        remarks="\n".join(result.remarks),
        article=result.article,
    )
