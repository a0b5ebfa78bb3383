"""Changes that the search index has still to follow."""

from collections.abc import Iterable

from django.db import models


class IndexedKind(models.TextChoices):
    ARTICLE = "article", "Article"
    QUOTE = "quote", "Quote"


class IndexChangeQuerySet(models.QuerySet["IndexChange"]):
    def record(self, kind: IndexedKind, object_ids: Iterable[int]) -> None:
        """Note that these rows changed or went; call it in the transaction of the change."""
        self.bulk_create([IndexChange(kind=kind, object_id=object_id) for object_id in object_ids])


class IndexChange(models.Model):
    """One row of the outbox: an article or quote that was added, changed or deleted.

    It does not say which: whoever drains the outbox indexes what the database then holds and
    removes what it does not, so that a row drained twice or late does no harm.
    """

    kind = models.CharField(max_length=10, choices=IndexedKind)
    object_id = models.PositiveBigIntegerField()
    queued_at = models.DateTimeField("queued", auto_now_add=True)

    objects = IndexChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
