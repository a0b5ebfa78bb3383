"""Whom a description can mean: someone the article names, or a source without a name."""

import re
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
from articles.text.descriptions import find_role
from articles.text.documents import MentionKind
from articles.text.genders import Gender, gender_of_words
from articles.text.mentions import FoundMention
from articles.text.timeline import Occurrence, Timeline
from articles.text.wordlists import words

OUTLETS = words(
    """
    newspaper paper magazine publication outlet website network station daily site broadcaster tabloid
    newsletter weekly blog channel journal
    """
)
OUTLET_NAMES = words(
    """
    times post news herald tribune journal gazette courier guardian telegraph mirror star standard sun
    daily weekly magazine press bbc cnn nbc cbs abc fox npr msnbc reuters tv radio examiner caller politico
    observer chronicle globe mail independent express review today examiner beast hill
    """
)
COMPANIES = words("company firm corporation manufacturer giant maker bank airline")
COMPANY_NAMES = words("inc corp co ltd group holdings partners bank airlines motors industries")
GENERIC = words("man woman person source official official aide someone insider adviser advisor")
NOBODY_SAID = words("person source insider official")  # one may go on for another
SPEAKING = words("spokesman spokeswoman spokesperson narrator moderator host interviewer reporter")
PARTIES = (words("republican gop conservative tory"), words("democrat democratic liberal labour labor"))
SAME_SOURCE_BACK = 6  # sentences within which "the official" goes on for "a senior official"


GROUPS = (
    ("outlet", OUTLETS),
    ("company", COMPANIES),
    ("campaign", words("campaign")),
    ("speaking", SPEAKING),
    ("generic", GENERIC),
    ("public", nouns.PUBLIC_ROLES),
)


@dataclass(slots=True)
class _Description:
    """A description with its place and what its words say."""

    mention: FoundMention
    number: int  # of its paragraph
    sentence: int
    head: str
    opening: str
    kind: str
    group: str
    words: frozenset[str]
    gender: Gender | None


class DescriptionChoices:
    """Finds the possible referents of a description, with features from a closed vocabulary."""

    def __init__(
        self, timeline: Timeline, heard: Heard, *, chosen: Callable[[FoundMention], Choice | None]
    ) -> None:
        self._timeline = timeline
        self._heard = heard
        self._chosen = chosen
        self._by_role: dict[str, list[Member]] | None = None

    def of(self, mention: FoundMention, number: int) -> list[Choice]:
        """Return the possible referents: members, an earlier fuller description, the source as described, nobody."""
        subject = self._read(mention, number)
        found = self._members(subject) if subject.opening != "a" else []
        fuller = self._fuller(subject)
        meant = self._chosen(fuller.mention) if fuller is not None else None
        self._weigh_members(subject, found, fuller, meant)
        own = Choice(described=mention)
        if (apposed := self._apposed(subject)) is not None:
            found = [choice for choice in found if choice.member is not apposed]
            found.append(Choice(apposed, features=[f"{subject.kind}:apposed", "apposed"]))
        own.features += _own(subject, found)
        if fuller is not None and (meant is None or meant.member is None):
            earlier = self._as_fuller(subject, fuller)
            if len(subject.words) == 1:
                earlier.features += own.features  # "the official" is the same source by fewer words
                own = earlier
            else:
                found.append(earlier)
                own.features.append("d:own:fuller")
        nobody = Choice(features=[f"{subject.kind}:nobody", f"d:nobody:{subject.opening}"])
        return [*found, own, nobody]

    def _read(self, mention: FoundMention, number: int) -> _Description:
        head = head_of(mention)
        return _Description(
            mention,
            number,
            self._timeline.sentence_of(mention, number),
            head,
            self._timeline.opening_of(mention, number),
            _kind(mention, head),
            _group(head),
            frozenset(re.findall(r"[a-z][\w-]*", mention.name.lower())),
            gender_of_words([head]),
        )

    def _weigh_members(
        self, subject: _Description, found: list[Choice], fuller: Occurrence | None, meant: Choice | None
    ) -> None:
        with_role = sum(choice.member is not None and subject.head in choice.member.roles for choice in found)
        most = most_named([choice.member for choice in found if choice.member is not None])
        heard = self._heard.before(subject.number, subject.mention.first)
        for rank, choice in enumerate(found):
            if choice.member is not None:
                choice.features += _fit(subject, choice.member)
                choice.features += _rivals(subject, choice.member, with_role)
                choice.features += self._standing(subject, choice, rank, is_most=choice.member is most)
            choice.features += _from_heard(choice, heard, subject.number)
            if meant is not None and choice.is_same(meant):
                choice.features.append("d:fuller-means")
        if subject.kind == "document":
            self._add_issuers(subject, found, fuller)

    def _as_fuller(self, subject: _Description, fuller: Occurrence) -> Choice:
        choice = Choice(described=fuller.mention, nearest=fuller)
        choice.features += [
            "d:fuller",
            f"d:fuller:{subject.opening}",
            f"d:fuller:back:{min(subject.sentence - fuller.sentence, 6)}",
            f"d:fuller:paragraphs:{min(subject.number - fuller.paragraph, 2)}",
            f"d:fuller:bare:{len(subject.words) == 1}",
        ]
        heard = self._heard.before(subject.number, subject.mention.first)
        choice.features += _from_heard(choice, heard, subject.number)
        return choice

    def _members(self, subject: _Description) -> list[Choice]:
        """Return the members that a description may mean, those named last first."""
        found: dict[int, Choice] = {}
        if subject.kind == "several":
            return []
        for one in self._timeline.before(subject.mention, subject.number):
            for member in one.members:
                if id(member) not in found and _may_be(subject, member):
                    found[id(member)] = Choice(member, nearest=one)
            if len(found) >= MOST_REFERENTS:
                break
        for member in self._with_role(subject.head):
            if (
                id(member) not in found
                and member.first_at < subject.mention.span.start
                and _may_be(subject, member)
            ):
                found[id(member)] = Choice(member)
        return list(found.values())

    def _apposed(self, subject: _Description) -> Member | None:
        """Return who is named right after the description: "a top strategist, John Weaver, said"."""
        paragraph, mention = self._timeline.paragraphs[subject.number], subject.mention
        tokens = paragraph.tokens
        at = mention.last + 1
        if at < len(tokens) and tokens[at].words in (",", "-", "–", "—", ":"):
            while at < len(tokens) and tokens[at].words in (",", "-", "–", "—", ":"):
                at += 1
        else:
            while at < min(len(tokens), mention.last + 4) and find_role(tokens[at].low).is_role:
                at += 1  # "billionaire investor Ada Holt"
        named = paragraph.mention_at(at)
        if named is None or named.kind is not MentionKind.NAME or named.first != at or named.is_possessive:
            return None
        members = self._timeline.cast.matches(named)
        is_body = mention.is_body
        return members[0] if len(members) == 1 and members[0].is_body is is_body else None

    def _add_issuers(self, subject: _Description, found: list[Choice], fuller: Occurrence | None) -> None:
        """Mark who issued a document, where its words say so: "Holt's letter", "an ad from Clean Water Now"."""
        paragraph, mention = self._timeline.paragraphs[subject.number], subject.mention
        stated = f"{mention.name} {fuller.mention.name if fuller is not None else ''}"
        owner = paragraph.mention_at(mention.first - 1)
        owners: Sequence[Member] = ()
        if owner is not None and owner.kind is MentionKind.NAME and owner.is_possessive:
            owners = self._timeline.cast.matches(owner)
        by = mention.last + 1
        if by < len(paragraph.tokens) and paragraph.tokens[by].low in ("by", "from"):
            for named in paragraph.mentions_in(by + 1, by + 8)[:1]:
                owners = self._timeline.cast.matches(named) if named.kind is MentionKind.NAME else ()
        for choice in found:
            if choice.member is None:
                continue
            if choice.member in owners:
                choice.features.append("document:issuer")
            elif choice.member.name in stated:
                choice.features.append("document:issuer-stated")
            elif choice.member.words[-1] in stated.lower().split():
                choice.features.append("document:issuer-perhaps")

    def _with_role(self, head: str) -> list[Member]:
        if self._by_role is None:
            self._by_role = {}
            for member in self._timeline.cast.members:
                for role in sorted({*member.roles, *(member.words if member.is_body else ())}):
                    self._by_role.setdefault(role, []).append(member)
        return self._by_role.get(head, [])[:MOST_REFERENTS]

    def _fuller(self, subject: _Description) -> Occurrence | None:
        """Return the nearest earlier description with the same noun and other words: "a senior official"."""
        if subject.opening == "a" or subject.mention.is_several:
            return None
        for one in self._timeline.before(subject.mention, subject.number):
            if subject.sentence - one.sentence > SAME_SOURCE_BACK:
                return None
            other = one.mention
            if other.kind is MentionKind.DESCRIPTION and not other.is_several:
                head = head_of(other)
                is_same = head == subject.head or {head, subject.head} <= NOBODY_SAID
                if is_same and len(other.name) > len(subject.mention.name):
                    return one
        return None

    def _standing(self, subject: _Description, choice: Choice, rank: int, *, is_most: bool) -> list[str]:
        group, member, one = subject.group, choice.member, choice.nearest
        if member is None:
            return []
        features = [
            f"d:rank:{min(rank, 4)}",
            f"d:rank:{min(rank, 4)}:{group}",
            f"d:times:{count_word(member.times)}",
            f"d:times:{count_word(member.times)}:{group}",
        ]
        if is_most:
            features += ["d:most-named", f"d:most-named:{group}"]
        if member.first_at < self._timeline.paragraphs[0].tokens[-1].end:
            features.append("d:from-the-start")
        if one is None:
            return [*features, "d:far"]
        features += [
            f"d:back:{min(subject.sentence - one.sentence, 6)}",
            f"d:paragraphs:{min(subject.number - one.paragraph, 3)}",
            f"d:place:{min(subject.sentence - one.sentence, 2)}:{'first-' if one.is_first else ''}{one.place}",
        ]
        return features


def _kind(mention: FoundMention, head: str) -> str:
    if not mention.is_body:
        return "several" if mention.is_several or head in nouns.CROWDS else "the"
    role = head if head in nouns.DOCUMENTS or head in nouns.BODIES else head.removesuffix("s")
    return "document" if role in nouns.DOCUMENTS and role not in nouns.BODIES else "body"


def _group(head: str) -> str:
    """Return what sort of noun a head is."""
    for group, heads in GROUPS:
        if head in heads:
            return group
    return "other"


def _may_be(subject: _Description, member: Member) -> bool:
    if subject.kind == "document":
        return True
    if subject.kind == "body":
        # Of many companies only the name is known.
        return member.is_body or (member.gender is None and not member.roles)
    if member.is_body:
        return False
    return subject.gender is None or member.is_female in (subject.gender.is_female, None)


def _fit(subject: _Description, member: Member) -> list[str]:
    """Return how well a description's words fit what the article says of a member."""
    kind, group = subject.kind, subject.group
    features = ["d:named", f"{kind}:named", f"d:named:{group}", f"d:named:{subject.opening}"]
    if (subject.words - {subject.head}).intersection(member.words[-1:]):
        features.append(f"{kind}:inside")
    return features + (_fit_body(subject, member) if kind == "body" else _fit_person(subject, member))


def _fit_body(subject: _Description, member: Member) -> list[str]:
    features = []
    names = set(member.words)
    if not member.is_body:
        features.append("body:perhaps")
    if subject.head in names:
        features += ["d:fits", "body:head-in-name"]
    if subject.words & names - {subject.head}:
        features.append("body:word-in-name")
    if subject.group == "outlet":
        features.append(f"body:outlet:{bool(names & OUTLET_NAMES)}")
    if subject.group == "company":
        features.append(f"body:company:{bool(names & COMPANY_NAMES)}")
    if " ".join(member.words) in nouns.PLACES:
        features += ["body:place-name", f"body:place-name:{subject.group}"]
    return features


def _fit_person(subject: _Description, member: Member) -> list[str]:
    kind, roles = subject.kind, member.roles
    others = subject.words - {subject.head} - nouns.FUNCTION_WORDS
    shared = len(others & roles)
    fit = "head" if subject.head in roles else "no-head" if roles else "no-roles"
    share = "alone" if not others else "all" if shared == len(others) else "some" if shared else "none"
    features = [f"{kind}:role:{fit}", f"{kind}:role:{fit}:{subject.group}", f"{kind}:role:{fit}:{share}"]
    if fit == "head":
        features.append("d:fits")
        if share == "all":
            features.append("d:fits:all")
    for one, other in (PARTIES, PARTIES[::-1]):
        if subject.words & one and roles & (one | other):
            features.append(f"{kind}:party:{'same' if roles & one else 'other'}")
    if subject.gender is not None:
        features.append(f"{kind}:gender:{'agrees' if member.gender is not None else 'unknown'}")
    if not member.is_surely_person:
        features.append(f"{kind}:perhaps-no-person")
    return features


def _rivals(subject: _Description, member: Member, with_role: int) -> list[str]:
    """Return whether the description's noun is the role of this member alone, of several, or of another."""
    if subject.kind != "the" or not with_role:
        return []
    if subject.head in member.roles:
        return ["the:role:his-alone" if with_role == 1 else "the:role:of-several"]
    return ["the:role:of-another"]


def _own(subject: _Description, found: list[Choice]) -> list[str]:
    kind, group, opening = subject.kind, subject.group, subject.opening
    length = min(len(subject.words), 4)
    tail = "tail" if re.search(r" (?:of|for|from|at|in|with|to) ", subject.mention.name) else "no-tail"
    has_name = any(word[:1].isupper() for word in subject.mention.name.split())
    fits = any("d:fits" in choice.features for choice in found)
    return [
        "d:own",
        f"{kind}:own",
        f"d:own:{opening}",
        f"d:own:{opening}:{group}",
        f"d:own:{opening}:{length}",
        f"d:own:{opening}:{'lead' if subject.number < 2 else 'body'}",
        f"d:own:{opening}:{tail}",
        f"d:own:{'name' if has_name else 'no-name'}:{opening}",
        f"d:own:{'fitting' if fits else 'nobody-fits'}:{opening}",
        f"d:own:of:{count_word(len(found))}",
    ]


def _from_heard(choice: Choice, heard: Sequence[Turn], number: int) -> list[str]:
    for order, (who, at) in enumerate(heard):
        if is_heard(choice, who):
            return [f"d:heard:{'earlier' if order else 'last'}:{min(number - at[0], 2)}"]
    return []
