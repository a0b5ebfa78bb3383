"""An act taken back, while nothing later depends on it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import IntegrityError, models
from django.db.models import F, ProtectedError

from articles.changes.recording import PART, Recorder, changing, watch
from articles.changes.tracked import TRACKED, model_named, name_of, references_to, rows_of
from articles.changes.values import read_value, undone, values_of
from articles.models import Article, Quote
from articles.models.changes import Action, Change, ChangedRow, ChangeKind
from articles.models.quotes import ASIDE


class NotUndoable(Exception):
    """An act cannot be taken back; the message is one plain sentence, `blockers` the later acts that depend on it."""

    def __init__(self, message: str, blockers: Iterable[Change] = ()) -> None:
        super().__init__(message)
        self.blockers = tuple(blockers)


def is_in_effect(change: Change) -> bool:
    """Return whether what an act did still holds: it was not undone, or its undoing was."""
    undoing = Change.objects.filter(undoes=change).first()
    return undoing is None or not is_in_effect(undoing)


def find_blockers(change: Change) -> list[Change]:
    """Return the later acts, oldest first, that changed again what an act changed and still hold."""
    mine = {(row.model, row.object_id): row for row in change.rows.all()}
    found: dict[int, Change] = {}
    for row in _later_rows(change, mine):
        own = mine[row.model, row.object_id]
        both_changed = own.kind == row.kind == ChangeKind.CHANGED
        if not both_changed or own.values.keys() & row.values.keys():
            found[row.change_id] = row.change
    return [later for _, later in sorted(found.items()) if _holds(later, since=change)]


def _later_rows(change: Change, things: Iterable[tuple[str, int]]) -> Iterator[ChangedRow]:
    """Yield what later acts changed of any of these things, each a table's name and a key."""
    keys: dict[str, list[int]] = defaultdict(list)
    for model, key in things:
        keys[model].append(key)
    later = ChangedRow.objects.filter(change__gt=change.pk).select_related("change__undoes").order_by()
    for model, numbers in keys.items():
        for start in range(0, len(numbers), PART):
            yield from later.filter(model=model, object_id__in=numbers[start : start + PART])


def _holds(later: Change, *, since: Change) -> bool:
    """Return whether a later act still holds, and is not itself what took another later one back."""
    return is_in_effect(later) and (later.undoes is None or later.undoes.pk <= since.pk)


@contextmanager
def undoing(change: Change, *, editor: User | None, reason: str = "") -> Iterator[Recorder]:
    """Take an act back, so that each row is as it was; what is changed inside belongs to the act of doing so.

    Raises:
        NotUndoable: it is undone already, or something later depends on it; nothing is changed then.
    """
    try:
        with changing(editor, action=Action.UNDO, reason=reason, undoes=change) as recorder:
            _take_back(Change.objects.select_for_update().get(pk=change.pk))
            yield recorder
    except (ProtectedError, IntegrityError) as error:
        raise NotUndoable("Something that was added later depends on it.") from error


def undo(change: Change, *, editor: User | None, reason: str = "") -> Change:
    """Take an act back as `undoing` does, and return the act of doing so."""
    with undoing(change, editor=editor, reason=reason) as recorder:
        pass
    assert recorder.change is not None  # noqa: S101  an undoing is always written
    return recorder.change


def _take_back(change: Change) -> None:
    if (undoing := Change.objects.filter(undoes=change).first()) is not None:
        again = " and then done again: undo that instead" if is_in_effect(change) else " already"
        raise NotUndoable(f"It is undone{again}.", [undoing])
    if blockers := find_blockers(change):
        raise NotUndoable("What it changed was changed again since.", blockers)
    rows = list(change.rows.all())
    _lock_articles(rows)
    created = [row for row in rows if row.kind == ChangeKind.CREATED]
    # What nothing refers to goes first: what comes back may be unique beside it.
    waiting = _delete(created, or_wait=True)
    instances = _change_back([row for row in rows if row.kind == ChangeKind.CHANGED])
    _delete(waiting)
    instances += _bring_back([row for row in rows if row.kind == ChangeKind.DELETED])
    for instance in instances:
        _check_references(instance)


def _lock_articles(rows: Iterable[ChangedRow]) -> None:
    own = name_of(Article)
    keys = {
        row.object_id if row.model == own else row.owner_id
        for row in rows
        if own in (row.model, row.owner_model)
    }
    quotes = {row.owner_id for row in rows if row.owner_model == name_of(Quote)}
    keys |= set(Quote.objects.filter(pk__in=quotes).values_list("article", flat=True))
    Article.objects.filter(pk__in=keys).lock()


def _in_order(rows: Iterable[ChangedRow]) -> list[ChangedRow]:
    """Return rows so that each comes after those that it may refer to."""
    order = {name_of(model): number for number, model in enumerate(TRACKED)}
    return sorted(rows, key=lambda row: (order[row.model], row.pk))


def _delete(created: list[ChangedRow], *, or_wait: bool = False) -> list[ChangedRow]:
    """Delete rows, and return those that wait because others refer to them.

    Raises:
        NotUndoable: others refer to a row that may not wait.
    """
    waiting = []
    for row in reversed(_in_order(created)):
        instance = rows_of(model_named(row.model), [row.object_id]).first()
        if instance is None:
            raise NotUndoable(f"“{row.label}” is no longer there.")
        if (referring := _referring_to(instance)) is None:
            instance.delete()
        elif or_wait:
            waiting.append(row)
        else:
            raise NotUndoable(f"“{row.label}” has been given more since: {referring}.", _acts_on(referring))
    return waiting


def _referring_to(instance: models.Model) -> models.Model | None:
    """Return a row with a history that refers to this one, or None."""
    for model, name in references_to(type(instance)):
        if (row := model._base_manager.filter(**{name: instance.pk}).first()) is not None:
            return row
    return None


def _acts_on(row: models.Model) -> list[Change]:
    last = ChangedRow.objects.filter(model=name_of(type(row)), object_id=row.pk).order_by("-pk").first()
    return [last.change] if last else []


def _change_back(rows: list[ChangedRow]) -> list[models.Model]:
    """Set the values of rows to those before, and return the rows.

    Raises:
        NotUndoable: a value is not the one that the act left.
    """
    changed = _in_order(rows)
    instances = [_as_before(row) for row in changed]
    moved = [row.object_id for row in changed if row.model == name_of(Quote) and "start" in row.values]
    quotes = Quote.objects.filter(pk__in=moved)
    watch(quotes)
    # So that no place on the way meets another's.
    quotes.update(start=F("start") + ASIDE, end=F("end") + ASIDE)
    for row, instance in zip(changed, instances, strict=True):
        _save(instance, times=row.values.keys())
    return instances


def _as_before(row: ChangedRow) -> models.Model:
    """Return a row, not yet saved, with the values from before an act."""
    model = model_named(row.model)
    instance: models.Model | None = rows_of(model, [row.object_id]).first()
    if instance is None:
        raise NotUndoable(f"“{row.label}” is no longer there.")
    present = values_of(instance, frozenset())
    for column, kept in row.values.items():
        is_same, old = undone(kept, present[column])
        if not is_same:
            raise NotUndoable(f"“{row.label}” was changed since.")
        setattr(instance, column, read_value(model, column, old))
    return instance


def _bring_back(rows: list[ChangedRow]) -> list[models.Model]:
    """Make deleted rows again, with their keys, and return them."""
    instances = []
    for row in _in_order(rows):
        model = model_named(row.model)
        values = {column: read_value(model, column, old) for column, (old, _) in row.values.items()}
        instances.append(model(**values))
        _save(instances[-1], times=values.keys(), force_insert=True)
    return instances


def _save(instance: models.Model, *, times: Collection[str], force_insert: bool = False) -> None:
    """Save a row, and set those of the times among these columns that saving sets by itself to what they were."""
    _leave_lost_accounts(instance)
    kept = {
        field.attname: getattr(instance, field.attname)
        for field in instance._meta.concrete_fields
        if field.attname in times
        and (getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))
    }
    instance.save(force_insert=force_insert)
    if kept:
        rows_of(type(instance), [instance.pk]).update(**kept)


def _leave_lost_accounts(instance: models.Model) -> None:
    """Let go of accounts that have been deleted since."""
    accounts = get_user_model()
    for field in instance._meta.concrete_fields:
        key = getattr(instance, field.attname)
        if field.related_model is accounts and key is not None and not rows_of(accounts, [key]).exists():
            setattr(instance, field.attname, None)


def _check_references(instance: models.Model) -> None:
    """Refuse a row that refers to what was deleted since."""
    for field in instance._meta.concrete_fields:
        key = getattr(instance, field.attname)
        model = field.related_model
        if key is not None and isinstance(model, type) and not rows_of(model, [key]).exists():
            raise NotUndoable(f"What “{instance}” belongs to is no longer there.")
