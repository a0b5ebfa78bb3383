"""Reading lists without an account: kept in the visitor's session, shared as a signed address.

The address holds the whole list, so that nothing is stored of it, and it reads the same anywhere. Its signature
keeps anyone from putting words under the archive's name that nobody listed here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.core.signing import BadSignature, Signer

from articles.exports.characters import on_one_line

MOST_ENTRIES = 500
TITLE_LENGTH = 100
NOTE_LENGTH = 500
# A request line has 8,190 characters at most (gunicorn.conf.py).
LONGEST_LINK = 7_000
_SESSION_KEY = "reading_list"
_KEY = re.compile(r"([aq])([a-z2-7]{12})")
_SIGNER = Signer(salt="articles.reading_lists")


class BadLink(Exception):
    """The address of a list is not one that this archive has signed."""


class EntryKind(StrEnum):
    """What an entry is of; its value opens the key."""

    ARTICLE = "a"
    QUOTE = "q"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article or a quote on a list, by its public id, with what the reader notes of it."""

    kind: EntryKind
    public_id: str
    note: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}{self.public_id}"


@dataclass(frozen=True, slots=True)
class ReadingList:
    """Entries in the reader's order, each thing once."""

    title: str = ""
    entries: tuple[Entry, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(entry.key for entry in self.entries)

    def with_entries(self, more: Iterable[Entry]) -> "ReadingList":
        """Return the list with entries at its end, but for those that it has, and those beyond `MOST_ENTRIES`."""
        entries = {entry.key: entry for entry in self.entries}
        for entry in more:
            entries.setdefault(entry.key, entry)
        return replace(self, entries=tuple(entries.values())[:MOST_ENTRIES])

    def without(self, key: str) -> "ReadingList":
        return replace(self, entries=tuple(entry for entry in self.entries if entry.key != key))

    def moved(self, key: str, steps: int) -> "ReadingList":
        """Return the list with an entry so many places later, or earlier for less than 0, within its ends."""
        place = next((place for place, entry in enumerate(self.entries) if entry.key == key), None)
        if place is None:
            return self
        rest = list(self.without(key).entries)
        rest.insert(max(0, place + steps), self.entries[place])
        return replace(self, entries=tuple(rest))

    def noted(self, notes: Mapping[str, str]) -> "ReadingList":
        """Return the list with notes by the keys of entries; others keep theirs."""
        return replace(
            self,
            entries=tuple(
                replace(entry, note=_shortened(notes[entry.key], NOTE_LENGTH))
                if entry.key in notes
                else entry
                for entry in self.entries
            ),
        )

    def titled(self, title: str) -> "ReadingList":
        return replace(self, title=_shortened(title, TITLE_LENGTH))


@dataclass(frozen=True, slots=True)
class Link:
    """The part of an address that holds a list; `has_notes` is False where they made it too long."""

    signed: str
    has_notes: bool


def entry_of(key: str) -> Entry | None:
    """Return the entry of a key such as "qabcdefgh2345", or None where it is no key."""
    found = _KEY.fullmatch(key)
    return Entry(EntryKind(found[1]), found[2]) if found else None


def list_of(session: SessionBase) -> ReadingList:
    """Return the visitor's list, an empty one for who has none; it asks for nothing where there is no session."""
    return _read(session.get(_SESSION_KEY))


def keep(reading_list: ReadingList, session: SessionBase) -> None:
    """Keep a list as the visitor's; an empty one leaves nothing behind."""
    if reading_list == ReadingList():
        session.pop(_SESSION_KEY, None)
    else:
        session[_SESSION_KEY] = _data(reading_list)


def link_to(reading_list: ReadingList) -> Link:
    """Return the address of a list as it is now: the same list has the same address."""
    signed = _sign(reading_list)
    if len(signed) <= LONGEST_LINK:
        return Link(signed, has_notes=True)
    bare = replace(reading_list, entries=tuple(replace(entry, note="") for entry in reading_list.entries))
    return Link(_sign(bare), has_notes=False)


def read_link(signed: str) -> ReadingList:
    """Return the list that an address holds.

    Raises:
        BadLink: it was cut, changed, or signed with a key that this archive no longer has.
    """
    try:
        return _read(_SIGNER.unsign_object(signed))
    except (BadSignature, ValueError) as error:
        raise BadLink(str(error)) from error


def _sign(reading_list: ReadingList) -> str:
    return _SIGNER.sign_object(_data(reading_list), compress=True)


def _data(reading_list: ReadingList) -> dict[str, Any]:
    return {
        "title": reading_list.title,
        "keys": "".join(entry.key for entry in reading_list.entries),
        "notes": {str(place): entry.note for place, entry in enumerate(reading_list.entries) if entry.note},
    }


def _read(data: Any) -> ReadingList:
    """Return a list as `_data` wrote it; of anything else what can be read."""
    if not isinstance(data, dict):
        return ReadingList()
    notes = data.get("notes", {})
    entries = (
        Entry(EntryKind(found[1]), found[2], notes.get(str(place), ""))
        for place, found in enumerate(_KEY.finditer(data.get("keys", "")))
    )
    return ReadingList(data.get("title", "")).with_entries(entries)


def _shortened(text: str, length: int) -> str:
    return on_one_line(text)[:length].strip()
