"""How alike the names of two speakers are, and in what."""

from dataclasses import dataclass
from itertools import zip_longest

from articles.models.public_ids import name_key

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Left out of the name of a body before it is compared, and of the letters that stand for it.
_SMALL = frozenset({"a", "an", "and", "at", "for", "in", "of", "on", "the", "to"})
_FORMS = frozenset({"co", "company", "corp", "corporation", "inc", "llc", "ltd", "plc"})
_LEAST_LETTERS = 2

# What short forms of given names stand for; those that are two names have both.
_SHORT_FORMS = {
    "al": "alan albert alexander",
    "alex": "alexander alexandra",
    "andy": "andrew",
    "ben": "benjamin",
    "bernie": "bernard",
    "bill": "william",
    "bob": "robert",
    "charlie": "charles",
    "chris": "christian christina christine christopher",
    "chuck": "charles",
    "dan": "daniel",
    "dave": "david",
    "dick": "richard",
    "ed": "edgar edmund edward edwin",
    "fred": "alfred frederick",
    "greg": "gregory",
    "jack": "john",
    "jeff": "jeffrey",
    "jen": "jennifer",
    "jerry": "gerald jerome",
    "jim": "james",
    "joe": "joseph",
    "jon": "jonathan",
    "kate": "catherine katherine",
    "ken": "kenneth",
    "liz": "elizabeth",
    "matt": "matthew",
    "mike": "michael",
    "mitch": "mitchell",
    "nick": "nicholas",
    "pat": "patricia patrick",
    "pete": "peter",
    "rick": "richard",
    "rob": "robert",
    "ron": "ronald",
    "sam": "samantha samuel",
    "steve": "stephen steven",
    "sue": "susan",
    "ted": "edward theodore",
    "tim": "timothy",
    "tom": "thomas",
    "tony": "anthony",
    "will": "william",
}
_LONG_FORMS = {short: frozenset(long.split()) for short, long in _SHORT_FORMS.items()}


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts, as they are compared: no case, accents or full stops; an initial is one letter."""

    family: str
    given: tuple[str, ...] = ()
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two names are one's, 0 to 1, by the names alone, and why, in a sentence."""

    score: float
    why: str


def read_person_name(name: str, sort_name: str) -> PersonName:
    """Return the parts of a person's name; where A–Z puts it tells which part is the family's.

    "Obama, Barack" has its family name first, and so has "Park Geun-hye", which A–Z leaves as it is.
    """
    words = name_key(name.replace(".", ". ")).replace(",", " ").split() or [""]
    suffix = words.pop() if len(words) > 1 and words[-1] in SUFFIXES else ""
    filed, comma, _ = sort_name.partition(",")
    family = name_key(filed)
    if not comma and len(words) > 1:
        return PersonName(words[0], tuple(words[1:]), suffix)
    size = len(family.split())
    if 0 < size < len(words) and words[-size:] == family.split():
        return PersonName(family, tuple(words[:-size]), suffix)
    return PersonName(words[-1], tuple(words[:-1]), suffix)


def compare_persons(one: PersonName, other: PersonName) -> Likeness | None:
    """Return how alike the names of two persons are, None where they cannot be one's."""
    if one.family != other.family or (one.suffix and other.suffix and one.suffix != other.suffix):
        return None
    if one == other:
        return Likeness(0.95, "The same name.")
    if not (one.given and other.given):
        return Likeness(0.3, "The same family name.")
    return _compare_given(one.given, other.given)


def _compare_given(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    first, other_first = one[0], other[0]
    if not all(a is None or b is None or _may_be(a, b) for a, b in zip_longest(one[1:], other[1:])):
        return None
    if first == other_first and len(first) > 1:
        return Likeness(0.8, "The same first and family name.")
    if _may_be(first, other_first):
        return Likeness(0.6, "The same family name, and an initial that fits.")
    if first in _LONG_FORMS.get(other_first, ()) or other_first in _LONG_FORMS.get(first, ()):
        return Likeness(0.65, f"“{first.capitalize()}” and “{other_first.capitalize()}” may be one name.")
    return None


def read_body_name(name: str) -> tuple[str, ...]:
    """Return the words that make the name of a body; none of "the", "of" or "Ltd"."""
    words = tuple(name_key(name).replace(",", " ").split())
    return tuple(word for word in words if word not in _SMALL | _FORMS) or words


def letters_of(words: tuple[str, ...]) -> str:
    """Return the letters that may stand for a body: "imf" for the International Monetary Fund."""
    letters = "".join(word[0] for word in words)
    return letters if len(letters) > _LEAST_LETTERS else ""


def compare_bodies(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    """Return how alike the names of two bodies are, None where nothing says that they are one."""
    if one == other:
        return Likeness(0.9, "The same name.")
    for short, long in ((one, other), (other, one)):
        if len(short) == 1 and short[0] == letters_of(long):
            return Likeness(0.6, f"“{short[0].upper()}” may stand for the other name.")
    return None


def _may_be(one: str, other: str) -> bool:
    """Whether two given names are the same, or one of them is the initial of the other."""
    return one == other or (one[0] == other[0] and 1 in (len(one), len(other)))
