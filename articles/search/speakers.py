"""The speakers that a reader means by a slug, an old slug or a name, and those whose names are like it."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, Q, When

from articles.models import Redirect, RedirectKind, Speaker, SpeakerAlias
from articles.models.public_ids import name_key

# Names that are compared with one that nobody has, and those of them that are offered.
COMPARED = 2_000
MOST_NEAR = 4
# Of those whom nobody knows so many are looked for among names like theirs, by so many words of each.
MOST_SOUGHT = 6
MOST_BEGINNINGS = 3
# How alike a name must be, 0 to 1 (difflib's ratio).
LEAST_ALIKE = 0.6
# Letters at the beginning of a word that someone who mistypes a name mostly gets right.
BEGINNING = 2


@dataclass(frozen=True, slots=True)
class FoundSpeaker:
    """What was asked for, the speaker meant, None where there is none, and then those with names like it."""

    asked: str
    speaker: Speaker | None
    near: tuple[Speaker, ...] = ()


def find_speakers(asked: Iterable[str]) -> tuple[FoundSpeaker, ...]:
    """Return for each slug or name whom it means, among the speakers of whom readers may know.

    Two queries where all are known, more for each of the first that are not.
    """
    wanted = tuple(dict.fromkeys(asked))
    known = Speaker.objects.published().heard()
    by_slug = {speaker.slug: speaker for speaker in known.filter(slug__in=wanted)}
    others = {each: name_key(each) for each in wanted if each not in by_slug}
    by_key = _by_key(set(others.values())) if others else {}
    sought = [each for each, key in others.items() if key not in by_key][:MOST_SOUGHT]
    return tuple(
        FoundSpeaker(each, by_slug[each])
        if each in by_slug
        else _otherwise(each, by_key.get(others[each]), is_sought=each in sought)
        for each in wanted
    )


def _by_key(keys: set[str]) -> Mapping[str, Speaker]:
    """Return the speaker whom each name identifies, or who alone has it."""
    aliases = SpeakerAlias.objects.filter(
        name_key__in=keys, speaker__in=Speaker.objects.published().heard()
    ).select_related("speaker")
    bearers: dict[str, dict[Speaker, bool]] = {}
    for alias in aliases.order_by("identifies", "pk"):
        bearers.setdefault(alias.name_key, {})[alias.speaker] = alias.identifies
    return {
        key: speaker
        for key, found in bearers.items()
        for speaker, identifies in found.items()
        if identifies or len(found) == 1
    }


def _otherwise(asked: str, speaker: Speaker | None, *, is_sought: bool) -> FoundSpeaker:
    if not is_sought:
        return FoundSpeaker(asked, speaker)
    if speaker is None and (slug := Redirect.objects.target(kind=RedirectKind.SPEAKER, old=asked)):
        speaker = Speaker.objects.published().heard().filter(slug=slug).first()
    return FoundSpeaker(asked, speaker, () if speaker else _near(asked))


def _near(asked: str) -> tuple[Speaker, ...]:
    """Return the speakers whose names are most like what was typed, the most like first."""
    key = name_key(asked.replace("-", " "))
    beginnings = [word[:BEGINNING] for word in key.split() if len(word) >= BEGINNING][:MOST_BEGINNINGS]
    condition = Q(pk__in=())
    for beginning in beginnings:
        condition |= Q(name_key__startswith=beginning) | Q(name_key__contains=f" {beginning}")
    begins_alike = Q(name_key__startswith=key[:BEGINNING])
    rows = (
        SpeakerAlias.objects.filter(condition, speaker__in=Speaker.objects.published().heard())
        .alias(rank=Case(When(begins_alike, then=0), default=1))
        .order_by("rank", "name_key", "pk")
    )
    # A short form belongs to several; the first of each name is enough to lead on.
    names: dict[str, int] = {}
    for name, speaker in rows.values_list("name_key", "speaker")[:COMPARED]:
        names.setdefault(name, speaker)
    alike = difflib.get_close_matches(key, names, n=MOST_NEAR, cutoff=LEAST_ALIKE)
    found = Speaker.objects.published().heard().in_bulk({names[name] for name in alike})
    return tuple(dict.fromkeys(found[names[name]] for name in alike if names[name] in found))
