"""JSON Lines in and out for the commands that need no database."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.core.management.base import CommandError, OutputWrapper


def read_lines(path: str | None) -> Iterator[str]:
    """Yield the lines of a file, or of standard input for None or "-"; blank ones too.

    Raises:
        CommandError: the file cannot be opened.
    """
    if path in (None, "-"):
        yield from _decoded(sys.stdin.buffer)
        return
    try:
        lines = Path(path or "").open("rb")  # noqa: SIM115  closed below; a failure to open is told apart
    except OSError as error:
        raise CommandError(f"{path} cannot be opened: {error.strerror}.") from error
    with lines:
        yield from _decoded(lines)


def _decoded(lines: IO[bytes]) -> Iterator[str]:
    for line in lines:
        yield line.decode("utf-8", errors="replace")


def read_record(line: str, *, field: str) -> dict[str, Any]:
    """Return the object of a line whose `field` is a string.

    Raises:
        ValueError: it is no such object; the message says what is wrong.
    """
    try:
        record = json.loads(line)
    except RecursionError as error:
        raise ValueError("too deeply nested") from error
    if not isinstance(record, dict):
        raise ValueError("not an object")  # noqa: TRY004  one error for every unreadable line
    if not isinstance(record.get(field), str):
        raise ValueError(f"no text in {field!r}")  # noqa: TRY004
    return record


def write_record(output: OutputWrapper, record: dict[str, Any]) -> None:
    # Lone surrogates, which JSON allows and UTF-8 does not, leave as escapes.
    line = json.dumps(record, ensure_ascii=False)
    output.write(line if line.isprintable() or not _has_surrogate(line) else json.dumps(record))


def _has_surrogate(line: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in line)
