"""The people and bodies quoted."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Lower

from articles.models.addresses import address_of
from articles.models.conditions import published_articles, spoken_quotes
from articles.models.quotes import Quote
from articles.models.visibility import Visibility, Withholdable, withholdable_constraints
from articles.text.documents import SpeakerKind

# /speakers/unnamed/ is the index of unnamed sources; no speaker may take its place.
RESERVED_SLUGS = ("unnamed",)


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def published(self) -> "SpeakerQuerySet":
        """Return speakers whose name readers may see."""
        return self.filter(visibility=Visibility.PUBLIC)

    def with_quote_counts(self) -> "SpeakerQuerySet":
        """Add `quote_count`: published direct and mixed quotes."""
        counted = spoken_quotes("quotes__") & published_articles("quotes__article__")
        return self.annotate(quote_count=Count("quotes", filter=counted))

    def quoted(self) -> "SpeakerQuerySet":
        """Return speakers with at least one published quote, with `quote_count`."""
        return self.with_quote_counts().filter(Q(quote_count__gt=0))

    def heard(self) -> "SpeakerQuerySet":
        """Return speakers with a published quote of any kind, and those whom an editor has described."""
        # For each speaker by itself: with the keys of all that are heard in one list, asking for one costs as for all.
        of_readers = Quote.objects.published().filter(speaker=models.OuterRef("pk")).order_by()
        return self.filter(models.Exists(of_readers) | ~Q(biography=""))

    def by_name(self) -> "SpeakerQuerySet":
        """Return the speakers from A to Z."""
        return self.order_by(Lower("sort_name"), "pk")

    def under_letter(self, letter: str) -> "SpeakerQuerySet":
        """Return speakers whose sort name begins with a letter, whatever its case."""
        return self.filter(sort_name__istartswith=letter)


class Speaker(Withholdable):
    """A named person or body, the same over all articles."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100, unique=True)
    kind = models.CharField(
        max_length=10,
        choices=[(kind.value, kind.value.capitalize()) for kind in SpeakerKind],
        default=SpeakerKind.PERSON.value,
    )
    sort_name = models.CharField(
        max_length=200, db_index=True, help_text="“Obama, Barack”: where A–Z puts it."
    )
    biography = models.TextField(blank=True, help_text="Markdown.")
    wikidata_id = models.CharField(
        "Wikidata id",
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^Q[1-9][0-9]*$", "A Wikidata id is a Q and a number, such as Q76.")],
    )
    created_at = models.DateTimeField("added", auto_now_add=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        constraints = withholdable_constraints(
            models.CheckConstraint(
                name="speaker_slug_not_reserved",
                condition=~Q(slug__in=RESERVED_SLUGS),
                violation_error_message="This slug is the address of the unnamed sources.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("speaker", self.slug)


class SpeakerAlias(models.Model):
    """A form of a speaker's name.

    Only an alias that `identifies` its speaker ("Barack Obama") recognises the speaker in other
    articles; a short form ("Obama") belongs to more than one person and does not.
    """

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, db_index=True, editable=False)
    identifies = models.BooleanField("identifies the speaker", default=False)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "speaker aliases"
        constraints = [
            models.UniqueConstraint(fields=["speaker", "name"], name="alias_once_per_speaker"),
            models.UniqueConstraint(
                fields=["name_key"],
                condition=Q(identifies=True),
                name="identifying_alias_has_one_speaker",
                violation_error_message="This name already identifies another speaker.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
