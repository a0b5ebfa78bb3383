"""Speakers that are likely one, with how likely and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from articles.changes import changing
from articles.editing.likeness import (
    Likeness,
    PersonName,
    compare_bodies,
    compare_persons,
    letters_of,
    read_body_name,
    read_person_name,
)
from articles.models import Action, DistinctSpeakers, Quote, Speaker, SpeakerAlias
from articles.text.documents import SpeakerKind

# Pairs whose quotes are looked at, those of the likest names first.
MOST_COMPARED = 1_000
# Below this nothing is suggested.
LEAST_LIKELY = 0.5
# What is printed beside the quotes of both makes one of them likelier, each by so much of what is missing to 1.
_SAME_ROLE, _SAME_PUBLICATION, _ONLY_TWO = 0.5, 0.2, 0.3
# Short names are resolved within an article: two speakers that stand in one are rarely the same.
_SAME_ARTICLE = 0.6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two speakers that may be one: the keys, the one that was made first before the other; 0 to 1; reasons as sentences."""

    one: int
    other: int
    score: float
    reasons: tuple[str, ...]

    @property
    def percent(self) -> int:
        return min(99, round(100 * self.score))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is compared of one speaker before anything is read of their quotes."""

    key: int
    is_body: bool
    wikidata_id: str
    person: PersonName
    words: tuple[str, ...]


@dataclass(slots=True)
class _Printed:
    """What stands beside the quotes of one speaker."""

    roles: dict[str, str] = field(default_factory=dict)
    publications: dict[int, str] = field(default_factory=dict)
    articles: set[int] = field(default_factory=set)


def likely_duplicates(among: QuerySet[Speaker] | None = None) -> list[Suggestion]:
    """Return the pairs of speakers that may be one, the likeliest first; with one of `among` in each, where given.

    Those that an editor found to be two are left out, and so are those with different Wikidata ids.
    """
    known = _known(Speaker.objects.all() if among is None else _near(among))
    wanted = None if among is None else set(among.values_list("pk", flat=True))
    apart = set(DistinctSpeakers.objects.values_list("one", "other"))
    alike: dict[tuple[int, int], Likeness] = {}
    for one, other in _pairs(known, wanted):
        pair = (min(one.key, other.key), max(one.key, other.key))
        if pair in apart or pair in alike:
            continue
        if likeness := _compare(one, other):
            alike[pair] = likeness
    best = sorted(alike, key=lambda pair: (-alike[pair].score, pair))[:MOST_COMPARED]
    printed = _printed({key for pair in best for key in pair})
    families = _sizes(known)
    found = []
    for one_key, other_key in best:
        name = known[one_key].person.family
        found.append(
            _weighed(
                (one_key, other_key),
                alike[one_key, other_key],
                (printed[one_key], printed[other_key]),
                is_only_two=not known[one_key].is_body and families.get(name) == 2,
            )
        )
    return sorted(
        (suggestion for suggestion in found if suggestion.score >= LEAST_LIKELY),
        key=lambda suggestion: (-suggestion.score, suggestion.one, suggestion.other),
    )


def _near(among: QuerySet[Speaker]) -> QuerySet[Speaker]:
    """Return the speakers that any of these may be: of the family name, of the kind for bodies, or of the Wikidata id."""
    may_be = Q(pk__in=among.values("pk"))
    for one in _known(among).values():
        if one.is_body:
            may_be |= Q(kind=SpeakerKind.BODY.value)
        elif one.person.family:
            named = SpeakerAlias.objects.filter(name_key__contains=one.person.family)
            may_be |= Q(pk__in=named.values("speaker"))
        if one.wikidata_id:
            may_be |= Q(wikidata_id=one.wikidata_id)
    return Speaker.objects.filter(may_be)


def _known(speakers: QuerySet[Speaker]) -> dict[int, _Known]:
    rows = speakers.order_by().values_list("pk", "kind", "wikidata_id", "name", "sort_name")
    return {
        key: _Known(
            key,
            kind == SpeakerKind.BODY.value,
            wikidata_id,
            read_person_name(name, sort_name),
            read_body_name(name) if kind == SpeakerKind.BODY.value else (),
        )
        for key, kind, wikidata_id, name, sort_name in rows
    }


def _pairs(known: dict[int, _Known], wanted: Collection[int] | None) -> Iterator[tuple[_Known, _Known]]:
    """Yield the pairs that are worth a comparison: of one family name, one name or its letters, or one Wikidata id."""
    blocks: dict[tuple[str, str], list[_Known]] = defaultdict(list)
    for speaker in known.values():
        if speaker.wikidata_id:
            blocks["id", speaker.wikidata_id].append(speaker)
        if speaker.is_body:
            blocks["body", " ".join(speaker.words)].append(speaker)
            if letters := letters_of(speaker.words):
                blocks["body", letters].append(speaker)
        else:
            blocks["person", speaker.person.family].append(speaker)
    for block in blocks.values():
        if wanted is None:
            yield from combinations(block, 2)
        elif of_wanted := [speaker for speaker in block if speaker.key in wanted]:
            yield from ((one, other) for one in of_wanted for other in block if one is not other)


def _compare(one: _Known, other: _Known) -> Likeness | None:
    if one.wikidata_id and other.wikidata_id:
        same = one.wikidata_id == other.wikidata_id
        return Likeness(1.0, f"Both have the Wikidata id {one.wikidata_id}.") if same else None
    if one.is_body != other.is_body:
        return None
    if one.is_body:
        return compare_bodies(one.words, other.words)
    return compare_persons(one.person, other.person)


def _sizes(known: dict[int, _Known]) -> dict[str, int]:
    """Return how many persons have each family name."""
    sizes: dict[str, int] = defaultdict(int)
    for speaker in known.values():
        if not speaker.is_body:
            sizes[speaker.person.family] += 1
    return sizes


def _printed(speakers: Iterable[int]) -> dict[int, _Printed]:
    """Return what stands beside the quotes of speakers, by key."""
    printed: dict[int, _Printed] = defaultdict(_Printed)
    said = Quote.objects.filter(speaker__in=list(speakers)).order_by()
    for speaker, role in said.exclude(role="").values_list("speaker", "role").distinct():
        printed[speaker or 0].roles.setdefault(role.casefold(), role)
    papers = said.filter(article__publication__isnull=False)
    rows = papers.values_list("speaker", "article__publication", "article__publication__name").distinct()
    for speaker, publication, name in rows:
        printed[speaker or 0].publications[publication or 0] = name or ""
    for speaker, article in said.values_list("speaker", "article").distinct():
        printed[speaker or 0].articles.add(article)
    return printed


def _weighed(
    pair: tuple[int, int], likeness: Likeness, printed: tuple[_Printed, _Printed], *, is_only_two: bool
) -> Suggestion:
    """Return a suggestion: how alike the names are, and what stands beside the quotes of both."""
    one, other = printed
    missing, reasons = 1 - likeness.score, [likeness.why]
    if is_only_two and likeness.score < 1:
        missing *= 1 - _ONLY_TWO
        reasons.append("Nobody else in the archive has this family name.")
    if shared := sorted(one.roles.keys() & other.roles.keys()):
        missing *= 1 - _SAME_ROLE
        reasons.append(f"Both are introduced as “{one.roles[shared[0]]}”.")
    if papers := one.publications.keys() & other.publications.keys():
        missing *= 1 - _SAME_PUBLICATION
        reasons.append(f"Both are quoted by {min(one.publications[paper] for paper in papers)}.")
    score = 1 - missing
    if likeness.score < 1 and one.articles & other.articles:
        score *= 1 - _SAME_ARTICLE
        reasons.append("But one article quotes both.")
    return Suggestion(*pair, score, tuple(reasons))


def set_apart(one: Speaker, other: Speaker, *, editor: User, reason: str = "") -> DistinctSpeakers:
    """Note that two speakers are not the same, so that they are suggested no more, and return the note."""
    first, second = sorted((one, other), key=lambda speaker: speaker.pk)
    with changing(editor, action=Action.EDIT, reason=reason):
        pair, _ = DistinctSpeakers.objects.update_or_create(
            one=first, other=second, defaults={"editor": editor, "reason": reason}
        )
    return pair


def suggest_again(pair: DistinctSpeakers, *, editor: User, reason: str = "") -> None:
    """Take back that two speakers are not the same."""
    with changing(editor, action=Action.EDIT, reason=reason):
        pair.delete()
