"""A folder that others put files into: which of them have arrived whole, and which were imported as they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.importing.inputs import Input, InputError, list_inputs
from articles.models import InboxFile

FOLDER_LENGTH = 1000  # characters of a folder's path that the table holds
SECOND = 1_000_000_000


class InboxUnreadable(Exception):
    """The folder is gone or closed to us; its text is a sentence for the collector."""


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it was seen: `changed_ns` moves with its name and permissions too, and nobody can set it."""

    size: int
    modified_ns: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that has come, or has changed, since it was last imported."""

    given: Input
    look: Look


class Inbox:
    """Looks at a folder again and again; nothing in it is ever moved or changed.

    One process at a time: what has been imported is asked for once, at the beginning.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._key = str(self.folder)[-FOLDER_LENGTH:]
        rows = InboxFile.objects.filter(folder=self._key).values_list("name", "size", "modified_ns")
        self._imported = {name: (size, modified_ns) for name, size, modified_ns in rows}
        self._before: dict[str, Look] = {}
        self._unopened: dict[str, Look] = {}

    def arrivals(self, *, now: float | None = None, settled: float = 0) -> list[Arrival]:
        """Return what is new and arrived whole, in sorted order.

        That is what was the same at the look before this; or, `now` given in seconds since 1970,
        what has not changed for `settled` seconds.

        Raises:
            InboxUnreadable: the folder cannot be read.
        """
        found = list(self._new())
        before, self._before = self._before, {arrival.given.name: arrival.look for arrival in found}
        if now is None:
            return [arrival for arrival in found if before.get(arrival.given.name) == arrival.look]
        latest = now * SECOND - settled * SECOND
        return [a for a in found if max(a.look.modified_ns, a.look.changed_ns) <= latest]

    def note(self, arrival: Arrival) -> None:
        """Keep that a file was imported, or failed to be, as it was when it was seen.

        One that cannot be opened is tried again when it changes or by the next process: nothing of
        it has been read.
        """
        name, look = arrival.given.name, arrival.look
        try:
            arrival.given.open().close()
        except InputError:
            self._unopened[name] = look
            return
        InboxFile.objects.update_or_create(
            folder=self._key, name=name, defaults={"size": look.size, "modified_ns": look.modified_ns}
        )
        self._imported[name] = (look.size, look.modified_ns)

    def _new(self) -> Iterator[Arrival]:
        try:
            next(self.folder.iterdir(), None)
        except OSError as error:
            raise InboxUnreadable(f"{self.folder} cannot be read: {error.strerror}.") from error
        for given in list_inputs([self.folder]):
            try:
                status = given.path.lstat()
            except OSError:
                continue  # gone between listing and looking
            look = Look(status.st_size, status.st_mtime_ns, status.st_ctime_ns)
            is_known = self._imported.get(given.name) == (look.size, look.modified_ns)
            if not (given.skip_reason or is_known or self._unopened.get(given.name) == look):
                yield Arrival(given, look)
