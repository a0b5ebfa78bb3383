"""What crawlers may find: every public page that lasts, in sections, each file of which costs two queries.

A file has the rows of a range of primary keys, so that the last costs what the first does, and that an address which goes
or comes moves none of the others from file to file.
"""

import datetime
from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Page, Paginator
from django.db.models import Case, Max, QuerySet, Value, When
from django.db.models.functions import Left
from django.urls import reverse

from articles.models import Article, Publication, Quote, Speaker, Topic
from articles.text.concealing import conceal

# Addresses in one file, of which an article's takes a tenth of a millisecond to write, made of its headline.
MOST_ARTICLES = 300
MOST = 600
# More of a body than a label is made of.
OPENING = 1_000


class KeyRanges(Paginator):
    """Rows in pages of a range of primary keys each; where rows are missing from it, a page has fewer."""

    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        """The highest primary key of all rows, shown or not, which is known at once and says how many pages there are."""
        highest: int | None = self.object_list.model.objects.aggregate(last=Max("pk"))["last"]
        return highest or 0

    def page(self, number: int | str) -> Page:
        last = self.validate_number(number) * self.per_page
        rows = self.object_list.filter(pk__gt=last - self.per_page, pk__lte=last)
        return Page(rows, self.validate_number(number), self)


class LongSitemap(Sitemap):
    """A section of many files."""

    limit = MOST

    @abstractmethod
    def items(self) -> QuerySet[Any]:
        """Return all rows of the section."""

    @property
    def paginator(self) -> KeyRanges:
        return KeyRanges(self.items(), self.limit)


class ArticleSitemap(LongSitemap):
    limit = MOST_ARTICLES

    def items(self) -> QuerySet[Article]:
        """Return the articles with what their addresses are made of: of a body only its opening, and only for a label."""
        opening = Case(When(headline="", then=Left("body", OPENING)), default=Value(""))
        return (
            Article.objects.published()
            .only("public_id", "headline", "updated_at", "withheld_words")
            .annotate(opening=opening)
            .order_by("pk")
        )

    def location(self, item: Article) -> str:
        item.body = conceal(getattr(item, "opening", ""), item.withheld_words)
        return item.get_absolute_url()

    def lastmod(self, item: Article) -> datetime.datetime:
        return item.updated_at

    def get_latest_lastmod(self) -> datetime.datetime | None:
        latest: datetime.datetime | None = Article.objects.published().aggregate(latest=Max("updated_at"))[
            "latest"
        ]
        return latest


class QuoteSitemap(LongSitemap):
    def items(self) -> QuerySet[Quote]:
        return Quote.objects.published().spoken().only("public_id").order_by("pk")


class SpeakerSitemap(LongSitemap):
    def items(self) -> QuerySet[Speaker]:
        return Speaker.objects.published().heard().only("slug").order_by("pk")


class PublicationSitemap(Sitemap):
    def items(self) -> QuerySet[Publication]:
        return Publication.objects.running().only("slug").order_by("pk")


class TopicSitemap(Sitemap):
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
