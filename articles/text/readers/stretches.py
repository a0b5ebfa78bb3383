"""The bytes of a web archive's file, plain or gzipped, as far as they hang together.

A stretch is a run of bytes without a gap: a whole plain file, or the members of a gzip file up to one that is
damaged or that begins a record. What a record needs of it is peeked at, taken and skipped; `mark` and
`reset` go back where a record turns out not to be what its header says.
"""

import io
import os
import re
import zlib
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

GZIP = b"\x1f\x8b\x08"
BLOCK = 65_536
BEGINNING = 4096  # bytes that a record's beginning is known by
DAMAGED = "Its gzip data are damaged."
GAP = "Bytes stand between its gzip members that are none."
# A page of nothing but spaces grows a thousandfold; a megabyte of news text is never half a gigabyte of it.
LARGEST_RATIO = 400
RATIO_COUNTS_FROM = 64 * 1024 * 1024
# Bytes that may be read a second time because of damage, which an attacker could ask for without end.
MOST_REREAD = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a stretch to go back to."""

    source: Any
    buffer: bytes
    at: int
    is_ended: bool


class _Plain:
    """A file as it is: one stretch."""

    damage = ""
    is_corrupt = False

    def __init__(self, file: BinaryIO, *, size: int | None) -> None:
        self._file = file
        self._size = size  # of a file on the disk, in which going far is cheap
        self._is_new = True

    @property
    def offset(self) -> int:
        return self._file.tell()

    def advance(self) -> bool:
        is_new, self._is_new = self._is_new, False
        return is_new

    def read(self) -> bytes:
        return self._file.read(BLOCK)

    def skip(self, size: int) -> int:
        if self._size is None:
            return 0
        here = self._file.tell()
        return self._file.seek(min(here + size, self._size)) - here

    def mark(self) -> int:
        return self._file.tell()

    def reset(self, mark: int) -> None:
        self._file.seek(mark)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A member as far as its first bytes."""

    start: int
    first: bytes
    damage: str
    is_corrupt: bool
    is_after_gap: bool


@dataclass(slots=True)
class _Place:
    """How far a gzip file is read."""

    input: bytes = b""  # read and not yet inflated
    inflater: Any = None
    start: int = 0  # of the member, in the file
    stretch: int = 0  # where it begins
    made: int = 0  # bytes inflated of it
    first: bytes = b""  # of a stretch, not yet handed on
    next: _Opened | None = None  # the member that the next stretch begins with
    damage: str = ""
    is_corrupt: bool = False


class _Members:
    """A gzip file of one member or many; after a damaged one it goes on with the next that begins a record."""

    def __init__(self, file: BinaryIO, *, begins: re.Pattern[bytes]) -> None:
        self._file = file
        self._begins = begins
        self._place = _Place()
        self._reread = 0

    @property
    def offset(self) -> int:
        return self._place.stretch

    @property
    def damage(self) -> str:
        return self._place.damage

    @property
    def is_corrupt(self) -> bool:
        """Whether a checksum says that what was inflated is not what was compressed."""
        return self._place.is_corrupt

    def advance(self) -> bool:
        place = self._place
        opened, place.next = place.next, None
        if opened is None:
            is_damaged = bool(place.damage)
            if is_damaged:
                self._go_back(place.start + 1)
            opened = self._open(is_searching=is_damaged)
        place.damage, place.is_corrupt = "", False
        if opened is not None:
            place.first = opened.first
            self._adopt(opened)
        return opened is not None

    def read(self) -> bytes:
        place = self._place
        if place.first:
            first, place.first = place.first, b""
            return first
        if (made := self._inflate()) or place.damage:
            return made
        opened = self._open(is_searching=False)
        if opened is None:
            return b""
        if opened.first and not opened.is_after_gap and not self._begins.match(opened.first):
            self._adopt(opened)
            return opened.first
        place.next = opened
        if opened.is_after_gap:
            place.damage = GAP
        return b""

    def skip(self, size: int) -> int:  # noqa: ARG002  as for a plain file
        return 0

    def mark(self) -> tuple[int, _Place]:
        inflater = self._place.inflater
        return self._file.tell(), replace(self._place, inflater=inflater.copy() if inflater else None)

    def reset(self, mark: tuple[int, _Place]) -> None:
        position, self._place = mark
        self._file.seek(position)

    def _adopt(self, opened: _Opened) -> None:
        place = self._place
        place.stretch = opened.start
        place.damage, place.is_corrupt = opened.damage, opened.is_corrupt

    def _open(self, *, is_searching: bool) -> _Opened | None:
        """Begin the next member, None at the end of the file; one that is searched for has to begin a record."""
        place = self._place
        is_after_gap = False
        while True:
            gap = self._find_member()
            if gap and not is_searching:
                is_after_gap = is_searching = True
            if not place.input:
                if is_after_gap:
                    place.damage = GAP
                return None
            told = place.damage, place.is_corrupt
            place.damage, place.is_corrupt = "", False
            place.start = self._file.tell() - len(place.input)
            place.inflater, place.made = zlib.decompressobj(31), 0
            first = self._inflate()
            opened = _Opened(place.start, first, place.damage, place.is_corrupt, is_after_gap)
            place.damage, place.is_corrupt = told
            if is_searching and not self._begins.match(first):
                self._go_back(place.start + 1)  # no member, or one that goes on with what was lost
            elif first or opened.damage:
                return opened

    def _find_member(self) -> bool:
        """Leave the input at the next bytes that may begin a member, empty at the end; whether it passed others."""
        place = self._place
        is_gap = False
        # Enough to inflate what a record begins with.
        while len(place.input) < BEGINNING and (more := self._file.read(BLOCK)):
            place.input += more
        while place.input and not place.input.startswith(GZIP):
            found = place.input.find(GZIP)
            passed = place.input if found < 0 else place.input[:found]
            # Tapes and some writers fill up with zeros.
            is_gap = is_gap or bool(passed.strip(b"\0"))
            keep = place.input[found:] if found >= 0 else place.input[-len(GZIP) + 1 :]
            more = self._file.read(BLOCK) if len(keep) < BEGINNING else b""
            place.input = keep + more if found >= 0 or more else b""
        return is_gap

    def _go_back(self, position: int) -> None:
        here = self._file.tell() - len(self._place.input)
        self._place.inflater = None
        self._reread += max(0, here - position)
        if self._reread < MOST_REREAD:
            self._file.seek(position)
            self._place.input = b""

    def _inflate(self) -> bytes:
        """Return the next bytes of the member, b"" at its end; damage is noted."""
        place = self._place
        while place.inflater is not None:
            if place.inflater.eof:
                place.inflater = None
                break
            place.input = place.input or self._file.read(BLOCK)
            if not place.input:
                place.damage, place.inflater = "Its gzip data are cut short.", None
                break
            before = place.inflater.copy()
            try:
                made: bytes = place.inflater.decompress(place.input, BLOCK)
            except zlib.error as error:
                # "invalid …" says that inflating went wrong here, "incorrect … check" that it did somewhere.
                place.is_corrupt = "check" in str(error)
                place.damage, place.inflater = DAMAGED, None
                made = _salvaged(before, place.input)
                place.made += max(1, len(made))
                return made
            place.input = place.inflater.unused_data if place.inflater.eof else place.inflater.unconsumed_tail
            place.made += len(made)
            if place.made > RATIO_COUNTS_FROM and place.made > LARGEST_RATIO * self._taken():
                place.damage, place.inflater = (
                    f"Grows more than {LARGEST_RATIO}-fold when decompressed.",
                    None,
                )
            if made:
                return made
        return b""

    def _taken(self) -> int:
        return self._file.tell() - len(self._place.input) - self._place.start


def _salvaged(inflater: Any, data: bytes) -> bytes:
    """Return what can be inflated before the byte that is wrong."""
    made = bytearray()
    for position in range(len(data)):
        try:
            made += inflater.decompress(data[position : position + 1])
        except zlib.error:
            break
    return bytes(made)


class Stretches:
    """A web archive's file, a seekable one at its start, as stretches one after the other.

    `begins` matches what a record begins with.
    """

    def __init__(self, file: BinaryIO, *, begins: re.Pattern[bytes]) -> None:
        self._begins = begins
        head = file.read(BLOCK)
        file.seek(0)
        # Where the first member is damaged where it begins, the next tells what the file is.
        is_gzip = head.startswith(GZIP) or (GZIP in head and not begins.search(head))
        self._size = _size_on_disk(file)
        self._source: _Plain | _Members = (
            _Members(file, begins=begins) if is_gzip else _Plain(file, size=self._size)
        )
        self._is_gzip = is_gzip
        self._file = file
        self._buffer, self._at, self._is_ended = b"", 0, True
        self._reread = 0

    @property
    def offset(self) -> int:
        """Where the next bytes stand in the file; in a gzip file, where their member does."""
        if self._is_gzip:
            return self._source.offset
        return self._source.offset - (len(self._buffer) - self._at)

    @property
    def damage(self) -> str:
        """What is wrong with this stretch as a sentence, "" for nothing; known at its end."""
        return self._source.damage if self._is_ended else ""

    @property
    def is_corrupt(self) -> bool:
        """Whether a checksum at the end of this stretch denies what stands before it."""
        return self._is_ended and self._source.is_corrupt

    def advance(self) -> bool:
        """Go to the next stretch, from the end of the one before; False where there is none."""
        self._buffer, self._at = b"", 0
        self._is_ended = not self._source.advance()
        return not self._is_ended

    def peek(self, size: int) -> bytes:
        """Return the next bytes, fewer at the end of the stretch."""
        self._fill(size)
        return self._buffer[self._at : self._at + size]

    def take(self, size: int) -> bytes:
        """Return the next bytes and go past them; fewer at the end of the stretch."""
        parts = []
        while size:
            part = self.peek(min(size, BLOCK))
            if not part:
                break
            self._at += len(part)
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def skip(self, size: int) -> int:
        """Go past bytes and return how many; fewer at the end of the stretch."""
        left = size
        while left:
            if self._at < len(self._buffer):
                step = min(left, len(self._buffer) - self._at)
                self._at += step
                left -= step
            elif step := self._source.skip(left):
                left -= step
            elif not self.peek(1):
                break
        return size - left

    def skip_line_ends(self) -> None:
        while part := self.peek(BLOCK):
            rest = part.lstrip(b"\r\n")
            self._at += len(part) - len(rest)
            if rest:
                return

    def find_record(self) -> bool:
        """Go to the next bytes of the stretch that may begin a record, or to its end: then False."""
        while part := self.peek(BLOCK):
            if found := self._begins.search(part):
                self._at += found.start()
                return True
            self._at += len(part) if len(part) < BLOCK else BLOCK - BEGINNING
        return False

    def mark(self) -> Mark:
        return Mark(self._source.mark(), self._buffer, self._at, self._is_ended)

    def reset(self, mark: Mark) -> None:
        """Go back, unless damage has asked for that too often; then what was passed stays so."""
        cost = self._file.tell()
        if self._size is not None:  # one inside a zip goes back by being read from its start
            cost -= mark.source[0] if self._is_gzip else mark.source
        self._reread += cost
        if self._reread > MOST_REREAD:
            return
        self._source.reset(mark.source)
        self._buffer, self._at, self._is_ended = mark.buffer, mark.at, mark.is_ended

    def _fill(self, size: int) -> None:
        while len(self._buffer) - self._at < size and not self._is_ended:
            block = self._source.read()
            if not block:
                self._is_ended = True
            else:
                self._buffer, self._at = self._buffer[self._at :] + block, 0


def _size_on_disk(file: BinaryIO) -> int | None:
    try:
        return os.fstat(file.fileno()).st_size
    except io.UnsupportedOperation:
        return None
