"""The stored quotations."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, F, Q

from articles.models.addresses import address_of
from articles.models.articles import Article, YearCount, counted_by_year
from articles.models.conditions import ReviewState, published_articles, shown_quotes
from articles.models.provenance import Origin
from articles.models.telling import ToldIterable
from articles.models.visibility import Visibility, Withholdable, withholdable_constraints
from articles.text.anchors import find_moved
from articles.text.documents import CERTAIN, MentionKind, QuotationKind
from articles.text.spans import Span

# Beyond every body: where the quotes of an article wait while they move, so that no place on the way meets another's.
ASIDE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class QuoteTally:
    """How many quotes stand how.

    `plain`, `probable` and `unattributed` part those that readers see by what they are told, and
    so do `confirmed`, `corrected` and `unreviewed` by what an editor decided.
    """

    plain: int
    probable: int
    unattributed: int
    confirmed: int
    corrected: int
    unreviewed: int
    rejected: int
    withheld: int

    @property
    def shown(self) -> int:
        return self.plain + self.probable + self.unattributed

    @property
    def total(self) -> int:
        return self.shown + self.rejected + self.withheld


def is_probable(*, review_state: str, attribution_origin: str, confidence: float) -> bool:
    """Return whether pages say "probably" of whom an attributed quote is given to: by the engine, below its line."""
    return (
        review_state == ReviewState.UNREVIEWED
        and attribution_origin != Origin.EDITOR
        and confidence < CERTAIN
    )


class QuoteQuerySet(models.QuerySet["Quote"]):
    def published(self) -> "QuoteQuerySet":
        """Return quotes that readers may see, as they are told them: public, not rejected, of a published article."""
        return self.shown().filter(published_articles("article__")).told()

    def told(self) -> "QuoteQuerySet":
        """Return the rows, which need their articles at hand, with a mask over withheld words; not to be saved."""
        told = self.all()
        told._iterable_class = ToldIterable  # noqa: SLF001  a QuerySet's own
        return told

    def of_published_articles(self) -> "QuoteQuerySet":
        """Return quotes of articles that readers may see, whether or not they may see the quote."""
        return self.filter(published_articles("article__"))

    def shown(self) -> "QuoteQuerySet":
        """Return quotes that readers may see if they may see the article: public and not rejected."""
        return self.filter(shown_quotes())

    def said_by(self, speakers: Collection[str]) -> "QuoteQuerySet":
        """Return quotes of any of these speakers, given by slug, whose names readers may see."""
        return self.filter(speaker__slug__in=speakers, speaker__visibility=Visibility.PUBLIC)

    def spoken(self) -> "QuoteQuerySet":
        """Return direct and mixed quotes, without indirect speech."""
        return self.filter(kind__in=[QuotationKind.DIRECT.value, QuotationKind.MIXED.value])

    def indirect(self) -> "QuoteQuerySet":
        """Return speech reported without marks."""
        return self.filter(kind=QuotationKind.INDIRECT.value)

    def direct(self) -> "QuoteQuerySet":
        """Return quotes of a whole sentence or more."""
        return self.filter(kind=QuotationKind.DIRECT.value)

    def counted_by_speaker(
        self, articles: models.QuerySet[Article]
    ) -> "models.QuerySet[Quote, tuple[str, str, int]]":
        """Return slug, name and number of these articles that quote them for each speaker quoted, most first."""
        return (
            self.attributed()
            .filter(article__in=articles.order_by().values("pk"))
            .order_by()
            .values_list("speaker__slug", "speaker__name")
            .annotate(count=Count("article", distinct=True))
            .order_by("-count", "speaker__name")
        )

    def of_statement(self, number: int) -> "QuoteQuerySet":
        """Return the stretches of one utterance, in text order; chain it after one article's quotes."""
        return self.filter(statement=number).order_by("start")

    def attributed(self) -> "QuoteQuerySet":
        """Return direct and mixed quotes of speakers whose names readers may see."""
        return self.spoken().filter(speaker__visibility=Visibility.PUBLIC)

    def unattributed(self) -> "QuoteQuerySet":
        return self.filter(speaker__isnull=True, unnamed_source__isnull=True)

    def tally(self) -> QuoteTally:
        """Return how many of these quotes stand how; those that editors keep hidden are left out."""
        is_attributed = Q(speaker__isnull=False) | Q(unnamed_source__isnull=False)
        is_probable = (
            is_attributed
            & Q(review_state=ReviewState.UNREVIEWED, confidence__lt=CERTAIN)
            & ~Q(attribution_origin=Origin.EDITOR)
        )
        parts = {
            "plain": shown_quotes() & is_attributed & ~is_probable,
            "probable": shown_quotes() & is_probable,
            "unattributed": shown_quotes() & ~is_attributed,
            "confirmed": shown_quotes() & Q(review_state=ReviewState.CONFIRMED),
            "corrected": shown_quotes() & Q(review_state=ReviewState.CORRECTED),
            "unreviewed": shown_quotes() & Q(review_state=ReviewState.UNREVIEWED),
            "rejected": Q(visibility=Visibility.PUBLIC, review_state=ReviewState.REJECTED),
            "withheld": Q(visibility=Visibility.WITHHELD),
        }
        return QuoteTally(
            **self.aggregate(**{name: Count("pk", filter=part) for name, part in parts.items()})
        )

    def with_speaker(self) -> "QuoteQuerySet":
        """Add speaker and unnamed source in the same query: for the quotes of one article, which is known."""
        return self.select_related("speaker", "unnamed_source")

    def with_article(self) -> "QuoteQuerySet":
        """Add article, publication, speaker and unnamed source in the same query."""
        return self.select_related("article__publication", "speaker", "unnamed_source")

    def counted_by_year(self) -> Iterable[YearCount]:
        """Return how many quotes there are of each year of their articles; the undated have none."""
        return counted_by_year(self, "article__date_earliest")

    def newest_first(self) -> "QuoteQuerySet":
        """Return quotes of the newest articles first, undated last, in text order."""
        return self.order_by(F("article__date_earliest").desc(nulls_last=True), "-article", "start")

    def oldest_first(self) -> "QuoteQuerySet":
        """Return quotes of the oldest articles first, undated last, in text order."""
        return self.order_by(F("article__date_earliest").asc(nulls_last=True), "article", "start")

    def of_wordings(self, wordings: Collection[int]) -> "QuoteQuerySet":
        """Return quotes of any of these wordings, given by primary key, each with its own."""
        return self.filter(quoted_wording__wording__in=wordings).select_related("quoted_wording")


class Quote(Withholdable):
    """One stretch of an article's body that someone said, marks excluded, and who said it.

    `[start, end)` are code points of `Article.body` and `words` what stands there. Quotes of one
    utterance share `statement`. Neither speaker nor unnamed source means unattributed.
    """

    public_id = models.CharField(max_length=12, unique=True, editable=False)
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="quotes")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField()
    kind = models.CharField(
        max_length=10, choices=[(kind.value, kind.value.capitalize()) for kind in QuotationKind]
    )
    statement = models.PositiveIntegerField(help_text="Stretches of one utterance share a number.")

    speaker = models.ForeignKey(
        "articles.Speaker", on_delete=models.PROTECT, null=True, blank=True, related_name="quotes"
    )
    unnamed_source = models.ForeignKey(
        "articles.UnnamedSource", on_delete=models.SET_NULL, null=True, blank=True, related_name="quotes"
    )

    cue = models.CharField(max_length=200, blank=True, db_index=True)
    cue_start = models.PositiveIntegerField(null=True, blank=True)
    cue_end = models.PositiveIntegerField(null=True, blank=True)
    mention = models.CharField(max_length=300, blank=True, help_text="The speaker as printed.")
    mention_start = models.PositiveIntegerField(null=True, blank=True)
    mention_end = models.PositiveIntegerField(null=True, blank=True)
    mention_kind = models.CharField(
        max_length=12, blank=True, choices=[(kind.value, kind.value.capitalize()) for kind in MentionKind]
    )
    role = models.CharField(
        max_length=200, blank=True, help_text="What is printed beside the name: “deputy adviser”."
    )
    role_start = models.PositiveIntegerField(null=True, blank=True)
    role_end = models.PositiveIntegerField(null=True, blank=True)
    method = models.CharField(max_length=20, blank=True)
    confidence = models.FloatField(default=0.0, help_text="0 to 1, as the engine states it.")
    chain = models.JSONField(
        default=list, blank=True, help_text="From the mention to the speaker, step by step."
    )
    candidates = models.JSONField(default=list, blank=True, help_text="Who else was considered, with scores.")
    attribution_origin = models.CharField(max_length=10, choices=Origin, default=Origin.RULE)
    review_state = models.CharField(
        max_length=10, choices=ReviewState, default=ReviewState.UNREVIEWED, db_index=True
    )
    notes = models.TextField(blank=True, help_text="Markdown.")

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["article", "start"]
        indexes = [
            # The queue of review: what nobody decided, least certain first.
            models.Index(fields=["review_state", "confidence", "id"], name="quote_in_review_order"),
            models.Index(
                fields=["review_state", "confidence", "id"],
                name="quote_of_nobody",
                condition=Q(speaker__isnull=True, unnamed_source__isnull=True),
            ),
        ]
        constraints = withholdable_constraints(
            models.UniqueConstraint(fields=["article", "start", "end", "kind"], name="quote_once_per_place"),
            models.CheckConstraint(name="quote_has_words", condition=Q(start__lt=F("end")) & ~Q(words="")),
            models.CheckConstraint(
                name="quote_has_at_most_one_speaker",
                condition=Q(speaker__isnull=True) | Q(unnamed_source__isnull=True),
                violation_error_message="A quote has a speaker or an unnamed source, not both.",
            ),
            models.CheckConstraint(
                name="quote_confidence_is_a_share", condition=Q(confidence__gte=0.0, confidence__lte=1.0)
            ),
            models.CheckConstraint(
                name="quote_cue_span_whole",
                condition=Q(cue_start__isnull=True, cue_end__isnull=True) | Q(cue_start__lt=F("cue_end")),
            ),
            models.CheckConstraint(
                name="quote_mention_span_whole",
                condition=Q(mention_start__isnull=True, mention_end__isnull=True)
                | Q(mention_start__lt=F("mention_end")),
            ),
            models.CheckConstraint(
                name="quote_role_span_whole",
                condition=Q(role_start__isnull=True, role_end__isnull=True) | Q(role_start__lt=F("role_end")),
            ),
        )

    def __str__(self) -> str:
        return self.words if len(self.words) <= 80 else self.words[:79].rstrip() + "…"

    def get_absolute_url(self) -> str:
        return address_of("quote", self.public_id)

    def move(self, place: Span, *, body: str) -> None:
        """Take the quote, not yet saved, to a place of its words in a body; cue, mention and role go along."""
        distance = place.start - self.start
        self.start, self.end = place.start, place.end
        self.cue_start, self.cue_end = find_moved(self.cue, self.cue_start, distance=distance, body=body)
        self.mention_start, self.mention_end = find_moved(
            self.mention, self.mention_start, distance=distance, body=body
        )
        self.role_start, self.role_end = find_moved(self.role, self.role_start, distance=distance, body=body)

    @property
    def is_decided(self) -> bool:
        """Whether an editor decided who said it, or whether it is a quotation."""
        return self.attribution_origin == Origin.EDITOR or self.review_state != ReviewState.UNREVIEWED

    @property
    def is_published(self) -> bool:
        """Whether readers may see this quote at all; `QuoteQuerySet.published` in Python."""
        is_shown = self.visibility == Visibility.PUBLIC and self.review_state != ReviewState.REJECTED
        return is_shown and self.article.is_published

    @property
    def is_edited(self) -> bool:
        """Whether an editor did anything to it: decided on it, wrote a note or kept it from readers."""
        return self.is_decided or self.notes != "" or self.visibility != Visibility.PUBLIC

    @property
    def is_attributed(self) -> bool:
        return self.speaker_id is not None or self.unnamed_source_id is not None

    @property
    def is_unread(self) -> bool:
        """Whether no speaker was looked for: the engine knows the words that name one in English alone."""
        language = self.article.language.lower().partition("-")[0]
        return not self.is_attributed and not self.is_decided and language not in ("", "en")

    @property
    def is_reviewed(self) -> bool:
        return self.review_state in (ReviewState.CONFIRMED, ReviewState.CORRECTED)

    @property
    def is_probable(self) -> bool:
        """Whether pages say "probably": attributed by the engine below its line of certainty."""
        return self.is_attributed and is_probable(
            review_state=self.review_state,
            attribution_origin=self.attribution_origin,
            confidence=self.confidence,
        )
