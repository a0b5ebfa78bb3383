"""Sketches, near-duplicates and wordings follow the bodies and quotes they are of, whoever changes these.

Signals tell of every save and deletion; `bulk_create` and `QuerySet.update` send none, and who uses them on bodies
or on words of quotes calls `find_near_duplicates` or `cluster_quotes` in the same transaction.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete

from articles.importing.near_duplicates import find_near_duplicates, forget_near_duplicates
from articles.importing.quote_clusters import cluster_quotes, drop_unused, forget_quote_clusters
from articles.models import Article, Quote, QuotedWording

# Articles of one transaction while all are gone through.
BATCH = 100


def connect() -> None:
    """Listen from now on."""
    post_save.connect(_follow_body, sender=Article)
    post_save.connect(_follow_words, sender=Quote)
    pre_delete.connect(_remember_wording, sender=Quote)
    post_delete.connect(_drop_wording, sender=Quote)


def find_all_duplicates() -> Iterator[int]:
    """Find the near-duplicates and quote clusters of the whole archive anew; yield how many articles are done.

    What editors rejected stays rejected. Killed in the middle it leaves whole articles only; run again it begins anew.
    """
    forget_near_duplicates()
    forget_quote_clusters()
    done = last = 0
    while articles := list(Article.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        with transaction.atomic():
            for article in articles:
                find_near_duplicates(article)
                cluster_quotes(list(article.quotes.all()))
        last = articles[-1].pk
        done += len(articles)
        yield done


def _follow_body(
    instance: Article, raw: bool = False, update_fields: Collection[str] | None = None, **kwargs: Any
) -> None:
    del kwargs
    if not raw and (update_fields is None or "body" in update_fields):
        find_near_duplicates(instance)


def _follow_words(
    instance: Quote, raw: bool = False, update_fields: Collection[str] | None = None, **kwargs: Any
) -> None:
    del kwargs
    if not raw and (update_fields is None or not {"words", "kind"}.isdisjoint(update_fields)):
        cluster_quotes([instance])


def _remember_wording(instance: Quote, **kwargs: Any) -> None:
    """Keep which wording a quote is about to leave."""
    del kwargs
    vars(instance)["wordings_left"] = list(
        QuotedWording.objects.filter(quote=instance).values_list("wording", flat=True)
    )


def _drop_wording(instance: Quote, **kwargs: Any) -> None:
    del kwargs
    drop_unused(vars(instance).pop("wordings_left", ()))
