"""What articles and quotes give to the index, for many at once, read straight from the database.

Only what readers may see is given: published articles and quotes, names of public speakers, publications that are
not private. Whether a text may be shown in full is for the pages to say; its words are searchable all the same.

Rows come as plain values, some queries for all of them: a rebuild reads each row once, and model instances would
take most of its time.
"""

import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from haystack.constants import DJANGO_CT, DJANGO_ID, ID

from articles.models import Article, Byline, Quote, Rights, Speaker, SpeakerAlias, Visibility
from articles.models.quotes import is_probable
from articles.search.fields import PROBABLE, Attributed
from articles.search.prepared import Prepared
from articles.search.requests import Scope
from articles.text.indirect_cues import lemma_of_cue
from articles.text.unnamed import standing_of

UNDATED = "undated"
# Bodies held at once: one may have megabytes.
BODIES = 25
# Values of one query that every database takes, many times over.
PARAMETERS = 500

_MODELS: Mapping[Scope, str] = {Scope.ARTICLES: "articles.article", Scope.QUOTES: "articles.quote"}

Values = dict[str, Any]

_encode = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Document:
    """What one article or quote gives to the index: `values` has all fields of its index, and Haystack's own.

    `digest`, a number of 63 bits, tells these values from others.
    """

    scope: Scope
    key: int
    article: int
    values: Values
    digest: int


def documents_of(articles: Collection[int], scopes: Collection[Scope] = tuple(Scope)) -> Iterator[Document]:
    """Yield the documents of these articles, given by primary key: the article's, then those of its quotes.

    Articles come in the order of their keys, quotes in text order; what readers may not see does not come.
    """
    keys = sorted(set(articles))
    for start in range(0, len(keys), PARAMETERS):
        yield from _documents(keys[start : start + PARAMETERS], scopes)


def documents_of_quotes(quotes: Collection[int]) -> Iterator[Document]:
    """Yield the documents of these quotes, given by primary key, those of one article in text order."""
    keys = sorted(set(quotes))
    for start in range(0, len(keys), PARAMETERS):
        chosen = Q(pk__in=keys[start : start + PARAMETERS])
        articles = Quote.objects.filter(chosen).order_by().values_list("article", flat=True)
        facts = _facts(set(articles))
        found = _quotes(chosen & Q(article__in=facts))
        people = _people(found.values())
        for article in sorted(found):
            yield from _of_quotes(facts[article], found[article], people)


def values_of(scope: Scope, keys: Collection[int]) -> dict[int, Values]:
    """Return the values of these rows, given by primary key, without their texts; none of what readers may not see."""
    found: dict[int, Values] = {}
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), PARAMETERS):
        chosen = wanted[start : start + PARAMETERS]
        if scope is Scope.QUOTES:
            found |= {document.key: document.values for document in documents_of_quotes(chosen)}
            continue
        facts = _facts(chosen)
        quotes = _quotes(Q(article__in=facts))
        people = _people(quotes.values())
        found |= {key: facts[key].shared | _own(scope, key, facts[key], quotes[key], people) for key in facts}
    return found


def _documents(keys: list[int], scopes: Collection[Scope]) -> Iterator[Document]:
    facts = _facts(keys)
    quotes = _quotes(Q(article__in=facts))
    people = _people(quotes.values())
    ordered = sorted(facts)
    for start in range(0, len(ordered), BODIES):
        part = ordered[start : start + BODIES]
        bodies = dict(_bodies(part)) if Scope.ARTICLES in scopes else {}
        for key in part:
            if key in bodies:
                yield _of_article(facts[key], bodies.pop(key), quotes[key], people)
            if Scope.QUOTES in scopes:
                yield from _of_quotes(facts[key], quotes[key], people)


# Rows


class _Quote(NamedTuple):
    key: int
    article: int
    start: int
    words: str
    kind: str
    cue: str
    speaker: int | None
    description: str | None
    review_state: str
    attribution_origin: str
    confidence: float

    def attributed(self, people: "Mapping[int, _Person]") -> Attributed:
        """Return how much readers are told of who said it."""
        if self.speaker is not None:
            return Attributed.NAMED if self.speaker in people else Attributed.WITHHELD
        return Attributed.NOBODY if self.description is None else Attributed.UNNAMED

    def reviews(self, attributed: Attributed) -> set[str]:
        """Return its state of review, and whether its speaker is only probable, where readers are told one."""
        is_told = attributed in (Attributed.NAMED, Attributed.UNNAMED) and is_probable(
            review_state=self.review_state,
            attribution_origin=self.attribution_origin,
            confidence=self.confidence,
        )
        return {self.review_state, PROBABLE} if is_told else {self.review_state}


class _Person(NamedTuple):
    slug: str
    names: tuple[str, ...]


class _Facts(NamedTuple):
    """What an article gives to its own document and to those of its quotes."""

    key: int
    standfirst: str
    shared: Values
    # The shared values as they go into digests.
    record: bytes
    # What is known of it, for `has:`, but for its quotes and speakers.
    things: frozenset[str]


_BYLINES = Prepared(lambda: Byline.objects.values_list("position", "pk", "article", "name"), "article")
_TOPICS = Prepared(
    lambda: Article.topics.through.objects.values_list("topic__name", "topic__slug", "article"), "article"
)


def _bodies(keys: Collection[int]) -> "QuerySet[Article, tuple[int, str]]":
    return Article.objects.filter(pk__in=keys).order_by().values_list("pk", "body")


def _facts(keys: Collection[int]) -> dict[int, _Facts]:
    """Return the facts of those articles that readers may see."""
    if not keys:
        return {}
    bylines: dict[int, list[str]] = defaultdict(list)
    for _, _, article, name in sorted(_BYLINES.rows(keys)):
        bylines[article].append(name)
    topics: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for name, slug, article in sorted(_TOPICS.rows(keys)):
        topics[article].append((name, slug))
    rows = (
        Article.objects.published()
        .filter(pk__in=keys)
        .order_by()
        .values_list(
            "pk",
            "headline",
            "standfirst",
            "date_earliest",
            "date_latest",
            "date_time",
            "publication__name",
            "publication__slug",
            "publication__rights",
        )
    )
    facts = {}
    for key, headline, standfirst, earliest, latest, time, name, slug, rights in rows:
        is_named = name is not None and rights != Rights.PRIVATE
        shared = {
            "headline": headline,
            "byline": bylines[key],
            "publication": [name] if is_named else [],
            "topic": [name for name, _ in topics[key]],
            "publications": [slug] if is_named else [],
            "topics": sorted(slug for _, slug in topics[key]),
            "years": years_of(earliest, latest),
            "months": months_of(earliest, latest),
            "earliest": earliest.toordinal() if earliest else 0,
            "latest": latest.toordinal() if latest else 0,
            "minute": 1 + time.hour * 60 + time.minute if time else 0,
            "article": key,
        }
        things = {
            "date": earliest is not None,
            "headline": bool(headline),
            "byline": bool(bylines[key]),
            "publication": is_named,
            "topic": bool(topics[key]),
        }
        known = frozenset(thing for thing, there in things.items() if there)
        facts[key] = _Facts(key, standfirst, shared, _encoded(shared), known)
    return facts


def _quotes(condition: Q) -> dict[int, list[_Quote]]:
    """Return the quotes that readers may see, by article, in text order."""
    found: dict[int, list[_Quote]] = defaultdict(list)
    rows = (
        Quote.objects.shown()
        .filter(condition)
        .order_by("article", "start", "pk")
        .values_list(
            "pk",
            "article",
            "start",
            "words",
            "kind",
            "cue",
            "speaker",
            "unnamed_source__description",
            "review_state",
            "attribution_origin",
            "confidence",
        )
    )
    for row in map(_Quote._make, rows.iterator()):
        found[row.article].append(row)
    return found


def _people(quotes: Iterable[list[_Quote]]) -> dict[int, _Person]:
    """Return the speakers of these quotes whose names readers may see."""
    speakers = sorted({quote.speaker for some in quotes for quote in some if quote.speaker is not None})
    people = {}
    for start in range(0, len(speakers), PARAMETERS):
        keys = speakers[start : start + PARAMETERS]
        names: dict[int, set[str]] = defaultdict(set)
        for speaker, name in (
            SpeakerAlias.objects.filter(speaker__in=keys).order_by().values_list("speaker", "name")
        ):
            names[speaker].add(name)
        public = Speaker.objects.filter(pk__in=keys, visibility=Visibility.PUBLIC)
        for key, name, slug in public.order_by().values_list("pk", "name", "slug"):
            people[key] = _Person(slug, tuple(sorted({name, *names[key]})))
    return people


# Documents


def _of_article(facts: _Facts, body: str, quotes: list[_Quote], people: Mapping[int, _Person]) -> Document:
    own = _own(Scope.ARTICLES, facts.key, facts, quotes, people)
    own["text"] = body
    own["standfirst"] = facts.standfirst
    own["quoted"] = "\n\n".join([quote.words for quote in quotes])
    own["start"] = 0
    return _document(Scope.ARTICLES, facts.key, facts, own)


def _of_quotes(facts: _Facts, quotes: Iterable[_Quote], people: Mapping[int, _Person]) -> Iterator[Document]:
    for quote in quotes:
        own = _own(Scope.QUOTES, quote.key, facts, (quote,), people)
        own["text"] = quote.words
        own["start"] = quote.start
        yield _document(Scope.QUOTES, quote.key, facts, own)


def _document(scope: Scope, key: int, facts: _Facts, own: Values) -> Document:
    digest = hashlib.blake2b(facts.record + _encoded(own), digest_size=8).digest()
    return Document(scope, key, facts.key, facts.shared | own, int.from_bytes(digest) >> 1)


def _encoded(values: Values) -> bytes:
    return _encode(values).encode("utf-8", "surrogatepass")


def _own(
    scope: Scope, key: int, facts: _Facts, quotes: Collection[_Quote], people: Mapping[int, _Person]
) -> Values:
    """Return what documents of both kinds have for themselves."""
    speakers = {
        quote.speaker: people[quote.speaker]
        for quote in quotes
        if quote.speaker is not None and quote.speaker in people
    }
    names = {name for person in speakers.values() for name in person.names}
    descriptions = {quote.description for quote in quotes if quote.description is not None}
    attributed = [quote.attributed(people) for quote in quotes]
    # What introduces words whose speaker is withheld is evidence of who that is, and withheld with the name.
    cues = {
        quote.cue
        for quote, state in zip(quotes, attributed, strict=True)
        if quote.cue and state is not Attributed.WITHHELD
    }
    things = facts.things
    if quotes:
        things |= {"quote", "speaker"} if speakers else {"quote"}
    return {
        ID: f"{_MODELS[scope]}.{key}",
        DJANGO_CT: _MODELS[scope],
        DJANGO_ID: str(key),
        "speaker": sorted(names) + sorted(descriptions),
        "cue": sorted(cues),
        "speakers": sorted([person.slug for person in speakers.values()]),
        "kinds": sorted({quote.kind for quote in quotes}),
        "standings": sorted({standing_of(description).key for description in descriptions}),
        "cues": sorted({lemma_of_cue(cue) for cue in cues}),
        "reviews": sorted(
            set().union(*(quote.reviews(state) for quote, state in zip(quotes, attributed, strict=True)))
        ),
        "attributions": sorted({state.value for state in attributed}),
        "has": sorted(things),
    }


def years_of(earliest: datetime.date | None, latest: datetime.date | None) -> list[str]:
    """Return the years an article may have appeared in, or "undated"."""
    if earliest is None or latest is None:
        return [UNDATED]
    return [str(year) for year in range(earliest.year, latest.year + 1)]


def months_of(earliest: datetime.date | None, latest: datetime.date | None) -> list[str]:
    """Return the month an article appeared in, as "2009-06", where that much is known."""
    if earliest is None or latest is None or (earliest.year, earliest.month) != (latest.year, latest.month):
        return []
    return [f"{earliest:%Y-%m}"]
