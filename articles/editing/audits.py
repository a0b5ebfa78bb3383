"""Random samples of what readers were told, drawn to be judged: the only fair witness of how good attribution is."""

import random

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import AuditItem, AuditSample, Origin, Quote, ReviewState, Told

LARGEST_SAMPLE = 2_000


class NothingToDraw(Exception):
    """No quote is left that a sample could hold; the message is one plain sentence."""


@transaction.atomic
def draw_sample(*, size: int, seed: int, editor: User) -> AuditSample:
    """Draw quotes by lot, and return them as a sample; fewer where there are fewer.

    Drawn from are the direct and mixed quotes that readers see, that no editor has looked at and that were in no
    sample before, in the order of their public ids: whoever has the same archive draws the same ones.

    Raises:
        NothingToDraw: there are none.
    """
    quotes = (
        Quote.objects.published()
        .spoken()
        .filter(review_state=ReviewState.UNREVIEWED, audit_item__isnull=True)
        .exclude(attribution_origin=Origin.EDITOR)
        .order_by("public_id")
    )
    population = list(quotes.values_list("public_id", flat=True))
    if not population:
        raise NothingToDraw("Every quote that readers see has been looked at or drawn already.")
    # No secret: anybody may check what a seed draws.
    drawn = random.Random(seed).sample(population, min(size, len(population), LARGEST_SAMPLE))  # noqa: S311
    found = {quote.public_id: quote for quote in Quote.objects.filter(public_id__in=drawn)}
    sample = AuditSample.objects.create(
        seed=seed, size=len(drawn), population=len(population), drawn_by=editor
    )
    AuditItem.objects.bulk_create(
        AuditItem(sample=sample, position=position, quote_id=public_id, told=_told(found[public_id]))
        for position, public_id in enumerate(drawn, start=1)
    )
    return sample


def _told(quote: Quote) -> Told:
    if not quote.is_attributed:
        return Told.NOBODY
    return Told.PROBABLE if quote.is_probable else Told.PLAIN
