"""The manifest of an import: JSON Lines that say what became of each item, written as it happens."""

import json
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from django.conf import settings
from django.utils import timezone

from articles.importing.outcomes import ImportResult
from articles.models import ImportBatch

SKIPPED = "skipped"


class ManifestError(Exception):
    """A manifest cannot be written; the text is a sentence for the collector."""


def manifest_path(batch: ImportBatch) -> Path:
    """Return where the archive keeps the manifest of a batch."""
    return Path(settings.MANIFESTS_DIR) / f"import-{batch.pk}.jsonl"


class Manifest:
    """The manifest of one batch, opened: the archive's own, and a copy where the collector wants one.

    Lines are added to files that are there already, and each is flushed, so that a killed import
    leaves whole lines about what it had stored.

    Raises:
        ManifestError: a file cannot be opened or written.
    """

    def __init__(self, batch: ImportBatch, *, copy: Path | None = None) -> None:
        self._batch = batch
        self._files: list[TextIO] = []
        self._stack = ExitStack()
        own = manifest_path(batch)
        try:
            own.parent.mkdir(parents=True, exist_ok=True)
            for path in [own, copy] if copy else [own]:
                self._files.append(self._stack.enter_context(path.open("a", encoding="utf-8")))
        except OSError as error:
            self._stack.close()
            raise _unwritable(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def add(self, result: ImportResult, *, given: str) -> None:
        """Write what became of one item of the input `given`."""
        line = json.dumps(
            {
                "batch": self._batch.pk,
                "time": timezone.now().isoformat(timespec="seconds"),
                "input": given,
                "item": result.name,
                "sha256": result.sha256,
                "outcome": result.outcome.value if result.outcome else SKIPPED,
                "reason": result.reason,
                "remarks": list(result.remarks),
                "article": result.article.public_id if result.article else None,
                "format": result.format,
                "encoding": result.encoding,
            }
        )
        try:
            for file in self._files:
                file.write(f"{line}\n")
                file.flush()
        except OSError as error:
            raise _unwritable(error) from error


def _unwritable(error: OSError) -> ManifestError:
    return ManifestError(f"The manifest cannot be written: {error.filename or 'its file'}: {error.strerror}.")
