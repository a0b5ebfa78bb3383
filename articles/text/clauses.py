"""One paragraph ready for attribution, and who the subject of a cue in it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.text import nouns
from articles.text.cues import FoundCue, TELLING, find_cues
from articles.text.documents import MentionKind
from articles.text.marks import Marked
from articles.text.names import FoundMention, find_mentions
from articles.text.sentences import find_sentences
from articles.text.spans import Span
from articles.text.tokens import Token, tokenise

RELATIVE = frozenset(("who", "which", "that"))
CHAINING = frozenset(("of", "from", "in", "at", "for", "with", "on", "to", "by"))  # "Solheim of the Alliance in Bergen"
COORDINATING = frozenset(("and", "but", "or", "then", "to", "while"))
PARTY_TAG = re.compile(r"^\((?:[A-Z][^()]{0,20})\)$")


@dataclass(slots=True)
class Clause:
    """A paragraph's tokens, sentences, mentions, cues and quotations; indexes count its tokens."""

    span: Span
    tokens: list[Token]
    sentences: tuple[range, ...]
    mentions: list[FoundMention]
    cues: list[tuple[int, FoundCue]]
    marked: dict[int, Marked]
    _mention_at: dict[int, FoundMention] = field(default_factory=dict)

    def mention_at(self, index: int) -> FoundMention | None:
        return self._mention_at.get(index)

    def sentence_of(self, index: int) -> range:
        return next(sentence for sentence in self.sentences if index in sentence)

    def mentions_in(self, start: int, stop: int) -> Iterator[FoundMention]:
        return (mention for mention in self.mentions if start <= mention.first and mention.last < stop)

    def cues_in(self, start: int, stop: int) -> list[tuple[int, FoundCue]]:
        return [(index, cue) for index, cue in self.cues if start <= index < stop]


def read_paragraph(
    body: str, masked: str, span: Span, *, known: frozenset[str], marked: dict[int, Marked], tokens: list[Token]
) -> Clause:
    """Return a paragraph ready for attribution; `marked` are its quotations by where they start."""
    mentions = find_mentions(tokens, masked, known)
    inside = {index: mention for mention in mentions for index in range(mention.first, mention.last + 1)}
    cues = [(index, cue) for index, cue in find_cues(tokens, body) if index not in inside]
    quotations = {index: marked[token.start] for index, token in enumerate(tokens) if token.start in marked}
    return Clause(span, tokens, find_sentences(tokens, body), mentions, cues, quotations, inside)


def appositions(clause: Clause) -> Iterator[tuple[FoundMention, FoundMention]]:
    """Yield names with a description beside them: "Ben Rhodes, the deputy adviser", "their leader, Olu Adebayo"."""
    for first, second in zip(clause.mentions, clause.mentions[1:], strict=False):
        between = clause.tokens[first.last + 1 : second.first]
        if len(between) == 1 and between[0].words == "," and not first.is_possessive and not second.is_several:
            kinds = (first.kind, second.kind)
            if kinds == (MentionKind.NAME, MentionKind.DESCRIPTION) and not second.is_body:
                yield first, second
            elif kinds == (MentionKind.DESCRIPTION, MentionKind.NAME) and not first.is_body and not first.is_several:
                yield second, first


def cue_subjects(clause: Clause) -> Iterator[FoundMention]:
    """Yield the names that a cue of saying follows at once."""
    for index, cue in clause.cues:
        mention = clause.mention_at(index - 1) if index else None
        if cue.is_saying and mention is not None and mention.kind is MentionKind.NAME:
            yield mention


def subject_before(clause: Clause, cue_at: int, start: int) -> tuple[FoundMention, float] | None:
    """Return the subject of a cue among the tokens [start, cue_at), and how sure it is (0 to 1).

    Steps back over adverbs and auxiliaries, then by what stands there: the noun itself, the comma
    that ends an apposition, "who", or "and".
    """
    tokens = clause.tokens
    index = cue_at - 1
    while index >= start and (
        tokens[index].low in nouns.ADVERBS_AND_AUXILIARIES or tokens[index].low.endswith("ly")
        and clause.mention_at(index) is None
    ):
        index -= 1
    if index < start:
        return None
    token = tokens[index]
    if (mention := clause.mention_at(index)) is not None:
        return _head_of_chain(clause, mention, start)
    if token.low in RELATIVE:
        index -= 1
        if index >= start and tokens[index].words == ",":
            index -= 1
        mention = clause.mention_at(index) if index >= start else None
        return (mention, 0.93) if mention and not mention.is_possessive else None
    if token.words == ",":
        if clause_cue_is_participle(clause, cue_at):
            return _first_subject(clause, start, index, 0.88)
        return _before_apposition(clause, index, start)
    if token.words == ")":
        opening = next((i for i in range(index, start - 1, -1) if tokens[i].words == "("), None)
        if opening is not None and opening > start and (mention := clause.mention_at(opening - 1)):
            return mention, 0.96
    if token.low in COORDINATING or token.words in ("—", "–", "-", ";"):
        return _first_subject(clause, start, index, 0.85)
    if token.is_quotation:
        return _first_subject(clause, start, index, 0.8)
    if clause_cue_is_participle(clause, cue_at):
        return _first_subject(clause, start, index, 0.8)
    return _first_subject(clause, start, index, 0.7)


def clause_cue_is_participle(clause: Clause, cue_at: int) -> bool:
    return clause.tokens[cue_at].low.endswith("ing")


def _eligible(clause: Clause, mention: FoundMention) -> bool:
    """Whether a mention can be a subject: no possessive, no object of a preposition."""
    if mention.is_possessive:
        return False
    at = _before_article(clause, mention)
    before = clause.tokens[at].low if at >= 0 else ""
    if before == "," and (place := clause.mention_at(at - 1)) is not None and place.kind is MentionKind.NAME:
        # "in Ames, Iowa,": the comma goes on with the place
        above = _before_article(clause, place)
        if above >= 0 and clause.tokens[above].low in ("in", "at", "near", "from", "of") and not mention.title:
            return False
    return before not in nouns.PREPOSITIONS or before in ("before", "after", "as", "since", "until", "than")


def _before_article(clause: Clause, mention: FoundMention) -> int:
    """Return the token before a mention and the article that a name leaves out."""
    at = mention.first - 1
    return at - 1 if at >= 0 and clause.tokens[at].low in ("the", "a", "an") else at


def _first_subject(clause: Clause, start: int, stop: int, sure: float) -> tuple[FoundMention, float] | None:
    """Return the first mention that can be a subject, the farther and the more rivals the less sure."""
    fitting = [mention for mention in clause.mentions_in(start, stop) if _eligible(clause, mention) and not mention.is_doubtful]
    if not fitting:
        return None
    rivals = len(fitting) - 1
    return fitting[0], sure * (0.97**rivals)


def _head_of_chain(clause: Clause, mention: FoundMention, start: int) -> tuple[FoundMention, float] | None:
    """Follow "Lauren Nel from Natural Justice in Cape Town" back to its first noun."""
    sure = 0.97
    while (at := _before_article(clause, mention)) > start:
        if clause.tokens[at].low not in CHAINING:
            break
        previous = clause.mention_at(at - 1)
        if previous is None or previous.is_possessive:
            return _first_subject(clause, start, at, 0.7) or (mention, 0.5)
        mention, sure = previous, sure * 0.96
    if at >= start and clause.tokens[at].low in CHAINING:
        return None
    return (mention, sure) if not mention.is_possessive else None


def _before_apposition(clause: Clause, comma: int, start: int) -> tuple[FoundMention, float] | None:
    """Return whom an apposition is about: the name before it, or the name that it is.

    "Ben Rhodes, the deputy adviser, said"; "the head of the union, Olu Adebayo, said".
    """
    tokens = clause.tokens
    commas = [i for i in range(comma - 1, start - 1, -1) if tokens[i].words == ","][:4]
    if commas:
        inner = list(clause.mentions_in(commas[0] + 1, comma))
        alone = inner and inner[0].first == commas[0] + 1 and inner[0].last == comma - 1
        if alone and inner[0].kind is MentionKind.NAME and not inner[0].is_body:
            before = clause.mention_at(commas[0] - 1)
            if before is None or before.kind is MentionKind.DESCRIPTION or before.is_body or not _eligible(clause, before):
                return inner[0], 0.93
    for at in commas:
        mention = clause.mention_at(at - 1)
        if mention is None and at > start and tokens[at - 1].words == ")":
            opening = next((i for i in range(at - 1, start - 1, -1) if tokens[i].words == "("), start)
            mention = clause.mention_at(opening - 1) if opening > start else None
        if mention is not None and mention.kind is MentionKind.NAME and not mention.is_possessive and _eligible(clause, mention):
            return mention, 0.93
    for at in commas:
        mention = clause.mention_at(at - 1)
        if mention is not None and not mention.is_possessive:
            return mention, 0.85
    return _first_subject(clause, start, comma, 0.8)


def subject_after(clause: Clause, cue_at: int, stop: int) -> tuple[FoundMention, float] | None:
    """Return the subject that follows its cue: "said Mairi Lamont", "said plumber Ned Farrow"."""
    tokens = clause.tokens
    index = cue_at + 1
    while index < stop and tokens[index].low.endswith("ly") and clause.mention_at(index) is None:
        index += 1
    if index < stop and (mention := clause.mention_at(index)):
        if mention.first != index:
            return None
        if (named := _name_after_nouns(clause, mention, stop)) is not None:
            return named, 0.95  # "said MSNBC host Chris Matthews"
        following = clause.mention_at(mention.last + 1)
        if following is not None and mention.kind is MentionKind.DESCRIPTION and following.first == mention.last + 1:
            return following, 0.95  # "the farmer Ned Farrow"
        if mention.last + 2 < stop and tokens[mention.last + 1].words == "," and mention.kind is MentionKind.DESCRIPTION:
            after = clause.mention_at(mention.last + 2)
            if after is not None and after.kind is MentionKind.NAME and not after.is_body and after.last + 1 < stop and tokens[after.last + 1].words in ",.":
                return after, 0.9  # "said the head of the union, Olu Adebayo"
        if mention.is_possessive:
            after = clause.mention_at(mention.last + 1) or next(iter(clause.mentions_in(mention.last + 1, min(stop, mention.last + 8))), None)
            return (after, 0.85) if after else None
        return mention, 0.97
    begin = index
    while index < stop and index - begin < 8 and tokens[index].is_word:
        token = tokens[index]
        if (mention := clause.mention_at(index)) is not None:
            return (mention, 0.92) if mention.kind is MentionKind.NAME else (mention, 0.85)
        if token.low in nouns.FUNCTION_WORDS and token.low not in nouns.DETERMINERS and token.low not in ("of", "for"):
            return None
        index += 1
    return None


def _name_after_nouns(clause: Clause, mention: FoundMention, stop: int) -> FoundMention | None:
    """Return the person whom a mention only introduces: lower-case nouns alone stand between them."""
    if mention.kind is MentionKind.PRONOUN or (mention.kind is MentionKind.NAME and not mention.is_body and not mention.is_possessive):
        return None
    for index in range(mention.last + 1, min(stop, mention.last + 7)):
        token = clause.tokens[index]
        found = clause.mention_at(index)
        if found is not None and found.kind is MentionKind.NAME:
            return found if not found.is_body and index > mention.last else None
        if not token.is_word or token.low in nouns.FUNCTION_WORDS or token.low.endswith(("ed", "ing", "ly")):
            return None
    return None


def object_of_by(clause: Clause, cue_at: int, stop: int) -> tuple[FoundMention, float] | None:
    """Return who told in a passive: "the tenants were told by housing officer Greta Holm"."""
    cue = clause.tokens[cue_at]
    before = clause.tokens[cue_at - 1].low if cue_at else ""
    if before not in ("was", "were", "been", "is", "are", "being") or not cue.is_word:
        return None
    at = next((i for i in range(cue_at + 1, min(stop, cue_at + 4)) if clause.tokens[i].low == "by"), None)
    return subject_after(clause, at, stop) if at is not None else None


__all__ = ["TELLING", "Clause", "object_of_by", "read_paragraph", "subject_after", "subject_before", "tokenise"]
