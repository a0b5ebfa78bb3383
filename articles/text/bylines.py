"""Who wrote it: byline lines, the names in them, and names printed in capitals."""

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
_KINDS = "written|words|story|reported|reporting|report|analysis|review|text|interview|posted|published|opinion|comment|commentary|news|created|produced|compiled"
BY = re.compile(
    rf"^(?:(?:{_KINDS})\s+)?(?:(?:by|von|por|par|di|door|av|af|oleh)\b(?:[:\s]\s*|(?=@))(?=\S)|by(?-i:(?=[A-Z][a-z]+ [A-Z])))"
    r"|^(?:authors?|autor(?:es|en)?|auteurs?|autore|reporters?|escrito por|geschreven door)\s*:\s*(?=\S)",
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
    desk editor editorial examiner express gazette getty globe guardian herald images independent international
    journal magazine mail media mirror network news newspaper newsroom newswire observer online photo post
    press print public radio report reporter reporters review service sport staff standard star sun team
    telegraph television times today tribune tv weekly wire world writer writers reuters afp ap aap pti ani
    xinhua bernama efe contributor columnist political senior chief national published updated
    """
)
# Agencies and outlets that sign texts as people do, in small letters.
AGENCIES = words(
    """
    aap afp agencies ani ap apa bernama bloomberg cp dpa efe ians interfax kyodo pa pti reuters sapa tass upi xinhua yonhap
    """
)
LONG_AGENCIES = frozenset(
    {
        "associated press", "the associated press", "the canadian press", "canadian press", "press association",
        "press trust of india", "thomson reuters", "agence france-presse", "bloomberg news", "kyodo news",
    }
)  # fmt: skip
# "News Nation Bureau", "Harbour Times Staff": the end of a name that a newsroom signs with.
NEWSROOM = re.compile(
    r"^(?:[A-Z][\w.&’'-]*\s+){1,4}(?:Bureau|Desk|Newsroom|News Service|Web Team|Editorial Board)$"
)
_FIELDS = (
    "staff|special|senior|chief|deputy|assistant|associate|political|politics|national|international|associated|contributing"
    "|business|foreign|world|education|transport|health|science|environment|climate|energy|economics|economic|finance"
    "|financial|city|sports?|media|technology|tech|legal|religion|religious|crime|home|defence|defense|diplomatic|social"
    "|royal|local|government|consumer|money|travel|culture|arts|entertainment|investigations|data|news|breaking|auto|managing"
    "|executive|freelance|guest|general|asia|africa|europe|us|uk|washington|westminster"
)
_JOBS = "editor|reporter|correspondent|writer|columnist|journalist|producer|contributor|photographer|analyst|intern|fellow|staff|editor-at-large"
# "Transport Correspondent" and the like after the name say what the person is.
ROLE = re.compile(
    rf"\s+(?:(?:in|for|of|at|from)\s.*|(?:(?:{_FIELDS})\b\s*)*(?:{_JOBS})s?\b.*|(?:staff|special|senior|chief|political|national|associated|contributing|business|foreign)\b.*)$",
    re.IGNORECASE,
)
IS_ROLE = re.compile(rf"(?:(?:{_FIELDS}|(?:{_JOBS})s?|the|our|by|at|and|of|for)\b\s*)+", re.IGNORECASE)
GIVEN_NAMES = given_names.FEMALE | given_names.MALE
AFTER_NAMES = re.compile(
    DATE.pattern + "|" + r"\b(?:published|updated|posted|last modified|last updated|special to|follow|subscribe)\b|\b(?:on )?(?:"
    + "|".join(WEEKDAYS) + r")\b|\b\d+ (?:min|hours?|days?|months?)\b|\b[\w.+-]+@[\w-]+\.\w|@|https?://|\b\d{1,2}[:.]\d\d\b",
    re.IGNORECASE,
)  # fmt: skip
# "Evan HalperStaff", "Dan Jervis-BardyThe West": scrapers join what stood in two boxes.
GLUED = re.compile(
    r"(?<=[a-z])(?=(?:The|Staff|Senior|Contributor|Reporter|Published|Updated|Editor|Follow|Special)\b)"
)
LEFT_OVER = re.compile(r"[\s,|·•/–—-]+$|\s+(?:on|at|in|am|le|el)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name of a byline, a person's or a newsroom's; `start` counts from the start of its block."""

    name: str
    printed: str
    start: int


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors of one byline and the outlet named beside them ("" for none)."""

    names: tuple[PrintedName, ...]
    outlet: str = ""


def read_byline(line: str) -> Byline | None:
    """Return the byline that a line begins with "By", or None where it is no byline."""
    opening = BY.match(line)
    if opening is None or len(line) > 200:
        return None
    if re.search(r"\w{3,}[.!?]$", line) and len(line.split()) > 8:
        return None  # a sentence
    return _names(line[: opening.end()] + _before_date(line[opening.end() :]), opening.end(), is_signed=True)


def read_bare_byline(line: str) -> Byline | None:
    """Return the byline of a line that holds nothing but names ("Ada Marsh and Lionel Frost"), or None."""
    after = _after_date(line)
    line = _before_date(line) or after
    if not line.strip() or len(line) > 90 or re.search(r"[.!?:“\"”]$", line):
        return None
    start = len(line) - len(line.lstrip())
    byline = _names(line, start)
    if byline is None:
        return None
    if is_agency(byline.names[0].printed):
        return byline if len(line.split()) <= len(byline.names[0].printed.split()) + 3 else None
    names = sum(len(name.printed) for name in byline.names) + len(byline.outlet)
    said = ROLE.sub("", line[start:])
    return byline if names >= len(SEPARATOR.sub("", said)) * 0.9 else None


def shares_its_line(line: str) -> bool:
    """Whether a date, its label or a handle stands beside the name, as in a byline without "By"."""
    cut = AFTER_NAMES.search(line)
    return cut is not None and (cut.start() > 0 or DATE.match(line) is not None)


def begins_with_given_name(line: str) -> bool:
    """Whether a line begins as a person's name does."""
    first = re.match(r"[^\W\d_]+(?:-[^\W\d_]+)?", line)
    return first is not None and first[0].lower() in GIVEN_NAMES


def is_agency(words: str) -> bool:
    """Whether words name an agency or a newsroom that signs texts."""
    lowered = words.lower().strip(" .,")
    return lowered in AGENCIES or lowered in LONG_AGENCIES or NEWSROOM.fullmatch(words.strip()) is not None


def _before_date(line: str) -> str:
    """Return a byline without the date, the label of one, an address or what was glued to it."""
    for pattern in (AFTER_NAMES, GLUED):
        if cut := pattern.search(line):
            line = line[: cut.start()]
            while (shorter := LEFT_OVER.sub("", line)) != line:
                line = shorter
    return line


def _after_date(line: str) -> str:
    """Return what follows the date and time that a line begins with, in its place; "" for none."""
    opening = re.match(rf"(?:{DATE.pattern})[\s,]*(?:\d{{1,2}}:\d\d(?::\d\d)?)?\s+", line, re.IGNORECASE)
    return " " * opening.end() + line[opening.end() :] if opening else ""


def _names(line: str, start: int, *, is_signed: bool = False) -> Byline | None:
    names: list[PrintedName] = []
    outlet = ""
    parts = _parts(line, start)
    for part, at, is_joined in parts:
        if is_agency(part) and len(part) <= LONGEST_VALUE:
            # "Adam Vale and AP" is signed by both; "Adam Vale, AP" says whose he is.
            if not names or is_joined:
                names.append(PrintedName(part.strip(), part.strip(), at))
            elif part.lower() != "agencies":
                outlet = outlet or part
            continue
        trimmed = ROLE.sub("", part)
        if not names and is_signed and (alone := _alone(trimmed)):
            names.append(PrintedName(alone, alone, at))
            continue
        person, rest = _split_outlet(trimmed)
        match = NAME.match(person)
        is_person = match is not None and len(person.rstrip(" .")) <= min(match.end(), LONGEST_VALUE)
        if (
            is_person
            and names
            and not is_joined
            and (trimmed != part or rest)
            and not begins_with_given_name(person)
        ):
            # "/ Yomiuri Shimbun Staff Writers", "| NJ Advance Media": whose the writers are.
            outlet = outlet or (trimmed if len(trimmed) <= LONGEST_VALUE else "")
        elif is_person and match is not None:
            printed = _once(match[0])
            names.append(PrintedName(as_name(printed), printed, at))
            outlet = outlet or (rest if len(rest) <= LONGEST_VALUE else "")
        elif rest and not person and names and not rest[0].islower():
            outlet = outlet or (rest if len(rest) <= LONGEST_VALUE else "")
        elif not (names and IS_ROLE.fullmatch(part)):
            break  # neither a person nor the outlet of one
    return Byline(tuple(names), outlet) if names else None


def _alone(part: str) -> str:
    """Return the single word that a text is signed with: "by Regan", "By TPN"; "" for a common word."""
    word = part.strip()
    if not re.fullmatch(r"[A-Z][\w’'-]{1,20}", word) or word.lower() in OUTLET_WORDS | PARTICLES | _COMMON:
        return ""
    return word


# Words that "By" begins a sentence or a heading with.
_COMMON = words(
    """
    all and any both contrast day default design each early elections email far force hand he her his how it its january
    february march april may june july august september october november december land late law mail midnight monday
    morning my name next night no noon now numbers our phone proxy region road sea she so some state that the their then
    these they this time today tomorrow tonight topic train tuesday wednesday thursday friday saturday sunday type we what
    when who why year you your
    """
)


def _once(name: str) -> str:
    """Return a name that a page printed twice in a row once: "Sean Martin Sean Martin"."""
    parts = name.split()
    half = len(parts) // 2
    if half < 2 or parts[:half] != parts[half:]:
        return name
    return name[: name.index(parts[half - 1], len(" ".join(parts[: half - 1]))) + len(parts[half - 1])]


def _split_outlet(words: str) -> tuple[str, str]:
    """Return the person and the outlet of "Brad Schade Reuters", either of them empty."""
    parts = words.split()
    at = next((i for i, part in enumerate(parts) if part.strip(".,'’").lower() in OUTLET_WORDS), None)
    if at is None:
        return words, ""
    if at > 2 and parts[at - 1].isupper() and not words.isupper():
        at -= 1  # "Kevin McCoy USA TODAY"
    return (
        (" ".join(parts[:at]), " ".join(parts[at:]))
        if 2 <= at <= 4 and parts[0].lower() != "the"
        else ("", words)
    )


def _parts(line: str, start: int) -> list[tuple[str, int, bool]]:
    """Return the parts of a line between its separators: words, place, and whether "and" stands before."""
    parts = []
    is_joined = False
    for separator in SEPARATOR.finditer(line, start):
        parts.append((line[start : separator.start()], start, is_joined))
        start = separator.end()
        is_joined = re.search(r"(?:^|\s)(?!with)[^\W\d_]+\s|&", separator[0]) is not None
    parts.append((line[start:].rstrip(), start, is_joined))
    return [(part, at, joined) for part, at, joined in parts if part.strip()]


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
