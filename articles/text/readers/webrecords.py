"""The records of a web archive, WARC or ARC, as far as a damaged one lets them be told apart."""

import base64
import binascii
import datetime
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from articles.text.readers.payloads import HEADERS_LIMIT, Headers, read_headers
from articles.text.readers.stretches import DAMAGED, GAP, Stretches

# What a WARC record begins with, and the line before the content of an ARC record: address, IP address,
# date, media type and length; ARC 2 has more before the length.
WARC = re.compile(rb"WARC/[01]\.[0-9]{1,2}\r?\n(?=[A-Za-z-]{1,40}[ \t]*:)")
ARC = re.compile(
    rb"((?:https?|ftp|gopher|news|nntp|dns|whois|filedesc):\S{1,3000}) [0-9a-fA-F.:]{1,45} (\d{12,14})"
    rb" (\S{1,100})(?: [^\r\n]{0,600})? (\d{1,15})\r?\n"
)
# A checksum stands at the end of a gzip member; before it, wrong bytes are told by digests alone.
OTHERS = "Pages before it in the same gzip member may be wrong where they carry no digest."
DIGESTS = ("md5", "sha1", "sha256", "sha512")


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `number` counts from 1, `offset` is its place in the file, or that of its gzip member.

    `kind` is the WARC-Type, "" where there is none; `head` has the first bytes of the content, `content`
    all of it where that was wanted. `damage` is a sentence, "" for a record that is whole.
    """

    number: int
    offset: int
    kind: str = ""
    uri: str = ""
    date: datetime.datetime | None = None
    headers: Headers = field(default_factory=lambda: Headers("", (), 0))
    length: int = 0
    head: bytes = b""
    content: bytes | None = None
    damage: str = ""


def read_records(stretches: Stretches, *, is_arc: bool, wants: Callable[[Record], bool]) -> Iterator[Record]:
    """Yield the records in their order, with the content of those that are wanted by what they begin with.

    A damaged one comes back as such, and what follows it from the next that begins like a record.
    """
    number = 0
    while stretches.advance():
        first, is_told = number + 1, False
        while True:
            stretches.skip_line_ends()
            offset = stretches.offset
            if not stretches.peek(1):
                break
            number += 1
            place = Record(number, offset)
            record = _read_arc(stretches, place) if is_arc else _read_warc(stretches, place)
            mark = stretches.mark()
            if not record.damage:
                record = _with_content(stretches, record, wants=wants, is_arc=is_arc)
            if record.damage:
                if record.length:  # of a length that may be wrong
                    stretches.reset(mark)
                if not stretches.find_record() and stretches.damage not in ("", GAP):
                    # What is wrong with the member is wrong with its last record.
                    record, is_told = replace(record, damage=stretches.damage), True
            yield _with_doubt(record, is_first=number == first)
        if stretches.damage and not is_told:
            yield _with_doubt(Record(number + 1, offset, damage=stretches.damage), is_first=number < first)


def _with_doubt(record: Record, *, is_first: bool) -> Record:
    if record.damage != DAMAGED or is_first:
        return record
    return replace(record, damage=f"{DAMAGED} {OTHERS}")


def _read_warc(stretches: Stretches, record: Record) -> Record:
    """Return a record with what its header says, which is taken from the stretch."""
    data = stretches.peek(HEADERS_LIMIT)
    begins = WARC.match(data)
    if begins is None:
        return replace(record, damage="Is no record: bytes stand where one should begin.")
    headers = read_headers(data)
    stretches.skip(headers.length if headers else begins.end())
    if headers is None:
        return replace(record, damage=stretches.damage or "The header of the record has no end.")
    # Some writers put the address in angle brackets, as the grammar of WARC 1.0 had it.
    record = replace(
        record,
        kind=headers.get("WARC-Type").lower(),
        uri=headers.get("WARC-Target-URI").strip().removeprefix("<").removesuffix(">"),
        date=_iso_date(headers.get("WARC-Date")),
        headers=headers,
    )
    length = headers.get("Content-Length").strip()
    if not re.fullmatch(r"[0-9]{1,15}", length):
        return replace(record, damage="The header of the record gives no length of its content.")
    if not record.kind:
        return replace(record, length=int(length), damage="The header of the record does not say what it is.")
    return replace(record, length=int(length))


def _read_arc(stretches: Stretches, record: Record) -> Record:
    data = stretches.peek(HEADERS_LIMIT)
    begins = ARC.match(data)
    if begins is None:
        stretches.skip(1)
        return replace(record, damage="Is no record: bytes stand where one should begin.")
    stretches.skip(begins.end())
    uri, date, media_type, length = (part.decode("ascii", "replace") for part in begins.groups())
    return replace(
        record,
        kind="filedesc" if uri.startswith("filedesc:") else "response",
        uri=uri,
        date=_arc_date(date),
        headers=Headers("", (("Content-Type", media_type),), begins.end()),
        length=int(length),
    )


def _with_content(
    stretches: Stretches, record: Record, *, wants: Callable[[Record], bool], is_arc: bool
) -> Record:
    """Return a record with its content if that is wanted, or with what is wrong with it; the stretch is past it."""
    record = replace(record, head=stretches.peek(min(record.length, HEADERS_LIMIT)))
    if wants(record):
        record = replace(record, content=stretches.take(record.length))
        passed = len(record.content or b"")
    else:
        passed = stretches.skip(record.length)
    if passed < record.length:
        return replace(record, damage=stretches.damage or "Its content ends before its header says.")
    tail = stretches.peek(4)
    stretches.skip_line_ends()
    following = stretches.peek(5)
    is_closed = (
        not following
        or (is_arc and tail.startswith((b"\n", b"\r\n")))
        or tail.startswith((b"\r\n\r\n", b"\n\n"))
        or (tail.startswith((b"\n", b"\r\n")) and b"WARC/".startswith(following))
    )
    if not is_closed:
        return replace(record, damage="Its content does not end where its header says.")
    if not following and stretches.is_corrupt:
        return replace(record, damage=stretches.damage)
    if record.content is not None and not _agrees(record.headers.get("WARC-Block-Digest"), record.content):
        return replace(record, damage="Its content is not what its digest says.", length=0)
    return record


def _agrees(digest: str, content: bytes) -> bool:
    """Whether content has the digest given for it; one that cannot be computed says nothing."""
    name, _, value = digest.strip().partition(":")
    name = name.lower().replace("-", "")
    if name not in DIGESTS or not value:
        return True
    made = hashlib.new(name, content, usedforsecurity=False).digest()
    known = (
        base64.b32encode(made),
        binascii.hexlify(made).upper(),
        base64.b64encode(made),
        base64.urlsafe_b64encode(made),
    )
    given = value.encode()
    return given.upper().rstrip(b"=") in {form.rstrip(b"=") for form in known[:2]} or given.rstrip(b"=") in {
        form.rstrip(b"=") for form in known[2:]
    }


def _iso_date(printed: str) -> datetime.datetime | None:
    try:
        date = datetime.datetime.fromisoformat(printed.strip())
        return date if date.tzinfo else date.replace(tzinfo=datetime.UTC)
    except ValueError:
        return None


def _arc_date(printed: str) -> datetime.datetime | None:
    with_seconds = printed.ljust(14, "0")
    return _iso_date(f"{with_seconds[:8]}T{with_seconds[8:]}")
