"""How the fields of articles.search.indexes lie in OpenSearch.

The cluster cuts words at spaces and does nothing else: they come as articles.search.analysis made them. A Prose
field becomes two, its words with their places and their stems with their numbers; a Weighed field has stems
alone. Lengths are numbers beside them, as Whoosh rounds them, since the score is computed from these.
Nothing is stored (the database has it) but the key and the digest of a document.
"""

import hashlib
import json
from functools import lru_cache
from typing import Any

from haystack.fields import SearchField
from whoosh.util.numeric import byte_to_length, length_to_byte

from articles.search.analysis import stem, words
from articles.search.backends.generations import fingerprints
from articles.search.backends.generations.contents import index_of
from articles.search.backends.schema import DIGEST, GAP, KEY, STEMS
from articles.search.documents import Document
from articles.search.indexes import Key, Names, Number, Prose, Slugs, Weighed
from articles.search.requests import Scope

# How many words a field has, as they are and as Whoosh rounds them.
COUNT, LENGTH = "_count", "_length"
# Numbers to sort by: day and minute in one.
NEWEST, OLDEST = "newest", "oldest"
# The words of a text, each once, of which those that begin so are listed.
VOCABULARY = "vocabulary"

_ANALYZER = "words"
# Folding takes a few letters of Arabic apart into words; one of ours must stay one of the cluster's.
_SPACE = "\u2420"
# Larger than any day, and a day of the calendar has fewer minutes.
_NO_DAY, _MINUTES = 1 << 40, 1 << 11

_TEXT = {"type": "text", "analyzer": _ANALYZER, "norms": False, "similarity": "counted"}
_PLACED = {**_TEXT, "index_options": "positions", "position_increment_gap": GAP}
_COUNTED = {**_TEXT, "index_options": "freqs"}
_NUMBER = {"type": "integer"}
_ONLY_READ = {"type": "long", "index": False}
_LENGTHS = {"type": "integer", "index": True}


def settings(*, shards: int) -> dict[str, Any]:
    """Return the settings of an index. What is written is seen when the writer says so, and by all at once."""
    return {
        "index": {
            "number_of_shards": shards,
            "auto_expand_replicas": "0-1",
            "refresh_interval": "-1",
            "similarity": {"counted": {"type": "scripted", "script": {"source": "return doc.freq"}}},
        },
        "analysis": {
            "analyzer": {_ANALYZER: {"type": "custom", "tokenizer": _ANALYZER}},
            "tokenizer": {_ANALYZER: {"type": "whitespace", "max_token_length": 1_000}},
        },
    }


def mapping(scope: Scope) -> dict[str, Any]:
    """Return the mapping of a scope."""
    properties: dict[str, Any] = {
        KEY: {"type": "long"},
        DIGEST: _ONLY_READ,
        NEWEST: _ONLY_READ,
        OLDEST: _ONLY_READ,
    }
    for name, field in index_of(scope).fields.items():
        properties |= _properties(name, field)
    properties[VOCABULARY] = {"type": "keyword", "index": False}
    return {"dynamic": "strict", "_source": {"enabled": False}, "properties": properties}


def _properties(name: str, field: SearchField) -> dict[str, Any]:
    lengths = {name + COUNT: _LENGTHS, name + LENGTH: _ONLY_READ}
    match field:
        case Prose():
            return {name: _PLACED, name + STEMS: _COUNTED, **lengths}
        case Weighed():
            return {name + STEMS: _COUNTED, **lengths}
        case Names():
            return {name: _PLACED, **lengths}
        case Slugs():
            return {name: {"type": "keyword"}}
        case Number():
            return {name: {"type": "long"} if isinstance(field, Key) else _NUMBER}
        case _:
            raise TypeError(f"{name}: the index has no {type(field).__name__}")


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return what tells indexes of this version of the program from others."""
    record = json.dumps(
        [fingerprints.fingerprint(), settings(shards=1), [mapping(scope) for scope in Scope]], sort_keys=True
    )
    return hashlib.sha256(record.encode()).hexdigest()[:12]


def sent(word: str) -> str:
    """Return a folded word as the cluster has it."""
    return word if word.isascii() else "".join(_SPACE if sign.isspace() else sign for sign in word)


@lru_cache(maxsize=10_000)
def rounded(length: int) -> int:
    """Return a length as Whoosh keeps it in a byte."""
    return int(byte_to_length(length_to_byte(min(length, 109_999))))


def body_of(document: Document) -> dict[str, Any]:
    """Return a document as it is sent."""
    values = document.values
    day, minute = values["earliest"], values["minute"]
    body: dict[str, Any] = {
        KEY: document.key,
        DIGEST: document.digest,
        NEWEST: day * _MINUTES + minute,
        OLDEST: (day or _NO_DAY) * _MINUTES + (minute or _MINUTES - 1),
    }
    for name, field in index_of(document.scope).fields.items():
        if isinstance(field, Slugs | Number):
            body[name] = values[name]
            continue
        given = values[name]
        runs = [list(map(sent, words(text))) for text in ([given] if isinstance(given, str) else given)]
        if isinstance(field, Prose | Names):
            body[name] = [" ".join(run) for run in runs]
        if isinstance(field, Prose | Weighed):
            body[name + STEMS] = [" ".join(map(stem, run)) for run in runs]
        length = sum(map(len, runs))
        body |= {name + COUNT: length, name + LENGTH: rounded(length)}
        if name == "text":
            body[VOCABULARY] = sorted({word for run in runs for word in run})
    return body
