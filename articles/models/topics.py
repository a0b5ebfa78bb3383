"""Curated subjects."""

from django.db import models
from django.db.models import Count, Q

from articles.models.addresses import address_of
from articles.models.articles import Article, counted_in


class TopicQuerySet(models.QuerySet["Topic"]):
    def with_article_counts(self) -> "TopicQuerySet":
        """Add `article_count`: published articles."""
        shown = Article.objects.published().order_by().values("pk")
        counted = self.annotate(article_count=Count("articles", filter=Q(articles__in=shown), distinct=True))
        return counted.order_by("name")

    def most_used_first(self) -> "TopicQuerySet":
        """Return topics of at least one published article, those of most first, with `article_count`."""
        return self.with_article_counts().filter(Q(article_count__gt=0)).order_by("-article_count", "name")

    def counted_in(
        self, articles: models.QuerySet[Article]
    ) -> "models.QuerySet[Topic, tuple[str, str, int]]":
        """Return slug, name and number of these articles for each that has any, most first."""
        return counted_in(self, articles)


class Topic(models.Model):
    """A subject that editors gather articles under."""

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    introduction = models.TextField(blank=True, help_text="Markdown.")

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("topic", self.slug)
