"""What stands at an address: the thing, the place it moved to, a stub that says why it went, or nothing."""

import datetime
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render

from articles.models import (
    Article,
    Publication,
    Quote,
    Redirect,
    RedirectKind,
    ReviewState,
    Rights,
    Speaker,
    Topic,
    Visibility,
)
from articles.models.visibility import Withholdable

Thing = TypeVar("Thing", Article, Quote, Speaker, Publication, Topic)


class Moved(Exception):
    """The thing has another address now: `url` is its page."""

    def __init__(self, url: str, thing: Article | Quote | Speaker | Publication | Topic) -> None:
        super().__init__(url)
        self.url = url
        self.thing = thing


class Gone(Exception):
    """The thing was here and was taken away; `stub` says why."""

    def __init__(self, stub: "Stub") -> None:
        super().__init__(stub.reason)
        self.stub = stub


@dataclass(frozen=True, slots=True)
class Stub:
    """What readers may know of something withdrawn: what it was, the class of reason, since when, where it stood."""

    noun: str
    reason: str
    since: datetime.datetime | None
    article: Article | None = None


def lasting(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return a view that answers Moved with 301, the query kept, and Gone with 410 and a stub."""

    @functools.wraps(view)
    def answer(request: HttpRequest, **parts: str) -> HttpResponseBase:
        try:
            return view(request, **parts)
        except Moved as moved:
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{moved.url}?{query}" if query else moved.url)
        except Gone as gone:
            return render(request, "410.html", {"stub": gone.stub}, status=410)

    return answer


def find_article(public_id: str) -> Article:
    """Return an article that readers may see, with its publication and bylines.

    Raises:
        Moved, Gone, Http404: it is elsewhere, withheld, or not for readers.
    """
    try:
        article, has_moved = _find(
            Article.objects.with_bylines().told(), RedirectKind.ARTICLE, public_id=public_id
        )
    except Http404:
        _refuse_vanished_article(public_id)
        raise
    _refuse_unseen_article(article)
    return _at_home(article, has_moved)


def find_quote(public_id: str) -> Quote:
    """Return a quote that readers may see, with its article, publication, speaker and unnamed source.

    Raises:
        Moved, Gone, Http404: it is elsewhere; it or its article is withheld, or it left its article; or not for readers.
    """
    quotes = Quote.objects.with_article().told().prefetch_related("article__bylines")
    try:
        quote, has_moved = _find(quotes, RedirectKind.QUOTE, public_id=public_id)
    except Http404:
        _refuse_vanished_quote(public_id)
        raise
    _refuse_unseen_article(quote.article)
    _refuse_unseen(quote, RedirectKind.QUOTE)
    if quote.review_state == ReviewState.REJECTED:
        raise Gone(Stub("quote", "An editor found that these words are not a quotation", None))
    return _at_home(quote, has_moved)


def find_speaker(slug: str) -> Speaker:
    """Return a speaker whose name readers may see.

    Raises:
        Moved, Gone, Http404: merged or renamed, withheld, or not for readers.
    """
    speaker, has_moved = _find(Speaker.objects.all(), RedirectKind.SPEAKER, slug=slug)
    _refuse_unseen(speaker, RedirectKind.SPEAKER)
    return _at_home(speaker, has_moved)


def refuse_unheard(speaker: Speaker) -> None:
    """Let nobody learn of a speaker whom only articles quote that readers may not see.

    Raises:
        Http404: it is such a one.
    """
    if not Speaker.objects.heard().filter(pk=speaker.pk).exists() and speaker.quotes.exists():
        raise _nothing(RedirectKind.SPEAKER)


def find_publication(slug: str) -> Publication:
    """Return a publication that is not private.

    Raises:
        Moved, Http404: merged or renamed, or not for readers.
    """
    publication, has_moved = _find(Publication.objects.all(), RedirectKind.PUBLICATION, slug=slug)
    if publication.rights == Rights.PRIVATE:
        raise _nothing(RedirectKind.PUBLICATION)
    return _at_home(publication, has_moved)


def find_topic(slug: str) -> Topic:
    """Return a topic.

    Raises:
        Moved, Http404: renamed, or there is none.
    """
    return _at_home(*_find(Topic.objects.all(), RedirectKind.TOPIC, slug=slug))


def _find(things: QuerySet[Thing], kind: RedirectKind, **address: str) -> tuple[Thing, bool]:
    """Return the thing at an address, or the one that took its place and True."""
    thing = things.filter(**address).first()
    if thing is not None:
        return thing, False
    [(field, old)] = address.items()
    new = Redirect.objects.target(kind=kind, old=old)
    successor = things.filter(**{field: new}).first() if new else None
    if successor is not None:
        return successor, True
    if stub := Redirect.objects.stub(kind=kind, old=old):
        raise _gone(kind.value, stub)
    raise _nothing(kind)


def _at_home(thing: Thing, has_moved: bool) -> Thing:
    """Return a thing that stands where it was asked for; only what readers may see is worth a redirect."""
    if has_moved:
        raise Moved(thing.get_absolute_url(), thing)
    return thing


def _refuse_vanished_article(public_id: str) -> None:
    """Raise Gone for an article whose import was undone."""
    last = Redirect.objects.target(kind=RedirectKind.ARTICLE, old=public_id) or public_id
    if stub := Redirect.objects.stub(kind=RedirectKind.VANISHED_ARTICLE, old=last):
        raise _gone("article", stub)


def _refuse_vanished_quote(public_id: str) -> None:
    """Raise Gone for a quote that left its article, which a stub leads to where readers may see it, or went with it."""
    last = Redirect.objects.target(kind=RedirectKind.QUOTE, old=public_id) or public_id
    left = Redirect.objects.filter(kind=RedirectKind.VANISHED_QUOTE, old=last).first()
    if left is None:
        return
    article = Article.objects.published().filter(public_id=left.new).first()
    if article or Redirect.objects.stub(kind=RedirectKind.VANISHED_ARTICLE, old=left.new):
        raise _gone("quote", left, article)


def _gone(noun: str, stub: Redirect, article: Article | None = None) -> Gone:
    return Gone(Stub(noun, stub.reason, stub.created_at, article))


def _refuse_unseen_article(article: Article) -> None:
    if article.effective_rights == Rights.PRIVATE:
        raise _nothing(RedirectKind.ARTICLE)
    _refuse_unseen(article, RedirectKind.ARTICLE)


def _refuse_unseen(thing: Withholdable, kind: RedirectKind) -> None:
    if thing.visibility == Visibility.HIDDEN:
        raise _nothing(kind)
    if thing.is_withheld:
        raise Gone(Stub(kind.value, thing.get_withheld_reason_display(), thing.withheld_at))


def _nothing(kind: RedirectKind) -> Http404:
    return Http404(f"The archive has no {kind.value} at this address.")
