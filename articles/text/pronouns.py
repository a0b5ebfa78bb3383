"""Whom "he", "she", "it" and "they" can mean, and what speaks for each."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from articles.text import nouns
from articles.text.casts import Member
from articles.text.choices import (
    MOST_REFERENTS,
    Choice,
    Heard,
    Turn,
    count_word,
    head_of,
    is_heard,
    most_named,
)
from articles.text.documents import MentionKind
from articles.text.genders import Basis, gender_of_words
from articles.text.mentions import FoundMention
from articles.text.timeline import Occurrence, Timeline

DESCRIBED_BACK = 4  # sentences within which an unnamed source is taken up by a pronoun
# Features that the same few facts decide are written once.
remembered = functools.lru_cache(maxsize=20_000)
BASES = {1: "title", 2: "role", 3: "given-name", 4: "article"}


class PronounChoices:
    """Finds the possible referents of a pronoun, with features from a closed vocabulary.

    `meaning` says whom a description means where it means someone named; `chosen` whom an earlier
    pronoun means.
    """

    def __init__(
        self,
        timeline: Timeline,
        heard: Heard,
        *,
        meaning: Callable[[FoundMention], Member | None],
        chosen: Callable[[FoundMention], Choice | None],
    ) -> None:
        self._timeline = timeline
        self._heard = heard
        self._meaning = meaning
        self._chosen = chosen

    def of(self, mention: FoundMention, number: int) -> list[Choice]:
        """Return the possible referents with their features; the last is "nobody known"."""
        low = mention.name.lower()
        kind = "he" if low in ("he", "she") else low
        sides: dict[int | str, list[Occurrence]] = {}
        choices: dict[int | str, Choice] = {}
        key: int | str
        here = self._timeline.sentence_of(mention, number)
        for one in self._timeline.before(mention, number):
            known = [id(member) for member in one.members if id(member) in choices]
            if known and len(known) == len(one.members):
                for key in known:
                    sides[key].append(one)
                continue
            for choice in self._referents(one, low, here):
                key = id(choice.member) if choice.member is not None else head_of(choice.described)
                if key not in choices:
                    if len(choices) == MOST_REFERENTS:
                        continue
                    choices[key], sides[key] = choice, []
                sides[key].append(one)
        for one in self._timeline.after(mention, number):
            for choice in self._referents(one, low, here):
                if choice.member is not None and id(choice.member) not in choices:
                    choices[id(choice.member)], sides[id(choice.member)] = choice, [one]
        found = list(choices.values())
        paragraph = self._timeline.paragraphs[number]
        opens = "opening" if paragraph.sentence_index(mention.first) == 0 else "later"
        weigher = _Weigher(self._timeline, kind, mention.first, number, here, opens, found)
        heard = self._heard.before(number, mention.first)
        weigher.weigh(list(sides.values()), heard=heard, chain=self._chain(mention, number))
        nobody = Choice(features=_nobody(kind, found))
        return [*found, nobody]

    def _referents(self, one: Occurrence, low: str, here: int) -> list[Choice]:
        """Return whom an occurrence offers to a pronoun: nobody, one, or the namesakes of fitting gender."""
        if low in ("he", "she"):
            return self._people(one, is_female=low == "she", here=here)
        return self._things(one, low, here)

    def _people(self, one: Occurrence, *, is_female: bool, here: int) -> list[Choice]:
        if one.members:
            return [Choice(m, nearest=one) for m in one.members if _may_be(m, is_female=is_female)]
        mention = one.mention
        if mention.is_body or mention.is_several or mention.is_possessive:
            return []
        words = mention.name.lower().split()
        gender = gender_of_words(words)
        is_wrong = gender is not None and gender.is_female is not is_female
        if is_wrong or here - one.sentence > DESCRIBED_BACK or nouns.CROWDS.intersection(words):
            return []
        member = self._meaning(mention)
        if member is None:
            return [Choice(described=mention, nearest=one)]
        return [Choice(member, nearest=one)] if _may_be(member, is_female=is_female) else []

    def _things(self, one: Occurrence, low: str, here: int) -> list[Choice]:
        if one.members:
            return [Choice(member, nearest=one) for member in one.members[:1] if member.is_body]
        mention = one.mention
        is_fitting = (low == "they" and mention.is_several) or (mention.is_body and not mention.is_several)
        if not is_fitting or here - one.sentence > DESCRIBED_BACK or mention.kind is MentionKind.NAME:
            return []
        if mention.is_body and (member := self._meaning(mention)) is not None:
            return [Choice(member, nearest=one)] if member.is_body else []
        return [Choice(described=mention, nearest=one)]

    def _chain(self, mention: FoundMention, number: int) -> "Chain | None":
        """Return where the same pronoun stood before, and whom it meant."""
        paragraphs = self._timeline.paragraphs
        low = mention.name.lower()
        for index in (number, number - 1):
            if index < 0:
                break
            paragraph = paragraphs[index]
            stop = mention.first if index == number else len(paragraph.tokens)
            for earlier in reversed(paragraph.mentions_in(max(0, stop - 150), stop)):
                if earlier.kind is MentionKind.PRONOUN and earlier.name.lower() == low:
                    if index != number:
                        where = "paragraph-before"
                    elif paragraph.sentence_index(earlier.first) == paragraph.sentence_index(mention.first):
                        where = "sentence"
                    else:
                        where = "paragraph"
                    chosen = self._chosen(earlier)
                    return Chain(where, (index, earlier.first), chosen) if chosen is not None else None
        return None


@dataclass(slots=True)
class Chain:
    """The same pronoun before: how near, at which paragraph and token, and whom it means."""

    where: str
    at: tuple[int, int]
    chosen: Choice


@dataclass(slots=True)
class _Weigher:
    """Writes the features of one pronoun's referents."""

    timeline: Timeline
    kind: str
    at: int  # the pronoun's token
    number: int  # its paragraph
    sentence: int
    opens: str  # whether its paragraph's first sentence or a later one
    found: Sequence[Choice]

    def weigh(
        self, sides: Sequence[Sequence[Occurrence]], *, heard: Sequence[Turn], chain: Chain | None
    ) -> None:
        """Give the choices their features; `sides` are the occurrences of each, nearest first."""
        agreeing = heads = 0
        most = most_named([choice.member for choice in self.found if choice.member is not None])
        for rank, (choice, occurrences) in enumerate(zip(self.found, sides, strict=True)):
            own = choice.features
            own += self._distance(occurrences)
            own += _gender(choice, rank, agreeing)
            own += self._standing(choice, most)
            head = next((one for one in occurrences if one.is_first), None)
            if head is not None:
                own.append(f"head-rank:{min(heads, 3)}")
                own.append(f"head-back:{min(self.sentence - head.sentence, 5)}")
                heads += 1
            else:
                own.append("no-head")
            spoke = self._from_heard(choice, heard)
            own += spoke
            back, first = min(self.sentence - occurrences[0].sentence, 4), occurrences[0].is_first
            own.append(f"{back}:{min(rank, 3)}:{'head' if first else ''}:{(*spoke, 'silent')[0]}")
            own += self._from_chain(choice, chain)
            agreeing += choice.member is not None and choice.member.gender is not None

    def _distance(self, occurrences: Sequence[Occurrence]) -> list[str]:
        one = occurrences[0]
        back = min(self.sentence - one.sentence, 6)
        paragraphs = min(self.number - one.paragraph, 3)
        is_after = one.paragraph == self.number and one.mention.first > self.at
        if is_after:
            return ["after", f"after:{one.place}"]
        place = f"first-{one.place}" if one.is_first else one.place
        features = [*_placed(back, paragraphs, self.opens, place)]
        if one.is_cued:
            features.append(f"cued:{min(back, 2)}:{place}")
        if one.mention.is_doubtful:
            features.append("doubtful")
        if len(one.members) > 1:
            features.append("namesakes")
        near = sum([self.sentence - other.sentence <= 3 for other in occurrences])
        features.append(f"near-times:{count_word(near)}")
        if any(one.paragraph == self.number for one in occurrences):
            features.append(f"this-paragraph:{count_word(len(self.found))}")
        return features

    def _standing(self, choice: Choice, most: Member | None) -> list[str]:
        kind, member, one = self.kind, choice.member, choice.nearest
        if member is None:
            opening = self.timeline.opening_of(one.mention, one.paragraph) if one is not None else "the"
            return [f"unnamed:{kind}", f"unnamed:{kind}:{opening}", f"unnamed:{self.opens}"]
        features = [f"named:{kind}", f"times:{count_word(member.times)}"]
        if member is most:
            features.append("most-named")
        if member.first_at < self.timeline.paragraphs[0].tokens[-1].end:
            features.append("from-the-start")
        if not member.is_body:
            features += _personhood(member)
            if one is not None and one.mention.span.start == member.first_at:
                features.append(f"introduced:{min(self.sentence - one.sentence, 4)}:{one.place}")
        return features

    def _from_heard(self, choice: Choice, heard: Sequence[Turn]) -> list[str]:
        for order, (who, at) in enumerate(heard):
            if is_heard(choice, who):
                when = ("last", "earlier", "earlier")[order]
                paragraphs = self.number - at[0]
                return [*_spoken(when, paragraphs, self.opens), f"heard:{when}:{self._contest(choice, at)}"]
        return []

    def _from_chain(self, choice: Choice, chain: Chain | None) -> list[str]:
        if chain is None:
            return []
        if choice.is_same(chain.chosen):
            return [f"like:{chain.where}", f"like:{chain.where}:{self._contest(choice, chain.at)}"]
        since = "since" if _is_since(choice, chain.at) else "before"
        return [f"unlike:{chain.where}", f"unlike:{chain.where}:{since}"]

    def _contest(self, choice: Choice, at: tuple[int, int]) -> str:
        """Return whether others of fitting gender were named since: as a subject, at all, or nobody."""
        others = [
            other.nearest
            for other in self.found
            if other is not choice and _is_since(other, at) and _is_surely_fitting(other)
        ]
        if any(one is not None and one.is_first for one in others):
            return "contested"
        return "others-named" if others else "alone"


@remembered
def _placed(back: int, paragraphs: int, opens: str, place: str) -> tuple[str, ...]:
    return (
        f"back:{back}",
        f"back:{back}:{place}",
        f"place:{place}",
        f"paragraphs:{paragraphs}:{opens}",
        f"paragraphs:{paragraphs}:{place}",
    )


@remembered
def _spoken(when: str, paragraphs: int, opens: str) -> tuple[str, ...]:
    return (f"heard:{when}:{min(paragraphs, 3)}", f"heard:{when}:{min(paragraphs, 2)}:{opens}")


def _is_since(choice: Choice, at: tuple[int, int]) -> bool:
    one = choice.nearest
    return one is not None and (one.paragraph, one.mention.first) > at


def _is_surely_fitting(choice: Choice) -> bool:
    return choice.described is not None or (choice.member is not None and choice.member.gender is not None)


def _personhood(member: Member) -> list[str]:
    """Return what makes it doubtful that a name is a person's."""
    features = []
    if not member.is_surely_person:
        features.append(f"perhaps-no-person:{'long' if len(member.words) > 1 else 'short'}")
    if member.gender is None or member.gender.basis is Basis.ARTICLE:
        if member.times_after_in:
            features.append("after-in")
        if member.times_after_the:
            features.append("after-the")
        if nouns.BODY_NAME_WORDS.intersection(member.words) or nouns.TITLES.intersection(member.words):
            features.append("body-word")
        features.append(f"unknown:words:{min(len(member.words), 4)}:{bool(member.roles)}")
    return features


def _gender(choice: Choice, rank: int, agreeing: int) -> tuple[str, ...]:
    rank, agreeing = min(rank, 4), min(agreeing, 3)
    if choice.member is None or choice.member.is_body:
        return (f"rank:{rank}",)
    gender = choice.member.gender
    return _gendered(BASES[gender.basis] if gender is not None else "unknown", rank, agreeing)


@remembered
def _gendered(basis: str, rank: int, agreeing: int) -> tuple[str, ...]:
    known = "unknown" if basis == "unknown" else "known"
    return (f"rank:{rank}", f"gender:{basis}", f"{known}:rank:{rank}", f"{known}:behind:{agreeing}")


def _nobody(kind: str, found: Sequence[Choice]) -> list[str]:
    known = sum(1 for choice in found if choice.member is not None and choice.member.gender is not None)
    features = ["nobody", f"nobody:of:{count_word(len(found))}"]
    return [*features, f"nobody:known:{count_word(known)}"] if kind == "he" else features


def _may_be(member: Member, *, is_female: bool) -> bool:
    if member.is_body:
        return False
    return member.is_female is None or member.is_female is is_female
