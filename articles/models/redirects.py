"""Old addresses of merged and renamed things."""

from django.db import models

# Why a quote left its article, where it was no import that let it go: none brings it back.
REMOVED_BY_EDITOR = "Removed by an editor."


class RedirectKind(models.TextChoices):
    ARTICLE = "article", "Article"
    QUOTE = "quote", "Quote"
    SPEAKER = "speaker", "Speaker"
    PUBLICATION = "publication", "Publication"
    TOPIC = "topic", "Topic"
    VANISHED_QUOTE = "vanished", "Quote that left its article, to the article"
    VANISHED_ARTICLE = "gone", "Article whose import was undone, to nothing"


class RedirectQuerySet(models.QuerySet["Redirect"]):
    def target(self, *, kind: RedirectKind, old: str) -> str | None:
        """Return the public id or slug that an old one leads to, or None; follows chains, stops at circles.

        It is "" where the last of a chain is a stub.
        """
        last = self._last(kind, old)
        return last.new if last else None

    def stub(self, *, kind: RedirectKind, old: str) -> "Redirect | None":
        """Return what says why nothing stands at an old address, or where it leads to, any more; or None."""
        last = self._last(kind, old)
        return last if last and not last.new else None

    def _last(self, kind: RedirectKind, old: str) -> "Redirect | None":
        seen = {old}
        last: Redirect | None = None
        step = old
        while (found := self.filter(kind=kind, old=step).first()) is not None:
            if found.new in seen:
                return None
            seen.add(found.new)
            last, step = found, found.new
        return last

    def removed_by_editor(self, article: str) -> set[str]:
        """Return the public ids of quotes that an editor removed from an article, given by its own."""
        removed = self.filter(kind=RedirectKind.VANISHED_QUOTE, new=article, reason=REMOVED_BY_EDITOR)
        return set(removed.values_list("old", flat=True))


class Redirect(models.Model):
    """An old public id or slug of one kind of thing, and the one that took its place.

    Where nothing did, `new` is empty and `reason` says why: a stub, which goes when the thing comes back.
    """

    kind = models.CharField(max_length=12, choices=RedirectKind)
    old = models.CharField(max_length=100)
    new = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField("since", auto_now_add=True)

    objects = RedirectQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "old"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "old"], name="redirect_once_per_old_address"),
            models.CheckConstraint(name="redirect_leads_elsewhere", condition=~models.Q(old=models.F("new"))),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
