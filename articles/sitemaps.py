"""What crawlers may find: every public page that lasts, in sections, each page of which costs a few queries."""

import datetime
from collections.abc import Sequence

from django.contrib.sitemaps import Sitemap
from django.db.models import Case, Max, QuerySet, Value, When
from django.db.models.functions import Left
from django.urls import reverse

from articles.models import Article, Publication, Quote, Speaker, Topic

# Addresses in one file: 2,000 articles take a quarter of a second of CPU to list.
MOST = 2_000
# More of a body than a label is made of.
OPENING = 1_000


class ArticleSitemap(Sitemap):
    limit = MOST

    def items(self) -> QuerySet[Article]:
        """Return the articles with what their addresses are made of: of a body only its opening, and only for a label."""
        opening = Case(When(headline="", then=Left("body", OPENING)), default=Value(""))
        return (
            Article.objects.published()
            .only("public_id", "headline", "updated_at")
            .annotate(opening=opening)
            .order_by("pk")
        )

    def location(self, item: Article) -> str:
        item.body = getattr(item, "opening", "")
        return item.get_absolute_url()

    def lastmod(self, item: Article) -> datetime.datetime:
        return item.updated_at

    def get_latest_lastmod(self) -> datetime.datetime | None:
        latest: datetime.datetime | None = Article.objects.published().aggregate(latest=Max("updated_at"))[
            "latest"
        ]
        return latest


class QuoteSitemap(Sitemap):
    limit = MOST

    def items(self) -> QuerySet[Quote]:
        return Quote.objects.published().spoken().only("public_id").order_by("pk")


class SpeakerSitemap(Sitemap):
    limit = MOST

    def items(self) -> QuerySet[Speaker]:
        return Speaker.objects.published().heard().only("slug").order_by("pk")


class PublicationSitemap(Sitemap):
    limit = MOST

    def items(self) -> QuerySet[Publication]:
        return Publication.objects.running().only("slug").order_by("pk")


class TopicSitemap(Sitemap):
    limit = MOST

    def items(self) -> QuerySet[Topic]:
        return Topic.objects.only("slug").order_by("pk")


class PageSitemap(Sitemap):
    def items(self) -> Sequence[str]:
        return (
            "home",
            "articles",
            "quotes",
            "speakers",
            "unnamed-sources",
            "publications",
            "topics",
            "about",
            "quality",
        )

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS: dict[str, type[Sitemap]] = {
    "pages": PageSitemap,
    "articles": ArticleSitemap,
    "quotes": QuoteSitemap,
    "speakers": SpeakerSitemap,
    "publications": PublicationSitemap,
    "topics": TopicSitemap,
}
