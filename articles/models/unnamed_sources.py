"""Those quoted without a name."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery

from articles.models.conditions import published_articles
from articles.models.quotes import Quote


class UnnamedSourceQuerySet(models.QuerySet["UnnamedSource"]):
    def published(self) -> "UnnamedSourceQuerySet":
        """Return sources of published articles with a quote that readers may see, by description.

        Adds `quote_count`: their direct and mixed quotes.
        """
        # For each by itself: a page shows few of them, and counting the quotes of all would take as long as all.
        spoken = Quote.objects.shown().spoken().order_by().filter(unnamed_source=OuterRef("pk"))
        counted = Subquery(spoken.values("unnamed_source").annotate(n=Count("pk")).values("n"))
        return (
            self.filter(published_articles("article__"), Exists(spoken))
            .annotate(quote_count=counted)
            .order_by("description", "pk")
        )

    def of_article(self, public_id: str) -> "UnnamedSourceQuerySet":
        """Return the sources of one article, given by its public id."""
        return self.filter(article__public_id=public_id)

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
