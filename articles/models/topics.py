"""Curated subjects."""

from functools import cached_property
from urllib.parse import unquote_plus, urlencode

from django.db import models
from django.db.models import Count, Q

from articles.models.addresses import address_of
from articles.models.articles import Article, counted_in
from articles.models.quotes import Quote, QuoteQuerySet
from articles.models.speakers import SpeakerAlias
from articles.models.visibility import Visibility
from articles.text.concealing import has_any

LONGEST_SEARCH = 1_000
LONGEST_REASON = 300


class TopicQuerySet(models.QuerySet["Topic"]):
    def searching(self) -> "TopicQuerySet":
        """Return topics with a saved search."""
        return self.exclude(query="", filters="")

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
    """A subject and the articles that belong to it: those of a saved search, and those that editors chose.

    `query` and `filters` are the saved search, as in the address of a search: what stands behind `q=`, and the rest
    (`speaker=ada-marsh&year=2019`); where both are empty there is none. `imported` is what a file of topics gave
    last, by field, so that the next one tells what an editor changed since.
    """

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    introduction = models.TextField(blank=True, help_text="Markdown.")
    query = models.CharField("search for", max_length=LONGEST_SEARCH, blank=True)
    filters = models.CharField(max_length=LONGEST_SEARCH, blank=True)
    imported = models.JSONField(default=dict, blank=True, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("topic", self.slug)

    @property
    def has_search(self) -> bool:
        return bool(self.query or self.filters)

    @property
    def search_query(self) -> str:
        """The saved search as the query of an address, "" where there is none."""
        return "&".join(part for part in (self.query and urlencode({"q": self.query}), self.filters) if part)

    @cached_property
    def shown_query(self) -> str:
        """The saved search as readers are told it, "" also where it names a speaker whose name is withheld."""
        if not self.has_search:
            return ""
        hidden = SpeakerAlias.objects.filter(identifies=True).exclude(speaker__visibility=Visibility.PUBLIC)
        names = {name for pair in hidden.values_list("name", "speaker__slug") for name in pair}
        return "" if has_any(f"{self.query} {unquote_plus(self.filters)}", names) else self.search_query

    @property
    def pinned_quotes(self) -> QuoteQuerySet:
        """The quotes that an editor put first and that readers may see, in the editor's order."""
        pinned = Quote.objects.published().filter(pins__topic=self)
        return pinned.with_article().order_by("pins__position", "pins__pk")


class TopicArticle(models.Model):
    """An article that belongs to a topic: put there by hand, or found by the saved search.

    Rows that are not by hand are written by articles.search alone, which knows what a search finds.
    """

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE)
    by_hand = models.BooleanField(default=True)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True, help_text="Shown to editors.")

    class Meta:
        db_table = "articles_article_topics"
        unique_together = [("article", "topic")]
        verbose_name = "article of a topic"
        verbose_name_plural = "articles of topics"

    def __str__(self) -> str:
        return f"{self.article} under {self.topic}"


class TopicOmission(models.Model):
    """An article that the saved search of a topic finds and that an editor left out."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="topic_omissions")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="omissions")
    reason = models.CharField(max_length=LONGEST_REASON, blank=True, help_text="Shown to editors.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "topic"], name="left_out_once")]
        verbose_name = "article left out"
        verbose_name_plural = "articles left out"

    def __str__(self) -> str:
        return f"{self.article} left out of {self.topic}"
