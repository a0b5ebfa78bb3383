"""The values of rows as people read them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from articles.changes.tracked import TRACKED, model_named, name_of, rows_of
from articles.changes.values import Values, read_value
from articles.models import ChangedRow, ChangeKind

GONE = "no longer in the archive"
NAME_LENGTH = 120

# Columns that follow from others, or that only a program reads.
QUIET = frozenset({
    "id", "public_id", "name_key", "pipeline_version", "created_at", "updated_at", "at", "imported",
    "start", "end", "statement", "position", "identified",
    "cue_start", "cue_end", "mention_start", "mention_end", "role_start", "role_end",
    "evidence_start", "evidence_end", "evidence_frame",
    "candidates", "chain", "attribution_origin", "withheld_at",
    "restored_by_id", "resolved_by_id", "editor_id",
})  # fmt: skip


def column_name(model: type[models.Model], column: str) -> str:
    """Return the name of a column as editors read it: "Headline"."""
    return str(capfirst(_field(model, column).verbose_name))


def _field(model: type[models.Model], column: str) -> "models.Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.attname == column)


class Names:
    """The names of rows that values refer to: all are looked up at once."""

    def __init__(self, referring: Iterable[tuple[type[models.Model], Values]]) -> None:
        """`referring` are values of rows, each with their table."""
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for model, values in referring:
            for field in model._meta.concrete_fields:
                key = values.get(field.attname)
                if isinstance(field.related_model, type) and isinstance(key, int):
                    wanted[field.related_model].add(key)
        self._names = {
            (model, row.pk): _short(str(row))
            for model, keys in wanted.items()
            for row in rows_of(model, keys)
        }
        for model, keys in wanted.items():
            gone = {key for key in keys if (model, key) not in self._names}
            if gone and model in TRACKED:
                last = ChangedRow.objects.filter(
                    model=name_of(model), object_id__in=gone, kind=ChangeKind.DELETED
                )
                self._names |= {(model, row.object_id): f"{row.label} ({GONE})" for row in last}

    def of(self, model: type[models.Model], key: int) -> str:
        """Return the name of the row of a key."""
        if model is get_user_model():
            return self._names.get((model, key), "an account that is gone")
        return self._names.get((model, key), GONE)

    def in_words(self, model: type[models.Model], column: str, value: Any) -> str:
        """Return a value as people read it, "" for none."""
        field = _field(model, column)
        if value is None or value == "":
            return ""
        if isinstance(field.related_model, type):
            return self.of(field.related_model, value)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, models.FloatField):
            return f"{value:.0%}"
        return _plain(read_value(model, column, value))


def _plain(value: Any) -> str:
    """Return a value that refers to nothing as people read it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, datetime.datetime):
        return (
            f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
            if timezone.is_aware(value)
            else f"{value:%Y-%m-%d %H:%M}"
        )
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return str(value)


def _short(name: str) -> str:
    return name if len(name) <= NAME_LENGTH else f"{name[:NAME_LENGTH].rstrip()} …"


def table_name(name: str) -> str:
    """Return what a row of a table is called: "speaker alias"."""
    return str(model_named(name)._meta.verbose_name)
