"""Unnamed sources that an editor holds to be one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.models.unnamed_sources import UnnamedSource


class SourceLinkQuerySet(models.QuerySet["SourceLink"]):
    def of(self, source: UnnamedSource) -> "SourceLinkQuerySet":
        """Return the links of one unnamed source, with both and their articles."""
        either = self.filter(Q(one=source) | Q(other=source))
        return either.select_related("one__article", "other__article", "editor")


class SourceLink(models.Model):
    """Two unnamed sources that are the same, says an editor with a reason; no import ever says so."""

    one = models.ForeignKey(UnnamedSource, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(UnnamedSource, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=500)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    at = models.DateTimeField("since", auto_now_add=True)

    objects = SourceLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="source_link_once"),
            models.CheckConstraint(name="source_link_in_order", condition=Q(one__lt=F("other"))),
            models.CheckConstraint(
                name="source_link_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why the two are the same.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} is {self.other}"

    def beside(self, source: UnnamedSource) -> UnnamedSource:
        """Return the one of both that a source is linked to."""
        return self.other if self.one_id == source.pk else self.one
