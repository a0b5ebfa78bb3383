"""Files and folders as a collector gives them: which of them are read, and opening them safely."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from articles.text.readers.names import printable, skip_reason


class InputError(Exception):
    """An input cannot be had; its text is a sentence for the collector."""


@dataclass(frozen=True, slots=True)
class Input:
    """One thing found in an import folder.

    `name` is the path below the folder given, as its collector named it. Where `skip_reason` is
    set the thing is no article (a link, a device, a note about the folder) and is passed over.
    """

    name: str
    path: Path
    skip_reason: str = ""

    def open(self) -> BinaryIO:
        """Return the file, opened at its start.

        Raises:
            InputError: the file is gone, unreadable or no ordinary file.
        """
        try:
            # Without O_NOFOLLOW and O_NONBLOCK a link or FIFO put in place after listing would be followed or hang.
            descriptor = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError as error:
            raise InputError(f"Cannot be read: {error.strerror or error}.") from error
        file = open(descriptor, "rb")  # noqa: PTH123, SIM115  a descriptor, no path; its caller closes it
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            file.close()
            raise InputError("Is not an ordinary file.")
        return file


def list_inputs(paths: list[Path]) -> Iterator[Input]:
    """Yield what the paths hold: files as they are, folders with all below them in sorted order.

    A path that does not exist comes back too, and fails when it is read.
    """
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            yield from _list_folder(path)
        else:
            yield Input(name=_printable(path.name), path=path, skip_reason=_skip_reason(path, given=True))


def _list_folder(root: Path) -> Iterator[Input]:
    """Yield what a folder holds; one in another too, without a limit to how deep."""
    waiting = [root]
    while waiting:
        path = waiting.pop()
        name = _printable(path.relative_to(root).as_posix())
        if path != root and (reason := _skip_reason(path, given=False)):
            yield Input(name=name, path=path, skip_reason=reason)
        elif not _is_folder(path):
            yield Input(name=name, path=path)
        else:
            try:
                waiting += sorted(path.iterdir(), reverse=True)
            except OSError:
                # Comes back as one input, so that the report names it and the run goes on.
                yield Input(name=name, path=path)


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False  # reading it will say what is wrong


def _skip_reason(path: Path, *, given: bool) -> str:
    """Return why a path is passed over, or ""; one that the collector named is taken unless it is unsafe."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return ""  # reading it will say what is wrong
    if stat.S_ISLNK(mode):
        reason = "Is a symbolic link."
    elif not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        reason = "Is a device, pipe or socket."
    else:
        reason = "" if given else skip_reason(path.name)
    return reason


def _printable(name: str) -> str:
    """Return a file name as text: bytes of it that are not UTF-8 are spelt out."""
    return printable(os.fsencode(name).decode("utf-8", errors="backslashreplace"))
