"""From a mention to who it means: the full name behind a short one, a pronoun's person, an unnamed source."""

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from articles.text import nouns
from articles.text.casts import Cast, Member
from articles.text.documents import MentionKind, UnnamedSource
from articles.text.mentions import FoundMention
from articles.text.paragraphs import Paragraph
from articles.text.subjects import REACH

# Conditions on which unnamed sources speak, as printed.
TERMS = re.compile(
    r"\b(?:on (?:deep )?background|off the record|on (?:the )?condition of anonymity|(?:asked|asking|requested|wished|wanted) (?:not to be (?:named|identified|quoted)|to remain (?:anonymous|unnamed)|for anonymity|anonymity)"
    r"|(?:declined|refused) to be (?:named|identified)|(?:was|were|is|are)(?: not|n[’']t) (?:authorized|authorised|allowed|permitted) to (?:speak|talk|comment|discuss)(?: (?:publicly|to (?:the )?(?:media|press|reporters)|on the record|about \w+))?|spoke anonymously|insisted on anonymity)\b"
)
ADDRESSED = frozenset(("reporters", "journalists"))  # who hear the terms, not who set them
SENTENCES_BACK = 8
MENTIONS_BACK = 300
PARAGRAPHS_BACK = 60


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom a mention means: a member of the cast or an unnamed source, how surely, and by which steps."""

    sure: float
    method: str
    chain: tuple[str, ...]
    member: Member | None = None
    unnamed: UnnamedSource | None = None

    @property
    def name(self) -> str:
        if self.member is not None:
            return self.member.name
        return self.unnamed.description if self.unnamed is not None else ""


class Resolver:
    """Resolves the mentions of one article."""

    def __init__(self, paragraphs: Sequence[Paragraph], cast: Cast, body: str) -> None:
        self._paragraphs = paragraphs
        self._cast = cast
        self._body = body
        self._starts = [paragraph.start for paragraph in paragraphs]
        self._terms: dict[str, tuple[str, ...]] | None = None

    def alternatives(self, mention: FoundMention) -> list[Resolved]:
        """Return those whom a mention may mean, best first, with chances that add up to at most 1."""
        if mention.antecedent is not None:
            step = f"“{mention.name}” is {mention.antecedent.name}"
            return [
                replace(found, chain=(step, *found.chain)) for found in self.alternatives(mention.antecedent)
            ]
        if mention.name.lower() in ("i", "we"):
            return []
        found = self.resolve(mention)
        return [found] if found is not None else []

    def resolve(self, mention: FoundMention) -> Resolved | None:
        """Return whom a mention means, or None where nobody can be told."""
        number = bisect.bisect_right(self._starts, mention.span.start) - 1
        match mention.kind:
            case MentionKind.NAME:
                return self._name(mention, number)
            case MentionKind.PRONOUN:
                return self._pronoun(mention, number)
            case _:
                return self._description(mention, number)

    def _name(self, mention: FoundMention, number: int) -> Resolved | None:
        members = self._cast.matches(mention)
        if not members:
            return None
        printed = f"{mention.title} {mention.name}".strip()
        if len(members) == 1:
            member = members[0]
            if member.is_body:
                return Resolved(
                    0.98 if not mention.is_doubtful else 0.8,
                    "organisation",
                    _short_step(printed, member),
                    member,
                )
            if mention.name == member.name:
                sure = 0.99 if len(member.words) > 1 or mention.title else 0.93
                return Resolved(sure * (0.6 if mention.is_doubtful else 1), "named", (), member)
            return Resolved(0.98, "short-name", _short_step(printed, member), member)
        recent = next((m for _, m in self._members_before(mention, number) if m in members), members[0])
        step = f"“{printed}” fits {' and '.join(m.name for m in members)}; {recent.name} was named last"
        return Resolved(0.7, "short-name", (step,), recent)

    def _members_before(self, mention: FoundMention, number: int) -> Iterator[tuple[FoundMention, Member]]:
        """Yield earlier named mentions that mean one member, nearest first, as far as readers remember."""
        return itertools.islice(self._all_members_before(mention, number), MENTIONS_BACK)

    def _all_members_before(
        self, mention: FoundMention, number: int
    ) -> Iterator[tuple[FoundMention, Member]]:
        for index in range(number, max(number - PARAGRAPHS_BACK, -1), -1):
            paragraph = self._paragraphs[index]
            stop = mention.first if index == number else len(paragraph.tokens)
            for earlier in reversed(paragraph.mentions_in(max(0, stop - MENTIONS_BACK), stop)):
                if earlier.kind is MentionKind.NAME and len(members := self._cast.matches(earlier)) == 1:
                    yield earlier, members[0]

    def _sentences_before(self, mention: FoundMention, number: int) -> Iterator[tuple[int, Paragraph, range]]:
        """Yield sentences from the mention's own backwards, with how many sentences back each is."""
        back = 0
        for index in range(number, -1, -1):
            paragraph = self._paragraphs[index]
            for sentence in reversed(paragraph.sentences):
                if index == number and sentence.start > mention.first:
                    continue
                yield back, paragraph, sentence
                back += 1
                if back > SENTENCES_BACK:
                    return

    def _pronoun(self, mention: FoundMention, number: int) -> Resolved | None:
        low = mention.name.lower()
        if low in ("he", "she"):
            return self._person_behind(mention, number, is_female=low == "she")
        return self._thing_behind(mention, number, low)

    def _person_behind(
        self, mention: FoundMention, number: int, *, is_female: bool | None
    ) -> Resolved | None:
        """Take the subject of the nearest sentence that names a person of fitting gender."""
        for back, paragraph, sentence in self._sentences_before(mention, number):
            fitting: list[tuple[FoundMention, Member]] = []
            for earlier in paragraph.mentions_in(sentence.start, sentence.stop):
                if (
                    earlier.span.start >= mention.span.start
                    or earlier.kind is not MentionKind.NAME
                    or earlier.is_doubtful
                ):
                    continue
                members = self._cast.matches(earlier)
                if len(members) != 1 or members[0].is_body or not _fits(members[0].is_female, is_female):
                    continue
                if not members[0].is_surely_person and len(members[0].words) == 1:
                    continue
                fitting.append((earlier, members[0]))
            if not fitting:
                described = (
                    None
                    if is_female is None
                    else self._described_person(paragraph, sentence, mention, is_female=is_female)
                )
                if described is not None:
                    return described
                continue
            known = [pair for pair in fitting if pair[1].is_female is is_female] or fitting
            subjects = [
                pair for pair in known if not pair[0].is_possessive and _is_subject(paragraph, pair[0])
            ]
            chosen, member = (subjects or known)[0]
            rivals = len({id(pair[1]) for pair in known}) - 1
            sure = (0.93 if member.is_female is is_female else 0.86) * (1 if subjects else 0.85)
            sure *= 0.85 ** min(rivals, 2) * 0.95**back
            where = (
                ("the same sentence", "the sentence before")[back] if back < 2 else f"{back} sentences before"
            )
            what = "subject of" if subjects else "person of fitting gender in"
            step = f"“{mention.name}” is the {what} {where}: {chosen.name}"
            steps = (step, *_short_step(chosen.name, member))
            return Resolved(sure, "pronoun", steps, member)
        return None

    def _described_person(
        self, paragraph: Paragraph, sentence: range, mention: FoundMention, *, is_female: bool
    ) -> Resolved | None:
        """Return "a doctor" behind "he", where the sentence names nobody."""
        wrong = nouns.MALE_ROLES if is_female else nouns.FEMALE_ROLES
        for earlier in paragraph.mentions_in(sentence.start, sentence.stop):
            if earlier.span.start >= mention.span.start or earlier.kind is not MentionKind.DESCRIPTION:
                continue
            if (
                earlier.is_body
                or earlier.is_several
                or earlier.is_possessive
                or not _is_subject(paragraph, earlier)
            ):
                continue
            if set(earlier.name.lower().split()) & (wrong | nouns.CROWDS):
                continue
            found = self.resolve(earlier)
            if found is not None:
                step = f"“{mention.name}” is the subject of a sentence before: {earlier.name}"
                return Resolved(
                    found.sure * 0.75, "pronoun", (step, *found.chain), found.member, found.unnamed
                )
        return None

    def _thing_behind(self, mention: FoundMention, number: int, low: str) -> Resolved | None:
        """Take the body or document behind "it", the several people or the body behind "they"."""
        for back, paragraph, sentence in self._sentences_before(mention, number):
            for earlier in paragraph.mentions_in(sentence.start, sentence.stop):
                if (
                    earlier.span.start >= mention.span.start
                    or earlier.kind is MentionKind.PRONOUN
                    or earlier.is_possessive
                ):
                    continue
                if not _is_subject(paragraph, earlier) or earlier.is_doubtful:
                    continue
                if not (earlier.is_body or (low == "they" and earlier.is_several)) or (
                    low == "it" and earlier.is_several
                ):
                    continue
                found = self.resolve(earlier)
                if found is None:
                    continue
                where = (
                    ("the same sentence", "the sentence before")[back]
                    if back < 2
                    else f"{back} sentences before"
                )
                step = f"“{mention.name}” is the subject of {where}: {earlier.name}"
                return Resolved(
                    found.sure * 0.88 * 0.9**back,
                    "pronoun",
                    (step, *found.chain),
                    found.member,
                    found.unnamed,
                )
            if back >= 4:
                break
        return None

    def _description(self, mention: FoundMention, number: int) -> Resolved | None:
        """Return who is described: someone the article names by that role, else an unnamed source."""
        is_definite = re.match(r"(?:[Tt]he|[Tt]his|[Tt]hat) ", mention.span.of(self._body)) is not None
        head = re.split(r" (?:of|for|from|at|in|who) ", mention.name)[0].split()[-1].lower()
        if is_definite and not mention.is_several:
            words = [
                word
                for word in re.findall(r"[a-z][\w-]+", mention.name.lower())
                if word not in nouns.FUNCTION_WORDS
            ]
            for _, member in self._members_before(mention, number):
                if (mention.is_body and member.is_body and head in member.words) or (
                    not mention.is_body and not member.is_body and head in member.roles
                ):
                    step = f"“the {mention.name}” is {member.name}, named before"
                    shared = sum(1 for word in words if word in member.roles) / max(1, len(words))
                    sure = 0.85 if member.is_body or shared > 0.5 else 0.7
                    return Resolved(
                        sure, "organisation" if member.is_body else "description", (step,), member
                    )
        if is_definite and not mention.is_several and head in nouns.PUBLIC_ROLES:
            is_female = True if head in nouns.FEMALE_ROLES else False if head in nouns.MALE_ROLES else None
            person = self._person_behind(mention, number, is_female=is_female)
            if person is not None and person.member is not None:
                return replace(person, sure=person.sure * 0.8, method="description")
        earlier = None
        if is_definite and not mention.is_body:
            earlier = self._same_source(mention, number, head)
        if earlier is not None and earlier.name != mention.name and not mention.is_several:
            step = f"“the {mention.name}” is the {earlier.name} quoted before"
            return Resolved(0.95, "description", (step,), unnamed=self._unnamed(earlier, earlier.name))
        is_own = mention.first > 0 and self._paragraphs[number].tokens[mention.first - 1].low.endswith("'s")
        if earlier is not None or (not is_own and not _points_back(mention.span.of(self._body))):
            sure = 0.97  # the text itself introduces a source by these words
        else:
            sure = 0.93 if mention.is_several else 0.8  # who is meant may be named somewhere
        return Resolved(sure, "description", (), unnamed=self._unnamed(mention, mention.name))

    def _same_source(self, mention: FoundMention, number: int, head: str) -> FoundMention | None:
        """Return "a senior rail official" for a later "the official" of the same paragraph or the one before.

        The nearest source of that noun is taken, whatever its other words.
        """
        for index in range(number, max(number - 2, -1), -1):
            paragraph = self._paragraphs[index]
            stop = mention.first if index == number else len(paragraph.tokens)
            for earlier in reversed(paragraph.mentions_in(max(0, stop - REACH), stop)):
                if (
                    earlier.kind is MentionKind.DESCRIPTION
                    and earlier.name.lower().split()[-1] == head
                    and earlier.is_several is mention.is_several
                ):
                    return earlier
        return None

    def _unnamed(self, mention: FoundMention, description: str) -> UnnamedSource:
        return UnnamedSource(
            description, mention.is_several, self._terms_of(description, is_several=mention.is_several)
        )

    def _terms_of(self, description: str, *, is_several: bool) -> tuple[str, ...]:
        """Return the terms stated in a sentence whose first description is this one, in text order."""
        if self._terms is None:
            self._terms = {}
            for paragraph in self._paragraphs:
                for sentence in paragraph.sentences:
                    start, end = paragraph.tokens[sentence.start].start, paragraph.tokens[sentence[-1]].end
                    terms = [match[0] for match in TERMS.finditer(self._body, start, end)]
                    first = next(
                        (
                            mention
                            for mention in paragraph.mentions_in(sentence.start, sentence.stop)
                            if mention.kind is MentionKind.DESCRIPTION
                            and not mention.is_body
                            and _is_subject(paragraph, mention)
                            and mention.name.lower() not in ADDRESSED
                        ),
                        None,
                    )
                    if terms and first is not None:
                        key = f"{first.name}/{first.is_several}"
                        self._terms[key] = tuple(dict.fromkeys((*self._terms.get(key, ()), *terms)))
        return self._terms.get(f"{description}/{is_several}", ())


def _points_back(words: str) -> bool:
    """Whether a description is of someone already known: "the official", "his doctor", "my father"."""
    return words.split(maxsplit=1)[0].lower() in nouns.POINTING


def _fits(gender: bool | None, asked: bool | None) -> bool:
    return gender is None or asked is None or gender is asked


def _short_step(printed: str, member: Member) -> tuple[str, ...]:
    if printed == member.name:
        return ()
    return (
        f"“{printed}” is short for {member.name}"
        if len(printed) < len(member.name)
        else f"“{printed}” is {member.name}",
    )


def _is_subject(paragraph: Paragraph, mention: FoundMention) -> bool:
    """Whether a mention stands where subjects do: no preposition before it."""
    if mention.first == 0:
        return True
    return paragraph.tokens[mention.first - 1].low not in nouns.PREPOSITIONS
