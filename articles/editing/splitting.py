"""Quotes of one speaker given to another, where one name stood for two."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User

from articles.changes import changing
from articles.editing.marks import mark_edited
from articles.editing.merging import name_by_alias
from articles.models import (
    Action,
    Article,
    Change,
    Origin,
    Quote,
    RedirectKind,
    ReviewState,
    Speaker,
    SpeakerAlias,
)
from articles.models.public_ids import name_key, slug_for
from articles.models.quotes import QuoteQuerySet
from articles.models.slugs import free_slug, welcome_back
from articles.models.speakers import RESERVED_SLUGS
from articles.text.documents import MentionKind


class NotSplittable(Exception):
    """A speaker cannot be split so; the message is a sentence, `field` what it is about, "" for all."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class NewSpeaker:
    """A speaker to be made."""

    name: str
    sort_name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Split:
    """What a split did: the speaker who has the quotes now, and the act, None inside another."""

    speaker: Speaker
    change: Change | None


def split(
    source: Speaker, quotes: QuoteQuerySet, *, into: Speaker | NewSpeaker, editor: User, reason: str = ""
) -> Split:
    """Give quotes of a speaker to another, who is made where it is new.

    That is an editor's word on who said each of them, which no import changes. A form of the name that is printed
    beside these quotes goes along, and stays as well where it is printed beside others; the own name stays.

    Raises:
        NotSplittable: no quote, or one that is not the speaker's; the other speaker is the same or gone, or
            would bear a name that means somebody else.
    """
    with changing(editor, action=Action.SPLIT, reason=reason) as recorder:
        Article.objects.filter(pk__in=quotes.order_by().values("article")).lock()
        source = _locked(source, field="")
        moved = list(quotes.select_for_update(of=("self",)).order_by("pk"))
        if not moved:
            raise NotSplittable("Choose at least one quote.", field="quotes")
        if any(quote.speaker_id != source.pk for quote in moved):
            raise NotSplittable(f"Some of these quotes are not {source}’s, or no longer.", field="quotes")
        target = _made(into, source) if isinstance(into, NewSpeaker) else _locked(into, field="into")
        if target == source:
            raise NotSplittable(f"These quotes are {source}’s already.", field="into")
        for quote in moved:
            quote.speaker, quote.attribution_origin = target, Origin.EDITOR
            if quote.review_state != ReviewState.REJECTED:
                quote.review_state = ReviewState.CORRECTED
            # One by one, not by an update: the index hears of saves only.
            quote.save()
            why = reason or f"Said by {target.name}, not by {source.name}."
            mark_edited(quote, fields=["speaker"], editor=editor, reason=why)
        _share_aliases(source, target, moved)
        name_by_alias(target)
    return Split(target, recorder.change)


def _locked(speaker: Speaker, *, field: str) -> Speaker:
    """Return a speaker as it is now, with nobody else changing it."""
    row = Speaker.objects.select_for_update().filter(pk=speaker.pk).first()
    if row is None:
        raise NotSplittable(f"{speaker.name} is no longer in the archive.", field=field)
    return row


def _made(new: NewSpeaker, source: Speaker) -> Speaker:
    """Return a new speaker; it may have the name of the one it is split from, as namesakes do."""
    known = SpeakerAlias.objects.filter(name_key=name_key(new.name), identifies=True)
    if (rival := known.exclude(speaker=source).select_related("speaker").first()) is not None:
        raise NotSplittable(
            f"“{new.name}” is a name of {rival.speaker}: give the quotes to that speaker, or choose another name.",
            field="name",
        )
    slug = free_slug(
        slug_for(new.name), among=Speaker.objects.all(), kind=RedirectKind.SPEAKER, reserved=RESERVED_SLUGS
    )
    welcome_back([slug], kind=RedirectKind.SPEAKER)
    return Speaker.objects.create(
        name=new.name,
        slug=slug,
        sort_name=new.sort_name,
        kind=new.kind,
        visibility=source.visibility,
        withheld_reason=source.withheld_reason,
        withheld_at=source.withheld_at,
    )


def _share_aliases(source: Speaker, target: Speaker, moved: Sequence[Quote]) -> None:
    """Give the target the forms of the name that stand beside its new quotes, and the one that is its name."""
    printed = {quote.mention for quote in moved if quote.mention_kind == MentionKind.NAME.value}
    stays = source.quotes.filter(mention_kind=MentionKind.NAME.value).order_by()
    kept = {source.name, *stays.values_list("mention", flat=True).distinct()}
    has = set(target.aliases.values_list("name", flat=True))
    own = name_key(target.name)
    for alias in source.aliases.exclude(name=source.name).order_by("pk"):
        is_its_name = alias.name_key == own
        if not is_its_name and alias.name not in printed:
            continue
        if alias.name in kept and not is_its_name:
            if alias.name not in has:
                target.aliases.create(name=alias.name, name_key=alias.name_key)
        elif alias.name in has:
            alias.delete()
        else:
            alias.speaker = target
            alias.save()
