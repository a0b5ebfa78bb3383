"""The tables of contents of a generation: which segments an index has, and which of their documents are gone.

A table is Whoosh's own (`_articles_7.toc`), written aside and renamed, so that a reader sees a commit whole or not
at all. The table before the newest stays with its segments: who has just read it finds its files.
"""

import os
import pickle
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from haystack import connections
from haystack.indexes import SearchIndex
from whoosh import __version__ as whoosh_version
from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import _CURRENT_TOC_VERSION, TOC
from whoosh.system import _FLOAT_SIZE, _INT_SIZE, _LONG_SIZE

from articles.models import Article, Quote
from articles.search.backends.schema import whoosh_schema
from articles.search.backends.segments.files import Damaged, sync_folder
from articles.search.requests import Scope

MODELS = {Scope.ARTICLES: Article, Scope.QUOTES: Quote}


def index_of(scope: Scope) -> SearchIndex:
    """Return Haystack's index of a scope."""
    return connections["default"].get_unified_index().get_index(MODELS[scope])


@cache
def schema_of(scope: Scope) -> Schema:
    """Return Whoosh's schema of a scope."""
    return whoosh_schema(index_of(scope))


@dataclass(frozen=True, slots=True)
class Contents:
    """One state of an index: its number, and its segments with their deletions."""

    number: int
    segments: tuple[W3Segment, ...]


def read_contents(generation: Path, scope: Scope) -> Contents:
    """Return the newest state of an index; its segments are the caller's to change.

    Raises:
        Damaged: there is none, or it cannot be read.
    """
    try:
        toc = TOC.read(FileStorage(str(generation)), scope.value, schema=schema_of(scope))
    except OSError:
        raise
    except Exception as error:
        # Whoosh raises whatever the damaged file makes it stumble over.
        raise Damaged(f"the list of segments of {scope.value} cannot be read") from error
    return Contents(toc.generation, tuple(toc.segments))


def write_contents(
    generation: Path, scope: Scope, segments: Sequence[W3Segment], *, after: Contents | None = None
) -> None:
    """Make these the segments of an index, and delete what no table of contents names any more.

    What is written survives a power cut, if the disk keeps what it was told to. The writer's lock must be held,
    unless the generation is not current.
    """
    number = after.number + 1 if after else 0
    name = f"_{scope.value}_{number}.toc"
    aside = generation / f"{name}.new"
    with aside.open("wb") as file:
        file.write(_packed(scope, number, list(segments)))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(generation / name)
    sync_folder(generation)
    _clean(generation, scope, number, {*segments, *(after.segments if after else ())})


def _packed(scope: Scope, number: int, segments: list[W3Segment]) -> bytes:
    """Return a table of contents as Whoosh's TOC.write lays it out; it packs the schema anew for each."""
    buffer = BytesIO()
    file = StructFile(buffer)
    for size in (_INT_SIZE, _LONG_SIZE, _FLOAT_SIZE):
        file.write_varint(size)
    file.write_int(-12345)
    file.write_int(_CURRENT_TOC_VERSION)
    for part in whoosh_version[:3]:
        file.write_varint(part)
    file.write_string(_packed_schema(scope))
    file.write_int(number)
    file.write_int(0)
    file.write_pickle(segments)
    return buffer.getvalue()


@cache
def _packed_schema(scope: Scope) -> bytes:
    return pickle.dumps(schema_of(scope), 2)


def _clean(generation: Path, scope: Scope, number: int, named: set[W3Segment]) -> None:
    """Delete older tables than the one before, and the files of segments that are not named."""
    kept = {segment.segment_id() for segment in named}
    file_of_index = re.compile(rf"_{scope.value}_(\d+)\.toc|({scope.value}_[0-9a-z]+)\..*")
    with os.scandir(generation) as entries:
        found = [(entry.path, file_of_index.fullmatch(entry.name)) for entry in entries]
    for path, match in found:
        if match and (int(match[1]) < number - 1 if match[1] else match[2] not in kept):
            # Readers that have it open go on reading.
            Path(path).unlink(missing_ok=True)
