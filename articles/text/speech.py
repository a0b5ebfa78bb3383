"""Which of the stretches between marks are someone's words: a learned model over what stands in and around them.

Scare quotes, terms, nicknames and titles of works stand between the same marks as speech. Every
feature is a shape, a count or a word of a closed list, never a word of an article;
`training/train_speech.py` learns the weights.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from articles.text import nouns
from articles.text.cues import SAYING, FoundCue
from articles.text.linear import LinearModel, load_model
from articles.text.marks import Marked
from articles.text.paragraphs import Paragraph
from articles.text.wordlists import words

LIKELY = 0.5
LONG = 5  # words; where nothing else is known, a longer stretch is speech
WORD = re.compile(r"[\w$£€%#@]+(?:[’'.,-]\w+)*")
SENTENCE_INSIDE = re.compile(r"[a-z0-9][.!?]\s+[A-Z“‘\"']")
# Words that stand in clauses and seldom in names, titles and terms.
PERSONS = words(
    "i we you he she they me us him them my our your his their i'm we're you're they're i've we've i'd we'd i'll we'll myself ourselves mine ours yours"
)
FINITE = words(
    """
    is are was were am has have had will would can could should must may might do does did be been
    isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't shouldn't
    don't doesn't didn't it's that's there's he's she's what's who's let's it'll that'll they'll gonna ain't
    """
)
PARTICLES = words(
    "not no never nothing nobody if because but so very really just too than that this it these those all as"
)
# Words that announce the name of a work, a thing or a term.
NAMING = words(
    """
    so-called called dubbed nicknamed titled entitled named known coined term terms termed word words phrase phrases
    label slogan motto nickname name names title expression mantra hashtag tag category concept
    """
)
WORKS = words(
    """
    book novel film movie song album show series memoir essay documentary musical play poem program programme
    sitcom podcast column magazine newspaper episode hit single track video opera game app painting exhibition
    author starring host co-host hosts star blockbuster bestseller best-seller thriller comedy drama anthem ballad
    article paper study report campaign project operation award tour newsletter blog soundtrack track
    """
)
OUTLETS = words(
    "nbc abc cbs cnn fox msnbc bbc hbo netflix pbs npr itv sky cnbc showtime espn siriusxm amazon hulu disney youtube"
)
# Speech in writing or on signs, and nouns of speech.
SPEECH_NOUNS = words(
    """
    statement letter memo email e-mail tweet post message note report interview speech text caption sign banner
    placard remark remarks comment comments question answer promise pledge vow claim warning call calls chant chants cries
    demand headline saying response
    """
)
HEDGES = words(
    "reportedly allegedly supposedly supposed alleged purported purportedly effectively essentially basically ostensibly self-described self-styled self-proclaimed famous infamous"
)
# Words that judge, warm or warn: what speakers say and reporters leave in their mouths.
JUDGING = words(
    """
    good bad great terrible horrible awful wrong right best worst better worse wonderful fantastic amazing incredible
    tremendous excellent brilliant beautiful perfect proud happy sad sorry glad angry disappointed disappointing
    disgusting disgusted disgraceful disgrace shame shameful shocking shocked appalling appalled outrageous outrage
    ridiculous absurd stupid crazy insane insanity nonsense silly pathetic weak strong tough dangerous reckless
    irresponsible unacceptable unfair fair unjust unconstitutional illegal corrupt dishonest honest lie lies lying liar
    fraud fake phony hoax witch hunt disaster disastrous catastrophe catastrophic tragic tragedy mess failure failed
    failing fail success successful historic unprecedented important significant serious seriously grave critical
    crucial vital essential necessary unnecessary difficult hard easy impossible possible clear unclear obvious likely
    unlikely concerned concerning concern worried worrying fear afraid hope hopeful optimistic pessimistic confident
    committed determined ready willing unwilling unable able surprised surprising stunning extraordinary remarkable
    exciting excited fun love hate hateful racist sexist bigot bigoted evil cruel inhumane heinous barbaric cowardly
    brave courageous hero heroes hypocrisy hypocritical desperate embarrassing embarrassment joke laughable insult
    insulting offensive abhorrent deplorable despicable divisive radical extreme massive huge big unqualified unfit
    premature misleading false true untrue inaccurate baseless unfounded robust candid productive constructive frank
    """
)
INTENSIFYING = words(
    "very so too really totally completely absolutely deeply extremely utterly truly entirely highly quite pretty much more most less even always never ever only just still"
)
ENDINGS = tuple(
    """ing ed ly ous ful ive able ible ic al less ent ant ist ism er or ion ment ness ity ship ers ors ions ists s""".split()
)
KNOWN_WORDS = (
    nouns.FUNCTION_WORDS
    | NAMING
    | WORKS
    | SPEECH_NOUNS
    | HEDGES
    | words("like being new old first one two other own more less")
)
CONTENT = ("WORD", "PLURAL", "-ing", "-ed", "naming", "speech noun")
SMALL = words("a an and as at but by for from in into is it nor of on or the to vs with")
TITLED = ("title", "all", "one capital")


@dataclass(frozen=True, slots=True)
class _Inside:
    """What the words between the marks look like."""

    key: tuple[str, ...]  # the words in lower case
    count: int
    length: str  # the count, in classes
    size: str  # in three classes
    capitals: str
    ends: str
    is_clause: bool
    features: tuple[str, ...]


class SpeechJudge:
    """Tells speech from other marked stretches of one article."""

    def __init__(self, body: str, paragraphs: Sequence[Paragraph], model: LinearModel | None = None) -> None:
        self._body = body
        self._paragraphs = paragraphs
        self._model = model or load_model("speech")
        self._inside = {
            (number, at): _look_inside(mark.inner.of(body))
            for number, paragraph in enumerate(paragraphs)
            for at, mark in paragraph.marked.items()
        }
        self._times = Counter(inside.key for inside in self._inside.values())
        self._unmarked = self._find_unmarked()
        long = sum(inside.count > 6 for inside in self._inside.values())
        self._share = "none" if not long else "few" if 2 * long < len(self._inside) else "most"
        words = sum(len(paragraph.tokens) for paragraph in paragraphs) or 1
        cues = sum(len(paragraph.cues) for paragraph in paragraphs)
        terms = sum(inside.size == "few" and inside.ends == "word" for inside in self._inside.values())
        count = len(self._inside) or 1
        self._style = (
            f"article cues {min(int(100 * cues / words), 5)}",
            f"article short ones {int(4 * terms / count)}",
            f"article stretches {'1-3' if count < 4 else '4-9' if count < 10 else '10-19' if count < 20 else '20+'}",
        )
        self._has_doubles = any(
            not is_single(body, mark) for paragraph in paragraphs for mark in paragraph.marked.values()
        )

    def _find_unmarked(self) -> frozenset[tuple[str, ...]]:
        """Return the short stretches whose words also stand somewhere without marks."""
        wanted: dict[str, set[tuple[str, ...]]] = {}
        for inside in self._inside.values():
            if inside.count <= 4 and inside.key:
                wanted.setdefault(inside.key[0], set()).add(inside.key)
        found = set()
        for paragraph in self._paragraphs if wanted else ():
            lows = [token.low for token in paragraph.tokens]
            for index, low in enumerate(lows):
                if low in wanted:
                    for size in range(1, 5):
                        words = tuple(lows[index : index + size])
                        if words in wanted[low]:
                            found.add(words)
        return frozenset(found)

    def is_speech(self, number: int, at: int) -> bool:
        """Whether the stretch at a token of a paragraph is somebody's words."""
        return self.chance(number, at) >= LIKELY

    def chance(self, number: int, at: int) -> float:
        return self._model.probability(self.features(number, at))

    def features(self, number: int, at: int) -> list[str]:
        """Return what is seen of a stretch, as words of the model."""
        paragraph = self._paragraphs[number]
        inside = self._inside[number, at]
        governed = _governed(paragraph, at, inside)
        found = ["always", *inside.features]
        found += self._typography(paragraph.marked[at], inside, governed)
        found += _around(paragraph, at, inside, governed)
        found += _cues(paragraph, at, inside, governed)
        found += self._company(number, at, inside)
        found += self._place(number, at, inside)
        return found

    def _typography(self, mark: Marked, inside: _Inside, governed: str) -> list[str]:
        found = [f"long ones {self._share} {inside.size}"]
        found += [f"{style} {inside.size} {inside.ends == 'word'}" for style in self._style]
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

    def _company(self, number: int, at: int, inside: _Inside) -> list[str]:
        """What the other stretches of the sentence look like."""
        paragraph = self._paragraphs[number]
        sentence = paragraph.sentence_of(at)
        others = [
            self._inside[number, index]
            for index in range(max(sentence.start, at - 30), min(sentence.stop, at + 30))
            if index != at and index in paragraph.marked
        ]
        if not others:
            return [f"alone {inside.size}"]
        sizes = "many" if any(other.size == "many" for other in others) else "few"
        found = [f"with {sizes} others {inside.size}"]
        if inside.capitals in TITLED and (row := self._row_of_titles(number, at)) > 1:
            found += [f"row of {min(row, 4)} titles", f"row of {min(row, 4)} titles {inside.ends}"]
        if inside.capitals in TITLED and sum(other.capitals in TITLED for other in others) * 2 > len(others):
            found.append(f"among titles {inside.capitals} {inside.ends}")
        for step in (-2, -1, 1, 2):
            other = self._inside.get((number, at + step))
            if other is not None and (
                abs(step) == 1 or paragraph.tokens[at + step // 2].low in ("and", "or", ",", "&")
            ):
                found.append(f"joined {other.capitals} {inside.capitals}")
                found.append(f"joined {other.size} {inside.size}")
        return found

    def _row_of_titles(self, number: int, at: int) -> int:
        """Return how many capitalised stretches stand in one enumeration with this one, itself included; at most 5."""
        tokens = self._paragraphs[number].tokens
        count = 1
        for step in (-1, 1):
            index = at + step
            for _ in range(4):
                while 0 <= index < len(tokens) and tokens[index].low in (",", "and", "or", "&", ";"):
                    index += step
                inside = self._inside.get((number, index))
                if (
                    inside is None
                    or inside.capitals not in (*TITLED, "mostly", "sentence")
                    or inside.size == "many"
                ):
                    break
                count += 1
                index += step
        return min(count, 5)

    def _place(self, number: int, at: int, inside: _Inside) -> list[str]:
        """Where in its paragraph and article the stretch stands."""
        paragraph = self._paragraphs[number]
        found = []
        last = paragraph.tokens[-1]
        ends_open = last.is_word or (last.is_quotation and at != len(paragraph.tokens) - 1)
        opens, closes = at == 0, at == len(paragraph.tokens) - 1
        found.append(f"place {opens} {closes} {inside.size}")
        if opens and closes:
            found.append(f"whole paragraph {inside.capitals} {inside.ends}")
        if number == 0:
            found += ["first paragraph", f"first paragraph {inside.size}"]
        if ends_open and len(paragraph.tokens) < 25:
            found += ["headline-like", f"headline-like {inside.capitals}"]
        capital = sum(1 for token in paragraph.tokens[:25] if token.is_word and token.is_capital)
        if len(paragraph.tokens) < 25 and 2 * capital > len(paragraph.tokens):
            found.append("headline in capitals")
        if not paragraph.cues:
            found.append(f"no cue in paragraph {inside.size}")
        if number:
            previous = self._paragraphs[number - 1]
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
    return opening[0] in "‘'‚‹" and opening != "''"


def count_words(words: str) -> int:
    return len(WORD.findall(words))


def has_clause(words: str) -> bool:
    """Whether a person or a finite verb stands among the words, as in clauses and seldom in names and terms."""
    lows = {part.lower().replace("’", "'") for part in WORD.findall(words)}
    return not lows.isdisjoint(PERSONS) or not lows.isdisjoint(FINITE)


def _length(count: int) -> str:
    if count <= 4:
        return str(count)
    return "5-6" if count <= 6 else "7-9" if count <= 9 else "10-14" if count <= 14 else "15+"


def _capitals(parts: Sequence[str]) -> str:
    """Return the pattern of capitals: "title", "name", "sentence", "none", "all", "mixed"."""
    if not parts:
        return "none"
    large = [part for part in parts if part.lower() not in SMALL]
    upper = sum(1 for part in large if part[0].isupper() or part[0].isdigit())
    if all(part.isdigit() for part in parts):
        return "digits"
    if len(parts) > 1 and all(part.isupper() for part in parts):
        return "all"
    if len(large) >= 2 and upper == len(large):
        return "title"
    if len(parts) == 1:
        return "one capital" if parts[0][0].isupper() else "none"
    if parts[0][0].isupper():
        return "sentence" if upper <= 1 or upper * 2 < len(large) else "mostly"
    return "some" if upper else "none"


def _look_inside(text: str) -> _Inside:
    parts = WORD.findall(text)
    count = len(parts)
    length = _length(count)
    capitals = _capitals(parts)
    last = text[-1:]
    ends = last if last in ".,?!" else "—" if last in "—–-…" else "word" if last.isalnum() else "other"
    if text.endswith("..."):
        ends = "—"
    lows = {part.lower().replace("’", "'") for part in parts}
    persons, finite, particles = bool(lows & PERSONS), bool(lows & FINITE), bool(lows & PARTICLES)
    found = [
        f"words {length}",
        f"capitals {capitals}",
        f"capitals {capitals} {length}",
        f"ends {ends}",
        f"ends {ends} {length}",
        f"ends {ends} {capitals}",
    ]
    if persons:
        found.append("person inside")
    if finite:
        found.append("finite verb inside")
    if particles:
        found.append("particle inside")
    if not (persons or finite or particles):
        found.append(f"no clause inside {length}")
    if lows & JUDGING:
        found += ["judging word inside", f"judging word inside {length}"]
    if lows & INTENSIFYING:
        found += ["intensifying word inside", f"intensifying word inside {length}"]
    if count <= 4 and parts:
        last_word = parts[-1]
        ending = next((ending for ending in ENDINGS if last_word.lower().endswith(ending)), "other")
        found.append(f"last word -{ending} {'capital' if last_word[0].isupper() else 'small'} {count}")
        if count > 1:
            first = parts[0].lower()
            found.append(f"first word -{next((e for e in ENDINGS if first.endswith(e)), 'other')} {count}")
        if "-" in text:
            found.append("hyphen inside")
    if SENTENCE_INSIDE.search(text):
        found.append("sentences inside")
    if "[" in text or "…" in text or "..." in text:
        found.append("edited inside")
    if any(mark in text[1:-1] for mark in ",;:—"):
        found.append("comma inside")
    if text[:1] in "#@" or "://" in text or "www." in text:
        found.append("address inside")
    if parts and text[:1].islower():
        first = parts[0].lower()
        if first in nouns.FUNCTION_WORDS:
            found.append(
                f"begins {'determiner' if first in nouns.DETERMINERS else 'preposition' if first in nouns.PREPOSITIONS else 'function'}"
            )
        elif first.endswith("ing"):
            found.append("begins -ing")
    key = tuple(part.lower() for part in parts)
    size = "few" if count <= 3 else "some" if count <= 6 else "many"
    return _Inside(key, count, length, size, capitals, ends, persons or finite, tuple(found))


def _shape(paragraph: Paragraph, index: int) -> str:
    """Return the class of a token, or the word itself where it is of a closed list."""
    if index < 0:
        return "START"
    if index >= len(paragraph.tokens):
        return "END"
    token = paragraph.tokens[index]
    if token.is_quotation:
        return "QUOTATION"
    low = token.low
    if not token.is_word:
        return token.words
    if low in KNOWN_WORDS and (not token.is_capital or index == 0 or low in nouns.FUNCTION_WORDS):
        return low
    if low in OUTLETS or low.removesuffix("'s") in OUTLETS:
        return "OUTLET"
    if token.is_capital:
        return "NAME'S" if low.endswith(("'s", "s'")) else "TITLE." if low in nouns.TITLES else "NAME"
    if low[0].isdigit():
        return "NUMBER"
    if low.endswith(("'s", "s'")):
        return "NOUN'S"
    for ending in ("ing", "ed", "ly"):
        if low.endswith(ending):
            return f"-{ending}"
    return "PLURAL" if low.endswith("s") and not low.endswith("ss") else "WORD"


def _group(shape: str) -> str:
    """Return a coarser class: determiners, prepositions, content words."""
    if shape in nouns.DETERMINERS:
        return "determiner"
    if shape in nouns.PREPOSITIONS:
        return "preposition"
    if shape in nouns.FUNCTION_WORDS:
        return "function"
    if shape in NAMING or shape in WORKS or shape in HEDGES:
        return "naming"
    if shape in SPEECH_NOUNS:
        return "speech noun"
    return shape


def _around(paragraph: Paragraph, at: int, inside: _Inside, governed: str) -> list[str]:
    before, earlier, after, later = (_shape(paragraph, at + step) for step in (-1, -2, 1, 2))
    left, right = _group(before), _group(after)
    size = inside.size
    found = [
        f"before {before}",
        f"before {before} {size}",
        f"before {left} {inside.capitals}",
        f"before {earlier} {before}",
        f"after {after}",
        f"after {after} {size}",
        f"after {right} {inside.capitals} {inside.ends}",
        f"around {left} {right} {size}",
        f"around {left} {right} {inside.ends}",
        f"after {after} {later}",
        f"before {_group(earlier)} {left} {size}",
        f"before {left} {governed} {size}",
        f"after {right} {governed} {size}",
    ]
    if (
        inside.ends == "word"
        and inside.capitals in ("none", "some")
        and inside.count <= 4
        and right in CONTENT
    ):
        found += [f"modifier {left}", f"modifier {governed}", f"modifier {governed} {inside.length}"]
    if inside.capitals in TITLED and inside.count > 1:
        found += [f"titled {governed} {inside.ends}", f"titled {left} {governed}"]
    sentence = paragraph.sentence_of(at)
    for index in range(max(sentence.start, at - 5), at):
        token = paragraph.tokens[index]
        if token.low in NAMING:
            found += [f"naming word {at - index}", f"naming word {token.low}"]
        elif token.low in WORKS:
            found += [f"work {min(at - index, 3)}", f"work {inside.capitals}"]
        elif token.low.removesuffix("'s") in OUTLETS and token.is_capital:
            found += ["outlet before", f"outlet before {inside.capitals}"]
        elif token.low in HEDGES:
            found.append("hedge before")
        elif token.low in SPEECH_NOUNS:
            found.append(f"speech noun {min(at - index, 3)}")
    for index in range(at + 1, min(at + 4, sentence.stop)):
        low = paragraph.tokens[index].low
        if low in WORKS:
            found += ["work after", f"work after {inside.capitals}"]
        elif low in NAMING:
            found.append("naming word after")
    if (
        at > sentence.start
        and inside.capitals in ("one capital", "sentence", "title", "mostly")
        and before not in (",", ":")
    ):
        found.append(f"capital in mid-sentence {size} {left}")
    return found


def _cue_class(cue: FoundCue) -> str:
    if cue.lemma in SAYING or cue.lemma in ("according to", "phrase"):
        return "saying" if not cue.is_base else "saying base"
    return "mental" if cue.is_mental else "naming"


def _near(distance: int) -> str:
    return str(distance) if distance <= 3 else "4-6" if distance <= 6 else "7-12" if distance <= 12 else "far"


def _governed(paragraph: Paragraph, at: int, inside: _Inside) -> str:
    """Return how a cue stands to the stretch: one that introduces or follows it, one near, one anywhere."""
    tokens = paragraph.tokens
    sentence = paragraph.sentence_of(at)
    after = paragraph.cues_in(at + 1, min(sentence.stop, at + 14))
    is_open = inside.ends in ",?!—" or (
        at + 1 < sentence.stop and tokens[at + 1].words in (",", "—", "–", "-")
    )
    if after and is_open and not any(tokens[index].is_quotation for index in range(at + 1, after[0][0])):
        return "followed" if after[0][1].is_saying else "followed by naming"
    before = paragraph.cues_in(max(sentence.start, at - 30), at)
    if before:
        index, cue = before[-1]
        kind = _cue_class(cue)
        if tokens[at - 1].words in (",", ":"):
            return f"introduced {kind}" if at - index <= 10 else f"introduced far {kind}"
        between = tokens[index + 1 : at]
        if any(token.words in (",", ";", "-", "—", "–") for token in between):
            return f"cut off {kind}"
        return f"{'near' if len(between) <= 3 else 'within' if len(between) <= 8 else 'far'} {kind}"
    if any(tokens[index].low == "that" for index in range(max(sentence.start, at - 12), at)):
        return "that"
    return "later" if after else "none"


def _cues(paragraph: Paragraph, at: int, inside: _Inside, governed: str) -> list[str]:
    sentence = paragraph.sentence_of(at)
    before = paragraph.cues_in(max(sentence.start, at - 40), at)
    after = paragraph.cues_in(at + 1, min(sentence.stop, at + 40))
    size = inside.size
    found = [
        f"governed {governed}",
        f"governed {governed} {size}",
        f"governed {governed} {inside.capitals}",
        f"governed {governed} {inside.ends}",
    ]
    if before:
        index, cue = before[-1]
        kind, near = _cue_class(cue), _near(at - index)
        found += [
            f"cue before {kind} {near}",
            f"cue before {kind} {near} {size}",
            f"cue before {cue.lemma}",
            f"cue before {kind} {near} by {_group(_shape(paragraph, index - 1))}",
            f"cue before {kind} by {_group(_shape(paragraph, index - 1))} {size}",
            f"cue before {kind} with {_group(_shape(paragraph, index + 1)) if index + 1 < at else 'nothing'} {size}",
            f"cue before {cue.lemma} {'near' if at - index <= 3 else 'far'}",
        ]
        if any(
            paragraph.tokens[place].low == "what" for place in range(max(sentence.start, index - 5), index)
        ):
            found += [f"what clause {kind}", f"what clause {kind} {_shape(paragraph, index - 1)}"]
        if kind != "saying" and any(_cue_class(other) == "saying" for _, other in before):
            found.append(f"saying before too {size}")
    if after:
        index, cue = after[0]
        kind, near = _cue_class(cue), _near(index - at)
        found += [
            f"cue after {kind} {near}",
            f"cue after {cue.lemma}",
            f"cue after {kind} {near} {size}",
            f"cue after {kind} {near} {inside.ends}",
            f"cue after {kind} {inside.ends} {inside.capitals}",
        ]
    if not before and not after:
        found += ["no cue", f"no cue {inside.length}", f"no cue {inside.capitals} {inside.ends}"]
        if inside.is_clause:
            found.append(f"no cue but a clause {size}")
    else:
        found.append(f"cue {bool(before)} {bool(after)} {inside.capitals} {inside.length}")
    return found
