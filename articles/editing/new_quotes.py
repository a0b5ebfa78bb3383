"""Quotes that the engine missed, added by an editor."""

import re
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser

from articles.editing.bodies import free_public_id
from articles.editing.marks import mark_edited
from articles.models import (
    Article,
    Origin,
    Quote,
    Redirect,
    RedirectKind,
    ReviewState,
    Speaker,
    SpeakerAlias,
    UnnamedSource,
)
from articles.models.public_ids import name_key
from articles.text.anchors import find_places
from articles.text.documents import QuotationKind
from articles.text.rewordings import is_within_word
from articles.text.spans import Span

# "the harbour master": a description is kept without it, as the engine keeps those it finds.
_DETERMINER = re.compile(r"^(?:an?|one|the)\s+", re.IGNORECASE)
OVERLAPS = "These words are part of another quote of the article."


class NotAQuote(ValueError):
    """Words cannot be a quote of an article; the message is a sentence, `field` names what is at fault.

    `places` are those where the words stand and are free, where one has to be chosen.
    """

    def __init__(self, message: str, *, field: str = "words", places: tuple[Span, ...] = ()) -> None:
        super().__init__(message)
        self.field = field
        self.places = places


@dataclass(frozen=True, slots=True)
class NewQuote:
    """A stretch of an article's body that is to be a quote, of what kind, and who said it, if anybody is known."""

    place: Span
    kind: QuotationKind
    who: Speaker | UnnamedSource | None = None


def find_place(article: Article, words: str, *, start: int | None = None) -> Span:
    """Return where in an article's body some words stand that may become a quote.

    `start`, in code points of the body, chooses among several places.

    Raises:
        NotAQuote: they do not stand there, or stand in another quote, or several times and nobody chose; or
            `start` lies outside of the body or where other words stand.
    """
    if not words:
        raise NotAQuote("Which words are the quote?")
    if start is not None:
        return _chosen_place(article, words, start)
    stand = tuple(find_places(words, article.body))
    if not stand:
        raise NotAQuote(_where_it_breaks(words, article.body))
    taken = _taken(article)
    free = tuple(place for place in stand if not any(place.overlaps(other) for other in taken))
    if not free:
        raise NotAQuote(OVERLAPS)
    # Within other words only where they stand nowhere else.
    whole = tuple(place for place in free if not _cuts(article.body, place)) or free
    if len(whole) > 1:
        raise NotAQuote(
            f"These words stand {len(whole)} times in the text: choose which.", field="start", places=whole
        )
    return whole[0]


def find_who(article: Article, name: str) -> Speaker | UnnamedSource | None:
    """Return who is meant by a name: an unnamed source of the article by its description, or a speaker; None for "".

    A source is new, and not yet saved, where the article's text describes somebody so of whom it had no quote.

    Raises:
        NotAQuote: nobody of this name is known, or several are.
    """
    if not name:
        return None
    if source := article.unnamed_sources.filter(description__iexact=name).first():
        return source
    alias = SpeakerAlias.objects.filter(name_key=name_key(name), identifies=True).select_related("speaker")
    if found := alias.first():
        return found.speaker
    speakers = list(Speaker.objects.filter(name__iexact=name)[:2])
    if len(speakers) == 1:
        return speakers[0]
    if not speakers and (source := _described(article, name)) is not None:
        return source
    known = "Several speakers have this name: write it as it stands on the page of the one who is meant."
    unknown = (
        "The archive knows nobody of this name: add the speaker first, write how the text describes somebody "
        "whom it does not name, in its own words, or leave this empty."
    )
    raise NotAQuote(known if speakers else unknown, field="who")


def _described(article: Article, name: str) -> UnnamedSource | None:
    """Return the unnamed source whom the article's text describes in these words, None where they stand nowhere in it."""
    description = _DETERMINER.sub("", name)
    if not description[:1].islower() or description not in article.body:
        return None
    known = article.unnamed_sources.filter(description__iexact=description).first()
    return known or UnnamedSource(article=article, description=description)


def add_quote(article: Article, new: NewQuote, *, editor: AbstractBaseUser, reason: str = "") -> Quote:
    """Store a stretch of an article's body as a quote and return it; inside a transaction.

    Raises:
        NotAQuote: the place is outside of the body, or overlaps another quote.
    """
    place, who = new.place, new.who
    _refuse(article, place)
    words = place.of(article.body)
    if isinstance(who, UnnamedSource) and who.pk is None:
        who.save()
    quote = Quote.objects.create(
        article=article,
        public_id=free_public_id(article, words),
        start=place.start,
        end=place.end,
        words=words,
        kind=new.kind.value,
        statement=max(article.quotes.values_list("statement", flat=True), default=0) + 1,
        speaker=who if isinstance(who, Speaker) else None,
        unnamed_source=who if isinstance(who, UnnamedSource) else None,
        confidence=1.0,
        attribution_origin=Origin.EDITOR,
        review_state=ReviewState.CORRECTED,
    )
    Redirect.objects.filter(kind=RedirectKind.VANISHED_QUOTE, old=quote.public_id).delete()
    fields = ["words", "kind", "unnamed_source" if isinstance(who, UnnamedSource) else "speaker"]
    mark_edited(quote, fields=fields, editor=editor, reason=reason)
    return quote


def _chosen_place(article: Article, words: str, start: int) -> Span:
    place = Span(start, start + len(words))
    _refuse(article, place)
    if place.of(article.body) != words:
        raise NotAQuote(
            "Other words stand at this place: the text may have changed. Select them again.", field="start"
        )
    return place


def _refuse(article: Article, place: Span) -> None:
    if place.end > len(article.body):
        raise NotAQuote("This place is outside of the text.", field="start")
    if any(place.overlaps(other) for other in _taken(article)):
        raise NotAQuote(OVERLAPS)


def _taken(article: Article) -> list[Span]:
    return [Span(start, end) for start, end in article.quotes.values_list("start", "end")]


def _cuts(body: str, place: Span) -> bool:
    return is_within_word(body, place.start) or is_within_word(body, place.end)


def _where_it_breaks(words: str, body: str) -> str:
    """Return a sentence that says up to where the words stand in the body, if their first ones do."""
    said = "These words do not stand in the article's text, letter by letter."
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if words[:middle] in body else (low, middle - 1)
    known = words[:low].rpartition(" ")[0]
    return f"{said} They do up to “… {known[-40:]}”." if len(known.split()) > 1 else said
