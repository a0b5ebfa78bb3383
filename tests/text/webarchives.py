"""Web archives made for a test, record by record, by warcio's writer or by hand."""

import gzip
import io
import zlib

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGE = "<html><head><title>{0}</title></head><body><p>The board met about {0}.</p></body></html>"
DATE = "2024-05-03T10:20:30Z"


def page(subject: str) -> bytes:
    return PAGE.format(subject).encode()


def record(  # noqa: PLR0913  a record has that many parts
    uri: str = "https://news.example/fee",
    content: bytes = page("the fee"),
    *,
    kind: str = "response",
    status: str = "200 OK",
    date: str = DATE,
    version: str = "1.1",
    media_type: str = "text/html; charset=utf-8",
    http: dict[str, str] | None = None,
    warc: dict[str, str] | None = None,
) -> bytes:
    """Return one plain record as warcio writes it."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version=version)
    headers = None
    if kind in ("response", "revisit"):
        lines = {"Content-Type": media_type, **(http or {})}
        headers = StatusAndHeaders(status, list(lines.items()), protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            uri,
            kind,
            payload=io.BytesIO(content),
            length=len(content),
            warc_content_type="" if headers else media_type,
            warc_headers_dict={"WARC-Date": date, **(warc or {})},
            http_headers=headers,
        )
    )
    return out.getvalue()


def info() -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "a test"}))
    return out.getvalue()


def by_hand(content: bytes, *lines: str) -> bytes:
    """Return a record with just these header lines, its content and the two line ends."""
    return "\r\n".join(("WARC/1.0", *lines, "", "")).encode() + content + b"\r\n\r\n"


def members(*records: bytes) -> bytes:
    """Return records each in a gzip member of its own, as web archives are gzipped."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def one_member(*records: bytes) -> bytes:
    return gzip.compress(b"".join(records), mtime=0)


def arc(*pages: tuple[str, bytes]) -> list[bytes]:
    """Return the version block of an ARC file and its records."""
    version = b"1 0 A test\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://crawl.arc 0.0.0.0 20010203040506 text/plain %d\n" % len(version)
    blocks = [head + version + b"\n"]
    for uri, content in pages:
        answer = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + content
        line = f"{uri} 192.0.2.1 20010203040506 text/html {len(answer)}\n".encode()
        blocks.append(line + answer + b"\n")
    return blocks


def deflated(data: bytes) -> bytes:
    return zlib.compress(data)
