"""What happened when, as the editors of a topic tell it."""

from django.db import models
from django.db.models import F, Q

from articles.models.articles import Article
from articles.models.quotes import Quote
from articles.models.telling import tell
from articles.models.topics import Topic
from articles.text.documents import DateBasis, DatePrecision, PublicationDate

# A key date is no clock, and one that nobody knows is none.
PRECISIONS = (DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR)


class KeyDateQuerySet(models.QuerySet["KeyDate"]):
    def with_sources(self) -> "KeyDateQuerySet":
        """Add the article or quote that each leads to, in the same query."""
        return self.select_related("article__publication", "quote__article__publication")


class KeyDate(models.Model):
    """A day, month or year of a topic and a sentence on it, with the article or quote that says so."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="key_dates")
    precision = models.CharField(
        max_length=10, choices=[(each.value, each.value.capitalize()) for each in PRECISIONS]
    )
    earliest = models.DateField()
    latest = models.DateField()
    sentence = models.TextField()
    article = models.ForeignKey(
        "articles.Article", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    quote = models.ForeignKey(
        "articles.Quote", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = KeyDateQuerySet.as_manager()

    class Meta:
        ordering = ["earliest", "latest", "pk"]
        constraints = [
            models.CheckConstraint(name="key_date_in_order", condition=Q(earliest__lte=F("latest"))),
            models.CheckConstraint(
                name="key_date_leads_to_one_thing",
                condition=Q(article__isnull=True) | Q(quote__isnull=True),
                violation_error_message="A key date leads to an article or to a quote, not to both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.sentence}"

    @property
    def date(self) -> PublicationDate:
        return PublicationDate(
            DatePrecision(self.precision), DateBasis.EXPLICIT, earliest=self.earliest, latest=self.latest
        )

    @property
    def source(self) -> Article | Quote | None:
        """What says so, as readers are told it, if they may see it; `with_sources` fetched it."""
        if self.article is not None:
            return tell(self.article) if self.article.is_published else None
        if self.quote is not None:
            return tell(self.quote) if self.quote.is_published else None
        return None
