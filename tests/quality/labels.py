"""Labelled articles, and what the engine finds in them, as values of one form.

One article a line, `{"id", "text", "quotes"}`; a quotation is `{"start", "end", "kind"}` with the
mention as `speaker_text`, `speaker_start` and `speaker_end`, and, where found, `speaker` as it
would be shown and `confidence`. Who really spoke is told apart from the mention, by lines of
`{"id", "start", "end", "speaker", "named", "mention_type", "flag"}`.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.text.pipeline import find_quotations
from articles.text.records import quotation_record
from articles.text.spans import Span
from training.corpus import read_documents

SPOKEN = ("direct", "mixed")
# Flags of labels that say: hardly speech, or the labelled words are not that person's.
LEFT_OUT = re.compile(r"(?:gold(?! error)|hardly|title|nickname|scare|relay|nested|term)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Saying:
    """One quotation, labelled or found. `shown` is who a reader is told said it, "" for nobody."""

    span: Span
    kind: str
    mention: str = ""
    mention_span: Span | None = None
    shown: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with what people labelled and what the engine found."""

    id: str
    text: str
    labelled: tuple[Saying, ...]
    found: tuple[Saying, ...]

    @property
    def outlet(self) -> str:
        """The part of the id before the first "_"."""
        return self.id.partition("_")[0]


@dataclass(frozen=True, slots=True)
class TrueSpeaker:
    """Who really said a quotation; `mention_kind` is how the text names them there."""

    article: str
    span: Span
    name: str
    is_named: bool
    mention_kind: str


def read_articles(paths: Iterable[Path], *, predicted: Path | None = None) -> Iterator[Reading]:
    """Yield labelled articles with what the engine finds now, or what a file says that it found.

    Of articles that the file leaves out nothing was found.
    """
    told = {str(one["id"]): one["quotes"] for one in read_documents([predicted])} if predicted else None
    for document in read_documents(paths):
        text, name = document["text"], str(document["id"])
        if told is None:
            records = [quotation_record(quotation) for quotation in find_quotations(text)]
        else:
            records = told.get(name, [])
        labelled, found = (
            tuple(_saying(one) for one in records_) for records_ in (document["quotes"], records)
        )
        yield Reading(name, text, labelled, found)


def read_speakers(path: Path) -> list[TrueSpeaker]:
    """Return who really spoke, without quotations flagged as hardly speech or of an unknown speaker."""
    speakers = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["speaker"] == "UNKNOWN" or LEFT_OUT.match(row.get("flag") or ""):
            continue
        span = Span(row["start"], row["end"])
        speakers.append(
            TrueSpeaker(str(row["id"]), span, row["speaker"], bool(row["named"]), row["mention_type"])
        )
    return speakers


def _saying(record: dict[str, Any]) -> Saying:
    start, end = record.get("speaker_start"), record.get("speaker_end")
    return Saying(
        span=Span(record["start"], record["end"]),
        kind=record["kind"],
        mention=record.get("speaker_text") or "",
        mention_span=Span(start, end) if start is not None and end is not None else None,
        shown=record.get("speaker") or "",
        confidence=record.get("confidence") or 0.0,
    )
