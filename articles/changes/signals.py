"""Tells the recorder of an act of each row that is saved or deleted.

`bulk_create`, `bulk_update` and `QuerySet.update` send no signals: who uses them inside `changing` calls
`watch` before or `added` after.
"""

from typing import Any

from django.db.models import SET_NULL, Model
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save

from articles.changes.recording import current_recorder
from articles.changes.tracked import TRACKED, references_to
from articles.models import Article, Topic, TopicArticle


def connect() -> None:
    """Listen from now on."""
    for model in TRACKED:
        pre_save.connect(_remember, sender=model)
        post_save.connect(_note_created, sender=model)
        pre_delete.connect(_remember_deleted, sender=model)
    m2m_changed.connect(_follow_topics, sender=TopicArticle)


def _remember(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    del kwargs
    recorder = current_recorder()
    if recorder is not None and instance.pk is not None:
        recorder.watch_keys(sender, [instance.pk])


def _remember_deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Remember a row, and those that will no longer refer to it: these are changed without a signal."""
    del kwargs
    recorder = current_recorder()
    if recorder is not None:
        recorder.watch_keys(sender, [instance.pk])
        for model, name in references_to(sender, on_delete=SET_NULL):
            recorder.watch(model._base_manager.filter(**{name: instance.pk}))


def _note_created(sender: type[Model], instance: Model, created: bool, **kwargs: Any) -> None:
    del sender, kwargs
    recorder = current_recorder()
    if recorder is not None and created:
        recorder.added([instance])


def _follow_topics(instance: Article | Topic, action: str, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Follow `article.topics.add` and its like, from whichever side."""
    del kwargs
    recorder = current_recorder()
    if recorder is None:
        return
    own, other = ("article", "topic") if isinstance(instance, Article) else ("topic", "article")
    rows = TopicArticle.objects.filter(**{own: instance.pk})
    if pk_set is not None:
        rows = rows.filter(**{f"{other}__in": pk_set})
    if action.startswith("pre_"):
        recorder.watch(rows)
    elif action == "post_add":
        recorder.added(rows)
