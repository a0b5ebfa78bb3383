"""Haystack's engine on Whoosh: one writer, atomic rebuilds, readers that stay open."""

import logging
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from django.db import DatabaseError
from django.db.models import Model
from haystack import connections
from haystack.backends import BaseEngine, BaseSearchBackend, log_query
from haystack.exceptions import SearchBackendError
from haystack.indexes import SearchIndex
from haystack.utils import get_identifier

from articles.models import IndexChange
from articles.models.outbox import IndexedKind
from articles.search.backends import Entry, Progress, filling, querysets, writing
from articles.search.backends.answering import suggesting
from articles.search.backends.answering.answers import answer
from articles.search.backends.answering.evaluation import PLAIN_FIELDS
from articles.search.backends.answering.similar import similar
from articles.search.backends.generations.contents import MODELS
from articles.search.backends.generations.storage import (
    REBUILD,
    IndexFolder,
    IndexMissing,
    damaged,
    start_noting,
    take_noted,
)
from articles.search.backends.querysets import TreeQuery
from articles.search.backends.reading.segment_arrays import Mask
from articles.search.backends.reading.sharing import Shared, shared
from articles.search.backends.reading.snapshots import Snapshot
from articles.search.backends.reading.soundness import read_what_changed
from articles.search.backends.results import article_key
from articles.search.backends.schema import DIGEST, KEY
from articles.search.backends.segments import merging
from articles.search.backends.segments.files import Damaged
from articles.search.documents import documents_of, documents_of_quotes
from articles.search.query import parse
from articles.search.questions import Answer, Question
from articles.search.requests import Scope, SearchUnavailable
from articles.search.spelling import respelt
from articles.search.syntax import Node

logger = logging.getLogger(__name__)


class WhooshBackend(BaseSearchBackend):
    """One thread's door to the index on disk. Haystack makes one for each thread."""

    @property
    def folder(self) -> IndexFolder:
        """The folder of the index, as the settings say now."""
        return IndexFolder(Path(connections.connections_info[self.connection_alias]["PATH"]))

    # Reading

    def answer(self, question: Question, *, as_committed: bool = False) -> Answer:
        """Return what the index says, or, while a large change is being read, what it said before.

        `as_committed` waits for the last commit, whatever it takes to read.

        Raises:
            SearchUnavailable: there is no index, or it cannot be read.
        """
        with self._damage_explained():
            newest = shared(self.folder.path).newest(question.scope, however_large=as_committed)
            return answer(newest, question, without=self._withdrawn_of(newest, question.scope))

    def suggest(self, scope: Scope, word: str, *, field: str = "") -> str:
        """Return the frequent word, as printed, that a folded word of a query was meant to be, or "".

        Raises:
            SearchUnavailable: there is no index, or it cannot be read.
        """
        plain = PLAIN_FIELDS[scope]
        # A word that the texts have is not misspelt because no headline has it; a name is one in its own field.
        known_in = plain if not field or field in plain else (field,)
        if self._withdrawn():
            return ""  # the words themselves may be what was withdrawn
        with self._damage_explained():
            snapshot = self.snapshot(scope)
            other = suggesting.suggest(snapshot, word, known_in=known_in, taken_from=field or "text")
            return suggesting.printed(snapshot, scope, other) if other and not field else other

    def complete(self, scope: Scope, field: str, beginning: str, *, limit: int) -> tuple[str, ...]:
        """Return the most frequent words of a field that begin so, the most frequent first.

        Raises:
            SearchUnavailable: there is no index, or it cannot be read.
        """
        if self._withdrawn():
            return ()
        with self._damage_explained():
            return suggesting.complete(self.snapshot(scope), field, beginning, limit=limit)

    def similar(self, text: str, *, without: Collection[int], limit: int) -> tuple[int, ...]:
        """Return the keys of the articles that say most of what a text says, the best first, but those of `without`.

        Raises:
            SearchUnavailable: there is no index, or it cannot be read.
        """
        with self._damage_explained():
            gone = self._withdrawn().get(IndexedKind.ARTICLE, frozenset())
            return similar(self.snapshot(Scope.ARTICLES), text, without={*without, *gone}, limit=limit)

    def _withdrawn(self) -> dict[str, frozenset[int]]:
        """Return the keys of what was withdrawn and the index may still have, by kind; mostly nothing, at once."""
        if not self.folder.withdrawn.exists():
            return {}
        found: dict[str, set[int]] = {}
        for kind, key in IndexChange.objects.withdrawn().order_by().values_list("kind", "object_id"):
            found.setdefault(kind, set()).add(key)
        return {kind: frozenset(keys) for kind, keys in found.items()}

    def _withdrawn_of(self, snapshot: Snapshot, scope: Scope) -> Mask | None:
        """Return the documents of a scope that were withdrawn; with an article go its quotes."""
        withdrawn = self._withdrawn()
        if not withdrawn:
            return None
        articles = withdrawn.get(IndexedKind.ARTICLE, frozenset())
        if scope is Scope.ARTICLES:
            return snapshot.of_keys(articles)
        of_articles: Mask = np.isin(snapshot.numbers("article"), sorted(articles))
        return of_articles | snapshot.of_keys(withdrawn.get(IndexedKind.QUOTE, frozenset()))

    def prepare(self) -> None:
        """Read ahead what searches need, so that none waits for it, and processes forked from this one share it.

        Raises:
            SearchUnavailable: there is no index, or it cannot be read.
        """
        with self._damage_explained():
            for scope in Scope:
                shared(self.folder.path).newest(scope, however_large=True).read_ahead(scope)

    def check(self) -> None:
        """Read a little of everything.

        Raises:
            SearchUnavailable: there is no index, or it cannot be read.
        """
        # Anew, as a process that starts now would.
        fresh = Shared(self.folder)
        with self._damage_explained():
            for scope in Scope:
                fresh.newest(scope).probe()

    def check_changes(self) -> None:
        """Read a little of what was written since this process did so last; the first time, of everything.

        Raises:
            SearchUnavailable: there is no index, or it cannot be read.
        """
        with self._damage_explained():
            read_what_changed(self.folder)

    def inspect(self, *, in_full: bool = False) -> None:
        """Compare the files of the index with their seal, and look whether they can be written.

        Raises:
            SearchUnavailable: there is no index, it is damaged, from another version, or takes no changes.
        """
        self.folder.check(in_full=in_full)

    def entries(self, scope: Scope) -> Iterator[Entry]:
        """Yield every document.

        Raises:
            SearchUnavailable: there is no index, or it cannot be read.
        """
        with self._damage_explained():
            snapshot = self.snapshot(scope)
            for document in np.flatnonzero(snapshot.live).tolist():
                yield _entry(snapshot, document)

    def entries_of(self, scope: Scope, keys: Collection[int]) -> Iterator[Entry]:
        """Yield the documents of these rows, as the index has them at this moment.

        Raises:
            SearchUnavailable: there is no index, or it cannot be read.
        """
        with self._damage_explained():
            snapshot = self.snapshot(scope)
            for document in np.flatnonzero(snapshot.of_keys(keys)).tolist():
                yield _entry(snapshot, document)

    def expected(self, scope: Scope, keys: Collection[int]) -> Iterator[Entry]:
        """Yield what the index should hold of these rows: nothing of one that readers may not see."""
        documents = (
            documents_of(keys, [Scope.ARTICLES]) if scope is Scope.ARTICLES else documents_of_quotes(keys)
        )
        for document in documents:
            yield Entry(document.key, document.article, document.digest)

    def snapshot(self, scope: Scope) -> Snapshot:
        """Return the newest state of an index, which all threads of this process share."""
        return shared(self.folder.path).newest(scope)

    @contextmanager
    def _damage_explained(self) -> Iterator[None]:
        try:
            yield
        except (DatabaseError, SearchUnavailable):
            raise
        except Exception as error:
            # Damaged files make their readers stumble over anything.
            logger.exception("the search index cannot be read")
            shared(self.folder.path).forget()
            raise SearchUnavailable(f"The search index is damaged. {REBUILD}") from error

    # Writing

    def is_missing(self) -> bool:
        """Return whether there has never been an index here."""
        try:
            self.folder.stamp()
        except IndexMissing:
            return True
        return False

    def writing(self, *, timeout: float = -1) -> AbstractContextManager[None]:
        """Hold the writer's lock; a negative timeout (seconds) waits for ever, else WriterBusy is raised."""
        return self.folder.writing(timeout=timeout)

    def on_duty(self, *, timeout: float) -> AbstractContextManager[None]:
        """Hold the lock of the one worker that drains the outbox; WriterBusy where another has it."""
        return self.folder.on_duty(timeout=timeout)

    def rewrite(self, *, articles: Collection[int], gone_quotes: Collection[int] = ()) -> bool:
        """Bring these articles and their quotes in line with the database, in one commit.

        The caller holds the writer's lock. Returns whether there is now something to merge.

        Raises:
            SearchUnavailable: there is no index, or it is damaged.
        """
        with _damage_named():
            left = writing.rewrite(self.folder.to_write(), articles=articles, gone_quotes=gone_quotes)
        self.folder.note_for_rebuild(articles, gone_quotes)
        return any(map(merging.segments_to_merge, left))

    def note_withdrawal(self) -> None:
        """Have searches leave out from now on what the outbox says was withdrawn; it is committed there."""
        # Where there is no index nothing is found.
        with suppress(FileNotFoundError):
            self.folder.withdrawn.touch()

    def settle_withdrawals(self) -> None:
        """Let searches look into the outbox no more, if nothing withdrawn waits there; the caller holds the writer's lock."""
        if self.folder.withdrawn.exists() and not IndexChange.objects.withdrawn().exists():
            self.folder.withdrawn.unlink(missing_ok=True)
            if IndexChange.objects.withdrawn().exists():
                # It was committed and noted between the look and this.
                self.note_withdrawal()

    def merge_if_needed(self) -> None:
        """Merge segments where there are many of a size; the caller holds the writer's lock, readers go on.

        Raises:
            SearchUnavailable: there is no index, or it is damaged.
        """
        with _damage_named():
            merging.merge_if_needed(self.folder.to_write())

    def purge(self) -> None:
        """Write each segment with deleted documents anew, so that no file holds a word of them.

        The caller holds the writer's lock.

        Raises:
            SearchUnavailable: there is no index, or it is damaged.
        """
        with _damage_named():
            merging.purge(self.folder.to_write())

    def rebuild(self, *, batch_size: int, progress: Progress) -> None:
        """Build a new index aside and put it in the old one's place.

        What changes meanwhile goes to the old index as ever, and to the new one before it is shown.

        Raises:
            WriterBusy: somebody else is rebuilding.
        """
        folder = self.folder
        with folder.rebuilding():
            generation = folder.new_generation()
            try:
                writing.create_indexes(generation)
                start_noting(generation)
                filling.fill(generation, batch_size=batch_size, progress=progress)
                with folder.writing():
                    missed = take_noted(generation)
                    if missed:
                        writing.rewrite(generation, articles=missed.articles, gone_quotes=missed.gone_quotes)
                    folder.point_to(generation)
            except BaseException:
                shutil.rmtree(generation, ignore_errors=True)
                raise

    def create_empty(self) -> None:
        """Make an index without documents current; the caller holds the writer's lock."""
        generation = self.folder.new_generation()
        writing.create_indexes(generation)
        self.folder.point_to(generation)

    # What Haystack calls

    @log_query  # type: ignore[untyped-decorator]  # Haystack has no types
    def search(self, query_string: Node | str, **options: Any) -> dict[str, Any]:
        """Return the results of a SearchQuerySet; a string, as from raw_search, is read in our own syntax."""
        # Every stored field comes back anyhow, so that those asked for by values() do.
        options.pop("fields", None)
        unknown = {name for name, value in options.items() if value and name not in querysets.OFFERED}
        if unknown:
            raise SearchBackendError(f"This engine does not offer {', '.join(sorted(unknown))}.")
        offered = {name: value for name, value in options.items() if value and name in querysets.OFFERED}
        node = querysets.parse_haystack(query_string) if isinstance(query_string, str) else query_string
        asked = offered.pop("spelling_query", "")
        with self._damage_explained():
            found = querysets.search(self.snapshot, node, **offered)
        if asked:
            scope = querysets.scopes_of(offered.get("models", ()))[0]
            found["spelling_suggestion"] = respelt(asked, parse(asked).node, scope, self) or None
        return found

    def more_like_this(
        self, model_instance: Model, additional_query_string: Node, **options: Any
    ) -> dict[str, Any]:
        """Return what resembles an article or a quote, of what the conditions of the SearchQuerySet let pass."""
        with self._damage_explained():
            return querysets.more_like(self.snapshot, model_instance, additional_query_string, **options)

    def update(self, index: SearchIndex, iterable: Iterable[Model], commit: bool = True) -> None:
        """Index these articles or quotes as the database has them; a quote brings its article along."""
        del index, commit
        keys = {article_key(row) for row in iterable}
        with self.folder.writing():
            if self.is_missing():
                self.create_empty()
            self.rewrite(articles=keys)

    def remove(self, obj_or_string: Model | str, commit: bool = True) -> None:
        """Drop one document."""
        del commit
        with self.folder.writing(), _damage_named():
            writing.delete(self.folder.to_write(), get_identifier(obj_or_string))

    def clear(self, models: Collection[type[Model]] | None = None, commit: bool = True) -> None:
        """Drop every document, or those of some models."""
        del commit
        scopes = [scope for scope, model in MODELS.items() if models is None or model in models]
        with self.folder.writing():
            try:
                with _damage_named():
                    writing.empty(self.folder.to_write(), scopes)
            except SearchUnavailable:
                self.create_empty()


class WhooshEngine(BaseEngine):
    backend = WhooshBackend
    query = TreeQuery


@contextmanager
def _damage_named() -> Iterator[None]:
    """Say of damage that a writer comes upon what to do."""
    try:
        yield
    except Damaged as error:
        raise damaged(str(error)) from error


def _entry(snapshot: Snapshot, document: int) -> Entry:
    key, article, digest = (int(snapshot.numbers(name)[document]) for name in (KEY, "article", DIGEST))
    return Entry(key, article, digest)
