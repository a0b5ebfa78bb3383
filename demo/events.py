"""What happened in the invented world: read from demo/stories, one file for each story."""

import datetime
import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.speakers import SPEAKERS

STORIES = Path(__file__).resolve().parent / "stories"
SAYS_WITH_MARKS = re.compile("“([^”]*)”")


@dataclass(frozen=True, slots=True)
class Line:
    """What one of an event's speakers says.

    `who` is the key of a speaker or a description with its article word. Words that begin with a
    capital are spoken, their `parts` are where a cue may stand between; others are a predicate of
    the reporter's ("said that …"), with or without marks in it.
    """

    who: str
    parts: tuple[str, ...]
    verb: str = "said"

    @property
    def is_spoken(self) -> bool:
        return self.parts[0][0].isupper()

    @property
    def is_named(self) -> bool:
        return self.who in SPEAKERS

    @property
    def words(self) -> str:
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Event:
    """One day's news: several headlines and ledes for it, facts, and what was said.

    `angle` tells it a third way, for an article that opens with someone's words, `nut` adds a sentence to
    that; `recall` is what a later article says of the event, and
    `foreign_headline` how the other country's paper puts it. A name in braces stands for a speaker, `{day}` for the day of the week.
    """

    id: str
    story: str
    day: datetime.date
    place: str
    headlines: tuple[str, ...]
    ledes: tuple[str, ...]
    facts: tuple[str, ...]
    lines: tuple[Line, ...]
    angle: str
    nut: str
    recall: str
    foreign_headline: str


@functools.cache
def backgrounds() -> dict[str, dict[str, list[str]]]:
    """Return what each outlet tells its readers of a story whatever the year: sentences by story and outlet."""
    written = tomllib.loads((STORIES / "backgrounds.toml").read_text(encoding="utf-8"))
    told: dict[str, dict[str, list[str]]] = written["backgrounds"]
    return told


@functools.cache
def events() -> tuple[Event, ...]:
    """Return all events by day."""
    written = tomllib.loads((STORIES / "recalls.toml").read_text(encoding="utf-8"))
    found = [
        _event(event, story=path.stem, written=written)
        for path in sorted(STORIES.glob("*.toml"))
        for event in tomllib.loads(path.read_text(encoding="utf-8")).get("events", ())
    ]
    return tuple(sorted(found, key=lambda event: (event.day, event.id)))


def _event(event: dict[str, Any], *, story: str, written: dict[str, dict[str, str]]) -> Event:
    return Event(
        id=event["id"],
        story=story,
        day=event["day"],
        place=event["place"],
        headlines=tuple(event["headlines"]),
        ledes=tuple(event["ledes"]),
        facts=tuple(event["facts"]),
        lines=tuple(_line(*line) for line in event["quotes"]),
        angle=written["angles"][event["id"]],
        nut=written["nuts"][event["id"]],
        recall=written["recalls"].get(event["id"], ""),
        foreign_headline=written["gazette"].get(event["id"], ""),
    )


def _line(who: str, words: str, verb: str = "said") -> Line:
    return Line(who, tuple(part.strip() for part in words.split("|")), verb)
