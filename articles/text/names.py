"""Mentions of people and bodies: names, pronouns and descriptions as they stand in a text."""

import functools
from collections.abc import Sequence

from articles.text import given_names, nouns
from articles.text.bylines import PARTICLES, as_name
from articles.text.cues import LEMMA_OF, SAYING_FORMS
from articles.text.descriptions import find_description, find_heads_ahead
from articles.text.documents import LONGEST_VALUE, MentionKind
from articles.text.mentions import VERBS, FoundMention, base, begins_sentence, possessive_ending
from articles.text.spans import Span
from articles.text.tokens import Token

PRONOUNS = {"he": False, "she": False, "it": False, "they": True}  # whether several
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
PRONOUN_STARTS = frozenset(low[:2] for low in PRONOUNS)
JOINING = frozenset(("of", "for", "on", "and"))
LONGEST_NAME = 5  # words, unless one of them names a body or a title
NAME_HEADS = nouns.BODY_NAME_WORDS | nouns.TITLES
MODIFIERS = nouns.OPENING_MODIFIERS | nouns.TITLES
GIVEN_NAMES = given_names.MALE | given_names.FEMALE


def find_mentions(tokens: Sequence[Token], text: str, known: frozenset[str]) -> list[FoundMention]:
    """Return the mentions of one paragraph's tokens in order, none overlapping.

    `known` are capitalised words seen in mid-sentence somewhere in the text: one that begins a
    sentence and is not among them is a doubtful name.
    """
    found: list[FoundMention] = []
    if is_heading(tokens):
        return found  # every word has a capital, so that capitals say nothing
    ahead = find_heads_ahead(tokens)
    after = 0  # the mention found last
    for index, token in enumerate(tokens):
        low = token.low
        if not (
            token.is_capital or ahead[index] or low in nouns.DETERMINERS or low[:2] in PRONOUN_STARTS
        ) or (index < after or not token.is_word):
            continue
        mention = _pronoun(token, index) if low[:2] in PRONOUN_STARTS else None
        if mention is None and token.is_capital and _begins_office(tokens, index):
            mention = _name(tokens, index, text, known)
            mention = mention if mention is not None and mention.title else None
        if mention is None and (ahead[index] or low in nouns.DETERMINERS):
            mention = find_description(tokens, index, text, ahead)
        if mention is None and token.is_capital:
            mention = _name(tokens, index, text, known)
        if mention is not None and len(mention.span) <= LONGEST_VALUE:
            found.append(mention)
            after = mention.last + 1
    return found


def _begins_office(tokens: Sequence[Token], index: int) -> bool:
    """Whether an office before a name may begin with this capital: "Secretary of State John Kerry"."""
    return tokens[index].low in nouns.TITLES and index + 1 < len(tokens) and tokens[index + 1].low == "of"


def is_heading(tokens: Sequence[Token]) -> bool:
    """Whether a paragraph is set as a title: nearly all its longer words have capitals, and no cue or stop ends it."""
    if len(tokens) > 40 or tokens[-1].words == ":" or not tokens[0].is_word:
        return False
    lower = sum([token.is_word and not token.is_capital for token in tokens])
    if lower * 2 >= len(tokens) or any(token.is_quotation for token in tokens):
        return False
    long = [token for token in tokens if token.is_word and len(token.words) > 3]
    return len(long) >= 4 and sum([token.is_capital for token in long]) >= len(long) * 0.9


def _pronoun(token: Token, index: int) -> FoundMention | None:
    low = token.low.split("'")[0]  # "he's claiming"
    if low not in PRONOUNS:
        return None
    span = Span(token.start, token.start + len(low))
    return FoundMention(
        token.words[: len(low)], span, MentionKind.PRONOUN, index, index, is_several=PRONOUNS[low]
    )


def _name(tokens: Sequence[Token], start: int, text: str, known: frozenset[str]) -> FoundMention | None:
    token = tokens[start]
    if not token.is_capital or (
        base(token.low) in nouns.NOT_NAMES
        and not _is_short_title(tokens, start)
        and not _is_homonym(tokens, start)
    ):
        return None
    last = _end_of_name(tokens, start, text)
    if last > start and _only_opens(tokens, start, known):
        return None
    ending = possessive_ending(tokens[last].words)
    printed = [token.words for token in tokens[start : last + 1]]
    printed[-1] = printed[-1][: len(printed[-1]) - ending]
    words = tuple(printed)
    if not _can_be_name(tokens, start, words):
        return None
    name_at = _after_titles(words)
    end = tokens[last].end - ending
    name = " ".join(text[tokens[start + name_at].start : end].split())
    title = " ".join(words[:name_at])
    is_label = start <= 2 and last + 1 < len(tokens) and tokens[last + 1].words == ":"
    is_body = _is_body(words, title)
    if is_label and name.isupper():
        name, is_body = as_name(name), False  # WALLIS: "…"
    is_people = words[-1].lower() in nouns.PEOPLES
    is_doubtful = len(words) == 1 and not is_body and not is_label and name not in known
    return FoundMention(
        " ".join(words) if is_people else name,
        Span(token.start, end),
        MentionKind.DESCRIPTION if is_people else MentionKind.NAME,
        start,
        last,
        title="" if is_people else title,
        is_body=is_body and not is_people,
        is_several=is_people,
        is_possessive=ending > 0,
        is_doubtful=is_doubtful and not is_people and _may_be_common(tokens, start, last),
    )


def _is_homonym(tokens: Sequence[Token], index: int) -> bool:
    """Whether a small word with a capital in mid-sentence begins a name: "said Will Tjernlund", "Prime Minister May"."""
    if begins_sentence(tokens, index) or len(tokens[index].words) < 3 or tokens[index].words.isupper():
        return False
    if index + 1 == len(tokens) or not tokens[index + 1].is_capital or tokens[index].low in nouns.DETERMINERS:
        return False
    return tokens[index + 1].low not in nouns.NOT_NAMES and tokens[index - 1].low in SAYING_FORMS


def _only_opens(tokens: Sequence[Token], index: int, known: frozenset[str]) -> bool:
    """Whether a word owes its capital to the sentence it begins, with a name after it: "Hosting Cook was …"."""
    token, following = tokens[index], tokens[index + 1]
    return (
        begins_sentence(tokens, index)
        and token.words not in known
        and token.low not in GIVEN_NAMES
        and following.words in known
        and (token.low.endswith(("ing", "ed", "ly")) or token.low in LEMMA_OF)
    )


def _can_be_name(tokens: Sequence[Token], start: int, words: Sequence[str]) -> bool:
    """Whether capitalised words name someone, not only an adjective, a title or a whole line."""
    if len(words) > LONGEST_NAME:
        return any(word.lower() in NAME_HEADS for word in words)
    if len(words) > 1:
        return True
    if words[0].lower().rstrip(".") in SUFFIXES:
        return False
    is_title = words[0].lower() in nouns.TITLES and begins_sentence(tokens, start)
    return bool(words[0]) and not is_title and not _is_adjective(tokens, start)


def _may_be_common(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Whether a word could owe its capital to the sentence it begins; a cue right after it says no."""
    if tokens[start].words[0] == "@" or not begins_sentence(tokens, start):
        return False
    if last + 1 == len(tokens):
        return True
    # “…” Xinhua, the news agency, wrote
    sets_apart = start > 0 and tokens[start - 1].is_quotation and tokens[last + 1].words in (",", "(", "who")
    return not sets_apart and tokens[last + 1].low not in SAYING_FORMS


def _is_adjective(tokens: Sequence[Token], index: int) -> bool:
    """Whether a capitalised word belongs to the noun after it: "Democratic pollster Geoff Garin"."""
    if tokens[index].low not in MODIFIERS or index + 1 == len(tokens):
        return False
    following = tokens[index + 1]
    return (
        following.is_word
        and not following.is_capital
        and following.low not in nouns.FUNCTION_WORDS
        and following.low not in VERBS
    )


def _is_short_title(tokens: Sequence[Token], index: int) -> bool:
    """Whether it is "Sen." or, as the British print it, "Mr" before a name."""
    token = tokens[index]
    if token.low not in nouns.TITLES:
        return False
    return token.words.endswith(".") or (index + 1 < len(tokens) and tokens[index + 1].is_capital)


def _end_of_name(tokens: Sequence[Token], start: int, text: str) -> int:
    """Return the last token of the run of capitalised words that starts here."""
    last = start
    index = start + 1
    while index < len(tokens) and index - start < 12:
        token = tokens[index]
        if tokens[last].words.endswith(("’s", "'s")) and len(tokens[last].words) > 3:
            break  # "Obama's Cabinet" is two names, "National Farmers' League" one
        if "\n" in text[tokens[last].end : token.start]:
            break
        if token.is_capital and token.low not in ("i", "he", "she", "it", "they"):
            last = index
        elif token.low in PARTICLES and index + 1 < len(tokens) and tokens[index + 1].is_capital:
            pass
        elif token.low in JOINING and _may_join(tokens, start, last, index):
            if tokens[index + 1].low == "the":
                index += 1
        elif (
            (token.words in ('"', "“", "”") and _is_nickname(tokens, index))
            or token.words == "&"
            or (
                token.words == ","
                and index + 1 < len(tokens)
                and tokens[index + 1].words in ("Jr.", "Sr.", "Inc", "Jr")
            )
        ):
            pass
        else:
            break
        index += 1
    return last


def _is_nickname(tokens: Sequence[Token], index: int) -> bool:
    """Whether a mark stands in a name: Robert C. "Bobby" Scott."""
    near = [token.words for token in tokens[max(index - 2, 0) : index + 4]]
    marks = [i for i, words in enumerate(near) if words in ('"', "“", "”")]
    return (
        len(marks) == 2
        and marks[1] - marks[0] == 2
        and marks[1] + 1 < len(near)
        and near[marks[1] + 1][0].isupper()
    )


def _may_join(tokens: Sequence[Token], start: int, last: int, index: int) -> bool:
    """Whether "of" or "for" goes on inside a name: "Department of State", not "Solheim of Bergen"."""
    at = index + 1
    if at < len(tokens) and tokens[at].low == "the":
        at += 1
    if at >= len(tokens) or not tokens[at].is_capital:
        return False
    head = base(tokens[last].low)
    if tokens[index].low == "and":
        return any(
            base(tokens[i].low)
            in ("department", "ministry", "committee", "agency", "commission", "office", "bureau")
            for i in range(start, last + 1)
        )
    if tokens[index].low == "on":
        return head in ("committee", "council", "commission", "conference", "caucus")
    return head in nouns.BODY_NAME_WORDS or head in (
        "secretary",
        "archbishop",
        "duke",
        "duchess",
        "prince",
        "bishop",
        "friends",
        "doctors",
        "daughters",
        "sons",
        "president",
        "minister",
        "governor",
        "mayor",
    )


@functools.lru_cache(maxsize=20_000)
def _after_titles(words: tuple[str, ...]) -> int:
    """Return where the name starts after its titles: 2 in "Finance Minister Rita Salgado"."""
    low = [word.lower().rstrip(".") for word in words]
    last = len(low) - (2 if low[-1] in SUFFIXES else 1)
    at = max((i for i, word in enumerate(low[:last]) if word in nouns.TITLES), default=-1) + 1
    if not at and len(low) > 2 and low[0] in nouns.ROLES:
        at = 1  # "Engineer Paulo Reis" at the start of a sentence
    if at and at < len(words) and low[at] in ("of", "for"):
        # "Secretary of State John Kerry"; "Archbishop of York" is all title and stays whole
        at = at + 2 + (low[at + 1] == "the") if len(words) - at >= 4 else 0
    if at and any(base(word) in nouns.BODY_NAME_WORDS for word in low[at:]) and len(words) - at == 1:
        return 0  # "Republican Party", "Democratic National Committee"
    if at and all(word in nouns.BODY_NAME_WORDS for word in low[-1:]):
        return 0
    return at


@functools.lru_cache(maxsize=20_000)
def _is_body(words: tuple[str, ...], title: str) -> bool:
    if title:
        return False
    low = [word.lower().rstrip(".") for word in words]
    if " ".join(low) in nouns.PLACES:
        return True
    if any(word in nouns.BODY_NAME_WORDS for word in low) and low[0] not in GIVEN_NAMES:
        return True
    return (
        len(words) == 1 and len(words[0]) > 1 and words[0].isupper() and len(words[0].replace(".", "")) <= 6
    )
