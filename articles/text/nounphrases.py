"""Speakers whose noun no list holds: the noun phrase that a cue makes a subject: "the heckler yelled"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.text import nouns
from articles.text.cues import ACCORDING_TO, LEMMA_OF, FoundCue
from articles.text.documents import LONGEST_VALUE, MentionKind
from articles.text.mentions import FoundMention, base, possessive_ending
from articles.text.spans import Span
from articles.text.tokens import Token
from articles.text.wordlists import words

LONGEST = 5  # words before the noun
# Pronouns of quantity that speak by themselves: "many say", "another quipped".
ALONE = words("one many some another others someone somebody several both few most everyone everybody nobody")
SEVERAL = words("many some others several both few most")
# Nouns of time and place that stand before a cue without speaking.
NO_SPEAKERS = words(
    """time year month week day night morning afternoon evening moment minute hour today tomorrow yesterday years days weeks
    months way thing things something anything nothing what lot part end then now here there point case fact rest
    reason example time's percent number years' other interview speech debate event rally breath"""
)
# What may stand between a noun and what says whose it is: "a voice in the crowd shouted".
JOINTS = words("of in from at for with on near by to")


def find_subject_phrases(
    tokens: Sequence[Token], cues: Sequence[tuple[int, FoundCue]], taken: dict[int, FoundMention], text: str
) -> Iterator[FoundMention]:
    """Yield the noun phrases beside cues that are no mention yet: before a finite verb, after one that inverts."""
    for index, cue in cues:
        if cue.is_participle or cue.is_base:
            continue
        if cue.lemma == ACCORDING_TO:
            found = _after(tokens, index + 2, taken)
        else:
            found = _before(tokens, index, taken)
            if found is None and cue.inverts and index and not tokens[index - 1].is_word:
                found = _after(tokens, index + 1, taken)
        if found is not None:
            mention = _with_its_whole(_mention(tokens, found, text), tokens, taken, text)
            if len(mention.span) <= LONGEST_VALUE:
                yield mention


def _before(tokens: Sequence[Token], cue_at: int, taken: dict[int, FoundMention]) -> range | None:
    """Return the phrase that ends before a cue and its adverbs, or before what only says whose it is."""
    index = cue_at - 1
    while index >= 0 and _is_adverb(tokens[index]) and index not in taken:
        index -= 1
    if index < 0:
        return None
    if (mention := taken.get(index)) is None:
        return _phrase_ending(tokens, index, taken)
    joint = mention.first - 1
    if joint > 0 and tokens[joint].low in nouns.DETERMINERS:
        joint -= 1
    if joint > 0 and tokens[joint].low in JOINTS and joint - 1 not in taken:
        return _phrase_ending(tokens, joint - 1, taken)
    return None


def _is_adverb(token: Token) -> bool:
    low = token.low
    return (low in nouns.ADVERBS_AND_AUXILIARIES and low not in ALONE) or (
        low.endswith("ly") and not token.is_capital
    )


def _phrase_ending(tokens: Sequence[Token], end: int, taken: dict[int, FoundMention]) -> range | None:
    head = tokens[end]
    if head.low in ALONE and head.low != "both":
        return range(end, end + 1)
    if not _is_noun(head):
        return None
    start = end
    while start > 0 and end - start < LONGEST and _modifies(tokens[start - 1]) and start - 1 not in taken:
        start -= 1
    before = tokens[start - 1] if start else None
    if before is not None and before.low in nouns.DETERMINERS and start - 1 not in taken:
        return range(start - 1, end + 1)
    if before is not None and (owner := taken.get(start - 1)) is not None:
        return range(start, end + 1) if owner.is_possessive or owner.last == start - 1 else None
    is_clause = (
        before is None
        or not before.is_word
        or before.low in ("and", "but", "as", "when", "while", "because", "that", "though")
    )
    if is_clause and head.low.endswith("s") and not head.low.endswith("ss"):
        return range(start, end + 1)
    return None


def _after(tokens: Sequence[Token], start: int, taken: dict[int, FoundMention]) -> range | None:
    """Return the phrase with a determiner that starts here: "said the 46-year-old"."""
    index = start
    if index >= len(tokens) or index in taken:
        return None
    if tokens[index].low in ALONE and (index + 1 == len(tokens) or not _is_noun(tokens[index + 1])):
        return range(index, index + 1)
    if tokens[index].low not in nouns.DETERMINERS:
        return None
    index += 1
    while (
        index < len(tokens) and index - start <= LONGEST and index not in taken and _modifies(tokens[index])
    ):
        index += 1
    if index - 1 <= start or not _is_noun(tokens[index - 1]) or index in taken:
        return None
    return range(start, index)


def _is_noun(token: Token) -> bool:
    low = token.low
    return (
        token.is_word
        and not token.is_capital
        and (low.endswith("-old") or not low[0].isdigit())
        and base(low) not in nouns.FUNCTION_WORDS
        and low not in NO_SPEAKERS
        and low not in LEMMA_OF
        and low not in nouns.ADVERBS_AND_AUXILIARIES
        and not low.endswith(("ly", "ing", "ed"))
    )


def _modifies(token: Token) -> bool:
    return token.is_word and base(token.low) not in nouns.FUNCTION_WORDS and token.low not in LEMMA_OF


def _mention(tokens: Sequence[Token], found: range, text: str) -> FoundMention:
    first, last = tokens[found.start], tokens[found[-1]]
    begin = found.start + (first.low in nouns.DETERMINERS and len(found) > 1)
    end = last.end - possessive_ending(last.words)
    low = last.low
    is_several = low in SEVERAL or (
        low.endswith("s") and not low.endswith("ss") and first.low not in ("a", "an", "one", "another")
    )
    name = " ".join(text[tokens[begin].start : end].split())
    return FoundMention(
        name[0].lower() + name[1:] if tokens[begin].is_capital and begin == 0 else name,
        Span(first.start, end),
        MentionKind.DESCRIPTION,
        found.start,
        found[-1],
        is_several=is_several,
    )


def _with_its_whole(
    mention: FoundMention, tokens: Sequence[Token], taken: dict[int, FoundMention], text: str
) -> FoundMention:
    """Return "one of the inspectors" for the "one" that a description says more of; it still holds one token."""
    at = mention.last + 1
    if mention.first != mention.last or tokens[mention.first].low not in ALONE or at + 1 >= len(tokens):
        return mention
    if tokens[at].low != "of":
        return mention
    whole = taken.get(at + 1) or (taken.get(at + 2) if at + 2 < len(tokens) else None)
    if whole is None or whole.kind is not MentionKind.DESCRIPTION or whole.is_possessive:
        return mention
    span = Span(mention.span.start, whole.span.end)
    return replace(mention, span=span, name=" ".join(span.of(text).split()))


def find_pronoun_subjects(
    tokens: Sequence[Token], cues: Sequence[tuple[int, FoundCue]], taken: dict[int, FoundMention]
) -> Iterator[FoundMention]:
    """Yield "who" and the narrator's "I" and "we" before a cue; "who" only where it is clear whom it is about."""
    for index, cue in cues:
        at = index - 1
        while at >= 0 and _is_adverb(tokens[at]) and at not in taken:
            at -= 1
        low = tokens[at].low if at >= 0 else ""
        if low not in ("who", "i", "we") or at in taken or cue.is_participle:
            continue
        token = tokens[at]
        span = Span(token.start, token.end)
        if low == "who":
            before = at - 2 if at > 0 and tokens[at - 1].words == "," else at - 1
            antecedent = taken.get(before)
            if antecedent is None or antecedent.is_possessive:
                continue
            yield FoundMention("who", span, MentionKind.PRONOUN, at, at, antecedent=antecedent)
        else:
            yield FoundMention(token.words, span, MentionKind.PRONOUN, at, at, is_several=low == "we")


def with_owner(mention: FoundMention, owner: FoundMention | None) -> FoundMention:
    """Return a description with the name that owns it: the spokesman of "Clinton's spokesman"."""
    if owner is None or not owner.is_possessive or mention.kind is not MentionKind.DESCRIPTION:
        return mention
    span = Span(owner.span.start, mention.span.end)
    if owner.last + 1 != mention.first or len(span) > LONGEST_VALUE or owner.kind is not MentionKind.NAME:
        return mention
    return replace(mention, span=span, owner=owner.name)
