"""Whom "he", "she", "it" and "they" can mean, and what speaks for each."""

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
        _Weigher(self._timeline, mention, number, kind, found, list(sides.values())).weigh(
            heard=self._heard.before(number, mention.first), chain=self._chain(mention, number)
        )
        nobody = Choice(features=_nobody(kind, found))
        return [*found, nobody]

    def _referents(self, one: Occurrence, low: str, here: int) -> list[Choice]:
        """Return whom an occurrence offers to a pronoun: nobody, one, or the namesakes of fitting gender."""
        if low in ("he", "she"):
            return self._people(one, is_female=low == "she", here=here)
        return self._things(one, low, here)

    def _people(self, one: Occurrence, *, is_female: bool, here: int) -> list[Choice]:
        if one.members:
            return [
                Choice(member, nearest=one)
                for member in one.members
                if not member.is_body and _may_be(member, is_female=is_female)
            ]
        mention = one.mention
        if mention.kind is MentionKind.NAME or mention.is_body or mention.is_several:
            return []
        if here - one.sentence > DESCRIBED_BACK or mention.is_possessive:
            return []
        words = mention.name.lower().split()
        gender = gender_of_words(words)
        if (gender is not None and gender.is_female is not is_female) or nouns.CROWDS.intersection(words):
            return []
        if (member := self._meaning(mention)) is not None:
            if member.is_body or not _may_be(member, is_female=is_female):
                return []
            return [Choice(member, nearest=one)]
        return [Choice(described=mention, nearest=one)]

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


@dataclass(frozen=True, slots=True)
class Chain:
    """The same pronoun before: how near, at which paragraph and token, and whom it means."""

    where: str
    at: tuple[int, int]
    chosen: Choice


class _Weigher:
    """Writes the features of one pronoun's referents."""

    def __init__(
        self,
        timeline: Timeline,
        mention: FoundMention,
        number: int,
        kind: str,
        found: Sequence[Choice],
        occurrences: Sequence[Sequence[Occurrence]],
    ) -> None:
        self._timeline = timeline
        self._number = number
        self._kind = kind
        self._found = found
        self._occurrences = occurrences
        self._sentence = timeline.sentence_of(mention, number)
        paragraph = timeline.paragraphs[number]
        self._opens = "opening" if paragraph.sentence_index(mention.first) == 0 else "later"
        self._at = mention.first

    def weigh(
        self,
        *,
        heard: Sequence[Turn],
        chain: Chain | None,
    ) -> None:
        rank = agreeing = heads = 0
        most = most_named([choice.member for choice in self._found if choice.member is not None])
        for choice, occurrences in zip(self._found, self._occurrences, strict=True):
            own = choice.features
            own += self._distance(choice, occurrences)
            own += _gender(choice, rank, agreeing)
            own += self._standing(choice, most)
            head = next((one for one in occurrences if one.is_first), None)
            if head is not None:
                own.append(f"head-rank:{min(heads, 3)}")
                own.append(f"head-back:{min(self._sentence - head.sentence, 5)}")
                heads += 1
            else:
                own.append("no-head")
            spoke = self._from_heard(choice, heard)
            own += spoke
            back = min(self._sentence - occurrences[0].sentence, 4)
            own.append(
                f"{back}:{min(rank, 3)}:{'head' if occurrences[0].is_first else ''}:{(*spoke, 'silent')[0]}"
            )
            own += self._from_chain(choice, chain)
            rank += 1
            agreeing += choice.member is not None and choice.member.gender is not None

    def _distance(self, choice: Choice, occurrences: Sequence[Occurrence]) -> list[str]:
        one = occurrences[0]
        back = min(self._sentence - one.sentence, 6)
        paragraphs = min(self._number - one.paragraph, 3)
        is_after = one.paragraph == self._number and one.mention.first > self._at
        if is_after:
            return ["after", f"after:{one.place}"]
        place = f"first-{one.place}" if one.is_first else one.place
        features = [
            f"back:{back}",
            f"back:{back}:{place}",
            f"place:{place}",
            f"paragraphs:{paragraphs}:{self._opens}",
            f"paragraphs:{paragraphs}:{place}",
        ]
        if one.is_cued:
            features.append(f"cued:{min(back, 2)}:{place}")
        if one.mention.is_doubtful:
            features.append("doubtful")
        if len(one.members) > 1:
            features.append("namesakes")
        near = sum(1 for other in occurrences if self._sentence - other.sentence <= 3)
        features.append(f"near-times:{count_word(near)}")
        if any(one.paragraph == self._number for one in occurrences):
            features.append(f"this-paragraph:{count_word(len(self._found))}")
        return features

    def _standing(self, choice: Choice, most: Member | None) -> list[str]:
        kind, member = self._kind, choice.member
        if member is None:
            opening = "the"
            if choice.nearest is not None:
                opening = self._timeline.opening_of(choice.nearest.mention, choice.nearest.paragraph)
            return [f"unnamed:{kind}", f"unnamed:{kind}:{opening}", f"unnamed:{self._opens}"]
        features = [f"named:{kind}", f"times:{count_word(member.times)}"]
        if member is most:
            features.append("most-named")
        if member.first_at < self._timeline.paragraphs[0].tokens[-1].end:
            features.append("from-the-start")
        if member.is_body:
            return features
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
        one = choice.nearest
        if one is not None and one.mention.span.start == member.first_at:
            features.append(f"introduced:{min(self._sentence - one.sentence, 4)}:{one.place}")
        return features

    def _from_heard(self, choice: Choice, heard: Sequence[Turn]) -> list[str]:
        for order, (who, at) in enumerate(heard):
            if is_heard(choice, who):
                when = ("last", "earlier", "earlier")[order]
                paragraphs = self._number - at[0]
                return [
                    f"heard:{when}:{min(paragraphs, 3)}",
                    f"heard:{when}:{min(paragraphs, 2)}:{self._opens}",
                    f"heard:{when}:{self._contest(choice, at)}",
                ]
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
            for other in self._found
            if other is not choice and _is_since(other, at) and _is_surely_fitting(other)
        ]
        if any(one is not None and one.is_first for one in others):
            return "contested"
        return "others-named" if others else "alone"


def _is_since(choice: Choice, at: tuple[int, int]) -> bool:
    one = choice.nearest
    return one is not None and (one.paragraph, one.mention.first) > at


def _is_surely_fitting(choice: Choice) -> bool:
    return choice.described is not None or (choice.member is not None and choice.member.gender is not None)


def _gender(choice: Choice, rank: int, agreeing: int) -> list[str]:
    rank, agreeing = min(rank, 4), min(agreeing, 3)
    if choice.member is None or choice.member.is_body:
        return [f"rank:{rank}"]
    gender = choice.member.gender
    basis = BASES[gender.basis] if gender is not None else "unknown"
    return [
        f"rank:{rank}",
        f"gender:{basis}",
        f"{'known' if gender else 'unknown'}:rank:{rank}",
        f"{'known' if gender else 'unknown'}:behind:{agreeing}",
    ]


def _nobody(kind: str, found: Sequence[Choice]) -> list[str]:
    known = sum(1 for choice in found if choice.member is not None and choice.member.gender is not None)
    features = ["nobody", f"nobody:of:{count_word(len(found))}"]
    return [*features, f"nobody:known:{count_word(known)}"] if kind == "he" else features


def _may_be(member: Member, *, is_female: bool) -> bool:
    return member.is_female is None or member.is_female is is_female
