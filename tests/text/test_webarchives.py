"""Which pages come out of a web archive, and what is said of the rest."""

import datetime
import gzip
import io
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.readers import DamagedItem, Item, unpack
from articles.text.readers.warc import LARGEST_CAPTURE
from tests.text.webarchives import (
    arc,
    by_hand,
    deflated,
    info,
    members,
    one_member,
    page,
    record,
)

FEE, QUAY, TOLL = page("the fee"), page("the quay"), page("the toll")


def unpacked(data: bytes, *, name: str = "crawl.warc") -> list[Item | DamagedItem]:
    return list(unpack(io.BytesIO(data), name=name))


def payloads(data: bytes, *, name: str = "crawl.warc") -> list[bytes]:
    return [item.data for item in unpacked(data, name=name) if isinstance(item, Item)]


def reasons(data: bytes, *, skipped: bool = False) -> list[str]:
    return [
        item.reason for item in unpacked(data) if isinstance(item, DamagedItem) and item.is_skipped is skipped
    ]


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("pack", [lambda *parts: b"".join(parts), members, one_member])
def test_the_pages_of_a_web_archive_come_with_address_and_time_of_capture(pack, version):
    data = pack(info(), record(version=version), record("https://news.example/quay", QUAY, version=version))
    first, second = unpacked(data, name="input")
    assert (first.name, first.data) == ("input#https://news.example/fee", FEE)
    assert (first.media_type, first.encoding) == ("text/html", "utf-8")
    assert first.stated.where == "web archive"
    assert first.stated.source_url == "https://news.example/fee"
    assert first.stated.retrieved_at == datetime.datetime(2024, 5, 3, 10, 20, 30, tzinfo=datetime.UTC)
    assert (second.name, second.data) == ("input#https://news.example/quay", QUAY)


@pytest.mark.parametrize("pack", [lambda *parts: b"".join(parts), members, one_member])
def test_an_arc_file_is_read_too(pack):
    data = pack(*arc(("http://news.example/fee", FEE), ("http://news.example/quay", QUAY)))
    first, second = unpacked(data, name="input")
    assert (first.data, second.data) == (FEE, QUAY)
    assert first.stated.retrieved_at == datetime.datetime(2001, 2, 3, 4, 5, 6, tzinfo=datetime.UTC)
    assert first.stated.source_url == "http://news.example/fee"


def test_one_address_captured_twice_is_two_items_of_one_name():
    data = record(content=FEE) + record(content=QUAY, date="2024-05-04T00:00:00Z")
    assert [item.name for item in unpacked(data)] == ["crawl.warc#https://news.example/fee"] * 2


@pytest.mark.parametrize("kind", ["resource", "conversion"])
def test_a_record_without_an_answer_of_a_server_is_a_page_by_its_own_media_type(kind):
    [item] = unpacked(
        record(kind=kind, media_type="text/plain; charset=windows-1252", content=b"The board met.")
    )
    assert (item.data, item.media_type, item.encoding) == (b"The board met.", "text/plain", "windows-1252")


@pytest.mark.parametrize(
    ("content", "http"),
    [
        pytest.param(gzip.compress(FEE), {"Content-Encoding": "gzip"}, id="gzip"),
        pytest.param(deflated(FEE), {"Content-Encoding": "deflate"}, id="deflate"),
        pytest.param(deflated(FEE)[2:-4], {"Content-Encoding": "deflate"}, id="deflate without its frame"),
        pytest.param(brotli.compress(FEE), {"Content-Encoding": "br"}, id="brotli"),
        pytest.param(
            brotli.compress(gzip.compress(FEE)), {"Content-Encoding": "gzip, br"}, id="brotli over gzip"
        ),
        pytest.param(
            b"10\r\n" + FEE[:16] + b"\r\n%x;a=b\r\n" % len(FEE[16:]) + FEE[16:] + b"\r\n0\r\n\r\n",
            {"Transfer-Encoding": "chunked"},
            id="chunks",
        ),
        pytest.param(FEE, {"Content-Encoding": "gzip"}, id="already unpacked, by a browser"),
        pytest.param(FEE, {"Content-Encoding": "br"}, id="already unpacked, and said to be brotli"),
        pytest.param(FEE, {"Transfer-Encoding": "chunked"}, id="already joined"),
    ],
)
def test_a_page_is_unpacked_as_its_server_packed_it(content, http):
    assert payloads(record(content=content, http=http)) == [FEE]


@pytest.mark.parametrize(
    ("content", "http", "reason"),
    [
        pytest.param(
            gzip.compress(FEE)[:-12],
            {"Content-Encoding": "gzip"},
            "Its compressed content ends early.",
            id="cut",
        ),
        pytest.param(
            brotli.compress(FEE)[:-5],
            {"Content-Encoding": "br"},
            "Its compressed content ends early.",
            id="br cut",
        ),
        pytest.param(
            b"\x1f\x8b\x08\x00" + b"\xff" * 50,
            {"Content-Encoding": "gzip"},
            "Its compressed content is damaged.",
            id="broken",
        ),
        pytest.param(
            FEE, {"Content-Encoding": "zstd"}, "The content encoding “zstd” cannot be decoded.", id="unknown"
        ),
        pytest.param(
            b"40\r\n" + FEE[:20],
            {"Transfer-Encoding": "chunked"},
            "Its transfer in chunks ends early or is damaged.",
            id="chunks cut",
        ),
        pytest.param(
            gzip.compress(bytes(LARGEST_CAPTURE + 1)),
            {"Content-Encoding": "gzip"},
            "Is too large: more than 20,971,520 bytes, the most that one article may have.",
            id="bomb",
        ),
    ],
)
def test_a_page_that_cannot_be_unpacked_is_named_and_the_next_is_read(content, http, reason):
    data = record(content=content, http=http) + record(content=QUAY)
    assert reasons(data) == [f"Record 1 at byte 0: {reason}"]
    assert payloads(data) == [QUAY]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param(record(status="404 Not Found"), "The server answered 404.", id="status"),
        pytest.param(record(media_type="image/png"), "Is no page but image/png.", id="picture"),
        pytest.param(
            record(media_type="", content=b"{}"), "Is no page but of an unknown type.", id="no type"
        ),
        pytest.param(
            record(media_type="application/rss+xml"),
            "Is a feed, which is imported as a file of its own.",
            id="feed",
        ),
        pytest.param(
            record("https://news.example/robots.txt", b"User-agent: *", media_type="text/plain"),
            "Is told to programs, not to readers.",
            id="robots.txt",
        ),
        pytest.param(record(content=b""), "The server sent nothing.", id="nothing"),
        pytest.param(
            record(
                kind="revisit",
                content=b"",
                warc={
                    "WARC-Refers-To-Target-URI": "https://news.example/old",
                    "WARC-Refers-To-Date": "2024-04-30T00:00:00Z",
                },
            ),
            "Was found unchanged: the same as https://news.example/old captured on 2024-04-30.",
            id="revisit",
        ),
        pytest.param(
            record(warc={"WARC-Segment-Number": "1"}),
            "Is one part of a capture that runs over several records, which cannot be joined.",
            id="segment",
        ),
        pytest.param(
            record(content=b"x" * (LARGEST_CAPTURE + 1)),
            "Is too large: more than 20,971,520 bytes, the most that one article may have.",
            id="too large",
        ),
    ],
)
def test_what_is_no_page_is_passed_over_with_its_reason(given, reason):
    data = given + record("https://news.example/quay", QUAY)
    assert reasons(data, skipped=True) == [reason]
    assert (reasons(data), payloads(data)) == ([], [QUAY])


def test_a_page_of_unknown_type_is_known_by_what_it_holds():
    assert payloads(record(media_type="application/octet-stream")) == [FEE]


def test_records_beside_the_pages_are_not_reported():
    request = by_hand(
        b"GET /fee HTTP/1.1\r\n\r\n",
        "WARC-Type: request",
        "WARC-Target-URI: https://news.example/fee",
        "Content-Length: 21",
    )
    assert unpacked(info() + request) == []


def test_an_address_in_angle_brackets_and_a_date_that_is_none_are_read():
    [item] = unpacked(
        by_hand(
            b"The board met.",
            "WARC-Type: resource",
            "WARC-Target-URI: <https://news.example/fee>",
            "WARC-Date: yesterday",
            "Content-Type: text/plain",
            "Content-Length: 14",
        )
    )
    assert item.stated.source_url == "https://news.example/fee"
    assert item.stated.retrieved_at is None
    assert item.remarks == ("The web archive gives no time of its capture that can be read.",)


def test_a_page_cut_short_by_the_crawler_says_so():
    [item] = unpacked(record(warc={"WARC-Truncated": "length"}))
    assert item.remarks == ("The page was cut short when it was captured (length).",)


# Damage


def test_a_plain_file_that_is_cut_short_gives_what_is_whole_and_names_the_rest():
    data = record(content=FEE) + record(content=QUAY)
    cut = data[:-60]
    assert payloads(cut) == [FEE]
    assert reasons(cut) == [f"Record 2 at byte {len(record()):,}: Its content ends before its header says."]


@pytest.mark.parametrize("length", ["3", "40", "50000", "many", "-1", ""])
def test_a_wrong_length_costs_its_own_record_alone(length):
    wrong = by_hand(
        QUAY,
        "WARC-Type: resource",
        "WARC-Target-URI: https://news.example/quay",
        "Content-Type: text/html",
        f"Content-Length: {length}",
    )
    for pack in (lambda *parts: b"".join(parts), members, one_member):
        data = pack(record(content=FEE), wrong, record(content=TOLL))
        assert payloads(data) == [FEE, TOLL]
        assert len(reasons(data)) == 1
        assert reasons(data)[0].startswith("Record 2 at byte ")


def test_bytes_between_records_are_one_damage_and_no_record_is_lost():
    data = record(content=FEE) + b"what is this\r\n" * 5000 + record(content=QUAY)
    assert payloads(data) == [FEE, QUAY]
    assert reasons(data) == [
        f"Record 2 at byte {len(record()):,}: Is no record: bytes stand where one should begin."
    ]


def test_a_header_without_end_costs_its_own_record_alone():
    endless = b"WARC/1.0\r\nWARC-Type: response\r\n" + b"X-Long: y\r\n" * 10_000
    data = record(content=FEE) + endless + record(content=QUAY)
    assert payloads(data) == [FEE, QUAY]
    assert [reason.partition(": ")[2] for reason in reasons(data)] == ["The header of the record has no end."]


def test_a_page_that_its_digest_denies_is_refused():
    whole = record(content=FEE)
    changed = whole.replace(b"the fee.", b"the foe.")
    data = changed + record(content=QUAY)
    assert reasons(data) == ["Record 1 at byte 0: Its content is not what its digest says."]
    assert payloads(data) == [QUAY]


def test_a_damaged_gzip_member_costs_its_own_record_alone():
    first, second, third = (gzip.compress(record(content=content)) for content in (FEE, QUAY, TOLL))
    for damaged in (
        second[:60] + b"\xff" * 10 + second[70:],
        second[:-8] + b"\x00" * 8,
        second[:50],
        b"\x00\x01" + second[2:],
        b"garbage that is no member",
    ):
        data = first + damaged + third
        assert payloads(data) == [FEE, TOLL]
        assert len(reasons(data)) == 1


def test_a_gzip_file_of_one_member_gives_what_stands_before_its_damage():
    subjects = [page(f"the fee of the quay number {number}") for number in range(200)]
    data = bytearray(one_member(*(record(content=subject) for subject in subjects)))
    data[len(data) // 2] ^= 0xFF
    assert payloads(bytes(data))[:60] == subjects[:60]
    # Inflating may go on for long with wrong bytes, before a check tells that they are.
    assert any(
        "Pages before it in the same gzip member may be wrong" in said for said in reasons(bytes(data))
    )


def test_a_file_that_is_named_a_web_archive_and_holds_nothing_is_named():
    assert reasons(b"") == ["The web archive is empty."]
    assert reasons(b"nothing of the kind") == [
        "Record 1 at byte 0: Is no record: bytes stand where one should begin."
    ]


def test_a_member_that_grows_a_thousandfold_is_not_read_to_its_end():
    packer = zlib.compressobj(9, wbits=31)
    bomb = packer.compress(
        by_hand(b"", "WARC-Type: resource", "Content-Length: 999999999999").removesuffix(b"\r\n\r\n")
    )
    bomb += b"".join(packer.compress(bytes(1 << 20)) for _ in range(80)) + packer.flush()
    data = members(record(content=FEE)) + bomb + members(record(content=QUAY))
    assert payloads(data) == [FEE, QUAY]
    assert [reason.partition(": ")[2] for reason in reasons(data)] == [
        "Grows more than 400-fold when decompressed."
    ]


SUBJECTS = [page(f"the {thing} of the harbour") for thing in ("fee", "quay", "toll", "crane")]
RECORDS = [record(f"https://news.example/{n}", content) for n, content in enumerate(SUBJECTS)]
ARC_RECORDS = arc(*((f"http://news.example/{n}", content) for n, content in enumerate(SUBJECTS)))
# Each file in the parts that damage can strike, of which the first holds no page.
FILES = {
    "plain": [info(), *RECORDS],
    "members": [gzip.compress(part, mtime=0) for part in (info(), *RECORDS)],
    "arc": ARC_RECORDS,
    "arc members": [gzip.compress(part, mtime=0) for part in ARC_RECORDS],
}
NAMES = {"plain": "c.warc", "members": "c.warc.gz", "arc": "c.arc", "arc members": "c.arc.gz"}
damaged_files = st.sampled_from(sorted(FILES)).flatmap(
    lambda kind: st.tuples(st.just(kind), st.integers(0, sum(map(len, FILES[kind])) - 1))
)


@given(damaged_files, st.integers(1, 255))
def test_a_changed_byte_costs_no_other_record(where, change):
    kind, position = where
    data = bytearray(b"".join(FILES[kind]))
    data[position] ^= change
    found = payloads(bytes(data), name=NAMES[kind])
    start = 0
    for part, content in zip(FILES[kind], [b"", *SUBJECTS], strict=True):
        if content and not start <= position < start + len(part):
            assert content in found
        start += len(part)


@given(damaged_files)
def test_a_cut_costs_no_record_before_it(where):
    kind, position = where
    found = payloads(b"".join(FILES[kind])[:position], name=NAMES[kind])
    whole = 0
    start = 0
    for number, part in enumerate(FILES[kind]):
        start += len(part)
        if number and start <= position:
            whole = number
    assert found[:whole] == SUBJECTS[:whole]


@given(st.integers(0, len(one_member(*RECORDS)) - 9), st.integers(0, 255))
def test_damage_in_a_file_of_one_member_costs_no_record_before_it(position, change):
    data = bytearray(one_member(*RECORDS))
    readable = len(zlib.decompressobj(31).decompress(data[:position])) if position else 0
    data[position] ^= change
    found = payloads(bytes(data) if change else bytes(data[:position]))
    end = 0
    for number, part in enumerate(RECORDS):
        end += len(part)
        if end <= readable:
            assert found[number] == SUBJECTS[number]


@given(st.binary(max_size=300), st.sampled_from([b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"filedesc://x "]))
def test_no_bytes_raise(data, head):
    unpacked(head + data)
