"""Paragraphs as spans of the body, and sentences as ranges of tokens."""

import re
from collections.abc import Sequence

from articles.text.cues import LEMMA_OF
from articles.text.spans import Span
from articles.text.tokens import Token
from articles.text.wordlists import words

# A full stop after these ends no sentence.
ABBREVIATIONS = words(
    """
    adm apr art assn aug ave brig capt cf cmdr co col corp dec dept dr est etc feb fig fr gen gov hon
    inc jan jul jun lt ltd maj mar messrs mr mrs ms mt no nov oct pres prof pvt rep reps rev rt sen sens
    sep sept sgt st ste supt vol vs
    """
)
# Words between a question mark's closing and the cue that still belongs to it: "“Not me!” Karim Benali shouted".
CUE_WITHIN = 6


def find_paragraphs(body: str) -> tuple[Span, ...]:
    """Return the paragraphs of a body, in order, without the blank lines between them."""
    return tuple(Span(*match.span()) for match in re.finditer(r"[^\n]+", body))


def find_sentences(tokens: Sequence[Token], body: str) -> tuple[range, ...]:
    """Return the sentences of one paragraph's tokens, in order; together they hold every token.

    A masked quotation stays whole. It ends its sentence where its own words end with a full stop
    and a capital follows. Misses: a sentence that ends in an abbreviation is joined to the next.
    """
    sentences, start = [], 0
    for index, token in enumerate(tokens[:-1]):
        if token.is_word:
            continue
        following = tokens[index + 1]
        if not (following.is_capital or following.is_quotation or following.words in "([-–—•"):
            continue
        if (token.is_quotation and _ends_inside(tokens, index, body)) or (
            token.words in (".", "!", "?", "…") and not _is_abbreviation(tokens, index)
        ):
            if following.words in "-–—" and token.is_quotation:
                continue  # a signature
            sentences.append(range(start, index + 1))
            start = index + 1
    if start < len(tokens):
        sentences.append(range(start, len(tokens)))
    return tuple(sentences)


def _is_abbreviation(tokens: Sequence[Token], index: int) -> bool:
    previous = tokens[index - 1] if index else None
    return (
        previous is not None and tokens[index].words == "." and previous.end == tokens[index].start
        and previous.low in ABBREVIATIONS
        and not (previous.words.isupper() and len(previous.words) > 1)  # the broadcaster RT, not "Rt."
    )  # fmt: skip


def _ends_inside(tokens: Sequence[Token], index: int, body: str) -> bool:
    words = body[tokens[index].start : tokens[index].end].rstrip("\"”’'»“` ")
    if words.endswith(("?", "!", "—", "…")):
        return not _cue_follows(tokens, index)
    return words.endswith(".") and not words.endswith((" Inc.", " Jr.", "U.S."))


def _cue_follows(tokens: Sequence[Token], index: int) -> bool:
    for token in tokens[index + 1 : index + 2 + CUE_WITHIN]:
        if token.low in LEMMA_OF and not token.is_capital:
            return True
        if not token.is_word or token.is_quotation:
            return False
    return False
