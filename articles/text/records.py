"""Parsed articles as plain values for JSON Lines, in the fields that the commands print."""

from typing import Any

from articles.text.documents import DateBasis, ParsedArticle, Quotation

PUBLISHED_KINDS = {DateBasis.EXPLICIT: "explicit", DateBasis.PARTIAL: "partial"}


def quotation_record(quotation: Quotation) -> dict[str, Any]:
    """Return one quotation; offsets are code points of the text that was given."""
    attribution = quotation.attribution
    cue, mention = attribution.cue, attribution.mention
    speaker = attribution.speaker.name if attribution.speaker else None
    if speaker is None and attribution.unnamed is not None:
        speaker = attribution.unnamed.description
    return {
        "start": quotation.span.start,
        "end": quotation.span.end,
        "kind": quotation.kind.value,
        "statement": quotation.statement,
        "cue": cue.words if cue else None,
        "speaker_text": mention.words if mention else None,
        "speaker_start": mention.span.start if mention else None,
        "speaker_end": mention.span.end if mention else None,
        "speaker": speaker,
        "named": attribution.speaker is not None,
        "confidence": attribution.confidence,
    }


def article_record(article: ParsedArticle) -> dict[str, Any]:
    """Return what was understood of one article; `body` is a list of paragraphs."""
    published = article.published
    return {
        "headline": article.headline.value if article.headline else None,
        "authors": [author.name for author in article.authors],
        "published": published.iso or None,
        "published_kind": PUBLISHED_KINDS.get(published.basis),
        "source": article.publication.value if article.publication else None,
        "dateline_place": article.dateline.value if article.dateline else None,
        "source_url": article.source_url or None,
        "body": article.body.split("\n\n"),
        "removed": [{"text": removed.text, "rule": removed.rule} for removed in article.removed],
        "quotes": [quotation_record(quotation) for quotation in article.quotations],
    }
