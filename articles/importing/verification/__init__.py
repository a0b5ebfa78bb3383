"""Whether all that is stored is whole. Nothing here writes."""

from collections.abc import Iterator

from articles.importing.verification.references import (
    verify_records,
    verify_redirects,
    verify_speakers,
    verify_tables,
)
from articles.importing.verification.texts import verify_articles, verify_originals
from articles.importing.verification.verdicts import Verdict
from articles.models import Article, ImportRecord, Original, Provenance, Quote, Redirect, RemovedText, Speaker

__all__ = ["Verdict", "count_to_verify", "verify"]


def verify() -> Iterator[Verdict]:
    """Yield a verdict on everything stored: originals, then articles and what refers to their texts, then references."""
    yield from verify_originals()
    yield from verify_articles()
    yield from verify_speakers()
    yield from verify_redirects()
    yield from verify_records()
    yield from verify_tables()


def count_to_verify() -> int:
    """Return about how many verdicts there will be, for a progress bar."""
    models = (Original, Article, Quote, RemovedText, Provenance, Speaker, Redirect, ImportRecord)
    return sum(model.objects.count() for model in models)
