"""The seal of a generation: its files, how long each is, and a digest of each.

    <generation>/seal     {"<file>": [<bytes>, "<SHA-256>"] or null}

The newest of Whoosh's tables of contents (TOC) of each index says which segments there are; the one before is
kept with its segments for readers that have just read it, and not compared (null). The files of a segment never change once they are
written; a commit adds some and names them in a new TOC by renaming it into place. The seal
follows each commit under the writer's lock. A writer that dies between the two leaves a seal that is behind,
which the next writer brings up, and files that no TOC names, which it deletes.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from whoosh.fields import STORED, Schema
from whoosh.index import TOC

from articles.search.backends.segments.files import Damaged, ReadOnlyFolder
from articles.search.requests import Scope

SEAL = "seal"
# Lies beside the files of a generation that is being built (see storage).
MISSED = "missed"

_TOC = re.compile(r"_([a-z]+)_([0-9]+)\.toc")
# Given to Whoosh, so that it does not read the schema that lies in each TOC: a pickle, and slow.
_ANY_SCHEMA = Schema(any=STORED())

# A file's length in bytes and the digest of its content.
Record = tuple[int, str]


def seal(generation: Path) -> None:
    """Seal a generation that nobody uses yet.

    Raises:
        Damaged: it is not whole.
        OSError: the folder cannot be written.
    """
    _write(generation, {}, _files(generation))


def bring_up(generation: Path) -> None:
    """Seal what the newest TOCs name and delete every other file; the writer's lock must be held.

    Nothing is read where nothing changed. Of the files that were sealed before only the names are looked at.

    Raises:
        Damaged: a file is missing, a TOC or the seal cannot be read; nothing is deleted.
        OSError: the folder cannot be written.
    """
    present, sealed = _files(generation), _read(generation)
    if present != sealed.keys():
        _write(generation, sealed, present)


def require_newest(generation: Path) -> None:
    """Make sure that the TOCs a writer would go on from are no older than the sealed ones.

    Where the newest is gone the one before it is still there, and whoever went on from that would undo a commit.

    Raises:
        Damaged: a sealed TOC is missing and no newer one is there, or the seal cannot be read.
    """
    _require_newest(_newest_tocs(_read(generation)), _newest_tocs(_files(generation)))


def check(generation: Path, *, in_full: bool) -> None:
    """Compare the files with the seal: their lengths, and in full their digests.

    It may run while others write: what a commit replaces meanwhile is looked at anew.

    Raises:
        Damaged: one is missing or differs.
    """
    problem, sealed = "", _read(generation)
    while problem := _difference(generation, sealed, in_full=in_full):
        former, sealed = sealed, _read(generation)
        if former != sealed:
            continue
        if not _is_behind(generation, sealed):
            raise Damaged(problem)
        # A writer commits at this moment, or died before it could seal: its TOCs have to do.
        _live(generation, sealed, _files(generation))
        return


def _write(generation: Path, sealed: Mapping[str, Record | None], present: set[str]) -> None:
    live = _live(generation, sealed, present)
    kept = _kept(generation, present) - live
    for name in present - live - kept:
        left_over = generation / name
        if left_over.is_dir():
            shutil.rmtree(left_over)
        else:
            left_over.unlink(missing_ok=True)
    records: dict[str, Record | None] = dict.fromkeys(sorted(kept))
    records |= {name: sealed.get(name) or _record(generation / name) for name in sorted(live)}
    aside = generation / f"{SEAL}.new"
    with aside.open("w", encoding="ascii") as file:
        json.dump(records, file)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(generation / SEAL)


def _difference(generation: Path, sealed: Mapping[str, Record | None], *, in_full: bool) -> str:
    """Return the first difference as a clause, or ""."""
    for name, record in sealed.items():
        if record is None:
            continue
        length, digest = record
        try:
            found = (generation / name).stat().st_size
            if found != length:
                return f"{name} has {found} bytes instead of {length}"
            if in_full and _digest(generation / name) != digest:
                return f"{name} is not what was written"
        except FileNotFoundError:
            return f"{name} is missing"
        except OSError as error:
            return f"{name} cannot be read ({error.strerror})"
    return ""


def _is_behind(generation: Path, sealed: Iterable[str]) -> bool:
    """Return whether there are newer TOCs than the sealed ones."""
    known, found = _newest_tocs(sealed), _newest_tocs(_files(generation))
    return any(found[index] > known.get(index, -1) for index in found)


def _files(generation: Path) -> set[str]:
    """Return the names of Whoosh's files.

    Raises:
        Damaged: the folder cannot be listed.
    """
    try:
        return {file.name for file in generation.iterdir()} - {SEAL, f"{SEAL}.new", MISSED}
    except OSError as error:
        raise Damaged(f"{generation.name} cannot be read ({error.strerror})") from error


def _newest_tocs(names: Iterable[str]) -> dict[str, int]:
    """Return the number of the newest TOC of each index."""
    newest: dict[str, int] = {}
    for name in names:
        if found := _TOC.fullmatch(name):
            newest[found[1]] = max(int(found[2]), newest.get(found[1], -1))
    return newest


def _require_newest(sealed: Mapping[str, int], present: Mapping[str, int]) -> None:
    for index, number in sealed.items():
        if present.get(index, -1) < number:
            raise Damaged(f"_{index}_{number}.toc is missing")


def _live(generation: Path, sealed: Iterable[str], present: set[str]) -> set[str]:
    """Return which of the files the newest TOCs name, themselves among them.

    Raises:
        Damaged: a TOC is missing or cannot be read, or a segment has lost a file.
    """
    newest = _newest_tocs(present)
    _require_newest(_newest_tocs(sealed), newest)
    live: set[str] = set()
    for index in (scope.value for scope in Scope):
        if index not in newest:
            raise Damaged(f"the list of segments of {index} is missing")
        live |= _named(generation, index, newest[index], {*present, *sealed})
        if live - present:
            raise Damaged(f"{min(live - present)} is missing")
    return live


def _kept(generation: Path, present: set[str]) -> set[str]:
    """Return the files that the TOCs before the newest name: who has just read one finds them."""
    kept: set[str] = set()
    for index, number in _newest_tocs(present).items():
        with suppress(Damaged):
            kept |= _named(generation, index, number - 1, present)
    return kept


def _named(generation: Path, index: str, number: int, files: set[str]) -> set[str]:
    """Return a TOC and which of the files belong to its segments.

    Raises:
        Damaged: it cannot be read, or a segment has no file.
    """
    try:
        status = (generation / f"_{index}_{number}.toc").stat()
    except OSError as error:
        raise Damaged(f"the list of segments of {index} cannot be read") from error
    segments = set(_segments(generation, index, number, (status.st_ino, status.st_mtime_ns)))
    found = {name for name in files if name.partition(".")[0] in segments}
    if missing := segments - {name.partition(".")[0] for name in found}:
        raise Damaged(f"{min(missing)} is missing")
    return {f"_{index}_{number}.toc"} | found


@lru_cache(maxsize=16)
def _segments(generation: Path, index: str, number: int, stamp: tuple[int, int]) -> tuple[str, ...]:
    """Return the names of the segments in a TOC, which is read once; its stamp tells one that was restored in its place.

    Raises:
        Damaged: it cannot be read.
    """
    del stamp
    try:
        toc = TOC.read(ReadOnlyFolder(generation), index, gen=number, schema=_ANY_SCHEMA)
    except Exception as error:
        # Whoosh raises whatever the damaged file makes it stumble over.
        raise Damaged(f"the list of segments of {index} cannot be read") from error
    return tuple(segment.segment_id() for segment in toc.segments)


def _record(file: Path) -> Record:
    return file.stat().st_size, _digest(file)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(generation: Path) -> dict[str, Record | None]:
    """Return the seal.

    Raises:
        Damaged: there is none, or it cannot be read.
    """
    try:
        records = json.loads((generation / SEAL).read_text(encoding="ascii"))
        return {
            str(name): (int(record[0]), str(record[1])) if record else None
            for name, record in records.items()
        }
    except FileNotFoundError:
        raise Damaged("its seal is missing") from None
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise Damaged("its seal cannot be read") from error
