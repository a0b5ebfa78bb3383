"""Who changed what, when and why."""

from typing import Any

from django.conf import settings
from django.db import models


class Action(models.TextChoices):
    EDIT = "edit", "Edited"
    REVIEW = "review", "Reviewed"
    MERGE = "merge", "Merged"
    SPLIT = "split", "Split"
    WITHHOLD = "withhold", "Withheld or shown again"
    RESTORE = "restore", "Removed text restored or taken out again"
    BULK = "bulk", "Edited with others"
    CONFLICT = "conflict", "Conflict decided"
    IMPORT = "import", "Changed by an import"
    EXTRACT = "extract", "Changed by finding quotations anew"
    UNDO = "undo", "Undone"


class ChangeKind(models.TextChoices):
    CREATED = "created", "Added"
    CHANGED = "changed", "Changed"
    DELETED = "deleted", "Deleted"


class ChangeQuerySet(models.QuerySet["Change"]):
    def of(self, model: str, object_id: int) -> "ChangeQuerySet":
        """Return the changes of one thing and of what belongs to it, newest first."""
        own = ChangedRow.objects.of(model, object_id)
        return self.filter(pk__in=own.order_by().values("change")).order_by("-pk")


class Change(models.Model):
    """One act of an editor, an import or an engine: all rows that it changed, in one transaction.

    `editor` goes with the account; `editor_name` stays. Neither means that a program did it.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="changes"
    )
    editor_name = models.CharField(max_length=150, blank=True)
    action = models.CharField(max_length=10, choices=Action)
    reason = models.TextField(blank=True)
    batch = models.ForeignKey(
        "articles.ImportBatch", on_delete=models.SET_NULL, null=True, blank=True, related_name="changes"
    )
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    # The versions before it are not for readers: what it corrected is not to be read any more.
    keeps_back_earlier = models.BooleanField(default=False)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        who = f" by {self.editor_name}" if self.editor_name else ""
        return f"{self.get_action_display()}{who}, {self.at:%Y-%m-%d %H:%M}"


class ChangedRowQuerySet(models.QuerySet["ChangedRow"]):
    def of(self, model: str, object_id: int) -> "ChangedRowQuerySet":
        """Return what changed of one thing and of what belongs to it, such as the aliases of a speaker."""
        return self.filter(
            models.Q(model=model, object_id=object_id) | models.Q(owner_model=model, owner_id=object_id)
        )


class ChangedRow(models.Model):
    """One row that a change added, changed or deleted.

    `values` holds, by column, the value before and after: of a changed row those that differ, of
    a deleted one all; of a long text only the stretch that differs (`articles.changes.values`).
    `owner_model` and `owner_id` name what the row belongs to, where it has no history of its own.
    """

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="rows")
    model = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    owner_model = models.CharField(max_length=30, blank=True)
    owner_id = models.PositiveBigIntegerField(null=True, blank=True)
    label = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=ChangeKind)
    values: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)

    objects = ChangedRowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["model", "object_id"], name="changed_row_of"),
            models.Index(fields=["owner_model", "owner_id"], name="changed_row_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.model} {self.label}"
