"""Who might have said a quotation: every lead that the text around it gives, each with its score.

The scores are chances, set by hand and checked as a set: on 864 quotations of labelled development
articles, attributions at 0.9 and above named the wrong person in 1 of 100, those between 0.8 and
0.9 in 1 of 10. Do not tune one alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.text import nouns
from articles.text.cues import ACCORDING_TO, FoundCue
from articles.text.documents import MentionKind
from articles.text.mentions import FoundMention
from articles.text.paragraphs import Paragraph
from articles.text.subjects import REACH, Subject, object_of_by, subject_after, subject_before

NO_TITLE = nouns.FUNCTION_WORDS - nouns.DETERMINERS  # words that stand in no title before a name
NESTED = (1.0, 0.8, 0.7, 0.6)  # the nearest cue before a quotation, and those outside it
_NAMES = "“{}” names who said it"
NEAR = 90  # tokens around a quotation within which every mention is a lead
MOST_NEAR = 10  # mentions on each side
MOST_NEXT = 5  # mentions of the paragraph before
SURELY_GOVERNED = 0.94  # the score of a rule from which on only the quotation's sentence is searched
ENDS_OPEN = re.compile(r"[,?!—–-]\Z")


@dataclass(slots=True)
class Lead:
    """One possible speaker: a mention, or whoever said an earlier quotation (`continues` its number)."""

    score: float
    rule: str
    reason: str
    mention: FoundMention | None = None
    cue: FoundCue | None = None
    continues: int | None = None
    rules: tuple[tuple[str, float], ...] = ()  # every rule that leads here, with its score, best first
    rank: int = 0  # among the leads by the best rule's score
    back: int = 0  # how many paragraphs before the quotation's the mention stands


def governing_leads(paragraph: Paragraph, at: int, words: str) -> list[Lead]:
    """Return the leads of a quotation's own sentence, best first: cues around it, labels, signatures."""
    sentence = paragraph.sentence_of(at)
    leads = [
        *_after(paragraph, at, sentence, words),
        *_before(paragraph, at, sentence),
        *_label(paragraph, at, sentence),
        *_signature(paragraph, at, sentence),
    ]
    return sorted(leads, key=lambda lead: -lead.score)


def _leads(found: Subject, score: float, rule: str, reason: str, cue: FoundCue) -> Iterator[Lead]:
    """Yield the one lead that a subject is, or none."""
    if found is not None:
        yield Lead(score * found[1], rule, reason, found[0], cue)


def _after(paragraph: Paragraph, at: int, sentence: range, words: str) -> Iterator[Lead]:
    """Cue and speaker after the quotation: "…," said X; "…," X said; "…," according to X."""
    tokens = paragraph.tokens
    start = at + 1
    is_open = ENDS_OPEN.search(words) is not None
    while start < sentence.stop and tokens[start].words in (",", "—", "–", "-"):
        is_open = True
        start += 1
    stop = next((i for i in range(start, sentence.stop) if tokens[i].is_quotation), sentence.stop)
    cues = paragraph.cues_in(start, stop)
    for index, cue in cues[:3]:
        tail = range(start, stop)
        if cue.lemma == ACCORDING_TO:
            found = subject_after(paragraph, index + 1, stop)
            yield from _leads(
                found, 0.95 if index == start else 0.8, "according to", _NAMES.format(cue.words), cue
            )
        elif not cue.is_passive and (found := object_of_by(paragraph, index, stop)) is not None:
            yield from _leads(found, 0.9, "passive", f"“{cue.words} by” names who spoke", cue)
        elif all(tokens[i].low in nouns.ADVERBS_AND_AUXILIARIES for i in range(start, index)):
            yield from _cue_first(paragraph, index, cue, tail, sentence)
        else:
            leads = list(_speaker_first(paragraph, index, cue, tail, is_open=is_open))
            yield from leads
            if leads:
                break
    if not cues and (later := paragraph.cues_in(stop, sentence.stop)):
        yield from _later(paragraph, *later[0], sentence, stop)


def _cue_first(
    paragraph: Paragraph, index: int, cue: FoundCue, tail: range, sentence: range
) -> Iterator[Lead]:
    """The cue follows the quotation at once, perhaps after an adverb."""
    if cue.inverts:
        found = subject_after(paragraph, index, tail.stop)
        reason = f"“{cue.words}” and its subject follow the quotation"
        yield from _leads(found, 0.99, "cue and speaker after", reason, cue)
    if index > tail.start or not cue.inverts:
        found = subject_before(paragraph, index, sentence.start)
        yield from _leads(found, 0.7, "cue after", f"“{cue.words}” follows the quotation", cue)


def _speaker_first(
    paragraph: Paragraph, index: int, cue: FoundCue, tail: range, *, is_open: bool
) -> Iterator[Lead]:
    """Words stand between the quotation and the cue: the speaker, as a rule."""
    found = subject_before(paragraph, index, tail.start)
    is_first = found is not None and _starts_at(paragraph, found[0], tail.start)
    if not is_first and paragraph.tokens[index - 1].words == "," and cue.inverts:
        inverted = subject_after(paragraph, index, tail.stop)
        if inverted is not None:  # "“…” if she lost, said David Wasserman"
            reason = f"“{cue.words}” and its subject end the sentence"
            yield from _leads(inverted, 0.92, "cue and speaker after", reason, cue)
            return
    if found is None:
        return
    if is_first:
        score = 0.99 if is_open else 0.9
    else:
        score = 0.9 if is_open else 0.7
    score *= (1 if cue.is_saying else 0.93) * (0.85 if cue.is_participle else 1)
    reason = f"the subject of “{cue.words}” after the quotation"
    yield from _leads(found, score, "speaker and cue after", reason, cue)


def _later(paragraph: Paragraph, index: int, cue: FoundCue, sentence: range, start: int) -> Iterator[Lead]:
    """The sentence's cue stands behind another quotation: it was “too much,” and “a sham,” Smith said."""
    if paragraph.tokens[index - 1].is_quotation and cue.inverts:
        found = subject_after(paragraph, index, sentence.stop)
    else:
        found = subject_before(paragraph, index, start + 1)
    reason = f"the subject of “{cue.words}”, later in the sentence"
    yield from _leads(found, 0.85, "cue later in the sentence", reason, cue)


def _starts_at(paragraph: Paragraph, mention: FoundMention, start: int) -> bool:
    """Whether only a lower-case title or an article stands between `start` and a mention."""
    return mention.first - start <= 6 and all(
        paragraph.tokens[i].is_word and paragraph.tokens[i].low not in NO_TITLE
        for i in range(start, mention.first)
    )


def _before(paragraph: Paragraph, at: int, sentence: range) -> Iterator[Lead]:
    """Cue and speaker before the quotation: X said: "…"; X said that it was "…"."""
    tokens = paragraph.tokens
    last = tokens[at - 1] if at > sentence.start else None
    is_introduced = last is not None and last.words in (",", ":")
    cues = paragraph.cues_in(max(sentence.start, at - REACH), at)
    for (index, cue), share in zip(reversed(cues), NESTED, strict=False):
        score = share * _closeness(cue, at - index, is_introduced=is_introduced)
        if cue.lemma == ACCORDING_TO:
            found = subject_after(paragraph, index + 1, at)
            yield from _leads(found, 0.97 * score, "according to", _NAMES.format(cue.words), cue)
        elif (found := object_of_by(paragraph, index, at)) is not None:
            yield from _leads(found, score, "passive", f"“{cue.words} by” names who spoke", cue)
        else:
            found = subject_before(paragraph, index, sentence.start) or _main_subject(
                paragraph, index, sentence
            )
            reason = f"the subject of “{cue.words}” before the quotation"
            yield from _leads(found, score, "speaker and cue before", reason, cue)
    if not cues and last is not None and (first := _first_mention(paragraph, sentence.start, at)) is not None:
        reason = "the subject of the sentence that the words stand in"
        yield Lead(0.55, "subject of the sentence", reason, first)
        if last.words == ":" and (named := _first_full_name(paragraph, sentence.start, at)) is not None:
            # It introduces new words and does not go on with those before: "Luc Peeters was cautious: “…”".
            yield Lead(0.94, "introduced by a colon", "named before the colon", named)


def _closeness(cue: FoundCue, distance: int, *, is_introduced: bool) -> float:
    """Return how surely a cue before a quotation governs it."""
    if is_introduced or distance == 1:
        return 0.97
    score = 0.72 if cue.is_mental else 0.94 if cue.is_saying else 0.9
    if cue.is_base:
        score *= 0.75
    return score if cue.is_saying or distance <= 12 else score * 0.85


def _main_subject(paragraph: Paragraph, index: int, sentence: range) -> Subject:
    """Return the subject after the comma: "Asked about the toll, Byrne called it …"."""
    if index > sentence.start and paragraph.tokens[index - 1].words != ",":
        return None
    for mention in paragraph.mentions_in(index, sentence.stop):
        if mention.kind is not MentionKind.DESCRIPTION and paragraph.tokens[mention.first - 1].words == ",":
            return mention, 0.7
    return None


def _first_mention(paragraph: Paragraph, start: int, stop: int) -> FoundMention | None:
    """Return the first mention that is no possessive and no object of a preposition."""
    for mention in paragraph.mentions_in(start, stop):
        before = paragraph.tokens[mention.first - 1].low if mention.first > start else ""
        if not mention.is_possessive and before not in nouns.PREPOSITIONS:
            return mention
    return None


def _first_full_name(paragraph: Paragraph, start: int, stop: int) -> FoundMention | None:
    """Return the first mention that is no object, if it names a person in full; a full apposition counts."""
    for mention in paragraph.mentions_in(start, stop):
        before = paragraph.tokens[mention.first - 1].low if mention.first > start else ""
        is_full = mention.kind is MentionKind.NAME and " " in mention.name and not mention.is_body
        if is_full and not mention.is_possessive and before not in nouns.PREPOSITIONS:
            return mention
    return None


def _label(paragraph: Paragraph, at: int, sentence: range) -> Iterator[Lead]:
    """A label before the quotation: WALLIS: "…"; Councillor Hana Weiss: "…"."""
    tokens = paragraph.tokens
    if at < 2 or tokens[at - 1].words != ":":
        return
    mention = paragraph.mention_at(at - 2)
    if mention is None and tokens[at - 2].words == ")":
        opening = next((i for i in range(at - 2, -1, -1) if tokens[i].words == "("), 0)
        mention = paragraph.mention_at(opening - 1) if opening else None
    if mention is None or paragraph.cues_in(sentence.start, at):
        return
    if all(
        tokens[i].words in "-–—•*" or not tokens[i].is_word or tokens[i].low not in nouns.FUNCTION_WORDS
        for i in range(sentence.start, mention.first)
    ):
        yield Lead(0.95, "label", "named before the colon", mention)


def _signature(paragraph: Paragraph, at: int, sentence: range) -> Iterator[Lead]:
    """A signature after it: "…" — Henrik Aalto, commuter."""
    tokens = paragraph.tokens
    if at + 2 < len(tokens) and tokens[at + 1].words in ("—", "–", "-", "―") and at == sentence.start:
        mention = paragraph.mention_at(at + 2)
        if (
            mention is not None
            and mention.kind is MentionKind.NAME
            and not paragraph.cues_in(at, sentence.stop)
        ):
            yield Lead(0.92, "signature", "signed below the words", mention)


def _signature_below(paragraphs: Sequence[Paragraph], number: int, at: int) -> Iterator[Lead]:
    """A signature that is the next paragraph: "…", then "- Michelle Marks, Philadelphia"."""
    if number + 1 == len(paragraphs) or at + 2 < len(paragraphs[number].tokens):
        return
    below = paragraphs[number + 1]
    if below.tokens[0].words in ("—", "–", "-", "―") and len(below.tokens) <= 16 and not below.cues:
        mention = below.mention_at(1)
        if mention is not None and mention.kind is MentionKind.NAME:
            yield Lead(0.9, "signature", "signed below the words", mention)


def leads_from_sentence(
    paragraph: Paragraph, sentence: range, *, score: float, rule: str, reason: str
) -> Iterator[Lead]:
    """Leads of a neighbouring sentence: the subject of its last cue that has one, else its first subject."""
    for index, cue in reversed(paragraph.cues_in(max(sentence.start, sentence.stop - REACH), sentence.stop)):
        if cue.lemma == "phrase":
            continue
        if cue.lemma == ACCORDING_TO:
            found = subject_after(paragraph, index + 1, sentence.stop)
        else:
            found = subject_before(paragraph, index, sentence.start)
            if found is None and cue.inverts:
                found = subject_after(paragraph, index, sentence.stop)
        if found is not None:
            share = 1 if cue.is_saying else 0.85
            yield from _leads(found, score * share, rule, f"{reason}: the subject of “{cue.words}”", cue)
            return
    if (first := _first_mention(paragraph, sentence.start, sentence.stop)) is not None:
        yield Lead(score * 0.65, rule, f"{reason}: its subject", first)


def continuing_leads(
    paragraphs: Sequence[Paragraph],
    number: int,
    at: int,
    *,
    before: Mapping[int, Sequence[tuple[int, int]]],
    is_whole: bool,
) -> Iterator[Lead]:
    """Leads from what came before: an earlier quotation, the sentence or the paragraph before.

    `before` holds (token, quotation number) of the earlier quotations by paragraph.
    """
    paragraph = paragraphs[number]
    sentence = paragraph.sentence_of(at)
    yield from _signature_below(paragraphs, number, at)
    here = before.get(number, ())
    if here:
        last = here[-1]
        same_sentence = last[0] in sentence
        between = paragraph.tokens[last[0] + 1 : at]
        others = [
            m
            for m in paragraph.mentions_in(last[0] + 1, at)
            if m.kind is not MentionKind.DESCRIPTION and not is_whole
        ]
        score = 0.9 if same_sentence else 0.93 if is_whole and len(between) < 25 else 0.6
        score *= 0.9 ** min(len(others), 3)
        yield Lead(
            score, "continued", "goes on after the quotation before it in the paragraph", continues=last[1]
        )
    index = paragraph.sentence_index(at)
    if index > 0 and is_whole and (not here or here[-1][0] < paragraph.sentences[index - 1].start):
        yield from leads_from_sentence(
            paragraph,
            paragraph.sentences[index - 1],
            score=0.9,
            rule="sentence before",
            reason="the sentence before introduces it",
        )
    if number == 0 or here:
        return
    previous = paragraphs[number - 1]
    last_sentence = previous.sentences[-1]
    quoted = before.get(number - 1, ())
    opens = at == 0 or (at <= 2 and not any(token.is_word for token in paragraph.tokens[:at]))
    if previous.tokens[-1].words == ":" and opens:
        yield from leads_from_sentence(
            previous, last_sentence, score=0.95, rule="lead-in", reason="the paragraph before ends in a colon"
        )
    if quoted:
        paragraph_ends = quoted[-1][0] in previous.marked and not previous.marked[quoted[-1][0]].is_closed
        if paragraph_ends and opens:
            yield Lead(
                0.95,
                "open quotation",
                "the quotation of the paragraph before was not closed",
                continues=quoted[-1][1],
            )
        elif is_whole and opens:
            yield Lead(
                0.85,
                "continued",
                "goes on after the quotation of the paragraph before",
                continues=quoted[-1][1],
            )
        elif not is_whole:
            yield Lead(
                0.35, "continued", "follows the quotation of the paragraph before", continues=quoted[-1][1]
            )
    elif is_whole and opens:
        yield from leads_from_sentence(
            previous, last_sentence, score=0.8, rule="paragraph before", reason="the paragraph before"
        )


def find_leads(
    paragraphs: Sequence[Paragraph],
    place: tuple[int, int],
    governing: Sequence[Lead],
    *,
    before: dict[int, list[tuple[int, int]]],
    is_whole: bool,
) -> list[Lead]:
    """Return every lead of a quotation once: what the rules find, every mention near it, who spoke before.

    `place` is its paragraph and token, `governing` are its governing_leads, `before` is as for continuing_leads.
    """
    number, at = place
    ruled = [
        *governing,
        *continuing_leads(paragraphs, number, at, before=before, is_whole=is_whole),
    ]
    found: dict[tuple[int, int], list[Lead]] = {}
    for lead in ruled:
        key = (lead.mention.span.start, -1) if lead.mention is not None else (-1, lead.continues or 0)
        found.setdefault(key, []).append(lead)
    surest = max((lead.score for lead in governing), default=0.0)
    near = _near(paragraphs, number, at, is_governed=surest >= SURELY_GOVERNED)
    others = [
        Lead(0.0, "", "stands near the quotation", mention, back=back)
        for back, mention in near
        if (mention.span.start, -1) not in found and (back or not _only_reports(paragraphs[number], mention))
    ]
    last = next((quoted[-1][1] for quoted in reversed(before.values()) if quoted), None)
    if last is not None and (-1, last) not in found:
        others.append(Lead(0.0, "", "spoke last", continues=last))
    merged = sorted(found.values(), key=lambda leads: -max(lead.score for lead in leads))
    return [*(_merge(leads, rank, paragraphs[number]) for rank, leads in enumerate(merged)), *others]


def _merge(leads: list[Lead], rank: int, paragraph: Paragraph) -> Lead:
    """Return the best of the leads to one mention, with the rules of all."""
    rules: dict[str, float] = {}
    for lead in leads:
        rules[lead.rule] = max(lead.score, rules.get(lead.rule, 0.0))
    best = max(leads, key=lambda lead: lead.score)
    return Lead(
        best.score, best.rule, best.reason, best.mention, best.cue, best.continues,
        tuple(sorted(rules.items(), key=lambda rule: -rule[1])), rank, _back(paragraph, best.mention),
    )  # fmt: skip


def _only_reports(paragraph: Paragraph, mention: FoundMention) -> bool:
    """Whether it is who carries another's words: "was quoted as saying by the agency"."""
    tokens = paragraph.tokens
    at = mention.first - 1
    if at < 1 or tokens[at].low != "by" or tokens[at - 1].low != "saying":
        return False
    return any(cue.is_passive for _, cue in paragraph.cues_in(max(0, at - 5), at))


def _back(paragraph: Paragraph, mention: FoundMention | None) -> int:
    """Return how many paragraphs before the quotation's a mention stands; -1 for the one after."""
    if mention is None or mention.span.start >= paragraph.start:
        return -1 if mention is not None and mention.span.start > paragraph.tokens[-1].end else 0
    return 1


def _near(
    paragraphs: Sequence[Paragraph], number: int, at: int, *, is_governed: bool
) -> Iterator[tuple[int, FoundMention]]:
    """Yield the mentions around a quotation, each with how many paragraphs before its own it stands.

    They are those of its sentence where a rule governs it surely, else also those of the
    paragraph, of the end of the one before and of the beginning of the one after.
    """
    paragraph = paragraphs[number]
    sentence = paragraph.sentence_of(at) if is_governed else range(max(0, at - NEAR), at + NEAR)
    for mention in paragraph.mentions_in(max(sentence.start, at - NEAR), at)[-MOST_NEAR:]:
        yield 0, mention
    for mention in paragraph.mentions_in(at + 1, min(at + NEAR, sentence.stop))[:MOST_NEAR]:
        yield 0, mention
    if is_governed:
        return
    if number > 0:
        earlier = paragraphs[number - 1]
        end = len(earlier.tokens)
        for mention in earlier.mentions_in(max(0, end - NEAR), end)[-MOST_NEXT:]:
            yield 1, mention
    if number + 1 < len(paragraphs):
        for mention in paragraphs[number + 1].mentions_in(0, 12)[:2]:
            yield -1, mention
