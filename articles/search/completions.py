"""What a reader who has typed the beginning of a word may be about to type: names of the archive, then words.

Names come from the index, which has the words of every name and how often each is met; a look into the database
for the few that are shown says how they are written, and whether readers may know them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from django.db.models import Model, QuerySet
from django.utils.text import slugify

from articles.models import Publication, Speaker, Topic
from articles.search.analysis import Token, stem, tokens, words
from articles.search.backends import backend
from articles.search.questions import FILTERS, Question
from articles.search.requests import Scope, SearchUnavailable, Sort
from articles.search.syntax import And, Prefix, Word

MOST = 8
# Names of one kind among them.
MOST_NAMES = 4
# One letter is no beginning yet.
SHORTEST = 2
# Words at the end of what was typed that may be one name's beginning.
LONGEST_NAME = 3
# Of a longer query only the end is looked at.
LOOKED_AT = 200
# What a name that is being typed was already said to be.
_NAME_FIELD = re.compile(r"\b(speaker|publication|source|topic):$", re.IGNORECASE)
# Names of one kind of which the writing is looked up; those met most often, of any number.
CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole query that begins with what was typed, and what stands at its end, in words."""

    query: str
    label: str


def complete(text: str) -> tuple[Completion, ...]:
    """Return how a query may go on: speakers, publications and topics, then words, `MOST` at most.

    A name is found by the beginning of any of its words, and written as its field. Those come first that begin so
    with more of the words typed, then those that begin so themselves and not in a later word, then those met most often.
    """
    last = _last_words(text)
    if not last or len(last[-1].text) < SHORTEST or text.count('"') % 2:
        return ()
    try:
        named = list(_names(text, last))
        start = last[-1].start
        endings = () if _NAME_FIELD.search(text[:start]) else _words(last[-1].text)
        found = chain(named, (Completion(text[:start] + word, word) for word in endings))
        return tuple(islice(found, MOST))
    except SearchUnavailable:
        # Whatever were offered could not be searched for.
        return ()


def offer(field: str, names: Iterable[str]) -> list[Completion]:
    """Return the queries for some names in their field, as completions of nothing typed yet."""
    return [Completion(f'{field}:"{name}"', f"{name}, {field}") for name in names if '"' not in name]


def _last_words(text: str) -> list[Token]:
    """Return the last words of a query, if it ends with one."""
    last = list(tokens(text, max(0, len(text) - LOOKED_AT)))[-LONGEST_NAME:]
    return last if last and last[-1].end == len(text) else []


@dataclass(frozen=True, slots=True)
class _Kind:
    """Names of one kind: the field that has their words, where they are counted, and the rows readers may know of."""

    field: str
    scope: Scope
    rows: Callable[[], QuerySet[Model]]
    # Whether it is found by other forms of it too. Where not, what has no such word only stands beside one that has.
    has_forms: bool = False

    def is_named(self, before: str) -> bool:
        """Return whether a query that ends with a field, if with any, wants names of this kind."""
        named = _NAME_FIELD.search(before)
        return named is None or named[1].lower().replace("source", "publication") == self.field

    def names(self, typed: Sequence[str]) -> list[str]:
        """Return the names of which some words in a row are these, the last perhaps only begun, the best first."""
        *whole, begun = typed
        node = And((*(Word(word, self.field) for word in whole), Prefix(begun, self.field)))
        question = Question(
            scope=self.scope, node=node, sort=Sort.NEWEST, limit=0, facets=(FILTERS[self.field],)
        )
        (counts,) = backend().answer(question).facets.values()
        found = self._written(counts.highest(CANDIDATES), typed)
        if len(counts) > CANDIDATES and sum(rank[0] == _BEGINS for rank in found) < MOST_NAMES:
            # Rarer names that begin so: their addresses tell them without a look at thousands of rows.
            beginning = slugify(" ".join(typed))
            rarer = {slug: counts[slug] for slug in counts if slug.startswith(beginning)}
            most = sorted(rarer, key=lambda slug: (-rarer[slug], slug))[:CANDIDATES]
            found |= self._written({slug: rarer[slug] for slug in most}, typed)
        return [name for *_, name in sorted(found)[:MOST_NAMES]]

    def _written(self, counts: Mapping[str, int], typed: Sequence[str]) -> set[tuple[int, int, str]]:
        """Return how well each of the counted begins so, its count below zero, and its name."""
        rows = self.rows().filter(slug__in=counts).values_list("slug", "name")
        # A quotation mark has no other writing within quotation marks.
        ranked = {(_rank(name, typed), -counts[slug], name) for slug, name in rows if '"' not in name}
        return {found for found in ranked if self.has_forms or found[0] != _HAS_FORM}


_KINDS = (
    _Kind("speaker", Scope.QUOTES, Speaker.objects.published, has_forms=True),
    _Kind("publication", Scope.ARTICLES, Publication.objects.published),
    _Kind("topic", Scope.ARTICLES, Topic.objects.all),
)
# How well a name begins as was typed: itself, in a later word, or in another form of it.
_BEGINS, _HAS_WORD, _HAS_FORM = range(3)


def _rank(name: str, typed: Sequence[str]) -> int:
    *whole, begun = typed
    parts = words(name)
    places = (
        place
        for place in range(len(parts) - len(whole))
        if [*parts[place : place + len(whole)]] == whole and parts[place + len(whole)].startswith(begun)
    )
    place = next(places, None)
    return _HAS_FORM if place is None else _HAS_WORD if place else _BEGINS


def _names(text: str, last: Sequence[Token]) -> Iterator[Completion]:
    """Yield what was typed with names in the place of its last words, names of each kind once."""
    for kind in _KINDS:
        found: dict[str, int] = {}
        for number, token in enumerate(last):
            if len(found) < MOST_NAMES and kind.is_named(text[: token.start]):
                for name in kind.names([each.text for each in last[number:]]):
                    found.setdefault(name, token.start)
        for name, start in islice(found.items(), MOST_NAMES):
            before = _NAME_FIELD.sub("", text[:start])
            yield Completion(f'{before}{kind.field}:"{name}"', f"{name}, {kind.field}")


def _words(beginning: str) -> Iterator[str]:
    """Yield frequent words of the texts that begin so, of the forms of one word the most frequent."""
    stems = set()
    for word in backend().complete(Scope.ARTICLES, "text", beginning, limit=3 * MOST):
        if word != beginning and stem(word) not in stems:
            stems.add(stem(word))
            yield word
