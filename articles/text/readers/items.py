"""What containers hand over: originals, each with what its container says of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from articles.text.documents import Stated


@dataclass(frozen=True, slots=True)
class Item:
    """One original of an input: the bytes that one article is read from.

    `name` identifies it within all that a collector ever gives: the input's own name for an input that is
    one article, "name#part" for a part of a container. `format` is that of the reader meant for it,
    "" where its content shall tell; `media_type` and `encoding` are claims, "" for none. A claimed encoding
    that does not fit gives way to one that does, unless `has_settled_encoding`: a person said it, or it was found.
    """

    name: str
    data: bytes
    format: str = ""
    media_type: str = ""
    encoding: str = ""
    stated: Stated = field(default_factory=Stated)
    # Sentences of the container for the collector.
    remarks: tuple[str, ...] = ()
    has_settled_encoding: bool = False


@dataclass(frozen=True, slots=True)
class DamagedItem:
    """A part of a container that cannot be had; `reason` is a sentence for the collector."""

    name: str
    reason: str
    # Passed over on purpose, such as a picture in a web archive, rather than broken.
    is_skipped: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A file packed inside an archive; the seam takes it apart or reads it as it would any file.

    `open` returns it unpacked, at its start; it is closed before the next member is asked for.
    """

    name: str
    open: Callable[[], BinaryIO]
