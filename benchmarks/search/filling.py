"""Articles by lot as rows of the product's own tables. Needs django.setup()."""

import hashlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max

from articles.models import (
    Article,
    Byline,
    Publication,
    Quote,
    Speaker,
    SpeakerAlias,
    Topic,
    UnnamedSource,
)
from articles.models.public_ids import (
    article_public_id,
    folded_words,
    name_key,
    quote_public_id,
    slug_for,
)
from articles.models.rights import Rights
from benchmarks.search.archive import PUBLICATIONS, TOPICS
from benchmarks.search.drafts import Draft, DraftQuote
from benchmarks.search.names import publication_name, speaker_name, topic_name

# Articles written in one transaction.
BATCH = 500
# Every twentieth publication allows quotes and snippets only.
QUOTES_ONLY = 20


def fill(drafts: Iterable[Draft], *, progress: Callable[[int], None]) -> None:
    """Write drafts as articles with all that belongs to them; `progress` hears how many were written.

    Nothing is noted in the outbox: bulk operations send no signals, and the index is built afterwards. The primary
    key of an article is its number and 1, that of a speaker its rank and 1.
    """
    _write_publications_and_topics()
    writer = _RowWriter()
    drafts = iter(drafts)
    while batch := list(itertools.islice(drafts, BATCH)):
        with transaction.atomic():
            writer.write(batch)
        progress(len(batch))


def _write_publications_and_topics() -> None:
    names = [publication_name(number) for number in range(PUBLICATIONS)]
    Publication.objects.bulk_create(
        [
            Publication(
                pk=number + 1,
                name=name,
                name_key=name_key(name),
                slug=slug_for(name),
                rights=Rights.QUOTES if number % QUOTES_ONLY == QUOTES_ONLY - 1 else Rights.FULL,
            )
            for number, name in enumerate(names)
        ],
        ignore_conflicts=True,
    )
    Topic.objects.bulk_create(
        [
            Topic(pk=number + 1, name=topic_name(number), slug=slug_for(topic_name(number)))
            for number in range(TOPICS)
        ],
        ignore_conflicts=True,
    )


class _RowWriter:
    """Makes rows of drafts, with primary keys given here, so that none has to be asked back."""

    def __init__(self) -> None:
        self.speakers = set(Speaker.objects.values_list("pk", flat=True))
        self.quote = _last(Quote)
        self.source = _last(UnnamedSource)

    def write(self, drafts: list[Draft]) -> None:
        self._write_speakers(drafts)
        articles = [_article(draft) for draft in drafts]
        Article.objects.bulk_create(articles)
        Byline.objects.bulk_create(
            Byline(article_id=draft.number + 1, position=place, name=name, printed=name.upper())
            for draft in drafts
            for place, name in enumerate(draft.bylines)
        )
        through = Article.topics.through
        through.objects.bulk_create(
            through(article_id=draft.number + 1, topic_id=topic + 1)
            for draft in drafts
            for topic in draft.topics
        )
        sources: list[UnnamedSource] = []
        quotes: list[Quote] = []
        for draft, article in zip(drafts, articles, strict=True):
            described = {}
            for description in {quote.description for quote in draft.quotes} - {""}:
                self.source += 1
                described[description] = self.source
                is_several = description.endswith(("officials", "diplomats"))
                sources.append(
                    UnnamedSource(
                        pk=self.source, article=article, description=description, is_several=is_several
                    )
                )
            quotes += self._quotes(article, draft.quotes, described)
        UnnamedSource.objects.bulk_create(sources)
        Quote.objects.bulk_create(quotes)

    def _write_speakers(self, drafts: list[Draft]) -> None:
        quoted = {quote.speaker for draft in drafts for quote in draft.quotes if quote.speaker is not None}
        new = [(rank + 1, speaker_name(rank)) for rank in sorted(quoted) if rank + 1 not in self.speakers]
        self.speakers.update(key for key, _ in new)
        Speaker.objects.bulk_create(
            Speaker(pk=key, name=name, slug=f"{slug_for(name)}-{key}", sort_name=_sorted_name(name))
            for key, name in new
        )
        SpeakerAlias.objects.bulk_create(
            SpeakerAlias(speaker_id=key, name=name, name_key=name_key(name), identifies=False)
            for key, name in new
        )

    def _quotes(
        self, article: Article, drafts: Iterable[DraftQuote], described: dict[str, int]
    ) -> Iterator[Quote]:
        occurrences: Counter[str] = Counter()
        for draft in drafts:
            said = article.body[draft.start : draft.end]
            key = folded_words(said)
            occurrences[key] += 1
            self.quote += 1
            yield Quote(
                pk=self.quote,
                public_id=quote_public_id(
                    article_id=article.public_id, words=said, occurrence=occurrences[key]
                ),
                article=article,
                start=draft.start,
                end=draft.end,
                words=said,
                kind=draft.kind,
                statement=draft.statement,
                speaker_id=None if draft.speaker is None else draft.speaker + 1,
                unnamed_source_id=described.get(draft.description),
                method="named",
                confidence=0.97,
                **_place("cue", article.body, draft.cue),
                **_place("mention", article.body, draft.mention),
            )


def _article(draft: Draft) -> Article:
    return Article(
        pk=draft.number + 1,
        public_id=article_public_id(hashlib.sha256(f"{draft.number}\n{draft.body}".encode()).hexdigest()),
        headline=draft.headline,
        standfirst=draft.standfirst,
        publication_id=None if draft.publication is None else draft.publication + 1,
        body=draft.body,
        language="en",
        date_precision=draft.precision,
        date_basis="unknown" if draft.earliest is None else "explicit",
        date_earliest=draft.earliest,
        date_latest=draft.latest,
        date_time=draft.time,
    )


def _place(name: str, body: str, place: tuple[int, int] | None) -> dict[str, Any]:
    if place is None:
        return {}
    start, end = place
    return {name: body[start:end], f"{name}_start": start, f"{name}_end": end}


def _sorted_name(name: str) -> str:
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}" if given else family


def _last(model: type[Quote] | type[UnnamedSource]) -> int:
    return model.objects.aggregate(last=Max("pk"))["last"] or 0
