"""Who is quoted in an article, and with which words."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.exports.speakers import speaker_label
from articles.models import Quote
from articles.text.documents import QuotationKind


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone who is quoted. `quotes` are theirs in text order, each with its number in the article, from 1.

    `named_by` is the quote that tells who it is: their first, or the first that is certain to be theirs.
    """

    named_by: Quote
    quotes: tuple[tuple[int, Quote], ...]

    @property
    def first(self) -> Quote:
        return self.quotes[0][1]

    @property
    def spoken_count(self) -> int:
        """How many of the quotes are in their own words."""
        return sum(quote.kind != QuotationKind.INDIRECT for _, quote in self.quotes)


def voices_of(quotes: Sequence[Quote]) -> list[Voice]:
    """Return everyone who is quoted, in order of appearance, from the quotes of an article in text order."""
    said: dict[str, list[tuple[int, Quote]]] = {}
    for number, quote in enumerate(quotes, start=1):
        said.setdefault(speaker_label(quote), []).append((number, quote))
    return [
        Voice(
            named_by=next((quote for _, quote in theirs if not quote.is_probable), theirs[0][1]),
            quotes=tuple(theirs),
        )
        for theirs in said.values()
    ]
