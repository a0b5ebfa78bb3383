"""The cast of one article: every person and body named, under the fullest name, and who a mention means."""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.text import nouns
from articles.text.documents import MentionKind, Speaker, SpeakerKind
from articles.text.genders import Gender, gender_of_name, gender_of_words, is_given_name
from articles.text.mentions import FoundMention

NICKNAMES = {
    "mike": "michael", "joe": "joseph", "bill": "william", "tim": "timothy", "jim": "james", "bob": "robert",
    "tom": "thomas", "dan": "daniel", "chris": "christopher", "jeff": "jeffrey", "ted": "theodore", "matt": "matthew",
    "ben": "benjamin", "liz": "elizabeth", "ken": "kenneth", "steve": "stephen", "dave": "david", "rob": "robert",
}  # fmt: skip
PARTY_TAG = re.compile(r"([RDI])-([A-Z][\w.]*)")  # "(R-Fla.)"
MOST_NAMESAKES = 50  # bounds the time that lists of names take
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


@functools.lru_cache(maxsize=20_000)
def name_words(name: str) -> list[str]:
    """Return the words of a name for comparing: lower case, without accents, initials, suffixes and full stops."""
    words = [word.lower().strip(".,").replace("’", "'") for word in _without_accents(name).split()]
    kept = [
        word
        for word in words
        if word not in SUFFIXES and word != "the" and (len(word) > 1 or len(words) == 1)
    ]
    return kept or words


def _without_accents(name: str) -> str:
    if name.isascii():
        return name
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


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
    """A person or body of the article; what the text says of them is added as it is read."""

    name: str
    is_body: bool
    words: list[str]
    forms: dict[str, None] = field(default_factory=dict)  # in order of appearance
    roles: set[str] = field(default_factory=set)  # words of titles and appositions
    is_surely_person: bool = False  # by a title, a given name, or because a cue follows
    gender: Gender | None = None
    times: int = 0  # how often named
    times_in_full: int = 0
    first_at: int = 0  # code point of the first mention
    times_after_in: int = 0  # as places stand: "in Derry"
    times_after_the: int = 0  # as bodies stand: "the Teamsters"

    @property
    def is_female(self) -> bool | None:
        return self.gender.is_female if self.gender is not None else None

    def speaker(self) -> Speaker:
        kind = SpeakerKind.BODY if self.is_body else SpeakerKind.PERSON
        return Speaker(self.name, kind, tuple(self.forms))


class Cast:
    """Members by full name; short forms find theirs."""

    def __init__(self, mentions: Iterable[FoundMention]) -> None:
        self.members: list[Member] = []
        self._by_word: dict[str, list[Member]] = {}
        self._found: dict[tuple[str, str, bool], list[Member]] = {}
        self._is_complete = False
        names = [
            mention
            for mention in mentions
            if mention.kind is MentionKind.NAME and PARTY_TAG.fullmatch(mention.name) is None
        ]
        # The longest names first, so that "de Blasio" finds Bill de Blasio wherever he is named in full.
        for mention in sorted(names, key=lambda mention: -len(name_words(mention.name))):
            words = name_words(mention.name)
            if len(words) < 2:
                break
            if (same := self._same(mention)) is None:
                self._add(mention)
            elif _is_truer(words, same.words):
                same.name, same.words = mention.name, words
        self._learn_short_names(names)
        for mention in names:
            if len(name_words(mention.name)) == 1 and not self.matches(mention) and not mention.is_doubtful:
                self._add(mention)
        self._is_complete = True
        for mention in names:
            if len(matches := self.matches(mention)) == 1:
                self._enter(mention, matches[0])
        self._found.clear()  # genders are known by now

    def _learn_short_names(self, names: Sequence[FoundMention]) -> None:
        """Take in what stands in brackets behind a body's name: "Netherlands Organisation … Research (TNO)"."""
        for name, short in itertools.pairwise(names):
            is_bracketed = short.span.start - name.span.end == len(" (") and short.name.isupper()
            if is_bracketed and len(short.name) > 1 and " " not in short.name and (body := self._same(name)):
                body.is_body = True
                self._by_word.setdefault(short.name.lower(), []).append(body)

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
                and (_given(known[0]) == _given(words[0]) or _is_family_name(words, known))
                and _may_be_one(member.name, mention.name)
            ):
                return member
        return None

    def _add(self, mention: FoundMention) -> Member:
        name = re.sub(r"^[Tt]he\s", "", mention.name)
        member = Member(name, mention.is_body, name_words(name), first_at=mention.span.start)
        if not mention.is_body:
            member.gender = gender_of_name(mention.name, mention.title)
        self.members.append(member)
        for word in set(member.words):
            self._by_word.setdefault(word, []).append(member)
        if mention.is_body and len(member.words) > 1:
            for acronym in _acronyms(name):
                self._by_word.setdefault(acronym, []).append(member)
        return member

    def _enter(self, mention: FoundMention, member: Member) -> None:
        words = name_words(mention.name)
        is_longer = len(mention.name) > len(member.name) and len(words) >= len(member.words)
        if not member.is_body and is_longer and not _is_truer(member.words, words):
            member.name, member.words = mention.name, words
        form = f"{mention.title} {mention.name}".strip()
        member.forms[form] = None
        member.times += 1
        member.times_in_full += len(words) > 1
        member.first_at = min(member.first_at, mention.span.start)
        for word in re.findall(r"\w+", mention.title.lower()):
            member.roles.add(nouns.TITLE_NOUNS.get(word, word))
        if not member.is_body:
            self._learn_gender(member, gender_of_name(mention.name, mention.title))
            member.is_surely_person |= bool(mention.title) or member.gender is not None

    @staticmethod
    def _learn_gender(member: Member, gender: Gender | None) -> None:
        if gender is not None and (member.gender is None or gender.basis < member.gender.basis):
            member.gender = gender

    def learn_role(self, mention: FoundMention, role: FoundMention) -> None:
        """Take in an apposition: "Ben Rhodes, the deputy adviser"."""
        if len(matches := self.matches(mention)) == 1 and not matches[0].is_body:
            words = re.findall(r"[a-z][\w-]+", role.name.lower())
            matches[0].roles.update(words)
            matches[0].is_surely_person = True
            self._learn_gender(matches[0], gender_of_words(words))

    def learn_speech(self, mention: FoundMention) -> None:
        """Take in that a cue follows a name."""
        if len(matches := self.matches(mention)) == 1:
            matches[0].is_surely_person |= not matches[0].is_body

    def matches(self, mention: FoundMention) -> Sequence[Member]:
        """Return the members that a name can mean: one in most cases, several for a shared last name."""
        if not self._is_complete:
            return self._matches(mention)
        key = (mention.name, mention.title, mention.is_body)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._matches(mention)
        return found

    def _matches(self, mention: FoundMention) -> list[Member]:
        words = name_words(mention.name)
        if len(words) > 1:
            same = self._same(mention)
            return [same] if same else []
        known = self._by_word.get(words[0], [])[:MOST_NAMESAKES]
        if (gender := gender_of_name(mention.name, mention.title)) is not None:
            known = [
                member
                for member in known
                if not member.is_body and member.is_female in (gender.is_female, None)
            ]
            # “Mr Marlowe” is whoever is known to be a man before one of whom nothing is known.
            known = [member for member in known if member.is_female is gender.is_female] or known
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


def _is_family_name(words: Sequence[str], known: Sequence[str]) -> bool:
    """Whether words are the end of a longer name: "Van Hollen" of Chris Van Hollen."""
    return 1 < len(words) < len(known) and list(known[-len(words) :]) == list(words)


def _is_truer(words: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether a name ends a longer one that only begins with a word of its sentence: "Year Ada Holt"."""
    return (
        _is_family_name(words, longer)
        and is_given_name(words[0])
        and not is_given_name(longer[0].split("-")[0])
    )


def _acronyms(name: str) -> set[str]:
    capitals = "".join(word[0] for word in name.split() if word[0].isupper() and word.lower() != "the")
    return {capitals.lower()} if len(capitals) > 1 else set()
