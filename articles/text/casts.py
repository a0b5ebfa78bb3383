"""The cast of one article: every person and body named, under the fullest name, and who a mention means."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.text import nouns
from articles.text.documents import MentionKind, Speaker, SpeakerKind
from articles.text.mentions import FoundMention

NICKNAMES = {
    "mike": "michael", "joe": "joseph", "bill": "william", "tim": "timothy", "jim": "james", "bob": "robert",
    "tom": "thomas", "dan": "daniel", "chris": "christopher", "jeff": "jeffrey", "ted": "theodore", "matt": "matthew",
    "ben": "benjamin", "liz": "elizabeth", "ken": "kenneth", "steve": "stephen", "dave": "david", "rob": "robert",
}  # fmt: skip
MOST_NAMESAKES = 50  # bounds the time that lists of names take
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


@functools.lru_cache(maxsize=20_000)
def name_words(name: str) -> list[str]:
    """Return the words of a name for comparing: lower case, without initials, suffixes and full stops."""
    words = [word.lower().strip(".,").replace("’", "'") for word in name.split()]
    kept = [
        word
        for word in words
        if word not in SUFFIXES and word != "the" and (len(word) > 1 or len(words) == 1)
    ]
    return kept or words


@functools.lru_cache(maxsize=20_000)
def _middle_and_suffix(name: str) -> tuple[str, str]:
    """Return the first letters of a name's middle words ("hw" of George H.W. Bush) and its suffix ("jr")."""
    low = [word.lower().strip('.,"“”') for word in name.split()]
    middle = "".join(
        part[0] for word in low[1:-1] if word not in SUFFIXES for part in word.split(".") if part
    )
    suffix = next((word for word in low if word in SUFFIXES), "")
    # The last word before a suffix is the family name.
    return (middle[:-1] if suffix and low[-1] == suffix else middle), suffix


def _may_be_one(one: str, other: str) -> bool:
    """Whether two names of like first and last words can be one person's: not a father's and a son's."""
    (middle, suffix), (other_middle, other_suffix) = _middle_and_suffix(one), _middle_and_suffix(other)
    shorter, longer = sorted((middle, other_middle), key=len)
    return suffix == other_suffix and longer.startswith(shorter)


@dataclass(eq=False, slots=True)
class Member:
    """A person or body of the article; mentions are appended as the text is read."""

    name: str
    is_body: bool
    forms: dict[str, None] = field(default_factory=dict)  # in order of appearance
    roles: set[str] = field(default_factory=set)
    is_surely_person: bool = False  # by a title, a given name, or because a cue follows
    is_female: bool | None = None

    @property
    def words(self) -> list[str]:
        return name_words(self.name)

    def speaker(self) -> Speaker:
        kind = SpeakerKind.BODY if self.is_body else SpeakerKind.PERSON
        return Speaker(self.name, kind, tuple(self.forms))


class Cast:
    """Members by full name; short forms find theirs."""

    def __init__(self, mentions: Iterable[FoundMention]) -> None:
        self.members: list[Member] = []
        self._by_word: dict[str, list[Member]] = {}
        self._of_mention: dict[tuple[int, int], Member] = {}
        names = [mention for mention in mentions if mention.kind is MentionKind.NAME]
        for mention in names:
            if len(name_words(mention.name)) > 1:
                self._enter(mention, self._same(mention) or self._add(mention))
        for mention in names:
            if len(name_words(mention.name)) == 1 and not self.matches(mention) and not mention.is_doubtful:
                self._add(mention)
        for mention in names:
            if len(matches := self.matches(mention)) == 1:
                self._enter(mention, matches[0])

    def _same(self, mention: FoundMention) -> Member | None:
        words = name_words(mention.name)
        for member in self._by_word.get(words[-1], [])[:MOST_NAMESAKES]:
            known = member.words
            if member.is_body or mention.is_body:
                if known == words:
                    return member
            elif (
                known[-1] == words[-1]
                and len(known) > 1
                and _given(known[0]) == _given(words[0])
                and _may_be_one(member.name, mention.name)
            ):
                return member
        return None

    def _add(self, mention: FoundMention) -> Member:
        name = re.sub(r"^[Tt]he\s", "", mention.name)
        member = Member(name, mention.is_body)
        self.members.append(member)
        for word in set(member.words):
            self._by_word.setdefault(word, []).append(member)
        if mention.is_body and len(member.words) > 1:
            for acronym in _acronyms(name):
                self._by_word.setdefault(acronym, []).append(member)
        return member

    def _enter(self, mention: FoundMention, member: Member) -> None:
        if not member.is_body and len(mention.name) > len(member.name) and len(name_words(mention.name)) > 1:
            member.name = mention.name
        form = f"{mention.title} {mention.name}".strip()
        member.forms[form] = None
        for word in re.findall(r"\w+", mention.title.lower()):
            member.roles.add(nouns.TITLE_NOUNS.get(word, word))
        if not member.is_body:
            if member.is_female is None:
                member.is_female = _is_female(mention)
            member.is_surely_person |= bool(mention.title) or member.is_female is not None

    def learn_role(self, mention: FoundMention, role: FoundMention) -> None:
        """Take in an apposition: "Ben Rhodes, the deputy adviser"."""
        if len(matches := self.matches(mention)) == 1 and not matches[0].is_body:
            matches[0].roles.update(re.findall(r"[a-z][\w-]+", role.name.lower()))
            matches[0].is_surely_person = True

    def learn_speech(self, mention: FoundMention) -> None:
        """Take in that a cue follows a name."""
        if len(matches := self.matches(mention)) == 1:
            matches[0].is_surely_person |= not matches[0].is_body

    def matches(self, mention: FoundMention) -> list[Member]:
        """Return the members that a name can mean: one in most cases, several for a shared last name."""
        words = name_words(mention.name)
        if len(words) > 1:
            same = self._same(mention)
            return [same] if same else []
        known = self._by_word.get(words[0], [])[:MOST_NAMESAKES]
        if (is_female := _is_female(mention)) is not None:
            known = [
                member for member in known if not member.is_body and member.is_female in (is_female, None)
            ]
        exact = [member for member in known if member.words == words]
        last = [member for member in known if member.words[-1] == words[0] and not member.is_body]
        if exact and not any(len(member.words) > 1 for member in last):
            return exact
        _, suffix = _middle_and_suffix(mention.name)
        # Beside a son called Trump Jr., "Trump" is the father.
        last = [member for member in last if _middle_and_suffix(member.name)[1] == suffix] or last
        first = [member for member in known if not member.is_body and member not in last]
        bodies = [
            member for member in known if member.is_body and (mention.is_body or mention.name.isupper())
        ]
        return last or first or exact or bodies


def _given(word: str) -> str:
    return NICKNAMES.get(word, word)


def _is_female(mention: FoundMention) -> bool | None:
    titles = set(re.findall(r"\w+", mention.title.lower()))
    if titles & nouns.FEMALE_TITLES:
        return True
    if titles & nouns.MALE_TITLES:
        return False
    words = [word.lower() for word in mention.name.split()]
    if len(words) > 1:
        given = words[0].split("-")[0]
        if given in nouns.FEMALE_NAMES and given not in nouns.MALE_NAMES:
            return True
        if given in nouns.MALE_NAMES and given not in nouns.FEMALE_NAMES:
            return False
    return None


def _acronyms(name: str) -> set[str]:
    capitals = "".join(word[0] for word in name.split() if word[0].isupper() and word.lower() != "the")
    return {capitals.lower()} if len(capitals) > 1 else set()
