"""Speakers that look like one, and that an editor found to be two."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.models.speakers import Speaker


class DistinctSpeakersQuerySet(models.QuerySet["DistinctSpeakers"]):
    def of(self, speakers: Iterable[Speaker]) -> "DistinctSpeakersQuerySet":
        """Return the pairs with any of these speakers in them."""
        keys = [speaker.pk for speaker in speakers]
        return self.filter(Q(one__in=keys) | Q(other__in=keys))

    def between(self, one: Speaker, other: Speaker) -> "DistinctSpeakersQuerySet":
        """Return the pair of these two, where they were found to be two."""
        first, second = sorted((one.pk, other.pk))
        return self.filter(one=first, other=second)


class DistinctSpeakers(models.Model):
    """Two speakers that are not the same: they are suggested as duplicates no more."""

    one = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    at = models.DateTimeField("since", auto_now_add=True)

    objects = DistinctSpeakersQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = verbose_name_plural = "distinct speakers"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="distinct_once"),
            models.CheckConstraint(name="distinct_in_order", condition=Q(one__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.one} is not {self.other}"
