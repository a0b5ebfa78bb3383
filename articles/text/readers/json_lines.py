"""JSON Lines, one article a line, and the JSON objects and arrays of objects that exports come as."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from articles.text.errors import UnreadableInput
from articles.text.readers.items import DamagedItem, Item
from articles.text.readers.limits import LARGEST_ITEM
from articles.text.readers.records import Record, load_record, record_id

# No article begins with a brace and a quotation mark. An array may stand around it, an object be empty.
BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*[\"}]")
VALUE = re.compile(r"[^\[\],\s]|\Z")  # what stands between the objects of an array is passed over
ENDINGS = (".jsonl", ".ndjson", ".jl")
# So many in a row, and the input is no JSON Lines.
MOST_DAMAGED = 1000
CHUNK = 1024 * 1024


class JsonLines:
    """Yields a record a line, its bytes as they stand; or the objects of a JSON file, one after the other."""

    format = "jsonl"

    @staticmethod
    def accepts(head: bytes, *, name: str) -> bool:
        return BEGINNING.match(head) is not None or _is_named_so(name)

    @staticmethod
    def unpack(file: BinaryIO, *, name: str) -> Iterator[Item | DamagedItem]:
        """Yield the records and the lines that are none; blank lines are neither.

        Raises:
            UnreadableInput: nearly nothing of it is a record.
        """
        parts = _lines(file, name=name) if _is_lines(file, name=name) else _objects(file, name=name)
        damaged = 0
        for part in parts:
            yield part
            damaged = damaged + 1 if isinstance(part, DamagedItem) else 0
            if damaged == MOST_DAMAGED:
                raise UnreadableInput(f"{MOST_DAMAGED:,} lines in a row are damaged: it is read no further.")


def _is_named_so(name: str) -> bool:
    return name.lower().removesuffix(".gz").endswith(ENDINGS)


def _is_lines(file: BinaryIO, *, name: str) -> bool:
    """Whether a file is one object a line: by its name, or because its first line is a whole object."""
    if _is_named_so(name):
        return True
    first = b""
    while not first.strip() and (line := file.readline(LARGEST_ITEM)):
        first = line
    file.seek(0)
    try:
        load_record(first)
    except UnreadableInput:
        return False
    return True


def _lines(file: BinaryIO, *, name: str) -> Iterator[Item | DamagedItem]:
    number = 0
    while line := file.readline(LARGEST_ITEM + 1):
        number += 1
        place = f"{name}#line {number}"
        if len(line) > LARGEST_ITEM:
            while line and not line.endswith(b"\n"):
                line = file.readline(CHUNK)
            yield DamagedItem(place, f"Is longer than {LARGEST_ITEM:,} bytes, the most of one article.")
        elif data := line.removeprefix(codecs.BOM_UTF8).strip():
            yield _item(data, name=name, place=place)


def _objects(file: BinaryIO, *, name: str) -> Iterator[Item | DamagedItem]:
    """Yield the objects of an array, or that follow one another, with little more than one in memory."""
    # Bytes that are not UTF-8 come through unharmed: the reader of records decides what they are.
    decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
    scan = json.JSONDecoder(strict=False).raw_decode
    text = decode(file.read(CHUNK).removeprefix(codecs.BOM_UTF8))
    start, number = 0, 1
    while True:
        start = VALUE.search(text, start).start()  # type: ignore[union-attr]  # found at the end at last
        place = f"{name}#item {number}"
        try:
            _, end = scan(text, start)
        except (ValueError, RecursionError) as error:
            # Cut off by the end of what was read, or damaged: reading on tells which.
            text, start = text[start:], 0
            more = file.read(max(CHUNK, len(text))) if len(text) <= LARGEST_ITEM else b""
            if more:
                text += decode(more)
                continue
            if text:
                yield DamagedItem(
                    place, f"Is not valid JSON: {_reason(error)}. Nothing that follows it is read."
                )
            return
        yield _item(text[start:end].encode("utf-8", "surrogateescape"), name=name, place=place)
        start, number = end, number + 1


def _item(data: bytes, *, name: str, place: str) -> Item | DamagedItem:
    if len(data) > LARGEST_ITEM:
        return DamagedItem(place, f"Is longer than {LARGEST_ITEM:,} bytes, the most of one article.")
    try:
        identifier = record_id(load_record(data))
    except UnreadableInput as error:
        return DamagedItem(place, str(error))
    return Item(name=f"{name}#{identifier}" if identifier else place, data=data, format=Record.format)


def _reason(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
