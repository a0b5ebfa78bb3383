"""Texts made safe for formats of one line a value."""

import re

# What XML cannot hold and no format shows: control characters but tab and line ends, lone surrogates, non-characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """Return a text without characters that XML, JSON or UTF-8 files cannot hold."""
    return _UNWRITABLE.sub("", text.replace("\x0b", " ").replace("\x0c", " "))


def on_one_line(text: str) -> str:
    """Return a text as one line, its words a space apart: no line of it can be taken for a field of the format."""
    return " ".join(writable(text).split())
