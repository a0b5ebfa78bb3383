"""Brings the index in line with the database; whoever calls it holds the writer's lock."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db.models import Model, QuerySet
from haystack import connections
from haystack.constants import ID
from haystack.indexes import SearchIndex
from haystack.utils import get_model_ct
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Or, Term
from whoosh.writing import CLEAR, IndexWriter

from articles.models import Article, Quote
from articles.search.backends import Progress
from articles.search.backends.schema import whoosh_document, whoosh_schema
from articles.search.requests import Scope

MODELS = {Scope.ARTICLES: Article, Scope.QUOTES: Quote}
# The field of a row that holds its article's key.
_ARTICLE_LOOKUPS = {Scope.ARTICLES: "pk", Scope.QUOTES: "article"}
# Beyond this many megabytes of postings in memory Whoosh writes them to disk and merges them later.
MEMORY = 256


def index_of(scope: Scope) -> SearchIndex:
    """Return Haystack's index of a scope."""
    return connections["default"].get_unified_index().get_index(MODELS[scope])


def open_index(generation: Path, scope: Scope) -> FileIndex:
    """Return Whoosh's index of a scope in a generation."""
    return FileIndex(
        FileStorage(str(generation)), schema=whoosh_schema(index_of(scope)), indexname=scope.value
    )


def _writer(generation: Path, scope: Scope) -> IndexWriter:
    """Return a writer that commits on leaving, or cancels on an error.

    Without Whoosh's own lock: ours is held already, and Whoosh 2.7.4 keeps its own after a commit that fails.
    """
    return open_index(generation, scope).writer(limitmb=MEMORY, _lk=False)


def create_indexes(generation: Path) -> None:
    """Make the empty indexes of a generation."""
    for scope in Scope:
        FileIndex.create(FileStorage(str(generation)), whoosh_schema(index_of(scope)), scope.value)


def rewrite(generation: Path, *, articles: Collection[int], gone_quotes: Collection[int] = ()) -> None:
    """Index these articles and all their quotes as the database has them now, and drop what it has not."""
    gone = {Scope.ARTICLES: (), Scope.QUOTES: gone_quotes}
    for scope in Scope:
        index = index_of(scope)
        rows = index.index_queryset().filter(**{f"{_ARTICLE_LOOKUPS[scope]}__in": articles})
        unwanted = [Term("article_key", str(key)) for key in articles]
        unwanted += [Term(ID, f"{get_model_ct(MODELS[scope])}.{key}") for key in gone[scope]]
        with _writer(generation, scope) as writer:
            if unwanted:
                writer.delete_by_query(Or(unwanted))
            _add(writer, index, rows)


def delete(generation: Path, identifier: str) -> None:
    """Drop one document by Haystack's identifier."""
    for scope in Scope:
        with _writer(generation, scope) as writer:
            writer.delete_by_term(ID, identifier)


def empty(generation: Path, scopes: Iterable[Scope]) -> None:
    """Drop every document of these scopes."""
    for scope in scopes:
        _writer(generation, scope).commit(mergetype=CLEAR)


def fill(generation: Path, *, batch_size: int, progress: Progress) -> None:
    """Index everything into a new generation, one commit for each scope; progress hears done and total."""
    querysets = {scope: index_of(scope).index_queryset() for scope in Scope}
    total = sum(rows.count() for rows in querysets.values())
    done = 0
    for scope, rows in querysets.items():
        index = index_of(scope)
        with _writer(generation, scope) as writer:
            for batch in _in_batches(rows, batch_size):
                _add(writer, index, batch)
                done += len(batch)
                progress(done, max(done, total))


def _in_batches(rows: QuerySet[Any], size: int) -> Iterator[list[Any]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:size]):
        yield batch
        last = batch[-1].pk


def _add(writer: IndexWriter, index: SearchIndex, rows: Iterable[Model]) -> None:
    for row in rows:
        writer.add_document(**whoosh_document(index, index.full_prepare(row)))
