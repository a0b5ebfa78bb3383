"""A body as it is set for reading, quotes and found words marked in it; and one quote with what is known of it."""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from articles.models import Article, Quote, SpeakerAlias, Visibility
from articles.models.public_ids import name_key
from articles.text.addresses import text_fragment
from articles.text.computed_days import compute_days
from articles.text.concealing import conceal, in_brackets, split_at_masks
from articles.text.documents import QuotationKind
from articles.text.spans import Span

CONTEXT_LENGTH = 280
OPENING_MARKS = "“‘\"'«„"

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one piece; `hit` numbers the found words it belongs to, which it may open and close.

    Where it `is_withheld` it is a mask over words that readers may not see.
    """

    text: str
    hit: int | None = None
    opens_hit: bool = False
    closes_hit: bool = False
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Whom a quote is given to, beside the text; it bears the quote's anchor where no piece does.

    `number` counts the quotes of the article from 1, in the order in which they begin.
    """

    quote: Quote
    number: int
    has_anchor: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Runs inside or outside of one quote, which may begin here; `notes` stand before them.

    A note stands before the quotation mark, the quote itself begins after it.
    """

    runs: tuple[Run, ...]
    quote: Quote | None = None
    opens_quote: bool = False
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    number: int
    pieces: tuple[Piece, ...]


def set_for_reading(
    body: str, *, quotes: Iterable[Quote] = (), hits: Sequence[Span] = ()
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a body, numbered from 1, with quotes and hits marked.

    Every character of a paragraph comes back in exactly one run. Where quotes overlap, the
    shortest marks the words; each opens where it begins. `hits` are in order and do not overlap.
    """
    ordered = in_order(quotes)
    numbers = {quote.pk: number for number, quote in enumerate(ordered, start=1)}
    pending = deque(ordered)
    open_quotes: list[Quote] = []
    paragraphs = []
    for number, match in enumerate(_PARAGRAPH.finditer(body), start=1):
        # Of the quotes met so far, those that reach into this paragraph: each is looked at once.
        while pending and pending[0].start < match.end():
            open_quotes.append(pending.popleft())
        open_quotes = [quote for quote in open_quotes if quote.end > match.start()]
        paragraphs.append(Paragraph(number, _pieces(body, Span(*match.span()), open_quotes, hits, numbers)))
    return tuple(paragraphs)


def in_order(quotes: Iterable[Quote]) -> list[Quote]:
    """Return quotes as they begin in the text, of those that begin together the longest first."""
    return sorted(quotes, key=lambda quote: (quote.start, -quote.end))


@dataclass(frozen=True, slots=True)
class DayInWords:
    """Words of a body that mean days, the days as they are told, and the paragraph where they first stand."""

    words: str
    days: str
    paragraph: int


def computed_days(article: Article, *, quotes: Iterable[Quote]) -> list[DayInWords]:
    """Return what the words of an English article that mean days stand for, by its publication date, in text order.

    Words inside its direct quotes count from the day of the speech, and are left out.
    """
    if article.language not in ("", "en") and not article.language.startswith("en-"):
        return []
    spoken = [Span(quote.start, quote.end) for quote in quotes if quote.kind != QuotationKind.INDIRECT]
    starts = [match.start() for match in _PARAGRAPH.finditer(article.body)]
    return [
        DayInWords(found.words, str(found), bisect_right(starts, found.span.start))
        for found in compute_days(article.body, article.published, quoted=spoken)
    ]


@dataclass(frozen=True, slots=True)
class Context:
    """A quote in its place; `is_cut_before` and `is_cut_after` where the article goes on in the paragraph.

    Where it does not, `previous` has the last words of the paragraph before, and `following` the first of the next.
    """

    paragraph: int
    before: str
    words: str
    after: str
    is_cut_before: bool
    is_cut_after: bool
    previous: str = ""
    following: str = ""


def context_of(quote: Quote) -> Context:
    """Return a quote with the words around it, of its own and the next paragraphs; none where the text is not public."""
    body = quote.article.body
    number, first, last, previous = 1, 0, len(body), ""
    for number, match in enumerate(_PARAGRAPH.finditer(body), start=1):  # noqa: B007  used after the loop
        if match.end() > quote.start:
            first, last = match.start(), match.end()
            break
        previous = match.group()
    if quote.end > last:  # it goes on over paragraphs
        rest = _PARAGRAPH.match(body, quote.end)
        last = rest.end() if rest else quote.end
    # The passages around all quotes of an article together would be its text.
    around = CONTEXT_LENGTH if quote.article.has_public_text else 0
    start = max(first, quote.start - around)
    end = min(last, quote.end + around)
    if start > first:
        start = body.find(" ", start, quote.start) + 1 or start
    if end < last:
        end = body.rfind(" ", quote.end, end) if " " in body[quote.end : end] else end
    next_match = _PARAGRAPH.search(body, last)
    return Context(
        paragraph=number,
        before=in_brackets(body[start : quote.start]),
        words=in_brackets(body[quote.start : quote.end]),
        after=in_brackets(body[quote.end : end]),
        is_cut_before=start > first,
        is_cut_after=end < last,
        previous=_last_words(in_brackets(previous)) if around and start == first else "",
        following=_first_words(in_brackets(next_match.group()))
        if around and end == last and next_match
        else "",
    )


def _last_words(text: str) -> str:
    """Return a text, or its last words behind an ellipsis where it is longer than a context."""
    if len(text) <= CONTEXT_LENGTH:
        return text
    end = text[-CONTEXT_LENGTH:]
    return "… " + (end.partition(" ")[2] or end)


def _first_words(text: str) -> str:
    if len(text) <= CONTEXT_LENGTH:
        return text
    start = text[:CONTEXT_LENGTH]
    return (start.rpartition(" ")[0] or start) + " …"


def passage_url(quote: Quote) -> str:
    """Return the address of a quote in its place, where a browser that can marks its words."""
    return f"{quote.article.get_absolute_url()}#q-{quote.public_id}{text_fragment(quote.words)}"


@dataclass(frozen=True, slots=True)
class Considered:
    """Someone who might have said a quote, as readers are told; `name` is "" where it is withheld."""

    name: str
    reason: str
    score: float
    is_given: bool
    is_rejected: bool


def considered(quotes: Collection[Quote]) -> dict[int, list[Considered]]:
    """Return the candidates of each quote by its primary key, best first, in one query.

    Names that the archive withholds elsewhere are left out of them, and of the reasons for others.
    """
    names = {candidate["name"] for quote in quotes for candidate in quote.candidates}
    keys = {name: name_key(name) for name in names}
    aliases = (
        SpeakerAlias.objects.filter(name_key__in=keys.values()).select_related("speaker") if keys else ()
    )
    withheld = {alias.name_key for alias in aliases if alias.speaker.visibility != Visibility.PUBLIC}
    hidden = [name for name, key in keys.items() if key in withheld]
    identified = {alias.name_key: alias.speaker_id for alias in aliases if alias.identifies}

    def told(quote: Quote, candidate: dict[str, Any]) -> Considered:
        key = keys[candidate["name"]]
        who = quote.speaker or quote.unnamed_source
        is_own = quote.speaker_id is not None and identified.get(key) == quote.speaker_id
        return Considered(
            name="" if key in withheld else candidate["name"],
            reason="" if key in withheld else in_brackets(conceal(candidate["reason"], hidden)),
            score=candidate["score"],
            is_given=is_own or (who is not None and name_key(str(who)) == key),
            is_rejected=bool(candidate.get("rejected")),
        )

    return {quote.pk: [told(quote, candidate) for candidate in quote.candidates] for quote in quotes}


def _pieces(
    body: str,
    paragraph: Span,
    quotes: Sequence[Quote],
    hits: Sequence[Span],
    numbers: Mapping[int, int],
) -> tuple[Piece, ...]:
    notes: dict[int, list[Note]] = {}
    for quote in quotes:
        if quote.start >= paragraph.start:
            is_marked = _marking(quotes, quote.start) == quote
            note = Note(quote, numbers[quote.pk], has_anchor=not is_marked)
            notes.setdefault(_note_place(body, paragraph, quote), []).append(note)

    edges = {paragraph.start, paragraph.end, *notes}
    for quote in quotes:
        edges |= {max(quote.start, paragraph.start), min(quote.end, paragraph.end)}
    pieces = []
    for start, end in pairwise(sorted(edges)):
        marking = _marking(quotes, start)
        opens_quote = marking is not None and marking.start == start
        runs = _runs(body, Span(start, end), hits)
        pieces.append(Piece(runs, marking, opens_quote, tuple(notes.get(start, ()))))
    return tuple(pieces)


def _marking(quotes: Sequence[Quote], place: int) -> Quote | None:
    """Return the shortest quote at a place, which marks the words there."""
    covering = [quote for quote in quotes if quote.start <= place < quote.end]
    return min(covering, key=lambda quote: quote.end - quote.start, default=None)


def _note_place(body: str, paragraph: Span, quote: Quote) -> int:
    """Return where a quote's note stands: before its mark, which French sets off by a space."""
    mark = len(body[paragraph.start : quote.start].rstrip()) + paragraph.start - 1
    return mark if mark >= paragraph.start and body[mark] in OPENING_MARKS else quote.start


def _plain_runs(text: str) -> Iterator[Run]:
    return (Run(part, is_withheld=is_mask) for part, is_mask in split_at_masks(text))


def _runs(body: str, span: Span, hits: Sequence[Span]) -> tuple[Run, ...]:
    """Return the text of a span in runs, each wholly inside or outside of one hit."""
    runs: list[Run] = []
    place = span.start
    index = bisect_right(hits, place, key=lambda hit: hit.end)
    while place < span.end:
        if index == len(hits) or hits[index].start >= span.end:
            runs += _plain_runs(body[place : span.end])
            break
        hit = hits[index]
        if hit.start > place:
            runs += _plain_runs(body[place : hit.start])
            place = hit.start
        end = min(hit.end, span.end)
        runs.append(Run(body[place:end], index + 1, opens_hit=place == hit.start, closes_hit=end == hit.end))
        place = end
        index += 1
    return tuple(runs)
