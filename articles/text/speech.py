"""Which of the stretches between marks are someone's words: a learned model over what stands in and around them.

Scare quotes, terms, nicknames and titles of works stand between the same marks as speech. Every
feature is a shape, a count or a word of a closed list, never a word of an article;
`training/train_speech.py` learns the weights.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from articles.text import nouns
from articles.text.cues import FoundCue
from articles.text.insides import Inside, look_inside
from articles.text.linear import LinearModel, load_model
from articles.text.marks import Marked
from articles.text.paragraphs import Paragraph
from articles.text.wordlists import words

LIKELY = 0.5
# Words that announce a name or a term.
NAMING = words(
    """
    so-called called dubbed nicknamed titled entitled named known coined term terms termed word words phrase phrases
    label slogan motto nickname name names title expression mantra hashtag tag category concept
    """
)
# Nouns of works, and of those who make them.
WORKS = words(
    """
    book novel film movie song album show series memoir essay documentary musical play poem program programme
    sitcom podcast column magazine newspaper episode hit single track video opera game app painting exhibition
    author starring host co-host hosts star blockbuster bestseller best-seller thriller comedy drama anthem ballad
    article paper study report campaign project operation award tour newsletter blog soundtrack
    """
)
OUTLETS = words(
    "nbc abc cbs cnn fox msnbc bbc hbo netflix pbs npr itv sky cnbc showtime espn siriusxm amazon hulu disney youtube"
)
# Speech in writing or on signs, and nouns of speech.
SPEECH_NOUNS = words(
    """
    statement letter memo email e-mail tweet post message note report interview speech text caption sign banner
    placard remark remarks comment comments question answer promise pledge vow claim warning call calls chant chants
    cries demand headline saying response
    """
)
HEDGES = words(
    """
    reportedly allegedly supposedly supposed alleged purported purportedly effectively essentially basically
    ostensibly self-described self-styled self-proclaimed famous infamous
    """
)
KNOWN = (
    nouns.FUNCTION_WORDS
    | NAMING
    | WORKS
    | SPEECH_NOUNS
    | HEDGES
    | words("like being new old first one two other own more less")
)
CONTENT = ("WORD", "PLURAL", "-ing", "-ed", "naming", "speech noun")
TITLED = ("title", "all", "one capital")
JOINING = (",", "and", "or", "&", ";")
DASHES = ("—", "–", "-")
ROW = 3  # titles
LONGEST_ROW = 4  # titles on either side; a longer one is told by its neighbours
REACH = 30  # tokens; what is further off does not bear on a stretch
LABEL = 8  # tokens; what stands before a colon, if it is no longer, names who speaks
HEADLINE = 25  # tokens


class SpeechJudge:
    """Tells speech from the other marked stretches of one article."""

    def __init__(self, body: str, paragraphs: Sequence[Paragraph], model: LinearModel | None = None) -> None:
        self._body = body
        self._paragraphs = paragraphs
        self._model = model or load_model("speech")
        self._inside = {
            (number, at): look_inside(mark.inner.of(body))
            for number, paragraph in enumerate(paragraphs)
            for at, mark in paragraph.marked.items()
        }
        self._scores: dict[tuple[int, int], float] = {}
        self._judged: dict[tuple[int, int], bool] = {}
        self._times = Counter(inside.key for inside in self._inside.values())
        self._unmarked = self._find_unmarked()
        self._style = self._find_style()
        self._has_doubles = any(
            not is_single(body, mark) for paragraph in paragraphs for mark in paragraph.marked.values()
        )

    def is_speech(self, number: int, at: int) -> bool:
        """Whether the stretch at a token of a paragraph is somebody's words."""
        if (number, at) not in self._judged:
            self._judged[number, at] = self._is_like_speech(number, at) or self._goes_on(number, at)
        return self._judged[number, at]

    def _is_like_speech(self, number: int, at: int) -> bool:
        """Whether the stretch is speech by itself, whatever was not closed before it."""
        return self.is_evident(number, at) or self.chance(number, at) >= LIKELY

    def _goes_on(self, number: int, at: int) -> bool:
        """Whether it opens a paragraph after one whose last quotation, which is speech, was not closed.

        A loop, since a text may open a mark in each of thousands of paragraphs and close none.
        """
        while at == 0 and number and self._paragraphs[number - 1].marked:
            number -= 1
            paragraph = self._paragraphs[number]
            at, mark = max(paragraph.marked.items())
            if at < len(paragraph.tokens) - 1 or mark.is_closed:
                return False
            if (number, at) in self._judged:
                return self._judged[number, at]
            if self._is_like_speech(number, at):
                return True
        return False

    def is_evident(self, number: int, at: int) -> bool:
        """Whether the stretch is so long a clause that the model is not asked."""
        return self._inside[number, at].is_evident

    def chance(self, number: int, at: int) -> float:
        """Return the chance that a stretch that is not evident is somebody's words.

        Titles in a row stand or fall together.
        """
        row = self._row_of_titles(number, at) if self._inside[number, at].capitals in TITLED else [at]
        if len(row) < ROW:
            row = [at]
        return self._model.chance(sum(self._score(number, index) for index in row) / len(row))

    def _score(self, number: int, at: int) -> float:
        """Return the model's score of a stretch, worked out once."""
        if (number, at) not in self._scores:
            self._scores[number, at] = self._model.score(self.features(number, at))
        return self._scores[number, at]

    def features(self, number: int, at: int) -> list[str]:
        """Return what is seen of a stretch, as the features of the model."""
        paragraph = self._paragraphs[number]
        inside = self._inside[number, at]
        governed = _governed(paragraph, at, inside)
        return [
            "always",
            *inside.features,
            *self._article(paragraph.marked[at], inside, governed),
            *_around(paragraph, at, inside, governed),
            *_announced(paragraph, at, inside),
            *_cues(paragraph, at, inside, governed),
            *self._company(number, at, inside),
            *self._place(number, at, inside),
        ]

    def _find_unmarked(self) -> frozenset[tuple[str, ...]]:
        """Return the words of the short stretches that also stand somewhere without marks."""
        wanted: dict[str, set[tuple[str, ...]]] = {}
        for inside in self._inside.values():
            if 1 <= len(inside.key) <= 4:
                wanted.setdefault(inside.key[0], set()).add(inside.key)
        found = set()
        for paragraph in self._paragraphs if wanted else ():
            lows = [token.low for token in paragraph.tokens]
            for index, low in enumerate(lows):
                if low in wanted:
                    runs = {tuple(lows[index : index + size]) for size in range(1, 5)}
                    found |= runs & wanted[low]
        return frozenset(found)

    def _find_style(self) -> tuple[str, str]:
        """Return how much the article reports speech, and how much of its marked words are terms."""
        tokens = sum(len(paragraph.tokens) for paragraph in self._paragraphs) or 1
        cues = sum(len(paragraph.cues) for paragraph in self._paragraphs)
        short = sum(inside.size == "few" and inside.ends == "word" for inside in self._inside.values())
        share = int(4 * short / (len(self._inside) or 1))
        return f"article cues {min(int(100 * cues / tokens), 5)}", f"article short ones {share}"

    def _article(self, mark: Marked, inside: Inside, governed: str) -> list[str]:
        """What the rest of the article says: its typography, and the same words elsewhere."""
        found = [f"{style} {inside.size} {inside.ends == 'word'}" for style in self._style]
        if is_single(self._body, mark):
            kind = "single among doubles" if self._has_doubles else "single"
            found += [f"mark {kind}", f"mark {kind} {inside.size}"]
        if not mark.is_closed:
            found.append("mark open")
        if self._times[inside.key] > 1:
            found += ["repeated", f"repeated {inside.size}"]
        if inside.key in self._unmarked:
            found += ["unmarked elsewhere", f"unmarked elsewhere {governed} {inside.capitals}"]
        return found

    def _company(self, number: int, at: int, inside: Inside) -> list[str]:
        """What the other stretches of the sentence look like."""
        paragraph = self._paragraphs[number]
        sentence = paragraph.sentence_of(at)
        nearby = range(max(sentence.start, at - REACH), min(sentence.stop, at + REACH))
        others = [self._inside[number, i] for i in nearby if i != at and i in paragraph.marked]
        if not others:
            return [f"alone {inside.size}"]
        sizes = "many" if any(other.size == "many" for other in others) else "few"
        found = [f"with {sizes} others {inside.size}"]
        if inside.capitals in TITLED:
            row = min(len(self._row_of_titles(number, at)), 4)
            if row > 1:
                found += [f"row of {row} titles", f"row of {row} titles {inside.ends}"]
            if 2 * sum(other.capitals in TITLED for other in others) > len(others):
                found.append(f"among titles {inside.capitals} {inside.ends}")
        for step in (-2, -1, 1, 2):
            other = self._inside.get((number, at + step))
            if other is not None and (abs(step) == 1 or paragraph.tokens[at + step // 2].low in JOINING):
                found.append(f"joined {other.capitals} {inside.capitals}")
                found.append(f"joined {other.size} {inside.size}")
        return found

    def _row_of_titles(self, number: int, at: int) -> list[int]:
        """Return the tokens of the capitalised stretches in one enumeration with this one, itself among them."""
        return [*self._titles_beside(number, at, -1), at, *self._titles_beside(number, at, 1)]

    def _titles_beside(self, number: int, at: int, step: int) -> Iterator[int]:
        """Yield the tokens of the capitalised stretches that follow in one direction, joined by "," and "and"."""
        tokens = self._paragraphs[number].tokens
        index = at
        for _ in range(LONGEST_ROW):
            index += step
            for _ in range(2):
                if 0 <= index < len(tokens) and tokens[index].low in JOINING:
                    index += step
            inside = self._inside.get((number, index))
            if inside is None or inside.size == "many" or inside.capitals in ("none", "some"):
                return
            yield index

    def _place(self, number: int, at: int, inside: Inside) -> list[str]:
        """Where in its paragraph and its article the stretch stands."""
        paragraph = self._paragraphs[number]
        tokens = paragraph.tokens
        opens, closes = at == 0, at == len(tokens) - 1
        found = [f"place {opens} {closes} {inside.size}"]
        if opens and closes:
            found.append(f"whole paragraph {inside.capitals} {inside.ends}")
        if at > 1 and tokens[at - 1].words == ":" and at - paragraph.sentence_of(at).start <= LABEL:
            marks = "single" if is_single(self._body, paragraph.marked[at]) else "double"
            found.append(f"label {marks} {tokens[at - 2].is_capital}")
        if number == 0:
            found += ["first paragraph", f"first paragraph {inside.size}"]
        if len(tokens) < HEADLINE:
            if tokens[-1].is_word or (tokens[-1].is_quotation and not closes):
                found += ["headline-like", f"headline-like {inside.capitals}"]
            if 2 * sum(token.is_word and token.is_capital for token in tokens) > len(tokens):
                found.append("headline in capitals")
        if not paragraph.cues:
            found.append(f"no cue in paragraph {inside.size}")
        if number:
            found += _after_above(self._paragraphs[number - 1], opens=opens)
        return found


def _after_above(previous: Paragraph, *, opens: bool) -> list[str]:
    """What the paragraph above hands down: a colon, a quotation that was not closed."""
    found = []
    if previous.tokens[-1].words == ":":
        found.append(f"after a colon above {opens}")
    if previous.marked:
        index = next(reversed(previous.marked))
        if not previous.marked[index].is_closed:
            found.append(f"after an open quotation {opens}")
        elif opens and index == len(previous.tokens) - 1:
            found.append("after a quotation above")
    return found


def is_single(body: str, mark: Marked) -> bool:
    """Whether a stretch stands between single marks."""
    opening = body[mark.outer.start : mark.outer.start + 2]
    return opening[0] in "‘'‚‹`" and opening not in ("''", "``")


def _shape(paragraph: Paragraph, index: int) -> str:
    """Return the class of a token, or the word itself where it is of a closed list."""
    if not 0 <= index < len(paragraph.tokens):
        return "START" if index < 0 else "END"
    token = paragraph.tokens[index]
    low = token.low
    if not token.is_word:
        return "QUOTATION" if token.is_quotation else token.words
    if low in KNOWN and (not token.is_capital or index == 0 or low in nouns.FUNCTION_WORDS):
        return low
    is_owner = low.endswith(("'s", "s'"))
    if token.is_capital:
        if low.removesuffix("'s") in OUTLETS:
            return "OUTLET"
        return "NAME'S" if is_owner else "TITLE." if low in nouns.TITLES else "NAME"
    return "NOUN'S" if is_owner else "NUMBER" if low[0].isdigit() else _form(low)


def _form(low: str) -> str:
    """Return the class of a lower-case word by its ending."""
    for ending in ("ing", "ed", "ly"):
        if low.endswith(ending):
            return f"-{ending}"
    return "PLURAL" if low.endswith("s") and not low.endswith("ss") else "WORD"


GROUPS = (
    ("determiner", nouns.DETERMINERS),
    ("preposition", nouns.PREPOSITIONS),
    ("function", nouns.FUNCTION_WORDS),
    ("naming", NAMING | WORKS | HEDGES),
    ("speech noun", SPEECH_NOUNS),
)
_GROUP_OF = {word: name for name, group in reversed(GROUPS) for word in group}


def _group(shape: str) -> str:
    """Return a coarser class: determiners, prepositions, content words."""
    return _GROUP_OF.get(shape, shape)


def _around(paragraph: Paragraph, at: int, inside: Inside, governed: str) -> list[str]:
    """The words next to the stretch on both sides."""
    before, earlier, after, later = (_shape(paragraph, at + step) for step in (-1, -2, 1, 2))
    left, right, size = _group(before), _group(after), inside.size
    found = [
        f"before {before}",
        f"before {before} {size}",
        f"before {earlier} {before}",
        f"before {left} {inside.capitals}",
        f"before {left} {governed} {size}",
        f"after {after}",
        f"after {after} {size}",
        f"after {after} {later}",
        f"after {right} {governed} {size}",
    ]
    if inside.ends == "word" and size != "many" and inside.capitals in ("none", "some") and right in CONTENT:
        # "the “dry dock” proposal": it qualifies the noun that follows.
        found += [f"modifier {left}", f"modifier {governed}", f"modifier {governed} {inside.length}"]
    if inside.capitals in TITLED and len(inside.key) > 1:
        found += [f"titled {governed} {inside.ends}", f"titled {left} {governed}"]
    if inside.capitals in ("one capital", "sentence", "title", "mostly") and left not in (",", ":", "START"):
        found.append(f"capital in mid-sentence {size} {left}")
    return found


def _announced(paragraph: Paragraph, at: int, inside: Inside) -> list[str]:
    """Words close by that announce a name, a term, a work or a text."""
    sentence = paragraph.sentence_of(at)
    found = []
    for index in range(max(sentence.start, at - 5), at):
        token, near = paragraph.tokens[index], min(at - index, 3)
        if token.low in NAMING:
            found += [f"naming word {near}", f"naming word {token.low}"]
        elif token.low in WORKS:
            found += [f"work {near}", f"work {inside.capitals}"]
        elif token.low in HEDGES:
            found.append("hedge before")
        elif token.low in SPEECH_NOUNS:
            found.append(f"speech noun {near}")
        elif token.is_capital and token.low.removesuffix("'s") in OUTLETS:
            found += ["outlet before", f"outlet before {inside.capitals}"]
    for index in range(at + 1, min(at + 4, sentence.stop)):
        low = paragraph.tokens[index].low
        if low in WORKS:
            found += ["work after", f"work after {inside.capitals}"]
        elif low in NAMING:
            found.append("naming word after")
    return found


def _cue_class(cue: FoundCue) -> str:
    if cue.is_saying:
        return "saying base" if cue.is_base else "saying"
    return "mental" if cue.is_mental else "naming"


def _near(distance: int) -> str:
    return str(distance) if distance <= 3 else "4-6" if distance <= 6 else "7-12" if distance <= 12 else "far"


def _governed(paragraph: Paragraph, at: int, inside: Inside) -> str:
    """Return how a cue stands to the stretch: it introduces it, follows it, is near, is anywhere."""
    tokens = paragraph.tokens
    sentence = paragraph.sentence_of(at)
    after = paragraph.cues_in(at + 1, min(sentence.stop, at + REACH // 2))
    is_open = inside.ends in ",?!—" or (at + 1 < sentence.stop and tokens[at + 1].words in (",", *DASHES))
    if after and is_open and not any(tokens[index].is_quotation for index in range(at + 1, after[0][0])):
        return "followed" if after[0][1].is_saying else "followed by naming"
    before = paragraph.cues_in(max(sentence.start, at - REACH), at)
    if not before:
        return "later" if after else "none"
    index, cue = before[-1]
    kind, distance = _cue_class(cue), at - index
    if tokens[at - 1].words in (",", ":"):
        return f"introduced {kind}" if distance <= 10 else f"introduced far {kind}"
    if any(tokens[between].words in (",", ";", *DASHES) for between in range(index + 1, at)):
        return f"cut off {kind}"
    return f"{'near' if distance <= 4 else 'within' if distance <= 9 else 'far'} {kind}"


def _cues(paragraph: Paragraph, at: int, inside: Inside, governed: str) -> list[str]:
    """The cues of the sentence, nearest first."""
    sentence, size = paragraph.sentence_of(at), inside.size
    before = paragraph.cues_in(max(sentence.start, at - REACH), at)
    after = paragraph.cues_in(at + 1, min(sentence.stop, at + REACH))
    found = [
        f"governed {governed}",
        f"governed {governed} {size}",
        f"governed {governed} {inside.capitals}",
        f"governed {governed} {inside.ends}",
    ]
    if before:
        index, cue = before[-1]
        kind, near = _cue_class(cue), _near(at - index)
        by = _group(_shape(paragraph, index - 1))
        found += [
            f"cue before {kind} {near} {size}",
            f"cue before {cue.lemma} {'near' if at - index <= 3 else 'far'}",
            f"cue before {kind} by {by} {size}",
        ]
        if any(
            paragraph.tokens[place].low == "what" for place in range(max(sentence.start, index - 5), index)
        ):
            found.append(f"what clause {kind}")
        if kind != "saying" and any(_cue_class(other) == "saying" for _, other in before):
            found.append(f"saying before too {size}")
    if after:
        index, cue = after[0]
        kind, near = _cue_class(cue), _near(index - at)
        found += [
            f"cue after {cue.lemma}",
            f"cue after {kind} {near} {size}",
            f"cue after {kind} {near} {inside.ends}",
        ]
    if not before and not after:
        found += [f"no cue {inside.length}", f"no cue {inside.capitals} {inside.ends}"]
        if inside.is_clause:
            found.append(f"no cue but a clause {size}")
    return found
