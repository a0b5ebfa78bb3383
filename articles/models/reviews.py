"""What editors have in hand of the queue of what nobody has confirmed, and the random samples that are audited."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class ReviewedKind(models.TextChoices):
    """What an item of the queue is."""

    QUOTE = "quote", "Quote"
    # A row of provenance: what a rule inferred of one field of an article.
    FIELD = "field", "Metadata"


class ReviewQuerySet(models.QuerySet["Review"]):
    def held(self) -> "ReviewQuerySet":
        """Return items that an editor has in hand at this moment."""
        return self.filter(until__gt=timezone.now())


class Review(models.Model):
    """An item of the queue in one editor's hands, until a time: nobody else is given it or decides it before then."""

    kind = models.CharField(max_length=10, choices=ReviewedKind)
    object_id = models.PositiveBigIntegerField()
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "item in hand"
        verbose_name_plural = "review queue"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="review_by_one_editor"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}, with {self.editor}"


class ReviewSkip(models.Model):
    """An item that an editor passed over: the queue does not offer it to them again until they ask for it."""

    kind = models.CharField(max_length=10, choices=ReviewedKind)
    object_id = models.PositiveBigIntegerField()
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "editor"], name="review_skip_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}, passed over by {self.editor}"


class Told(models.TextChoices):
    """What readers were told of a quote's speaker when a sample was drawn."""

    PLAIN = "plain", "plainly"
    PROBABLE = "probable", "with “probably”"
    NOBODY = "nobody", "not at all: unattributed"


class AuditSample(models.Model):
    """Quotes drawn by lot from all that readers saw and no editor had looked at, to be judged one by one.

    The same archive and the same seed give the same quotes in the same order. `population` is how many there were.
    """

    seed = models.PositiveBigIntegerField(help_text="A number: the same one draws the same quotes.")
    size = models.PositiveIntegerField("quotes drawn")
    population = models.PositiveIntegerField("drawn from")
    drawn_at = models.DateTimeField("drawn", auto_now_add=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["drawn_at", "pk"]
        verbose_name = "random sample"

    def __str__(self) -> str:
        return f"sample of {self.drawn_at:%Y-%m-%d}, {self.size} quotes"


class AuditItem(models.Model):
    """A quote of a sample, in the order in which it was drawn.

    What became of it is the quote's own review state, so that an undone decision is undone here too. It names its quote
    by public id and outlives it: one that is gone, and comes back, is the same.
    """

    sample = models.ForeignKey(AuditSample, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    quote = models.OneToOneField(
        "articles.Quote",
        to_field="public_id",
        db_column="public_id",
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="audit_item",
    )
    told = models.CharField(max_length=10, choices=Told)

    class Meta:
        ordering = ["sample", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "position"], name="audit_item_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.position} of {self.sample_id}: {self.quote_id}"
