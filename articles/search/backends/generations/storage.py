"""Where the index lies on disk, who may write it, and how a new one takes the place of the old.

    <PATH>/current              names the generation that readers use and the schema it was made with
    <PATH>/<generation>/        Whoosh's files: one index of articles, one of quotes
    <PATH>/<generation>/seal    the lengths and digests of these files (see seals)
    <PATH>/<generation>/missed  what changed while this generation was being built
    <PATH>/withdrawn            there while searches leave out what was withdrawn and the index still has
    <PATH>/writer.lock          held by whoever writes, for one commit or a few
    <PATH>/rebuild.lock         held by whoever builds a generation
    <PATH>/worker.lock          held by the one `index_worker` on duty, as long as it lives

A generation is built aside and becomes current by renaming a file over `current`, which is atomic:
readers see the old index or the new one, whole. The system releases a lock when its holder dies, however it
dies. Whoever gets the writer's lock first brings the seal up and deletes what others left half done.
"""

import errno
import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from articles.search.backends import WriterBusy
from articles.search.backends.generations import seals
from articles.search.backends.generations.fingerprints import fingerprint
from articles.search.backends.segments.files import Damaged, sync_folder
from articles.search.indexes import SCHEMA_VERSION
from articles.search.requests import SearchUnavailable

REBUILD = "Run `manage.py rebuild_index`."

# What the system says where a folder or its disk takes nothing more.
REFUSALS = {errno.EACCES, errno.EDQUOT, errno.EFBIG, errno.ENOSPC, errno.EPERM, errno.EROFS}
# What a commit of a batch may need for a moment (bytes).
LEAST_SPACE = 50_000_000


class IndexMissing(SearchUnavailable):
    """There is no index yet."""


class IndexUnwritable(SearchUnavailable):
    """The index may be searched, and cannot follow what changes."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The search index cannot be written ({reason}). Changes wait until it can, or run "
            "`manage.py index_worker --once` then."
        )


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of the file `current` from another, without reading it."""

    inode: int
    modified: int


@dataclass(frozen=True, slots=True)
class Missed:
    """What was written while a generation was being built: articles, and quotes that are in none any more."""

    articles: frozenset[int]
    gone_quotes: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.articles or self.gone_quotes)


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """The folder of one index."""

    path: Path

    @property
    def pointer(self) -> Path:
        return self.path / "current"

    @property
    def withdrawn(self) -> Path:
        """Where it is noted that something withdrawn waits, which the database knows: a search looks here first."""
        return self.path / "withdrawn"

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
            generation = self.path / str(pointed["generation"])
            # Older versions wrote less of themselves.
            maker = pointed.get("schema"), pointed.get("fingerprint")
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise damaged("it does not say where it lies") from error
        if maker != (SCHEMA_VERSION, fingerprint()):
            raise SearchUnavailable(
                f"The search index was made by another version of this program. {REBUILD}"
            )
        return generation

    def to_write(self) -> Path:
        """Return the folder of the same generation, whose last commit is there; the writer's lock must be held.

        Raises:
            IndexMissing: there is no index.
            SearchUnavailable: as above.
            Damaged: its newest list of segments is gone: to go on from the one before would hide that.
        """
        generation = self.current()
        seals.require_newest(generation)
        return generation

    def check(self, *, in_full: bool = False) -> None:
        """Compare the files with their seal, cheaply or in full, and look whether they can be written.

        Raises:
            IndexMissing: there is no index.
            SearchUnavailable: it is damaged, or made by another version of this program.
            IndexUnwritable: it is whole, and changes could not be written.
        """
        generation = self.current()
        try:
            seals.check(generation, in_full=in_full)
        except Damaged as damage:
            if self.current() != generation:
                # A rebuild has put another in its place.
                self.check(in_full=in_full)
                return
            raise damaged(str(damage)) from damage
        if not all(
            os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
            for folder in (self.path, generation)
        ):
            raise IndexUnwritable(os.strerror(errno.EACCES))
        if shutil.disk_usage(self.path).free < LEAST_SPACE:
            raise IndexUnwritable(os.strerror(errno.ENOSPC))

    def new_generation(self) -> Path:
        """Return a new, empty folder for a generation."""
        generation = self.path / f"generation-{uuid.uuid4().hex[:12]}"
        generation.mkdir(parents=True)
        return generation

    def point_to(self, generation: Path) -> None:
        """Make a generation current and delete the others; the writer's lock must be held."""
        seals.seal(generation)
        aside = self.path / "current.new"
        with aside.open("w", encoding="utf-8") as file:
            json.dump(
                {"generation": generation.name, "schema": SCHEMA_VERSION, "fingerprint": fingerprint()}, file
            )
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self.pointer)
        # What it pointed to goes only when a power cut cannot bring the old pointer back.
        sync_folder(self.path)
        for other in self.path.glob("generation-*"):
            if other != generation:
                # Readers that have its files open go on reading; who was about to open them tries again.
                shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def writing(self, *, timeout: float = -1) -> Iterator[None]:
        """Hold the writer's lock; a negative timeout (seconds) waits for ever.

        Raises:
            WriterBusy: somebody else held it all the time.
            IndexUnwritable: the folder or its disk takes nothing more.
        """
        with self._held("writer.lock", timeout):
            self._tidy()
            yield
            self._tidy()

    def _tidy(self) -> None:
        """Seal what is there and delete what killed writers and rebuilds left; the writer's lock must be held."""
        try:
            current = self.current()
            seals.bring_up(current)
        except (SearchUnavailable, Damaged):
            # Nothing is deleted then, the check goes on naming it, and a rebuild may put another in its place.
            return
        others = [other for other in self.path.glob("generation-*") if other != current]
        if others:
            with suppress(WriterBusy), self.rebuilding():
                for other in others:
                    shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Hold the lock of rebuilding.

        Raises:
            WriterBusy: somebody else is rebuilding.
        """
        with self._held("rebuild.lock", 0):
            yield

    @contextmanager
    def on_duty(self, *, timeout: float) -> Iterator[None]:
        """Hold the lock of the one worker that drains the outbox; the others stand by.

        Raises:
            WriterBusy: another one held it all the time.
        """
        with self._held("worker.lock", timeout):
            yield

    @contextmanager
    def _held(self, name: str, timeout: float) -> Iterator[None]:
        lock = FileLock(self.path / name, thread_local=False)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=timeout)
        except Timeout:
            raise WriterBusy from None
        except OSError as error:
            raise IndexUnwritable(error.strerror or str(error)) from error
        try:
            yield
        except OSError as error:
            if error.errno in REFUSALS:
                raise IndexUnwritable(os.strerror(error.errno)) from error
            raise
        finally:
            lock.release()

    def note_for_rebuild(self, articles: Iterable[int], gone_quotes: Iterable[int]) -> None:
        """Note what was just written for a generation that is being built; the writer's lock must be held."""
        lines = "".join(
            f"{kind} {key}\n"
            for kind, keys in (("article", articles), ("quote", gone_quotes))
            for key in keys
        )
        for missed in self.path.glob(f"generation-*/{seals.MISSED}"):
            with missed.open("a", encoding="ascii") as file:
                file.write(lines)


def damaged(how: str) -> SearchUnavailable:
    """Return what is raised where the index is damaged; `how` is a clause."""
    return SearchUnavailable(f"The search index is damaged: {how}. {REBUILD}")


def start_noting(generation: Path) -> None:
    """Have every change from now on noted for a generation that is being built."""
    (generation / seals.MISSED).touch()


def take_noted(generation: Path) -> Missed:
    """Return what was noted so far and end the noting; the writer's lock must be held."""
    missed = generation / seals.MISSED
    keys: dict[str, set[int]] = {"article": set(), "quote": set()}
    for line in missed.read_text(encoding="ascii").splitlines():
        kind, key = line.split()
        keys[kind].add(int(key))
    missed.unlink()
    return Missed(frozenset(keys["article"]), frozenset(keys["quote"]))
