"""The values of rows as a change keeps them: plain JSON that a row can be made from again."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import models

# Code points from which a text is kept as the stretch that changed.
LONG = 400

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Splice:
    """A stretch of a long text that another took the place of.

    `start` counts code points; `length` is that of the whole text afterwards.
    """

    start: int
    old: str
    new: str
    length: int

    def undone(self, text: str) -> str | None:
        """Return the text as it was before, or None where this is not the text afterwards."""
        end = self.start + len(self.new)
        if len(text) != self.length or text[self.start : end] != self.new:
            return None
        return text[: self.start] + self.old + text[end:]


def values_of(row: models.Model, leave_out: frozenset[str]) -> Values:
    """Return the columns of a row as plain JSON."""
    return {
        field.attname: _plain(field, row)
        for field in row._meta.concrete_fields
        if field.name not in leave_out
    }


def _plain(field: "models.Field[Any, Any]", row: models.Model) -> Any:
    value = field.value_from_object(row)
    # The JSON encoder of Django would cut a time to milliseconds.
    is_time = isinstance(value, datetime.date | datetime.time)
    return field.value_to_string(row) if is_time else value


def read_value(model: type[models.Model], column: str, value: Any) -> Any:
    """Return a kept value as the column takes it."""
    field = _column(model, column)
    return value if value is None else field.to_python(value)


def _column(model: type[models.Model], column: str) -> "models.Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.attname == column)


def compare(old: Values, new: Values) -> Values:
    """Return, by column, what `write_change` keeps of each value that differs."""
    return {column: write_change(old[column], new[column]) for column in new if old[column] != new[column]}


def write_change(old: Any, new: Any) -> Any:
    """Return `[old, new]`, or for two long texts their splice as an object of JSON."""
    if not (isinstance(old, str) and isinstance(new, str) and min(len(old), len(new)) >= LONG):
        return [old, new]
    start = _common(old, new)
    tail = _common(old[start:][::-1], new[start:][::-1])
    return {
        "start": start,
        "old": old[start : len(old) - tail],
        "new": new[start : len(new) - tail],
        "length": len(new),
    }


def _common(one: str, other: str) -> int:
    """Return how many code points two texts begin with alike, in logarithmic steps of comparisons in C."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def read_change(kept: Any) -> tuple[Any, Any] | Splice:
    """Return the value before and after, or of a long text the splice."""
    if isinstance(kept, dict):
        return Splice(**kept)
    old, new = kept
    return old, new


def undone(kept: Any, present: Any) -> tuple[bool, Any]:
    """Return whether a present value is the one afterwards, and the value before."""
    change = read_change(kept)
    if isinstance(change, Splice):
        text = change.undone(present) if isinstance(present, str) else None
        return text is not None, text
    old, new = change
    return present == new, old
