"""Archives: files packed into one. They are read where they are; nothing is unpacked to a place a name could choose."""

import gzip
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from articles.text.errors import UnreadableInput
from articles.text.readers.items import DamagedItem, Item, Member
from articles.text.readers.limits import DAMAGES, LARGEST_DIRECTORY, MOST_MEMBERS
from articles.text.readers.names import skip_reason
from articles.text.readers.signatures import find_package

# The others unpack a few bytes to gigabytes in one step.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1  # of the flags of a member


class Gzip:
    """Yields the one file that is packed, under the name of what holds it."""

    format = "gzip"

    @staticmethod
    def accepts(head: bytes, *, name: str) -> bool:  # noqa: ARG004  the content tells
        return head.startswith(b"\x1f\x8b")

    @staticmethod
    def unpack(file: BinaryIO, *, name: str) -> Iterator[Item | DamagedItem | Member]:
        yield Member(name, lambda: gzip.GzipFile(fileobj=file, mode="rb"))  # type: ignore[arg-type,return-value]  # a binary file in all but name


class Zip:
    """Yields the files of a zip archive in the order of its table of contents."""

    format = "zip"

    @staticmethod
    def accepts(head: bytes, *, name: str) -> bool:  # noqa: ARG004  the content tells
        return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))  # the second where it is empty

    @staticmethod
    def unpack(file: BinaryIO, *, name: str) -> Iterator[Item | DamagedItem | Member]:
        """Yield its files, and those that are not to be had; folders are neither.

        Raises:
            UnreadableInput: it is cut off or damaged, too large, or a document that only uses zip.
        """
        archive = _opened(file)
        members = archive.infolist()
        if kind := find_package([member.filename for member in members]):
            raise UnreadableInput(f"The file is {kind}, which is not read.")
        for member in members:
            place = f"{name}#{member.filename}"
            if member.filename.endswith("/"):  # `is_dir` fails on a file without a name
                continue
            if reason := _reason_to_refuse(member):
                yield DamagedItem(place, reason)
            elif reason := _reason_to_skip(member):
                yield DamagedItem(place, reason, is_skipped=True)
            else:
                yield Member(place, lambda member=member: _opened_member(archive, member))  # type: ignore[misc]  # the member of this turn


def list_names(file: BinaryIO) -> list[bytes]:
    """Return the names of a zip's members, by which those that are formats of their own can be told; none if damaged."""
    try:
        return [name.encode("utf-8", "replace") for name in _opened(file).namelist()]
    except UnreadableInput:
        return []


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    try:
        # It is read into memory as a whole, so its size is looked at before.
        end = zipfile._EndRecData(file)  # type: ignore[attr-defined]  # noqa: SLF001  the only way to see it first
        if end and end[zipfile._ECD_SIZE] > LARGEST_DIRECTORY:  # type: ignore[attr-defined]  # noqa: SLF001
            raise UnreadableInput(
                f"Has more than {MOST_MEMBERS:,} files, the most that a zip archive may have."
            )
        archive = zipfile.ZipFile(file)
    except DAMAGES as error:
        raise UnreadableInput(
            "Is a zip archive that is cut off or damaged: its table of contents cannot be read."
        ) from error
    if len(archive.infolist()) > MOST_MEMBERS:
        raise UnreadableInput(f"Has more than {MOST_MEMBERS:,} files, the most that a zip archive may have.")
    return archive


def _opened_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    try:
        return archive.open(member)  # type: ignore[return-value]  # a binary file in all but name
    except (*DAMAGES, RuntimeError) as error:
        raise UnreadableInput(f"Is damaged and cannot be unpacked: {error}.") from error


def _reason_to_skip(member: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(member.external_attr >> 16):
        return "Is a symbolic link."
    return next(filter(None, map(skip_reason, PurePosixPath(member.filename).parts)), "")


def _reason_to_refuse(member: zipfile.ZipInfo) -> str:
    if not member.filename:
        return "Has no name."
    parts = member.filename.replace("\\", "/").split("/")
    if not parts[0] or ".." in parts or parts[0].endswith(":"):
        return "Has a name that leads out of the archive."
    if member.flag_bits & ENCRYPTED:
        return "Is encrypted."
    return "" if member.compress_type in METHODS else "Is packed by a method that is not read."
