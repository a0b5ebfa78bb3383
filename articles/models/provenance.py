"""Where each value came from."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.text.documents import Frame

# The row of an undated article's date: the words that bear on it, so separated.
UNDATED_RULE = "undated"
UNDATED_SEPARATOR = "; "
# The row of a partial date: from what it was computed, as a reader is told.
COMPUTED_RULE = "computed"


class Origin(models.TextChoices):
    TEXT = "text", "Stated in the text"
    PAGE = "page", "Stated by the page or its container"
    RULE = "rule", "Inferred by a rule"
    EDITOR = "editor", "Set by an editor"


class Provenance(models.Model):
    """Where one field of an article or a quote has its value from.

    A field whose origin is an editor is never overwritten by an import. For an undated article
    the row of `published` holds the words that bear on the date.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, null=True, blank=True, related_name="provenance"
    )
    quote = models.ForeignKey(
        "articles.Quote", on_delete=models.CASCADE, null=True, blank=True, related_name="provenance"
    )
    field = models.CharField(max_length=40)
    origin = models.CharField(max_length=10, choices=Origin)
    rule = models.CharField(max_length=60, blank=True)
    evidence = models.TextField(blank=True, help_text="The words it was taken from.")
    evidence_frame = models.CharField(
        max_length=10, blank=True, choices=[(frame.value, frame.value.capitalize()) for frame in Frame]
    )
    evidence_start = models.PositiveIntegerField(null=True, blank=True)
    evidence_end = models.PositiveIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="An editor's reason.")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    at = models.DateTimeField("since", auto_now=True)

    class Meta:
        ordering = ["field"]
        verbose_name_plural = "provenance"
        # What was inferred, and waits for an editor.
        indexes = [models.Index(fields=["origin", "article"], name="provenance_by_origin")]
        constraints = [
            models.CheckConstraint(
                name="provenance_of_one_thing",
                condition=Q(article__isnull=False, quote__isnull=True)
                | Q(article__isnull=True, quote__isnull=False),
            ),
            models.UniqueConstraint(fields=["article", "field"], name="provenance_once_per_article_field"),
            models.UniqueConstraint(fields=["quote", "field"], name="provenance_once_per_quote_field"),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.get_origin_display()}"

    @property
    def evidence_words(self) -> list[str]:
        """The words of the evidence; an undated article has several, each of which bears on its date."""
        return self.evidence.split(UNDATED_SEPARATOR) if self.rule == UNDATED_RULE else [self.evidence]
