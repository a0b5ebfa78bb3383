"""Words and marks of a masked text, with their places."""

import functools
import re
from dataclasses import dataclass

# A masked quotation: one MASK_EDGE where each mark stood, MASK_INSIDE between.
MASK_EDGE = "\u2016"
MASK_INSIDE = "\u00a6"
TOKEN = re.compile(
    # Most words, found fast: nothing that could be part of them follows.
    r"[A-Za-z]?[a-z]++(?![\w’'&.-])|[,;]|"
    r"\u2016[\u00a6\u2016]*"
    r"|@\w+|(?:[A-Z]\.){2,}|[A-Z]\.(?=\s?[A-Z])|(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Col|Lt|Sgt|Capt|Rev|Prof|St|Jr|Sr|Adm|Hon|Maj|Amb|Supt|Del|Atty|Pres|Sec|Insp|Ald|Cmdr|Messrs|Pvt|Dep)\."
    r"|\w+(?:[’'&.-]\w+)*(?:(?<=s)[’'](?=\s\w))?|[^\w\s]"
)


# Joined to a name, these keep their small letter: "Mustafa al-Rashid".
PARTICLE = re.compile(r"(?:al|el|ad|an|ar|as|at|az|ul|ibn|abu)-[A-Z]")


@dataclass(slots=True)
class Token:
    """One word, mark or masked quotation, with what is asked of it most."""

    words: str
    start: int
    end: int
    low: str  # lower case, straight apostrophe, no full stop at the end
    is_quotation: bool
    is_capital: bool
    is_word: bool


@functools.lru_cache(maxsize=50_000)
def _facts(words: str) -> tuple[str, bool, bool, bool]:
    """Return the fields of a token that its words alone decide."""
    first = words[0]
    is_handle = first == "@"
    return (
        words.lower().replace("’", "'").rstrip("."),
        first == MASK_EDGE,
        first.isupper() or is_handle or PARTICLE.match(words) is not None,
        first.isalnum() or is_handle,
    )


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of a stretch of masked text; a masked quotation is one token."""
    find, facts = text.find, _facts  # the innermost loop of all
    tokens, at = [], start
    for words in TOKEN.findall(text, start, end):
        at = find(words, at)  # only space stands between
        stop = at + len(words)
        tokens.append(Token(words, at, stop, *facts(words)))
        at = stop
    return tokens


def mask(body: str, spans: list[tuple[int, int]]) -> str:
    """Return the body with the stretches [start, end) masked, every other code point in its place."""
    parts, at = [], 0
    for start, end in spans:
        parts.append(body[at:start])
        parts.append("\n".join([MASK_INSIDE * len(line) for line in body[start:end].split("\n")]))
        parts[-1] = MASK_EDGE + parts[-1][1:-1] + MASK_EDGE if end - start > 1 else MASK_EDGE
        at = end
    return "".join([*parts, body[at:]])
