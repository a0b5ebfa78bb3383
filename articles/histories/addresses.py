"""Where readers find the history of a thing and its versions."""

from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from articles.models import RedirectKind


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the history of a thing and its versions are; `of` is its public id or slug."""

    kind: RedirectKind
    of: str

    @property
    def history(self) -> str:
        return reverse(f"{self.kind.value}-history", args=[self.of])

    @property
    def timemap(self) -> str:
        return reverse(f"{self.kind.value}-timemap", args=[self.of])

    def version(self, stamp: str) -> str:
        return reverse(f"{self.kind.value}-version", args=[self.of, stamp])


def addresses_of(thing: models.Model) -> Addresses:
    """Return the addresses of a thing's history.

    Raises:
        ValueError: readers are told none of such a thing.
    """
    kind = RedirectKind(str(thing._meta.model_name))
    return Addresses(kind, getattr(thing, "public_id", "") or getattr(thing, "slug", ""))
