"""Passages of a sentence that may be indirect speech, with what speaks for and against each.

A reading is a cue with one possible source, and the side on which the words stand; a proposal is the
chunk beside it. The chunks beyond follow one by one. Features are made of words of closed lists only.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from articles.text import nouns, wordlists
from articles.text.chunks import BREAKS, TIMES, Chunk, ChunkedSentence, CuePlace, size_of
from articles.text.cues import ACCORDING_TO, INVERTING, TELLING
from articles.text.documents import MentionKind
from articles.text.indirect_cues import KINDS
from articles.text.mentions import FoundMention
from articles.text.subjects import Subject, object_of_by, subject_after, subject_before

Side = Literal["after", "before"]
BE = frozenset(("was", "were", "been", "is", "are", "be", "being"))
# What opens a clause that a cue governs, behind "on Monday" or "reporters".
OPENERS = wordlists.words("that whether how why he she they it we there if")
LEAST_SURE = 0.69  # below it six of ten subjects of labelled passages are somebody else
GAP = 12  # words between a cue and the clause it governs
OWNER_REACH = 4  # words between an owner and the noun: "the minister's oft repeated claim"
LONGEST_ADJUNCT = 6  # words: "on Monday", "in a written statement"
FINITE = frozenset(("ed", "s"))
HOLDS = {word: f"holds {word}" for word in nouns.FUNCTION_WORDS}
# Features that the same few facts decide are written once.
remembered = functools.lru_cache(maxsize=20_000)


@dataclass(slots=True)
class Source:
    """Who may have said it, how sure that is, and whether the mention stands behind its cue."""

    mention: FoundMention
    sure: float
    is_inverted: bool


@dataclass(slots=True)
class Reading:
    """A cue with one possible source, and on which side of it the words are that it reports."""

    side: Side
    place: CuePlace
    source: Source


@dataclass(slots=True)
class Proposal:
    """A chunk beside a cue that may be what the source said; `number` counts the sentence's chunks."""

    reading: Reading
    chunk: Chunk
    number: int
    gap: str = ""


def sources_of(sentence: ChunkedSentence, place: CuePlace) -> Iterator[Source]:
    """Yield who may be the source of a cue: the subject before it, behind it, or whose noun it is."""
    for subject, is_inverted in zip(_subjects(sentence, place), (False, True), strict=True):
        if subject is not None and subject[1] >= LEAST_SURE:
            yield Source(*subject, is_inverted)


def _subjects(sentence: ChunkedSentence, place: CuePlace) -> tuple[Subject, Subject]:
    paragraph, at = sentence.paragraph, place.start
    if place.lemma == ACCORDING_TO:
        return None, subject_after(paragraph, at + 1, sentence.stop)
    if place.form == "noun":
        return _owner(sentence, at), None
    if place.form == "ed" and _is_passive(sentence, at):
        return None, object_of_by(paragraph, at, sentence.stop)
    subject = subject_before(paragraph, at, sentence.start) if at > sentence.start else None
    if subject is None and place.form in ("base", "s"):
        subject = _owner(sentence, at)  # "the minister's claim", "their plans"
    inverts = place.lemma in INVERTING and place.form in FINITE
    return subject, subject_after(paragraph, at, sentence.stop) if inverts else None


def _is_passive(sentence: ChunkedSentence, at: int) -> bool:
    """Whether "was", perhaps with an adverb, stands before a participle."""
    before = [sentence.tokens[index].low for index in range(max(sentence.start, at - 2), at)]
    return bool(before) and (before[-1] in BE or (before[0] in BE and before[-1].endswith("ly")))


def _owner(sentence: ChunkedSentence, at: int) -> Subject:
    for index in range(at - 1, max(sentence.start, at - OWNER_REACH) - 1, -1):
        mention = sentence.paragraph.mention_at(index)
        if mention is not None:
            return (mention, 0.9) if mention.is_possessive else None
        token = sentence.tokens[index]
        if not token.is_word or token.low in nouns.FUNCTION_WORDS:
            return None
    return None


def readings_of(sentence: ChunkedSentence, place: CuePlace, source: Source) -> Iterator[Reading]:
    """Yield on which sides of a cue the words can stand."""
    if not source.is_inverted or place.lemma == ACCORDING_TO:
        yield Reading("after", place, source)
    own = sentence.chunk_number(min(source.mention.first, place.start))
    if 0 < own < len(sentence.chunks) and sentence.chunks[own].opening in (",", "—", "–", "-"):
        yield Reading("before", place, source)


def proposals_of(sentence: ChunkedSentence, reading: Reading) -> Iterator[Proposal]:
    """Yield the chunks beside a cue that may be what its source said."""
    if reading.side == "before":
        edge = min(reading.source.mention.first, reading.place.start)
        number = sentence.chunk_number(edge) - 1
        yield Proposal(reading, sentence.chunks[number], number)
        return
    for start, gap in _starts(sentence, reading):
        number = sentence.chunk_number(start)
        if number < len(sentence.chunks):
            held = sentence.chunks[number]
            chunk = Chunk(start, held.stop, held.opening) if start > held.start else held
            yield Proposal(reading, chunk, number, gap)


def _starts(sentence: ChunkedSentence, reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield where the words behind a cue may begin, with what stands between."""
    tokens, stop, place = sentence.tokens, sentence.stop, reading.place
    first = place.stop
    if place.lemma == ACCORDING_TO:
        last = reading.source.mention.last
        comma = next((i for i in range(last + 1, min(last + GAP, stop)) if tokens[i].words == ","), None)
        if comma is not None:
            yield comma + 1, "source"
        return
    if first >= stop:
        return
    if (resumed := _after_parenthesis(sentence, reading)) is not None:
        yield resumed, "parenthesis"
    number = sentence.chunk_number(first)
    if number + 1 < len(sentence.chunks) and sentence.chunks[number + 1].opening == "quotation":
        yield sentence.chunks[number + 1].start, "quotation"
    opening = tokens[first].low
    if opening in OPENERS:
        yield first + (opening == "that"), "none"
        return
    time = first + (opening == "on")
    if time + 1 < stop and tokens[time].low in TIMES and tokens[time + 1].is_word:
        yield time + 1, "time"
    found = _clause_after(sentence, first)
    is_bridge = place.lemma in TELLING or opening in TIMES or opening in nouns.PREPOSITIONS
    if found is None or tokens[found - 1].low != "that" or not is_bridge:
        yield first, "none"
    if found is not None:
        yield found, "told" if place.lemma in TELLING else sentence.kind_of(first)


def _after_parenthesis(sentence: ChunkedSentence, reading: Reading) -> int | None:
    """Return where the words go on behind "…, the minister said on Monday, …"."""
    number = sentence.chunk_number(reading.place.start)
    if number + 1 >= len(sentence.chunks):
        return None
    own, following = sentence.chunks[number : number + 2]
    is_apart = (
        own.opening == following.opening == ","
        and sentence.chunk_number(reading.source.mention.first) == number
    )
    if not is_apart or not 0 < own.stop - reading.place.stop <= LONGEST_ADJUNCT:
        return None
    return following.start


def _clause_after(sentence: ChunkedSentence, first: int) -> int | None:
    """Return where a clause opens behind other words: "told reporters on Monday that the …"."""
    tokens = sentence.tokens
    for index in range(first + 1, min(first + GAP, sentence.stop)):
        token = tokens[index]
        if not token.is_word:
            return None
        if token.low in OPENERS and (token.low != "that" or tokens[index - 1].low not in nouns.PREPOSITIONS):
            return index + (token.low == "that")
    return None


def cue_features(sentence: ChunkedSentence, place: CuePlace) -> list[str]:
    """Return what a cue and the words around it say, before anybody has looked for its source."""
    lemma, form, at = place.lemma, place.form, place.start
    previous, following = sentence.kind_of(at - 1), sentence.kind_of(place.stop)
    found = [*_before_next(lemma, form, following), *_after_previous(lemma, form, previous)]
    index = at - 1
    while index >= sentence.start and sentence.tokens[index].low in nouns.ADVERBS_AND_AUXILIARIES:
        index -= 1
    found.append(f"subject ends {sentence.kind_of(index)}")
    if sentence.has_quotation:
        found.append("quotation in sentence")
    return found


@remembered
def _before_next(lemma: str, form: str, following: str) -> tuple[str, ...]:
    found = ["bias", f"cue {lemma}", f"cue {lemma} {form}", f"cue {lemma} next {following}"]
    found.append(f"form {form} next {following}")
    for kind in KINDS.get(lemma, ()):
        found += (f"{kind} {form}", f"{kind} {form} next {following}")
    return tuple(found)


@remembered
def _after_previous(lemma: str, form: str, previous: str) -> tuple[str, ...]:
    kinds = KINDS.get(lemma, ())
    return (f"form {form} previous {previous}", *(f"{kind} {form} previous {previous}" for kind in kinds))


def source_features(sentence: ChunkedSentence, place: CuePlace, source: Source) -> list[str]:
    """Return what a possible source says about whether the cue reports its words."""
    mention = source.mention
    kind = mention.name.lower() if mention.kind is MentionKind.PRONOUN else mention.kind.value
    kind += (" body" if mention.is_body else "") + (" several" if mention.is_several else "")
    distance = mention.first - place.start if source.is_inverted else place.start - mention.last
    found = [
        *_sort_of_source(kind, place.lemma),
        f"source sure {int(source.sure * 10)}",
        f"source distance {size_of(distance)}",
        f"source behind {sentence.kind_of(mention.first - 1)}",
    ]
    if source.is_inverted:
        found.append("source inverted")
    if mention.is_doubtful:
        found.append("source doubtful")
    return found


@remembered
def _sort_of_source(kind: str, lemma: str) -> tuple[str, ...]:
    return (f"source {kind}", *(f"source {kind} {group}" for group in KINDS.get(lemma, ())))


def passage_features(sentence: ChunkedSentence, proposal: Proposal) -> list[str]:
    """Return what the words of a proposal say for and against it."""
    is_after = proposal.reading.side == "after"
    found = _behind(sentence, proposal) if is_after else _ahead(sentence, proposal)
    found += [HOLDS[word] for word in sentence.words_of(proposal.chunk).function_words]
    return found


def _behind(sentence: ChunkedSentence, proposal: Proposal) -> list[str]:
    """Features of words that follow their cue."""
    chunk, place = proposal.chunk, proposal.reading.place
    lemma, form = place.lemma, place.form
    first, second = sentence.kind_of(chunk.start), sentence.kind_of(chunk.start + 1)
    last_before = sentence.tokens[chunk.start - 1]
    that = "that" if last_before.low == "that" else "no that"
    apart = last_before.words if last_before.words in BREAKS else "joined"
    size, ends = size_of(len(chunk)), sentence.end_of(chunk)
    clause = sentence.words_of(chunk).clause
    return [
        *_joined_to_cue(lemma, form, that, proposal.gap, clause),
        *_begun(lemma, first, second),
        f"first {first} form {form}",
        f"first {first} apart {apart}",
        f"size {size} form {form}",
        *_ended(ends, size),
    ]


@remembered
def _joined_to_cue(lemma: str, form: str, that: str, gap: str, clause: str) -> tuple[str, ...]:
    found = [f"{that} cue {lemma}", f"{that} gap {gap}"]
    for kind in KINDS.get(lemma, ()):
        found += (f"{kind} {that}", f"{kind} {form} {clause}", f"{kind} gap {gap}")
    return tuple(found)


@remembered
def _begun(lemma: str, first: str, second: str) -> tuple[str, ...]:
    found = [f"first {first}", f"first {first} cue {lemma}", f"first {first} second {second}"]
    for kind in KINDS.get(lemma, ()):
        found += (f"{kind} first {first}", f"{kind} first {first} second {second}")
    return tuple(found)


@remembered
def _ended(ends: str, size: int) -> tuple[str, ...]:
    return (f"ends {ends}", f"ends {ends} size {size}")


def _ahead(sentence: ChunkedSentence, proposal: Proposal) -> list[str]:
    """Features of words that come before their cue and its source: "…, the minister said"."""
    chunk, reading = proposal.chunk, proposal.reading
    mention, place = reading.source.mention, reading.place
    own = sentence.chunks[proposal.number + 1]
    lead = min(mention.first, place.start) - own.start
    last = max(place.stop - 1, mention.last)
    tail = size_of(own.stop - last - 1)
    first, size = sentence.kind_of(chunk.start), size_of(len(chunk))
    clause = sentence.words_of(chunk).clause
    order = "cue first" if reading.source.is_inverted else "source first"
    found = [
        f"lead {min(lead, 5)}",
        f"lead word {sentence.kind_of(own.start)}",
        f"tail {tail}",
        f"tail {tail} cue {place.lemma}",
        f"tail word {sentence.kind_of(last + 1)}",
        f"tail ends {sentence.end_of(own)}",
        f"apart {own.opening}",
        f"size {size}",
        f"size {size} {clause}",
        f"first {first}",
        f"first {first} size {size}",
        f"opening {chunk.opening}",
        f"opening {chunk.opening} first {first}",
    ]
    for kind in KINDS.get(place.lemma, ()):
        found += (
            f"{kind} {order} tail {tail}",
            f"{kind} {order} lead {min(lead, 5)}",
            f"{kind} {order} {clause}",
        )
    return found


def further_features(sentence: ChunkedSentence, proposal: Proposal, number: int) -> list[str]:
    """Return what tells whether the next chunk of a passage, `number`, belongs to it as well."""
    reading = proposal.reading
    is_after = reading.side == "after"
    chunk = sentence.chunks[number]
    neighbour = number - 1 if is_after else number + 1
    near = proposal.chunk if neighbour == proposal.number else sentence.chunks[neighbour]
    joint = chunk.opening if is_after else sentence.chunks[neighbour].opening
    first, second = sentence.kind_of(chunk.start), sentence.kind_of(chunk.start + 1)
    near_first, near_size = sentence.kind_of(near.start), size_of(len(near))
    words = sentence.words_of(chunk)
    clause, near_clause = words.clause, sentence.words_of(near).clause
    size, ends = size_of(len(chunk)), sentence.end_of(chunk)
    is_last = "last" if (chunk.stop >= sentence.last_word if is_after else number == 0) else "not last"
    that = "that" if sentence.tokens[proposal.chunk.start - 1].low == "that" else "no that"
    found = [
        "bias",
        f"cue {reading.place.lemma}",
        *_joint(joint, first, is_last, that),
        *_first(first, second, clause, near_clause),
        *_size(size, joint, ends, first),
        f"held {min(abs(number - proposal.number), 3)}",
        f"near {near_first}",
        f"near {near_first} {near_clause}",
        f"near size {near_size} {near_clause}",
    ]
    for kind in KINDS.get(reading.place.lemma, ()):
        found += (f"{kind}", f"{kind} first {first}")
    found += [HOLDS[word] for word in words.function_words]
    if chunk.start <= reading.place.start < chunk.stop:
        found.append("holds its own cue")
    elif (other := sentence.first_cue(chunk)) is not None:
        found += (
            f"other cue {other.lemma}",
            f"other {other.form} first {first}",
            f"other {other.form} at {size_of(other.start - chunk.start)} joint {joint}",
        )
    return found


@remembered
def _joint(joint: str, first: str, is_last: str, that: str) -> tuple[str, ...]:
    return (
        f"joint {joint}", f"joint {joint} first {first}", f"joint {joint} {is_last}", f"joint {joint} {that}",
        f"first {first} {is_last}", f"first {first} {that}",
    )  # fmt: skip


@remembered
def _first(first: str, second: str, clause: str, near_clause: str) -> tuple[str, ...]:
    return (
        f"first {first}", f"first {first} second {second}", f"first {first} {clause}",
        f"first {first} {clause} near {near_clause}",
    )  # fmt: skip


@remembered
def _size(size: int, joint: str, ends: str, first: str) -> tuple[str, ...]:
    return (
        f"size {size}",
        f"joint {joint} size {size}",
        f"ends {ends}",
        f"ends {ends} joint {joint}",
        f"ends {ends} first {first}",
    )
