"""Who wrote it: byline blocks, the names in them, and names printed in capitals."""

import re
from dataclasses import dataclass

from articles.text import given_names
from articles.text.dates import DATE, WEEKDAYS
from articles.text.documents import LONGEST_VALUE
from articles.text.wordlists import words

# Words inside a name that keep a small letter.
PARTICLES = words(
    """
    af al ap av bin da dal de del della den der di do dos du el en ibn la las le los ter van von y zu
    """
)
BY = re.compile(
    r"^(?:(?:written|words|story|reported|report|analysis|review|text|interview|posted|published|opinion|comment|news)\s+)?"
    r"(?:by|von|por|par|di|door|av|af|oleh)\b[:\s]\s*(?=\S)",
    re.IGNORECASE,
)
_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞĀŁŃŚŠŞŻŽČĆĐİ][\w’'.-]*|[A-Z]\.)"
_PARTICLE = (
    "(?:"
    + "|".join(sorted(PARTICLES))
    + "|"
    + "|".join(word.capitalize() for word in sorted(PARTICLES))
    + ")"
)
NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+){{0,3}}{_CAPITAL}){{1,4}}")
SEPARATOR = re.compile(
    r"\s*(?:,\s*(?:and|&)\s+|,|;|\s[-–—]\s|\||/|•|·|\s&\s|\s(?:and|und|et|y|e|en|och|og|dan|with)\s)\s*",
    re.IGNORECASE,
)
# What is not a person although it is capitalised like one.
OUTLET_WORDS = words(
    """
    agency associated bbc board bureau broadcasting chronicle cnn company correspondent courier daily
    desk editor editorial examiner express gazette globe guardian herald independent international
    journal magazine mail media mirror network news newspaper newsroom newswire observer online post
    press print public radio report reporter reporters review service sport staff standard star sun team
    telegraph television times tribune tv weekly wire world writer writers reuters afp ap aap pti ani
    xinhua bernama efe contributor columnist political senior chief national published updated
    """
)
# "Writers" and the like after the name say what the person is.
ROLE = re.compile(
    r"\s+(?:(?:in|for|of|at)\s.*|(?:staff|special|senior|chief|political|national|associated|contributing|business|foreign)\b.*|(?:editor|reporter|correspondent|writer)\b.*)$",
    re.IGNORECASE,
)


AFTER_NAMES = re.compile(
    DATE.pattern + "|" + r"\b(?:published|updated|posted|last modified|special to)\b|\b(?:on )?(?:"
    + "|".join(WEEKDAYS) + r")\b|\b\d+ (?:min|hours?|days?|months?)\b|@",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A person's name of a byline; `start` counts from the start of its block."""

    name: str
    printed: str
    start: int


@dataclass(frozen=True, slots=True)
class Byline:
    """The people of one byline and the outlet named beside them ("" for none)."""

    names: tuple[PrintedName, ...]
    outlet: str = ""


def read_byline(line: str) -> Byline | None:
    """Return the byline that a line begins with "By", or None where it is no byline."""
    opening = BY.match(line)
    if opening is None or len(line) > 200:
        return None
    return _names(_before_date(line), opening.end())


def read_bare_byline(line: str) -> Byline | None:
    """Return the byline of a line that holds nothing but names ("Ada Marsh and Lionel Frost"), or None."""
    line = _before_date(line)
    if not line or len(line) > 90 or re.search(r"[.!?:“\"”]$", line):
        return None
    byline = _names(line, 0)
    if byline is None:
        return None
    names = sum(len(name.printed) for name in byline.names) + len(byline.outlet)
    return byline if names >= len(SEPARATOR.sub("", line)) * 0.9 else None


def shares_its_line(line: str) -> bool:
    """Whether a date, its label or a handle follows on the line, as after a byline without "By"."""
    cut = AFTER_NAMES.search(line)
    return cut is not None and cut.start() > 0


def begins_with_given_name(line: str) -> bool:
    return (
        line.split(maxsplit=1)[0].lower() in given_names.FEMALE | given_names.MALE if line.split() else False
    )


def _before_date(line: str) -> str:
    """Return a byline without the date, or the label of one, that shares its line."""
    cut = AFTER_NAMES.search(line)
    return line[: cut.start()].rstrip(" ,|·•-–—") if cut else line


def _names(line: str, start: int) -> Byline | None:
    names: list[PrintedName] = []
    outlet = ""
    for part, at in _parts(line, start):
        trimmed = ROLE.sub("", part)
        person, rest = _split_outlet(trimmed)
        match = NAME.match(person)
        if match is not None and len(person.rstrip(" .")) <= min(match.end(), LONGEST_VALUE):
            names.append(PrintedName(as_name(match[0]), match[0], at))
        elif person or not names:
            break  # neither a person nor the outlet of one
        outlet = outlet or (rest if len(rest) <= LONGEST_VALUE else "")
    return Byline(tuple(names), outlet) if names else None


def _split_outlet(words: str) -> tuple[str, str]:
    """Return the person and the outlet of "Brad Schade Reuters", either of them empty."""
    parts = words.split()
    at = next((i for i, part in enumerate(parts) if part.strip(".,'’").lower() in OUTLET_WORDS), None)
    if at is None:
        return words, ""
    return (
        (" ".join(parts[:at]), " ".join(parts[at:]))
        if 2 <= at <= 4 and parts[0].lower() != "the"
        else ("", words)
    )


def _parts(line: str, start: int) -> list[tuple[str, int]]:
    parts = []
    for separator in SEPARATOR.finditer(line, start):
        parts.append((line[start : separator.start()], start))
        start = separator.end()
    parts.append((line[start:].rstrip(), start))
    return [(part, at) for part, at in parts if part]


def as_name(printed: str) -> str:
    """Return a name in ordinary spelling: JOSH LEDERMAN as Josh Lederman, O'DONNELL as O'Donnell.

    Names not all in capitals come back as they are. Misses: capitals inside a name ("MACARTHUR").
    """
    printed = re.sub(r"\s+", " ", printed).strip(" .,")
    if not printed.isupper():
        return printed
    return " ".join(_ordinary(word) for word in printed.split())


def _ordinary(word: str) -> str:
    if word.lower() in PARTICLES:
        return word.lower()
    if re.fullmatch(r"(?:[A-Z]\.)+", word):
        return word
    word = re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
    word = re.sub(r"(?<=[’'])s\b", "S", word) if re.search(r"[’']S\w", word) else word
    return re.sub(r"\bMc([a-z])(?=[a-z]{2})", lambda part: "Mc" + part[1].upper(), word)
