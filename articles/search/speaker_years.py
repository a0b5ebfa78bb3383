"""Who is quoted most, and in which years: counts of the index, no rows but the speakers' own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.models import Speaker
from articles.search.counting import count_quotes


@dataclass(frozen=True, slots=True)
class SpeakerYears:
    """A speaker with the number of their quotes in each year, as "2009" or "undated", and of all.

    A quote of an article that may have appeared in either of two years counts in both, and once in `total`.
    """

    speaker: Speaker
    total: int
    years: Mapping[str, int]


def most_quoted(*, kinds: Sequence[str], most: int) -> tuple[tuple[Speaker, int], ...]:
    """Return the most quoted speakers with the number of their quotes, the most quoted first, in one query.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    counts = count_quotes("speakers", filters={"kinds": tuple(kinds)}).highest(most)
    speakers = {speaker.slug: speaker for speaker in Speaker.objects.published().filter(slug__in=counts)}
    return tuple((speakers[slug], count) for slug, count in counts.items() if slug in speakers)


def count_by_year(*, kinds: Sequence[str], most: int) -> tuple[SpeakerYears, ...]:
    """Return the most quoted speakers with their years, the most quoted first, in one query.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    return tuple(
        SpeakerYears(
            speaker,
            total,
            dict(count_quotes("years", filters={"kinds": tuple(kinds), "speakers": (speaker.slug,)})),
        )
        for speaker, total in most_quoted(kinds=kinds, most=most)
    )
