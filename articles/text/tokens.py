"""Words and marks of a masked text, with their places."""

import re
from dataclasses import dataclass

# A masked quotation: one MASK_EDGE where each mark stood, MASK_INSIDE between.
MASK_EDGE = "\u2016"
MASK_INSIDE = "\u00a6"
TOKEN = re.compile(
    r"\u2016[\u00a6\u2016]*"
    r"|@\w+|(?:[A-Z]\.){2,}|[A-Z]\.(?=\s?[A-Z])|(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Col|Lt|Sgt|Capt|Rev|Prof|St|Jr|Sr|Adm|Hon|Maj|Amb|Supt|Del|Atty|Pres|Sec|Insp|Ald|Cmdr|Messrs|Pvt|Dep)\."
    r"|\w+(?:[’'&.-]\w+)*(?:(?<=s)[’'](?=\s\w))?|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Token:
    words: str
    start: int
    end: int
    low: str  # lower case, straight apostrophe, no full stop at the end

    @property
    def is_quotation(self) -> bool:
        return self.words[0] == MASK_EDGE

    @property
    def is_capital(self) -> bool:
        return self.words[0].isupper() or self.words[0] == "@"

    @property
    def is_word(self) -> bool:
        return self.words[0].isalnum() or self.words[0] == "@"


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of a stretch of masked text; a masked quotation is one token."""
    return [
        Token(match[0], match.start(), match.end(), match[0].lower().replace("’", "'").rstrip("."))
        for match in TOKEN.finditer(text, start, end)
    ]


def mask(body: str, spans: list[tuple[int, int]]) -> str:
    """Return the body with the stretches [start, end) masked, every other code point in its place."""
    parts, at = [], 0
    for start, end in spans:
        parts.append(body[at:start])
        parts.append("".join("\n" if c == "\n" else MASK_INSIDE for c in body[start:end]))
        parts[-1] = MASK_EDGE + parts[-1][1:-1] + MASK_EDGE if end - start > 1 else MASK_EDGE
        at = end
    return "".join([*parts, body[at:]])
