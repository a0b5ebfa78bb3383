"""Whether a thing is shown, kept back, or withdrawn with a reason."""

from typing import Any

from django.db import models
from django.db.models import Q


class Visibility(models.TextChoices):
    PUBLIC = "public", "Public"
    HIDDEN = "hidden", "Hidden: editors only, readers get 404"
    WITHHELD = "withheld", "Withheld: readers get a stub with the reason"


class WithheldReason(models.TextChoices):
    COPYRIGHT = "copyright", "Rights holder's request"
    PRIVACY = "privacy", "Privacy"
    ERROR = "error", "Error of the archive"
    LEGAL = "legal", "Legal order"
    OTHER = "other", "Other"


class Withholdable(models.Model):
    """Columns of what can be withheld; the database insists on a reason."""

    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PUBLIC, db_index=True)
    withheld_reason = models.CharField(max_length=10, choices=WithheldReason, blank=True)
    withheld_note = models.TextField("note on withholding", blank=True, help_text="For editors; never shown.")
    withheld_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_withheld_has_reason",
                condition=~Q(visibility=Visibility.WITHHELD) | ~Q(withheld_reason=""),
                violation_error_message="A withheld item needs a reason.",
            )
        ]

    @property
    def is_withheld(self) -> bool:
        return self.visibility == Visibility.WITHHELD


def withholdable_constraints(*more: Any) -> list[Any]:
    """Return Withholdable's constraints followed by a model's own, for its Meta."""
    return [*Withholdable.Meta.constraints, *more]
