"""What was understood of an item, as the desk sets it beside the original."""

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.text.cleaning import BREAK
from articles.text.documents import CERTAIN, Evidence, Frame, ParsedArticle, Quotation
from articles.text.readers import Form, SourceText
from articles.text.spans import Span

# Characters of an original that are looked through, and of a stretch that became nothing that are shown.
LARGEST_SOURCE = 400_000
LONGEST_UNMARKED = 1_200
# Paragraphs and removed texts, apart, that are looked for in the source and shown one by one.
MOST_PIECES = 400
# Shorter words stand in too many places to say which was meant.
SHORTEST_FOUND = 4

OPENING_MARKS = tuple("“‘\"'«„")
CLOSING_MARKS = tuple("”’\"'»“‘")

TEXT_TOKEN = re.compile(r"(?P<space>\s+)|(?P<words>\S+)")
# Of a page: where begins what no reader sees, line breaks, other tags, entities, and words. No part looks beyond
# the next "<", so that the whole takes time by the length of the page.
PAGE_TOKEN = re.compile(
    r"(?P<hidden><(?:script|style)\b|<!--)|(?P<space>\s+|<br\b[^<>]*>)|(?P<tag><[^<>]*>)"
    r"|(?P<entity>&#?\w{1,31};)|(?P<words>[^<&\s]+|[<&])",
    re.IGNORECASE,
)
ENDS_OF_HIDDEN = {
    "<script": re.compile("</script", re.IGNORECASE),
    "<style": re.compile("</style", re.IGNORECASE),
    "<!--": re.compile("-->"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the source text and what it became; `target` is the id of that on the page, or ""."""

    span: Span
    kind: str
    label: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of the source text under at most one mark, which may begin here; `left_out` counts what follows unseen."""

    text: str
    mark: Mark | None = None
    opens: bool = False
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a paragraph inside or outside of one quotation, which may begin here."""

    text: str
    quotation: Quotation | None = None
    opens: bool = False

    @property
    def is_indirect(self) -> bool:
        return self.quotation is not None and self.quotation.kind.value == "indirect"

    @property
    def voice(self) -> str:
        """Who said it, as the archive would say it to readers."""
        if self.quotation is None:
            return ""
        attribution = self.quotation.attribution
        if attribution.speaker is not None:
            return attribution.speaker.name
        return attribution.unnamed.description if attribution.unnamed is not None else "unattributed"

    @property
    def is_probable(self) -> bool:
        if self.quotation is None:
            return False
        attribution = self.quotation.attribution
        is_attributed = attribution.speaker is not None or attribution.unnamed is not None
        return is_attributed and attribution.confidence < CERTAIN


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of the body or a text removed between them, in the order of the source.

    `number` counts paragraphs and removed texts apart, each from 0.
    """

    number: int
    text: str
    rule: str = ""
    passages: tuple[Passage, ...] = ()

    @property
    def is_removed(self) -> bool:
        return self.rule != ""


def pieces_of(parsed: ParsedArticle) -> tuple[Piece, ...]:
    """Return paragraphs and removed texts in the order in which they stood; only the first have passages."""
    removed = list(enumerate(parsed.removed))
    pieces = []
    start = 0
    for number, paragraph in enumerate(parsed.body.split(BREAK)):
        while removed and removed[0][1].position <= start:
            index, text = removed.pop(0)
            pieces.append(Piece(index, text.text, text.rule))
        span = Span(start, start + len(paragraph))
        passages = _passages(parsed, span) if number < MOST_PIECES else ()
        pieces.append(Piece(number, paragraph, passages=passages))
        start = span.end + len(BREAK)
    pieces += [Piece(index, text.text, text.rule) for index, text in removed]
    return tuple(pieces)


def _passages(parsed: ParsedArticle, paragraph: Span) -> tuple[Passage, ...]:
    """Return a paragraph's words, quotations with their marks; where these overlap, the shortest has the words."""
    said = [(_with_marks(q.span, parsed.body), q) for q in parsed.quotations if q.span.overlaps(paragraph)]
    edges = {paragraph.start, paragraph.end}
    for span, _ in said:
        edges |= {max(span.start, paragraph.start), min(span.end, paragraph.end)}
    passages = []
    opened: set[Span] = set()
    for start, end in pairwise(sorted(edges)):
        covering = [pair for pair in said if pair[0].start <= start < pair[0].end]
        if not covering:
            passages.append(Passage(parsed.body[start:end]))
            continue
        shortest, quotation = min(covering, key=lambda pair: len(pair[0]))
        passages.append(Passage(parsed.body[start:end], quotation, opens=shortest not in opened))
        opened.add(shortest)
    return tuple(passages)


def _with_marks(span: Span, body: str) -> Span:
    """Return a quotation's span with the marks right around it."""
    start, end = span.start, span.end
    if start > 0 and body[start - 1] in OPENING_MARKS and body[end : end + 1] in CLOSING_MARKS:
        return Span(start - 1, end + 1)
    return span


def marked_source(source: SourceText, parsed: ParsedArticle) -> tuple[Segment, ...]:
    """Return a source text, up to its bound, in segments marked by what they became.

    Marks are where the evidence says, or where the words stand; long stretches that became nothing,
    such as the markup of a page, are shown by their ends.
    """
    text = source.text[:LARGEST_SOURCE]
    marks = list(_marks(text, parsed, is_page=source.form is Form.PAGE))
    edges = {0, len(text)}
    for mark in marks:
        edges |= {mark.span.start, mark.span.end}
    segments: list[Segment] = []
    opened: set[Mark] = set()
    for start, end, shortest in _shortest(marks, sorted(edges)):
        if shortest is None:
            segments += _unmarked(text[start:end])
        else:
            segments.append(Segment(text[start:end], shortest, opens=shortest not in opened))
            opened.add(shortest)
    return tuple(segments)


def _shortest(marks: Sequence[Mark], edges: Sequence[int]) -> Iterator[tuple[int, int, Mark | None]]:
    """Yield each stretch between two edges with the shortest mark over it."""
    pending = sorted(marks, key=lambda mark: mark.span.start)
    over: list[Mark] = []
    first = 0
    for start, end in pairwise(edges):
        while first < len(pending) and pending[first].span.start <= start:
            over.append(pending[first])
            first += 1
        over = [mark for mark in over if mark.span.end > start]
        yield start, end, min(over, key=lambda mark: len(mark.span), default=None)


def _unmarked(text: str) -> Iterator[Segment]:
    if len(text) <= LONGEST_UNMARKED:
        yield Segment(text)
        return
    half = LONGEST_UNMARKED // 3
    yield Segment(text[:half], left_out=len(text) - 2 * half)
    yield Segment(text[-half:])


def _marks(text: str, parsed: ParsedArticle, *, is_page: bool) -> Iterator[Mark]:
    if not text:
        return
    visible = _Visible(text, is_page=is_page)
    for kind, label, evidence in _evidence(parsed):
        span = evidence.span if evidence.frame is Frame.SOURCE else None
        if evidence.frame is Frame.PAGE and len(evidence.words) >= SHORTEST_FOUND:
            span = visible.find(evidence.words)
        if span is not None and span.end <= len(text):
            yield Mark(span, kind, label)
    paragraphs = parsed.body.split(BREAK)
    for number, span in _places(visible, paragraphs):
        yield Mark(span, "body", f"Paragraph {number + 1}", f"paragraph-{number}")
    for number, span in _places(visible, [removed.text for removed in parsed.removed]):
        yield Mark(span, "removed", f"Removed: {parsed.removed[number].rule}", f"removed-{number}")


def _places(visible: "_Visible", texts: Sequence[str]) -> Iterator[tuple[int, Span]]:
    """Yield the number and place of each of the first texts that is found, after the one before it if it is there."""
    place = 0
    for number, words in enumerate(texts[:MOST_PIECES]):
        span = visible.find(words, start=place) or visible.find(words)
        if span is not None:
            place = span.end
            yield number, span


def _evidence(parsed: ParsedArticle) -> Iterator[tuple[str, str, Evidence]]:
    for label in ("Headline", "Standfirst", "Publication"):
        if (value := getattr(parsed, label.lower())) is not None:
            yield "field", label, value.evidence
    for author in parsed.authors:
        yield "field", "Author", author.evidence
    for evidence in parsed.published.evidence:
        yield "field", "Date", evidence


def _tokens(text: str, *, is_page: bool) -> Iterator[re.Match[str]]:
    """Yield the spaces and words of a text; of a page those that its readers see."""
    if not is_page:
        yield from TEXT_TOKEN.finditer(text)
        return
    place = 0
    while (match := PAGE_TOKEN.match(text, place)) is not None:
        place = match.end()
        if match.lastgroup == "hidden":
            end = ENDS_OF_HIDDEN[match[0].lower()].search(text, place)
            if end is None:
                return
            place = end.start() if match[0] != "<!--" else end.end()
        elif match.lastgroup != "tag":
            yield match


class _Visible:
    """The words of a text with one space between them, and the place of each character in the text."""

    def __init__(self, text: str, *, is_page: bool) -> None:
        words: list[str] = []
        self.starts: list[int] = []
        self.places: list[int] = []
        length = 0
        for match in _tokens(text, is_page=is_page):
            kind = match.lastgroup
            word = " " if kind == "space" else html.unescape(match[0]) if kind == "entity" else match[0]
            if kind == "space" and words and words[-1] == " ":
                continue
            # The places in between are counted from the last of these.
            self.starts.append(length)
            self.places.append(match.start())
            words.append(word)
            length += len(word)
        self.text = "".join(words)
        self.end = len(text)

    def find(self, words: str, *, start: int = 0) -> Span | None:
        """Return where the words stand in the text at or after a place, or None."""
        wanted = " ".join(words.split())
        first = self.text.find(wanted, self._length_at(start)) if wanted else -1
        if first < 0:
            return None
        return Span(self._place(first), self._place(first + len(wanted) - 1) + 1)

    def _place(self, index: int) -> int:
        token = bisect_right(self.starts, index) - 1
        return min(self.places[token] + index - self.starts[token], self.end - 1)

    def _length_at(self, place: int) -> int:
        """Return how much of the words stands before the first that begins at or after a place of the text."""
        token = bisect_left(self.places, place)
        return self.starts[token] if token < len(self.starts) else len(self.text)
