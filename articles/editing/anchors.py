"""Quotes kept in place when an editor changes the text around them."""

from django.db.models import F

from articles.changes import watch
from articles.models import Article, Provenance, Quote
from articles.models.quotes import ASIDE
from articles.text.anchors import find_again, find_places
from articles.text.documents import Frame
from articles.text.spans import Span


class LostQuotes(Exception):
    """Quotes whose words a new body no longer holds; `quotes` are these."""

    def __init__(self, quotes: list[Quote]) -> None:
        super().__init__(f"{len(quotes)} quotes are no longer in the text")
        self.quotes = quotes


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
    """Set the quotes of an article, whose new body is saved, to their new places; cues and mentions go along.

    So does the evidence of values that stands in the body; removed texts stay within it.
    """
    quotes = list(article.quotes.all())
    watch(article.quotes.all())
    article.quotes.update(start=F("start") + ASIDE, end=F("end") + ASIDE)
    for quote in quotes:
        quote.move(anchors[quote.pk], body=article.body)
        quote.save()
    for row in article.provenance.filter(evidence_frame=Frame.BODY, evidence_start__isnull=False):
        _move_evidence(row, article.body)
    end = len(article.body)
    watch(article.removed_texts.filter(position__gt=end))
    article.removed_texts.filter(position__gt=end).update(position=end)


def _move_evidence(row: Provenance, body: str) -> None:
    """Set evidence to the place of its words nearest to the old one, or to none where the body lacks them."""
    old = row.evidence_start or 0
    nearest = min(
        find_places(row.evidence_words[0], body), key=lambda place: abs(place.start - old), default=None
    )
    row.evidence_start, row.evidence_end = (nearest.start, nearest.end) if nearest else (None, None)
    row.save(update_fields=["evidence_start", "evidence_end"])
