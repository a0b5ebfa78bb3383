"""What articles and quotes give to the index, for many at once, read straight from the database.

Only what readers may see is given: published articles and quotes, names of public speakers, publications that are
not private, texts without the words of withheld quotes. Whether a text may be shown in full is for the pages to say; its words are searchable all the same.

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

from django.db.models import BooleanField, ExpressionWrapper, QuerySet
from haystack.constants import DJANGO_CT, DJANGO_ID, ID

from articles.models import Article, Byline, Quote, Rights, Speaker, SpeakerAlias, Visibility
from articles.models.conditions import shown_quotes
from articles.models.quotes import is_probable
from articles.search.fields import PROBABLE, Attributed
from articles.search.prepared import Prepared
from articles.search.requests import Scope
from articles.text.concealing import conceal
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
        found = _quotes(keys[start : start + PARAMETERS], "pk")
        facts = _facts(found)
        tellings = _tellings(found.values())
        for article in sorted(facts):
            yield from _of_quotes(facts[article], found[article], tellings)


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
        quotes = _quotes(facts)
        tellings = _tellings(quotes.values())
        for key, fact in facts.items():
            found[key] = fact.shared | _names(scope, key) | tellings.of(fact, quotes[key]).values
    return found


def _documents(keys: list[int], scopes: Collection[Scope]) -> Iterator[Document]:
    facts = _facts(keys)
    quotes = _quotes(facts)
    tellings = _tellings(quotes.values())
    ordered = sorted(facts)
    for start in range(0, len(ordered), BODIES):
        part = ordered[start : start + BODIES]
        bodies = dict(_BODIES.rows(part)) if Scope.ARTICLES in scopes else {}
        for key in part:
            if key in bodies:
                yield _of_article(facts[key], bodies.pop(key), quotes[key], tellings)
            if Scope.QUOTES in scopes:
                yield from _of_quotes(facts[key], quotes[key], tellings)


# Rows


class _Quote(NamedTuple):
    article: int
    start: int
    key: int
    words: str
    kind: str
    cue: str
    speaker: int | None
    description: str | None
    review_state: str
    attribution_origin: str
    confidence: float

    @property
    def is_probable(self) -> bool:
        return is_probable(
            review_state=self.review_state,
            attribution_origin=self.attribution_origin,
            confidence=self.confidence,
        )

    def attributed(self, people: "Mapping[int, _Person]") -> Attributed:
        """Return how much readers are told of who said it."""
        if self.speaker is not None:
            return Attributed.NAMED if self.speaker in people else Attributed.WITHHELD
        return Attributed.NOBODY if self.description is None else Attributed.UNNAMED

    def reviews(self, attributed: Attributed) -> set[str]:
        """Return its state of review, and whether its speaker is only probable, where readers are told one."""
        is_told = attributed in (Attributed.NAMED, Attributed.UNNAMED)
        return {self.review_state, PROBABLE} if is_told and self.is_probable else {self.review_state}


class _Person(NamedTuple):
    slug: str
    names: frozenset[str]


class _Facts(NamedTuple):
    """What an article gives to its own document and to those of its quotes."""

    key: int
    standfirst: str
    shared: Values
    # The shared values as they go into digests.
    record: bytes
    # What is known of it, for `has:`, but for its quotes and speakers.
    things: frozenset[str]
    # What a mask covers in its texts.
    withheld: tuple[str, ...]


_BYLINES = Prepared(lambda: Byline.objects.values_list("position", "pk", "article", "name"), "article")
_TOPICS = Prepared(
    lambda: Article.topics.through.objects.values_list("topic__name", "topic__slug", "article"), "article"
)


_ARTICLES = Prepared(
    lambda: Article.objects.published().values_list(
        "pk",
        "headline",
        "printed_headline",
        "standfirst",
        "date_earliest",
        "date_latest",
        "date_time",
        "publication__name",
        "publication__slug",
        "publication__rights",
        "withheld_words",
    ),
    "pk",
)
_BODIES = Prepared(lambda: Article.objects.values_list("pk", "body"), "pk")
_SPEAKERS = Prepared(
    lambda: Speaker.objects.filter(visibility=Visibility.PUBLIC).values_list("pk", "name", "slug"), "pk"
)
_ALIASES = Prepared(lambda: SpeakerAlias.objects.values_list("speaker", "name"), "speaker")


def _all_quotes() -> "QuerySet[Quote, tuple[Any, ...]]":
    """Return quotes, and of each whether readers may see it.

    Were that a condition, databases that know too little of their rows would look for it first, and so at all quotes.
    """
    is_shown = ExpressionWrapper(shown_quotes(), BooleanField())
    return Quote.objects.values_list(
        "article",
        "start",
        "pk",
        "words",
        "kind",
        "cue",
        "speaker",
        "unnamed_source__description",
        "review_state",
        "attribution_origin",
        "confidence",
        is_shown,
    )


_QUOTES = {field: Prepared(_all_quotes, field) for field in ("article", "pk")}


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
    facts = {}
    rows = _ARTICLES.converted_rows(keys)
    for key, headline, printed, standfirst, earliest, latest, time, name, slug, rights, withheld in rows:
        is_named = name is not None and rights != Rights.PRIVATE
        # A corrected headline is found by what the source prints as well, and no phrase runs from one into the other.
        both = f"{headline} [sic: {printed}]" if printed else headline
        shared = {
            "headline": conceal(both, withheld),
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
        told = conceal(standfirst, withheld)
        facts[key] = _Facts(key, told, shared, _encoded(shared), known, tuple(withheld))
    return facts


def _quotes(keys: Collection[int], field: str = "article") -> dict[int, list[_Quote]]:
    """Return the quotes of these articles that readers may see, or those with these keys, by article, in text order."""
    found: dict[int, list[_Quote]] = defaultdict(list)
    if keys:
        # Sorted by article, start and key, which no two have in common.
        for *row, is_shown in sorted(_QUOTES[field].rows(keys)):
            if is_shown:
                found[row[0]].append(_Quote(*row))
    return found


class _Telling(NamedTuple):
    """What quotes tell of their article or of themselves, and the same as it goes into digests."""

    values: Values
    record: bytes


class _Tellings:
    """What quotes tell: the quotes of one speaker mostly tell the same."""

    def __init__(self, people: Mapping[int, _Person]) -> None:
        """Take the speakers whose names readers may see."""
        self._people = people
        self._known: dict[tuple[Any, ...], _Telling] = {}

    def of(self, facts: _Facts, quotes: Collection[_Quote]) -> _Telling:
        """Return what some quotes of an article tell."""
        speakers = {
            quote.speaker: self._people[quote.speaker]
            for quote in quotes
            if quote.speaker is not None and quote.speaker in self._people
        }
        names = {name for person in speakers.values() for name in person.names}
        descriptions = {quote.description for quote in quotes if quote.description is not None}
        things = facts.things
        if quotes:
            things |= {"quote", "speaker"} if speakers else {"quote"}
        attributed = [(quote, quote.attributed(self._people)) for quote in quotes]
        # What introduces words whose speaker is withheld is evidence of who that is, and withheld with the name.
        cues = {quote.cue for quote, state in attributed if quote.cue and state is not Attributed.WITHHELD}
        values = {
            "speaker": sorted(names) + sorted(descriptions),
            "cue": sorted(cues),
            "speakers": sorted([person.slug for person in speakers.values()]),
            "kinds": sorted({quote.kind for quote in quotes}),
            "standings": sorted({standing_of(description).key for description in descriptions}),
            "cues": sorted({lemma_of_cue(cue) for cue in cues}),
            "reviews": sorted(set().union(*(quote.reviews(state) for quote, state in attributed))),
            "attributions": sorted({state.value for _, state in attributed}),
            "has": sorted(things),
        }
        return _Telling(values, _encoded(values))

    def of_one(self, facts: _Facts, quote: _Quote) -> _Telling:
        """Return what one quote tells."""
        told = quote.kind, quote.cue, quote.speaker, quote.description, quote.review_state, quote.is_probable
        key = facts.things, told
        telling = self._known.get(key)
        if telling is None:
            telling = self._known[key] = self.of(facts, (quote,))
        return telling


def _tellings(quotes: Iterable[list[_Quote]]) -> _Tellings:
    """Return what these quotes tell, who have been looked up together."""
    speakers = sorted({quote.speaker for some in quotes for quote in some if quote.speaker is not None})
    people = {}
    for start in range(0, len(speakers), PARAMETERS):
        keys = speakers[start : start + PARAMETERS]
        names: dict[int, set[str]] = defaultdict(set)
        for speaker, name in _ALIASES.rows(keys):
            names[speaker].add(name)
        for key, name, slug in _SPEAKERS.rows(keys):
            people[key] = _Person(slug, frozenset({name, *names[key]}))
    return _Tellings(people)


# Documents


def _of_article(facts: _Facts, body: str, quotes: list[_Quote], tellings: _Tellings) -> Document:
    quoted = [conceal(quote.words, facts.withheld) for quote in quotes]
    own = {
        "text": conceal(body, facts.withheld),
        "standfirst": facts.standfirst,
        "quoted": quoted,
        "start": 0,
    }
    return _document(Scope.ARTICLES, facts.key, facts, tellings.of(facts, quotes), own)


def _of_quotes(facts: _Facts, quotes: Iterable[_Quote], tellings: _Tellings) -> Iterator[Document]:
    for quote in quotes:
        own = {"text": conceal(quote.words, facts.withheld), "start": quote.start}
        yield _document(Scope.QUOTES, quote.key, facts, tellings.of_one(facts, quote), own)


def _document(scope: Scope, key: int, facts: _Facts, telling: _Telling, own: Values) -> Document:
    """Return a document, given what its article, its quotes and it alone have."""
    texts = own["text"], own.get("standfirst", ""), *own.get("quoted", ())
    numbers = " ".join(map(str, (key, own["start"], *map(len, texts))))
    record = b"".join((facts.record, telling.record, _in_utf8("".join((numbers, " ", *texts)))))
    digest = int.from_bytes(hashlib.blake2b(record, digest_size=8).digest()) >> 1
    return Document(scope, key, facts.key, facts.shared | telling.values | _names(scope, key) | own, digest)


def _names(scope: Scope, key: int) -> Values:
    """Return what Haystack calls a document."""
    return {ID: f"{_MODELS[scope]}.{key}", DJANGO_CT: _MODELS[scope], DJANGO_ID: str(key)}


def _encoded(values: Values) -> bytes:
    return _in_utf8(_encode(values))


def _in_utf8(text: str) -> bytes:
    # Text that was damaged before it came here may have halves of characters.
    return text.encode("utf-8", "surrogatepass")


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
