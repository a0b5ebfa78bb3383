"""Indirect speech: what the text says that someone said, without marks. Simple and sure shapes only."""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.text import nouns
from articles.text.cues import ACCORDING_TO, FoundCue
from articles.text.mentions import FoundMention
from articles.text.paragraphs import Paragraph
from articles.text.spans import Span
from articles.text.subjects import Subject, subject_after, subject_before
from articles.text.wordlists import words

# Verbs after which a clause without "that" is still what was said: "Park said the talks had failed".
PLAIN = frozenset(("say", "add"))
THAT_VERBS = words(
    """
    say add tell announce argue assert claim contend declare explain insist maintain note observe
    predict promise report state stress suggest testify vow warn acknowledge admit concede confirm
    complain conclude write tweet
    """
)
# What may stand between a cue and the end of its sentence: "..., the minister said on Monday."
CLOSING_WORDS = 8
SHORTEST = 4  # words
SURE = 0.9  # of the subject; below it the shape is not simple


@dataclass(frozen=True, slots=True)
class FoundSpeech:
    """One indirect passage with its cue and the mention of its speaker."""

    span: Span
    cue: FoundCue
    mention: FoundMention
    score: float
    reason: str


def find_indirect(paragraph: Paragraph) -> Iterator[FoundSpeech]:
    """Yield the indirect speech of a paragraph, at most one passage a sentence, none with marks inside.

    Two shapes: "…, X said." and "X said that …" (for "said" and "added" also without "that").
    Misses everything else, such as "X said on Monday he would …" with words in between.
    """
    for sentence in paragraph.sentences:
        if any(paragraph.tokens[index].is_quotation for index in sentence):
            continue
        found = _closing_cue(paragraph, sentence) or _opening_cue(paragraph, sentence)
        if found is not None and len(found.span) > 0:
            yield found


def _closing_cue(paragraph: Paragraph, sentence: range) -> FoundSpeech | None:
    """Find "The dike will be raised, water minister Femke Visser said."."""
    tokens = paragraph.tokens
    cues = paragraph.cues_in(sentence.start, sentence.stop)
    if not cues:
        return None
    at, cue = cues[-1]
    comma = next((i for i in range(at - 1, sentence.start, -1) if tokens[i].words == ","), None)
    if comma is None or cue.is_participle or cue.is_base:
        return None
    if cue.lemma == ACCORDING_TO:
        found = subject_after(paragraph, at + 1, sentence.stop) if comma == at - 1 else None
    elif (
        cue.lemma not in THAT_VERBS or sentence.stop - at > CLOSING_WORDS or _opens_clause(paragraph, at + 1)
    ):
        return None
    elif comma == at - 1 and cue.inverts:
        found = subject_after(paragraph, at, sentence.stop)
    else:
        found = subject_before(paragraph, at, comma + 1)
        if found is not None and any(not _is_plain(paragraph, i) for i in range(comma + 1, found[0].first)):
            return None
    if found is None or found[1] < SURE or paragraph.cues_in(sentence.start, min(comma, sentence.start + 2)):
        return None
    return _speech(paragraph, range(sentence.start, comma), cue, found, "ends the sentence")


def _is_plain(paragraph: Paragraph, index: int) -> bool:
    """Whether a word can belong to the speaker's title: no function word but an article."""
    token = paragraph.tokens[index]
    return token.is_word and (token.low not in nouns.FUNCTION_WORDS or token.low in nouns.DETERMINERS)


def _opening_cue(paragraph: Paragraph, sentence: range) -> FoundSpeech | None:
    """Find "Health Secretary Noor Aziz said on Monday that the clinics would reopen."."""
    tokens = paragraph.tokens
    for at, cue in paragraph.cues_in(sentence.start, sentence.stop):
        if cue.lemma not in THAT_VERBS or cue.is_participle or cue.is_base:
            continue
        found = subject_before(paragraph, at, sentence.start)
        if found is None or found[1] < SURE:
            continue
        that = next((i for i in range(at + 1, min(at + 7, sentence.stop)) if tokens[i].low == "that"), None)
        if that is not None:
            start = that + 1
        elif cue.lemma in PLAIN and _opens_clause(paragraph, at + 1):
            start = at + 1
        else:
            continue
        stop = sentence.stop - (1 if tokens[sentence.stop - 1].words in ".!?" else 0)
        return _speech(paragraph, range(start, stop), cue, found, "opens the sentence")
    return None


def _opens_clause(paragraph: Paragraph, index: int) -> bool:
    """Whether a clause begins here: a pronoun, an article with its noun, or a name."""
    if index >= len(paragraph.tokens):
        return False
    low = paragraph.tokens[index].low
    mention = paragraph.mention_at(index)
    return low in (
        "he",
        "she",
        "they",
        "it",
        "we",
        "the",
        "there",
        "his",
        "her",
        "their",
        "its",
        "this",
        "these",
    ) or (mention is not None and mention.first == index)


def _speech(
    paragraph: Paragraph, passage: range, cue: FoundCue, found: Subject, where: str
) -> FoundSpeech | None:
    tokens = paragraph.tokens
    if found is None or sum(1 for index in passage if tokens[index].is_word) < SHORTEST:
        return None
    span = Span(tokens[passage.start].start, tokens[passage[-1]].end)
    return FoundSpeech(span, cue, found[0], 0.95 * found[1], f"the subject of “{cue.words}”, which {where}")
