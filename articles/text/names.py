"""Mentions of people and bodies: names, pronouns and descriptions as they stand in a text."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.text import nouns
from articles.text.bylines import PARTICLES, as_name
from articles.text.cues import LEMMA_OF, SAYING_FORMS
from articles.text.documents import MentionKind
from articles.text.spans import Span
from articles.text.tokens import Token

VERBS = SAYING_FORMS - {"report", "post", "state", "read"}  # no modifiers of a noun
PRONOUNS = {"he": False, "she": False, "it": False, "they": True}  # whether several
JOINING = frozenset(("of", "for", "on", "and"))
NAME_HEADS = nouns.BODY_NAME_WORDS | nouns.TITLES
MODIFIERS = nouns.OPENING_MODIFIERS | nouns.TITLES
GIVEN_NAMES = nouns.MALE_NAMES | nouns.FEMALE_NAMES
LONGEST_DESCRIPTION = 8  # words before the noun
TAIL = frozenset(("of", "for", "from", "at", "in", "with", "on", "to", "by"))


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A mention with its first and last token; `name` is without title, possessive and article."""

    name: str
    span: Span
    kind: MentionKind
    first: int
    last: int
    title: str = ""
    is_body: bool = False
    is_several: bool = False
    is_possessive: bool = False
    is_doubtful: bool = False  # one capitalised word that begins a sentence


def find_mentions(tokens: Sequence[Token], text: str, known: frozenset[str]) -> list[FoundMention]:
    """Return the mentions of one paragraph's tokens in order, none overlapping.

    `known` are capitalised words seen in mid-sentence somewhere in the text: one that begins a
    sentence and is not among them is a doubtful name.
    """
    found: list[FoundMention] = []
    if is_heading(tokens):
        return found  # every word has a capital, so that capitals say nothing
    index = 0
    while index < len(tokens):
        token = tokens[index]
        mention = None
        if token.is_word:
            mention = (
                _pronoun(token, index)
                or _description(tokens, index, text)
                or _name(tokens, index, text, known)
            )
        if mention is None:
            index += 1
        else:
            found.append(mention)
            index = mention.last + 1
    return found


def is_heading(tokens: Sequence[Token]) -> bool:
    """Whether a paragraph is set as a title: nearly all its longer words have capitals, and no cue or stop ends it."""
    if (
        len(tokens) > 40
        or any(token.is_quotation for token in tokens)
        or tokens[-1].words == ":"
        or not tokens[0].is_word
    ):
        return False
    long = [token for token in tokens if token.is_word and len(token.words) > 3]
    capitals = sum(1 for token in long if token.is_capital)
    lower = sum(1 for token in tokens if token.is_word and not token.is_capital)
    return len(long) >= 4 and capitals >= len(long) * 0.8 and lower * 2 < len(tokens)


def _pronoun(token: Token, index: int) -> FoundMention | None:
    low = token.low.split("'")[0]  # "he's claiming"
    if low not in PRONOUNS:
        return None
    span = Span(token.start, token.start + len(low))
    return FoundMention(
        token.words[: len(low)], span, MentionKind.PRONOUN, index, index, is_several=PRONOUNS[low]
    )


def begins_sentence(tokens: Sequence[Token], index: int) -> bool:
    return (
        index == 0
        or tokens[index - 1].words in (".", "!", "?", ":", "•", "-", "–", "—")
        or tokens[index - 1].is_quotation
    )


def _base(low: str) -> str:
    return low.removesuffix("'s").removesuffix("'")


def _name(tokens: Sequence[Token], start: int, text: str, known: frozenset[str]) -> FoundMention | None:
    token = tokens[start]
    if not token.is_capital or (_base(token.low) in nouns.NOT_NAMES and not _is_abbreviated_title(token)):
        return None
    last = _end_of_name(tokens, start, text)
    words = [tokens[i].words for i in range(start, last + 1)]
    possessive = re.search(r"[’']s?$", words[-1]) if len(words[-1]) > 2 else None
    end = tokens[last].end - (len(possessive[0]) if possessive else 0)
    if possessive:
        words[-1] = words[-1][: -len(possessive[0])]
    if len(words) == 1 and _is_adjective(tokens, start):
        return None
    if len(words) > 5 and not any(word.lower() in NAME_HEADS for word in words):
        return None  # a line set as a title
    name_at = _after_titles(words)
    name, title = " ".join(words[name_at:]), " ".join(words[:name_at])
    if not name:
        return None
    body = _is_body(words, title)
    if len(words) == 1 and name.lower() in nouns.TITLES and begins_sentence(tokens, start):
        return None
    is_label = last + 1 < len(tokens) and tokens[last + 1].words == ":" and start <= 2
    if is_label and name.isupper():
        name, body = as_name(name), False
    if words[-1].lower() in nouns.PEOPLES:
        return FoundMention(
            " ".join(words),
            Span(token.start, end),
            MentionKind.DESCRIPTION,
            start,
            last,
            is_several=True,
            is_possessive=possessive is not None,
        )
    doubtful = (
        len(words) == 1
        and not body
        and not is_label
        and name[0] != "@"
        and name not in known
        and begins_sentence(tokens, start)
        and not (
            last + 1 < len(tokens)
            and tokens[last + 1].low in SAYING_FORMS
            and name.lower() not in nouns.NOT_NAMES
        )
    )
    return FoundMention(
        name, Span(token.start, end), MentionKind.NAME, start, last,
        title=title, is_body=body, is_possessive=possessive is not None, is_doubtful=doubtful,
    )  # fmt: skip


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


def _is_abbreviated_title(token: Token) -> bool:
    return token.words.endswith(".") and token.low in nouns.TITLES


def _end_of_name(tokens: Sequence[Token], start: int, text: str) -> int:
    """Return the last token of the run of capitalised words that starts here."""
    last = start
    index = start + 1
    while index < len(tokens) and index - start < 12:
        token = tokens[index]
        if re.search(r"[’']s$", tokens[last].words) and len(tokens[last].words) > 3:
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
    head = _base(tokens[last].low)
    if tokens[index].low == "and":
        return any(
            _base(tokens[i].low)
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


def _after_titles(words: Sequence[str]) -> int:
    """Return where the name starts after its titles: 2 in "Finance Minister Rita Salgado"."""
    low = [word.lower().rstrip(".") for word in words]
    at = max((i for i, word in enumerate(low[:-1]) if word in nouns.TITLES), default=-1) + 1
    if at and at < len(words) and low[at] in ("of", "for"):
        # "Secretary of State John Kerry"; "Archbishop of York" is all title and stays whole
        at = at + 2 + (low[at + 1] == "the") if len(words) - at >= 4 else 0
    if at and any(_base(word) in nouns.BODY_NAME_WORDS for word in low[at:]) and len(words) - at == 1:
        return 0  # "Republican Party", "Democratic National Committee"
    if at and all(word in nouns.BODY_NAME_WORDS for word in low[-1:]):
        return 0
    return at


def _is_body(words: Sequence[str], title: str) -> bool:
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


@functools.lru_cache(maxsize=50_000)
def _is_role(low: str) -> tuple[bool, bool, bool]:
    """Return whether a word is a noun for a source, whether plural, and whether a body or document."""
    word = _base(low)
    tail = word.rsplit("-", 1)[-1]
    for candidate, several in (
        (word, False),
        (tail, False),
        (_singular(word), True),
        (_singular(tail), True),
    ):
        if candidate in nouns.ROLES:
            return True, several, False
        if candidate in nouns.BODIES or candidate in nouns.DOCUMENTS:
            return True, several, True
    if word in ("people", "women", "men", "children", "police", "spokespeople", "others", "sources"):
        return True, True, False
    return False, False, False


def _singular(word: str) -> str:
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else "\0"


def _description(tokens: Sequence[Token], start: int, text: str) -> FoundMention | None:
    """Return the description that starts here: "the senior rail official", "residents of the town"."""
    index = start
    determiners = []
    while index < len(tokens) and tokens[index].low in nouns.DETERMINERS and index - start < 3:
        if tokens[index].low == "that" and not begins_sentence(tokens, index):
            return None  # "said that officials": a conjunction
        determiners.append(tokens[index].low)
        index += 1
    body_start = index
    head = -1
    several = body = False
    while index < len(tokens) and index - body_start < LONGEST_DESCRIPTION:
        token = tokens[index]
        if not token.is_word or _base(token.low) in nouns.FUNCTION_WORDS:
            break
        if (
            token.is_capital
            and not determiners
            and index == body_start
            and not _may_begin_description(tokens, index)
        ):
            break
        if "\n" in text[tokens[index - 1].end : token.start] and index > start:
            break
        is_role, is_plural, is_thing = _is_role(token.low)
        if is_role and not (token.is_capital and (index > body_start or not begins_sentence(tokens, index))):
            head, several, body = index, is_plural, is_thing
        elif not _may_modify(token) or (
            head >= 0 and (token.is_capital or token.low.endswith("ed") or token.low in LEMMA_OF)
        ):
            break
        index += 1
    if head < 0 or (not determiners and body):
        return None
    if head + 1 < len(tokens) and tokens[head + 1].is_capital and tokens[head + 1].low not in nouns.NOT_NAMES:
        return None  # "adviser Ben Rhodes": the name says more
    if not determiners and head - body_start > 3:
        return None
    if not determiners and not several and tokens[start].low not in nouns.ROLES and head == start:
        return None
    last = _end_of_description(tokens, head, text)
    possessive = re.search(r"[’']s?$", tokens[last].words)
    end = tokens[last].end - (len(possessive[0]) if possessive else 0)
    if determiners and determiners[-1] in nouns.PLURAL_DETERMINERS and not body:
        several = True
    span = Span(tokens[start].start, end)
    name = text[tokens[body_start].start : end]
    if not determiners or tokens[body_start].low in nouns.ROLES:
        name = (
            name[0].lower() + name[1:]
            if tokens[body_start].low.split("-")[0] in nouns.ROLES or several
            else name
        )
    return FoundMention(
        re.sub(r"\s+", " ", name), span, MentionKind.DESCRIPTION, start, last,
        is_body=body, is_several=several, is_possessive=possessive is not None,
    )  # fmt: skip


def _may_begin_description(tokens: Sequence[Token], index: int) -> bool:
    """Whether a capitalised word opens a description at the start of a sentence: "Senior officials"."""
    low = tokens[index].low
    return begins_sentence(tokens, index) and (_is_role(low)[0] or low in nouns.OPENING_MODIFIERS)


def _may_modify(token: Token) -> bool:
    return (not token.low.endswith("ing") or len(token.low) < 6) and token.low not in VERBS


def _end_of_description(tokens: Sequence[Token], head: int, text: str) -> int:
    """Take in what says whose: "spokeswoman for the prison service", up to five words."""
    last = head
    for _ in range(2):
        if (
            last + 1 >= len(tokens)
            or tokens[last + 1].low not in TAIL
            or re.search(r"[’']s?$", tokens[last].words)
        ):
            break
        index = last + 2
        while index < len(tokens) and tokens[index].low in nouns.DETERMINERS:
            index += 1
        begin = index
        while (
            index < len(tokens) and index - begin < 5 and tokens[index].is_word
            and _base(tokens[index].low) not in nouns.FUNCTION_WORDS and not _looks_like_verb(tokens, index)
            and "\n" not in text[tokens[index - 1].end : tokens[index].start]
        ):  # fmt: skip
            index += 1
        if index == begin or (
            tokens[last + 1].low in ("to", "by", "with", "on", "in")
            and not tokens[begin].is_capital
            and tokens[last + 1].low != "by"
        ):
            break
        last = index - 1
    return last


def _looks_like_verb(tokens: Sequence[Token], index: int) -> bool:
    low = tokens[index].low
    if tokens[index].is_capital:
        return False
    return (
        (
            low in LEMMA_OF
            and low
            not in (
                "report",
                "post",
                "state",
                "comment",
                "question",
                "claim",
                "attack",
                "blast",
                "release",
                "order",
                "press",
                "term",
                "name",
                "force",
            )
        )
        or low.endswith("ed")
        or low in nouns.ADVERBS_AND_AUXILIARIES
        or low.endswith("ly")
    )
