"""Forms that were opened before what they show was changed elsewhere: refused at save, with both values.

A form carries a digest of each value that it was opened with, and so does each of its rows. At save the row is locked
and looked at again: what changed since and what this form changes are told apart, field by field.
"""

import copy
import datetime
import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, cast

from django import forms
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet, model_to_dict
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst

from articles.changes.tracked import TRACKED, name_of
from articles.histories.words import Names
from articles.models import Action, Change, ChangedRow

# The fields of a form that are no columns: the digests, and why something is changed.
OPENED = "opened"
REASON = "change_reason"
# Characters of a value that a message holds.
LONGEST_TOLD = 300
# So many of the last acts on a row are looked through for who changed a value.
ACTS = 20


def digest(value: Any) -> str:
    """Return what tells a value from others, whether it comes from a row or from a form that was sent."""
    return hashlib.blake2b(_plain(value).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case models.Model():
            return str(value.pk)
        case str():
            return value.replace("\r\n", "\n").strip()
        case datetime.datetime():
            return value.astimezone(datetime.UTC).replace(microsecond=0).isoformat()
        case list() | dict():
            return json.dumps(value, sort_keys=True, default=str)
        case _:
            return str(value)


class GuardedForm(forms.ModelForm):
    """A form of a row that may be changed elsewhere while it is open.

    `derived` are fields that are no columns but say what some hold, with how to make them of the row.
    """

    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    derived: Mapping[str, Callable[[Any], Any]]
    # Whether the row is to be locked and read anew; the rows of a formset are so all at once.
    locks = True
    is_gone = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if OPENED in self.fields and self.instance.pk is not None:
            self.initial[OPENED] = self._token()

    @cached_property
    def elsewhere(self) -> dict[str, bool]:
        """The fields that changed since the form was opened: True where this form gives them another value too."""
        opened = self._opened()
        if not opened or self.instance.pk is None:
            return {}
        if self.locks and not self._read_anew():
            self.is_gone = True
            return {}
        self._now = copy.copy(self.instance)
        now = self._digests()
        changed = [name for name, was in opened.items() if now.get(name, was) != was]
        return {name: self._sent(name) not in (opened[name], now[name]) for name in changed}

    @cached_property
    def changed_data(self) -> list[str]:
        """The fields that this form changes; those that only somebody else changed since are none of them."""
        theirs = self.elsewhere
        found: list[str] = super().changed_data
        return [name for name in found if name not in (OPENED, REASON) and theirs.get(name, True)]

    def _clean_fields(self) -> None:
        theirs = self.elsewhere
        super()._clean_fields()  # type: ignore[misc]
        for name, is_mine in theirs.items():
            if not is_mine and name not in self._derived:
                self.errors.pop(name, None)
                self.cleaned_data[name] = getattr(self.instance, name)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.is_gone:
            self.add_error(None, f"This {self._noun} was deleted after you opened it.")
        elif self.elsewhere and self._is_to_be_refused():
            self._refuse()

    def _is_to_be_refused(self) -> bool:
        return True

    def _refuse(self) -> None:
        """Say what changed meanwhile, and show the form with what is there now, so that it can be sent again."""
        acts = _acts_on(self.instance)
        told = self._told_now()
        only_theirs = []
        for name, is_mine in self.elsewhere.items():
            now = f"“{told[name]}”" if told[name] else "empty"
            if is_mine:
                who = _who(acts, self._column(name))
                self.add_error(
                    name,
                    f"{who} changed this meanwhile: it is {now} now. What you entered stands in the field; "
                    "save again to put it in its place.",
                )
            else:
                only_theirs.append(f"{self.fields[name].label or capfirst(name)} is {now} now.")
                # What is there now is shown, not what was sent.
                setattr(self.fields[name], "bound_data", _initial)  # noqa: B010  mypy would have no method set
        who = _who(acts)
        said = (
            f"{who} changed this {self._noun} after you opened it. Nothing was saved: look, and save again."
        )
        self.add_error(None, " ".join([said, *only_theirs]))
        self.initial.update({name: make(self._now) for name, make in self._derived.items()})
        sent = copy.copy(cast(QueryDict, self.data))
        sent[self.add_prefix(OPENED)] = self.initial[OPENED]
        self.data = sent
        vars(self)["_bound_fields_cache"].clear()

    def _told_now(self) -> dict[str, str]:
        """Return what the row holds now of what changed elsewhere, as people read it."""
        model = type(self.instance)
        changed = {name: self._columns[name] for name in self.elsewhere if name in self._columns}
        values = {field.attname: field.value_from_object(self._now) for field in changed.values()}
        names = Names([(model, values)])
        told = {
            name: names.in_words(model, field.attname, values[field.attname])
            for name, field in changed.items()
        }
        told |= {name: str(make(self._now)) for name, make in self._derived.items()}
        return {
            name: text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]} …"
            for name, text in told.items()
        }

    @property
    def _derived(self) -> Mapping[str, Callable[[Any], Any]]:
        # No value of this class, which stands before the form that it guards.
        return getattr(self, "derived", {})

    @property
    def _noun(self) -> str:
        return str(self.instance._meta.verbose_name)

    @cached_property
    def _columns(self) -> dict[str, "models.Field[Any, Any]"]:
        """The columns of which the form has a field, by name."""
        return {f.name: f for f in self.instance._meta.concrete_fields if f.name in self.fields}

    def _column(self, name: str) -> str:
        return self._columns[name].attname if name in self._columns else ""

    def _digests(self) -> dict[str, str]:
        """Return the digest of what the row holds for each field."""
        found = {name: field.value_from_object(self.instance) for name, field in self._columns.items()}
        found |= {name: make(self.instance) for name, make in self._derived.items() if name in self.fields}
        return {name: digest(value) for name, value in found.items()}

    def _token(self) -> str:
        return " ".join(f"{name}={value}" for name, value in self._digests().items())

    def _opened(self) -> dict[str, str]:
        """Return the digests of what the form was opened with; none where it brings none."""
        if not self.is_bound or OPENED not in self.fields:
            return {}
        sent = self.data.get(self.add_prefix(OPENED), "")
        return dict(part.split("=", 1) for part in sent.split() if "=" in part)

    def _sent(self, name: str) -> str:
        """Return the digest of what was sent for a field, "" for what cannot be understood."""
        try:
            return digest(self.fields[name].clean(self[name].data))
        except ValidationError:
            return ""

    def _read_anew(self) -> bool:
        """Lock the row and read it again, and return whether it is there."""
        _lock_owner(self.instance)
        rows = type(self.instance)._base_manager.select_for_update()
        try:
            self.instance.refresh_from_db(from_queryset=rows)
        except type(self.instance).DoesNotExist:
            return False
        self.initial.update(model_to_dict(self.instance, self._meta.fields, self._meta.exclude))
        self.initial[OPENED] = self._token()
        vars(self)["_bound_fields_cache"].clear()
        return True


class ReasonedForm(GuardedForm):
    """A guarded form that asks why."""

    change_reason = forms.CharField(
        required=False,
        max_length=1_000,
        label="Reason for the change",
        help_text="Kept in the history, and told to readers where they see what changed.",
        widget=AdminTextInputWidget,
    )


class GuardedRow(GuardedForm):
    """A row of a formset: what is left alone in it follows the change, what both changed is refused."""

    locks = False

    def _is_to_be_refused(self) -> bool:
        return self.has_changed()


class GuardedRows(BaseInlineFormSet):
    """Rows of a form that may be changed or deleted elsewhere while it is open."""

    def get_queryset(self) -> "QuerySet[Any]":
        if not hasattr(self, "_queryset"):
            rows = super().get_queryset()
            # So that nothing changes them between this look and the saving.
            self._queryset = rows.select_for_update(of=("self",)) if self.is_bound else rows
        return self._queryset

    def clean(self) -> None:
        """Refuse to delete what was changed, and to change what was deleted."""
        super().clean()
        forms = self.initial_forms
        noun = self.model._meta.verbose_name
        if any(form.instance.pk is None for form in forms):
            raise ValidationError(f"A {noun} here was deleted after you opened this page: open it again.")
        for form in forms:
            is_deleted = (
                form.cleaned_data.get(DELETION_FIELD_NAME) if hasattr(form, "cleaned_data") else False
            )
            if isinstance(form, GuardedRow) and form.elsewhere and is_deleted:
                who = _who(_acts_on(form.instance))
                raise ValidationError(f"{who} changed a {noun} that you delete here: open this page again.")


class GuardedInline(InlineModelAdmin):
    """An inline whose rows are looked at again before they are saved."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kwargs = {
            "form": _guarded(self.form, GuardedRow),
            "formset": _guarded(self.formset, GuardedRows),
            **kwargs,
        }
        return super().get_formset(request, obj, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return with_fields(fieldsets, OPENED) if self.has_change_permission(request, obj) else fieldsets


@cache
def _guarded(given: Any, guard: Any) -> Any:
    return given if issubclass(given, guard) else type(given.__name__, (guard, given), {})


def guarded(form: type[Any], *, asks_why: bool) -> type[Any]:
    """Return a form that refuses what was changed elsewhere since it was opened, and has a field for why."""
    found: type[Any] = _guarded(cast(Any, form), ReasonedForm if asks_why else GuardedForm)
    return found


def guarded_inline(inline: type[InlineModelAdmin]) -> type[InlineModelAdmin]:
    """Return an inline whose rows refuse what was changed elsewhere since the page was opened."""
    found: type[InlineModelAdmin] = _guarded(cast(Any, inline), GuardedInline)
    return found


def with_fields(fieldsets: Any, *names: str) -> Any:
    """Return fieldsets with these fields at the end of the first, those that they have not yet."""
    new = [name for name in names if name not in flatten_fieldsets(fieldsets)]
    (title, options), *others = fieldsets
    return [(title, {**options, "fields": [*options["fields"], *new]}), *others]


def _initial(data: Any, initial: Any) -> Any:
    del data
    return initial


def _lock_owner(row: models.Model) -> None:
    """Lock what a row belongs to before the row itself, as an import does, so that neither waits for the other."""
    owners = TRACKED[type(row)].owners if type(row) in TRACKED else ()
    for owner in owners:
        if (key := getattr(row, f"{owner}_id")) is not None:
            related: Any = row._meta.get_field(owner).related_model
            related._base_manager.select_for_update().filter(pk=key).order_by().values_list("pk").first()


def _acts_on(row: models.Model) -> list[ChangedRow]:
    """Return the last changes of a row, newest first."""
    rows = ChangedRow.objects.filter(model=name_of(type(row)), object_id=row.pk)
    return list(rows.select_related("change").order_by("-pk")[:ACTS])


def _who(acts: list[ChangedRow], column: str = "") -> str:
    """Return who changed a column last, or anything, as a sentence begins."""
    act = next((act.change for act in acts if not column or column in act.values), None)
    return _named(act) if act else "Somebody"


def _named(change: Change) -> str:
    if change.editor_name:
        return change.editor_name
    return "An import" if change.action == Action.IMPORT else "A program"
