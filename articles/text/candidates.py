"""Who might have said a quotation: every lead that the text around it gives, each with its score.

The scores are chances, each rule's share of right mentions on the labelled training articles where
it was the best lead, rounded; the order of the rules follows from them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.text import nouns
from articles.text.clauses import Clause, object_of_by, subject_after, subject_before
from articles.text.cues import ACCORDING_TO, FoundCue
from articles.text.documents import MentionKind
from articles.text.names import FoundMention

ENDS_OPEN = re.compile(r"[,?!—–-]\Z")


@dataclass(frozen=True, slots=True)
class Lead:
    """One possible speaker: a mention, or whoever said an earlier quotation (`continues` its number)."""

    score: float
    rule: str
    reason: str
    mention: FoundMention | None = None
    cue: FoundCue | None = None
    continues: int | None = None


def governing_leads(clause: Clause, at: int, words: str) -> list[Lead]:
    """Return the leads of a quotation's own sentence, best first: cues around it, labels, signatures."""
    sentence = clause.sentence_of(at)
    leads = [
        *_after(clause, at, sentence, words),
        *_before(clause, at, sentence),
        *_label(clause, at, sentence),
        *_signature(clause, at, sentence),
    ]
    return sorted(leads, key=lambda lead: -lead.score)


def _found(found: tuple[FoundMention, float] | None) -> Iterator[tuple[FoundMention, float]]:
    if found is not None:
        yield found


def _after(clause: Clause, at: int, sentence: range, words: str) -> Iterator[Lead]:
    """Cue and speaker after the quotation: "…," said X; "…," X said; "…," according to X."""
    tokens = clause.tokens
    start = at + 1
    is_open = ENDS_OPEN.search(words) is not None
    while start < sentence.stop and tokens[start].words in (",", "—", "–", "-"):
        is_open = True
        start += 1
    stop = next((i for i in range(start, sentence.stop) if tokens[i].is_quotation), sentence.stop)
    cues = clause.cues_in(start, stop)
    for index, cue in cues[:3]:
        if cue.lemma == ACCORDING_TO:
            near = 0.95 if index == start else 0.8
            for mention, sure in _found(subject_after(clause, index + 1, stop)):
                yield Lead(near * sure, "according to", f"“{cue.words}” names who said it", mention, cue)
            continue
        if (passive := object_of_by(clause, index, stop)) is not None:
            yield Lead(0.9 * passive[1], "passive", f"“{cue.words} by” names who spoke", passive[0], cue)
        elif all(tokens[i].low in nouns.ADVERBS_AND_AUXILIARIES for i in range(start, index)):
            if cue.inverts:
                for mention, sure in _found(subject_after(clause, index, stop)):
                    yield Lead(0.99 * sure, "cue and speaker after", f"“{cue.words}” and its subject follow the quotation", mention, cue)
            if index > start or not cue.inverts:
                for mention, sure in _found(subject_before(clause, index, sentence.start)):
                    yield Lead(0.7 * sure, "cue after", f"“{cue.words}” follows the quotation", mention, cue)
        elif tokens[index - 1].words == "," and cue.inverts and (after := subject_after(clause, index, stop)):
            # "“…” if she lost, said David Wasserman"
            yield Lead(0.92 * after[1], "cue and speaker after", f"“{cue.words}” and its subject end the sentence", after[0], cue)
            break
        else:
            for mention, sure in _found(subject_before(clause, index, start)):
                adjacent = _starts_at(clause, mention, start)
                score = (0.99 if is_open else 0.9) if adjacent else (0.9 if is_open else 0.7)
                score *= 1 if cue.is_saying else 0.93
                score *= 0.85 if cue.is_participle else 1
                yield Lead(score * sure, "speaker and cue after", f"the subject of “{cue.words}” after the quotation", mention, cue)
                break
    if not cues:
        rest = [i for i, _ in clause.cues_in(stop, sentence.stop)]
        for index in rest[:1]:
            cue = clause.cues_in(index, index + 1)[0][1]
            found = subject_after(clause, index, sentence.stop) if tokens[index - 1].is_quotation and cue.inverts else subject_before(clause, index, stop + 1)
            for mention, sure in _found(found):
                yield Lead(0.85 * sure, "cue later in the sentence", f"the subject of “{cue.words}”, later in the sentence", mention, cue)


def _starts_at(clause: Clause, mention: FoundMention, start: int) -> bool:
    """Whether only a lower-case title or an article stands between `start` and a mention."""
    return mention.first - start <= 6 and all(
        clause.tokens[i].is_word and clause.tokens[i].low not in nouns.FUNCTION_WORDS - nouns.DETERMINERS
        for i in range(start, mention.first)
    )


def _before(clause: Clause, at: int, sentence: range) -> Iterator[Lead]:
    """Cue and speaker before the quotation: X said: "…"; X said that it was "…"."""
    tokens = clause.tokens
    cues = clause.cues_in(sentence.start, at)
    last = tokens[at - 1] if at > sentence.start else None
    introduced = last is not None and last.words in (",", ":")
    for rank, (index, cue) in enumerate(reversed(cues)):
        if rank > 3:
            break
        close = 0.97 if introduced or index == at - 1 else 0.94 if cue.is_saying else 0.9
        if cue.is_mental and not introduced:
            close = 0.72
        if cue.is_base and not introduced and index < at - 1:
            close *= 0.75
        close *= (1.0, 0.8, 0.7, 0.6)[rank]
        if cue.lemma == ACCORDING_TO:
            for mention, sure in _found(subject_after(clause, index + 1, at)):
                yield Lead(close * 0.97 * sure, "according to", f"“{cue.words}” names who said it", mention, cue)
            continue
        if not cue.is_saying and rank == 0 and index < at - 12:
            close *= 0.85
        if (passive := object_of_by(clause, index, at)) is not None:
            yield Lead(close * passive[1], "passive", f"“{cue.words} by” names who spoke", passive[0], cue)
            continue
        found = subject_before(clause, index, sentence.start)
        if found is None and (index == sentence.start or tokens[index - 1].words == ","):
            # "Asked about the toll, Byrne said"; "Calling it …, Byrne": the subject follows the comma
            follower = next((m for m in clause.mentions_in(index, sentence.stop) if m.kind is not MentionKind.DESCRIPTION and tokens[m.first - 1].words == ","), None)
            found = (follower, 0.7) if follower is not None else None
        for mention, sure in _found(found):
            yield Lead(close * sure, "speaker and cue before", f"the subject of “{cue.words}” before the quotation", mention, cue)
    if not cues and last is not None:
        first = next((m for m in clause.mentions_in(sentence.start, at) if not m.is_possessive and (m.first == sentence.start or tokens[m.first - 1].low not in nouns.PREPOSITIONS)), None)
        if first is not None:
            yield Lead(0.55, "subject of the sentence", "the subject of the sentence that the words stand in", first)


def _label(clause: Clause, at: int, sentence: range) -> Iterator[Lead]:
    """A label before the quotation: WALLIS: "…"; Councillor Hana Weiss: "…"."""
    tokens = clause.tokens
    if at < 2 or tokens[at - 1].words != ":":
        return
    mention = clause.mention_at(at - 2)
    if mention is None and tokens[at - 2].words == ")":
        opening = next((i for i in range(at - 2, -1, -1) if tokens[i].words == "("), 0)
        mention = clause.mention_at(opening - 1) if opening else None
    if mention is None or clause.cues_in(sentence.start, at):
        return
    if all(tokens[i].words in "-–—•*" or not tokens[i].is_word or tokens[i].low not in nouns.FUNCTION_WORDS for i in range(sentence.start, mention.first)):
        yield Lead(0.95, "label", "named before the colon", mention)


def _signature(clause: Clause, at: int, sentence: range) -> Iterator[Lead]:
    """A signature after it: "…" — Henrik Aalto, commuter."""
    tokens = clause.tokens
    if at + 2 < len(tokens) and tokens[at + 1].words in ("—", "–", "-", "―") and at == sentence.start:
        mention = clause.mention_at(at + 2)
        if mention is not None and mention.kind is MentionKind.NAME and not clause.cues_in(at, sentence.stop):
            yield Lead(0.92, "signature", "signed below the words", mention)


def _signature_below(clauses: Sequence[Clause], number: int, at: int) -> Iterator[Lead]:
    """A signature that is the next paragraph: "…", then "- Michelle Marks, Philadelphia"."""
    if number + 1 == len(clauses) or at + 2 < len(clauses[number].tokens):
        return
    below = clauses[number + 1]
    if below.tokens[0].words in ("—", "–", "-", "―") and len(below.tokens) <= 16 and not below.cues:
        mention = below.mention_at(1)
        if mention is not None and mention.kind is MentionKind.NAME:
            yield Lead(0.9, "signature", "signed below the words", mention)


def leads_from_sentence(clause: Clause, sentence: range, *, score: float, rule: str, reason: str) -> Iterator[Lead]:
    """Leads of a neighbouring sentence: the subjects of its cues of saying, else its first subject."""
    cues = [(i, cue) for i, cue in clause.cues_in(sentence.start, sentence.stop) if cue.lemma != "phrase"]
    for index, cue in reversed(cues):
        if cue.lemma == ACCORDING_TO:
            found = subject_after(clause, index + 1, sentence.stop)
        else:
            found = subject_before(clause, index, sentence.start) or (subject_after(clause, index, sentence.stop) if cue.inverts else None)
        for mention, sure in _found(found):
            yield Lead(score * sure * (1 if cue.is_saying else 0.85), rule, f"{reason}: the subject of “{cue.words}”", mention, cue)
            return
    first = next((m for m in clause.mentions_in(sentence.start, sentence.stop) if not m.is_possessive and (m.first == sentence.start or clause.tokens[m.first - 1].low not in nouns.PREPOSITIONS)), None)
    if first is not None:
        yield Lead(score * 0.65, rule, f"{reason}: its subject", first)


def continuing_leads(
    clauses: Sequence[Clause], number: int, at: int, *, before: Sequence[tuple[int, int, int]], is_whole: bool
) -> Iterator[Lead]:
    """Leads from what came before: an earlier quotation, the sentence or the paragraph before.

    `before` holds (paragraph, token, quotation number) of the earlier quotations.
    """
    clause = clauses[number]
    sentence = clause.sentence_of(at)
    yield from _signature_below(clauses, number, at)
    here = [entry for entry in before if entry[0] == number]
    if here:
        last = here[-1]
        same_sentence = last[1] in sentence
        between = clause.tokens[last[1] + 1 : at]
        others = [m for m in clause.mentions_in(last[1] + 1, at) if m.kind is not MentionKind.DESCRIPTION and not is_whole]
        score = 0.9 if same_sentence else 0.93 if is_whole and len(between) < 25 else 0.6
        score *= 0.9 ** min(len(others), 3)
        yield Lead(score, "continued", "goes on after the quotation before it in the paragraph", continues=last[2])
    index = clause.sentences.index(sentence)
    if index > 0 and is_whole and (not here or here[-1][1] < clause.sentences[index - 1].start):
        yield from leads_from_sentence(clause, clause.sentences[index - 1], score=0.9, rule="sentence before", reason="the sentence before introduces it")
    if number == 0 or here:
        return
    previous = clauses[number - 1]
    last_sentence = previous.sentences[-1]
    quoted = [entry for entry in before if entry[0] == number - 1]
    opens = at == 0 or (at <= 2 and not any(token.is_word for token in clause.tokens[:at]))
    if previous.tokens[-1].words == ":" and opens:
        yield from leads_from_sentence(previous, last_sentence, score=0.95, rule="lead-in", reason="the paragraph before ends in a colon")
    if quoted:
        paragraph_ends = quoted[-1][1] in previous.marked and not previous.marked[quoted[-1][1]].is_closed
        if paragraph_ends and opens:
            yield Lead(0.98, "open quotation", "the quotation of the paragraph before was not closed", continues=quoted[-1][2])
        elif is_whole and opens:
            yield Lead(0.85, "continued", "goes on after the quotation of the paragraph before", continues=quoted[-1][2])
        elif not is_whole:
            yield Lead(0.35, "continued", "follows the quotation of the paragraph before", continues=quoted[-1][2])
    elif is_whole and opens:
        yield from leads_from_sentence(previous, last_sentence, score=0.8, rule="paragraph before", reason="the paragraph before")
