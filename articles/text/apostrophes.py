"""Single quotation marks, told from the apostrophes that look like them."""

import bisect
import re
from collections.abc import Iterator, Sequence

from articles.text.spans import Span

# Nothing or space before it, a letter after it, and no elision ("’em", "'90s", "rock 'n' roll").
OPENING = re.compile(
    r"[‘'‚‹](?<![\w’'.,;:!?)].)(?=[\w£$€“\"„«\[])"
    r"(?:(?<=[‚‹])|(?!(?:em|til|till|tis|twas|cause|cos|bout|round|nother|neath|gainst|ere|fraid|course|n)\b"
    r"|\d0s\b|\d\d\b(?![’'])))",
    re.IGNORECASE,
)
CLOSING = re.compile(r"[’'‘›](?<=\S.)(?<![‘’'][nN].)(?!\w)")
# A plural's owner ("farmers’"), or a lost letter ("nothin’").
BEFORE_APOSTROPHE = ("s", "in")
AFTER_PLURAL = re.compile(r"\s+[a-z]")
SENTENCE_END = re.compile(r"[.!?]\s")
# An apostrophe after a plural closes a stretch no longer than this, in code points.
LONGEST_TO_PLURAL = 24


def find_single_pairs(body: str, paragraph: Span, taken: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield the opening and the closing mark of each stretch between single marks, outside those `taken`."""
    stop = paragraph.start
    starts = [span.start for span in taken]
    for opening in OPENING.finditer(body, paragraph.start, paragraph.end):
        at = bisect.bisect_right(starts, opening.start()) - 1
        if opening.start() < stop or (at >= 0 and opening.start() < taken[at].end):
            continue
        closing = _closing(body, opening, paragraph)
        if closing is not None:
            yield Span(*opening.span()), Span(*closing.span())
            stop = closing.end()


def _closing(body: str, opening: re.Match[str], paragraph: Span) -> re.Match[str] | None:
    """Return the mark that closes a single one: the first that is no plural's apostrophe.

    "the farmers’ money" goes on; it closes there only if nothing after it does and it is near.
    """
    plural: re.Match[str] | None = None
    following = OPENING.search(body, opening.end(), paragraph.end)
    for mark in CLOSING.finditer(body, opening.end(), following.start() if following else paragraph.end):
        if mark[0] == "‘" and opening[0] not in "‚‘":
            continue
        if body.endswith(BEFORE_APOSTROPHE, opening.end(), mark.start()) and AFTER_PLURAL.match(
            body, mark.end()
        ):
            plural = plural or mark
        else:
            return mark
    if plural is None or plural.start() - opening.end() > LONGEST_TO_PLURAL:
        return None
    return None if SENTENCE_END.search(body, opening.end(), plural.start()) else plural
