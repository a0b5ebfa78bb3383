"""What an inbox holds and has been looked at."""

from django.db import models


class InboxFile(models.Model):
    """A file of an inbox as it was when it was last imported, so that an unchanged one is not read again."""

    folder = models.CharField(max_length=1000)
    name = models.CharField(max_length=500)
    size = models.PositiveBigIntegerField("size in bytes")
    modified_ns = models.BigIntegerField("modified, in nanoseconds since 1970")
    imported_at = models.DateTimeField("imported", auto_now=True)

    class Meta:
        ordering = ["folder", "name"]
        constraints = [models.UniqueConstraint(fields=["folder", "name"], name="inbox_file_once")]

    def __str__(self) -> str:
        return self.name
