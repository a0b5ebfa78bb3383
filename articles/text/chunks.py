"""A sentence in chunks, as indirect speech needs it: parted at commas, dashes, brackets and quotations."""

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text import nouns
from articles.text.cues import ACCORDING_TO
from articles.text.indirect_cues import FORMS
from articles.text.paragraphs import Paragraph
from articles.text.tokens import Token
from articles.text.wordlists import words

BREAKS = frozenset(",;:()—–-[]•")
COORDINATING = frozenset(("and", "but", "or"))
TIMES = words(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday tonight earlier later
    recently again january february march april june july august september october november december
    """
)
# What opens words that go before a clause: "in the old harbour, ferries …", "if it rains, …".
CLAUSE_ADJUNCTS = words(
    """
    in at on after before since during despite if when while although because as until under over with
    without by for from given unless once
    """
)
CONTRACTED = words("i you he she it we they there that who what how here")
AUXILIARIES = words(
    """
    is are was were be been am has have had do does did will would shall should can could may might must
    isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't shouldn't can't
    couldn't he's she's it's they're there's that's he'd she'd they'd they'll he'll she'll we're i'm
    """
)
ENDINGS = ("ing", "ed", "ly", "s")
SIZES = tuple(
    next((bound for bound in (0, 1, 2, 3, 4, 6, 9, 13, 20) if count <= bound), 40) for count in range(22)
)


def size_of(count: int) -> int:
    """Return a count as one of few sizes."""
    return SIZES[min(count, len(SIZES) - 1)] if count > 0 else 0


@dataclass(slots=True)
class Chunk:
    """Tokens [start, stop) of a sentence without a break, and what parts them from those before."""

    start: int
    stop: int
    opening: str

    def __len__(self) -> int:
        return self.stop - self.start


@dataclass(slots=True)
class ChunkWords:
    """The function words of a chunk, each once, and whether an auxiliary is among its words."""

    function_words: tuple[str, ...]
    has_auxiliary: bool

    @property
    def clause(self) -> str:
        return "clause" if self.has_auxiliary else "no clause"


@dataclass(slots=True)
class CuePlace:
    """Tokens [start, stop) that may report speech, the word they are a form of, and which form."""

    start: int
    stop: int
    lemma: str
    form: str


class ChunkedSentence:
    """One sentence of a paragraph with its cues and, if it has any, its chunks."""

    def __init__(self, paragraph: Paragraph, sentence: range) -> None:
        self.paragraph = paragraph
        self.tokens = paragraph.tokens
        self.start, self.stop = sentence.start, sentence.stop
        self.cues = list(self._find_cues())
        self._cue_starts = [place.start for place in self.cues]
        self.chunks = list(self._find_chunks()) if self.cues else []
        self._stops = [chunk.stop for chunk in self.chunks]
        self.last_word = self._stops[-1] if self._stops else self.start  # the token after the last chunk
        self.has_quotation = self.is_parted(self.start, self.stop)
        self._kinds: dict[int, str] = {}
        self._words: dict[tuple[int, int], ChunkWords] = {}

    def _find_cues(self) -> Iterator[CuePlace]:
        tokens, paragraph = self.tokens, self.paragraph
        for index, token in enumerate(tokens[self.start : self.stop], self.start):
            low = token.low
            if low in FORMS:
                if not token.is_capital and paragraph.mention_at(index) is None:
                    yield CuePlace(index, index + 1, *FORMS[low])
            elif low == "according" and index + 1 < self.stop and tokens[index + 1].low == "to":
                yield CuePlace(index, index + 2, ACCORDING_TO, "phrase")

    def _find_chunks(self) -> Iterator[Chunk]:
        start, opening = self.start, "start"
        for index, token in enumerate(self.tokens[self.start : self.stop], self.start):
            if token.is_word and token.low not in COORDINATING:
                continue
            found = self._break_at(index)
            if found is None:
                continue
            if index > start:
                yield Chunk(start, index, opening)
            if index > start or found == "quotation" or opening == "start":
                opening = found
            start = index if found == "and" else index + 1
        if start < self.stop:
            yield Chunk(start, self.stop, opening)

    def _break_at(self, index: int) -> str | None:
        """Return what parts the chunks at a token, if anything does."""
        tokens, token = self.tokens, self.tokens[index]
        if token.words in BREAKS:
            return None if token.words == "," and self._is_inside_number(index) else token.words
        if token.low in COORDINATING:
            is_joint = index + 1 in self._cue_starts and index + 1 < self.stop
            return (
                "and" if is_joint and FORMS.get(tokens[index + 1].low, ("", ""))[1] in ("ed", "s") else None
            )
        if token.is_quotation:
            return "quotation"
        return "end" if token.words in ".!?…" and index >= self.stop - 2 else None

    def _is_inside_number(self, index: int) -> bool:
        """Whether a comma stands without spaces: "1,000"."""
        tokens = self.tokens
        if not 0 < index < len(tokens) - 1:
            return False
        return tokens[index - 1].end == tokens[index].start and tokens[index].end == tokens[index + 1].start

    def words_of(self, chunk: Chunk) -> ChunkWords:
        place = (chunk.start, chunk.stop)
        found = self._words.get(place)
        if found is None:
            lows = dict.fromkeys([token.low for token in self.tokens[chunk.start : chunk.stop]])
            function_words = tuple([low for low in lows if low in nouns.FUNCTION_WORDS])
            has_auxiliary = not AUXILIARIES.isdisjoint(lows)
            found = self._words[place] = ChunkWords(function_words, has_auxiliary)
        return found

    def chunk_number(self, index: int) -> int:
        """Return the number of the chunk that holds a token, or of the first one after it."""
        return bisect.bisect_right(self._stops, index)

    def end_of(self, chunk: Chunk) -> str:
        """Return what a chunk ends at."""
        if chunk.stop >= self.last_word:
            return "sentence"
        token = self.tokens[chunk.stop]
        return "quotation" if token.is_quotation else token.low

    def only_opens(self, chunk: Chunk, following: Chunk) -> bool:
        """Whether a chunk is what goes before a clause: "after the storm, the road was closed"."""
        return following.opening == "," and self.tokens[chunk.start].low in CLAUSE_ADJUNCTS

    def first_cue(self, chunk: Chunk) -> CuePlace | None:
        number = bisect.bisect_left(self._cue_starts, chunk.start)
        if number < len(self.cues) and self.cues[number].start < chunk.stop:
            return self.cues[number]
        return None

    def is_parted(self, start: int, stop: int) -> bool:
        """Whether a quotation stands among the tokens [start, stop)."""
        return any(token.is_quotation for token in self.tokens[start:stop])

    def kind_of(self, index: int) -> str:
        """Return what a token is to the features: a function word itself, else its kind. Never its words."""
        found = self._kinds.get(index)
        if found is None:
            found = self._kinds[index] = self._find_kind(index)
        return found

    def _find_kind(self, index: int) -> str:
        if not self.start <= index < self.stop:
            return "none"
        token = self.tokens[index]
        if token.low in nouns.FUNCTION_WORDS:
            return token.low
        if (mention := self.paragraph.mention_at(index)) is not None and token.low not in TIMES:
            return mention.kind.value
        return "cue" if index in self._cue_starts else _kind_of_token(token)


def _kind_of_token(token: Token) -> str:
    if not token.is_word:
        return "quotation" if token.is_quotation else token.words if token.words in BREAKS else "mark"
    if token.low in TIMES:
        return "time"
    if "'" in token.low and (head := token.low.partition("'")[0]) in CONTRACTED:
        return head + "'"
    if token.low[0].isdigit():
        return "number"
    if token.is_capital:
        return "capital"
    return next((ending for ending in ENDINGS if token.low.endswith(ending)), "word")
