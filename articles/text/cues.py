"""Reporting verbs as data, and their matcher."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.documents import LONGEST_VALUE
from articles.text.spans import Span
from articles.text.tokens import Token
from articles.text.wordlists import words

# Verbs of saying, by how surely they report words. Regular forms are made from the base form.
SAYING = words(
    """
    say tell add ask write tweet state declare announce explain argue insist warn reply respond answer
    note observe remark comment claim assert maintain contend conclude continue exclaim testify recall
    acknowledge admit concede confirm stress emphasize emphasise reiterate repeat joke quip boast brag
    predict vow pledge promise propose suggest complain lament muse wonder shout yell chant post retort
    counter cry whisper scoff fume plead elaborate report opine posit confess reveal disclose allege
    charge caution advise assure remind inform proclaim pronounce venture volunteer interject chuckle
    laugh sigh snap gush deadpan echo agree protest urge implore beg demand preach sing read recount
    relate text email message intone bark thunder bellow crow blog demur clarify
    """
)
# Verbs that name, judge or carry words; they report those between marks, seldom a whole sentence.
NAMING = words(
    """
    call describe label brand dub deem denounce decry criticize criticise condemn slam blast attack
    dismiss praise hail laud tout mock deride ridicule accuse blame portray cast characterize
    characterise liken compare reject defend cite quote express offer mention refer speak talk hope
    believe think feel see find consider view regard rip assail lambaste bash salute celebrate welcome
    bemoan apologize apologise thank credit identify outline use recommend threaten challenge question
    hint imply signal indicate point highlight underline underscore want seek say rate judge invoke lash
    hit fire shoot promise ask vow rail refuse rule hold order push press exhort encourage instruct
    lecture scold admonish berate chide rebuke taunt tease needle advocate support oppose favor favour
    interpret frame present paint depict tag name term title caption sign
    """
)
# Verbs of the mind and of doing: the words between marks may be anybody's.
MENTAL = words(
    """
    hope believe think feel see find consider favor favour support want seek use need hold push press
    order oppose rule sign refuse challenge judge rate frame cast present paint depict title name term
    tag hit fire shoot read advocate hear
    """
)
# Forms that the rules of spelling do not make.
IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "write": "writes wrote written writing",
    "reply": "replies replied replying", "testify": "testifies testified testifying", "cry": "cries cried crying",
    "clarify": "clarifies clarified clarifying", "identify": "identifies identified identifying",
    "decry": "decries decried decrying", "read": "reads read reading", "sing": "sings sang sung singing",
    "think": "thinks thought thinking", "feel": "feels felt feeling", "see": "sees saw seen seeing",
    "find": "finds found finding", "speak": "speaks spoke spoken speaking", "seek": "seeks sought seeking",
    "hold": "holds held holding", "shoot": "shoots shot shooting", "hit": "hits hit hitting",
    "cast": "casts cast casting", "beg": "begs begged begging", "snap": "snaps snapped snapping",
    "quip": "quips quipped quipping", "slam": "slams slammed slamming", "rip": "rips ripped ripping",
    "demur": "demurs demurred demurring", "blog": "blogs blogged blogging", "refer": "refers referred referring",
    "tag": "tags tagged tagging", "brag": "brags bragged bragging", "admit": "admits admitted admitting",
    "dub": "dubs dubbed dubbing", "crow": "crows crowed crowing", "paint": "paints painted painting",
    "allege": "alleges alleged alleging", "label": "labels labeled labelled labeling labelling",
    "echo": "echoes echoed echoing", "imply": "implies implied implying", "hint": "hints hinted hinting",
}  # fmt: skip
ACCORDING_TO = "according to"
# Several words that do the work of one verb.
PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        ACCORDING_TO, "went on", "go on", "goes on", "shot back", "shoots back", "fired back", "fires back", "pointed out",
        "points out", "pointing out", "put it", "puts it", "spoke of", "speaks of", "spoke about", "talked about",
        "referred to", "refers to", "referring to", "is quoted as saying", "was quoted as saying", "quoted as saying",
        "made clear", "makes clear",
    )
)  # fmt: skip
# Verbs that may stand before their subject: "said X". The others take what follows as their object.
INVERTING = words(
    """
    say add ask write reply respond answer explain argue insist warn note observe remark comment
    conclude continue exclaim recall joke quip boast lament muse shout yell scoff tweet state declare
    complain counter retort admit announce report post predict agree cry whisper chant laugh wonder read
    confess go
    """
)
# The person told is the object, and with "were told by" the speaker follows.
TELLING = words(
    """
    tell ask assure remind inform advise warn urge
    """
)


def _forms(verb: str) -> list[str]:
    if verb in IRREGULAR:
        return [verb, *IRREGULAR[verb].split()]
    stem = verb.removesuffix("e")
    third = verb + ("es" if re.search(r"(?:s|sh|ch|x)$", verb) else "s")
    return [verb, third, stem + "ed", stem + "ing"]


LEMMA_OF = {form: verb for verb in (*sorted(NAMING), *sorted(SAYING)) for form in _forms(verb)}
SAYING_FORMS = frozenset(form for verb in SAYING for form in _forms(verb))
BASE_FORMS = frozenset(SAYING | NAMING) - {"read", "hit", "cast"}
# Capitalised, these open a clause ("Asked about the toll, Byrne said"); other capitals are names.
OPENING = frozenset(("asked", "calling", "citing", "saying", "speaking", "writing"))
_PHRASES_BY_WORD = {
    first: [p for p in PHRASES if p[0] == first] for first in {phrase[0] for phrase in PHRASES}
}
_CUE_WORDS = LEMMA_OF.keys() | _PHRASES_BY_WORD.keys()
# What stands before a base form that is a verb: "they say", "officials report", "will tell".
BEFORE_BASE = words(
    """
    they who we officials people to will would also not often critics experts did didn't could might can
    i you should must don't do does doesn't police many some others both always never
    """
)


@dataclass(slots=True)
class FoundCue:
    """A cue as found: its place, the verb it is a form of, and what that says about it."""

    words: str
    span: Span
    lemma: str

    @property
    def is_saying(self) -> bool:
        """Whether it reports speech by itself, rather than naming or judging with quoted words."""
        return self.words.lower() in SAYING_FORMS or self.lemma in ("according to", "phrase")

    @property
    def is_base(self) -> bool:
        """Whether it is an infinitive or follows a modal: "would tell an American story"."""
        return self.words.lower() in BASE_FORMS

    @property
    def is_mental(self) -> bool:
        return self.lemma in MENTAL

    @property
    def is_participle(self) -> bool:
        return self.words.lower().endswith("ing")

    @property
    def is_passive(self) -> bool:
        """Whether its subject speaks although it is passive: "was quoted as saying by the agency"."""
        return self.words.lower().endswith("quoted as saying")

    @property
    def inverts(self) -> bool:
        return self.lemma in INVERTING and not self.is_participle


def find_cues(tokens: Sequence[Token], text: str) -> list[tuple[int, FoundCue]]:
    """Return the cues of one paragraph's tokens, in order, each with the index of its first token."""
    cues = []
    after = 0
    for index, token in enumerate(tokens):
        if token.low not in _CUE_WORDS or index < after:
            continue
        if token.low in _PHRASES_BY_WORD and (words := _phrase_at(tokens, index)) is not None:
            after = index + len(words)
            lemma = ACCORDING_TO if words[0] == "according" else "phrase"
            span = Span(token.start, tokens[after - 1].end)
        elif (verb := LEMMA_OF.get(token.low)) is not None and _is_verb(tokens, index):
            lemma, span = verb, Span(token.start, token.end)
        else:
            continue
        if len(span) <= LONGEST_VALUE:
            cues.append((index, FoundCue(span.of(text), span, lemma)))
    return cues


def _phrase_at(tokens: Sequence[Token], index: int) -> tuple[str, ...] | None:
    for phrase in _PHRASES_BY_WORD.get(tokens[index].low, ()):
        if tuple(token.low for token in tokens[index : index + len(phrase)]) == phrase:
            return phrase
    return None


def _is_verb(tokens: Sequence[Token], index: int) -> bool:
    """Whether a form is the verb it looks like, by its capital and the word before it."""
    token = tokens[index]
    if token.is_capital and token.low not in OPENING:
        return False
    if token.low in BASE_FORMS:
        before = tokens[index - 1].low if index else ""
        return before in BEFORE_BASE or (
            before.endswith("s") and len(before) > 3 and not tokens[index - 1].is_capital
        )
    return True
