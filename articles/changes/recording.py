"""What one act changes, seen before and after."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction

from articles.changes.tracked import TRACKED, name_of, owner_of, rows_of
from articles.changes.values import Values, compare, values_of
from articles.models import ImportBatch
from articles.models.changes import Action, Change, ChangedRow, ChangeKind

# Keys of one query that every database takes.
PART = 500

LABEL_LENGTH = 200


class Recorder:
    """What one act has touched so far; `change` is its row once it has ended, or None where nothing changed."""

    def __init__(
        self,
        editor: User | None,
        *,
        action: Action,
        reason: str,
        batch: ImportBatch | None,
        undoes: Change | None,
    ) -> None:
        self.editor = editor
        self.action = action
        self.reason = reason
        self.batch = batch
        self.undoes = undoes
        self.change: Change | None = None
        # The rows as they were, None where there was none, by table and key.
        self._before: dict[type[models.Model], dict[int, models.Model | None]] = defaultdict(dict)

    def watch(self, rows: "models.QuerySet[Any]") -> None:
        """Remember rows that are about to change in a way that sends no signals."""
        self.watch_keys(rows.model, rows.order_by().values_list("pk", flat=True))

    def watch_keys(self, model: type[models.Model], keys: Iterable[int]) -> None:
        """Remember the rows of these keys, those that are not remembered yet."""
        known = self._before[model]
        new = [key for key in keys if key not in known]
        for start in range(0, len(new), PART):
            for row in rows_of(model, new[start : start + PART]):
                known[row.pk] = row

    def added(self, rows: Iterable[models.Model]) -> None:
        """Remember that these rows were not there before."""
        for row in rows:
            assert row.pk is not None  # noqa: S101  a row without a key was not added
            self._before[type(row)].setdefault(row.pk, None)

    def join(self, *, action: Action, reason: str) -> None:
        """Take another act as a part of this one: what it says of itself is more than that a form was saved."""
        if self.action is Action.EDIT:
            self.action = action
        self.reason = self.reason or reason

    def finish(self) -> None:
        """Write what changed."""
        rows = [row for model in TRACKED if model in self._before for row in self._changed(model)]
        if not rows and self.undoes is None:
            return
        self.change = Change.objects.create(
            editor=self.editor,
            editor_name=self.editor.get_username() if self.editor else "",
            action=self.action,
            reason=self.reason,
            batch=self.batch,
            undoes=self.undoes,
        )
        for row in rows:
            row.change = self.change
        ChangedRow.objects.bulk_create(rows, batch_size=PART)

    def _changed(self, model: type[models.Model]) -> Iterator[ChangedRow]:
        before = self._before[model]
        keys = sorted(before)
        for start in range(0, len(keys), PART):
            part = keys[start : start + PART]
            after = {row.pk: row for row in rows_of(model, part)}
            for key in part:
                if (row := _row_of_change(key, before[key], after.get(key))) is not None:
                    yield row


def _row_of_change(key: int, old: models.Model | None, new: models.Model | None) -> ChangedRow | None:
    """Return what changed of one row, or None where nothing did."""
    shown = new if new is not None else old
    if shown is None:
        return None  # it came and went
    model = type(shown)
    leave_out = TRACKED[model].leave_out
    if old is None:
        kind, values = ChangeKind.CREATED, Values()
    elif new is None:
        # Nothing is left out: the row is made from this again.
        kind, values = ChangeKind.DELETED, {k: [v, None] for k, v in values_of(old, frozenset()).items()}
    else:
        kind, values = ChangeKind.CHANGED, compare(values_of(old, leave_out), values_of(new, leave_out))
        if not values:
            return None
    owner_model, owner_id = owner_of(shown)
    return ChangedRow(
        model=name_of(model),
        object_id=key,
        owner_model=owner_model,
        owner_id=owner_id,
        label=_label(shown),
        kind=kind,
        values=values,
    )


def _label(row: models.Model) -> str:
    try:
        return str(row)[:LABEL_LENGTH]
    except ObjectDoesNotExist:
        return ""  # it is named by something that went with it


_current: ContextVar[Recorder | None] = ContextVar("current_recorder", default=None)


def current_recorder() -> Recorder | None:
    """Return the recorder of the act that is under way here, if one is."""
    return _current.get()


def watch(rows: "models.QuerySet[Any]") -> None:
    """Remember rows that the act under way, if one is, is about to change in a way that sends no signals."""
    if (recorder := _current.get()) is not None:
        recorder.watch(rows)


def added(rows: Iterable[models.Model]) -> None:
    """Remember that the act under way, if one is, added rows in a way that sends no signals."""
    if (recorder := _current.get()) is not None:
        recorder.added(rows)


@contextmanager
def changing(
    editor: User | None,
    *,
    action: Action,
    reason: str = "",
    batch: ImportBatch | None = None,
    undoes: Change | None = None,
) -> Iterator[Recorder]:
    """Record what is changed inside as one act, in one transaction: all of it happens, or nothing.

    An act inside another becomes part of it. Nothing is written where nothing changed.
    """
    outer = _current.get()
    if outer is not None:
        outer.join(action=action, reason=reason)
        with transaction.atomic():
            yield outer
        return
    recorder = Recorder(editor, action=action, reason=reason, batch=batch, undoes=undoes)
    token = _current.set(recorder)
    try:
        with transaction.atomic():
            yield recorder
            recorder.finish()
    finally:
        _current.reset(token)
