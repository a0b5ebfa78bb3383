"""Old addresses of what was renamed."""

from articles.models import Quote, Redirect, RedirectKind
from articles.models.redirects import REMOVED_BY_EDITOR


def redirect_renamed(kind: RedirectKind, *, old: str, new: str, reason: str = "Renamed.") -> None:
    """Let the old slug or id of a thing lead to its new one; nothing redirects away from the new one."""
    Redirect.objects.filter(kind=kind, old=new).delete()
    Redirect.objects.update_or_create(kind=kind, old=old, defaults={"new": new, "reason": reason})


def redirect_deleted(kind: RedirectKind, *, old: str, reason: str = "Deleted by an editor.") -> None:
    """Let the slug of a deleted thing say that it was there, and the old addresses that led to it say so too."""
    Redirect.objects.update_or_create(kind=kind, old=old, defaults={"new": "", "reason": reason})


def redirect_removed(quote: Quote) -> None:
    """Let the address of a quote, about to be deleted, say that it was in its article once."""
    Redirect.objects.update_or_create(
        kind=RedirectKind.VANISHED_QUOTE,
        old=quote.public_id,
        defaults={"new": quote.article.public_id, "reason": REMOVED_BY_EDITOR},
    )
