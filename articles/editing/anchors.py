"""Quotes kept in place when an editor changes the text around them."""

from collections.abc import Collection

from django.db.models import F

from articles.models import Article, Quote
from articles.models.quotes import ASIDE
from articles.text.anchors import find_again, find_places
from articles.text.spans import Span


class LostQuotes(Exception):
    """Quotes whose words a new body no longer holds; `quotes` are these."""

    def __init__(self, quotes: list[Quote]) -> None:
        super().__init__(f"{len(quotes)} quotes are no longer in the text")
        self.quotes = quotes


def find_words(words: str, body: str, *, taken: Collection[Span] = ()) -> Span | None:
    """Return the first place of the words in a body that overlaps none of those taken, or None."""
    places = find_places(words, body)
    return next((place for place in places if not any(place.overlaps(other) for other in taken)), None)


def find_anchors(article: Article, *, old_body: str, new_body: str) -> dict[int, Span]:
    """Return the place in a new body of each quote of an article, by primary key.

    Raises:
        LostQuotes: the new body lacks the words of some, or has them too seldom.
    """
    anchors: dict[int, Span] = {}
    lost = []
    for quote in article.quotes.order_by("start"):
        place = find_again(
            Span(quote.start, quote.end), old_body=old_body, new_body=new_body, taken=anchors.values()
        )
        if place is None:
            lost.append(quote)
        else:
            anchors[quote.pk] = place
    if lost:
        raise LostQuotes(lost)
    return anchors


def move_quotes(article: Article, anchors: dict[int, Span]) -> None:
    """Set the quotes of an article, whose new body is saved, to their new places; cues and mentions go along."""
    quotes = list(article.quotes.all())
    article.quotes.update(start=F("start") + ASIDE, end=F("end") + ASIDE)
    for quote in quotes:
        quote.move(anchors[quote.pk], body=article.body)
        quote.save()
