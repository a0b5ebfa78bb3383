"""Descriptions of people and bodies: "a senior official", "residents of the town", "the league"."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from articles.text import nouns
from articles.text.cues import LEMMA_OF
from articles.text.documents import MentionKind
from articles.text.mentions import VERBS, FoundMention, base, begins_sentence, possessive_ending
from articles.text.spans import Span
from articles.text.tokens import Token
from articles.text.wordlists import words

LONGEST_DESCRIPTION = 8  # words before what follows "of"
LONGEST_TAIL = 5  # words after "of"
TAIL = frozenset(("of", "for", "from", "at", "in", "with", "on", "to", "by"))
# After these only a name goes on with the description: "the mayor in Bergen", not "the mayor in tears".
LOOSE = frozenset(("to", "with", "on", "in"))
CUES_THAT_ARE_NOUNS = words(
    """
    attack blast claim comment force name order post press question release report state term
    """
)
PLURALS = frozenset(("people", "women", "men", "children", "police", "spokespeople", "others", "sources"))
# Adjectives that keep their capital: "Israeli officials".
PROPER = words(
    """
    african american asian australian british canadian chinese european french german indian iranian
    israeli japanese korean mexican russian republican democratic western
    """
)


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun says of its holder: nothing, one or several people, or a body or document."""

    is_role: bool
    is_several: bool = False
    is_thing: bool = False


NO_ROLE = Role(is_role=False)
PERSON, PEOPLE = Role(is_role=True), Role(is_role=True, is_several=True)
THING, THINGS = Role(is_role=True, is_thing=True), Role(is_role=True, is_several=True, is_thing=True)


@functools.lru_cache(maxsize=50_000)
def find_role(low: str) -> Role:
    """Return what a word says of whom it names."""
    word = base(low)
    if word in PLURALS:
        return PEOPLE
    tail = word.rsplit("-", 1)[-1]
    forms = ((word, False), (tail, False), (_singular(word), True), (_singular(tail), True))
    for form, is_several in forms:
        if form in nouns.ROLES:
            return PEOPLE if is_several else PERSON
        if form in nouns.BODIES or form in nouns.DOCUMENTS:
            return THINGS if is_several else THING
    return NO_ROLE


def _singular(word: str) -> str:
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else "\0"


def find_heads_ahead(tokens: Sequence[Token]) -> list[bool]:
    """Return for each token whether a noun for a source stands there or later in its noun phrase."""
    goes_on = [_goes_on(token.low) if token.is_word else False for token in tokens]
    ahead = [False] * (len(tokens) + 1)
    for head in [index for index, is_head in enumerate(goes_on) if is_head]:
        at = head
        ahead[at] = True
        while at and goes_on[at - 1] is None:
            at -= 1
            ahead[at] = True
    return ahead


@functools.lru_cache(maxsize=50_000)
def _goes_on(low: str) -> bool | None:
    """Return True for a noun for a source, False for a word that ends a noun phrase, None for any other."""
    if _is_function_word(low):
        return False
    return True if find_role(low).is_role else None


@functools.lru_cache(maxsize=50_000)
def _is_function_word(low: str) -> bool:
    return base(low) in nouns.FUNCTION_WORDS


def find_description(
    tokens: Sequence[Token], start: int, text: str, ahead: Sequence[bool]
) -> FoundMention | None:
    """Return the description that starts here: "the senior rail official", "residents of the town".

    `ahead` are the heads ahead, as find_heads_ahead returns them.

    None where no noun for a source follows, or a name that says more: "adviser Ben Rhodes".
    """
    begin = _after_determiners(tokens, start)
    if begin is None or not ahead[begin]:
        return None
    determiners = [token.low for token in tokens[start:begin]]
    is_owned = start > 0 and tokens[start - 1].is_capital and possessive_ending(tokens[start - 1].words) > 0
    has_determiner = bool(determiners) or is_owned
    head = _find_head(tokens, begin, text, has_determiner=has_determiner)
    if head is None or not _is_whole(tokens, begin, head, has_determiner=has_determiner):
        return None
    role = find_role(tokens[head].low)
    last = _end_of_description(tokens, head, text)
    ending = possessive_ending(tokens[last].words)
    end = tokens[last].end - ending
    counts_several = bool(determiners) and determiners[-1] in nouns.PLURAL_DETERMINERS and not role.is_thing
    is_several = role.is_several or counts_several
    return FoundMention(
        _without_capital(text[tokens[begin].start : end], tokens[begin], is_several=is_several),
        Span(tokens[start].start, end),
        MentionKind.DESCRIPTION,
        start,
        last,
        is_body=role.is_thing,
        is_several=is_several,
        is_possessive=ending > 0,
    )


def _after_determiners(tokens: Sequence[Token], start: int) -> int | None:
    """Return the token after "the", "two other" and the like; None where "that" is a conjunction."""
    index = start
    while index < len(tokens) and tokens[index].low in nouns.DETERMINERS and index - start < 3:
        if tokens[index].low == "that" and not begins_sentence(tokens, index):
            return None
        index += 1
    return index


def _find_head(tokens: Sequence[Token], begin: int, text: str, *, has_determiner: bool) -> int | None:
    """Return the last noun for a source of the noun phrase that begins here."""
    head = None
    for index in range(begin, min(len(tokens), begin + LONGEST_DESCRIPTION)):
        token = tokens[index]
        if not token.is_word or _is_function_word(token.low):
            break
        if index == begin and token.is_capital and not has_determiner and not _may_open(tokens, index):
            break
        if index > 0 and "\n" in text[tokens[index - 1].end : token.start]:
            break
        opens = index == begin and begins_sentence(tokens, index)
        if find_role(token.low).is_role and (not token.is_capital or opens):
            head = index
        elif not _may_modify(token) or (head is not None and _ends_phrase(token)):
            break
    return head


def _is_whole(tokens: Sequence[Token], begin: int, head: int, *, has_determiner: bool) -> bool:
    """Whether the words up to the head are a description of their own."""
    following = tokens[head + 1] if head + 1 < len(tokens) else None
    if following is not None and following.is_capital:
        is_title = following.low in nouns.TITLES
        if is_title or following.low not in nouns.NOT_NAMES:
            return False  # "Republican Sen. John McCain"
    if has_determiner:
        return True
    role = find_role(tokens[head].low)
    is_bare = head == begin and not role.is_several and tokens[begin].low not in nouns.ROLES
    return not role.is_thing and head - begin <= 3 and not is_bare


def _without_capital(words: str, first: Token, *, is_several: bool) -> str:
    """Return a description in one line, without the capital that only begins its sentence."""
    words = " ".join(words.split())
    is_noun = first.low.split("-")[0] in nouns.ROLES
    return words[0].lower() + words[1:] if is_noun or (is_several and first.low not in PROPER) else words


def _ends_phrase(token: Token) -> bool:
    return token.is_capital or token.low.endswith("ed") or token.low in LEMMA_OF


def _may_open(tokens: Sequence[Token], index: int) -> bool:
    """Whether a capitalised word opens a description at the start of a sentence: "Senior officials"."""
    low = tokens[index].low
    return begins_sentence(tokens, index) and (find_role(low).is_role or low in nouns.OPENING_MODIFIERS)


def _may_modify(token: Token) -> bool:
    return (not token.low.endswith("ing") or len(token.low) < 6) and token.low not in VERBS


def _end_of_description(tokens: Sequence[Token], head: int, text: str) -> int:
    """Take in what says whose: "spokeswoman for the prison service", up to five words, twice."""
    last = head
    for _ in range(2):
        end = _end_of_tail(tokens, last, text)
        if end is None:
            break
        last = end
    return last


def _end_of_tail(tokens: Sequence[Token], last: int, text: str) -> int | None:
    joint = last + 1
    if joint >= len(tokens) or tokens[joint].low not in TAIL or possessive_ending(tokens[last].words):
        return None
    begin = joint + 1
    while begin < len(tokens) and tokens[begin].low in nouns.DETERMINERS:
        begin += 1
    index = begin
    while index < len(tokens) and index - begin < LONGEST_TAIL and _stays_in_tail(tokens, index, text):
        index += 1
    if index == begin or (tokens[joint].low in LOOSE and not tokens[begin].is_capital):
        return None
    return index - 1


def _stays_in_tail(tokens: Sequence[Token], index: int, text: str) -> bool:
    token = tokens[index]
    if not token.is_word or _is_function_word(token.low) or _looks_like_verb(token):
        return False
    return "\n" not in text[tokens[index - 1].end : token.start]


def _looks_like_verb(token: Token) -> bool:
    if token.is_capital:
        return False
    is_cue = token.low in LEMMA_OF and token.low not in CUES_THAT_ARE_NOUNS
    return is_cue or token.low.endswith(("ed", "ly")) or token.low in nouns.ADVERBS_AND_AUXILIARIES
