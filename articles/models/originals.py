"""The bytes as received."""

from django.db import models
from django.db.models import Q


class OriginalQuerySet(models.QuerySet["Original"]):
    def current(self) -> "OriginalQuerySet":
        """Return originals that their articles were made from, not those they replaced."""
        return self.filter(is_current=True)


class Original(models.Model):
    """One input exactly as it arrived. Never changed; only a legal erasure empties `content`.

    An article keeps every original it ever had; one is current. Where an article is deleted its
    originals stay, without it.
    """

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    content = models.BinaryField(null=True, editable=False)
    size = models.PositiveBigIntegerField("size in bytes")
    name = models.CharField(max_length=500, db_index=True, help_text="The identifier its collector gave it.")
    media_type = models.CharField(max_length=100)
    encoding = models.CharField(max_length=40, blank=True)
    format = models.CharField(max_length=20, blank=True, help_text="The reader that read it.")
    stated = models.JSONField(default=dict, blank=True, help_text="What its container said of it.")
    source_url = models.URLField("source URL", max_length=2000, blank=True)
    retrieved_at = models.DateTimeField("retrieved", null=True, blank=True)
    received_at = models.DateTimeField("received", auto_now_add=True)
    erased_at = models.DateTimeField("erased", null=True, blank=True, editable=False)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.SET_NULL, null=True, blank=True, related_name="originals"
    )
    is_current = models.BooleanField(default=True)

    objects = OriginalQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["source_url"], name="original_source_url")]
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=Q(is_current=True), name="one_current_original_per_article"
            ),
            models.CheckConstraint(
                name="original_has_content_unless_erased",
                condition=Q(content__isnull=False) | Q(erased_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:8]})"
