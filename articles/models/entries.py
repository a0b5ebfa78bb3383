"""Rows of sketches: many for each text, never looked at one by one."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connections, models
from django.db.models import Count


class EntryQuerySet(models.QuerySet[Any]):
    """Of a model whose rows are a `run` and whose it is."""

    def store(self, runs: Mapping[int, Iterable[int]], *, owner: str) -> None:
        """Insert the runs of each owner, by primary key; as values alone, in a fifth of the time of objects."""
        connection = connections[self.db]
        names = (self.model._meta.db_table, "run", self.model._meta.get_field(owner).column)  # noqa: SLF001  public in all but name
        table, run, column = map(connection.ops.quote_name, names)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} ({run}, {column}) VALUES (%s, %s)",  # noqa: S608  names of our own
                [(entry, key) for key, entries in runs.items() for entry in sorted(entries)],
            )

    def counts(self, runs: Iterable[int]) -> dict[int, int]:
        """Return how many rows each of these runs has."""
        rows = self.filter(run__in=runs).order_by()
        return dict(rows.values_list("run").annotate(count=Count("pk")))
