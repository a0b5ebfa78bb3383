"""Unnamed sources that an editor holds to be one."""

from django.contrib.auth.models import User

from articles.changes import changing
from articles.models import Action, SourceLink, UnnamedSource


class NotLinkable(Exception):
    """Two unnamed sources cannot be linked; the message is a sentence, `field` what it is about."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


def link_sources(one: UnnamedSource, other: UnnamedSource, *, editor: User, reason: str) -> SourceLink:
    """Note that two unnamed sources are the same, and return the note.

    Raises:
        NotLinkable: they are one row, or linked already, or no reason is given.
    """
    if one.pk == other.pk:
        raise NotLinkable("A source cannot be linked to itself.", field="other")
    if not reason.strip():
        raise NotLinkable("Say why the two are the same.", field="reason")
    first, second = sorted((one, other), key=lambda source: source.pk)
    if SourceLink.objects.filter(one=first, other=second).exists():
        raise NotLinkable("These two are linked already.", field="other")
    with changing(editor, action=Action.EDIT, reason=reason):
        return SourceLink.objects.create(one=first, other=second, editor=editor, reason=reason.strip())


def unlink_sources(link: SourceLink, *, editor: User, reason: str = "") -> None:
    """Take back that two unnamed sources are the same."""
    with changing(editor, action=Action.EDIT, reason=reason):
        link.delete()
