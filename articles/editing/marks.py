"""Marks of an editor's hand on fields."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser

from articles.models import Article, Origin, Provenance, Quote


def mark_edited(
    changed: Article | Quote, *, fields: Iterable[str], editor: AbstractBaseUser, reason: str = ""
) -> None:
    """Note that an editor set these fields, so that no import changes them again.

    The evidence of what stood there before goes: it speaks for another value.
    """
    key = {"article": changed} if isinstance(changed, Article) else {"quote": changed}
    for field in fields:
        Provenance.objects.update_or_create(
            **key,
            field=field,
            defaults={
                "origin": Origin.EDITOR,
                "editor": editor,
                "reason": reason,
                "rule": "",
                "evidence": "",
                "evidence_frame": "",
                "evidence_start": None,
                "evidence_end": None,
            },
        )
