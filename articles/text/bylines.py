"""Who wrote it: byline blocks, the names in them, and names printed in capitals."""

import re
from dataclasses import dataclass

# Words inside a name that keep a small letter.
PARTICLES = "af al ap av bin da dal de del della den der di do dos du el en ibn la las le los of ter van von y zu".split()
BY = re.compile(
    r"^(?:(?:written|words|story|reported|report|analysis|review|text|interview|posted|published|opinion|comment|news)\s+)?"
    r"(?:by|von|por|par|di|door|av|af|oleh)\b[:\s]\s*(?=\S)",
    re.IGNORECASE,
)
_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞĀŁŃŚŠŞŻŽČĆĐİ][\w’'.-]*|[A-Z]\.)"
_PARTICLE = "(?:" + "|".join(PARTICLES) + "|" + "|".join(word.capitalize() for word in PARTICLES) + ")"
NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+){{0,3}}{_CAPITAL}){{1,4}}")
SEPARATOR = re.compile(
    r"\s*(?:,\s*(?:and|&)\s+|,|;|\||/|•|·|\s&\s|\s(?:and|und|et|y|e|en|och|og|dan|with)\s)\s*", re.IGNORECASE
)
# What is not a person although it is capitalised like one.
OUTLET_WORDS = frozenset(
    """agency associated bbc board bureau broadcasting chronicle cnn company correspondent courier daily desk
    editor editorial examiner express gazette globe guardian herald independent international journal magazine
    mail media mirror network news newspaper newsroom newswire observer online post press print public radio
    report reporter reporters review service sport staff standard star sun team telegraph television times
    tribune tv weekly wire world writer writers reuters afp ap aap pti ani xinhua bernama efe contributor
    columnist political senior chief national published updated""".split()
)
# "Writers" and the like after the name say what the person is.
ROLE = re.compile(
    r"\s+(?:(?:in|for|of|at)\s.*|(?:staff|special|senior|chief|political|national|associated|contributing|business|foreign)\b.*|(?:editor|reporter|correspondent|writer)\b.*)$",
    re.IGNORECASE,
)


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
    return _names(line, opening.end())


def read_bare_byline(line: str) -> Byline | None:
    """Return the byline of a line that holds nothing but names ("Ada Marsh and Lionel Frost"), or None."""
    if len(line) > 90 or re.search(r"[.!?:“\"”]$", line):
        return None
    byline = _names(line, 0)
    if byline is None:
        return None
    names = sum(len(name.printed) for name in byline.names) + len(byline.outlet)
    return byline if names >= len(SEPARATOR.sub("", line)) * 0.9 else None


def _names(line: str, start: int) -> Byline | None:
    names: list[PrintedName] = []
    outlet = ""
    for part, at in _parts(line, start):
        trimmed = ROLE.sub("", part)
        if is_outlet(trimmed):
            if names:
                outlet = outlet or trimmed
        elif (match := NAME.match(trimmed)) and match.end() >= len(trimmed.rstrip(" .")):
            printed = match[0]
            names.append(PrintedName(as_name(printed), printed, at))
        elif (match := NAME.match(trimmed)) and not names:
            # "By Brad Schade Reuters", "By Ada Marsh Published 3 March": the name ends where an outlet begins
            words = trimmed.split()
            kept = next((i for i, word in enumerate(words) if word.strip(".,").lower() in OUTLET_WORDS), 0)
            if 2 <= kept <= 4:
                printed = " ".join(words[:kept])
                names.append(PrintedName(as_name(printed), printed, at))
            break
        else:
            break
    return Byline(tuple(names), outlet) if names else None


def _parts(line: str, start: int) -> list[tuple[str, int]]:
    parts = []
    for separator in SEPARATOR.finditer(line, start):
        parts.append((line[start : separator.start()], start))
        start = separator.end()
    parts.append((line[start:].rstrip(), start))
    return [(part, at) for part, at in parts if part]


def is_outlet(words: str) -> bool:
    """Whether capitalised words name an outlet or a desk rather than a person."""
    parts = words.split()
    return bool(parts) and any(part.strip(".,'’").lower() in OUTLET_WORDS for part in parts)


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
