"""The engines that can answer: Whoosh today. What they have in common is a Backend."""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, cast

from haystack import connections

from articles.search.questions import Answer, Question
from articles.search.requests import Scope

# Hears how many documents are done and how many there are.
Progress = Callable[[int, int], None]


class WriterBusy(Exception):
    """Another process or thread is writing the index, or rebuilding it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index holds of one article or quote, or should: `digest` is that of everything it was given."""

    key: int
    article: int
    digest: int


class Backend(Protocol):
    """What the rest of articles.search asks of an engine, beside what Haystack asks.

    Every method raises SearchUnavailable where there is no index, or none that can be read.
    """

    def answer(self, question: Question, *, as_committed: bool = False) -> Answer:
        """Return what the index says.

        While a large change is being read that may be what it said before; `as_committed` waits for the last commit.
        """

    def suggest(self, scope: Scope, word: str, *, field: str = "") -> str:
        """Return the frequent word, as printed, that a folded word of a query was meant to be, or "".

        Nothing, too, for a word that the field (or any, where plain words are looked for) has often enough.
        """

    def complete(self, scope: Scope, field: str, beginning: str, *, limit: int) -> tuple[str, ...]:
        """Return the most frequent words of a field that begin so, the most frequent first."""

    def similar(self, text: str, *, without: Collection[int], limit: int) -> tuple[int, ...]:
        """Return the keys of the articles that say most of what a text says, the best first, but those of `without`."""

    def prepare(self) -> None:
        """Read ahead what searches need, so that none waits for it, and processes forked from this one share it."""

    def check(self) -> None:
        """Read a little of everything."""

    def check_changes(self) -> None:
        """Read a little of what was written since this process did so last; the first time, of everything."""

    def inspect(self, *, in_full: bool = False) -> None:
        """Compare the files of the index with their seal, cheaply or by digest, and look whether they can be written.

        Damage and another version are SearchUnavailable, as is what can be read and no longer written.
        """

    def entries(self, scope: Scope) -> Iterator[Entry]:
        """Yield every document."""

    def entries_of(self, scope: Scope, keys: Collection[int]) -> Iterator[Entry]:
        """Yield the documents of these rows, as the index has them at this moment."""

    def expected(self, scope: Scope, keys: Collection[int]) -> Iterator[Entry]:
        """Yield what the index should hold of these rows: nothing of one that readers may not see."""

    def is_missing(self) -> bool:
        """Return whether there has never been an index."""

    def writing(self, *, timeout: float = -1) -> AbstractContextManager[None]:
        """Hold the writer's lock; a negative timeout (seconds) waits for ever, else WriterBusy is raised."""

    def on_duty(self, *, timeout: float) -> AbstractContextManager[None]:
        """Hold the lock of the one worker that drains the outbox; WriterBusy where another has it."""

    def create_empty(self) -> None:
        """Make an index without documents current; the caller holds the writer's lock."""

    def rewrite(self, *, articles: Collection[int], gone_quotes: Collection[int] = ()) -> bool:
        """Bring these articles and their quotes in line with the database, in one commit.

        The caller holds the writer's lock. Returns whether there is now something to merge.
        """

    def note_withdrawal(self) -> None:
        """Have searches leave out from now on what the outbox says was withdrawn; it is committed there."""

    def settle_withdrawals(self) -> None:
        """Let searches look into the outbox no more, if nothing withdrawn waits there; the caller holds the writer's lock."""

    def merge_if_needed(self) -> None:
        """Merge what many small changes have left, where it is much; to be called after the rows are committed.

        The caller holds the writer's lock. Searches go on meanwhile.
        """

    def purge(self) -> None:
        """Write anew what has deleted documents in it, so that no file holds a word of them; the lock is held by the caller."""

    def rebuild(self, *, batch_size: int, progress: Progress) -> None:
        """Build a new index aside and put it in the old one's place; WriterBusy where somebody else is at it."""


def backend() -> Backend:
    """Return this thread's engine, as the settings name it."""
    return cast(Backend, connections["default"].get_backend())
