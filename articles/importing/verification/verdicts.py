"""What a verification says of each thing it looks at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

KEYS = 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing looked at; `differences` are plain sentences that name it, none where it is as it should be.

    `kind` is what it is one of, in the plural; `name` says which.
    """

    kind: str
    name: str
    differences: tuple[str, ...] = ()


def keys_of(rows: QuerySet[Any], *, size: int = KEYS) -> Iterator[list[int]]:
    """Yield the primary keys of rows in order, so many at a time; no cursor stays open in between."""
    last = 0
    while keys := list(rows.order_by("pk").filter(pk__gt=last).values_list("pk", flat=True)[:size]):
        yield keys
        last = keys[-1]
