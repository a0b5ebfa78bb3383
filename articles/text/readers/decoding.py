"""From bytes to text: which encoding an input is in."""

import codecs
import re
from collections.abc import Iterator

from articles.text.errors import UnreadableInput
from articles.text.readers.detection import detect
from articles.text.readers.items import Item
from articles.text.readers.limits import HEAD
from articles.text.readers.signatures import find_signature

# The longest first: UTF-32's begins as UTF-16's does.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What the Encoding Standard (WHATWG) reads where another encoding is named: the larger one of its family.
STANDS_FOR = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}
# Names that pages use and Python does not know.
LABELS = {
    "x-sjis": "cp932",
    "ms932": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "windows-949": "cp949",
    "x-big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "dos-874": "cp874",
    "windows-874": "cp874",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "iso-8859-8-i": "iso8859-8",
    "unicode": "utf-16-le",
}
SINGLE_BYTE = (
    *(f"cp{number}" for number in (1252, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258, 874, 437, 850, 852, 866)),
    *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic",
)  # fmt: skip
SEVERAL_BYTES = ("gb18030", "big5hkscs", "cp932", "euc_jp", "iso2022_jp", "cp949")
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
KNOWN = frozenset(codecs.lookup(name).name for name in ("utf-8", *SINGLE_BYTE, *SEVERAL_BYTES, *WIDE))
DECLARATION = re.compile(
    rb"<\?xml[^>]{1,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})"
    rb"|<meta[^>]{1,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)
DECLARATION_WITHIN = 8192  # bytes; the standard says 1,024, and pages put scripts before it

# Opens Japanese characters in seven bits.
ESCAPE = re.compile(rb"\x1b\$[@B]")

# Tab, line feed, vertical tab, form feed and carriage return stand in texts; the others do not.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
# One in so many characters may be none of a text before it is taken for something else than text.
FEW = 200
REPLACEMENT = "\ufffd"


def find_encoding(label: str) -> str:
    """Return the name that Python knows an encoding by as pages and people call it, or "" for none that is read."""
    label = label.strip().lower()
    if not re.fullmatch(r"[\w.:-]{1,40}", label, re.ASCII):
        return ""
    try:
        name = codecs.lookup(LABELS.get(label, label)).name
    except LookupError:
        return ""
    name = codecs.lookup(STANDS_FOR.get(name, name)).name
    return name if name in KNOWN else ""


def beginning(data: bytes) -> str:
    r"""Return roughly what a text begins with, by which its format can be told; line ends are made "\\n"."""
    mark = next((encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)), "")
    text = data[:HEAD].decode(mark or _wide(data) or "utf-8", errors="replace")
    return LINE_END.sub("\n", text.removeprefix("\ufeff"))


def decoded(item: Item) -> tuple[str, str, tuple[str, ...]]:
    r"""Return the text of an item with its line ends made "\\n", its encoding, and remarks for the collector.

    A byte-order mark decides; then, in this order, a settled encoding, UTF-8 where the bytes are UTF-8 beyond
    ASCII, the claimed and the declared encoding, and detection. What fails on a byte gives way to the next.

    Raises:
        UnreadableInput: the input is empty, no text, or in no encoding that can be told.
    """
    data = item.data
    if not data.strip():
        raise UnreadableInput("The file is empty.")
    if kind := find_signature(data):
        raise UnreadableInput(f"The file is {kind}, which is not read.")
    failed: list[str] = []
    for encoding, how in _candidates(item):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            failed.append(f"byte {error.start + 1:,} is no {printed_encoding(encoding)}")
            continue
        return _result(text, encoding, how)
    if b"\x00" in data:
        raise UnreadableInput("The file is not text: it contains NUL bytes.")
    for encoding in dict.fromkeys(("utf-8", *(encoding for encoding, _ in _claims(item)))):
        text = data.decode(encoding, errors="replace")
        if wrong := _few_wrong(text):
            return _result(text, encoding, f"but for {wrong}, shown as “{REPLACEMENT}”")
    for encoding in detect(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        reason = f" ({failed[0]})" if failed else ""
        return _result(text, encoding, f"which was detected{reason}; --encoding says otherwise")
    raise UnreadableInput(
        f"The file is in no encoding that can be told: {failed[0]}. --encoding can name it."
    )


def tidied(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Return a text with its line ends made "\n" and without what no text holds, and remarks on that.

    Raises:
        UnreadableInput: so much of it is control characters that it is no text.
    """
    text, broken = SURROGATE.subn(REPLACEMENT, LINE_END.sub("\n", text))
    remarks = (
        [f"{_count(broken, 'half of a character', 'halves of characters')} shown as “{REPLACEMENT}”."]
        if broken
        else []
    )
    if first := CONTROL.search(text):
        length = len(text)
        name = f"U+{ord(first[0]):04X}"
        text, found = CONTROL.subn("", text)
        if found * FEW > length:
            raise UnreadableInput(f"The file is not text: it contains the control character {name}.")
        remarks.append(
            f"{_count(found, 'control character', 'control characters')} left out, the first {name}."
        )
    return text, tuple(remarks)


def _result(text: str, encoding: str, how: str) -> tuple[str, str, tuple[str, ...]]:
    text, remarks = tidied(text.removeprefix("\ufeff"))
    if not text.strip():
        raise UnreadableInput("The file is empty.")
    if how:
        remarks = (f"Read as {printed_encoding(encoding)}, {how}.", *remarks)
    return text, encoding, remarks


def _candidates(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the encodings to be tried in turn, each with how it is known: in words for a remark, "" for none."""
    data = item.data
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            yield encoding, "" if mark == codecs.BOM_UTF8 else "as its byte-order mark says"
            break
    if item.has_settled_encoding and (settled := find_encoding(item.encoding)):
        yield settled, ""
    claims = list(_claims(item))
    yield from ((encoding, how) for encoding, how in claims if encoding in WIDE)
    if b"\x00" in data:
        if wide := _wide(data):
            yield wide, "as its NUL bytes show"
        return
    if ESCAPE.search(data):
        yield "iso2022_jp", "as its escapes show"
    other = next((encoding for encoding, _ in claims if encoding != "utf-8"), "")
    # Text of another encoding is hardly ever UTF-8 by chance, and declarations are wrong more often than that.
    if not data.isascii():
        yield "utf-8", f"which its bytes are, although {printed_encoding(other)} is declared" if other else ""
    yield from ((encoding, "" if encoding == "utf-8" else how) for encoding, how in claims)
    yield "utf-8", ""


def _claims(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the encodings that an item's container and the item itself name."""
    if claimed := find_encoding(item.encoding):
        yield claimed, "as was claimed"
    declaration = DECLARATION.search(item.data, 0, DECLARATION_WITHIN)
    if declaration is not None and (declared := find_encoding((declaration[1] or declaration[2]).decode())):
        # What declares UTF-16 in single bytes is not UTF-16.
        yield "utf-8" if declared in WIDE else declared, "as it declares"


def _wide(data: bytes) -> str:
    """Return which UTF-16 or UTF-32 text without a mark is in, by where its NUL bytes are, or ""."""
    sample = data[:4096]
    if len(sample) < 16:
        return ""
    nuls = [sample[place::4].count(0) * 4 / len(sample) for place in range(4)]
    if min(nuls[1:]) > 0.6 > nuls[0]:
        return "utf-32-le"
    if min(nuls[:3]) > 0.6 > nuls[3]:
        return "utf-32-be"
    even, odd = (nuls[0] + nuls[2]) / 2, (nuls[1] + nuls[3]) / 2
    if odd > 0.05 and even < odd / 20:
        return "utf-16-le"
    if even > 0.05 and odd < even / 20:
        return "utf-16-be"
    return ""


def _few_wrong(text: str) -> str:
    """Return how many bytes of a text were none of its encoding, in words; "" where they are more than a few."""
    wrong = text.count(REPLACEMENT)
    right = sum(not character.isascii() for character in text) - wrong
    return _count(wrong, "byte", "bytes") if wrong * 4 <= right and wrong * FEW <= len(text) else ""


def printed_encoding(encoding: str) -> str:
    """Return an encoding's name as people know it: windows-1252 for cp1252."""
    return (
        re.sub(r"^cp(?=125\d|874)", "windows-", encoding.replace("_", "-"))
        if encoding.islower() and not encoding.startswith("utf")
        else encoding.upper()
    )


def _count(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"
