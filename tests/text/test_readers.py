"""Which reader reads what, and what is refused in a sentence."""

import pytest

from articles.text.errors import UnreadableInput
from articles.text.readers import Item, read
from tests.factories import parse_bytes

ARTICLE = "The council met.\n\n“We vote on Monday,” said Ada Marsh, its chair.\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(ARTICLE.encode(), id="plain"),
        pytest.param(b"\xef\xbb\xbf" + ARTICLE.encode(), id="byte-order mark"),
        pytest.param(ARTICLE.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(ARTICLE.replace("\n", "\r").encode(), id="old Macintosh line ends"),
    ],
)
def test_utf_8_is_read_whatever_its_line_ends(data):
    source = read(Item("", data))
    assert source.text == ARTICLE
    assert (source.media_type, source.encoding) == ("text/plain", "utf-8")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "The file is empty.", id="empty"),
        pytest.param(b" \r\n\t ", "The file is empty.", id="blank"),
        pytest.param(
            b"\x89PNG\r\n\x1a\n\x00\x00", "The file is a PNG picture, which is not read.", id="a picture"
        ),
        pytest.param(b"%PDF-1.7\n", "The file is a PDF document, which is not read.", id="a PDF"),
        pytest.param(b"a\x00b", "The file is not text: it contains NUL bytes.", id="NUL"),
        pytest.param(
            b"bell \x07", "The file is not text: it contains the control character U+0007.", id="control byte"
        ),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data, reason):
    with pytest.raises(UnreadableInput) as refused:
        parse_bytes(data)
    assert str(refused.value) == reason
