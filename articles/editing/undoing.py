"""An act taken back, with the addresses that readers have seen meanwhile."""

from collections import Counter

from django.contrib.auth.models import User
from django.db import transaction

from articles.changes import NotUndoable, read_change, undoing
from articles.editing.merging import name_by_alias
from articles.editing.redirects import redirect_deleted, redirect_renamed
from articles.models import Action, Change, ChangeKind, Redirect, RedirectKind, Speaker

_UNDONE = "What brought it was undone by an editor."


def take_back(change: Change, *, editor: User, reason: str = "") -> Change:
    """Undo an act and return the act of doing so; every address that a speaker had in between still answers.

    It leads to whom the quotes return to, or to the speaker's former address, or says that it was undone.

    Raises:
        NotUndoable: it is undone already, or something later depends on it; nothing is changed then.
    """
    with transaction.atomic():
        speakers = Speaker.objects.filter(
            pk__in=list(change.rows.filter(model="speaker").values_list("object_id", flat=True))
        )
        _refuse_withheld(change)
        before = dict(speakers.values_list("pk", "slug"))
        with undoing(change, editor=editor, reason=reason) as act:
            after = dict(speakers.values_list("pk", "slug"))
            # Nothing leads away from an address that a speaker has.
            for redirect in Redirect.objects.filter(kind=RedirectKind.SPEAKER, old__in=after.values()):
                redirect.delete()
            for speaker in speakers.all():
                # A split may have taken along the name to which an undone renaming returns.
                name_by_alias(speaker)
            for key, slug in before.items():
                if after.get(key) != slug:
                    _answer(slug, new=after.get(key) or _heir(change, key))
    assert act.change is not None  # noqa: S101  an undoing is always written
    return act.change


def _refuse_withheld(change: Change) -> None:
    """Refuse to bring back a name beside one that was kept from readers since: both are names of one person."""
    if change.action != Action.MERGE:
        return
    old = change.rows.filter(model="speaker", kind=ChangeKind.DELETED).values_list("values", flat=True)
    were = {values["visibility"][0] for values in old}
    slugs = [values["slug"][0] for values in old]
    heirs = {Redirect.objects.target(kind=RedirectKind.SPEAKER, old=slug) for slug in slugs}
    for heir in Speaker.objects.filter(slug__in=[slug for slug in heirs if slug]):
        if were - {heir.visibility}:
            raise NotUndoable(
                f"What readers see of {heir} was changed since: a name that was merged would come back otherwise. "
                "Change that back first."
            )


def _answer(slug: str, *, new: str) -> None:
    """Let an address that no speaker has any more lead to a new one, "" for none, where it does not lead on already."""
    if Redirect.objects.filter(kind=RedirectKind.SPEAKER, old=slug).exists():
        return
    if new:
        redirect_renamed(RedirectKind.SPEAKER, old=slug, new=new, reason=_UNDONE)
    else:
        redirect_deleted(RedirectKind.SPEAKER, old=slug, reason=_UNDONE)


def _heir(change: Change, speaker: int) -> str:
    """Return the slug of the speaker to whom most of the quotes return that an act gave to one; "" for nobody."""
    former: list[int] = []
    for values in change.rows.filter(model="quote").values_list("values", flat=True):
        if "speaker_id" in values:
            change_of_speaker = read_change(values["speaker_id"])
            if isinstance(change_of_speaker, tuple) and change_of_speaker[1] == speaker:
                former.append(change_of_speaker[0] or 0)
    if not former:
        return ""
    heir = Counter(former).most_common(1)[0][0]
    return Speaker.objects.filter(pk=heir).values_list("slug", flat=True).first() or ""
