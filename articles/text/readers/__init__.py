"""One reader per format: bytes in, source texts out.

A later format is one module with a Reader and one line in READERS, most particular first. A
container (JSON Lines, WARC) yields several source texts from one input; what a container itself
says about an article (a headline, a date) becomes a field of SourceText when the first such
reader arrives.
"""

from collections.abc import Iterator
from typing import Protocol

from articles.text.readers import text
from articles.text.readers.sources import SourceText

__all__ = ["READERS", "Reader", "SourceText", "read"]


class Reader(Protocol):
    """One format: recognises it by content, the claimed name and type being hints, and reads it."""

    @staticmethod
    def accepts(data: bytes, *, name: str, media_type: str) -> bool: ...

    @staticmethod
    def read(data: bytes) -> Iterator[SourceText]: ...


# Plain text accepts everything, so that what nothing reads is refused with its reason.
READERS: tuple[Reader, ...] = (text.PlainText,)


def read(data: bytes, *, name: str = "", media_type: str = "") -> Iterator[SourceText]:
    """Yield the source texts of one input, in its order, by the first reader that accepts it.

    Raises:
        UnreadableInput: no reader can read it; the message is one plain sentence.
    """
    reader = next(reader for reader in READERS if reader.accepts(data, name=name, media_type=media_type))
    yield from reader.read(data)
