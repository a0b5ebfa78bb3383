"""The same words quoted in several articles: exactly the same, or with a word changed or cut.

A cluster is not stored as such. It is a wording with the quotes that have it and the variants it is linked
to, each link a fact about two wordings alone. So no order of imports makes other clusters, no quote that
bridges two merges them, and nothing is to be split when it goes.
"""

from django.db import models
from django.db.models import Count, F, Q

from articles.models.entries import EntryQuerySet


class WordingQuerySet(models.QuerySet["Wording"]):
    def shared(self) -> "WordingQuerySet":
        """Return wordings quoted in several articles, or with a variant."""
        counted = self.annotate(article_count=Count("quotes__quote__article", distinct=True))
        has_variant = Q(later_variants__isnull=False) | Q(earlier_variants__isnull=False)
        return counted.filter(Q(article_count__gt=1) | has_variant).distinct()

    def unused(self) -> "WordingQuerySet":
        """Return wordings that no quote has any more."""
        return self.filter(quotes__isnull=True)


class Wording(models.Model):
    """Quoted words as they are compared: without marks and case; one row for all quotes that have them."""

    key = models.CharField(max_length=32, unique=True, help_text="A digest of the words.")
    words = models.TextField()
    word_count = models.PositiveIntegerField()

    objects = WordingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.words if len(self.words) <= 80 else self.words[:79].rstrip() + "…"


class QuotedWording(models.Model):
    """Which wording a quote has; quotes too short to tell anything have none."""

    quote = models.OneToOneField(
        "articles.Quote", on_delete=models.CASCADE, primary_key=True, related_name="quoted_wording"
    )
    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="quotes")

    def __str__(self) -> str:
        return f"{self.quote_id}: {self.wording_id}"


class WordingEntry(models.Model):
    """One of a wording's runs of words, as a number, by which its variants are found."""

    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="entries")
    run = models.BigIntegerField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "wording entries"
        constraints = [models.UniqueConstraint(fields=["run", "wording"], name="wording_entry_once")]

    def __str__(self) -> str:
        return f"{self.run} in {self.wording_id}"


class WordingVariantQuerySet(models.QuerySet["WordingVariant"]):
    def of(self, wording: int) -> "WordingVariantQuerySet":
        """Return the pairs of a wording, given by primary key."""
        return self.filter(Q(one=wording) | Q(other=wording))


class WordingVariant(models.Model):
    """Two wordings that differ in a few words, or of which one is the other cut short."""

    one = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="later_variants")
    other = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="earlier_variants")
    score = models.FloatField(help_text="0 to 1: how much of both together is the same.")

    objects = WordingVariantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="wording_variant_once"),
            models.CheckConstraint(name="wording_variant_in_order", condition=Q(one__lt=F("other"))),
            models.CheckConstraint(
                name="wording_variant_has_score", condition=Q(score__gte=0.0, score__lte=1.0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}: {self.score:.0%}"
