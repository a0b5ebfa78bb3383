"""SQLite's FTS5 with its Porter stemmer, texts stored, facets by joining ordinary tables."""

import itertools
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.search.peers import PAGE, Document, Rows
from benchmarks.search.queries import Asked

_SCHEMA = """
pragma journal_mode = off;
pragma synchronous = off;
create table article(id integer primary key, publication text, year text, day text);
create table quoted(article integer, speaker text, primary key (article, speaker)) without rowid;
create virtual table texts using fts5(text, tokenize = 'porter unicode61');
"""


def build(path: Path, documents: Iterable[Document]) -> None:
    """Make the index of all documents."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(_SCHEMA)
    documents = iter(documents)
    while batch := list(itertools.islice(documents, 1_000)):
        connection.executemany(
            "insert into article values (?, ?, ?, ?)", [(d.key, d.publication, d.year, d.year) for d in batch]
        )
        connection.executemany(
            "insert into quoted values (?, ?)", [(d.key, speaker) for d in batch for speaker in d.speakers]
        )
        connection.executemany(
            "insert into texts(rowid, text) values (?, ?)", [(d.key, d.text) for d in batch]
        )
    connection.executescript(
        "create index publications on article(publication); create index years on article(year);"
        "insert into texts(texts) values ('optimize');"
    )
    connection.commit()
    connection.close()


def index_bytes(path: Path) -> int:
    """Return the size of the index alone, without the texts that FTS5 keeps beside."""
    connection = sqlite3.connect(path)
    [size] = connection.execute(
        "select sum(pgsize) from dbstat where name like 'texts_%' and name <> 'texts_content'"
    ).fetchone()
    connection.close()
    return int(size)


def match(asked: Asked) -> str:
    """Return a query in FTS5's language."""
    parts = [f'"{word}"' for word in asked.words]
    if asked.phrase:
        parts.append(f'"{asked.phrase}"')
    if asked.prefix:
        parts.append(f'"{asked.prefix}" *')
    joined = (" OR " if asked.is_any else " AND ").join(parts)
    return f"({joined}) NOT ({' OR '.join(asked.without)})" if asked.without else joined


class Fts5:
    def __init__(self, path: Path, database: Path) -> None:
        self.connection = sqlite3.connect(path)
        self.connection.executescript(
            "pragma mmap_size = 4000000000; pragma cache_size = -500000;"
            "create temp table found(id integer primary key);"
        )
        self.rows = Rows(database)

    def _all(self, query: str, *values: Any) -> list[Any]:
        return self.connection.execute(query, values).fetchall()

    def count(self, asked: Asked) -> int:
        if not asked.publication:
            return int(self._all("select count(*) from texts where texts match ?", match(asked))[0][0])
        query = (
            "select count(*) from texts join article a on a.id = texts.rowid"
            " where texts match ? and a.publication = ? and a.year between ? and ?"
        )
        return int(self._all(query, match(asked), asked.publication, *asked.years)[0][0])

    def best(self, asked: Asked, count: int) -> list[int]:
        """Return the keys of the best by bm25."""
        query = "select rowid from texts where texts match ? order by rank limit ?"
        return [key for (key,) in self._all(query, match(asked), count)]

    def facets(self, asked: Asked) -> int:
        self.connection.execute("delete from found")
        self.connection.execute(
            "insert into found select rowid from texts where texts match ?", (match(asked),)
        )
        self._all(
            "select publication, count(*) k from found join article using (id) group by 1 order by k desc"
        )
        self._all(
            "select speaker, count(*) k from found join quoted on article = found.id"
            " group by 1 order by k desc limit 100"
        )
        self._all("select year, count(*) from found join article using (id) group by 1")
        return int(self._all("select count(*) from found")[0][0])

    def page(self, asked: Asked) -> int:
        hits = self._all(
            "select rowid, snippet(texts, 0, '<mark>', '</mark>', '…', 48) from texts"
            " where texts match ? order by rank limit ?",
            match(asked),
            PAGE,
        )
        total = self.facets(asked)
        self.rows.read([key for key, _ in hits])
        return total

    def newest(self) -> int:
        self._all("select id from article order by day desc, id desc limit ?", PAGE)
        return int(self._all("select count(*) from article")[0][0])
