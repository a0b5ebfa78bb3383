"""One paragraph ready for attribution: its tokens, sentences, mentions, cues and quotations."""

import bisect
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from articles.text.cues import FoundCue, find_cues
from articles.text.datelines import match_dateline
from articles.text.documents import MentionKind
from articles.text.marks import Marked
from articles.text.mentions import FoundMention
from articles.text.names import find_mentions
from articles.text.nounphrases import find_pronoun_subjects, find_subject_phrases, with_owner
from articles.text.sentences import find_sentences
from articles.text.tokens import Token


@dataclass(slots=True)
class Paragraph:
    """A paragraph's tokens, sentences, mentions, cues and quotations; indexes count its tokens."""

    tokens: list[Token]
    sentences: tuple[range, ...]
    mentions: list[FoundMention]
    cues: list[tuple[int, FoundCue]]
    marked: dict[int, Marked]
    _mention_at: dict[int, FoundMention] = field(default_factory=dict)
    # Which cues a mention (by its first token) is the subject of; filled by subjects.read_subjects.
    subjects: dict[int, list[tuple[int, FoundCue, str]]] = field(default_factory=dict)

    # Where each of them begins and ends, for searching.
    _sentence_starts: list[int] = field(default_factory=list)
    _firsts: list[int] = field(default_factory=list)
    _lasts: list[int] = field(default_factory=list)
    _cue_places: list[int] = field(default_factory=list)
    _marked_places: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self._firsts = [mention.first for mention in self.mentions]
        self._lasts = [mention.last for mention in self.mentions]
        self._cue_places = [index for index, _ in self.cues]
        self._marked_places = list(self.marked)

    @property
    def start(self) -> int:
        """The code point of the body where the paragraph begins."""
        return self.tokens[0].start

    def mention_at(self, index: int) -> FoundMention | None:
        return self._mention_at.get(index)

    def sentence_index(self, index: int) -> int:
        """Return which sentence a token stands in."""
        return bisect.bisect_right(self._sentence_starts, index) - 1

    def sentence_of(self, index: int) -> range:
        return self.sentences[self.sentence_index(index)]

    def mentions_in(self, start: int, stop: int) -> list[FoundMention]:
        """Return the mentions that lie in the tokens [start, stop), in order."""
        first = bisect.bisect_left(self._firsts, start)
        return self.mentions[first : bisect.bisect_left(self._lasts, stop, lo=first)]

    def cues_in(self, start: int, stop: int) -> list[tuple[int, FoundCue]]:
        """Return the cues that begin in the tokens [start, stop), in order."""
        first = bisect.bisect_left(self._cue_places, start)
        return self.cues[first : bisect.bisect_left(self._cue_places, stop, lo=first)]

    def count_marked(self, start: int, stop: int) -> int:
        """Return how many quotations are among the tokens [start, stop)."""
        return bisect.bisect_left(self._marked_places, stop) - bisect.bisect_left(self._marked_places, start)


def read_paragraph(
    body: str, masked: str, tokens: list[Token], *, known: frozenset[str], marked: dict[int, Marked]
) -> Paragraph:
    """Return a paragraph ready for attribution; `marked` are the body's quotations by where they start."""
    dateline = match_dateline(body, tokens[0].start)
    opening = dateline.end() if dateline else 0
    # The place of a dateline says nothing.
    mentions = [found for found in find_mentions(tokens, masked, known) if found.span.start >= opening]
    inside = _by_token(mentions)
    cues = [(index, cue) for index, cue in find_cues(tokens, body) if index not in inside]
    if phrases := [
        *find_subject_phrases(tokens, cues, inside, masked),
        *find_pronoun_subjects(tokens, cues, inside),
    ]:
        free = [
            mention
            for mention in phrases
            if not any(i in inside for i in range(mention.first, mention.last + 1))
        ]
        mentions = sorted(
            {m.first: m for m in (*mentions, *free)}.values(), key=lambda mention: mention.first
        )
    mentions = [with_owner(mention, inside.get(mention.first - 1)) for mention in mentions]
    inside = _by_token(mentions)
    quotations = {index: marked[token.start] for index, token in enumerate(tokens) if token.start in marked}
    return Paragraph(tokens, find_sentences(tokens, body), mentions, cues, quotations, inside)


def _by_token(mentions: Iterable[FoundMention]) -> dict[int, FoundMention]:
    return {index: mention for mention in mentions for index in range(mention.first, mention.last + 1)}


def appositions(paragraph: Paragraph) -> Iterator[tuple[FoundMention, FoundMention]]:
    """Yield names with a description beside them: "Ben Rhodes, the deputy adviser", "their leader, Olu Adebayo"."""
    for first, second in itertools.pairwise(paragraph.mentions):
        between = paragraph.tokens[first.last + 1 : second.first]
        if (
            len(between) == 1
            and between[0].words == ","
            and not first.is_possessive
            and not second.is_several
        ):
            kinds = (first.kind, second.kind)
            if kinds == (MentionKind.NAME, MentionKind.DESCRIPTION) and not second.is_body:
                yield first, second
            elif (
                kinds == (MentionKind.DESCRIPTION, MentionKind.NAME)
                and not first.is_body
                and not first.is_several
            ):
                yield second, first


def cue_subjects(paragraph: Paragraph) -> Iterator[FoundMention]:
    """Yield the names that a cue of saying follows at once."""
    for index, cue in paragraph.cues:
        mention = paragraph.mention_at(index - 1) if index else None
        if cue.is_saying and mention is not None and mention.kind is MentionKind.NAME:
            yield mention
