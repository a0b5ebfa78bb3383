"""Who wrote an article."""

from django.db import models

from articles.text.documents import AuthorRole


class Byline(models.Model):
    """One author of one article, with the form printed."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="bylines")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200, db_index=True)
    printed = models.CharField("as printed", max_length=300, blank=True)
    role = models.CharField(
        max_length=10,
        choices=[(role.value, role.value.capitalize()) for role in AuthorRole],
        default=AuthorRole.AUTHOR.value,
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "role", "name"], name="byline_once_per_article"),
        ]

    def __str__(self) -> str:
        return self.name
