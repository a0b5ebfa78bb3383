"""The quotations of one text, over the quotes that an earlier reading left."""

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from articles.changes import added, watch
from articles.importing.candidates import candidate_record
from articles.importing.quote_clusters import cluster_quotes
from articles.importing.speakers import stored_speakers, stored_unnamed_sources
from articles.models import (
    Article,
    IndexChange,
    Origin,
    Quote,
    Redirect,
    RedirectKind,
)
from articles.models.outbox import IndexedKind
from articles.models.public_ids import folded_words, quote_public_id
from articles.models.quotes import ASIDE
from articles.text.anchors import find_again
from articles.text.documents import Attribution, MentionKind, ParsedArticle, Quotation
from articles.text.printed_roles import find_role_beside
from articles.text.spans import Span


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a text gives for an article's quotes.

    `found` are its quotations by public id, without those that an editor removed. `kept` are quotes that an editor had a hand in and the
    engine does not find, with the places of their words; a quotation that overlaps one is not
    among the found. `lost` are those whose words are gone.
    """

    found: dict[str, Quotation]
    kept: dict[Quote, Span]
    lost: list[Quote]


def _read_quotes(article: Article, parsed: ParsedArticle, former: list[Quote]) -> _Reading:
    """Return what a text gives for the quotes of an article that still has its earlier body, and had these quotes."""
    removed = Redirect.objects.removed_by_editor(article.public_id)
    found = {key: q for key, q in _identified(article, parsed) if key not in removed}
    kept: dict[Quote, Span] = {}
    lost = []
    edited = [quote for quote in former if quote.is_edited]
    taken = [found[quote.public_id].span for quote in edited if quote.public_id in found]
    for quote in edited:
        if quote.public_id in found:
            continue
        place = find_again(
            Span(quote.start, quote.end),
            old_body=article.body,
            new_body=parsed.body,
            taken=[*taken, *kept.values()],
        )
        if place is None:
            lost.append(quote)
        else:
            kept[quote] = place
    return _Reading(
        {key: q for key, q in found.items() if not any(q.span.overlaps(place) for place in kept.values())},
        kept,
        lost,
    )


def store_quotes(article: Article, parsed: ParsedArticle) -> None:
    """Bring an article's quotes to what a text, which is about to be its body, holds.

    A quote whose words stand unchanged keeps its row, id and URL; who said it is kept where an
    editor decided, and one that an editor had a hand in stays although the engine no longer finds
    it. Any other that is gone leaves a redirect to the article. The index takes the quotes that are
    there with their article, and is told of those that are gone.
    """
    former = list(article.quotes.all())
    reading = _read_quotes(article, parsed, former)
    stored = {quote.public_id: quote for quote in former if quote not in reading.kept}
    followed = [
        quotation
        for public_id, quotation in reading.found.items()
        if public_id not in stored or not stored[public_id].is_decided
    ]
    speakers = _StoredSpeakers(article, followed)
    kept, new = [], []
    for public_id, quotation in reading.found.items():
        values = _place(quotation, parsed.body)
        quote = stored.pop(public_id, None)
        if quote is None:
            new.append(
                Quote(public_id=public_id, article=article, **values, **speakers.of(quotation.attribution))
            )
            continue
        if not quote.is_decided:
            values |= speakers.of(quotation.attribution)
        for field, value in values.items():
            setattr(quote, field, value)
        kept.append(quote)
    statement = max((quotation.statement for quotation in reading.found.values()), default=0)
    for number, (quote, place) in enumerate(reading.kept.items(), start=statement + 1):
        quote.move(place, body=parsed.body)
        quote.statement = number
        kept.append(quote)
    if former:
        watch(article.quotes.all())
        _let_go(article, stored.values())
        article.quotes.update(start=F("start") + ASIDE, end=F("end") + ASIDE)
        for quote in kept:
            quote.save()
    _bring_in(new)
    if former:
        article.unnamed_sources.filter(quotes__isnull=True).delete()


def add_quotations(article: Article, quotations: Iterable[Quotation]) -> None:
    """Store quotations of an article's body beside the quotes that it has; those that overlap one are left out."""
    stored = list(article.quotes.all())
    places = [Span(quote.start, quote.end) for quote in stored]
    added = [q for q in quotations if not any(q.span.overlaps(place) for place in places)]
    speakers = _StoredSpeakers(article, added)
    used = {quote.public_id for quote in stored}
    last = max((quote.statement for quote in stored), default=0)
    new = []
    for quotation in added:
        values = _place(quotation, article.body)
        public_id = _free_public_id(article, values["words"], used)
        used.add(public_id)
        values["statement"] += last
        new.append(
            Quote(public_id=public_id, article=article, **values, **speakers.of(quotation.attribution))
        )
    _bring_in(new)
    IndexChange.objects.record(IndexedKind.ARTICLE, [article.pk])


def _free_public_id(article: Article, words: str, used: Collection[str]) -> str:
    """Return the public id of the first occurrence of words that no quote of the article has."""
    ids = (
        quote_public_id(article_id=article.public_id, words=words, occurrence=n) for n in itertools.count(1)
    )
    return next(public_id for public_id in ids if public_id not in used)


def _bring_in(new: list[Quote]) -> None:
    """Store new quotes; the address of one that was here before leads to it again."""
    if not new:
        return
    added(Quote.objects.bulk_create(new))
    cluster_quotes(new)
    Redirect.objects.filter(
        kind=RedirectKind.VANISHED_QUOTE, old__in=[quote.public_id for quote in new]
    ).delete()


def lost_edits(article: Article, parsed: ParsedArticle) -> list[str]:
    """Return the words of quotes that an editor had a hand in and that a newer text no longer holds."""
    return [quote.words for quote in _read_quotes(article, parsed, list(article.quotes.all())).lost]


def _identified(article: Article, parsed: ParsedArticle) -> Iterator[tuple[str, Quotation]]:
    """Yield each quotation with its public id."""
    occurrences: Counter[str] = Counter()
    for quotation in parsed.quotations:
        words = quotation.span.of(parsed.body)
        occurrences[folded_words(words)] += 1
        occurrence = occurrences[folded_words(words)]
        yield quote_public_id(article_id=article.public_id, words=words, occurrence=occurrence), quotation


def _let_go(article: Article, quotes: Iterable[Quote]) -> None:
    """Delete quotes that are no longer in the text; their addresses lead to the article."""
    gone = list(quotes)
    for quote in gone:
        Redirect.objects.update_or_create(
            kind=RedirectKind.VANISHED_QUOTE,
            old=quote.public_id,
            defaults={"new": article.public_id, "reason": "The article's text changed."},
        )
    IndexChange.objects.record(IndexedKind.QUOTE, [quote.pk for quote in gone])
    article.quotes.filter(pk__in=[quote.pk for quote in gone]).delete()


def _place(quotation: Quotation, body: str) -> dict[str, Any]:
    """Return where a quotation stands and how it is introduced, as a quote's fields."""
    cue, mention = quotation.attribution.cue, quotation.attribution.mention
    is_named = mention is not None and mention.kind is MentionKind.NAME
    role = find_role_beside(body, mention.span) if mention and is_named else None
    return {
        "start": quotation.span.start,
        "end": quotation.span.end,
        "words": quotation.span.of(body),
        "kind": quotation.kind.value,
        "statement": quotation.statement,
        "cue": cue.words if cue else "",
        "cue_start": cue.span.start if cue else None,
        "cue_end": cue.span.end if cue else None,
        "mention": mention.words if mention else "",
        "mention_start": mention.span.start if mention else None,
        "mention_end": mention.span.end if mention else None,
        "mention_kind": mention.kind.value if mention else "",
        "role": role.of(body) if role else "",
        "role_start": role.start if role else None,
        "role_end": role.end if role else None,
    }


class _StoredSpeakers:
    """The rows of one article's speakers and unnamed sources, looked up or made all at once."""

    def __init__(self, article: Article, quotations: Iterable[Quotation]) -> None:
        attributions = [quotation.attribution for quotation in quotations]
        named = [found.speaker for found in attributions if found.speaker is not None]
        unnamed = [found.unnamed for found in attributions if found.unnamed is not None]
        self._speakers = stored_speakers(named, article=article)
        self._sources = stored_unnamed_sources(unnamed, article=article)

    def of(self, attribution: Attribution) -> dict[str, Any]:
        """Return who said it and how that is known, as a quote's fields."""
        named, unnamed = attribution.speaker, attribution.unnamed
        return {
            "speaker": self._speakers[named.name] if named else None,
            "unnamed_source": self._sources[unnamed] if unnamed and not named else None,
            "method": attribution.method,
            "confidence": attribution.confidence,
            "chain": list(attribution.chain),
            "candidates": [candidate_record(candidate) for candidate in attribution.candidates],
            "attribution_origin": Origin.RULE,
        }
