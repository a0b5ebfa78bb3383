"""What the words between two marks look like: how many, how capitalised, how they end, whether they are a clause."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from articles.text import nouns
from articles.text.wordlists import words

WORD = re.compile(r"[\w$£€%#@]+(?:[’'.,-]\w+)*")
SENTENCE_INSIDE = re.compile(r"[a-z0-9][.!?]\s+[A-Z“‘\"']")
EDITED = re.compile(r"\[|…|\.\.\.")
ADDRESS = re.compile(r"[#@]|\S*(?:://|www\.)")
COMMA_INSIDE = re.compile(r"[,;:—].")
# Small words of titles, which keep their small letters.
SMALL = words("a an and as at but by for from in into is it nor of on or the to vs with")
# Words that stand in clauses and seldom in names, titles and terms.
PERSONS = words(
    """
    i we you he she they me us him them my our your his their i'm we're you're they're i've we've i'd we'd i'll
    we'll myself ourselves mine ours yours
    """
)
FINITE = words(
    """
    is are was were am has have had will would can could should must may might do does did be been isn't aren't
    wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't shouldn't don't doesn't didn't it's
    that's there's he's she's what's who's let's it'll that'll they'll gonna ain't
    """
)
PARTICLES = words(
    "not no never nothing nobody if because but so very really just too than that this it these those all as"
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
    """
    very so too really totally completely absolutely deeply extremely utterly truly entirely highly quite pretty
    much more most less even always never ever only just still
    """
)
# Endings that tell an adjective of judgement from the noun of a term.
ENDINGS = (
    "ing", "ed", "ly", "ous", "ful", "ive", "able", "ible", "ic", "al", "less", "ent", "ant", "ist", "ism", "er", "or",
    "ion", "ment", "ness", "ity", "ship", "ers", "ors", "ions", "ists", "s",
)  # fmt: skip
EVIDENT = 10  # words
SHORT = 4  # words; up to here the endings of the words are looked at


@dataclass(slots=True)
class Inside:
    """The look of the words between two marks."""

    key: tuple[str, ...]  # the words in lower case, of a stretch that is not evident
    is_evident: bool  # so long a clause that it can only be speech
    length: str  # how many words, in eight classes
    size: str  # in three: "few", "some", "many"
    capitals: str  # "none", "some", "mostly", "sentence", "one capital", "title", "all", "digits"
    ends: str  # the last mark, or "word"
    is_clause: bool
    features: tuple[str, ...]


def count_words(words: str) -> int:
    return len(WORD.findall(words))


def has_clause(words: str) -> bool:
    """Whether a person or a finite verb stands among the words, as in clauses and seldom in names and terms."""
    lows = _lows(WORD.findall(words))
    return not lows.isdisjoint(PERSONS) or not lows.isdisjoint(FINITE)


def look_inside(text: str) -> Inside:
    """Return the look of the words that stand between two marks."""
    parts = WORD.findall(text)
    lows = _lows(parts)
    count = len(parts)
    length = _length(count)
    capitals = _capitals(parts)
    ends = _ends(text)
    is_person, is_finite = not lows.isdisjoint(PERSONS), not lows.isdisjoint(FINITE)
    if count >= EVIDENT and (is_person or is_finite) and capitals != "title":
        return Inside((), True, length, "many", capitals, ends, True, ())
    features = [
        f"words {length}",
        f"capitals {capitals}",
        f"capitals {capitals} {length}",
        f"ends {ends}",
        f"ends {ends} {length}",
        f"ends {ends} {capitals}",
    ]
    if is_person:
        features.append("person inside")
    if is_finite:
        features.append("finite verb inside")
    if not lows.isdisjoint(PARTICLES):
        features.append("particle inside")
    elif not (is_person or is_finite):
        features.append(f"no clause inside {length}")
    if not lows.isdisjoint(JUDGING):
        features += ["judging word inside", f"judging word inside {length}"]
    if not lows.isdisjoint(INTENSIFYING):
        features += ["intensifying word inside", f"intensifying word inside {length}"]
    features += _signs(text)
    if parts:
        features += _edges(text, parts)
    return Inside(
        key=tuple(part.lower() for part in parts),
        is_evident=False,
        length=length,
        size="few" if count <= 3 else "some" if count <= 6 else "many",
        capitals=capitals,
        ends=ends,
        is_clause=is_person or is_finite,
        features=tuple(features),
    )


def _lows(parts: Collection[str]) -> frozenset[str]:
    return frozenset(part.lower().replace("’", "'") for part in parts)


def _length(count: int) -> str:
    if count <= 4:
        return str(count)
    return "5-6" if count <= 6 else "7-9" if count <= 9 else "10-14" if count <= 14 else "15+"


def _ends(text: str) -> str:
    last = text[-1:]
    if last in "—–-…" or text.endswith("..."):
        return "—"
    return last if last in ".,?!" else "word" if last.isalnum() else "other"


def _capitals(parts: Sequence[str]) -> str:
    large = [part for part in parts if part.lower() not in SMALL]
    upper = sum(1 for part in large if part[0].isupper() or part[0].isdigit())
    if len(parts) < 2:
        first = parts[0][0] if parts else ""
        return "digits" if first.isdigit() else "one capital" if first.isupper() else "none"
    if all(part.isupper() for part in parts):
        return "all"
    if upper == len(large) and len(large) >= (1 if parts[0] in ("A", "An", "The") else 2):
        return "title"
    if parts[0][0].isupper():
        return "sentence" if upper <= 1 or upper * 2 < len(large) else "mostly"
    return "some" if upper else "none"


def _signs(text: str) -> list[str]:
    features = []
    if SENTENCE_INSIDE.search(text):
        features.append("sentences inside")
    if EDITED.search(text):
        features.append("edited inside")
    if COMMA_INSIDE.search(text):
        features.append("comma inside")
    if ADDRESS.match(text):
        features.append("address inside")
    return features


def _edges(text: str, parts: Sequence[str]) -> list[str]:
    """What the first and the last word are like."""
    features = []
    first, last = parts[0].lower(), parts[-1].lower()
    if len(parts) <= SHORT:
        case = "capital" if parts[-1][0].isupper() else "small"
        features.append(f"last word -{_ending(last)} {case} {len(parts)}")
        if len(parts) > 1:
            features.append(f"first word -{_ending(first)} {len(parts)}")
        if "-" in text:
            features.append("hyphen inside")
    if text[0].islower():
        if first in nouns.DETERMINERS:
            features.append("begins with a determiner")
        elif first in nouns.PREPOSITIONS:
            features.append("begins with a preposition")
        elif first in nouns.FUNCTION_WORDS:
            features.append("begins with a function word")
        elif first.endswith("ing"):
            features.append("begins with -ing")
    return features


def _ending(word: str) -> str:
    return next((ending for ending in ENDINGS if word.endswith(ending)), "other")
