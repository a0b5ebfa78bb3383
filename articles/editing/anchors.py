"""Quotes kept in place when an editor changes the text around them."""

from django.db.models import F

from articles.changes import watch
from articles.models import Article, Provenance, Quote
from articles.models.quotes import ASIDE
from articles.text.anchors import find_places
from articles.text.documents import Frame
from articles.text.spans import Span


class LostQuotes(Exception):
    """Quotes whose words a new body no longer holds; `quotes` are these."""

    def __init__(self, quotes: list[Quote]) -> None:
        super().__init__(f"{len(quotes)} quotes are no longer in the text")
        self.quotes = quotes


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
