"""Queries whose SQL is written once: Django takes three times as long to write a small one as the database to answer it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

# Numbers of values for which the SQL of a query is kept.
MOST_KEPT = 50


class _Written(NamedTuple):
    """A query for so many values: its text, the parameters before these, and what makes Django's values of rows."""

    text: str
    parameters: tuple[Any, ...]
    convert: Callable[[list[tuple[Any, ...]]], Iterable[Sequence[Any]]]


class Prepared:
    """A query for rows that have one of several values in a field."""

    def __init__(self, queryset: Callable[[], QuerySet[Any, Any]], field: str) -> None:
        self._queryset = queryset
        self._field = field
        self._written = lru_cache(MOST_KEPT)(self._write)

    def sql(self, values: Collection[int] | Collection[str]) -> tuple[str, tuple[Any, ...]]:
        """Return the query for some values, which are at least one and none twice, and its parameters."""
        written = self._written(len(values))
        return written.text, (*written.parameters, *values)

    def rows(self, values: Collection[int] | Collection[str]) -> list[tuple[Any, ...]]:
        """Return the rows for some values, as the database says them: for columns of text and whole numbers."""
        with connection.cursor() as cursor:
            cursor.execute(*self.sql(values))
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def converted_rows(self, values: Collection[int] | Collection[str]) -> Iterable[Sequence[Any]]:
        """Return the rows for some values as Django gives them: for columns of dates and the like."""
        return self._written(len(values)).convert(self.rows(values))

    def _write(self, count: int) -> _Written:
        values = list(map(str, range(count)))
        rows = self._queryset().order_by().filter(**{f"{self._field}__in": values})
        compiler = rows.query.get_compiler(connection=connection)
        text, parameters = compiler.as_sql()
        if list(map(str, parameters[-count:])) != values:
            raise AssertionError(f"the values are not the last parameters of {text}")
        converters = compiler.get_converters([column[0] for column in compiler.select])

        def convert(found: list[tuple[Any, ...]]) -> Iterable[Sequence[Any]]:
            return compiler.apply_converters(found, converters) if converters else found

        return _Written(text, tuple(parameters[:-count]), convert)
