"""Which of two texts of one article is the newer."""

import datetime

from django.db.models import Q, QuerySet

from articles.importing.inputs import NAME_LENGTH
from articles.models import Article, Original
from articles.text.addresses import same_addresses
from articles.text.readers.entries import Entry


def known_as(name: str, address: str) -> QuerySet[Article]:
    """Return the articles that have had this name as inputs, or that were found at this address."""
    forms = same_addresses(address)
    originals = Original.objects.filter(Q(name=name[-NAME_LENGTH:]) | Q(source_url__in=forms))
    return Article.objects.filter(
        Q(pk__in=originals.order_by().values("article")) | Q(source_url__in=forms)
    ).order_by()


def kept_beside(article: Article, *, format: str, retrieved_at: datetime.datetime | None) -> str:
    """Return why a text of this format and capture is no newer one of an article; "" where it is.

    Web archives are imported in any order: what was captured later is newer. A feed's entry is cut
    from the page that it leads to, and says less.
    """
    current = article.originals.current().first()
    if current is None:
        return ""
    if retrieved_at and current.retrieved_at and retrieved_at < current.retrieved_at:
        return "Is kept as an earlier version: the archive has a later capture of it."
    if format == Entry.format != current.format:
        return "Is kept beside the page of it that the archive has."
    return ""
