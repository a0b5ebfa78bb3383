"""The seam of all formats: containers take an input apart into items, readers make an item a source text.

A further format is one module and one line below: in CONTAINERS where one input of it can hold
several articles (a zip, a web archive, a feed, JSON Lines), in READERS where it holds one.
"""

import dataclasses
import io
import shutil
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from articles.text.errors import UnreadableInput
from articles.text.readers import (
    archives,
    entries,
    feeds,
    html,
    json_lines,
    markdown,
    records,
    text,
    wacz,
    warc,
)
from articles.text.readers.items import DamagedItem, Item, Member
from articles.text.readers.limits import (
    DEEPEST_NESTING,
    HEAD,
    LARGEST_ITEM,
    LONGEST_TEXT,
    Budget,
    OverBudget,
    too_long,
    unpacked,
)
from articles.text.readers.names import printable
from articles.text.readers.sources import Form, SourceText

__all__ = [
    "CONTAINERS",
    "FORMATS",
    "READERS",
    "DamagedItem",
    "Form",
    "Item",
    "Member",
    "SourceText",
    "read",
    "unpack",
]

ZIP = b"PK\x03\x04"


class Container(Protocol):
    """A format whose inputs hold several articles. `format` is the word that `--format` takes."""

    format: str

    @staticmethod
    def accepts(head: bytes, *, name: str) -> bool:
        """Whether an input that begins with these bytes is such a container; the name is a hint.

        Of a zip these are its signature and the names of its members, one a line.
        """
        ...

    @staticmethod
    def unpack(file: BinaryIO, *, name: str) -> Iterator[Item | DamagedItem | Member]:
        """Yield what a file opened at its start holds, in its order, never more than one in memory.

        Raises:
            UnreadableInput: it cannot be read, or no further; the message is one plain sentence.
        """
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


# They hold files of any format, and are opened whatever the format given.
ARCHIVES: tuple[Container, ...] = (archives.Zip, archives.Gzip)
# Most particular first: a web archive is packed with gzip or zip, too.
CONTAINERS: tuple[Container, ...] = (wacz.Wacz, warc.WebArchive, *ARCHIVES, feeds.Feed, json_lines.JsonLines)
# Plain text accepts everything, so that what nothing reads is refused with its reason.
READERS: tuple[Reader, ...] = (entries.Entry, records.Record, markdown.Markdown, html.Page, text.PlainText)
FORMATS = tuple(sorted([*(known.format for known in CONTAINERS), *(known.format for known in READERS)]))


def unpack(
    file: BinaryIO,
    *,
    name: str,
    format: str = "",
    encoding: str = "",
) -> Iterator[Item | DamagedItem]:
    """Yield the items of one input, a seekable file at its start; one that is no container is one item.

    `format` and `encoding` override what the content tells. Archives are opened whatever the format:
    it is then that of their members.

    Raises:
        UnreadableInput: the input as a whole cannot be read, or no further.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    for part in _unpacked(file, name=name, format=format, budget=Budget(size), depth=0):
        item = dataclasses.replace(part, name=printable(part.name))
        if encoding and isinstance(item, Item):
            item = dataclasses.replace(item, encoding=encoding, has_settled_encoding=True)
        yield item


def _unpacked(
    file: BinaryIO, *, name: str, format: str, budget: Budget, depth: int
) -> Iterator[Item | DamagedItem]:
    container = _container(file, name=name, format=format)
    if container is None:
        yield _item(file, name=name, format=format)
        return
    for part in container.unpack(file, name=name):
        if not isinstance(part, Member):
            yield part
        elif depth == DEEPEST_NESTING:
            raise UnreadableInput("Is an archive in an archive in an archive, which is not opened.")
        else:
            yield from _unpacked_member(part, format=format, budget=budget, depth=depth + 1)


def _unpacked_member(
    member: Member, *, format: str, budget: Budget, depth: int
) -> Iterator[Item | DamagedItem]:
    """Yield the items of a member; where it cannot be read, or no further, that is one damaged item."""
    try:
        with unpacked(member.open(), budget) as stream, _seekable(stream) as file:
            yield from _unpacked(file, name=member.name, format=format, budget=budget, depth=depth)
    except OverBudget:
        raise
    except UnreadableInput as error:
        yield DamagedItem(member.name, str(error))


def _seekable(stream: BinaryIO) -> BinaryIO:
    """Return a stream as a file; a zip, which is read from its end, has to be unpacked to the disk."""
    is_zip = stream.read(len(ZIP)) == ZIP
    stream.seek(0)
    if not is_zip:
        return stream
    file = tempfile.TemporaryFile()  # noqa: SIM115  its caller closes it
    shutil.copyfileobj(stream, file)
    file.seek(0)
    return file


def _item(file: BinaryIO, *, name: str, format: str) -> Item:
    data = file.read(LARGEST_ITEM + 1)
    if len(data) > LARGEST_ITEM:
        raise UnreadableInput(
            f"Is too large: more than {LARGEST_ITEM:,} bytes, the most that one article may have."
        )
    return Item(name=name, data=data, format=format)


def _container(file: BinaryIO, *, name: str, format: str) -> Container | None:
    """Return the container that a file is, by the format given or by its content; None for one article."""
    head = file.read(HEAD)
    if head.startswith(ZIP):
        # The bytes of a zip's first members would only tell what is in them.
        head = b"\n".join((ZIP, *archives.list_names(file)))
    file.seek(0)
    found = next((known for known in CONTAINERS if known.accepts(head, name=name)), None)
    if not format or found in ARCHIVES:
        return found
    return next((known for known in CONTAINERS if known.format == format), None)


def read(item: Item) -> SourceText:
    """Return the source text of an item, by the reader it names or the first that accepts its bytes.

    Raises:
        UnreadableInput: no reader can read it; the message is one plain sentence.
    """
    reader = next((known for known in READERS if known.format == item.format), None) or next(
        known for known in READERS if known.accepts(item.data, name=item.name, media_type=item.media_type)
    )
    source = reader.read(item)
    # Much of a page is no text: what of it is, is measured when its article has been found.
    if source.form is not Form.PAGE and len(source.text) > LONGEST_TEXT:
        raise UnreadableInput(too_long(source.text))
    return dataclasses.replace(source, remarks=(*item.remarks, *source.remarks))
