"""Slugs for what is made new."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from articles.models.redirects import Redirect, RedirectKind


def free_slug(slug: str, *, among: QuerySet[Any], kind: RedirectKind, reserved: Collection[str] = ()) -> str:
    """Return the slug, numbered from 2 where a row has it, an old address leads on from it, or it is reserved."""
    free, number = slug, 2
    while (
        free in reserved
        or among.filter(slug=free).exists()
        or Redirect.objects.filter(kind=kind, old=free).exclude(new="").exists()
    ):
        free, number = f"{slug}-{number}", number + 1
    return free


def welcome_back(slugs: Collection[str], *, kind: RedirectKind) -> None:
    """Take away the stubs at the addresses of what was made: it is there again."""
    Redirect.objects.filter(kind=kind, old__in=slugs, new="").delete()
