"""What cleaning took out."""

from django.conf import settings
from django.db import models


class RemovedTextQuerySet(models.QuerySet["RemovedText"]):
    def outside(self) -> "RemovedTextQuerySet":
        """Return texts that no editor has put back."""
        return self.filter(restored_at__isnull=True)


class RemovedText(models.Model):
    """Web boilerplate kept with the rule that removed it; `position` is where in the body it stood.

    What an editor restored is part of the body again, and stays here as a record of that.
    """

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="removed_texts")
    text = models.TextField()
    rule = models.CharField(max_length=60)
    position = models.PositiveIntegerField(help_text="Code point of the body before which it stood.")
    restored_at = models.DateTimeField("restored", null=True, blank=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )

    objects = RemovedTextQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_restored(self) -> bool:
        return self.restored_at is not None
