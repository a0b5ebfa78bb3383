"""Labelled articles of our own words, written as they are read."""

import re
from typing import Any

# "[[a:We will vote]]" is said by the source a, "<<a:Mayor Ada Marsh>>" is how the text names that source.
MARK = re.compile(r"\[\[(?P<by>\w):(?P<words>.*?)\]\]|<<(?P<key>\w):(?P<source>.*?)>>")


def labelled(written: str, *, name: str = "gazette_1", kind: str = "direct") -> dict[str, Any]:
    """Return a document as training reads it."""
    text, end = "", 0
    quotes: list[tuple[str, int, int]] = []
    sources: dict[str, tuple[int, int]] = {}
    for mark in MARK.finditer(written):
        text += written[end : mark.start()]
        words = mark["words"] or mark["source"]
        if mark["by"]:
            quotes.append((mark["by"], len(text), len(text) + len(words)))
        else:
            sources[mark["key"]] = (len(text), len(text) + len(words))
        text += words
        end = mark.end()
    text += written[end:]
    return {
        "id": name,
        "text": text,
        "quotes": [
            {"start": start, "end": stop, "kind": kind, **_source(text, sources.get(by))}
            for by, start, stop in quotes
        ],
    }


def _source(text: str, at: tuple[int, int] | None) -> dict[str, Any]:
    start, end = at or (None, None)
    return {"speaker_text": text[start:end] if at else "", "speaker_start": start, "speaker_end": end}


def persons(document: dict[str, Any], *names: str) -> list[dict[str, Any]]:
    """Return who really said each quotation of a document, in order."""
    return [
        {"id": document["id"], "start": quote["start"], "end": quote["end"], "speaker": name, "named": True}
        for quote, name in zip(document["quotes"], names, strict=True)
    ]
