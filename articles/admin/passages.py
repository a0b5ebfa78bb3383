"""A quote in its place, with all that speaks for or against its speaker marked; and where names stand in a text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.models import Quote
from articles.text.spans import Span

# What is shown around a quote: enough to see who spoke before and whom a pronoun means.
PARAGRAPHS_BEFORE, PARAGRAPHS_AFTER = 3, 1
MOST_BEFORE, MOST_AFTER = 2_000, 800  # code points
AROUND = 110  # code points beside a name that stands elsewhere

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text with what it is: "quote", "cue", "mention", "role", "name", or "" for none of them."""

    text: str
    part: str


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    number: int
    stretches: tuple[Stretch, ...]
    is_cut_before: bool = False
    is_cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a name first stands in a text, with the words around it; `count` is how often it stands there."""

    paragraph: int
    before: str
    words: str
    after: str
    count: int


def passage_of(quote: Quote, *, names: Iterable[str]) -> tuple[ShownParagraph, ...]:
    """Return the paragraphs around a quote with the quote, its cue, its mention and these names marked."""
    body = quote.article.body
    paragraphs = [Span(*match.span()) for match in _PARAGRAPH.finditer(body)]
    first = _number_at(paragraphs, quote.start)
    last = _number_at(paragraphs, max(quote.end - 1, quote.start))
    marks = _marks(quote, names)
    shown = []
    for number in range(max(0, first - PARAGRAPHS_BEFORE), min(len(paragraphs), last + PARAGRAPHS_AFTER + 1)):
        paragraph = paragraphs[number]
        start = max(paragraph.start, quote.start - MOST_BEFORE)
        end = min(paragraph.end, quote.end + MOST_AFTER)
        if start >= end:
            continue
        shown.append(
            ShownParagraph(
                number + 1,
                tuple(_cut(body, Span(start, end), marks)),
                is_cut_before=start > paragraph.start,
                is_cut_after=end < paragraph.end,
            )
        )
    return tuple(shown)


def first_sighting(body: str, names: Iterable[str]) -> Sighting | None:
    """Return where the first of these names stands in a text, None where none does.

    Of names that hold each other the longest counts: where somebody is named in full is what one wants to read.
    """
    for name in sorted({*names}, key=len, reverse=True):
        if places := _places(body, [name]):
            place = places[0]
            paragraph = body.count("\n\n", 0, place.start) + 1
            start = max(body.rfind("\n", 0, place.start) + 1, place.start - AROUND)
            stop = body.find("\n", place.end)
            end = min(stop if stop >= 0 else len(body), place.end + AROUND)
            before, after = body[start : place.start], body[place.end : end]
            if start == place.start - AROUND:
                before = f"… {before.partition(' ')[2]}"
            if end == place.end + AROUND:
                after = f"{after.rpartition(' ')[0]} …"
            return Sighting(paragraph, before, body[place.start : place.end], after, len(places))
    return None


def _number_at(paragraphs: Sequence[Span], place: int) -> int:
    return max(0, bisect_right(paragraphs, place, key=lambda paragraph: paragraph.start) - 1)


def _marks(quote: Quote, names: Iterable[str]) -> list[tuple[Span, str]]:
    """Return what is marked, what matters most first: of two marks over the same words that one shows."""
    marks = [(Span(quote.start, quote.end), "quote")]
    for part, start, end in (
        ("cue", quote.cue_start, quote.cue_end),
        ("mention", quote.mention_start, quote.mention_end),
        ("role", quote.role_start, quote.role_end),
    ):
        if start is not None and end is not None:
            marks.append((Span(start, end), part))
    # Of the stretch that can be shown alone: a text may be as long as a book.
    window = Span(max(0, quote.start - MOST_BEFORE), quote.end + MOST_AFTER)
    places = _places(quote.article.body[window.start : window.end], names)
    return marks + [(place.shifted(window.start), "name") for place in places]


def _places(text: str, names: Iterable[str]) -> list[Span]:
    """Return where whole names stand in a text, the longest at each place."""
    known = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    if not known:
        return []
    pattern = "|".join(re.escape(name) for name in known)
    return [Span(*match.span()) for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text)]


def _cut(body: str, span: Span, marks: Sequence[tuple[Span, str]]) -> Iterable[Stretch]:
    """Yield a span in stretches, each wholly inside or outside of every mark; neighbours of one part are one."""
    edges = {span.start, span.end}
    for mark, _ in marks:
        edges |= {edge for edge in (mark.start, mark.end) if span.start < edge < span.end}
    for start, end in pairwise(sorted(edges)):
        part = next((part for mark, part in marks if mark.start <= start < mark.end), "")
        yield Stretch(body[start:end], part)
