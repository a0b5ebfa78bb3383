"""What a reader who has typed the beginning of a word may be about to type: names of the archive, then words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from django.db.models import Q

from articles.models import Publication, Speaker, SpeakerAlias, Topic
from articles.models.public_ids import name_key
from articles.models.visibility import Visibility
from articles.search.analysis import stem, tokens
from articles.search.backends import backend
from articles.search.requests import Scope, SearchUnavailable

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
_NAME_FIELD = re.compile(r"\b(?:speaker|publication|source|topic):$", re.IGNORECASE)
# Names of one kind that are looked at.
CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole query that begins with what was typed, and what stands at its end, in words."""

    query: str
    label: str


def complete(text: str) -> tuple[Completion, ...]:
    """Return how a query may go on: speakers, publications and topics, then words, `MOST` at most.

    A name is found by the beginning of any of its words, and written as its field. Only names that readers may
    know are looked at, and words of the index, frequent ones first. While the index is away there are
    names alone.
    """
    endings = _endings(text)
    if not endings or len(endings[-1][1]) < SHORTEST or text.count('"') % 2:
        return ()
    named = [
        Completion(f'{_NAME_FIELD.sub("", text[: endings[number][0]])}{field}:"{name}"', f"{name}, {field}")
        for field, name, number in _names([key for _, key in endings])
    ]
    start, beginning = endings[-1]
    words = () if _NAME_FIELD.search(text[:start]) else _words(beginning)
    return tuple(islice(chain(named, (Completion(text[:start] + word, word) for word in words)), MOST))


def offer(field: str, names: Iterable[str]) -> list[Completion]:
    """Return the queries for some names in their field, as completions of nothing typed yet."""
    return [Completion(f'{field}:"{name}"', f"{name}, {field}") for name in names if '"' not in name]


def _endings(text: str) -> list[tuple[int, str]]:
    """Return where the last words of a query begin, and their keys to its end, the most words first."""
    start = max(0, len(text) - LOOKED_AT)
    last = list(tokens(text, start))[-LONGEST_NAME:]
    if not last or last[-1].end != len(text):
        return []
    return [(token.start, name_key(text[token.start :])) for token in last]


def _names(beginnings: list[str]) -> Iterator[tuple[str, str, int]]:
    """Yield the names in which a word begins so, each with its field and the number of the first such beginning."""
    aliases = SpeakerAlias.objects.filter(
        _begins("name_key", beginnings), speaker__visibility=Visibility.PUBLIC
    )
    keys = set(aliases.values_list("speaker", flat=True)[:CANDIDATES])
    speakers = Speaker.objects.published().filter(pk__in=keys).most_quoted_first()
    publications = Publication.objects.running().filter(_begins("name_key", beginnings)).order_by("name")
    topics = Topic.objects.filter(_begins("name", beginnings)).order_by("name")
    for field, rows in (("speaker", speakers), ("publication", publications), ("topic", topics)):
        for name in rows.values_list("name", flat=True)[:MOST_NAMES]:
            # A quotation mark has no other writing within quotation marks.
            if '"' not in name:
                yield field, name, _which_begins(name, beginnings)


def _begins(column: str, beginnings: Iterable[str]) -> Q:
    condition = Q(pk__in=())
    for beginning in beginnings:
        condition |= Q(**{f"{column}__istartswith": beginning}) | Q(
            **{f"{column}__icontains": f" {beginning}"}
        )
    return condition


def _which_begins(name: str, beginnings: list[str]) -> int:
    """Return the number of the first beginning of a word of a name; the last where it begins another form of it."""
    key = f" {name_key(name)}"
    return next(
        (number for number, beginning in enumerate(beginnings) if f" {beginning}" in key), len(beginnings) - 1
    )


def _words(beginning: str) -> Iterator[str]:
    """Yield frequent words of the texts that begin so, of the forms of one word the most frequent."""
    stems = set()
    try:
        found = backend().complete(Scope.ARTICLES, "text", beginning, limit=3 * MOST)
    except SearchUnavailable:
        return
    for word in found:
        if word != beginning and stem(word) not in stems:
            stems.add(stem(word))
            yield word
