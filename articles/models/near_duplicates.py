"""Articles that are versions of one another: found by sketches of their words, never merged."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.models.conditions import published_articles
from articles.models.entries import EntryQuerySet

# From this share of its words on, a text stands in another: what is left are corrections and a cut line.
MOST = 0.8


class Sketch(models.Model):
    """Which body of an article its entries and its near-duplicates were found for."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="sketch"
    )
    body_digest = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"sketch of {self.article_id}"


class SketchEntry(models.Model):
    """One of the few runs of words, as a number, that stand for an article when its versions are looked for."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="sketch_entries")
    run = models.BigIntegerField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "sketch entries"
        constraints = [
            # In this order it is the index that finds the articles of a run, and answers without their rows.
            models.UniqueConstraint(fields=["run", "article"], name="sketch_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.run} in {self.article_id}"


class NearDuplicateQuerySet(models.QuerySet["NearDuplicate"]):
    def standing(self) -> "NearDuplicateQuerySet":
        """Return the pairs of which no editor said that they are no duplicates."""
        return self.filter(rejected_at__isnull=True)

    def published(self) -> "NearDuplicateQuerySet":
        """Return the standing pairs of two articles that readers may see."""
        return self.standing().filter(published_articles("one__"), published_articles("other__"))

    def of(self, article: int) -> "NearDuplicateQuerySet":
        """Return the pairs of an article, given by primary key, closest first."""
        return self.filter(Q(one=article) | Q(other=article)).order_by("-score", "pk")

    def between(self, article: int, another: int) -> "NearDuplicateQuerySet":
        """Return the pair of two articles, given by primary key in any order."""
        one, other = sorted((article, another))
        return self.filter(one=one, other=other)

    def with_articles(self) -> "NearDuplicateQuerySet":
        """Add both articles and their publications in the same query."""
        return self.select_related("one__publication", "other__publication")


class NearDuplicate(models.Model):
    """Two articles whose words are mostly the same: `one` is the older row, `other` the newer.

    `one_share` is how much of one's words stand in the other, in order (0 to 1), `other_share` how much of
    the other's stand in one, and `score` how much of both together is the same.
    """

    one = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="later_versions")
    other = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="earlier_versions")
    score = models.FloatField(db_index=True, help_text="0 to 1: how much of both together is the same.")
    one_share = models.FloatField()
    other_share = models.FloatField()
    found_at = models.DateTimeField("found", auto_now_add=True)
    rejected_at = models.DateTimeField("not a duplicate, since", null=True, blank=True, db_index=True)
    rejected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = NearDuplicateQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="near_duplicate_once"),
            models.CheckConstraint(name="near_duplicate_in_order", condition=Q(one__lt=F("other"))),
            models.CheckConstraint(
                name="near_duplicate_has_shares",
                condition=Q(score__gte=0.0, score__lte=1.0)
                & Q(one_share__gte=0.0, one_share__lte=1.0)
                & Q(other_share__gte=0.0, other_share__lte=1.0),
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.one}” and “{self.other}”"

    @property
    def is_rejected(self) -> bool:
        return self.rejected_at is not None
