"""Which captures of a WACZ file are its pages."""

import io
import json
import zipfile

import pytest

from articles.text.errors import UnreadableInput
from articles.text.readers import DamagedItem, Item, unpack
from articles.text.readers import wacz as wacz_files
from tests.text.webarchives import info, members, page, record

FEE, QUAY, FRAME = page("the fee"), page("the quay"), page("advertising")
CAPTURES = members(
    info(),
    record("https://news.example/fee", FEE),
    record("https://ads.example/frame", FRAME),
    record("https://news.example/old", status="301 Moved", http={"Location": "/quay"}, content=b"Moved."),
    record("https://news.example/quay", QUAY),
)
HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}


def wacz(*pages: str, archive: bytes = CAPTURES, lists: dict[str, str] | None = None) -> bytes:
    """Return a WACZ file that lists these addresses as its pages."""
    lines = [HEADER, *({"url": url, "ts": "2024-05-03T10:20:30Z", "title": "x"} for url in pages)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("archive/data.warc.gz", archive)
        packed.writestr("indexes/index.cdxj", "")
        packed.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, lines)))
        for name, text in (lists or {}).items():
            packed.writestr(name, text)
        packed.writestr("datapackage.json", "{}")
    return out.getvalue()


def unpacked(data: bytes, *, name: str = "crawl.wacz") -> list[Item | DamagedItem]:
    return list(unpack(io.BytesIO(data), name=name))


def addresses(data: bytes) -> list[str]:
    return [item.stated.source_url for item in unpacked(data) if isinstance(item, Item)]


def test_only_the_pages_that_it_lists_are_articles():
    data = wacz("https://news.example/fee#section")
    first, second, third, fourth = unpacked(data)
    assert (first.name, first.data) == ("crawl.wacz#https://news.example/fee", FEE)
    assert second.reason == "Is no page of this crawl, but something that a page contains."
    assert third.reason == "The server answered 301."
    assert fourth.is_skipped


def test_a_page_that_moved_is_taken_where_it_was_found():
    assert addresses(wacz("https://news.example/old")) == ["https://news.example/quay"]


def test_pages_that_the_crawler_found_by_itself_count_too():
    more = {"pages/extraPages.jsonl": json.dumps({"url": "https://news.example/quay"})}
    assert addresses(wacz("https://news.example/fee", lists=more)) == [
        "https://news.example/fee",
        "https://news.example/quay",
    ]


def test_where_it_lists_no_pages_every_page_is_an_article():
    assert len(addresses(wacz())) == 3


def test_a_list_that_cannot_be_read_leaves_nothing_out_and_is_named():
    data = wacz("https://news.example/fee", lists={"pages/more.jsonl": "{broken"})
    [damaged] = [item for item in unpacked(data) if isinstance(item, DamagedItem) and not item.is_skipped]
    assert damaged.reason.startswith("The list of its pages cannot be read, so all pages are taken:")
    assert len(addresses(data)) == 3


def test_a_list_beyond_all_measure_is_read_no_further_and_leaves_nothing_out(monkeypatch):
    monkeypatch.setattr(wacz_files, "LONGEST_LISTS", 1000)
    blank = {"pages/more.jsonl": "\n" * 2000}
    first, *captures = unpacked(wacz("https://news.example/fee", lists=blank))
    assert "it has more than 1,000 bytes" in first.reason
    assert sum(isinstance(item, Item) for item in captures) == 3


def test_it_is_known_by_what_it_holds():
    assert unpacked(wacz(), name="download")[0].name == "download#https://news.example/fee"


def test_a_damaged_capture_is_named_with_its_file_and_place():
    damaged = CAPTURES[: len(CAPTURES) - 40]
    *_, last = unpacked(wacz(archive=damaged))
    assert last.reason.startswith("archive/data.warc.gz, record 5 at byte ")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(wacz()[:-30], "Is damaged: what the WACZ file holds cannot be read.", id="cut"),
        pytest.param(b"PK\x05\x06" + bytes(18), "The WACZ file holds no web archive.", id="empty"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(data, reason):
    with pytest.raises(UnreadableInput) as refused:
        unpacked(data)
    assert str(refused.value) == reason


def test_a_byte_changed_in_the_zip_is_named_and_what_could_be_read_is_kept():
    data = bytearray(wacz())
    position = data.index(b"\x1f\x8b") + len(CAPTURES) - 5
    data[position] ^= 0xFF
    items = unpacked(bytes(data))
    assert items[0].data == FEE
    assert any(isinstance(item, DamagedItem) and not item.is_skipped for item in items)
