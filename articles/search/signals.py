"""Notes in the outbox whatever changes what is found, in the transaction of the change.

Haystack's own processors listen to every model and index within the save. This one listens to the
models that matter and only writes down which articles to index anew; with an article go its quotes. Bulk
operations (`bulk_create`, `QuerySet.update`) send no signals: who uses them writes
`IndexChange.objects.record(IndexedKind.ARTICLE, keys)` in the same transaction.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Model
from django.db.models.signals import ModelSignal, m2m_changed, post_delete, post_save, pre_delete, pre_save
from haystack.signals import BaseSignalProcessor

from articles.models import (
    Article,
    Byline,
    IndexChange,
    Publication,
    Quote,
    ReviewState,
    Rights,
    Speaker,
    SpeakerAlias,
    Topic,
    TopicArticle,
    TopicOmission,
    UnnamedSource,
    Visibility,
)
from articles.models.outbox import IndexedKind
from articles.search.deferrals import drain_after_commit

# Rows that bear on articles through the row they belong to, and the field that names it.
OWNERS = {
    Byline: "article_id",
    Quote: "article_id",
    SpeakerAlias: "speaker_id",
    TopicArticle: "article_id",
    TopicOmission: "article_id",
    UnnamedSource: "article_id",
}


class OutboxSignalProcessor(BaseSignalProcessor):
    """Set as HAYSTACK_SIGNAL_PROCESSOR."""

    def setup(self) -> None:
        for signal, receiver, sender in _connections():
            signal.connect(receiver, sender=sender)

    def teardown(self) -> None:
        for signal, receiver, sender in _connections():
            signal.disconnect(receiver, sender=sender)


def _connections() -> Iterator[tuple[ModelSignal, Callable[..., None], type[Model]]]:
    """Yield each signal with who hears it and from which model."""
    for model in (Article, Publication, Speaker, Topic, *OWNERS):
        yield post_save, note_change, model
        yield post_delete, note_change, model
    for owned in OWNERS:
        yield pre_save, remember_articles, owned
    # Its articles can no longer be told once it is gone.
    yield pre_delete, note_change, Topic
    yield m2m_changed, note_topics, Article.topics.through


def remember_articles(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Keep the articles that a row is about to leave, to be noted once it is saved."""
    del kwargs
    owner = OWNERS[sender]
    stored = sender.objects.filter(pk=instance.pk).only(owner).first() if instance.pk else None
    if stored and getattr(stored, owner) != getattr(instance, owner):
        vars(instance)["articles_left"] = list(_articles_of(stored))


def note_change(instance: Any, origin: Any = None, **kwargs: Any) -> None:
    """Note the articles that one saved or deleted row bears on, and those it left.

    `origin` is what a deletion began with, a row or a QuerySet.
    """
    del kwargs
    if isinstance(instance, Quote) and _is_withdrawn(instance, origin):
        # What must go leaves the index before anything is added.
        IndexChange.objects.record(IndexedKind.QUOTE, [instance.pk], is_withdrawal=True)
        drain_after_commit(is_withdrawal=True)
    if isinstance(instance, TopicArticle | TopicOmission) and not _goes_alone(instance, origin):
        return  # noted with the topic or the article that takes it along
    if isinstance(instance, Topic) and origin is None:
        IndexChange.objects.record(IndexedKind.TOPIC, [instance.pk])
        drain_after_commit()
    is_withdrawal = _hides_articles(instance) or (isinstance(instance, Article) and origin is not None)
    _note(
        {*_articles_of(instance), *vars(instance).pop("articles_left", ())},
        is_withdrawal=is_withdrawal,
    )


def _is_withdrawn(quote: Quote, origin: Any) -> bool:
    """Return whether a quote goes without its article, which would take it along."""
    if origin is not None:
        return _goes_alone(quote, origin)
    return quote.visibility != Visibility.PUBLIC or quote.review_state == ReviewState.REJECTED


def _hides_articles(instance: Any) -> bool:
    """Return whether what the index has of articles may be what readers may not see, now that this row is as it is."""
    match instance:
        case Article():
            return not instance.is_published or bool(instance.withheld_words)
        case Quote() | Speaker():
            # The words stand in the text, the name in the documents of all that it is given to.
            return instance.visibility != Visibility.PUBLIC
        case Publication():
            return instance.rights == Rights.PRIVATE
        case _:
            return False


def _goes_alone(row: Model, origin: Any) -> bool:
    """Return whether a row is saved, or deleted for itself and not with what it belongs to."""
    model = type(row)
    return origin is None or isinstance(origin, model) or getattr(origin, "model", None) is model


def note_topics(instance: Any, action: str, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Note the articles whose topics changed, from whichever side."""
    del kwargs
    if action not in ("post_add", "post_remove", "pre_clear"):
        return
    if isinstance(instance, Article):
        _note([instance.pk])
    elif action == "pre_clear":
        _note(_articles_of(instance))
    else:
        _note(pk_set or ())


def _articles_of(instance: Any) -> Iterable[int]:
    match instance:
        case Article():
            return [instance.pk]
        case Byline() | Quote() | TopicArticle() | TopicOmission() | UnnamedSource():
            return [instance.article_id]
        case Publication():
            return Article.objects.filter(publication=instance.pk).values_list("pk", flat=True)
        case Topic():
            return Article.objects.filter(topics=instance.pk).values_list("pk", flat=True)
        case Speaker():
            return _articles_quoting(instance.pk)
        case SpeakerAlias():
            return _articles_quoting(instance.speaker_id)
        case _:
            raise TypeError(f"not a model of the index: {instance!r}")


def _articles_quoting(speaker: int) -> Iterable[int]:
    return Quote.objects.filter(speaker=speaker).order_by().values_list("article", flat=True).distinct()


def _note(articles: Iterable[int], *, is_withdrawal: bool = False) -> None:
    keys = list(articles)
    if keys:
        IndexChange.objects.record(IndexedKind.ARTICLE, keys, is_withdrawal=is_withdrawal)
        drain_after_commit(is_withdrawal=is_withdrawal)
