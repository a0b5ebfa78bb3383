"""Indirect speech: what the text says that someone said, without marks. Simple and sure shapes only."""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.text import nouns
from articles.text.clauses import Clause, subject_after, subject_before
from articles.text.cues import ACCORDING_TO, FoundCue
from articles.text.names import FoundMention
from articles.text.spans import Span

# Verbs after which a clause without "that" is still what was said: "Park said the talks had failed".
PLAIN = frozenset(("say", "add"))
THAT_VERBS = frozenset(
    """say add tell announce argue assert claim contend declare explain insist maintain note observe predict promise
    report state stress suggest testify vow warn acknowledge admit concede confirm complain conclude write tweet""".split()
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


def find_indirect(clause: Clause) -> Iterator[FoundSpeech]:
    """Yield the indirect speech of a paragraph, at most one passage a sentence, none with marks inside.

    Two shapes: "…, X said." and "X said that …" (for "said" and "added" also without "that").
    Misses everything else, such as "X said on Monday he would …" with words in between.
    """
    for sentence in clause.sentences:
        if any(clause.tokens[index].is_quotation for index in sentence):
            continue
        found = _closing_cue(clause, sentence) or _opening_cue(clause, sentence)
        if found is not None and len(found.span) > 0:
            yield found


def _closing_cue(clause: Clause, sentence: range) -> FoundSpeech | None:
    """Find "The dike will be raised, water minister Femke Visser said."."""
    tokens = clause.tokens
    cues = clause.cues_in(sentence.start, sentence.stop)
    if not cues:
        return None
    at, cue = cues[-1]
    comma = next((i for i in range(at - 1, sentence.start, -1) if tokens[i].words == ","), None)
    if comma is None or cue.is_participle or cue.is_base:
        return None
    if cue.lemma == ACCORDING_TO:
        found = subject_after(clause, at + 1, sentence.stop) if comma == at - 1 else None
    elif cue.lemma not in THAT_VERBS or sentence.stop - at > CLOSING_WORDS or _opens_clause(clause, at + 1):
        return None
    elif comma == at - 1 and cue.inverts:
        found = subject_after(clause, at, sentence.stop)
    else:
        found = subject_before(clause, at, comma + 1)
        if found is not None and any(not _is_plain(clause, i) for i in range(comma + 1, found[0].first)):
            return None
    if found is None or found[1] < SURE or clause.cues_in(sentence.start, min(comma, sentence.start + 2)):
        return None
    return _speech(clause, sentence.start, comma, cue, found, "ends the sentence")


def _is_plain(clause: Clause, index: int) -> bool:
    """Whether a word can belong to the speaker's title: no function word but an article."""
    token = clause.tokens[index]
    return token.is_word and (token.low not in nouns.FUNCTION_WORDS or token.low in nouns.DETERMINERS)


def _opening_cue(clause: Clause, sentence: range) -> FoundSpeech | None:
    """Find "Health Secretary Noor Aziz said on Monday that the clinics would reopen."."""
    tokens = clause.tokens
    for at, cue in clause.cues_in(sentence.start, sentence.stop):
        if cue.lemma not in THAT_VERBS or cue.is_participle or cue.is_base:
            continue
        found = subject_before(clause, at, sentence.start)
        if found is None or found[1] < SURE:
            continue
        that = next((i for i in range(at + 1, min(at + 7, sentence.stop)) if tokens[i].low == "that"), None)
        if that is not None:
            start = that + 1
        elif cue.lemma in PLAIN and _opens_clause(clause, at + 1):
            start = at + 1
        else:
            continue
        stop = sentence.stop - (1 if tokens[sentence.stop - 1].words in ".!?" else 0)
        return _speech(clause, start, stop, cue, found, "opens the sentence") if start < stop else None
    return None


def _opens_clause(clause: Clause, index: int) -> bool:
    """Whether a clause begins here: a pronoun, an article with its noun, or a name."""
    if index >= len(clause.tokens):
        return False
    low = clause.tokens[index].low
    mention = clause.mention_at(index)
    return low in ("he", "she", "they", "it", "we", "the", "there", "his", "her", "their", "its", "this", "these") or (
        mention is not None and mention.first == index
    )


def _speech(
    clause: Clause, start: int, stop: int, cue: FoundCue, found: tuple[FoundMention, float], where: str
) -> FoundSpeech | None:
    words = sum(1 for token in clause.tokens[start:stop] if token.is_word)
    if words < SHORTEST:
        return None
    span = Span(clause.tokens[start].start, clause.tokens[stop - 1].end)
    return FoundSpeech(span, cue, found[0], 0.95 * found[1], f"the subject of “{cue.words}”, which {where}")
