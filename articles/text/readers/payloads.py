"""What a server answered: its headers, and the page as it was before it was packed for the way."""

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import brotli
from warcio.statusandheaders import StatusAndHeadersParser

# The most bytes that headers may take.
HEADERS_LIMIT = 65_536
STEP = 65_536
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
MEDIA_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)")
CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)

Decoder = Callable[[bytes, int], bytes]

_parser = StatusAndHeadersParser([], verify=False)


class DamagedPayload(Exception):
    """A payload that cannot be unpacked; its text is a sentence for the collector."""


@dataclass(frozen=True, slots=True)
class Headers:
    """The lines before a record's or an answer's content; `length` is theirs in bytes, the blank line included."""

    first: str
    lines: tuple[tuple[str, str], ...]
    length: int

    def get(self, name: str) -> str:
        """Return the value of a header, "" where it is missing; several of one name are joined by commas."""
        return ", ".join(value for key, value in self.lines if key.lower() == name.lower())

    @property
    def media_type(self) -> str:
        found = MEDIA_TYPE.match(self.get("Content-Type"))
        return found[1].lower()[:100] if found else ""

    @property
    def charset(self) -> str:
        found = CHARSET.search(self.get("Content-Type"))
        return found[1].lower() if found else ""


def read_headers(data: bytes) -> Headers | None:
    """Return the headers that data begin with, None where they have no end."""
    end = BLANK_LINE.search(data[:HEADERS_LIMIT])
    if end is None:
        return None
    parsed = _parser.parse(io.BytesIO(data[: end.end()]))
    return Headers(f"{parsed.protocol} {parsed.statusline}", tuple(parsed.headers), end.end())


def unpacked(data: bytes, headers: Headers, *, limit: int) -> bytes:
    """Return a payload without its transfer and content encodings, at most `limit` bytes of it.

    Browsers that write archives hand over payloads unpacked and leave the headers as they were: what
    is not encoded as they say is taken as it is.

    Raises:
        DamagedPayload: it ends early, is damaged, too large or in an encoding that is not known.
    """
    if "chunked" in headers.get("Transfer-Encoding").lower() and CHUNK_SIZE.match(data):
        data = b"".join(_chunks(data))
    codings = [coding.strip().lower() for coding in headers.get("Content-Encoding").split(",")]
    for coding in reversed(codings):
        if coding in ("", "identity", "none", "utf-8"):
            continue
        decoders = DECODERS.get(coding)
        if decoders is None:
            raise DamagedPayload(f"The content encoding “{coding[:20]}” cannot be decoded.")
        data = _decoded(data, decoders, limit=limit)
    if len(data) > limit:
        raise DamagedPayload(f"Is too large: more than {limit:,} bytes, the most that one article may have.")
    return data


def _chunks(data: bytes) -> Iterator[bytes]:
    position = 0
    while size := CHUNK_SIZE.match(data, position):
        start = size.end()
        stop = start + int(size[1], 16)
        if stop == start:
            return
        if stop > len(data):
            break
        yield data[start:stop]
        position = stop + 2 if data.startswith(b"\r\n", stop) else stop
    raise DamagedPayload("Its transfer in chunks ends early or is damaged.")


def _decoded(data: bytes, decoders: tuple[Decoder, ...], *, limit: int) -> bytes:
    for decode in decoders:
        try:
            return decode(data, limit)
        except (zlib.error, brotli.error):
            continue
    if _is_text(data):
        return data
    raise DamagedPayload("Its compressed content is damaged.")


def _inflated(wbits: int) -> Decoder:
    def decode(data: bytes, limit: int) -> bytes:
        inflater = zlib.decompressobj(wbits)
        made = inflater.decompress(data, limit + 1)
        if len(made) <= limit and data and not inflater.eof:
            raise DamagedPayload("Its compressed content ends early.")
        return made

    return decode


def _unbrotlied(data: bytes, limit: int) -> bytes:
    decoder: Any = brotli.Decompressor()
    made = bytearray(decoder.process(data, output_buffer_limit=STEP))
    while len(made) <= limit and not decoder.is_finished():
        more = decoder.process(b"", output_buffer_limit=STEP)
        if not more and decoder.can_accept_more_data():
            if _is_text(data):
                return data
            raise DamagedPayload("Its compressed content ends early.")
        made += more
    return bytes(made)


def _is_text(data: bytes) -> bool:
    """Whether data read as text, and so were never compressed."""
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data[:1000])


# Of those that one word is used for, the right one first.
DECODERS: dict[str, tuple[Decoder, ...]] = {
    "br": (_unbrotlied,),
    "deflate": (_inflated(15), _inflated(-15)),
    "gzip": (_inflated(31),),
    "x-gzip": (_inflated(31),),
}
