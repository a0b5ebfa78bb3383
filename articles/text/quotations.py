"""What kind of quotation a stretch between marks is: a sentence of its own, or words in the reporter's."""

import itertools
import re
from collections.abc import Sequence

from articles.text.documents import QuotationKind
from articles.text.insides import count_words, has_clause
from articles.text.paragraphs import Paragraph
from articles.text.tokens import Token

OPENING_BRACKET = re.compile(r"[\[(\s]*")
# After these a sentence of the speaker's own can begin.
BEFORE_A_SENTENCE = ".!?:,;—–-…)]"
COMMAS = (",", ":", "—", "–", "-")
LONG = 5  # words; a longer stretch is speech where its look is all that is known
CLAUSE = 4  # words; a shorter clause stays part of the reporter's sentence


def is_long_or_whole(words: str) -> bool:
    """Whether words are speech by their look alone, in a language whose cues are not known."""
    count = count_words(words)
    return count >= LONG or (count >= 3 and words[:1].isupper() and words.endswith((".", "!", "?", "…")))


def find_kind(paragraph: Paragraph, at: int, body: str) -> QuotationKind:
    """Return direct for a sentence of its own or a part of one that a cue introduces, else mixed."""
    words = paragraph.marked[at].inner.of(body)
    is_direct = (
        _is_sentence(paragraph, at, words)
        or _is_introduced(paragraph, at, words)
        or _goes_on(paragraph, at, body)
    )
    return QuotationKind.DIRECT if is_direct else QuotationKind.MIXED


def _is_sentence(paragraph: Paragraph, at: int, words: str) -> bool:
    """Whether the words begin with a capital where a sentence can begin."""
    opening = OPENING_BRACKET.match(words)
    if not words[opening.end() if opening else 0 :][:1].isupper():
        return False
    return (
        at == 0
        or paragraph.tokens[at - 1].words in BEFORE_A_SENTENCE
        or paragraph.tokens[at - 1].is_quotation
    )


def _is_introduced(paragraph: Paragraph, at: int, words: str) -> bool:
    """Whether a cue of saying right before introduces a clause: "he says, “that’s how it goes”"."""
    last = at - 1
    if last >= 0 and paragraph.tokens[last].words in COMMAS:
        last -= 1
    cues = paragraph.cues_in(max(0, last - 1), last + 1)
    return (
        bool(cues)
        and cues[-1][1].is_saying
        and cues[-1][1].span.end == paragraph.tokens[last].end
        and count_words(words) >= CLAUSE
        and has_clause(words)
    )


def _goes_on(paragraph: Paragraph, at: int, body: str) -> bool:
    """Whether it goes on with a direct quotation that the cue broke: "“We vote,” she said, “and we count.”"."""
    sentence = paragraph.sentence_of(at)
    if at == sentence.start or paragraph.tokens[at - 1].words not in COMMAS:
        return False
    earlier = next(
        (i for i in range(at - 1, max(sentence.start - 1, at - 20), -1) if i in paragraph.marked), None
    )
    if earlier is None or not paragraph.cues_in(earlier + 1, at):
        return False
    words = paragraph.marked[earlier].inner.of(body)
    return words.endswith((",", "—", "…", "-")) and _is_sentence(paragraph, earlier, words)


def find_known_capitals(tokens: Sequence[Token]) -> frozenset[str]:
    """Return capitalised words that stand in mid-sentence, and so are names wherever they stand."""
    return frozenset(
        token.words.removesuffix("’s").removesuffix("'s")
        for previous, token in itertools.pairwise(tokens)
        if token.is_capital and (previous.is_word or previous.words == ",")
    )
