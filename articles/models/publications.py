"""The outlets that ran the articles."""

from django.db import models
from django.urls import reverse

from articles.models.rights import Rights


class PublicationQuerySet(models.QuerySet["Publication"]):
    def published(self) -> "PublicationQuerySet":
        """Return publications that readers may know of: not private."""
        return self.exclude(rights=Rights.PRIVATE)


class Publication(models.Model):
    """One outlet, and what readers may be shown of its articles."""

    name = models.CharField(max_length=200, unique=True)
    name_key = models.CharField(max_length=200, unique=True, editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    website = models.URLField(blank=True)
    rights = models.CharField(max_length=10, choices=Rights, default=Rights.FULL)
    notes = models.TextField(blank=True, help_text="Markdown. Shown on the publication's page.")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("publication", args=[self.slug])
