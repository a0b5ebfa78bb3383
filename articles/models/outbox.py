"""Changes that the search index has still to follow."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import models
from django.db.models import Min, Q

# Values of one query that every database takes.
MOST_PARAMETERS = 10_000


class IndexedKind(models.TextChoices):
    ARTICLE = "article", "Article"
    QUOTE = "quote", "Quote"
    # Its saved search is to be looked at anew.
    TOPIC = "topic", "Topic"


class IndexChangeQuerySet(models.QuerySet["IndexChange"]):
    def record(self, kind: IndexedKind, object_ids: Iterable[int], *, is_withdrawal: bool = False) -> None:
        """Note that these rows changed or went; call it in the transaction of the change.

        A withdrawal is one after which readers may not find what they found: until the index has followed, searches
        leave these rows out.
        """
        self.bulk_create(
            [
                IndexChange(kind=kind, object_id=object_id, is_withdrawal=is_withdrawal)
                for object_id in object_ids
            ]
        )

    def withdrawn(self) -> "IndexChangeQuerySet":
        """Return the withdrawals that the index has not followed yet."""
        return self.filter(is_withdrawal=True)

    def of_first(self, count: int) -> "list[IndexChange]":
        """Return all rows of the first things, at most `count` of them, that wait here."""
        rows = list(self.order_by("pk")[: count + 1])
        if len(rows) <= count:
            return rows
        first = self.order_by().values("kind", "object_id").annotate(first=Min("pk")).order_by("first")
        keys: dict[str, list[int]] = defaultdict(list)
        for thing in first[:count]:
            keys[thing["kind"]].append(thing["object_id"])
        wanted = Q(pk__in=())
        for kind, object_ids in keys.items():
            wanted |= Q(kind=kind, object_id__in=object_ids)
        return list(self.filter(wanted))

    def forget(self, rows: "Iterable[IndexChange]") -> None:
        """Delete rows whose changes the index has followed, and none that were written since."""
        for keys in _in_parts([row.pk for row in rows]):
            self.filter(pk__in=keys).delete()


def _in_parts(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), MOST_PARAMETERS):
        yield keys[start : start + MOST_PARAMETERS]


class IndexChange(models.Model):
    """One row of the outbox: an article, quote or topic that was added, changed or deleted.

    It does not say which: whoever drains the outbox indexes what the database then holds and
    removes what it does not, so that a row drained twice or late does no harm. A topic has no document of its own:
    what its saved search finds is looked at anew.
    """

    kind = models.CharField(max_length=10, choices=IndexedKind)
    object_id = models.PositiveBigIntegerField()
    queued_at = models.DateTimeField("queued", auto_now_add=True)
    is_withdrawal = models.BooleanField(default=False)

    objects = IndexChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["kind", "object_id"], condition=Q(is_withdrawal=True), name="index_change_withdrawn"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
