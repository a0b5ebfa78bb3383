"""What was imported when, and how it went."""

from django.conf import settings
from django.db import models

# The reason of a record whose item was taken back.
TAKEN_BACK = "Was taken back: its import was undone."


class Outcome(models.TextChoices):
    CREATED = "created", "Created"
    UPDATED = "updated", "Updated"
    UNCHANGED = "unchanged", "Unchanged"
    CONFLICT = "conflict", "Conflict"
    FAILED = "failed", "Failed"


class ImportBatch(models.Model):
    """One run of an import: by command, from the inbox, or by an editor who uploaded something."""

    started_at = models.DateTimeField("started", auto_now_add=True)
    finished_at = models.DateTimeField("finished", null=True, blank=True)
    given = models.TextField(blank=True, help_text="What it was given, a path or name a line.")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    undone_at = models.DateTimeField("undone", null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name_plural = "import batches"

    def __str__(self) -> str:
        return f"Import of {self.started_at:%Y-%m-%d %H:%M}"


class ImportRecord(models.Model):
    """One item of a batch: its outcome and, where it failed, why; `remarks` are sentences, one a line."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="records")
    name = models.CharField(max_length=500)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(blank=True)
    remarks = models.TextField(blank=True)
    article = models.ForeignKey("articles.Article", on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.outcome}"
