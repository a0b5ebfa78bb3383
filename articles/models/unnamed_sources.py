"""Those quoted without a name."""

from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from articles.models.articles import Article


class UnnamedSourceQuerySet(models.QuerySet["UnnamedSource"]):
    def published(self) -> "UnnamedSourceQuerySet":
        """Return sources of published articles with at least one quote that readers may see, with `quote_count`."""
        from articles.models.quotes import Quote  # noqa: PLC0415  quotes refer to unnamed sources

        shown = Quote.objects.shown().spoken().filter(unnamed_source=OuterRef("pk")).order_by()
        counts = shown.values("unnamed_source").annotate(n=Count("pk")).values("n")
        return (
            self.filter(article__in=Article.objects.published().order_by().values("pk"))
            .annotate(quote_count=Coalesce(Subquery(counts), 0))
            .filter(quote_count__gt=0)
        )

    def with_article(self) -> "UnnamedSourceQuerySet":
        """Add the article and its publication in the same query."""
        return self.select_related("article__publication")


class UnnamedSource(models.Model):
    """A description of someone quoted without a name, in one article.

    A description, not a person: two quotes under one description may come from different people,
    and the same words in two articles say nothing of who they were.
    """

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="unnamed_sources")
    description = models.CharField(max_length=300, db_index=True)
    is_several = models.BooleanField("several people", default=False)
    terms = models.JSONField(
        default=list, blank=True, help_text="Conditions stated, such as “on background”."
    )

    objects = UnnamedSourceQuerySet.as_manager()

    class Meta:
        ordering = ["description", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "description", "is_several"], name="unnamed_source_once_per_article"
            ),
        ]

    def __str__(self) -> str:
        return self.description
