"""The engines beside ours, each given the same texts and asked for the same work."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.search.queries import Asked

# Hits of a page.
PAGE = 20
_ROWS = """
select a.id, a.headline, a.date_earliest, a.body, p.name
from articles_article a left join articles_publication p on p.id = a.publication_id
where a.id in (select value from json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Document:
    """What a peer is given of an article: the words that ours finds without a field, and what is counted."""

    key: int
    text: str
    publication: str
    speakers: tuple[str, ...]
    year: str


class Peer(Protocol):
    """An engine that was built, open and warm."""

    def count(self, asked: Asked) -> int:
        """Return how many documents match."""

    def page(self, asked: Asked) -> int:
        """Do the work of a page (20 best, their snippets and rows, three facets, the total); return the total."""

    def facets(self, asked: Asked) -> int:
        """Count three facets over all that match; return the total."""

    def newest(self) -> int:
        """Return the total of everything, having read the keys of the 20 newest."""


def documents(database: Path) -> Iterator[Document]:
    """Yield every article of an archive in the order of its primary keys."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    speakers = connection.execute(
        "select distinct q.article_id, s.slug from articles_quote q join articles_speaker s on s.id = q.speaker_id"
        " order by q.article_id"
    )
    bylines = connection.execute("select article_id, name from articles_byline order by article_id")
    slugs, names = _Following(speakers), _Following(bylines)
    rows = connection.execute(
        "select a.id, a.headline, a.standfirst, a.body, p.slug, a.date_earliest from articles_article a"
        " left join articles_publication p on p.id = a.publication_id order by a.id"
    )
    for key, headline, standfirst, body, publication, day in rows:
        text = "\n".join((headline, standfirst, body, *names.of(key)))
        yield Document(key, text, publication or "", tuple(slugs.of(key)), day[:4] if day else "undated")
    connection.close()


class _Following:
    """Rows of (article, value) in the order of their articles, read along."""

    def __init__(self, rows: Iterator[tuple[int, str]]) -> None:
        self.rows = rows
        self.next = next(rows, None)

    def of(self, key: int) -> list[str]:
        found = []
        while self.next is not None and self.next[0] <= key:
            if self.next[0] == key:
                found.append(self.next[1])
            self.next = next(self.rows, None)
        return found


class Rows:
    """The rows of the shown page from the archive's own database, as any site would read them."""

    def __init__(self, database: Path) -> None:
        self.connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)

    def read(self, keys: Sequence[int]) -> list[tuple[object, ...]]:
        """Return the rows of these articles in this order."""
        rows = self.connection.execute(_ROWS, [json.dumps(keys)])
        found = {row[0]: row for row in rows}
        return [found[key] for key in keys]
