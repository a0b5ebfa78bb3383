"""How the fields of articles.search.indexes lie in Whoosh.

A Prose field becomes two: its words with their places, and their stems without. Names keep words and
places; Slugs are values to look up; Numbers are columns without postings.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.fields import SearchField
from haystack.indexes import SearchIndex
from whoosh.analysis import Analyzer, Token
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, KEYWORD, STORED, TEXT, Schema
from whoosh.fields import ID as WHOOSH_ID

from articles.search.analysis import stem, words
from articles.search.backends.postings import Places
from articles.search.indexes import Names, Number, Prose, Slugs

STEMS = "_stems"
# Stands between two names of one field, so that no phrase runs from one into the next.
BREAK = "\x1f"
GAP = 100


# A text is read twice in a row, for its words and for their stems.
_words = lru_cache(maxsize=1)(words)


class FoldingAnalyzer(Analyzer):
    """The words of articles.search.analysis as Whoosh's tokens."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        del options
        token = Token(positions=True, boost=1.0, stopped=False)
        position = 0
        for part in value.split(BREAK):
            for word in _words(part):
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


def whoosh_schema(index: SearchIndex) -> Schema:
    """Return Whoosh's schema for the documents of one of our indexes."""
    fields: dict[str, Any] = {
        ID: WHOOSH_ID(stored=True, unique=True),
        DJANGO_CT: STORED(),
        DJANGO_ID: WHOOSH_ID(stored=True),
    }
    for name, field in index.fields.items():
        fields |= _whoosh_fields(name, field)
    # The article of a quote once more, to delete by.
    fields["article_key"] = WHOOSH_ID(stored=True)
    # Tells whether the document is still what the database would give.
    fields["digest"] = STORED()
    return Schema(**fields)


def whoosh_document(index: SearchIndex, values: dict[str, Any]) -> dict[str, Any]:
    """Return what Whoosh's writer takes for the prepared values of one object."""
    document = {name: values[name] for name in (ID, DJANGO_CT, DJANGO_ID)}
    document["article_key"] = str(values["article"])
    document["digest"] = digest_of(values)
    for name, field in index.fields.items():
        value = values[name]
        if isinstance(field, Prose):
            document[name] = document[name + STEMS] = value or ""
        elif isinstance(field, Names):
            document[name] = BREAK.join(value)
        elif isinstance(field, Slugs):
            document[name] = ",".join(value)
        else:
            document[name] = value
        if field.stored and not isinstance(field, Number):
            document[f"_stored_{name}"] = value
    return document


def digest_of(values: dict[str, Any]) -> str:
    """Return a digest of the prepared values of one object."""
    record = json.dumps(values, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(record, digest_size=12).hexdigest()


def _whoosh_fields(name: str, field: SearchField) -> dict[str, Any]:
    match field:
        case Prose():
            return {
                name: _placed(field),
                name + STEMS: TEXT(analyzer=StemmingAnalyzer(), phrase=False),
            }
        case Names():
            return {name: _placed(field)}
        case Slugs():
            return {name: KEYWORD(commas=True, scorable=False, stored=field.stored)}
        case Number():
            return {name: COLUMN(NumericColumn("q"))}
        case _:
            raise TypeError(
                f"{name}: the index knows Prose, Names, Slugs and Number, not {type(field).__name__}"
            )


def _placed(field: SearchField) -> TEXT:
    placed = TEXT(analyzer=FoldingAnalyzer(), phrase=True, stored=field.stored)
    placed.format = Places()
    return placed
