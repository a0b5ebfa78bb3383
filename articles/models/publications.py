"""The outlets that ran the articles."""

from django.db import models
from django.db.models import Count, Exists, Max, Min, OuterRef

from articles.models.addresses import address_of
from articles.models.articles import Article, counted_in
from articles.models.conditions import published_articles
from articles.models.rights import Rights


class PublicationQuerySet(models.QuerySet["Publication"]):
    def published(self) -> "PublicationQuerySet":
        """Return publications that readers may know of: not private."""
        return self.exclude(rights=Rights.PRIVATE)

    def running(self) -> "PublicationQuerySet":
        """Return publications of which readers may see an article."""
        seen = Article.objects.published().filter(publication=OuterRef("pk")).order_by()
        return self.published().filter(Exists(seen))

    def with_article_counts(self) -> "PublicationQuerySet":
        """Add `article_count` of published articles and the days between which the first and the last of them lie.

        `first_day` to `first_latest`, and `last_earliest` to `last_day`; None where all are undated.
        """
        shown = published_articles("articles__")
        return self.annotate(
            article_count=Count("articles", filter=shown),
            first_day=Min("articles__date_earliest", filter=shown),
            first_latest=Min("articles__date_latest", filter=shown),
            last_earliest=Max("articles__date_earliest", filter=shown),
            last_day=Max("articles__date_latest", filter=shown),
        ).order_by("name")

    def counted_in(
        self, articles: models.QuerySet[Article]
    ) -> "models.QuerySet[Publication, tuple[str, str, int]]":
        """Return slug, name and number of these articles for each that has any, most first."""
        return counted_in(self, articles)


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
        return address_of("publication", self.slug)
