"""What readers report as wrong."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.models.public_ids import ID_LENGTH
from articles.models.speakers import Speaker
from articles.models.visibility import Visibility

LONGEST_MESSAGE = 2_000
# Of base 32, as in all public ids.
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


class ReportKind(models.TextChoices):
    """What a report is about."""

    ARTICLE = "article", "Article"
    QUOTE = "quote", "Quote"
    SPEAKER = "speaker", "Speaker"


class ReportReason(models.TextChoices):
    SPEAKER = "speaker", "The wrong speaker"
    DATE = "date", "The wrong date"
    QUOTATION = "quotation", "Not a quotation"
    TEXT = "text", "Wrong text"
    RIGHTS = "rights", "Rights, or somebody’s privacy"
    OTHER = "other", "Something else"


def report_number() -> str:
    """Return a number for a report that nobody can guess: whoever has it sees how the report stands."""
    return "".join(secrets.choice(_LETTERS) for _ in range(ID_LENGTH))


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        """Return reports that no editor has resolved yet."""
        return self.filter(resolved_at__isnull=True)


class Report(models.Model):
    """An error that a reader reports, and what became of it. Nothing is kept of who reported it.

    It names its thing by the public id or slug that this had: a report outlives what it is about.
    """

    public_id = models.CharField(
        "number", max_length=ID_LENGTH, unique=True, default=report_number, editable=False
    )
    kind = models.CharField("about", max_length=10, choices=ReportKind)
    about = models.CharField("address", max_length=100)
    reason = models.CharField(max_length=10, choices=ReportReason)
    message = models.TextField(max_length=LONGEST_MESSAGE, blank=True)
    created_at = models.DateTimeField("received", auto_now_add=True)
    note = models.TextField(
        "what was done", blank=True, help_text="Markdown. For editors, unless shown below."
    )
    is_note_public = models.BooleanField(
        "show this to the reader",
        default=False,
        help_text="On the page of the report, to whoever has its number.",
    )
    resolved_at = models.DateTimeField("resolved", null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="report_resolved_with_a_note",
                condition=Q(resolved_at__isnull=True) | ~Q(note=""),
                violation_error_message="Say what was done before a report is resolved.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.kind} {self.about}"

    def get_absolute_url(self) -> str:
        return reverse("report-state", args=[self.public_id])

    @property
    def names_nobody(self) -> bool:
        """Whether its address tells no name that readers may not see, as a withheld speaker's slug would."""
        if self.kind != ReportKind.SPEAKER:
            return True
        return not Speaker.objects.filter(slug=self.about).exclude(visibility=Visibility.PUBLIC).exists()

    @property
    def about_url(self) -> str:
        """The address of what it is about, as it was; what moved or went says so there."""
        name = "article-without-slug" if self.kind == ReportKind.ARTICLE else self.kind
        return reverse(name, args=[self.about])

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None

    @property
    def public_note(self) -> str:
        """What readers are told of how it was resolved, "" for nothing."""
        return self.note if self.is_resolved and self.is_note_public else ""

    def resolve(self, editor: models.Model | None) -> None:
        """Note, unsaved, that an editor resolved it now."""
        self.resolved_at, self.resolved_by_id = timezone.now(), editor.pk if editor else None

    def reopen(self) -> None:
        self.resolved_at = self.resolved_by = None
