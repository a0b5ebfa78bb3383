"""What speakers were, and from when to when, as editors state it."""

import datetime

from django.core.validators import RegexValidator
from django.db import models

from articles.models.speakers import Speaker
from articles.text.months import ENGLISH_MONTHS

# A year, a month or a day, as exactly as it is known.
DAYS = RegexValidator(r"^\d{4}(-\d{2}(-\d{2})?)?$", "Write 2009, 2009-01 or 2009-01-20.")


class SpeakerRole(models.Model):
    """An office, a rank or a profession of a speaker: an editor's word, where `Quote.role` is what an article prints.

    `since` and `until` are "2009", "2009-01" or "2009-01-20", and "" where that is not known.
    """

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="roles")
    words = models.CharField("role", max_length=200)
    since = models.CharField(max_length=10, blank=True, validators=[DAYS])
    until = models.CharField(max_length=10, blank=True, validators=[DAYS])

    class Meta:
        ordering = ["since", "until", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["speaker", "words", "since", "until"], name="role_once_per_time")
        ]

    def __str__(self) -> str:
        return f"{self.words}, {self.period}" if self.period else self.words

    @property
    def period(self) -> str:
        """When that was, in words: "January 2009 to 20 January 2013"; "" where no end is known."""
        since, until = _in_words(self.since), _in_words(self.until)
        if since and until:
            return since if since == until else f"{since} to {until}"
        return (since and f"since {since}") or (until and f"until {until}")


def _in_words(days: str) -> str:
    """Return a day, a month or a year in words."""
    match days.split("-"):
        case [year, month]:
            return f"{ENGLISH_MONTHS[int(month) - 1]} {year}"
        case [_, _, _]:
            day = datetime.date.fromisoformat(days)
            return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
        case _:
            return days
