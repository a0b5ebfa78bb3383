"""Whom a mention may mean: possible referents, each with the features that a model weighs."""

import bisect
import functools
from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.text.casts import Member
from articles.text.documents import UnnamedSource
from articles.text.mentions import FoundMention
from articles.text.timeline import Occurrence

MOST_REFERENTS = 12  # people remembered at once
COUNT_WORDS = ("0", "1", "2-3", "2-3", "4-7", "4-7", "4-7", "4-7")


@dataclass(slots=True)
class Choice:
    """One possible referent: a member, an unnamed source as it was described, or nobody known."""

    member: Member | None = None
    described: FoundMention | None = None
    features: list[str] = field(default_factory=list)
    nearest: Occurrence | None = None

    @property
    def is_nobody(self) -> bool:
        return self.member is None and self.described is None

    def is_same(self, other: "Choice | None") -> bool:
        if other is None or self.is_nobody:
            return False
        if self.member is not None:
            return self.member is other.member
        return other.described is not None and head_of(self.described) == head_of(other.described)


@dataclass(slots=True)
class Heard:
    """The speakers of the quotations decided so far, by where they stand."""

    _at: list[tuple[int, int]] = field(default_factory=list)
    _who: list[Member | UnnamedSource] = field(default_factory=list)

    def add(self, who: Member | UnnamedSource, number: int, token: int) -> None:
        at = bisect.bisect_left(self._at, (number, token))
        if at < len(self._at) and self._at[at] == (number, token):
            self._who[at] = who
        else:
            self._at.insert(at, (number, token))
            self._who.insert(at, who)

    def before(self, number: int, token: int) -> list["Turn"]:
        """Return the last three speakers before a place, nearest first."""
        at = bisect.bisect_left(self._at, (number, token))
        return [(self._who[i], self._at[i]) for i in range(at - 1, max(-1, at - 4), -1)]


Turn = tuple[Member | UnnamedSource, tuple[int, int]]  # who spoke, and the quotation's paragraph and token


def is_heard(choice: Choice, who: Member | UnnamedSource) -> bool:
    """Whether a speaker heard is the referent of a choice."""
    if isinstance(who, Member):
        return choice.member is who
    return choice.described is not None and head_of(choice.described) == who.description.split()[-1].lower()


def head_of(mention: FoundMention | None) -> str:
    """Return the noun of a description: "official" of "senior official of the ministry"."""
    if mention is None:
        return ""
    return head_of_words(mention.name)


@functools.lru_cache(maxsize=20_000)
def head_of_words(words: str) -> str:
    last = ""
    for word in words.split():
        if last and word in ("of", "for", "from", "at", "in", "who", "with", "on", "to", "by"):
            break
        last = word
    return last.lower()


def count_word(number: int) -> str:
    """Return a count in the words that features use: 0, 1, 2-3, 4-7, 8+."""
    return COUNT_WORDS[number] if number < 8 else "8+"


def most_named(members: Iterable[Member]) -> Member | None:
    """Return the member named oftenest, None where two are."""
    ordered = sorted(members, key=lambda member: -member.times)
    if not ordered or (len(ordered) > 1 and ordered[0].times == ordered[1].times):
        return None
    return ordered[0]
