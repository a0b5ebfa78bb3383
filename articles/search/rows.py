"""The rows and names that a page shows, by queries whose SQL is made once.

Django takes three times as long to write such a query as the database to answer it. What readers may see is decided by
the database, each time anew.
"""

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from articles.models import Article, Publication, Speaker, Topic

# What a hit shows, or is shown by; the rest of a row takes as long to read again.
SHOWN = (
    "public_id", "headline", "publication", "body", "visibility", "rights",
    "date_precision", "date_basis", "date_earliest", "date_latest", "date_time", "date_zone",
)  # fmt: skip
# Numbers of values for which the SQL of a query is kept.
MOST_KEPT = 50


class Prepared:
    """A query for rows that have one of several values in a field."""

    def __init__(self, rows: Callable[[], QuerySet[Any, Any]], field: str) -> None:
        self._rows = rows
        self._field = field
        self._written = lru_cache(MOST_KEPT)(self._write)

    def sql(self, values: Collection[int] | Collection[str]) -> tuple[str, tuple[Any, ...]]:
        """Return the query for some values, which are at least one and none twice, and its parameters."""
        text, parameters = self._written(len(values))
        return text, (*parameters, *values)

    def _write(self, count: int) -> tuple[str, tuple[Any, ...]]:
        """Return the query for so many values, and the parameters that come before these."""
        values = list(map(str, range(count)))
        rows = self._rows().order_by().filter(**{f"{self._field}__in": values})
        text, parameters = rows.query.sql_with_params()
        if list(map(str, parameters[-count:])) != values:
            raise AssertionError(f"the values are not the last parameters of {text}")
        return text, parameters[:-count]


_ARTICLES = Prepared(lambda: Article.objects.published().only(*SHOWN), "pk")
_PUBLICATIONS = Prepared(Publication.objects.all, "pk")
_NAMED = {
    "speaker": Prepared(lambda: Speaker.objects.published().values_list("slug", "name"), "slug"),
    "publication": Prepared(lambda: Publication.objects.published().values_list("slug", "name"), "slug"),
    "topic": Prepared(lambda: Topic.objects.values_list("slug", "name"), "slug"),
}


def articles_of(keys: Collection[int]) -> dict[int, Article]:
    """Return those of some articles that readers may see, with their publications, by primary key."""
    if not keys:
        return {}
    articles: dict[int, Article] = {row.pk: row for row in Article.objects.raw(*_ARTICLES.sql(keys))}
    known = {row.publication_id for row in articles.values() if row.publication_id}
    if known:
        publications = {row.pk: row for row in Publication.objects.raw(*_PUBLICATIONS.sql(known))}
        for row in articles.values():
            row.publication = publications[row.publication_id] if row.publication_id else None
    return articles


def names_of(facet: str, slugs: Collection[str]) -> dict[str, str]:
    """Return the names of speakers, publications or topics by slug; what readers may not know of has none."""
    if not slugs:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(*_NAMED[facet].sql(slugs))
        return dict(cursor.fetchall())
