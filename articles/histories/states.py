"""The rows of a thing as they were: from what they are now back, one act after the other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db import models

from articles.changes.tracked import model_named, name_of, rows_of
from articles.changes.values import Splice, Values, read_change, undone, values_of
from articles.models import Change, ChangedRow, ChangeKind

# Keys of one query that every database takes.
PART = 500


@dataclass(frozen=True, slots=True)
class Step:
    """What an act did to one row: all its columns before and after, None where there was no row.

    A column that neither has was written past the history, and what it held is not known.
    """

    row: ChangedRow
    before: Values | None
    after: Values | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that differ, in the order of the table."""
        one, other = self.before or {}, self.after or {}
        if self.row.kind == ChangeKind.CHANGED:
            return tuple(column for column in one if column in self.row.values)
        return tuple(one or other)

    @property
    def values(self) -> Values:
        """The row as it came to be, or as it was last."""
        return self.after or self.before or {}


def acts_on(thing: models.Model) -> Iterator[tuple[Change, list[Step]]]:
    """Yield the acts that changed a thing or what belongs to it, newest first, with what they did to each row."""
    rows = ChangedRow.objects.of(name_of(type(thing)), thing.pk)
    yield from walk_back(rows)


def walk_back(rows: "models.QuerySet[ChangedRow]") -> Iterator[tuple[Change, list[Step]]]:
    """Yield the acts of all changes of some rows, newest first, with what they did to each of them."""
    ordered = list(rows.select_related("change__batch", "change__undoes").order_by("-change_id", "pk"))
    states = _present(ordered)
    for _, group in groupby(ordered, key=lambda row: row.change_id):
        changed = list(group)
        yield changed[0].change, [_step_back(row, states) for row in changed]


def _present(rows: Iterable[ChangedRow]) -> dict[tuple[str, int], Values]:
    """Return the values of those rows that are there now, by table and key."""
    keys: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        keys[row.model].add(row.object_id)
    states = {}
    for name, wanted in keys.items():
        ordered = sorted(wanted)
        for start in range(0, len(ordered), PART):
            for instance in rows_of(model_named(name), ordered[start : start + PART]):
                states[name, instance.pk] = values_of(instance, frozenset())
    return states


def _step_back(row: ChangedRow, states: dict[tuple[str, int], Values]) -> Step:
    """Return what an act did to a row, and set the row's state to what it was before."""
    key = (row.model, row.object_id)
    if row.kind == ChangeKind.CREATED:
        return Step(row, None, states.pop(key, {}))
    if row.kind == ChangeKind.DELETED:
        states[key] = {column: old for column, (old, _) in row.values.items()}
        return Step(row, states[key], None)
    after = dict(states.get(key, {}))
    before = dict(after)
    for column, kept in row.values.items():
        is_known, old = undone(kept, after.get(column))
        if is_known:
            before[column] = old
            continue
        change = read_change(kept)
        if isinstance(change, Splice):
            before.pop(column, None)
            after.pop(column, None)
        else:
            before[column], after[column] = change
    states[key] = before
    return Step(row, before, after)
