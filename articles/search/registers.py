"""The register of speakers: all of whom readers may know, from A to Z, with the numbers of their quotes.

Names come from the database in one query, numbers from the index. The database alone would look at every quote of
the archive to know who is heard at all, and at each article to know whether readers may see it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Q

from articles.models import Speaker, SpeakerAlias
from articles.models.public_ids import name_key
from articles.models.speakers import SpeakerQuerySet
from articles.search.backends import backend
from articles.search.questions import Question
from articles.search.requests import Scope, SearchUnavailable
from articles.search.syntax import Everything
from articles.text.alphabets import Filed, filed, fold

_Row = tuple[int, str, str, str, str]
ROWS_AT_ONCE = 5_000


class Entry(NamedTuple):
    """A speaker's line in the register; of `quotes` indirect speech is none, and None says that nobody knows."""

    key: int
    slug: str
    name: str
    sort_name: str
    kind: str
    place: Filed
    quotes: int | None

    @property
    def letter(self) -> str:
        return self.place.letter


@dataclass(frozen=True, slots=True)
class Register:
    """Speakers from A to Z; `is_counted` unless the index that has the numbers is away."""

    entries: tuple[Entry, ...]
    is_counted: bool = True

    def most_quoted(self, most: int) -> tuple[Entry, ...]:
        """Return those of most quotes, the most first; none without any."""
        quoted = (entry for entry in self.entries if entry.quotes)
        return tuple(sorted(quoted, key=lambda entry: -(entry.quotes or 0))[:most])

    def letters(self) -> Mapping[str, int]:
        """Return how many stand under each letter, in order."""
        return Counter(entry.letter for entry in self.entries)

    def kinds(self) -> Mapping[str, int]:
        """Return how many there are of each kind."""
        return Counter(entry.kind for entry in self.entries)

    def under(self, letter: str) -> "Register":
        """Return those that stand under a letter."""
        return self._only(entry for entry in self.entries if entry.letter == letter)

    def of_kind(self, kind: str) -> "Register":
        """Return the persons alone, or the bodies."""
        return self._only(entry for entry in self.entries if entry.kind == kind)

    def named(self, name: str) -> "Register":
        """Return those of whom a form of the name, as printed, has words that begin with all of these."""
        words = fold(name.replace(",", " ")).split()
        by_form = _speakers_with_form(name.replace(",", " "))
        return self._only(
            entry
            for entry in self.entries
            if entry.key in by_form or _has_all(filed(entry.name).folded, words)
        )

    def _only(self, entries: Iterable[Entry]) -> "Register":
        return replace(self, entries=tuple(entries))


def read_register(*, kinds: Sequence[str]) -> Register:
    """Return the register of the archive, with the numbers of quotes of these kinds.

    While the index is away the database says who is heard, which takes it a while, and nobody is counted.
    """
    public = Speaker.objects.published()
    try:
        heard, counts = _counts({}), _counts({"kinds": tuple(kinds)})
    except SearchUnavailable:
        return Register(_entries(_rows(public.heard()), None), is_counted=False)
    described = set(public.exclude(biography="").order_by().values_list("slug", flat=True))
    known = heard.keys() | described
    return Register(_entries((row for row in _rows(public) if row[1] in known), counts))


def _counts(filters: Mapping[str, tuple[str, ...]]) -> Mapping[str, int]:
    question = Question(scope=Scope.QUOTES, node=Everything(), filters=filters, limit=0, facets=("speakers",))
    return dict(backend().answer(question).facets["speakers"])


def _rows(speakers: SpeakerQuerySet) -> Iterable[_Row]:
    columns = ("pk", "slug", "name", "sort_name", "kind")
    return speakers.order_by().values_list(*columns).iterator(chunk_size=ROWS_AT_ONCE)


def _entries(rows: Iterable[_Row], counts: Mapping[str, int] | None) -> tuple[Entry, ...]:
    """Return a line for each, from A to Z."""
    entries = [Entry(*row, filed(row[3]), None if counts is None else counts.get(row[1], 0)) for row in rows]
    return tuple(sorted(entries, key=_place))


_place = attrgetter("place")


def _speakers_with_form(name: str) -> set[int]:
    """Return the speakers printed in a form that has all of these words, or words that begin with them."""
    forms = SpeakerAlias.objects.order_by()
    for word in name_key(name).split():
        forms = forms.filter(Q(name_key__startswith=word) | Q(name_key__contains=f" {word}"))
    return set(forms.values_list("speaker", flat=True))


def _has_all(name: str, words: Sequence[str]) -> bool:
    """Return whether each of the words begins one of a name."""
    return all(name.startswith(word) or f" {word}" in name for word in words)
