"""The register of speakers: all of whom readers may know, from A to Z, with the numbers of their quotes.

Names come from the database in one query, numbers from the index. The database alone would look at every quote of
the archive to know who is heard at all, and at each article to know whether readers may see it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import Q

from articles.models import Speaker, SpeakerAlias
from articles.models.public_ids import name_key
from articles.models.speakers import SpeakerQuerySet
from articles.search.counting import count_quotes
from articles.search.questions import Counts
from articles.search.requests import SearchUnavailable
from articles.text.alphabets import filed, fold

# Rows fetched at once; one by one they take longer to fetch than to read.
ROWS_AT_ONCE = 5_000


class Entry(NamedTuple):
    """A speaker's line in the register."""

    key: int
    slug: str
    sort_name: str
    kind: str

    @property
    def letter(self) -> str:
        """The letter that it stands under."""
        return filed(self.sort_name).letter


@dataclass(frozen=True, slots=True)
class Register:
    """Speakers from A to Z, and the number of their quotes by slug; None while the index that has it is away."""

    entries: tuple[Entry, ...]
    counts: Counts | None

    def letters(self) -> Mapping[str, int]:
        """Return how many stand under each letter, in order."""
        return Counter([filed(entry[2]).letter for entry in self.entries])

    def kinds(self) -> Mapping[str, int]:
        """Return how many there are of each kind."""
        return Counter([entry[3] for entry in self.entries])

    def under(self, letter: str) -> "Register":
        """Return those that stand under a letter."""
        return self._only(entry for entry in self.entries if filed(entry[2]).letter == letter)

    def of_kind(self, kind: str) -> "Register":
        """Return the persons alone, or the bodies."""
        return self._only(entry for entry in self.entries if entry[3] == kind)

    def named(self, name: str) -> "Register":
        """Return those of whom a form of the name, as printed, has words that begin with all of these."""
        words = fold(name.replace(",", " ")).split()
        by_form = _speakers_with_form(name.replace(",", " "))
        return self._only(
            entry for entry in self.entries if entry[0] in by_form or _has_all(filed(entry[2]).folded, words)
        )

    def _only(self, entries: Iterable[Entry]) -> "Register":
        return replace(self, entries=tuple(entries))


def read_register(*, kinds: Sequence[str]) -> Register:
    """Return the register of the archive, with the numbers of quotes of these kinds, in two queries.

    While the index is away the database says who is heard, which takes it a while, and nobody is counted.
    """
    public = Speaker.objects.published()
    try:
        heard = _heard(public)
        counts = count_quotes("speakers", filters={"kinds": tuple(kinds)})
    except SearchUnavailable:
        return Register(_entries(public.heard(), None), None)
    return Register(_entries(public, heard), counts)


def keys_of_heard(speakers: SpeakerQuerySet) -> list[int]:
    """Return the primary keys of those of some speakers who are heard, in their order, in two queries.

    While the index is away the database says who is, in one that takes it a while.
    """
    try:
        heard = _heard(speakers)
    except SearchUnavailable:
        return list(speakers.heard().values_list("pk", flat=True))
    return [key for key, slug in speakers.values_list("pk", "slug").iterator(ROWS_AT_ONCE) if slug in heard]


def _heard(speakers: SpeakerQuerySet) -> set[str]:
    """Return the slugs of all that the index has heard, and of those of some speakers whom an editor has described.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    described = speakers.exclude(biography="").order_by().values_list("slug", flat=True)
    return set(count_quotes("speakers", filters={})).union(described)


def _entries(speakers: SpeakerQuerySet, known: Collection[str] | None) -> tuple[Entry, ...]:
    """Return a line for each of those known by slug, or of all, from A to Z."""
    rows = speakers.order_by().values_list("pk", "slug", "sort_name", "kind").iterator(ROWS_AT_ONCE)
    entries = [Entry._make(row) for row in rows if known is None or row[1] in known]
    # By one text, which is compared a hundred thousand times.
    entries.sort(key=lambda entry: filed(entry[2])[0])
    return tuple(entries)


def _speakers_with_form(name: str) -> set[int]:
    """Return the speakers printed in a form that has all of these words, or words that begin with them."""
    forms = SpeakerAlias.objects.order_by()
    for word in name_key(name).split():
        forms = forms.filter(Q(name_key__startswith=word) | Q(name_key__contains=f" {word}"))
    return set(forms.values_list("speaker", flat=True))


def _has_all(name: str, words: Sequence[str]) -> bool:
    """Return whether each of the words begins one of a name."""
    return all(name.startswith(word) or f" {word}" in name for word in words)
