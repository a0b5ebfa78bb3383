"""Makes an archive with all its indexes ready to be measured, and keeps what each took to build."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection
from tqdm import tqdm

from articles.search import Scope, index_problem
from benchmarks.search.archive import VERSION, make_articles
from benchmarks.search.filling import fill
from benchmarks.search.folders import Folder, bytes_below
from benchmarks.search.measuring import Clock
from benchmarks.search.peers import documents


@contextmanager
def bar(total: int, what: str, unit: str = " articles") -> Iterator[Callable[[int], None]]:
    """Show a progress bar on a terminal; what is yielded hears how much more is done."""
    with tqdm(total=total, desc=what, unit=unit, disable=None, leave=False) as shown:
        yield lambda done: (shown.update(done), None)[1]


def stamp(folder: Folder) -> dict[str, Any]:
    """Return what an archive is made from: what differs is made anew."""
    return {"version": VERSION, "seed": folder.seed, "size": folder.size}


def make_archive(folder: Folder) -> dict[str, Any]:
    """Fill the database, unless it holds this archive already."""
    is_kept = folder.reset_unless(stamp(folder))
    # An archive that is kept may be older than the newest table.
    call_command("migrate", verbosity=0)
    if is_kept:
        return stamp(folder)
    with bar(folder.size, "writing articles") as progress:
        fill(make_articles(folder.size, seed=folder.seed), progress=progress)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
        cursor.execute("pragma wal_checkpoint(truncate)")
    return stamp(folder)


def make_index(folder: Folder) -> dict[str, Any]:
    """Build our index unless there is one that this version of the program can read."""
    if problem := index_problem():
        folder.keep("rebuild", rebuild(folder))
    return {"problem": problem and problem.message}


def rebuild(folder: Folder) -> dict[str, Any]:
    """Build our index anew from the database with the command that everybody has."""
    shutil.rmtree(folder.index, ignore_errors=True)
    with Clock() as clock:
        call_command("rebuild_index")
    of_articles = sum(bytes_below(each) for each in folder.index.rglob(f"{Scope.ARTICLES}_*.seg"))
    return _built(folder, clock, bytes_below(folder.index)) | {"bytes_of_articles": of_articles}


def build_fts5(folder: Folder) -> dict[str, Any]:
    from benchmarks.search.peers import fts5  # noqa: PLC0415  only where it is measured

    path = folder.peer("fts5.sqlite3")
    with bar(folder.size, "SQLite FTS5") as progress, Clock() as clock:
        fts5.build(path, _heard(folder, progress))
    return _built(folder, clock, fts5.index_bytes(path)) | {"bytes_with_texts": bytes_below(path)}


def build_tantivy(folder: Folder) -> dict[str, Any]:
    from benchmarks.search.peers import tantivy  # noqa: PLC0415  only where it is installed

    path = folder.peer("tantivy")
    with bar(folder.size, "Tantivy") as progress, Clock() as clock:
        tantivy.build(path, _heard(folder, progress))
    return _built(folder, clock, bytes_below(path))


def build_stock(folder: Folder) -> dict[str, Any]:
    """Build the index of Haystack's own backend, in a process with its settings."""
    from benchmarks.search.peers import stock  # noqa: PLC0415  needs other settings

    path = folder.peer("stock")
    shutil.rmtree(path, ignore_errors=True)
    with bar(folder.size, "Haystack's own Whoosh") as progress, Clock() as clock:
        stock.build(progress)
    return _built(folder, clock, bytes_below(path))


def _heard(folder: Folder, progress: Callable[[int], None]) -> Iterator[Any]:
    for document in documents(folder.database):
        yield document
        progress(1)


def _built(folder: Folder, clock: Clock, size: int) -> dict[str, Any]:
    return {
        "articles": folder.size,
        "wall_s": round(clock.wall, 2),
        "cpu_s": round(clock.cpu + clock.children, 2),
        "articles_per_s": round(folder.size / clock.wall, 1),
        "bytes": size,
        "bytes_per_article": round(size / folder.size),
    }
