"""Reporting verbs as data, and their matcher."""

import re
from dataclasses import dataclass

from articles.text.spans import Span

# Verbs of saying, by how surely they report words. Regular forms are made from the base form.
SAYING = """say tell add ask write tweet state declare announce explain argue insist warn reply respond answer note
observe remark comment claim assert maintain contend conclude continue exclaim testify recall acknowledge admit
concede confirm stress emphasize emphasise reiterate repeat joke quip boast brag predict vow pledge promise propose
suggest complain lament muse wonder shout yell chant post retort counter cry whisper scoff fume plead elaborate
report opine posit confess reveal disclose allege charge caution advise assure remind inform proclaim pronounce
venture volunteer interject chuckle laugh sigh snap gush deadpan echo agree protest urge implore beg demand
preach sing read recount relate text email message intone bark thunder bellow crow blog demur clarify""".split()
# Verbs that name, judge or carry words; they report those between marks, seldom a whole sentence.
NAMING = """call describe label brand dub deem denounce decry criticize criticise condemn slam blast attack dismiss
praise hail laud tout mock deride ridicule accuse blame portray cast characterize characterise liken compare
characterise reject defend cite quote express offer mention refer speak talk hope believe think feel see find
consider view regard rip assail lambaste bash salute celebrate welcome bemoan apologize apologise thank credit
identify outline use recommend threaten challenge question hint imply signal indicate point highlight underline
underscore want seek say rate judge invoke lash hit fire shoot promise ask vow rail refuse rule hold order push press
advocate support oppose favor favour interpret frame present paint depict tag name term title caption sign""".split()
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
# Several words that do the work of one verb.
PHRASES = """went on|go on|goes on|shot back|fired back|pointed out|points out|pointing out|put it|puts it|spoke of
|speaks of|spoke about|talked about|referred to|refers to|referring to|is quoted as saying|was quoted as saying
|quoted as saying|made clear|makes clear""".replace("\n", "")
ACCORDING_TO = "according to"
# Verbs that may stand before their subject: "said X". The others take what follows as their object.
INVERTING = frozenset(
    """say add ask write reply respond answer explain argue insist warn note observe remark comment conclude continue
    exclaim recall joke quip boast lament muse shout yell scoff tweet state declare complain counter retort admit
    announce post predict agree cry whisper chant laugh wonder read confess go""".split()
)
# The person told is the object, and with "were told by" the speaker follows.
TELLING = frozenset("tell ask assure remind inform advise warn urge".split())


def _forms(verb: str) -> list[str]:
    if verb in IRREGULAR:
        return [verb, *IRREGULAR[verb].split()]
    stem = verb.removesuffix("e")
    third = verb + ("es" if re.search(r"(?:s|sh|ch|x)$", verb) else "s")
    return [verb, third, stem + "ed", stem + "ing"]


LEMMA_OF = {form: verb for verb in (*NAMING, *SAYING) for form in _forms(verb)}
SAYING_FORMS = frozenset(form for verb in SAYING for form in _forms(verb))
BASE_FORMS = frozenset((*SAYING, *NAMING)) - {"read", "hit", "cast"}
MATCHER = re.compile(
    rf"\b(?:(?P<phrase>{ACCORDING_TO}|{PHRASES})|(?P<verb>{'|'.join(sorted(LEMMA_OF, key=len, reverse=True))}))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
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
    def is_participle(self) -> bool:
        return self.words.lower().endswith("ing")

    @property
    def inverts(self) -> bool:
        return self.lemma in INVERTING and not self.is_participle


def find_cues(text: str, start: int, end: int) -> list[FoundCue]:
    """Return the cues of a stretch of (masked) text, in order; capitalised ones only where lower case follows."""
    cues = []
    for match in MATCHER.finditer(text, start, end):
        words = match[0]
        if match["phrase"]:
            lemma = ACCORDING_TO if words.lower() == ACCORDING_TO else "phrase"
        else:
            lemma = LEMMA_OF[words.lower()]
            if words.lower() in BASE_FORMS and not _is_base_verb(text, start, match.start()):
                continue
            if words[0].isupper() and words.lower() not in ("saying", "asked", "speaking", "calling"):
                continue
        cues.append(FoundCue(words, Span(*match.span()), lemma))
    return cues


PLURAL_BEFORE = re.compile(
    r"(?:\b(?:they|who|we|officials|people|to|will|would|also|not|often|critics|experts|[a-z]{3,}s|did|didn[’']t|could|might|can)\s)\Z"
)


def _is_base_verb(text: str, start: int, at: int) -> bool:
    """Whether a base form ("say", "report") is the verb it looks like, by the word before it."""
    return PLURAL_BEFORE.search(text, max(start, at - 20), at) is not None
