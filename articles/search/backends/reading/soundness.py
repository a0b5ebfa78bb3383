"""Whether an index can be read, for who asks every few seconds: only what changed since the last time is read.

A segment's file never changes, so that one that was read well is read again only where its stamp tells that
somebody touched it. What rots in place without a trace is found by its digest (see seals).
"""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from articles.search.backends.generations.contents import schema_of
from articles.search.backends.generations.storage import IndexFolder
from articles.search.backends.reading.segment_arrays import SegmentArrays
from articles.search.backends.reading.sharing import ATTEMPTS, PAUSE, new_dictionaries, read_table
from articles.search.backends.reading.snapshots import Snapshot
from articles.search.requests import Scope


class _Mark(NamedTuple):
    """What tells from outside that a file was not touched."""

    inode: int
    modified: int
    length: int


# The files of the generation that was last read well, by the folder of its index.
_sound: dict[Path, tuple[Path, Mapping[str, _Mark]]] = {}


def read_what_changed(folder: IndexFolder) -> None:
    """Read a little of each segment that this process has not read before.

    Raises:
        SearchUnavailable: there is no index, or its version is another one.
        Exception: whatever damaged files make their readers stumble over.
    """
    for attempt in range(ATTEMPTS):
        try:
            _read_what_changed(folder)
        except FileNotFoundError:
            # A commit or a rebuild took the files away after their names were read.
            if attempt == ATTEMPTS - 1:
                raise
            time.sleep(PAUSE)
        else:
            return


def _read_what_changed(folder: IndexFolder) -> None:
    generation = folder.current()
    # Taken before anything is read, so that what is written in between shows the next time.
    marks = _marks(generation)
    former, known = _sound.get(folder.path, (generation, {}))
    if (former, known) == (generation, marks):
        return
    sound = {name for name, mark in marks.items() if former == generation and known.get(name) == mark}
    for scope in Scope:
        table = read_table(generation, scope)
        new = [
            (SegmentArrays(generation, segment), list(segment.deleted_docs()))
            for segment in table.segments
            if segment.make_filename(segment.COMPOUND_EXT) not in sound
        ]
        dictionaries = new_dictionaries(scope)
        Snapshot(schema_of(scope), new, generation=table.generation, dictionaries=dictionaries).probe()
    _sound[folder.path] = generation, marks


def _marks(generation: Path) -> dict[str, _Mark]:
    with os.scandir(generation) as entries:
        found = [(entry.name, entry.stat()) for entry in entries]
    return {name: _Mark(status.st_ino, status.st_mtime_ns, status.st_size) for name, status in found}
