"""What readers may not see any more: an article, a quote, the name of a speaker; with a reason, and back again.

An article that is withheld is gone with all that hangs on it. A quote that is withheld leaves a mask in the text of its
article, wherever that prints its words. A name that is withheld is withheld as an attribution: the articles in which it
is printed are the words of others, and stand as they are.
"""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils import timezone

from articles.changes import changing
from articles.models import (
    Action,
    Article,
    Provenance,
    Quote,
    Speaker,
    UnnamedSource,
    Visibility,
    WithheldReason,
)
from articles.models.telling import refuse_told
from articles.text.concealing import has_any, is_nothing_but

Thing = Article | Quote | Speaker
# Letters that a name or word has at least.
SHORTEST = 2


class NotWithholdable(ValueError):
    """A thing cannot be withheld so; `field` is the part of the decision at fault, the message one sentence."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


def connect() -> None:
    """Listen from now on: `Article.withheld_words` follows the quotes, and nothing fetched for readers is saved."""
    post_save.connect(_follow_quote, sender=Quote)
    post_delete.connect(_follow_quote, sender=Quote)
    post_save.connect(_follow_article, sender=Article)
    for model in (Article, Quote, Provenance, UnnamedSource):
        pre_save.connect(refuse_told, sender=model)


def set_visibility(
    thing: Thing, visibility: Visibility, *, editor: User, reason: str = "", note: str = ""
) -> tuple[Thing, ...]:
    """Withhold a thing, hide it, or show it again, and return all that changed, in one transaction.

    With a quote go those of its article that have no other words, and come back with it. `reason` is a
    WithheldReason, which readers are told; the note is for editors alone.

    Raises:
        NotWithholdable: it is to be withheld without a reason, or nothing would change.
    """
    if visibility == Visibility.WITHHELD and not reason:
        raise NotWithholdable("Choose the reason that readers are told.", field="reason")
    told = WithheldReason(reason).label if visibility == Visibility.WITHHELD else Visibility(visibility).label
    with changing(editor, action=Action.WITHHOLD, reason=told):
        if isinstance(thing, Quote):
            Article.objects.filter(pk=thing.article_id).lock()
        thing = type(thing)._default_manager.select_for_update().get(pk=thing.pk)  # noqa: SLF001  public in all but name
        kept = (thing.visibility, thing.withheld_reason, thing.withheld_note)
        along = list(goes_along(thing))
        at = timezone.now()
        _set(thing, visibility, reason=reason, note=note, at=at)
        if kept == (thing.visibility, thing.withheld_reason, thing.withheld_note):
            raise NotWithholdable("This is how it is already.", field="visibility")
        thing.save()
        for other in along:
            _set(other, visibility, reason=reason, note=note, at=thing.withheld_at or at)
            other.save()
        if isinstance(thing, Quote):
            Article.objects.filter(pk=thing.article_id).update(updated_at=timezone.now())
    return (thing, *along)


def goes_along(thing: Thing) -> Iterator[Quote]:
    """Yield the other quotes of an article that go, or come back, with a quote: they have no other words.

    A longer one stays, with a mask in it.
    """
    if not isinstance(thing, Quote):
        return
    for other in thing.article.quotes.exclude(pk=thing.pk).filter(visibility=thing.visibility):
        is_within = thing.start <= other.start and other.end <= thing.end
        is_of_one_decision = thing.withheld_at == other.withheld_at
        if is_of_one_decision and (is_within or is_nothing_but(other.words, thing.words)):
            yield other


def same_words_elsewhere(quote: Quote) -> QuerySet[Quote]:
    """Return the quotes of other articles that have the words of a quote; these stand until they are withheld as well."""
    wording = getattr(quote, "quoted_wording", None)
    if wording is None:
        return Quote.objects.none()
    same = Quote.objects.filter(quoted_wording__wording=wording.wording_id).exclude(article=quote.article_id)
    return same.with_article().order_by("pk")


def conceal_words(
    article: Article, words: Iterable[str], *, editor: User, reason: str, note: str = ""
) -> Article:
    """Withhold these names or words of an article from readers, and no others any more; its quotes stay.

    Those that were withheld before keep their reason and day.

    Raises:
        NotWithholdable: there is no reason for new ones, the article does not print one, or gives a quote to one.
    """
    wanted = list(dict.fromkeys(" ".join(each.split()) for each in words if each.strip()))
    with changing(editor, action=Action.WITHHOLD, reason=WithheldReason(reason).label if reason else ""):
        article = Article.objects.select_for_update().get(pk=article.pk)
        known = {each["words"]: each for each in article.concealed}
        new = [each for each in wanted if each not in known]
        if new and not reason:
            raise NotWithholdable("Choose the reason that readers are told.", field="reason")
        for each in new:
            _refuse_unconcealable(article, each)
        now = timezone.now().isoformat()
        article.concealed = [
            known.get(each) or {"words": each, "reason": reason, "since": now, "note": note}
            for each in wanted
        ]
        article.withheld_words = withheld_words(article)
        article.save()
    return article


def _refuse_unconcealable(article: Article, words: str) -> None:
    if len(words) < SHORTEST:
        raise NotWithholdable(f"“{words}” is too short: it would mask too much.", field="names")
    printed = f"{article.headline}\n{article.printed_headline}\n{article.standfirst}\n{article.body}"
    if not has_any(printed, [words]):
        raise NotWithholdable(f"“{words}” does not stand in this article.", field="names")
    for byline in article.bylines.all():
        if has_any(f"{byline.name}\n{byline.printed}", [words]):
            raise NotWithholdable(
                f"The article is by {byline.name}: take that out of its authors first.", field="names"
            )
    for quote in article.quotes.filter(speaker__isnull=False).select_related("speaker"):
        if quote.speaker and has_any(quote.speaker.name, [words]):
            raise NotWithholdable(
                f"Quotes of this article are given to {quote.speaker.name}: withhold the name of that speaker, "
                "or give the quotes to nobody first.",
                field="names",
            )


def _set(thing: Thing, visibility: Visibility, *, reason: str, note: str, at: datetime.datetime) -> None:
    is_withheld = visibility == Visibility.WITHHELD
    if not is_withheld:
        thing.withheld_at = None
    elif not thing.is_withheld or thing.withheld_at is None:
        thing.withheld_at = at
    thing.visibility = visibility
    thing.withheld_reason = reason if is_withheld else ""
    thing.withheld_note = note


def withheld_words(article: Article) -> list[str]:
    """Return the words for which an article shows a mask: those concealed, and of its withheld quotes; from A to Z."""
    quotes = Quote.objects.filter(article=article.pk, visibility=Visibility.WITHHELD)
    return sorted({each["words"] for each in article.concealed} | set(quotes.values_list("words", flat=True)))


def _follow_quote(instance: Quote, raw: bool = False, **kwargs: Any) -> None:
    """Bring the withheld words of an article in line with a quote that was saved or deleted."""
    del kwargs
    if raw:
        return
    article = Article.objects.filter(pk=instance.article_id).only("withheld_words", "concealed").first()
    if article is None or not (instance.is_withheld or article.withheld_words):
        return
    words = withheld_words(article)
    if words != article.withheld_words:
        Article.objects.filter(pk=article.pk).update(withheld_words=words)
    # Whoever saves the article next has it at hand.
    if (held := instance._state.fields_cache.get("article")) is not None:  # noqa: SLF001
        held.withheld_words = words


def _follow_article(instance: Article, raw: bool = False, **kwargs: Any) -> None:
    """Bring the withheld words of an article that was saved in line with what is concealed: an undoing brings that back."""
    del kwargs
    if not raw and (instance.concealed or instance.withheld_words):
        words = withheld_words(instance)
        if words != instance.withheld_words:
            Article.objects.filter(pk=instance.pk).update(withheld_words=words)
            instance.withheld_words = words
