"""Many rows gone through without holding them or a cursor."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

KEYS = 500


def keys_of(rows: QuerySet[Any], *, size: int = KEYS) -> Iterator[list[int]]:
    """Yield the primary keys of rows in order, so many at a time; no cursor stays open in between."""
    last = 0
    while keys := list(rows.order_by("pk").filter(pk__gt=last).values_list("pk", flat=True)[:size]):
        yield keys
        last = keys[-1]
