"""Files packed into one: what of a zip is read, what is named, and where it ends."""

import gzip
import io
import struct
import zipfile

import pytest

from articles.text import readers
from articles.text.errors import UnreadableInput
from articles.text.readers import DamagedItem, unpack
from articles.text.readers.limits import LARGEST_ITEM, MB

NEWS = b"The board met on Monday to talk about the fee and the old quay of the town.\n"
MANY = (NEWS + b"\n") * 1000


def packed(*members, method=zipfile.ZIP_DEFLATED):
    """Return a zip of (name, content) or (ZipInfo, content) pairs."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def unpacked(data, name="a.zip", **options):
    return list(unpack(io.BytesIO(data), name=name, **options))


def reasons(parts):
    return {part.name: part.reason for part in parts if isinstance(part, DamagedItem)}


def test_the_files_of_a_zip_are_items_named_by_their_place():
    one, two = unpacked(packed(("a.txt", NEWS), ("2016/", b""), ("2016/b.txt", MANY)))
    assert (one.name, one.data) == ("a.zip#a.txt", NEWS)
    assert (two.name, two.data) == ("a.zip#2016/b.txt", MANY)


def test_a_zip_in_a_zip_is_opened_and_a_third_is_not():
    inner = packed(("a.txt", NEWS))
    second = packed(("inner.zip", inner), ("b.txt", NEWS))
    assert [item.name for item in unpacked(second)] == ["a.zip#inner.zip#a.txt", "a.zip#b.txt"]
    third = unpacked(packed(("second.zip", second), ("c.txt", NEWS)))
    assert reasons(third) == {
        "a.zip#second.zip#inner.zip": "Is an archive in an archive in an archive, which is not opened."
    }
    assert [part.name for part in third] == [
        "a.zip#second.zip#inner.zip",
        "a.zip#second.zip#b.txt",
        "a.zip#c.txt",
    ]


def test_a_file_of_a_zip_without_a_name_is_named_by_its_archive_and_the_rest_is_read():
    data = packed(("q.txt", NEWS), ("b.txt", NEWS)).replace(b"q.txt", b"\0.txt")
    parts = unpacked(data)
    assert reasons(parts) == {"a.zip#": "Has no name."}
    assert [part.name for part in parts] == ["a.zip#", "a.zip#b.txt"]


def test_one_text_packed_with_gzip_keeps_its_name():
    (item,) = unpacked(gzip.compress(NEWS), name="news.txt.gz")
    assert (item.name, item.data) == ("news.txt.gz", NEWS)


def test_records_packed_with_gzip_inside_a_zip_are_items_each():
    lines = b'{"id": 1, "body": "The board met."}\n{"id": 2, "body": "The fee fell."}\n'
    parts = unpacked(packed(("export.jsonl.gz", gzip.compress(lines))))
    assert [part.name for part in parts] == ["a.zip#export.jsonl.gz#1", "a.zip#export.jsonl.gz#2"]


def test_a_format_and_an_encoding_that_are_given_are_those_of_the_members():
    (item,) = unpacked(packed(("a.txt", NEWS)), format="html", encoding="cp1251")
    assert (item.format, item.encoding, item.has_settled_encoding) == ("html", "cp1251", True)


def test_what_is_no_article_is_passed_over_and_what_is_unsafe_is_refused():
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    secret = zipfile.ZipInfo("secret.txt")
    parts = unpacked(
        with_flag(
            packed(
                ("__MACOSX/._a.txt", b"x"),
                (".hidden/a.txt", NEWS),
                ("README.md", b"x"),
                (link, b"a.txt"),
                ("../../etc/passwd", NEWS),
                ("/etc/passwd", NEWS),
                ("C:\\news.txt", NEWS),
                (secret, NEWS),
                ("./a.txt", NEWS),
            ),
            b"secret.txt",
        )
    )
    assert reasons(parts) == {
        "a.zip#__MACOSX/._a.txt": "Is hidden.",
        "a.zip#.hidden/a.txt": "Is hidden.",
        "a.zip#README.md": "Describes its folder.",
        "a.zip#link.txt": "Is a symbolic link.",
        "a.zip#../../etc/passwd": "Has a name that leads out of the archive.",
        "a.zip#/etc/passwd": "Has a name that leads out of the archive.",
        "a.zip#C:\\news.txt": "Has a name that leads out of the archive.",
        "a.zip#secret.txt": "Is encrypted.",
    }
    assert [part.is_skipped for part in parts[:-1]] == [True] * 4 + [False] * 4
    assert parts[-1].name == "a.zip#./a.txt"


def with_flag(data, name):
    """Return a zip whose member of this name is marked as encrypted, in its header and in the table of contents."""
    changed = bytearray(data)
    for signature, at, name_at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        start = data.index(signature)
        while data[start + name_at : start + name_at + len(name)] != name:
            start = data.index(signature, start + 1)
        changed[start + at] |= 1
    return bytes(changed)


def test_a_member_whose_bytes_changed_is_named_and_the_rest_is_read():
    data = packed(("a.txt", NEWS), ("b.txt", NEWS), method=zipfile.ZIP_STORED)
    parts = unpacked(data.replace(b"quay", b"quiz", 1))
    assert reasons(parts) == {
        "a.zip#a.txt": "Is damaged and cannot be unpacked to its end: Bad CRC-32 for file 'a.txt'."
    }
    assert parts[1].data == NEWS


@pytest.mark.parametrize("size", [100, -30])
def test_a_zip_that_is_cut_off_is_refused_in_a_plain_sentence(size):
    with pytest.raises(UnreadableInput, match="Is a zip archive that is cut off or damaged"):
        unpacked(packed(("a.txt", MANY), ("b.txt", MANY))[:size])


def test_a_gzip_that_is_cut_off_is_damaged():
    parts = unpacked(gzip.compress(MANY)[:-100], name="a.txt.gz")
    assert list(reasons(parts)) == ["a.txt.gz"]
    assert "cannot be unpacked to its end" in parts[0].reason


def test_a_document_that_only_uses_zip_is_named():
    with pytest.raises(UnreadableInput, match="is a Microsoft Office document, which is not read"):
        unpacked(packed(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")), name="a.docx")


def test_a_member_that_is_too_large_for_an_article_is_named_whatever_its_header_says():
    data = packed(("big.txt", b"a" * (LARGEST_ITEM + 1)), ("a.txt", NEWS))
    told = data.replace(struct.pack("<I", LARGEST_ITEM + 1), struct.pack("<I", 10))
    parts = unpacked(data)
    assert reasons(parts) == {
        "a.zip#big.txt": f"Is too large: more than {LARGEST_ITEM:,} bytes, the most that one article may have."
    }
    assert parts[1].name == "a.zip#a.txt"
    # One that lies about its size ends where it says it does, and then its checksum is wrong.
    assert "Bad CRC-32" in reasons(unpacked(told))["a.zip#big.txt"]


def test_an_archive_that_unpacks_to_much_more_than_it_should_is_read_no_further():
    bomb = packed(*((f"{number}.txt", bytes(19 * MB)) for number in range(9)))
    assert len(bomb) < MB
    read = []
    with pytest.raises(UnreadableInput, match="taken for a bomb, and read no further"):
        read.extend(item.name for item in unpack(io.BytesIO(bomb), name="a.zip"))
    nested = packed(*((f"{number}.zip", bomb) for number in range(9)))
    with pytest.raises(UnreadableInput, match="taken for a bomb, and read no further"):
        unpacked(nested)


def test_a_packing_that_unpacks_a_few_bytes_to_gigabytes_is_refused():
    parts = unpacked(packed(("a.txt", NEWS), method=zipfile.ZIP_BZIP2))
    assert reasons(parts) == {"a.zip#a.txt": "Is packed by a method that is not read."}


def test_a_table_of_contents_beyond_the_limit_is_not_read(monkeypatch):
    monkeypatch.setattr("articles.text.readers.archives.LARGEST_DIRECTORY", 100)
    with pytest.raises(UnreadableInput, match="Has more than 100,000 files"):
        unpacked(packed(("a.txt", NEWS), ("b.txt", NEWS)))


def test_a_name_that_would_break_the_report_is_spelt_out():
    (item,) = unpacked(packed(("a\nfailed b.txt", NEWS)))
    assert item.name == "a.zip#a\\nfailed b.txt"


def test_a_container_knows_a_zip_by_the_names_in_it_and_not_by_what_its_first_file_holds(monkeypatch):
    seen = []

    class Told:
        format = "told"

        @staticmethod
        def accepts(head, *, name):  # noqa: ARG004  the names are in the head
            seen.append(head)
            return False

    monkeypatch.setattr("articles.text.readers.CONTAINERS", (Told, *readers.CONTAINERS))
    unpacked(packed(("inner.bin", b"datapackage.json"), ("b.txt", NEWS), method=zipfile.ZIP_STORED))
    assert seen[0] == b"PK\x03\x04\ninner.bin\nb.txt"
