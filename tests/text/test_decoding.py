"""In which encoding a text is, who says so, and what is left out of it."""

import codecs
import contextlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.text.errors import UnreadableInput
from articles.text.readers import Item, read
from articles.text.readers.decoding import find_encoding

ENGLISH = "The board met on Monday. “We will lower the fee by spring,” Ada Marsh said. It’s the board’s view – not ours."
FRENCH = "Le conseil a voté lundi. « Nous réduirons l’impôt d’ici l’été », a déclaré la présidente à Genève."
SPANISH = (
    "El consejo votó el lunes. «Bajaremos la tasa en otoño», dijo la señora Muñoz, según la prensa española."
)
POLISH = "Rada zebrała się w poniedziałek. „Obniżymy opłatę do wiosny”, powiedziała przewodnicząca w Łodzi."
CZECH = 'Rada se sešla v pondělí. "Poplatek snížíme do jara," řekla předsedkyně, která žije v Plzni.'
TURKISH = (
    "Kurul pazartesi günü toplandı. Ücreti ilkbahara kadar düşüreceğiz, dedi başkan, İstanbul’da yağış var."
)
RUSSIAN = (
    'Совет собрался в понедельник. "Мы снизим сбор к весне", сказала председатель, добавив, что порт открыт.'
)
GREEK = "Το συμβούλιο συνεδρίασε τη Δευτέρα. «Θα μειώσουμε το τέλος έως την άνοιξη», είπε η πρόεδρος."
CHINESE = "委员会星期一开会。“我们将在春天之前降低费用,”主席在会后说。港口将继续开放,直到明年。"
JAPANESE = "委員会は月曜日に開かれた。「春までに料金を引き下げる」と委員長は会議の後で語った。"
KOREAN = "위원회는 월요일에 열렸다. “봄까지 요금을 내리겠다”고 위원장이 회의 후에 말했다."


def source(data, **claims):
    return read(Item("", data, **claims))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (ENGLISH, "mac-roman"),
        (FRENCH, "cp1252"),
        (SPANISH, "cp1252"),
        (POLISH, "cp1250"),
        (CZECH, "iso8859-2"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "cp1253"),
        (CHINESE, "gb18030"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "cp949"),
    ],
)
def test_an_encoding_that_nothing_declares_is_detected_and_said(text, encoding):
    found = source(text.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)
    (remark,) = found.remarks
    assert remark.endswith("; --encoding says otherwise.")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "utf-32-le"),
        (b"", "utf-32-be"),
    ],
)
def test_wide_characters_are_told_by_their_mark_or_by_their_nul_bytes(mark, encoding):
    found = source(mark + ENGLISH.encode(encoding))
    how = "as its byte-order mark says" if mark else "as its NUL bytes show"
    assert (found.text, found.encoding) == (ENGLISH, encoding)
    assert found.remarks == (f"Read as {encoding.upper()}, {how}.",)


def test_a_declaration_is_believed_and_latin_1_is_windows_1252():
    page = f'<html><meta charset="iso-8859-1"><p>{ENGLISH}'
    found = source(page.encode("cp1252"))
    assert (found.text, found.encoding) == (page, "cp1252")
    assert found.remarks == ("Read as windows-1252, as it declares.",)


def test_a_claim_goes_before_a_declaration():
    page = f'<html><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>{RUSSIAN}'
    found = source(page.encode("cp1251"), encoding="Windows-1251")
    assert (found.text, found.remarks) == (page, ("Read as windows-1251, as was claimed.",))
    assert source(page.encode("koi8-r")).text == page


def test_valid_utf_8_goes_before_a_declaration_of_something_else():
    page = f'<html><meta charset="iso-8859-1"><p>{ENGLISH}'
    found = source(page.encode())
    assert (found.text, found.encoding) == (page, "utf-8")
    assert found.remarks == ("Read as UTF-8, which its bytes are, although windows-1252 is declared.",)


def test_what_a_person_said_goes_before_everything_but_a_byte_order_mark():
    assert source("Zürich".encode(), encoding="cp1252", has_settled_encoding=True).text == "ZÃ¼rich"
    marked = source(codecs.BOM_UTF8 + "Zürich".encode(), encoding="cp1252", has_settled_encoding=True)
    assert (marked.text, marked.encoding) == ("Zürich", "utf-8")


def test_a_declaration_that_a_byte_disproves_gives_way():
    page = f'<html><meta charset="utf-8"><p>{FRENCH}'
    found = source(page.encode("cp1252"))
    assert found.text == page
    assert found.remarks[0].startswith("Read as windows-1252, which was detected (byte ")


def test_a_few_bytes_that_are_none_are_shown_as_such_and_counted():
    page = (FRENCH * 20).encode() + b"\x92 end"
    found = source(page)
    assert found.text == f"{FRENCH * 20}\ufffd end"
    assert found.remarks == ("Read as UTF-8, but for 1 byte, shown as “\ufffd”.",)


def test_a_few_control_characters_are_left_out_and_counted():
    found = source((ENGLISH * 4 + "\x08\x1f").encode())
    assert found.text == ENGLISH * 4
    assert found.remarks == ("2 control characters left out, the first U+0008.",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", "The file is a PNG picture, which is not read."),
        (b"\xff\xd8\xff\xe0\x00", "The file is a JPEG picture, which is not read."),
        (b"%PDF-1.7\n", "The file is a PDF document, which is not read."),
        (b"{\\rtf1\\ansi", "The file is an RTF document, which is not read."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00",
            "The file is an Office document or e-mail of the old kind (.doc, .xls, .msg), which is not read.",
        ),
        (b"MZ\x90\x00\x03\x00", "The file is a program, which is not read."),
        (b"text\x00\x00\x00", "The file is not text: it contains NUL bytes."),
        (bytes(range(1, 32)) * 9, "The file is not text: it contains the control character U+0001."),
    ],
)
def test_what_is_no_text_is_refused_by_its_name(data, reason):
    with pytest.raises(UnreadableInput) as refused:
        source(data)
    assert str(refused.value) == reason


def test_a_text_that_begins_like_a_program_is_a_text():
    assert source(b"MZ Wallace met the board.").text == "MZ Wallace met the board."


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("Latin-1", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("us-ascii", "cp1252"),
        (" Shift_JIS ", "cp932"),
        ("x-sjis", "cp932"),
        ("gb2312", "gb18030"),
        ("UTF8", "utf-8"),
        ("no such", ""),
        ("", ""),
        ("base64", ""),
        ("rot13", ""),
        ("utf-7", ""),
        ("unicode_escape", ""),
        ("\0", ""),
    ],
)
def test_an_encoding_is_known_by_the_names_that_pages_use_and_nothing_else_is(label, encoding):
    assert find_encoding(label) == encoding


ENCODINGS = [
    "utf-8", "windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "iso-8859-2",
    "iso-8859-15", "koi8-r", "shift_jis", "euc-jp", "gb18030", "big5", "euc-kr",
]  # fmt: skip


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])), st.sampled_from(ENCODINGS))
def test_any_text_in_a_declared_encoding_comes_back_equal(text, label):
    page = f'<html><head><meta charset="{label}"></head><body><p>{text}</p>'
    encoding = find_encoding(label)
    try:
        data = page.encode(encoding)
        # A few pairs of characters are one where they are read again.
        assume(data.decode(encoding) == page)
    except UnicodeError:
        assume(False)
    # By chance it can be UTF-8, too, which goes before what is declared.
    assume(encoding == "utf-8" or text.isascii() or not is_utf_8(data))
    found = source(data)
    assert (found.text, found.encoding) == (page, encoding)


def is_utf_8(data):
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(st.binary())
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(UnreadableInput):
        source(data).text.encode()
