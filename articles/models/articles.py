"""The news texts."""

import calendar
import datetime
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import ExtractYear, TruncMonth

from articles.models.addresses import address_of
from articles.models.conditions import published_articles, spoken_quotes
from articles.models.public_ids import slug_for
from articles.models.rights import Rights
from articles.models.telling import ToldIterable
from articles.models.visibility import Visibility, Withholdable, withholdable_constraints
from articles.text.addresses import web_address
from articles.text.concealing import has_any, in_brackets
from articles.text.documents import DateBasis, DatePrecision, PublicationDate

if TYPE_CHECKING:
    from articles.models.publications import Publication

LABEL_LENGTH = 90


def _choices(enum: type[DatePrecision] | type[DateBasis]) -> list[tuple[str, str]]:
    return [(member.value, member.value.capitalize()) for member in enum]


class YearCount(TypedDict):
    """How many there are of a year, or of none."""

    year: int | None
    count: int


def counted_by_year(rows: models.QuerySet[Any], date: str) -> Iterable[YearCount]:
    """Return how many rows have a date in each year, and how many have none."""
    years = rows.order_by().annotate(year=ExtractYear(date)).values("year")
    return cast(Iterable[YearCount], years.annotate(count=Count("pk")).order_by("year"))


def counted_in(things: models.QuerySet[Any], articles: models.QuerySet[Any]) -> models.QuerySet[Any, Any]:
    """Return slug, name and number of these articles for each thing that gathers any, most first."""
    counted: models.QuerySet[Any, Any] = (
        things.filter(articles__in=articles.order_by().values("pk"))
        .order_by()
        .values_list("slug", "name")
        .annotate(count=Count("articles", distinct=True))
        .order_by("-count", "name")
    )
    return counted


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> "ArticleQuerySet":
        """Return articles that readers may see at all, as they are told them: public and not private by rights."""
        return self.filter(published_articles()).told()

    def told(self) -> "ArticleQuerySet":
        """Return the rows as readers are told them, with a mask over withheld words; not to be saved."""
        told = self.all()
        told._iterable_class = ToldIterable  # noqa: SLF001  a QuerySet's own
        return told

    def lock(self) -> None:
        """Lock these articles until the transaction ends, in the order of their keys.

        Whoever changes what hangs on articles, or speakers of their quotes, locks the articles first, as imports do: so
        of two one waits for the other, and never each for the other.
        """
        list(self.order_by("pk").select_for_update(of=("self",)).values_list("pk"))

    def undated(self) -> "ArticleQuerySet":
        return self.filter(date_earliest__isnull=True)

    def between(self, earliest: datetime.date, latest: datetime.date) -> "ArticleQuerySet":
        """Return articles that may have appeared in the range, both days included."""
        return self.filter(date_earliest__lte=latest, date_latest__gte=earliest)

    def newest_first(self) -> "ArticleQuerySet":
        """Return the articles newest first, undated last."""
        return self.order_by(
            F("date_earliest").desc(nulls_last=True), F("date_time").desc(nulls_last=True), "-pk"
        )

    def oldest_first(self) -> "ArticleQuerySet":
        """Return the articles oldest first, undated last."""
        return self.order_by(
            F("date_earliest").asc(nulls_last=True), F("date_time").asc(nulls_last=True), "pk"
        )

    def dated_in(
        self,
        years: Collection[int],
        *,
        months: Collection[tuple[int, int]] = (),
        or_undated: bool = False,
    ) -> "ArticleQuerySet":
        """Return articles whose earliest possible day falls in one of the years; undated ones when asked.

        Those of one of the months, given with its year, are wholly within it.
        """
        wanted = Q(date_earliest__isnull=True) if or_undated else Q(pk__in=())
        for year in years:
            wanted |= Q(date_earliest__year=year)
        for year, month in months:
            last = calendar.monthrange(year, month)[1]
            wanted |= Q(
                date_earliest__gte=datetime.date(year, month, 1),
                date_latest__lte=datetime.date(year, month, last),
            )
        return self.filter(wanted)

    def run_by(self, publications: Collection[str]) -> "ArticleQuerySet":
        """Return articles of any of these publications, given by slug, that readers may know of."""
        return self.filter(publication__slug__in=publications).exclude(publication__rights=Rights.PRIVATE)

    def about(self, topics: Collection[str]) -> "ArticleQuerySet":
        """Return articles under any of these topics, given by slug."""
        return self.filter(
            pk__in=self.model.topics.through.objects.filter(topic__slug__in=topics).values("article")
        )

    def quoting(self, speakers: Collection[str]) -> "ArticleQuerySet":
        """Return articles with a published quote of any of these speakers, given by slug."""
        quoting = Article.objects.filter(
            spoken_quotes("quotes__"),
            quotes__speaker__slug__in=speakers,
            quotes__speaker__visibility=Visibility.PUBLIC,
        )
        return self.filter(pk__in=quoting.order_by().values("pk"))

    def counted_by_year(self) -> Iterable[YearCount]:
        """Return how many articles there are of each year; the undated have none."""
        return counted_by_year(self, "date_earliest")

    def counted_by_month(
        self, years: Collection[int]
    ) -> "models.QuerySet[Article, tuple[datetime.date, int]]":
        """Return the first day of each month of some years and how many articles are wholly within it."""
        within = self.dated_in(years).annotate(month=TruncMonth("date_earliest"))
        counted = within.filter(month=TruncMonth("date_latest")).order_by().values_list("month")
        return counted.annotate(count=Count("pk")).order_by("-month")

    def with_bylines(self) -> "ArticleQuerySet":
        """Add the publication and the bylines, in two queries."""
        return self.select_related("publication").prefetch_related("bylines")

    def with_quote_counts(self) -> "ArticleQuerySet":
        """Add `quote_count`: direct and mixed quotes that readers may see."""
        same = Article.objects.filter(pk=OuterRef("pk")).order_by().values("pk")
        counts = same.annotate(n=Count("quotes", filter=spoken_quotes("quotes__"))).values("n")
        return self.annotate(quote_count=Subquery(counts))

    def with_quotes(self) -> "ArticleQuerySet":
        """Add the publication, bylines and quotes with their speakers, in three queries."""
        return self.select_related("publication").prefetch_related(
            "bylines", "quotes__speaker", "quotes__unnamed_source"
        )


class Article(Withholdable):
    """One news text: what is read, searched and quoted, with every span referring to `body`.

    `headline` and `publication` are empty where the text gives none. Where an editor corrected a mistake of the
    source in the headline, `printed_headline` is what it prints, mistake included. The publication date is kept
    as local wall time, without shifting: `date_earliest` and `date_latest` are equal for a day,
    both null when undated.
    """

    public_id = models.CharField(max_length=12, unique=True, editable=False)
    headline = models.CharField(max_length=500, blank=True)
    printed_headline = models.CharField("headline as printed", max_length=500, blank=True, editable=False)
    standfirst = models.TextField(blank=True)
    publication = models.ForeignKey(
        "articles.Publication", on_delete=models.PROTECT, null=True, blank=True, related_name="articles"
    )
    dateline = models.CharField("dateline place", max_length=200, blank=True)
    body = models.TextField(help_text="Plain text; a blank line between paragraphs.")
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47 tag, such as en or pt-BR.")

    date_precision = models.CharField(
        max_length=10, choices=_choices(DatePrecision), default=DatePrecision.UNKNOWN.value
    )
    date_basis = models.CharField(max_length=10, choices=_choices(DateBasis), default=DateBasis.UNKNOWN.value)
    date_earliest = models.DateField("published on, or at the earliest", null=True, blank=True, db_index=True)
    date_latest = models.DateField("at the latest", null=True, blank=True)
    date_time = models.TimeField("local time", null=True, blank=True)
    date_zone = models.CharField("zone as printed", max_length=40, blank=True)

    source_url = models.URLField("source URL", max_length=2000, blank=True)
    retrieved_at = models.DateTimeField("retrieved", null=True, blank=True)
    rights = models.CharField(
        max_length=10, choices=Rights, blank=True, help_text="Empty: as the publication's rights say."
    )
    notes = models.TextField(blank=True, help_text="Markdown. Shown to readers above the text.")
    topics = models.ManyToManyField(
        "articles.Topic", through="articles.TopicArticle", blank=True, related_name="articles"
    )

    concealed: "models.JSONField[list[dict[str, str]], list[dict[str, str]]]" = models.JSONField(
        default=list,
        editable=False,
        help_text="Names and other words withheld: each with its reason, since when, and a note for editors.",
    )
    withheld_words = models.JSONField(
        default=list,
        editable=False,
        help_text="What readers see a mask for: the words of withheld quotes, and those concealed.",
    )
    pipeline_version = models.CharField(max_length=20, blank=True, editable=False)
    created_at = models.DateTimeField("added", auto_now_add=True)
    updated_at = models.DateTimeField("changed", auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = [F("date_earliest").desc(nulls_last=True), "-pk"]
        permissions = [("erase_article", "Can erase article")]
        indexes = [
            # Every import of a page asks whether the archive has its address.
            models.Index(fields=["source_url"], name="article_source_url"),
            # What readers may see, and when it appeared and changed: so that nothing counts by reading bodies.
            models.Index(
                # By publication first: an index that began with what most rows have would be taken for a short way to them.
                fields=[
                    "publication", "visibility", "rights",
                    "date_earliest", "date_latest", "updated_at",
                ],
                name="article_published",
            ),
        ]  # fmt: skip
        constraints = withholdable_constraints(
            models.CheckConstraint(
                name="article_dates_in_order",
                condition=Q(date_earliest__isnull=True, date_latest__isnull=True)
                | Q(date_earliest__lte=F("date_latest")),
                violation_error_message="Give both dates or neither, the earlier first.",
            ),
            models.CheckConstraint(
                name="article_date_matches_precision",
                condition=Q(date_precision=DatePrecision.UNKNOWN.value, date_earliest__isnull=True)
                | (~Q(date_precision=DatePrecision.UNKNOWN.value) & Q(date_earliest__isnull=False)),
                violation_error_message="An unknown date has no days; a known one has.",
            ),
            models.CheckConstraint(
                name="article_time_only_to_the_minute",
                condition=Q(date_time__isnull=True) | Q(date_precision=DatePrecision.MINUTE.value),
                violation_error_message="A time needs the precision “minute”.",
            ),
            models.CheckConstraint(name="article_has_body", condition=~Q(body="")),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("article", self.public_id, self.slug)

    @property
    def title(self) -> str:
        """The headline, else the label."""
        return self.headline or self.label

    @property
    def label(self) -> str:
        """The first words of the body, which name an article without a headline and are shown as such."""
        first = " ".join(in_brackets(self.body.split("\n\n", 1)[0]).split())
        if len(first) <= LABEL_LENGTH:
            return first
        return first[:LABEL_LENGTH].rsplit(" ", 1)[0].rstrip(",;:—–-") + " …"

    @property
    def slug(self) -> str:
        return slug_for(self.title)

    @property
    def published(self) -> PublicationDate:
        """The publication date with its precision; its evidence is in the provenance."""
        return PublicationDate(
            precision=DatePrecision(self.date_precision),
            basis=DateBasis(self.date_basis),
            earliest=self.date_earliest,
            latest=self.date_latest,
            time=self.date_time,
            zone=self.date_zone,
        )

    @property
    def effective_rights(self) -> str:
        """The article's own rights, else its publication's, else full text public."""
        if self.rights:
            return self.rights
        return self.publication.rights if self.publication else Rights.FULL

    @property
    def shown_publication(self) -> "Publication | None":
        """The publication, unless it is private, which an article with wider rights of its own leaves it."""
        publication = self.publication
        return None if publication is None or publication.rights == Rights.PRIVATE else publication

    @property
    def shown_source_url(self) -> str:
        """The address where it was found, if a page may link to it.

        Not where that would tell a private publication, or has withheld words in it as a headline's address may.
        """
        is_private = self.publication is not None and self.shown_publication is None
        is_telling = is_private or has_any(self.source_url, self.withheld_words)
        return "" if is_telling else web_address(self.source_url)

    @property
    def has_public_text(self) -> bool:
        return self.effective_rights == Rights.FULL

    @property
    def has_public_original(self) -> bool:
        """Whether its original may be read as it came: not where a word of it is withheld."""
        return self.has_public_text and not self.withheld_words

    def excerpt_length(self, most: int) -> int:
        """Return how many code points of the body may be shown at once, or a short text would be shown whole.

        It is `most`, but no more than a third of a body whose full text is not public.
        """
        return most if self.has_public_text else min(most, len(self.body) // 3)

    @property
    def is_published(self) -> bool:
        """Whether readers may see this article at all; `ArticleQuerySet.published` in Python."""
        return self.visibility == Visibility.PUBLIC and self.effective_rights != Rights.PRIVATE
