"""Those quoted without a name."""

from django.db import models


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

    class Meta:
        ordering = ["description", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "description", "is_several"], name="unnamed_source_once_per_article"
            ),
        ]

    def __str__(self) -> str:
        return self.description
