"""Generated articles before they are rows."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftQuote:
    """A stretch of the body; `speaker` is a rank, or None where a description or nothing names the speaker."""

    start: int
    end: int
    kind: str
    statement: int
    speaker: int | None = None
    description: str = ""
    cue: tuple[int, int] | None = None
    mention: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before it is a row. `publication` and `topics` are numbers from 0."""

    number: int
    headline: str
    standfirst: str
    body: str
    publication: int | None
    topics: tuple[int, ...]
    bylines: tuple[str, ...]
    precision: str
    earliest: datetime.date | None
    latest: datetime.date | None
    time: datetime.time | None
    quotes: tuple[DraftQuote, ...]
