"""Quotes that an editor put first."""

from django.db import models

from articles.models.topics import Topic


class PinnedQuote(models.Model):
    """A quote that stands on the page of a topic before its articles."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="pins")
    quote = models.ForeignKey("articles.Quote", on_delete=models.CASCADE, related_name="pins")
    position = models.PositiveSmallIntegerField(default=0, help_text="The lowest stands first.")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["topic", "quote"], name="pinned_once")]

    def __str__(self) -> str:
        return str(self.quote)
