"""Plain makers of rows, each with defaults that a test overrides by name.

Words and names are invented. `make_article(body="He said “we will vote” today.")` then
`make_quote(article, "we will vote", speaker=make_speaker("Ada Marsh"))`.
"""

import datetime
import hashlib
import itertools
from typing import Any

from articles.importing import ImportResult, import_item
from articles.models import Article, Original, Publication, Quote, Speaker, SpeakerAlias, UnnamedSource
from articles.models.public_ids import article_public_id, name_key, quote_public_id, slug_for
from articles.text.documents import ParsedArticle
from articles.text.pipeline import parse
from articles.text.readers import Item

_numbers = itertools.count(1)

BODY = (
    "The harbour board met on Monday to discuss the new tariff.\n\n"
    "“We will lower the fee by spring,” Ada Marsh said after the meeting."
)


def make_publication(name: str = "The Harbour Times", **changes: Any) -> Publication:
    values = {"name_key": name_key(name), "slug": slug_for(name), **changes}
    return Publication.objects.get_or_create(name=name, defaults=values)[0]


def make_article(**changes: Any) -> Article:
    """Return a saved article with its original; `date=` sets a day."""
    number = next(_numbers)
    content = f"article {number}".encode()
    digest = hashlib.sha256(content).hexdigest()
    date = changes.pop("date", None)
    if isinstance(date, datetime.date):
        changes |= {
            "date_earliest": date,
            "date_latest": date,
            "date_precision": "day",
            "date_basis": "explicit",
        }
    values = {
        "public_id": article_public_id(digest),
        "headline": f"Harbour fee to fall, says board {number}",
        "body": BODY,
    }
    article = Article.objects.create(**{**values, **changes})
    Original.objects.create(
        sha256=digest,
        content=content,
        size=len(content),
        name=f"article-{number:06}.txt",
        media_type="text/plain",
        article=article,
    )
    return article


def make_speaker(name: str = "Ada Marsh", **changes: Any) -> Speaker:
    """Return a saved speaker whose full name identifies them."""
    *given, last = name.split()
    values = {"slug": slug_for(name), "sort_name": f"{last}, {' '.join(given)}" if given else last, **changes}
    speaker, is_new = Speaker.objects.get_or_create(name=name, defaults=values)
    if is_new:
        SpeakerAlias.objects.create(speaker=speaker, name=name, name_key=name_key(name), identifies=True)
    return speaker


def make_unnamed_source(
    article: Article, description: str = "senior official", **changes: Any
) -> UnnamedSource:
    return UnnamedSource.objects.create(article=article, description=description, **changes)


def make_quote(article: Article, words: str = "We will lower the fee by spring,", **changes: Any) -> Quote:
    """Return a saved quote of words that stand in the article's body."""
    start = article.body.index(words)
    values = {
        "public_id": quote_public_id(article_id=article.public_id, words=words, occurrence=1),
        "start": start,
        "end": start + len(words),
        "words": words,
        "kind": "direct",
        "statement": article.quotes.count() + 1,
        "cue": "said",
        "confidence": 0.95,
        "method": "named",
    }
    return Quote.objects.create(article=article, **{**values, **changes})


def import_bytes(content: bytes, *, name: str) -> ImportResult:
    """Import one input as a file of this name would be."""
    return import_item(Item(name=name, data=content))


def parse_bytes(content: bytes) -> ParsedArticle:
    """Parse one input whose content alone tells what it is."""
    return parse(Item(name="", data=content))
