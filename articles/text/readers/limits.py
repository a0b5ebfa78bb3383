"""How much of an input is read at most, counted while reading: what an archive says of its sizes is not believed."""

import io
import lzma
import zipfile
import zlib
from typing import BinaryIO

from articles.text.errors import UnreadableInput

MB = 1024 * 1024
# Bytes by which a container is recognised.
HEAD = 64 * 1024
# Bytes of one article's original; a larger input that is no container is a mistake.
LARGEST_ITEM = 20 * MB
# Characters of one article's text, ten times the longest that is news: quotations take seconds for each million.
LONGEST_TEXT = 1_000_000
# Text packs to a tenth, server logs and repeated pages to a hundredth; bombs to a thousandth and less.
MOST_UNPACKED_RATIO = 100
# What any archive may unpack to, however small it is.
ALWAYS_UNPACKED = 64 * MB
# A zip in a zip; deeper is how bombs are built.
DEEPEST_NESTING = 2
# Files in one zip; each costs memory before the first is read.
MOST_MEMBERS = 100_000
# Bytes of a zip's table of contents: 160 for each of them.
LARGEST_DIRECTORY = 16 * MB

DAMAGES = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError, ValueError)


def too_long(text: str) -> str:
    """Return the sentence that refuses a text beyond LONGEST_TEXT."""
    return (
        f"Is too long for one article: {len(text):,} characters of text, where {LONGEST_TEXT:,} are the most."
    )


class OverBudget(UnreadableInput):
    """An input unpacks to more than is believable: nothing further of it is read."""


class Budget:
    """How many bytes may still be unpacked from one input, its archives in archives included."""

    def __init__(self, packed: int) -> None:
        self.allowed = ALWAYS_UNPACKED + MOST_UNPACKED_RATIO * packed
        self.spent = 0

    def spend(self, size: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            OverBudget: they are more than is believable of an input of its size.
        """
        self.spent += size
        if self.spent > self.allowed:
            raise OverBudget(
                f"Unpacks to more than {self.allowed:,} bytes, which no archive of news texts of its size "
                "does: taken for a bomb, and read no further."
            )


def unpacked(file: BinaryIO, budget: Budget) -> BinaryIO:
    """Return a member of an archive as it is unpacked, on a budget; damage on the way is an UnreadableInput."""
    return io.BufferedReader(_Unpacked(file, budget), HEAD)


class _Unpacked(io.RawIOBase):
    def __init__(self, file: BinaryIO, budget: Budget) -> None:
        self._file = file
        self._budget = budget
        self._furthest = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # no other buffer comes
        try:
            data = self._file.read(len(buffer))
        except DAMAGES as error:
            raise UnreadableInput(f"Is damaged and cannot be unpacked to its end: {error}.") from error
        position = self._file.tell()
        self._budget.spend(max(0, position - self._furthest))
        self._furthest = max(self._furthest, position)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()
