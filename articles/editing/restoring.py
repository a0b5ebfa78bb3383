"""Text that cleaning took out, put back as a paragraph of the body, and taken out again."""

from django.contrib.auth.models import User
from django.utils import timezone

from articles.changes import watch
from articles.editing.anchors import LostQuotes, move_quotes
from articles.editing.marks import mark_edited
from articles.editing.redirects import redirect_removed
from articles.models import Article, Quote, RemovedText
from articles.text.cleaning import BREAK
from articles.text.spans import Span


class NotRestorable(Exception):
    """A text cannot be put back or taken out again; the message is one plain sentence."""


def restore(removed: RemovedText, *, editor: User) -> Article:
    """Put a removed text back into its article at its place, and return the article; inside a transaction.

    Quotes and the places of the other removed texts move along.

    Raises:
        NotRestorable: it stands in the body already.
        LostQuotes: it would come to stand inside of a quote.
    """
    article, removed = _locked(removed)
    if removed.is_restored:
        raise NotRestorable("This text has been restored already.")
    text = removed.text.strip()
    place = _paragraph_start(article.body, removed.position)
    before, after = article.body[:place].removesuffix(BREAK), article.body[place:]
    # At the end of the body, its own place is after the break that it brings.
    start = place if after else len(before) + len(BREAK)
    added = len(text) + len(BREAK)
    _change_body(
        article,
        BREAK.join(part for part in (before, text, after) if part),
        {quote: _after(quote, place, added) for quote in article.quotes.all()},
    )
    # What stood at the same place before it in the source still does.
    for other in article.removed_texts.exclude(pk=removed.pk).filter(position__gte=place):
        is_earlier = other.position == place and other.pk < removed.pk
        other.position = start if is_earlier else min(other.position + added, len(article.body))
        other.save(update_fields=["position"])
    removed.position, removed.restored_at, removed.restored_by = start, timezone.now(), editor
    removed.save(update_fields=["position", "restored_at", "restored_by"])
    mark_edited(article, fields=["body"], editor=editor, reason=f"Restored: {removed}")
    return article


def remove_again(removed: RemovedText, *, editor: User) -> Article:
    """Take a restored text out of its article again, and return the article; inside a transaction.

    Quotes found in it go with it, and their addresses lead to the article.

    Raises:
        NotRestorable: it was not restored, or no longer stands as a paragraph of its own.
        LostQuotes: an editor worked on a quote in it.
    """
    article, removed = _locked(removed)
    if not removed.is_restored:
        raise NotRestorable("This text has not been restored.")
    text = removed.text.strip()
    place = _restored_place(article.body, text, near=removed.position)
    if place is None:
        raise NotRestorable(
            "This text no longer stands in the article as it was restored: take it out by editing the text."
        )
    if place.start == 0 and place.end == len(article.body):
        raise NotRestorable("This text is all that the article has.")
    added = len(text) + len(BREAK)
    anchors: dict[Quote, Span | None] = {}
    for quote in article.quotes.select_related("article"):
        if place.contains(Span(quote.start, quote.end)) and not quote.is_edited:
            redirect_removed(quote)
            quote.delete()
        else:
            anchors[quote] = _before(quote, place, added)
    body = article.body[: place.start].removesuffix(BREAK) + (
        article.body[place.end :] if place.start else article.body[place.end :].removeprefix(BREAK)
    )
    _change_body(article, body, anchors)
    for other in article.removed_texts.exclude(pk=removed.pk).filter(position__gt=place.start):
        other.position = max(min(other.position - added, len(body)), min(place.start, len(body)))
        other.save(update_fields=["position"])
    beyond = article.removed_texts.filter(position__gt=len(body))
    watch(beyond)
    beyond.update(position=len(body))
    removed.position, removed.restored_at, removed.restored_by = min(place.start, len(body)), None, None
    removed.save(update_fields=["position", "restored_at", "restored_by"])
    mark_edited(article, fields=["body"], editor=editor, reason=f"Removed again: {removed}")
    return article


def _locked(removed: RemovedText) -> tuple[Article, RemovedText]:
    """Return the article and the row as they are now, with nobody else changing them."""
    article = Article.objects.select_for_update().get(pk=removed.article_id)
    return article, RemovedText.objects.get(pk=removed.pk)


def _paragraph_start(body: str, position: int) -> int:
    """Return where the paragraph begins that a position lies before or in; the end of the body after the last."""
    if position <= 0 or body[:position].endswith(BREAK):
        return max(position, 0)
    found = body.find(BREAK, position)
    return found + len(BREAK) if found >= 0 else len(body)


def _restored_place(body: str, text: str, *, near: int) -> Span | None:
    """Return the place nearest to a position where a text stands as paragraphs of its own, or None."""
    places = []
    start = body.find(text)
    while start >= 0:
        end = start + len(text)
        opens = start == 0 or body[:start].endswith(BREAK)
        if opens and (end == len(body) or body.startswith(BREAK, end)):
            places.append(Span(start, end))
        start = body.find(text, start + 1)
    return min(places, key=lambda place: abs(place.start - near), default=None)


def _after(quote: Quote, place: int, added: int) -> Span | None:
    """Return where a quote stands once text is added at a place, or None where that is inside of it."""
    span = Span(quote.start, quote.end)
    if quote.end <= place:
        return span
    return span.shifted(added) if quote.start >= place else None


def _before(quote: Quote, gone: Span, added: int) -> Span | None:
    """Return where a quote stands once a stretch is gone, or None where it reaches into that."""
    span = Span(quote.start, quote.end)
    if span.overlaps(gone):
        return None
    return span if quote.end <= gone.start else span.shifted(-added)


def _change_body(article: Article, body: str, anchors: dict[Quote, Span | None]) -> None:
    if lost := [quote for quote, place in anchors.items() if place is None]:
        raise LostQuotes(lost)
    article.body = body
    article.save()
    move_quotes(article, {quote.pk: place for quote, place in anchors.items() if place is not None})
