"""Quotes kept in place when the text around them changes (as in W3C Web Annotation: exact, prefix, suffix)."""

from collections.abc import Iterator

from django.db.models import F

from articles.models import Article, Quote
from articles.text.spans import Span

# Characters of surroundings that tell one occurrence of the same words from another.
_CONTEXT = 40
# Beyond every body, so that no place on the way meets another's.
_ASIDE = 1_000_000_000


class LostQuotes(Exception):
    """Quotes whose words a new body no longer holds; `quotes` are these."""

    def __init__(self, quotes: list[Quote]) -> None:
        super().__init__(f"{len(quotes)} quotes are no longer in the text")
        self.quotes = quotes


def find_words(words: str, body: str) -> Span | None:
    """Return the first place of the words in a body, or None."""
    return next(_places(words, body), None)


def find_anchors(article: Article, *, old_body: str, new_body: str) -> dict[int, Span]:
    """Return the place in a new body of each quote of an article, by primary key.

    Of several places with the same words the one with the most alike surroundings is taken, then the nearest.

    Raises:
        LostQuotes: the new body lacks the words of some, or has them too seldom.
    """
    anchors: dict[int, Span] = {}
    lost = []
    for quote in article.quotes.order_by("start"):
        old = Span(quote.start, quote.end)
        free = [place for place in _places(quote.words, new_body) if place not in anchors.values()]
        if free:
            anchors[quote.pk] = max(
                free, key=lambda new: (_likeness(old_body, old, new_body, new), -abs(new.start - old.start))
            )
        else:
            lost.append(quote)
    if lost:
        raise LostQuotes(lost)
    return anchors


def move_quotes(article: Article, anchors: dict[int, Span]) -> None:
    """Set the quotes of an article, whose new body is saved, to their new places; cues and mentions go along."""
    quotes = list(article.quotes.all())
    article.quotes.update(start=F("start") + _ASIDE, end=F("end") + _ASIDE)
    for quote in quotes:
        place = anchors[quote.pk]
        distance = place.start - quote.start
        quote.start, quote.end = place.start, place.end
        quote.cue_start, quote.cue_end = _moved(quote.cue, quote.cue_start, distance, article.body)
        quote.mention_start, quote.mention_end = _moved(
            quote.mention, quote.mention_start, distance, article.body
        )
        quote.save()


def _places(words: str, body: str) -> Iterator[Span]:
    start = body.find(words) if words else -1
    while start >= 0:
        yield Span(start, start + len(words))
        start = body.find(words, start + 1)


def _likeness(old_body: str, old: Span, new_body: str, new: Span) -> int:
    """Return how many characters right before and right after two places are the same."""
    before = _common(
        old_body[max(0, old.start - _CONTEXT) : old.start][::-1],
        new_body[max(0, new.start - _CONTEXT) : new.start][::-1],
    )
    return before + _common(old_body[old.end : old.end + _CONTEXT], new_body[new.end : new.end + _CONTEXT])


def _common(one: str, other: str) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _moved(words: str, start: int | None, distance: int, body: str) -> tuple[int | None, int | None]:
    """Return a cue's or mention's span moved along, or none where other words stand there now."""
    if start is None or start + distance < 0 or not body.startswith(words, start + distance):
        return None, None
    return start + distance, start + distance + len(words)
