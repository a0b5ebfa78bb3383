"""Several speakers made one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User

from articles.changes import changing
from articles.editing.redirects import redirect_renamed
from articles.models import (
    Action,
    Article,
    Change,
    DistinctSpeakers,
    Quote,
    RedirectKind,
    Speaker,
    SpeakerAlias,
    SpeakerRole,
)
from articles.models.public_ids import name_key


class NotMergeable(Exception):
    """Speakers cannot be made one; the message is a sentence, `field` what it is about, "" for all of them."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class MergedSpeaker:
    """What the one speaker is: what stands for several in a merge is chosen, never guessed.

    `roles` are keys of roles of any of them; the others go. The name is one by which one of them is known.
    """

    name: str
    sort_name: str
    kind: str
    wikidata_id: str = ""
    biography: str = ""
    roles: Collection[int] = ()


def merged_from(survivor: Speaker, others: Sequence[Speaker]) -> MergedSpeaker:
    """Return what is proposed for a merge: the survivor's own values, and what only others have."""
    speakers = [survivor, *others]
    biographies = dict.fromkeys(one.biography.strip() for one in speakers if one.biography.strip())
    return MergedSpeaker(
        name=survivor.name,
        sort_name=survivor.sort_name,
        kind=survivor.kind,
        wikidata_id=next((one.wikidata_id for one in speakers if one.wikidata_id), ""),
        biography="\n\n".join(biographies),
        roles=list(SpeakerRole.objects.filter(speaker__in=speakers).values_list("pk", flat=True)),
    )


def merge(
    survivor: Speaker, others: Sequence[Speaker], *, into: MergedSpeaker, editor: User, reason: str = ""
) -> Change | None:
    """Give the survivor all that the others have, delete these, and let their addresses lead to it.

    Returns the act, which `take_back` undoes; None inside another, whose part it is then. Who said a quote stays
    as sure as it was: what changes is whom the name means. Aliases are kept, so that an import finds the
    survivor by each of them.

    Raises:
        NotMergeable: a speaker would be merged into itself, is gone, or what is chosen fits none of them.
    """
    with changing(editor, action=Action.MERGE, reason=reason) as recorder:
        survivor, gone = _locked(survivor, others)
        _check(survivor, gone, into)
        moved = Quote.objects.filter(speaker__in=gone)
        recorder.watch(moved)
        moved.update(speaker=survivor)
        _move_aliases(survivor, gone)
        _move_roles(survivor, gone, kept=set(into.roles))
        _keep_apart(survivor, gone, editor=editor)
        for speaker in gone:
            speaker.delete()
            redirect_renamed(
                RedirectKind.SPEAKER, old=speaker.slug, new=survivor.slug, reason="Merged by an editor."
            )
        for field in ("name", "sort_name", "kind", "wikidata_id", "biography"):
            setattr(survivor, field, getattr(into, field))
        # The index hears of this, and takes every article that quotes the survivor by now.
        survivor.save()
        name_by_alias(survivor)
    return recorder.change


def _locked(survivor: Speaker, others: Sequence[Speaker]) -> tuple[Speaker, list[Speaker]]:
    """Return the speakers as they are now, with nobody else changing them."""
    if survivor in others:
        raise NotMergeable(f"{survivor} cannot be merged into itself.", field="into")
    keys = {speaker.pk for speaker in others}
    if not keys:
        raise NotMergeable("Choose at least two speakers.")
    Article.objects.filter(quotes__speaker__in={*keys, survivor.pk}).lock()
    # In one order, so that of two merges of the same speakers one waits for the other.
    rows = {
        row.pk: row
        for row in Speaker.objects.select_for_update().order_by("pk").filter(pk__in={*keys, survivor.pk})
    }
    if missing := [speaker for speaker in (survivor, *others) if speaker.pk not in rows]:
        names = ", ".join(speaker.name for speaker in missing)
        raise NotMergeable(f"No longer in the archive: {names}. Somebody merged or deleted it meanwhile.")
    return rows[survivor.pk], [rows[key] for key in sorted(keys)]


def _check(survivor: Speaker, gone: Sequence[Speaker], into: MergedSpeaker) -> None:
    speakers = [survivor, *gone]
    if len({speaker.visibility for speaker in speakers}) > 1:
        raise NotMergeable(
            "Some of these names are kept from readers and some are not: make them alike first."
        )
    known = SpeakerAlias.objects.filter(speaker__in=speakers).values_list("name_key", flat=True)
    if name_key(into.name) not in {*known, *(name_key(speaker.name) for speaker in speakers)}:
        raise NotMergeable("None of them is known by this name: add it as an alias first.", field="name")
    if rival := bearer_of(into.wikidata_id, but=speakers):
        raise NotMergeable(f"{into.wikidata_id} is the id of {rival}.", field="wikidata_id")


def bearer_of(wikidata_id: str, *, but: Collection[Speaker] = ()) -> Speaker | None:
    """Return another speaker with this Wikidata id, None where it is free or none."""
    if not wikidata_id:
        return None
    others = Speaker.objects.filter(wikidata_id=wikidata_id)
    return others.exclude(pk__in=[speaker.pk for speaker in but if speaker.pk]).first()


def name_by_alias(speaker: Speaker) -> None:
    """Give a speaker the alias of its own name, which identifies it where it identifies nobody else."""
    key = name_key(speaker.name)
    if not speaker.aliases.filter(name=speaker.name).exists():
        taken = SpeakerAlias.objects.filter(name_key=key, identifies=True).exists()
        speaker.aliases.create(name=speaker.name, name_key=key, identifies=not taken)


def _move_aliases(survivor: Speaker, gone: Sequence[Speaker]) -> None:
    """Give the survivor every alias; of two of one name, the one that identifies stays."""
    own = {alias.name: alias for alias in survivor.aliases.all()}
    for alias in SpeakerAlias.objects.filter(speaker__in=gone).order_by("-identifies", "pk"):
        same = own.get(alias.name)
        if same is not None and not (alias.identifies and not same.identifies):
            alias.delete()
            continue
        if same is not None:
            same.delete()
        alias.speaker = survivor
        alias.save()
        own[alias.name] = alias


def _move_roles(survivor: Speaker, gone: Sequence[Speaker], *, kept: Collection[int]) -> None:
    """Give the survivor the roles that are kept, each once; the others go."""
    had = set()
    for role in SpeakerRole.objects.filter(speaker__in=[survivor, *gone]).order_by("pk"):
        same = (role.words, role.since, role.until)
        if role.pk not in kept or same in had:
            role.delete()
            continue
        had.add(same)
        if role.speaker_id != survivor.pk:
            role.speaker = survivor
            role.save()


def _keep_apart(survivor: Speaker, gone: Sequence[Speaker], *, editor: User) -> None:
    """Let those whom an editor found to be none of the others be none of the survivor either."""
    keys = {survivor.pk, *(speaker.pk for speaker in gone)}
    for pair in DistinctSpeakers.objects.of(gone):
        thirds = {pair.one_id, pair.other_id} - keys
        for third in thirds:
            one, other = sorted((third, survivor.pk))
            DistinctSpeakers.objects.get_or_create(
                one_id=one, other_id=other, defaults={"reason": pair.reason, "editor": editor}
            )
