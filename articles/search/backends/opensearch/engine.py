"""Haystack's engine on an OpenSearch cluster."""

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

from django.db.models import Model
from django_haystack_opensearch.haystack import OpenSearchSearchBackend, OpenSearchSearchEngine
from haystack import connections
from haystack.backends import log_query
from haystack.exceptions import SearchBackendError
from haystack.indexes import SearchIndex
from haystack.utils import get_identifier, get_model_ct

from articles.models import Article, Quote
from articles.search.backends import Entry, Progress
from articles.search.backends.generations.contents import MODELS
from articles.search.backends.generations.storage import REBUILD, IndexMissing, IndexUnwritable
from articles.search.backends.opensearch import generations, querysets, suggesting, writing
from articles.search.backends.opensearch.answers import answer
from articles.search.backends.opensearch.clusters import Cluster
from articles.search.backends.opensearch.locks import Locks
from articles.search.backends.opensearch.similar import similar
from articles.search.backends.querysets import OFFERED, TreeQuery, parse_haystack, scopes_of
from articles.search.backends.results import article_key
from articles.search.backends.schema import DIGEST, KEY
from articles.search.documents import documents_of, documents_of_quotes
from articles.search.query import parse
from articles.search.questions import Answer, Question
from articles.search.requests import Scope, SearchUnavailable
from articles.search.spelling import respelt
from articles.search.syntax import Node

_ENTRY = [KEY, "article", DIGEST]


class OpenSearchBackend(OpenSearchSearchBackend):
    """One thread's door to the cluster: the adapter's client, and indexes, queries and answers of our own."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self._maker = os.getpid()

    @property
    def cluster(self) -> Cluster:
        """The cluster, and the name that the settings say now. A process that was forked has connections of its own."""
        if self._maker != os.getpid():
            self.__init__(self.connection_alias, **self._options())  # type: ignore[misc]
        return Cluster(self.conn, self._options()["INDEX_NAME"])

    @property
    def locks(self) -> Locks:
        options = self._options()
        return Locks(options["INDEX_NAME"], Path(options["PATH"]))

    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = connections.connections_info[self.connection_alias]
        return options

    # Reading

    def answer(self, question: Question, *, as_committed: bool = False) -> Answer:
        """Return what the index says, which is always what was committed last."""
        del as_committed
        return answer(self.cluster, question)

    def suggest(self, scope: Scope, word: str, *, field: str = "") -> str:
        """Return the frequent word, as printed, that a folded word of a query was meant to be, or ""."""
        return suggesting.suggest(self.cluster, scope, word, field=field)

    def complete(self, scope: Scope, field: str, beginning: str, *, limit: int) -> tuple[str, ...]:
        """Return the most frequent words of the texts that begin so, the most frequent first."""
        if field != "text":
            raise ValueError(f"only words of texts are listed, not of {field}")
        return suggesting.complete(self.cluster, scope, beginning, limit=limit)

    def similar(self, text: str, *, without: Collection[int], limit: int) -> tuple[int, ...]:
        """Return the keys of the articles that say most of what a text says, the best first."""
        return similar(self.cluster, text, without=without, limit=limit)

    def prepare(self) -> None:
        """Read nothing ahead: the cluster does, and connections are not to be shared by processes."""

    def check(self) -> None:
        """Ask both indexes for one document."""
        for scope in Scope:
            self.cluster.search(scope, {"size": 1, "sort": [{KEY: "asc"}], "_source": False})

    def check_changes(self) -> None:
        """Ask both indexes for one document."""
        self.check()

    def inspect(self, *, in_full: bool = False) -> None:
        """Look whether every shard can be read and written.

        Raises:
            SearchUnavailable: the cluster is away, a shard is, or there is no index.
            IndexUnwritable: it can be searched, and takes no changes.
        """
        del in_full
        cluster = self.cluster
        indexes = generations.current(cluster)
        if not indexes:
            raise IndexMissing(f"The search index has not been built yet. {REBUILD}")
        self.check()
        named = ",".join(indexes.values())
        blocks = cluster.ask(lambda client: client.cluster.state(metric="blocks", index=named))["blocks"]
        if any(blocks.get("indices", {}).get(name) for name in indexes.values()):
            raise IndexUnwritable("the cluster allows no changes")

    def entries(self, scope: Scope) -> Iterator[Entry]:
        """Yield every document."""
        body = {
            "_source": False,
            "stored_fields": "_none_",
            "docvalue_fields": _ENTRY,
            "sort": [{KEY: "asc"}],
        }
        for hit in self.cluster.walk(scope, body):
            yield _entry(hit)

    def entries_of(self, scope: Scope, keys: Collection[int]) -> Iterator[Entry]:
        """Yield the documents of these rows, as the index has them at this moment."""
        body = {
            "_source": False,
            "stored_fields": "_none_",
            "docvalue_fields": _ENTRY,
            "sort": [{KEY: "asc"}],
            "query": {"terms": {KEY: list(keys)}},
        }
        for hit in self.cluster.walk(scope, body):
            yield _entry(hit)

    def expected(self, scope: Scope, keys: Collection[int]) -> Iterator[Entry]:
        """Yield what the index should hold of these rows: nothing of one that readers may not see."""
        documents = (
            documents_of(keys, [Scope.ARTICLES]) if scope is Scope.ARTICLES else documents_of_quotes(keys)
        )
        for document in documents:
            yield Entry(document.key, document.article, document.digest)

    # Writing

    def is_missing(self) -> bool:
        """Return whether there is no index of this version of the program."""
        return not generations.current(self.cluster)

    def writing(self, *, timeout: float = -1) -> AbstractContextManager[None]:
        """Hold the writer's lock; a negative timeout (seconds) waits for ever, else WriterBusy is raised."""
        return self.locks.held("writer", timeout=timeout)

    def on_duty(self, *, timeout: float) -> AbstractContextManager[None]:
        """Hold the lock of the one worker that drains the outbox; WriterBusy where another has it."""
        return self.locks.held("worker", timeout=timeout)

    def create_empty(self) -> None:
        """Make an index without documents current; the caller holds the writer's lock."""
        cluster = self.cluster
        generations.point_to(cluster, generations.create(cluster, shards=self._shards()))

    def rewrite(self, *, articles: Collection[int], gone_quotes: Collection[int] = ()) -> None:
        """Bring these articles and their quotes in line with the database; the caller holds the writer's lock."""
        cluster = self.cluster
        writing.rewrite(cluster, articles=articles, gone_quotes=gone_quotes)
        generations.note(cluster, articles=articles, gone_quotes=gone_quotes)

    def merge_if_needed(self) -> None:
        """Merge nothing: the cluster does."""

    def rebuild(self, *, batch_size: int, progress: Progress) -> None:
        """Build a new index aside and put it in the old one's place; WriterBusy where somebody else is at it."""
        cluster = self.cluster
        with self.locks.held("rebuild", timeout=0):
            generations.delete_all_but(cluster, generations.current(cluster).values())
            generation = generations.create(cluster, shards=self._shards())
            try:
                generations.start_noting(cluster)
                _fill(cluster, generation, batch_size, progress)
                with self.writing():
                    missed = generations.take_noted(cluster)
                    if any(missed):
                        writing.rewrite(
                            cluster,
                            articles=missed.articles,
                            gone_quotes=missed.gone_quotes,
                            place=lambda scope: cluster.index(scope, generation),
                        )
                    generations.point_to(cluster, generation)
            except BaseException:
                # Where the cluster is away the next rebuild does it.
                with suppress(SearchUnavailable):
                    generations.give_up(cluster, generation)
                raise

    def _shards(self) -> int:
        return int(self._options().get("SHARDS", 1))

    # What Haystack calls

    @log_query  # type: ignore[untyped-decorator]  # Haystack has no types
    def search(self, query_string: Node | str, **options: Any) -> dict[str, Any]:
        """Return the results of a SearchQuerySet; a string, as from raw_search, is read in our own syntax."""
        # Every stored field comes back anyhow, so that those asked for by values() do.
        options.pop("fields", None)
        unknown = {name for name, value in options.items() if value and name not in OFFERED}
        if unknown:
            raise SearchBackendError(f"This engine does not offer {', '.join(sorted(unknown))}.")
        offered = {name: value for name, value in options.items() if value and name in OFFERED}
        node = parse_haystack(query_string) if isinstance(query_string, str) else query_string
        asked = offered.pop("spelling_query", "")
        found = querysets.search(self.cluster, node, **offered)
        if asked:
            scope = scopes_of(offered.get("models", ()))[0]
            found["spelling_suggestion"] = respelt(asked, parse(asked).node, scope, self) or None
        return found

    def more_like_this(  # type: ignore[override]  # our query is a tree, as with `search`
        self, model_instance: Model, additional_query_string: Node, **options: Any
    ) -> dict[str, Any]:
        """Return what resembles an article or a quote, of what the conditions of the SearchQuerySet let pass."""
        return querysets.more_like(self.cluster, model_instance, additional_query_string, **options)

    def setup(self) -> None:
        """Make nothing: an index is made by a rebuild, or by the first change of an empty archive."""

    def update(self, index: SearchIndex, iterable: Iterable[Model], commit: bool = True) -> None:
        """Index these articles or quotes as the database has them; a quote brings its article along."""
        del index, commit
        keys = {article_key(row) for row in iterable}
        with self.writing():
            if self.is_missing():
                self.create_empty()
            self.rewrite(articles=keys)

    def remove(self, obj_or_string: Model | str, commit: bool = True) -> None:
        """Drop one document."""
        del commit
        model, _, key = get_identifier(obj_or_string).rpartition(".")
        cluster = self.cluster
        with self.writing():
            for scope in Scope:
                if get_model_ct(MODELS[scope]) == model:
                    writing.send(cluster, [writing.deletion(cluster.alias(scope), int(key))])
                    _refresh(cluster, cluster.alias(scope))

    def clear(self, models: Iterable[type[Model]] | None = None, commit: bool = True) -> None:
        """Drop every document, or those of some models."""
        del commit
        wanted = set(MODELS.values() if models is None else models)
        scopes = [scope for scope, model in MODELS.items() if model in wanted]
        with self.writing():
            if self.is_missing() or set(scopes) == set(Scope):
                self.create_empty()
                return
            cluster = self.cluster
            for scope in scopes:
                keys = (entry.key for entry in self.entries(scope))
                while batch := list(islice(keys, 10 * writing.CHUNK)):
                    writing.send(cluster, [writing.deletion(cluster.alias(scope), key) for key in batch])
                _refresh(cluster, cluster.alias(scope))


class OpenSearchEngine(OpenSearchSearchEngine):
    backend = OpenSearchBackend
    query = TreeQuery


def _fill(cluster: Cluster, generation: str, batch_size: int, progress: Progress) -> None:
    """Index everything into a new generation; `progress` hears how many documents are done and how many there are."""
    keys = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    total = len(keys) + Quote.objects.published().count()
    done = 0
    for start in range(0, len(keys), batch_size):
        documents = documents_of(keys[start : start + batch_size])
        # As many at once as memory holds easily, whatever an article has.
        while batch := list(islice(documents, writing.CHUNK)):
            writing.send(
                cluster, list(writing.additions(batch, lambda scope: cluster.index(scope, generation)))
            )
            done += len(batch)
        progress(done, max(done, total))
    for scope in Scope:
        _refresh(cluster, cluster.index(scope, generation))


def _refresh(cluster: Cluster, index: str) -> None:
    cluster.do(lambda client: client.indices.refresh(index=index))


def _entry(hit: dict[str, Any]) -> Entry:
    key, article, digest = (int(hit["fields"][name][0]) for name in _ENTRY)
    return Entry(key, article, digest)
