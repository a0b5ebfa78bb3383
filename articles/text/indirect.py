"""Indirect speech: what the text says that someone said, without marks.

A learned model (training/train_indirect.py) weighs each passage beside a cue, and each chunk beyond it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from articles.text.chunks import Chunk, ChunkedSentence
from articles.text.cues import FoundCue
from articles.text.indirect_cues import KINDS
from articles.text.indirect_passages import (
    Proposal,
    Reading,
    cue_features,
    further_features,
    passage_features,
    proposals_of,
    readings_of,
    source_features,
    sources_of,
)
from articles.text.linear import LinearModel, load_model
from articles.text.mentions import FoundMention
from articles.text.paragraphs import Paragraph
from articles.text.spans import Span

SHORTEST = 4  # words
MOST_FURTHER = 10  # chunks beyond the one beside the cue
MOST_CUES = 20  # of a sentence; more make a list
LONGEST_SENTENCE = 400  # tokens; what is longer is a list or a table
# Chosen by cross-validation so that 82 of 100 words found are in labelled passages.
LIKELY = 0.54
# The words before a cue reach to the beginning of their sentence sooner than those behind it to the end.
LIKELY_FURTHER_BACK = 0.5
HOPELESS = -2.0  # log odds that no passage makes good

# Models for the chunk behind a cue, before it, and for those that follow on either side.
Models = Mapping[str, LinearModel]
PARTS = ("after", "before", "further after", "further before")


@dataclass(slots=True)
class FoundSpeech:
    """One indirect passage with its cue and the mention of its speaker."""

    span: Span
    cue: FoundCue
    mention: FoundMention
    score: float
    reason: str


@dataclass(slots=True)
class Passage:
    """A proposal with how likely it is, and the tokens [start, stop) that it takes in, between quotations."""

    proposal: Proposal
    chance: float
    parts: tuple[tuple[int, int], ...]

    @property
    def weight(self) -> float:
        """How many of its words are right, by its chance."""
        return self.chance * sum(stop - start for start, stop in self.parts)


def find_indirect(paragraph: Paragraph) -> Iterator[FoundSpeech]:
    """Yield the indirect speech of a paragraph in text order; a quotation inside parts it in two."""
    models = _load()
    for span in paragraph.sentences:
        if len(span) > LONGEST_SENTENCE:
            continue
        sentence = ChunkedSentence(paragraph, span)
        for passage in choose(sentence, models, LIKELY):
            for start, stop in passage.parts:
                if (found := _speech(sentence, start, stop, passage)) is not None:
                    yield found


_parted: list[tuple[LinearModel, Models]] = []  # the model in use with its parts


def _load() -> Models:
    model = load_model("indirect")
    if not _parted or _parted[0][0] is not model:
        _parted[:] = [(model, split(model))]
    return _parted[0][1]


def split(model: LinearModel) -> Models:
    """Return the models of the parts, which one file holds together as "part: feature"."""
    return {
        part: LinearModel(
            {
                feature.removeprefix(part + ": "): weight
                for feature, weight in model.weights.items()
                if feature.startswith(part + ": ")
            }
        )
        for part in PARTS
    }


def choose(sentence: ChunkedSentence, models: Models, likely: float) -> list[Passage]:
    """Return the passages of a sentence that are likely enough, in text order, without overlap.

    Of two that overlap the one stays that has more words, each counted by its chance.
    """
    found = []
    for place in sentence.cues[:MOST_CUES]:
        features = cue_features(sentence, place)
        scores = {"after": models["after"].score(features), "before": models["before"].score(features)}
        if max(scores.values()) < HOPELESS:
            continue
        for source in sources_of(sentence, place):
            of_source = source_features(sentence, place, source)
            for reading in readings_of(sentence, place, source):
                score = scores[reading.side] + models[reading.side].score(of_source)
                if score >= HOPELESS and (best := _best(sentence, models, reading, score)) is not None:
                    proposal, chance = best
                    if chance >= likely:
                        parts = _grow(sentence, models, proposal, chance, likely)
                        if not _is_cut_short(sentence, proposal, parts):
                            found.append(Passage(proposal, chance, parts))
    return _without_overlap(found)


def _best(
    sentence: ChunkedSentence, models: Models, reading: Reading, score: float
) -> tuple[Proposal, float] | None:
    """Return the likeliest proposal of a reading with its chance."""
    model = models[reading.side]
    scored = [
        (proposal, model.chance(score + model.score(passage_features(sentence, proposal))))
        for proposal in proposals_of(sentence, reading)
    ]
    return max(scored, key=lambda pair: pair[1], default=None)


def _grow(
    sentence: ChunkedSentence, models: Models, proposal: Proposal, chance: float, likely: float
) -> tuple[tuple[int, int], ...]:
    """Take in chunk after chunk beyond the proposal's own while that is likely; return the parts."""
    is_after = proposal.reading.side == "after"
    model = models["further " + proposal.reading.side]
    taken: list[Chunk] = [proposal.chunk]
    ahead = range(proposal.number + 1, len(sentence.chunks))
    beyond = ahead if is_after else range(proposal.number - 1, -1, -1)
    for number in beyond[:MOST_FURTHER]:
        further = model.probability(further_features(sentence, proposal, number))
        is_whole = not is_after or not sentence.only_opens(taken[-1], sentence.chunks[number])
        chance *= further if is_whole else 1
        if (chance < likely) if is_after and is_whole else (further < LIKELY_FURTHER_BACK):
            break
        taken.append(sentence.chunks[number])
    parts: list[tuple[int, int]] = []
    for chunk in taken if is_after else reversed(taken):
        if parts and not sentence.is_parted(parts[-1][1], chunk.start):
            parts[-1] = (parts[-1][0], chunk.stop)
        else:
            parts.append((chunk.start, chunk.stop))
    return tuple(parts)


def _is_cut_short(sentence: ChunkedSentence, proposal: Proposal, parts: tuple[tuple[int, int], ...]) -> bool:
    """Whether a passage has only what goes before a clause: "in the old harbour", and not the clause."""
    is_alone = parts == ((proposal.chunk.start, proposal.chunk.stop),)
    if not is_alone or proposal.number + 1 == len(sentence.chunks):
        return False
    says = not {"says", "believes", "cites"}.isdisjoint(KINDS.get(proposal.reading.place.lemma, ()))
    return says and sentence.only_opens(proposal.chunk, sentence.chunks[proposal.number + 1])


def _without_overlap(passages: list[Passage]) -> list[Passage]:
    taken: set[int] = set()
    chosen = []
    for passage in sorted(passages, key=lambda passage: -passage.weight):
        covered = {index for start, stop in passage.parts for index in range(start, stop)}
        if not covered & taken:
            taken |= covered
            chosen.append(passage)
    return sorted(chosen, key=lambda passage: passage.parts)


def _speech(sentence: ChunkedSentence, start: int, stop: int, passage: Passage) -> FoundSpeech | None:
    tokens = sentence.tokens
    if sum(1 for index in range(start, stop) if tokens[index].is_word) < SHORTEST:
        return None
    reading = passage.proposal.reading
    first, last = tokens[reading.place.start], tokens[reading.place.stop - 1]
    words = " ".join(token.words for token in tokens[reading.place.start : reading.place.stop])
    cue = FoundCue(words, Span(first.start, last.end), reading.place.lemma)
    where = "follow" if reading.side == "after" else "precede"
    reason = f"the source of “{words}”; the words reported {where} it"
    span = Span(tokens[start].start, tokens[stop - 1].end)
    return FoundSpeech(span, cue, reading.source.mention, passage.chance, reason)
