"""The manifest of an import: JSON Lines that say what became of each item, written as it happens."""

import json
from collections.abc import Collection
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from django.conf import settings
from django.utils import timezone

from articles.importing.outcomes import ImportResult
from articles.models import ImportBatch

SKIPPED = "skipped"
# What stands for the name of an input that was erased.
ERASED = "(erased)"


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


def forget_in_manifests(digests: Collection[str], public_ids: Collection[str]) -> int:
    """Take the names of erased inputs, and what was said of them, out of all manifests; return how many lines that were.

    Each manifest is replaced as a whole; their digests and outcomes stay.

    Raises:
        ManifestError: a manifest cannot be read or written.
    """
    changed = 0
    try:
        for path in sorted(Path(settings.MANIFESTS_DIR).glob("import-*.jsonl")):
            lines = path.read_text(encoding="utf-8").splitlines()
            kept = [_forgotten(line, digests, public_ids) for line in lines]
            if kept != lines:
                changed += sum(new != old for new, old in zip(kept, lines, strict=True))
                aside = path.with_name(f"{path.name}.part")
                aside.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
                aside.replace(path)
    except OSError as error:
        raise _unwritable(error) from error
    return changed


def _forgotten(line: str, digests: Collection[str], public_ids: Collection[str]) -> str:
    try:
        entry = json.loads(line)
    except ValueError:
        return line  # a killed import may have left half of one
    if entry.get("sha256") not in digests and entry.get("article") not in public_ids:
        return line
    return json.dumps({**entry, "input": ERASED, "item": ERASED, "reason": "", "remarks": []})


def _unwritable(error: OSError) -> ManifestError:
    return ManifestError(f"The manifest cannot be written: {error.filename or 'its file'}: {error.strerror}.")
