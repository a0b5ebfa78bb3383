"""WACZ: web archives in a zip, with a list of the pages that were meant to be captured."""

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from articles.text.errors import UnreadableInput
from articles.text.readers.items import DamagedItem, Item
from articles.text.readers.warc import Pages, unpack_captures

# "extraPages.jsonl" beside "pages.jsonl" has the pages that a crawler came to by itself.
PAGE_LIST = re.compile(r"pages/[^/]+\.jsonl")
ARCHIVE = re.compile(r"archive/.+\.w?arc(?:\.gz)?", re.IGNORECASE)
LOCAL_HEADER = struct.Struct("<26sHH")
ENCRYPTED = 1
LONGEST_LINE = 1024 * 1024
# Bytes of all lists of pages, unpacked: 300 kB of blank lines, packed, took more than ten minutes.
LONGEST_LISTS = 64 * 1024 * 1024
MOST_PAGES = 1_000_000
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


class Wacz:
    """Takes a WACZ file apart into the pages of its crawl, without writing anything to the disk."""

    format = "wacz"

    @staticmethod
    def accepts(head: bytes, *, name: str) -> bool:
        if not head.startswith(b"PK"):
            return False
        return name.lower().endswith(".wacz") or (
            b"archive/" in head
            and b".warc" in head
            and (b"pages/pages.jsonl" in head or b"datapackage.json" in head)
        )

    @staticmethod
    def unpack(file: BinaryIO, *, name: str) -> Iterator[Item | DamagedItem]:
        """Yield the captures of its pages; where it lists none, of everything that is a page.

        Raises:
            UnreadableInput: it is no zip, or holds no web archive.
        """
        try:
            packed = zipfile.ZipFile(file)
        except DAMAGES as error:
            raise UnreadableInput("Is damaged: what the WACZ file holds cannot be read.") from error
        with packed:
            archives = [info for info in packed.infolist() if ARCHIVE.fullmatch(info.filename)]
            if not archives:
                raise UnreadableInput("The WACZ file holds no web archive.")
            try:
                pages = Pages(_read_pages(packed))
            except DAMAGES as error:
                pages = Pages(set())
                yield DamagedItem(
                    f"{name}#pages", f"The list of its pages cannot be read, so all pages are taken: {error}."
                )
            for info in archives:
                try:
                    with _opened(packed, info, file) as archive:
                        yield from unpack_captures(archive, name=name, place=info.filename, pages=pages)
                except DAMAGES as error:
                    yield DamagedItem(f"{name}#{info.filename}", f"Cannot be read to its end: {error}.")


def _opened(packed: zipfile.ZipFile, info: zipfile.ZipInfo, file: BinaryIO) -> BinaryIO:
    """Return a file of a zip at its start; one that lies there as it is goes unchecked, for its records have checksums.

    A single byte that is wrong would otherwise cost the whole file, and each step back reading it from its start.
    """
    if info.compress_type != zipfile.ZIP_STORED or info.flag_bits & ENCRYPTED:
        return cast(BinaryIO, packed.open(info))
    file.seek(info.header_offset)
    header = file.read(LOCAL_HEADER.size)
    if len(header) < LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise zipfile.BadZipFile("it is not where the list says")
    _, name_length, extra_length = LOCAL_HEADER.unpack(header)
    start = info.header_offset + LOCAL_HEADER.size + name_length + extra_length
    return cast(BinaryIO, _Stored(file, start=start, size=info.compress_size))


class _Stored(io.RawIOBase):
    """A part of a file, as a file."""

    def __init__(self, file: BinaryIO, *, start: int, size: int) -> None:
        self._file = file
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        # A memoryview is what comes. The zip reads from the same file.
        self._file.seek(self._start + self._at)
        data = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def tell(self) -> int:
        return self._at


def _read_pages(packed: zipfile.ZipFile) -> set[str]:
    """Return the addresses that the crawl lists as its pages.

    Raises:
        ValueError: a list is not what it should be, and so might leave out pages.
    """
    pages: set[str] = set()
    unread = LONGEST_LISTS
    for info in packed.infolist():
        if not PAGE_LIST.fullmatch(info.filename):
            continue
        with packed.open(info) as file:
            content = file.read(unread + 1)
            unread -= len(content)
            if unread < 0:
                raise ValueError(f"it has more than {LONGEST_LISTS:,} bytes")
            lines = io.BytesIO(content)
            while line := lines.readline(LONGEST_LINE):
                record = json.loads(line) if line.strip() else {}
                if not isinstance(record, dict):
                    raise ValueError("a line is no object")  # noqa: TRY004  one error for every unreadable list
                if isinstance(url := record.get("url"), str):
                    pages.add(url.partition("#")[0])
                if len(pages) > MOST_PAGES:
                    raise ValueError(f"it has more than {MOST_PAGES:,}")
    return pages
