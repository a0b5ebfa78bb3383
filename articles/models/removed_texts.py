"""What cleaning took out."""

from django.db import models


class RemovedText(models.Model):
    """Web boilerplate kept with the rule that removed it; `position` is where in the body it stood."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="removed_texts")
    text = models.TextField()
    rule = models.CharField(max_length=60)
    position = models.PositiveIntegerField(help_text="Code point of the body before which it stood.")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
