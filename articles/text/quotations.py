"""Which of the stretches between marks are someone's words, and of what kind."""

import itertools
import re
from collections.abc import Sequence

from articles.text.documents import QuotationKind
from articles.text.tokens import Token
from articles.text.wordlists import words

WORD = re.compile(r"[\w$£€%]+(?:[’'.,-]\w+)*")
# What stands before the name of a work or a term rather than before speech.
NAMING_BEFORE = re.compile(
    r"(?:\b(?:so-called|known as|dubbed|nicknamed|titled|entitled|named|book|novel|film|movie|song|album|show|series|memoir|essay|documentary"
    r"|musical|play|poem|program|programme|sitcom|hit|NBC|ABC|CBS|CNN|Fox|MSNBC|BBC|HBO|Netflix|PBS)(?:[’']s?)?(?: News)?,?|\b(?:on|of) (?:NBC|ABC|CBS|CNN|Fox|MSNBC)\S*)\s*\Z"
)
# The reporter's own phrase goes on into the marks: "on Thursday's episode of “Morning with Ada,” he said".
BEFORE_A_TITLE = re.compile(r"(?:\b(?:a|an|the|of|on|in|during|at|by|from)|[’']s?)\s*\Z")
SMALL = words(
    """
    a an and as at but by for from in into is it nor of on or the to vs with
    """
)
LONG = 5  # words; a longer stretch is speech even where no cue is near


def count_words(words: str) -> int:
    return len(WORD.findall(words))


def looks_like_a_title(words: str) -> bool:
    """Whether every word but the small ones is capitalised, as in titles of works."""
    parts = WORD.findall(words)
    large = [part for part in parts if part.lower() not in SMALL]
    return (
        len(parts) >= 2 and len(large) >= 2 and all(part[0].isupper() or part[0].isdigit() for part in large)
    )


def is_whole(words: str, before: str) -> bool:
    """Whether the words are a sentence of their own rather than part of the reporter's."""
    return words[:1].isupper() and (
        not before or before[-1] in '.!?:,;—–-\n”"’»' or before.rstrip()[-1:] in ".!?:,"
    )


def is_speech(words: str, before: str, *, has_cue: bool, has_cue_nearby: bool) -> bool:
    """Whether a stretch between marks is speech rather than a scare quote, a term or a title.

    `before` is the text before the opening mark; `has_cue` that a cue of its sentence governs it,
    `has_cue_nearby` that the paragraph has one.
    """
    count = count_words(words)
    if NAMING_BEFORE.search(before[-40:]) and count <= 8 and not re.search(r"[.!?]$", words.rstrip(",")[:-1]):
        return False
    if looks_like_a_title(words) and count <= 10 and not words.endswith(("!", "?")):
        if BEFORE_A_TITLE.search(before[-20:]):
            return False
        if not words.endswith((".", ",")):
            return has_cue and count <= 2
    if has_cue:
        return True
    if (
        words.endswith((".", "!", "?"))
        and words[:1].isupper()
        and count >= 3
        and not looks_like_a_title(words)
    ):
        return True
    return count >= LONG or (has_cue_nearby and count >= 3)


def find_kind(words: str, before: str) -> QuotationKind:
    """Return direct for a sentence of its own, mixed for words inside the reporter's sentence."""
    return QuotationKind.DIRECT if is_whole(words, before) else QuotationKind.MIXED


def find_known_capitals(tokens: Sequence[Token]) -> frozenset[str]:
    """Return capitalised words that stand in mid-sentence, and so are names wherever they stand."""
    return frozenset(
        token.words.removesuffix("’s").removesuffix("'s")
        for previous, token in itertools.pairwise(tokens)
        if token.is_capital and (previous.is_word or previous.words == ",")
    )
