"""Where an import and an editor disagree."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def open(self) -> "ConflictQuerySet":
        """Return conflicts that nobody has decided yet."""
        return self.filter(resolved_at__isnull=True)

    def close(self, editor: User) -> int:
        """Note that an editor decided those of these that wait, and return how many did."""
        return self.open().update(resolved_at=timezone.now(), resolved_by=editor)


class Conflict(models.Model):
    """A value that a newer original gives for a field an editor has set; the editor's stands."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="conflicts")
    original = models.ForeignKey("articles.Original", on_delete=models.PROTECT)
    field = models.CharField(max_length=40)
    kept = models.TextField("the editor's value", blank=True)
    incoming = models.TextField("the import's value", blank=True)
    created_at = models.DateTimeField("found", auto_now_add=True)
    resolved_at = models.DateTimeField("resolved", null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ["resolved_at", "-created_at"]

    def __str__(self) -> str:
        return f"{self.field} of {self.article}"
