"""How the fields of articles.search.indexes lie in Whoosh.

A Prose field becomes two: its words with their places, and their stems without; a Weighed field has stems
alone. Names keep words and places; Slugs are values to look up; Numbers are columns without postings.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from haystack.fields import SearchField
from haystack.indexes import SearchIndex
from whoosh.analysis import Analyzer, Token
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, KEYWORD, TEXT, FieldType, Schema
from whoosh.formats import Existence, Positions

from articles.search.analysis import stem, words
from articles.search.backends.segments.places import decode_places, encode_places
from articles.search.indexes import Key, Names, Number, Prose, Slugs, Weighed

STEMS = "_stems"
# Stands between two names of one field, so that no phrase runs from one into the next.
BREAK = "\x1f"
GAP = 100
# Columns that every document has: the key of its row, and the digest of what it was given.
KEY = "key"
DIGEST = "digest"


class FoldingAnalyzer(Analyzer):
    """The words of articles.search.analysis as Whoosh's tokens."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        del options
        token = Token(positions=True, boost=1.0, stopped=False)
        position = 0
        for part in value.split(BREAK):
            for word in words(part):
                token.text = self.form(word)
                token.pos = position
                yield token
                position += 1
            position += GAP

    def form(self, word: str) -> str:
        return word


class StemmingAnalyzer(FoldingAnalyzer):
    def form(self, word: str) -> str:
        return stem(word)


class Places(Positions):
    """Whoosh's format of places, in fewer bytes: differences as LEB128, so that a term is read without a loop.

    A field with it counts every occurrence as 1, so that the weight of a posting is the number of its places.
    """

    def encode(self, poslist: Sequence[int]) -> bytes:
        return encode_places(np.asarray(poslist), np.asarray([len(poslist)]))[0].tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        counts = np.asarray([self.decode_frequency(valuestring)])
        return [int(place) for place in decode_places(valuestring, counts)]

    def decode_frequency(self, valuestring: bytes) -> int:
        return sum(byte < 0x80 for byte in valuestring)


class Counts(Existence):
    """Whoosh's format of postings without values, where the weight says how often the term occurs."""

    def word_values(
        self, value: str, analyzer: Analyzer, **options: Any
    ) -> Iterator[tuple[str, int, float, bytes]]:
        """Yield each term with how often it occurs; Whoosh's own format would count it once."""
        for term, count in Counter(token.text for token in analyzer(value, **options)).items():
            yield term, count, float(count), b""


def whoosh_schema(index: SearchIndex) -> Schema:
    """Return Whoosh's schema for the documents of one of our indexes."""
    fields: dict[str, Any] = {KEY: COLUMN(NumericColumn("q")), DIGEST: COLUMN(NumericColumn("q"))}
    for name, field in index.fields.items():
        fields |= _whoosh_fields(name, field)
    return Schema(**fields)


def _whoosh_fields(name: str, field: SearchField) -> dict[str, Any]:
    match field:
        case Prose():
            return {name: _placed(), name + STEMS: _stems()}
        case Weighed():
            return {name + STEMS: _stems()}
        case Names():
            return {name: _placed()}
        case Slugs():
            return {name: _counted(KEYWORD(commas=True, scorable=False))}
        case Number():
            return {name: COLUMN(NumericColumn("q" if isinstance(field, Key) else "i"))}
        case _:
            raise TypeError(
                f"{name}: the index knows Prose, Weighed, Names, Slugs and Number, not {type(field).__name__}"
            )


def _placed() -> FieldType:
    whoosh_field = TEXT(analyzer=FoldingAnalyzer(), phrase=True)
    whoosh_field.format = Places()
    return whoosh_field


def _stems() -> FieldType:
    return _counted(TEXT(analyzer=StemmingAnalyzer(), phrase=False))


def _counted(whoosh_field: FieldType) -> FieldType:
    whoosh_field.format = Counts()
    return whoosh_field
