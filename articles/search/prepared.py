"""Queries whose SQL is written once: Django takes three times as long to write a small one as the database to answer it."""

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# Numbers of values for which the SQL of a query is kept.
MOST_KEPT = 50


class Prepared:
    """A query for rows that have one of several values in a field."""

    def __init__(self, queryset: Callable[[], QuerySet[Any, Any]], field: str) -> None:
        self._queryset = queryset
        self._field = field
        self._written = lru_cache(MOST_KEPT)(self._write)

    def sql(self, values: Collection[int] | Collection[str]) -> tuple[str, tuple[Any, ...]]:
        """Return the query for some values, which are at least one and none twice, and its parameters."""
        text, parameters = self._written(len(values))
        return text, (*parameters, *values)

    def rows(self, values: Collection[int] | Collection[str]) -> list[tuple[Any, ...]]:
        """Return the rows for some values, as the database says them: for columns of text and whole numbers."""
        with connection.cursor() as cursor:
            cursor.execute(*self.sql(values))
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def _write(self, count: int) -> tuple[str, tuple[Any, ...]]:
        """Return the query for so many values, and the parameters that come before these."""
        values = list(map(str, range(count)))
        rows = self._queryset().order_by().filter(**{f"{self._field}__in": values})
        text, parameters = rows.query.sql_with_params()
        if list(map(str, parameters[-count:])) != values:
            raise AssertionError(f"the values are not the last parameters of {text}")
        return text, parameters[:-count]
