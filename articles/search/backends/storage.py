"""Where the index lies on disk, who may write it, and how a new one takes the place of the old.

    <PATH>/current              names the generation that readers use and the schema it was made with
    <PATH>/<generation>/        Whoosh's files: one index of articles, one of quotes
    <PATH>/<generation>/missed  what changed while this generation was being built
    <PATH>/writer.lock          held by whoever writes; released by the system when its holder dies

A generation is built aside and becomes current by renaming a file over `current`, which is atomic:
readers see the old index or the new one, whole.
"""

import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from articles.search.backends import WriterBusy
from articles.search.indexes import SCHEMA_VERSION
from articles.search.requests import SearchUnavailable

REBUILD = "Run `manage.py rebuild_index`."


class IndexMissing(SearchUnavailable):
    """There is no index yet."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of the file `current` from another, without reading it."""

    inode: int
    modified: int


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """The folder of one index."""

    path: Path

    @property
    def pointer(self) -> Path:
        return self.path / "current"

    def stamp(self) -> Stamp:
        """Return the state of the pointer.

        Raises:
            IndexMissing: there is none.
        """
        try:
            status = self.pointer.stat()
        except FileNotFoundError:
            raise IndexMissing(f"The search index has not been built yet. {REBUILD}") from None
        except OSError as error:
            raise SearchUnavailable(
                f"The search index cannot be read ({error.strerror}). {REBUILD}"
            ) from error
        return Stamp(status.st_ino, status.st_mtime_ns)

    def current(self) -> Path:
        """Return the folder of the generation that readers use.

        Raises:
            IndexMissing: there is no index.
            SearchUnavailable: it is damaged, or made by another version of this program.
        """
        self.stamp()
        try:
            pointed = json.loads(self.pointer.read_text(encoding="utf-8"))
            generation, schema = self.path / str(pointed["generation"]), pointed["schema"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SearchUnavailable(f"The search index is damaged. {REBUILD}") from error
        if schema != SCHEMA_VERSION:
            raise SearchUnavailable(
                f"The search index was made by another version of this program. {REBUILD}"
            )
        return generation

    def new_generation(self) -> Path:
        """Return a new, empty folder for a generation."""
        generation = self.path / f"generation-{uuid.uuid4().hex[:12]}"
        generation.mkdir(parents=True)
        return generation

    def point_to(self, generation: Path) -> None:
        """Make a generation current and delete the others; the writer's lock must be held."""
        aside = self.path / "current.new"
        with aside.open("w", encoding="utf-8") as file:
            json.dump({"generation": generation.name, "schema": SCHEMA_VERSION}, file)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self.pointer)
        for other in self.path.glob("generation-*"):
            if other != generation:
                # Readers that have its files open go on reading; who was about to open them tries again.
                shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def writing(self, *, timeout: float = -1) -> Iterator[None]:
        """Hold the writer's lock; a negative timeout (seconds) waits for ever.

        Raises:
            WriterBusy: somebody else held it all the time.
        """
        with self._held("writer.lock", timeout):
            yield

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Hold the lock of rebuilding.

        Raises:
            WriterBusy: somebody else is rebuilding.
        """
        with self._held("rebuild.lock", 0):
            yield

    @contextmanager
    def _held(self, name: str, timeout: float) -> Iterator[None]:
        self.path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.path / name, thread_local=False)
        try:
            lock.acquire(timeout=timeout)
        except Timeout:
            raise WriterBusy from None
        try:
            yield
        finally:
            lock.release()

    def note_for_rebuild(self, article_keys: Iterable[int]) -> None:
        """Note what was just written for a generation that is being built; the writer's lock must be held."""
        for missed in self.path.glob("generation-*/missed"):
            with missed.open("a", encoding="ascii") as file:
                file.writelines(f"{key}\n" for key in article_keys)


def start_noting(generation: Path) -> None:
    """Have every change from now on noted for a generation that is being built."""
    (generation / "missed").touch()


def take_noted(generation: Path) -> set[int]:
    """Return the articles noted so far and end the noting; the writer's lock must be held."""
    missed = generation / "missed"
    keys = {int(line) for line in missed.read_text(encoding="ascii").split()}
    missed.unlink()
    return keys
