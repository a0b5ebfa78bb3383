"""What the description of an unnamed source tells: for whom they speak, and of what rank they are.

"senior administration official" tells both, "diplomat" neither; nothing is guessed. Rules over the nouns of
articles.text.nouns: what they lack is no institution.
"""

import functools
import re
from dataclasses import dataclass
from enum import StrEnum

from articles.text import nouns
from articles.text.descriptions import PROPER, find_role
from articles.text.wordlists import words

# Between the parts of a key.
PARTED = "|"


class Seniority(StrEnum):
    SENIOR = "senior"
    JUNIOR = "junior"
    NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Standing:
    """Whom an unnamed source speaks for, as printed without its article word, "" where the description does not say.

    `is_body` where the description is itself a body ("foreign ministry"), or a document of one; it has no rank.
    """

    institution: str = ""
    seniority: Seniority = Seniority.NOT_STATED
    is_former: bool = False
    is_body: bool = False

    @property
    def key(self) -> str:
        """What tells this standing from others, in one line."""
        institution = self.institution.replace(PARTED, "/")
        return PARTED.join((institution, self.seniority, str(int(self.is_former)), str(int(self.is_body))))


SENIOR = words("senior top high-ranking high-level top-level ranking top-ranking leading most-senior veteran")
JUNIOR = words("junior mid-level low-level lower-level middle-ranking mid-ranking low-ranking lower-ranking")
FORMER = words("former retired ex outgoing one-time onetime past")
# Bodies that are known by a name without any of the nouns for one.
NAMED = words(
    "pentagon treasury kremlin bundestag knesset duma nato un eu fbi cia nsa fed gop opec unicef unesco elysee whitehall"
)
# Words that count sources or tell them apart, and those that say how they are known.
EXTRAS = words(
    """one two three four five six seven eight nine ten several some many other another second third unnamed anonymous
    unidentified current serving a an the"""
)
_WORD = re.compile(r"[^\s,]+")
_PLACES = frozenset(("at", "from", "for", "with", "within", "inside"))
_PARTS = frozenset(("of", "in", "on", "to"))
_ENDING_OF_PEOPLES = ("ian", "ean", "ese", "ish", "ican")


def standing_of_key(key: str) -> Standing:
    """Return the standing that has a key."""
    institution, seniority, is_former, is_body = key.split(PARTED)
    return Standing(institution, Seniority(seniority), is_former == "1", is_body == "1")


@functools.lru_cache(maxsize=20_000)
def standing_of(description: str) -> Standing:
    """Return what a description tells, as the engine stores it: without the article word before it."""
    found = _WORD.findall(description)
    low = [word.lower() for word in found]
    tail = next((n for n, word in enumerate(low) if n and word in _PLACES | _PARTS), len(found))
    head = tail - 1
    if head < 0:
        return Standing()
    begin = next((n for n in range(tail) if not _is_rank(low[n])), head)
    ranks = set(low[:begin])
    role = find_role(low[head])
    if not role.is_role or role.is_thing:
        return Standing(" ".join(found[begin:]) if _is_body(low[head]) else "", is_body=role.is_thing)
    before = _institution(found[begin:head])
    return Standing(
        institution=before or _institution_after(found, tail),
        seniority=Seniority.SENIOR
        if ranks & SENIOR
        else Seniority.JUNIOR
        if ranks & JUNIOR
        else Seniority.NOT_STATED,
        is_former=bool(ranks & FORMER or low[0].startswith("ex-")),
    )


def _is_rank(low: str) -> bool:
    return low in SENIOR or low in JUNIOR or low in FORMER or low in EXTRAS or low.isdigit()


def _is_body(low: str) -> bool:
    """Return whether a word names a body: "administration", "Pentagon"."""
    bare = re.sub(r"['’]s?\Z", "", low)
    return (
        bare in nouns.BODIES
        or bare in nouns.BODY_NAME_WORDS
        or bare in NAMED
        or bare.replace(".", "") in NAMED
    )


def _is_name(word: str) -> bool:
    """Return whether a word is capitalised as no people is: "Treasury", not "Israeli"."""
    return word[:1].isupper() and word.lower() not in PROPER and not word.lower().endswith(_ENDING_OF_PEOPLES)


def _institution(found: list[str]) -> str:
    """Return the words before the noun for a source that name a body: those up to the last that does."""
    last = next(
        (n for n in reversed(range(len(found))) if _is_body(found[n].lower()) or _is_name(found[n])), None
    )
    if last is None:
        return ""
    return re.sub(r"['’]s?\Z", "", " ".join(found[: last + 1]))


def _institution_after(found: list[str], tail: int) -> str:
    """Return the body that stands after "at", "of" or the like."""
    if tail >= len(found):
        return ""
    rest = found[tail + 1 :]
    if rest and rest[0].lower() in ("the", "a", "an", "its", "his", "her", "their"):
        rest = rest[1:]
    stop = next(
        (
            n
            for n, word in enumerate(rest)
            if n and word.lower() in _PARTS | _PLACES - {"for"} and word != "of"
        ),
        len(rest),
    )
    rest = rest[:stop]
    names = any(_is_body(word.lower()) for word in rest)
    is_place = found[tail].lower() in _PLACES
    return " ".join(rest) if names or (is_place and any(map(_is_name, rest))) else ""
