"""The files of one of Whoosh's segments, read where and when something is asked for.

They are not mapped into memory: a file that is cut short under a map kills the process, while reading it
raises. What is read often is kept by others, as arrays.
"""

import os
import pickle
import struct
import weakref
from io import BytesIO
from pathlib import Path
from typing import Any

from whoosh.filedb.structfile import StructFile

_LONG = struct.Struct("!q")


class Damaged(Exception):
    """A file of the index is missing or not what was written; the text is a clause that says so."""


class Part:
    """A run of bytes of an open file; it closes when nothing refers to it any more."""

    def __init__(self, path: Path, start: int = 0, length: int | None = None) -> None:
        self._file = _OpenFile(path)
        self._start = start
        self.length = self._file.size - start if length is None else length

    def read(self, at: int = 0, size: int | None = None) -> bytes:
        """Return bytes from a place in this run; to its end where no size is given.

        Raises:
            Damaged: there are not as many.
        """
        size = self.length - at if size is None else size
        if at < 0 or size < 0 or at + size > self.length:
            raise Damaged(f"{self._file.path}: nothing at {at} of {self.length}")
        found = os.pread(self._file.descriptor, size, self._start + at)
        # The system may hand over a large run in pieces.
        while len(found) < size:
            more = os.pread(self._file.descriptor, size - len(found), self._start + at + len(found))
            if not more:
                raise Damaged(f"{self._file.path}: cut short")
            found += more
        return found

    def within(self, start: int, length: int) -> "Part":
        """Return a run of bytes of this one."""
        part: Part = object.__new__(Part)
        part._file, part._start, part.length = self._file, self._start + start, length
        return part


class _OpenFile:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.descriptor = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self.descriptor)
        self.size = os.fstat(self.descriptor).st_size


class SegmentFiles:
    """The files of a segment by their endings, whether they lie in one file or each by itself."""

    def __init__(self, folder: Path, segment: Any) -> None:
        self._folder = folder
        self._name: str = segment.segment_id()
        self._parts: dict[str, Part] = {}
        self._whole: Part | None = None
        self._places: dict[str, dict[str, int]] = {}
        if segment.is_compound():
            self._whole = Part(folder / f"{self._name}.seg")
            (directory,) = _LONG.unpack(self._whole.read(0, _LONG.size))
            self._places = pickle.loads(self._whole.read(directory))  # noqa: S301  our own file

    def find(self, ending: str) -> Part | None:
        """Return a file, or None where the segment has none of this name."""
        if ending not in self._parts:
            name = self._name + ending
            if self._whole is None:
                path = self._folder / name
                if not path.exists():
                    return None
                self._parts[ending] = Part(path)
            elif name in self._places:
                place = self._places[name]
                self._parts[ending] = self._whole.within(place["offset"], place["length"])
            else:
                return None
        return self._parts[ending]

    def open(self, ending: str) -> Part:
        """Return a file that every segment has.

        Raises:
            Damaged: it is not there.
        """
        part = self.find(ending)
        if part is None:
            raise Damaged(f"{self._name}{ending} is missing")
        return part


class ReadOnlyFolder:
    """As much of Whoosh's storage as it takes to read a TOC, which leaves nothing open where that fails."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open_file(self, name: str) -> StructFile:
        return StructFile(BytesIO((self._folder / name).read_bytes()), name=name)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder survive a power cut, if the disk keeps what it was told to."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
