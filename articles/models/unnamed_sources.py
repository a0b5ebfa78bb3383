"""Those quoted without a name."""

from django.db import models
from django.db.models import Count

from articles.models.conditions import published_articles, spoken_quotes


class UnnamedSourceQuerySet(models.QuerySet["UnnamedSource"]):
    def published(self) -> "UnnamedSourceQuerySet":
        """Return sources of published articles with a quote that readers may see, by description.

        Adds `quote_count`: their direct and mixed quotes.
        """
        return (
            self.filter(published_articles("article__"))
            .annotate(quote_count=Count("quotes", filter=spoken_quotes("quotes__")))
            .filter(quote_count__gt=0)
            .order_by("description", "pk")
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
