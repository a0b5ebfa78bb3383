"""The seam of all formats: containers take an input apart into items, readers make an item a source text.

A further format is one module and one line below: in CONTAINERS where one input of it can hold
several articles (a zip, a web archive, a feed, JSON Lines), in READERS where it holds one.
"""

import dataclasses
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from articles.text.errors import UnreadableInput
from articles.text.readers import entries, feeds, html, text, wacz, warc
from articles.text.readers.items import DamagedItem, Item
from articles.text.readers.sources import Form, SourceText

__all__ = ["CONTAINERS", "FORMATS", "READERS", "DamagedItem", "Form", "Item", "SourceText", "read", "unpack"]

HEAD = 65_536  # bytes by which a container is recognised
# The most bytes of one article's original; a larger input that is no container is a mistake.
LARGEST_ITEM = 20 * 1024 * 1024


class Container(Protocol):
    """A format whose inputs hold several articles. `format` is the word that `--format` takes."""

    format: str

    @staticmethod
    def accepts(head: bytes, *, name: str) -> bool:
        """Whether an input that begins with these bytes is such a container; the name is a hint."""
        ...

    @staticmethod
    def unpack(file: BinaryIO, *, name: str) -> Iterator[Item | DamagedItem]:
        """Yield the items of a file opened at its start, in their order, never more than one in memory."""
        ...


class Reader(Protocol):
    """A format whose inputs are one article each. `format` is the word that `--format` takes."""

    format: str

    @staticmethod
    def accepts(data: bytes, *, name: str, media_type: str) -> bool:
        """Whether bytes are of this format by their content; name and media type are hints."""
        ...

    @staticmethod
    def read(item: Item) -> SourceText:
        """Return the source text of an item.

        Raises:
            UnreadableInput: it cannot be read; the message is one plain sentence.
        """
        ...


# Most particular first.
CONTAINERS: tuple[Container, ...] = (wacz.Wacz, warc.WebArchive, feeds.Feed)
# Plain text accepts everything, so that what nothing reads is refused with its reason.
READERS: tuple[Reader, ...] = (entries.Entry, html.Page, text.PlainText)
FORMATS = tuple(sorted([*(known.format for known in CONTAINERS), *(known.format for known in READERS)]))


def unpack(
    file: BinaryIO,
    *,
    name: str,
    format: str = "",
    encoding: str = "",
) -> Iterator[Item | DamagedItem]:
    """Yield the items of one input, a seekable file at its start; one that is no container is one item.

    `format` and `encoding` override what the content tells.

    Raises:
        UnreadableInput: the input as a whole cannot be read.
    """
    container = _container(file, name=name, format=format)
    if container is not None:
        yield from container.unpack(file, name=name)
        return
    data = file.read(LARGEST_ITEM + 1)
    if len(data) > LARGEST_ITEM:
        raise UnreadableInput(
            f"Is too large: more than {LARGEST_ITEM:,} bytes, the most that one article may have."
        )
    yield Item(name=name, data=data, format=format, encoding=encoding)


def _container(file: BinaryIO, *, name: str, format: str) -> Container | None:
    if format:
        return next((known for known in CONTAINERS if known.format == format), None)
    head = file.read(HEAD)
    file.seek(0)
    return next((known for known in CONTAINERS if known.accepts(head, name=name)), None)


def read(item: Item) -> SourceText:
    """Return the source text of an item, by the reader it names or the first that accepts its bytes.

    Raises:
        UnreadableInput: no reader can read it; the message is one plain sentence.
    """
    reader = next((known for known in READERS if known.format == item.format), None) or next(
        known for known in READERS if known.accepts(item.data, name=item.name, media_type=item.media_type)
    )
    source = reader.read(item)
    return dataclasses.replace(source, remarks=(*item.remarks, *source.remarks))
