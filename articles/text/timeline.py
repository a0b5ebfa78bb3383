"""Who is mentioned where: an article's people and bodies in text order, each with its place in its sentence."""

import bisect
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.text import nouns
from articles.text.casts import Cast, Member
from articles.text.cues import LEMMA_OF
from articles.text.documents import MentionKind
from articles.text.genders import Basis, Gender
from articles.text.mentions import FoundMention
from articles.text.paragraphs import Paragraph

MENTIONS_BACK = 300
SENTENCES_BACK = 10
BEING = frozenset(("is", "was", "as", "be", "been", "became", "become", "being", "like"))
# Whose gender these say.
GENDERED = {"he": False, "him": False, "his": False, "himself": False}
GENDERED |= {"she": True, "her": True, "hers": True, "herself": True}


@dataclass(eq=False, slots=True)
class Occurrence:
    """One name or description with its place; `members` are those it can mean, none for an unnamed one."""

    mention: FoundMention
    members: Sequence[Member]
    paragraph: int
    sentence: int  # counted through the article
    place: str  # subject, acting, object, owner, other
    is_cued: bool  # a cue stands beside it
    is_first: bool  # of its sentence's mentions that can be subjects


class Timeline:
    """The occurrences of an article, read paragraph by paragraph when they are first asked for."""

    def __init__(self, paragraphs: Sequence[Paragraph], cast: Cast) -> None:
        self.paragraphs = paragraphs
        self.cast = cast
        self._starts = [paragraph.start for paragraph in paragraphs]
        self._sentences = list(
            itertools.accumulate((len(paragraph.sentences) for paragraph in paragraphs), initial=0)
        )
        self._read: dict[int, list[Occurrence]] = {}

    def paragraph_of(self, mention: FoundMention) -> int:
        return bisect.bisect_right(self._starts, mention.span.start) - 1

    def sentence_of(self, mention: FoundMention, number: int) -> int:
        """Return which sentence of the article a mention stands in."""
        return self._sentences[number] + self.paragraphs[number].sentence_index(mention.first)

    def opening_of(self, mention: FoundMention, number: int) -> str:
        """Return by which kind of word a description begins: the, a, his (an owner), or none of them."""
        tokens = self.paragraphs[number].tokens
        low = tokens[mention.first].low
        if low in ("the", "this", "that"):
            return "the"
        if low in ("a", "an", "one", "another"):
            return "a"
        if low in nouns.POINTING or (mention.first and tokens[mention.first - 1].low.endswith(("'s", "s'"))):
            return "his"
        return "bare"

    def of_paragraph(self, number: int) -> list[Occurrence]:
        if number not in self._read:
            self._read[number] = list(self._occurrences(number))
        return self._read[number]

    def before(self, mention: FoundMention, number: int) -> list[Occurrence]:
        """Return what was mentioned before, nearest first, as far back as readers remember."""
        oldest = self.sentence_of(mention, number) - SENTENCES_BACK
        known: list[Occurrence] = []
        for index in range(number, -1, -1):
            found = self.of_paragraph(index)
            start, stop = 0, len(found)
            if index == number:
                stop = bisect.bisect_left(found, mention.first, key=lambda one: one.mention.first)
            if self._sentences[index] < oldest:
                start = bisect.bisect_left(found, oldest, hi=stop, key=lambda one: one.sentence)
            known += reversed(found[start:stop])
            if self._sentences[index] <= oldest or len(known) >= MENTIONS_BACK:
                break
        return known[:MENTIONS_BACK]

    def after(self, mention: FoundMention, number: int) -> Iterator[Occurrence]:
        """Yield what the rest of the mention's sentence mentions."""
        found = self.of_paragraph(number)
        sentence = self.sentence_of(mention, number)
        start = bisect.bisect_right(found, mention.last, key=lambda one: one.mention.first)
        for at in range(start, min(len(found), start + 6)):
            if found[at].sentence != sentence:
                return
            yield found[at]

    def _occurrences(self, number: int) -> Iterator[Occurrence]:
        paragraph = self.paragraphs[number]
        last = -1
        for mention in paragraph.mentions:
            if mention.kind is MentionKind.PRONOUN:
                continue
            members: Sequence[Member] = ()
            if mention.kind is MentionKind.NAME:
                members = self.cast.matches(mention)
                if not members:
                    continue
            elif _is_apposed(paragraph, mention):
                continue
            sentence = self._sentences[number] + paragraph.sentence_index(mention.first)
            place, is_cued = _place(paragraph, mention)
            is_first = sentence != last and place not in ("owner", "object")
            if is_first:
                last = sentence
            yield Occurrence(mention, members, number, sentence, place, is_cued, is_first)

    def learn_genders(self) -> None:
        """Let the pronouns after a name say its gender, where no title and no given name does."""
        votes: dict[Member, list[int]] = {}
        for number, paragraph in enumerate(self.paragraphs):
            for index in [i for i, token in enumerate(paragraph.tokens) if token.low in GENDERED]:
                is_female = GENDERED[paragraph.tokens[index].low]
                for member in self._spoken_of(number, index, is_female=is_female):
                    votes.setdefault(member, [0, 0])[is_female] += 1
        for member, (male, female) in votes.items():
            is_thing = member.times_after_in or member.times_after_the
            if not is_thing and max(male, female) >= 2 and max(male, female) >= 4 * min(male, female):
                member.gender = Gender(female > male, Basis.ARTICLE)

    def _spoken_of(self, number: int, index: int, *, is_female: bool) -> list[Member]:
        """Return the one person of unknown gender whom a pronoun can mean, if there is but one person."""
        paragraph = self.paragraphs[number]
        sentence = self._sentences[number] + paragraph.sentence_index(index)
        found: list[Member] = []
        occurrences = self.of_paragraph(number)
        stop = bisect.bisect_left(occurrences, index, key=lambda one: one.mention.first)
        for at in range(stop - 1, max(-1, stop - 12), -1):
            one = occurrences[at]
            if one.sentence < sentence - 1 or (one.sentence < sentence and found):
                break
            people = [m for m in one.members if not m.is_body and m.is_female in (is_female, None)]
            if len(people) == 1 and people[0] not in found and not one.mention.is_doubtful:
                found.append(people[0])
        return found if len(found) == 1 and found[0].gender is None else []


def _place(paragraph: Paragraph, mention: FoundMention) -> tuple[str, bool]:
    """Return where in its clause a mention stands, and whether a cue stands beside it."""
    tokens = paragraph.tokens
    before = tokens[mention.first - 1].low if mention.first else ""
    if before in ("the", "a", "an") and mention.first > 1:
        before = tokens[mention.first - 2].low
    after = tokens[mention.last + 1].low if mention.last + 1 < len(tokens) else ""
    if after == "," and mention.last + 2 < len(tokens):
        after = tokens[mention.last + 2].low
    is_cued = after in LEMMA_OF or before in LEMMA_OF
    if mention.is_possessive:
        return "owner", False
    if after == "who":
        return "subject", is_cued  # "backed by Ada Holt, who said"
    if before in nouns.PREPOSITIONS:
        return "object", False
    if after in LEMMA_OF or after in nouns.ADVERBS_AND_AUXILIARIES:
        return "subject", is_cued
    if (after.endswith(("ed", "s")) and after not in nouns.FUNCTION_WORDS) or not before.isalpha():
        return "acting", is_cued
    return "other", is_cued


def _is_apposed(paragraph: Paragraph, mention: FoundMention) -> bool:
    """Whether a description only says more of someone: "Ben Rhodes, the adviser", "she is a lawyer"."""
    tokens = paragraph.tokens
    at = mention.first - 1
    if at < 0:
        return _introduces(paragraph, mention)
    if tokens[at].low in BEING:
        return True
    if tokens[at].words == ",":
        owner = paragraph.mention_at(at - 1)
        if owner is not None and owner.kind is MentionKind.NAME:
            return True
    return _introduces(paragraph, mention)


def _introduces(paragraph: Paragraph, mention: FoundMention) -> bool:
    """Whether a name follows the description: "the head of the union, Olu Adebayo"."""
    at = mention.last + 1
    if at + 1 >= len(paragraph.tokens) or paragraph.tokens[at].words != ",":
        return False
    named = paragraph.mention_at(at + 1)
    return named is not None and named.kind is MentionKind.NAME and not named.is_body
