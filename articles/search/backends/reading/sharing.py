"""The newest snapshots of an index, which all threads of a process share.

A new state of the index takes over the segments of the one before it and opens only what is new. A small change
is taken up by the search that notices it; a large one (a merge, a rebuild) is read in a thread of its own
while the snapshot before it goes on answering: an open file stays readable when its name is gone.
"""

import logging
import os
import time
import weakref
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread
from typing import NamedTuple

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from articles.search.backends.generations.contents import index_of, schema_of
from articles.search.backends.generations.storage import IndexFolder, Stamp
from articles.search.backends.reading.facets import Dictionary
from articles.search.backends.reading.segment_arrays import SegmentArrays
from articles.search.backends.reading.snapshots import Snapshot
from articles.search.backends.segments.files import ReadOnlyFolder
from articles.search.indexes import Slugs
from articles.search.requests import Scope

logger = logging.getLogger(__name__)

# A change that brings no more new documents than this is taken up at once.
AT_ONCE = 20_000
# How often opening is tried while commits and rebuilds take the files away, and seconds between.
ATTEMPTS = 10
PAUSE = 0.02
# Nanoseconds for which the time of a change says nothing: two changes may bear the same.
UNSETTLED = 1_000_000_000


_ALL: "weakref.WeakSet[Shared]" = weakref.WeakSet()


@lru_cache(maxsize=4)
def shared(path: Path) -> "Shared":
    """Return what the threads of this process share of the index in a folder."""
    return Shared(IndexFolder(path))


class _Marks(NamedTuple):
    """What tells from outside that nothing was written."""

    pointer: Stamp
    folder: Stamp


@dataclass(frozen=True, slots=True)
class _State:
    """A snapshot, the folder it was read from, and the marks since which nothing was written, where that is sure."""

    snapshot: Snapshot
    generation: Path
    marks: _Marks | None


class Shared:
    """The newest snapshots of one index."""

    def __init__(self, folder: IndexFolder) -> None:
        self._folder = folder
        self._states: dict[Scope, _State] = {}
        self.unlock()
        _ALL.add(self)

    def unlock(self) -> None:
        """Begin without the locks and threads of the process that this one was forked from."""
        self._locks = {scope: Lock() for scope in Scope}
        self._threads: dict[Scope, Thread] = {}

    def newest(self, scope: Scope, *, however_large: bool = False) -> Snapshot:
        """Return the newest snapshot, or the one before it while a large change is being read.

        `however_large` waits for that.

        Raises:
            SearchUnavailable: there is no index, or its version is another one.
            Exception: whatever damaged files make their readers stumble over.
        """
        state = self._states.get(scope)
        if state is not None and state.marks is not None and self._marks_of(state.generation) == state.marks:
            return state.snapshot
        for attempt in range(ATTEMPTS):
            try:
                while True:
                    with self._locks[scope]:
                        thread = self._threads.get(scope) if however_large else None
                        if thread is None:
                            return self._follow(scope, however_large=however_large)
                    # Beyond the lock, which it takes at its end.
                    thread.join()
            except FileNotFoundError:
                # A commit or a rebuild took the files away after their names were read.
                if attempt == ATTEMPTS - 1:
                    raise
                time.sleep(PAUSE)
        raise AssertionError("unreachable")

    def forget(self) -> None:
        """Let go of everything; the next search opens the index anew, as a new process would."""
        self._states = {}

    def _marks_of(self, generation: Path) -> _Marks | None:
        try:
            status = generation.stat()
        except FileNotFoundError:
            return None
        return _Marks(self._folder.stamp(), Stamp(status.st_ino, status.st_mtime_ns))

    def _follow(self, scope: Scope, *, however_large: bool) -> Snapshot:
        state = self._states.get(scope)
        generation = self._folder.current()
        # Taken before the names are read, so that what is written in between shows.
        marks = self._marks_of(generation)
        if marks and time.time_ns() - max(marks.pointer.modified, marks.folder.modified) < UNSETTLED:
            marks = None
        if state is None:
            state = _State(_read(read_table(generation, scope), generation, scope, None), generation, marks)
        elif (generation, _latest(generation, scope)) == (state.generation, state.snapshot.generation):
            state = replace(state, marks=marks)
        elif scope not in self._threads:
            table = read_table(generation, scope)
            if _count_new(table, state.snapshot) > AT_ONCE and not however_large:
                self._read_aside(scope)
            else:
                state = _State(_read(table, generation, scope, state.snapshot), generation, marks)
        self._states[scope] = state
        return state.snapshot

    def _read_aside(self, scope: Scope) -> None:
        name = f"search index of {scope}"
        self._threads[scope] = Thread(target=self._read_large, args=(scope,), name=name, daemon=True)
        self._threads[scope].start()

    def _read_large(self, scope: Scope) -> None:
        try:
            for attempt in range(ATTEMPTS):
                try:
                    generation = self._folder.current()
                    table = read_table(generation, scope)
                    before = self._states.get(scope)
                    snapshot = _read(table, generation, scope, before.snapshot if before else None)
                    snapshot.read_ahead(scope)
                except FileNotFoundError:
                    if attempt == ATTEMPTS - 1:
                        raise
                    time.sleep(PAUSE)
                else:
                    break
            with self._locks[scope]:
                self._states[scope] = _State(snapshot, generation, None)
        except Exception:
            logger.exception("the new search index cannot be read")
            with self._locks[scope]:
                # So that the next search tries it, and says why it cannot.
                self._states.pop(scope, None)
        finally:
            self._threads.pop(scope, None)


def read_table(generation: Path, scope: Scope) -> TOC:
    """Return the newest table of contents of a scope: its segments, and which of their documents are gone.

    Raises:
        FileNotFoundError: it was taken away meanwhile.
    """
    number = _latest(generation, scope)
    if number < 0:
        raise FileNotFoundError(f"{generation} has no index of {scope}")
    return TOC.read(ReadOnlyFolder(generation), scope.value, gen=number, schema=schema_of(scope))


def _latest(generation: Path, scope: Scope) -> int:
    """Return the number of the newest commit, or -1."""
    storage = FileStorage(str(generation))
    return int(TOC._latest_generation(storage, scope.value))  # noqa: SLF001  as FileIndex does, which needs a commit


def _count_new(table: TOC, snapshot: Snapshot) -> int:
    """Return how many documents are in segments that a snapshot does not have."""
    known = {segment.name for segment, _ in snapshot.parts}
    return sum(segment.doc_count_all() for segment in table.segments if segment.segment_id() not in known)


def _read(table: TOC, generation: Path, scope: Scope, before: Snapshot | None) -> Snapshot:
    """Return the snapshot of a table of contents, taking over the segments that the one before has."""
    known = {segment.name: segment for segment, _ in before.parts} if before else {}
    opened = [
        (known.get(segment.segment_id()) or SegmentArrays(generation, segment), list(segment.deleted_docs()))
        for segment in table.segments
    ]
    return Snapshot(
        schema_of(scope),
        opened,
        generation=table.generation,
        dictionaries=before.dictionaries if before else new_dictionaries(scope),
    )


def new_dictionaries(scope: Scope) -> dict[str, Dictionary]:
    """Return an empty dictionary for each field whose values are counted."""
    return {name: Dictionary() for name, field in index_of(scope).fields.items() if isinstance(field, Slugs)}


def _unlock_all() -> None:
    for one in list(_ALL):
        one.unlock()


os.register_at_fork(after_in_child=_unlock_all)
