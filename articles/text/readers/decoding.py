"""From bytes to text: which encoding an input is in."""

import re

from articles.text.errors import UnreadableInput

BYTE_ORDER_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
# Tab, line feed, vertical tab, form feed and carriage return stand in texts; the others do not.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decoded(data: bytes, *, claimed: str = "") -> tuple[str, str, tuple[str, ...]]:  # noqa: ARG001
    r"""Return the text of an input with its line ends made "\\n", its encoding, and remarks for the collector.

    Raises:
        UnreadableInput: the input is empty, binary or not UTF-8.
    """
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            raise UnreadableInput(f"The file is {encoding}, and only UTF-8 text can be read.")
    if b"\x00" in data:
        raise UnreadableInput("The file is not text: it contains NUL bytes.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"The file is not UTF-8: byte {error.start + 1} cannot be decoded.") from error
    if not text.strip():
        raise UnreadableInput("The file is empty.")
    if control := CONTROL.search(text):
        raise UnreadableInput(
            f"The file is not text: it contains the control character U+{ord(control[0]):04X}."
        )
    return re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text), "utf-8", ()
