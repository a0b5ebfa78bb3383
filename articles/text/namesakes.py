"""Which of several members a short name means: "Clinton" where both Bill and Hillary are named."""

import re
from collections.abc import Callable, Sequence

from articles.text import nouns
from articles.text.casts import Member
from articles.text.choices import Choice, Heard, is_heard
from articles.text.documents import MentionKind
from articles.text.genders import gender_of_name
from articles.text.mentions import FoundMention
from articles.text.timeline import GENDERED, Timeline

TOKENS_AFTER = 40  # in which a pronoun can tell a name's gender


class NameChoices:
    """Finds the members that a name fits, with features from a closed vocabulary."""

    def __init__(
        self, timeline: Timeline, heard: Heard, *, chosen: Callable[[FoundMention], Choice | None]
    ) -> None:
        self._timeline = timeline
        self._heard = heard
        self._chosen = chosen

    def of(self, mention: FoundMention, number: int, members: Sequence[Member]) -> list[Choice]:
        """Return the members with their features, and "nobody known"."""
        choices = [Choice(member) for member in members]
        recent = self._recent(mention, number, members)
        earlier = self._earlier(mention, number)
        after = [list(one.members) for one in self._timeline.after(mention, number)]
        is_female = self._gender_after(mention, number)
        heard = self._heard.before(number, mention.first)
        for choice, member in zip(choices, members, strict=True):
            features = choice.features
            features += _standing(member, members)
            features += _from_title(mention, member)
            order, paragraphs = recent.get(id(member), (3, 3))
            features += [f"name:recent:{order}", f"name:recent:{order}:{paragraphs}"]
            if [member] in after:
                features.append("name:in-full-after")
            if member.first_at > mention.span.start:
                features.append("name:only-later")
            if member.first_at < self._timeline.paragraphs[0].tokens[-1].end:
                features.append("name:from-the-start")
            if is_female is not None and member.is_female is not None:
                features.append(f"name:gender-after:{member.is_female is is_female}")
            if earlier is not None:
                features.append(f"name:like-earlier:{choice.is_same(earlier)}")
            if heard and is_heard(choice, heard[0][0]):
                features.append(f"name:heard:{min(number - heard[0][1][0], 2)}")
        return [*choices, Choice(features=["name:nobody"])]

    def _recent(
        self, mention: FoundMention, number: int, members: Sequence[Member]
    ) -> dict[int, tuple[int, int]]:
        """Return for each member named in full before: its rank by nearness, and paragraphs since."""
        found: dict[int, tuple[int, int]] = {}
        for one in self._timeline.before(mention, number):
            if len(one.members) == 1 and one.members[0] in members and id(one.members[0]) not in found:
                found[id(one.members[0])] = (min(len(found), 2), min(number - one.paragraph, 2))
                if len(found) == len(members):
                    break
        return found

    def _gender_after(self, mention: FoundMention, number: int) -> bool | None:
        """Return the gender of the first pronoun after the name in its sentence, unless others stand between."""
        paragraph = self._timeline.paragraphs[number]
        stop = min(paragraph.sentence_of(mention.first).stop, mention.last + TOKENS_AFTER)
        for index in range(mention.last + 1, stop):
            if (is_female := GENDERED.get(paragraph.tokens[index].low)) is not None:
                return is_female
            other = paragraph.mention_at(index)
            if other is not None and other.kind is MentionKind.NAME and not other.is_body:
                return None
        return None

    def _earlier(self, mention: FoundMention, number: int) -> Choice | None:
        """Return whom the same short name meant before in this paragraph or the one before."""
        for index in (number, number - 1):
            if index < 0:
                return None
            paragraph = self._timeline.paragraphs[index]
            stop = mention.first if index == number else len(paragraph.tokens)
            for earlier in reversed(paragraph.mentions_in(max(0, stop - 150), stop)):
                if earlier.kind is MentionKind.NAME and earlier.name == mention.name:
                    return self._chosen(earlier)
        return None


def _standing(member: Member, members: Sequence[Member]) -> list[str]:
    """Return how a member stands among its namesakes: how often and how early named in full."""
    by_full = sorted(members, key=lambda one: -one.times_in_full)
    by_start = sorted(members, key=lambda one: one.first_at)
    features = [
        f"name:known:{member.gender is not None}:{member.is_surely_person}",
        f"name:full-rank:{min(by_full.index(member), 2)}",
        f"name:start-rank:{min(by_start.index(member), 2)}",
    ]
    if by_full[0].times_in_full > by_full[1].times_in_full:
        features.append(f"name:fullest:{member is by_full[0]}")
    return features


def _from_title(mention: FoundMention, member: Member) -> list[str]:
    """Return whether the mention's title and place in the name fit a member."""
    features = []
    roles = {nouns.TITLE_NOUNS.get(word, word) for word in re.findall(r"\w+", mention.title.lower())}
    if roles:
        features.append(f"name:role:{bool(roles & member.roles)}")
    if gender_of_name(mention.name, mention.title) is not None:
        features.append(f"name:title:{'agrees' if member.gender is not None else 'unknown'}")
    if member.words[-1:] != [mention.name.lower()]:
        features.append("name:as-given-name")
    return features
