"""Who is quoted in an article, and with which words."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.exports.speakers import speaker_label
from articles.models import Quote
from articles.text.documents import QuotationKind


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone who is quoted. `quotes` are theirs in text order, each with its number in the article, from 1."""

    quotes: tuple[tuple[int, Quote], ...]

    @property
    def spoken(self) -> list[Quote]:
        """The quotes in their own words."""
        return [quote for _, quote in self.quotes if quote.kind != QuotationKind.INDIRECT]

    @property
    def first(self) -> Quote:
        """Their first quote, in their own words if any is."""
        return next(iter(self.spoken), self.quotes[0][1])

    @property
    def named_by(self) -> Quote:
        """The quote that tells who it is: the first like that, or the first that is certain to be theirs."""
        alike = self.spoken or [quote for _, quote in self.quotes]
        return next((quote for quote in alike if not quote.is_probable), alike[0])


def voices_of(quotes: Sequence[Quote]) -> list[Voice]:
    """Return everyone who is quoted, from the quotes of an article in text order.

    They come in order of appearance, after all others those whose own words nowhere stand.
    """
    said: dict[str, list[tuple[int, Quote]]] = {}
    for number, quote in enumerate(quotes, start=1):
        said.setdefault(speaker_label(quote), []).append((number, quote))
    voices = [Voice(tuple(theirs)) for theirs in said.values()]
    return sorted(voices, key=lambda voice: not voice.spoken)
