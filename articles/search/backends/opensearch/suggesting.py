"""Corrections and endings of words, by the rules of `answering.suggesting`, with the cluster's words."""

import re
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from articles.search.analysis import stem
from articles.search.backends.answering.evaluation import PLAIN_FIELDS
from articles.search.backends.answering.suggesting import (
    DOCUMENTS,
    EVIDENCE,
    EVIDENCE_OF_TWO,
    LONG,
    NAMES,
    ONE_IN,
    SHORT,
    SHORTEST,
    TIMES,
    printed_in,
)
from articles.search.backends.generations.contents import index_of
from articles.search.backends.opensearch.answers import KEYS_ALONE, key_of
from articles.search.backends.opensearch.clusters import Cluster
from articles.search.backends.opensearch.mapping import VOCABULARY, sent
from articles.search.backends.opensearch.queries import any_of, form, term
from articles.search.backends.opensearch.scoring import counted, counting
from articles.search.backends.schema import KEY
from articles.search.indexes import Names, Prose
from articles.search.requests import Scope
from articles.search.slips import FARTHEST, distances, letters_of

# Words spelt nearly so that the cluster names, the most frequent first, of as many that it looks at.
MOST_NEAR, LOOKED_AT = 500, 2_000
# Documents of each shard whose words are gathered for a beginning; how often each is met is asked of all.
SAMPLE = 1_000
MOST_BEGUN = 200


def suggest(cluster: Cluster, scope: Scope, word: str, *, field: str) -> str:
    """Return the frequent word, as printed, that a folded one was meant to be, or "".

    Raises:
        SearchUnavailable: the cluster is away, or has no index.
    """
    plain = PLAIN_FIELDS[scope]
    known_in = plain if not field or field in plain else (field,)
    other = _suggested(cluster, scope, word, known_in=known_in, taken_from=field or "text")
    return _printed(cluster, scope, other) if other and not field else other


def _suggested(
    cluster: Cluster, scope: Scope, word: str, *, known_in: Collection[str], taken_from: str
) -> str:
    fields = index_of(scope).fields
    if len(word) < SHORTEST or any(sign.isdigit() for sign in word):
        return ""
    if not isinstance(fields.get(taken_from), Prose | Names):
        return ""
    forms = [form(name, word, scope) for name in known_in if isinstance(fields.get(name), Prose)]
    total, taken, has_form, *owns = _counts(
        cluster,
        scope,
        [{"match_all": {}}, term(taken_from, sent(word)), any_of([term(*each) for each in forms])]
        + [term(name, sent(word)) for name in known_in],
    )
    own = sum(owns)
    if taken * ONE_IN > total or (own and (len(word) < LONG or own * ONE_IN > total)):
        return ""
    farthest = FARTHEST if len(word) >= LONG and not (own or has_form) else 1
    others = _near(cluster, scope, word, farthest, taken_from)
    counts = _counts(
        cluster,
        scope,
        [term(name, sent(other)) for other in others for name in (taken_from, NAMES)],
    )
    ranked = sorted(
        (distance, other[:1] != word[0], -frequency, other)
        for (other, distance), frequency, heard in zip(others.items(), counts[::2], counts[1::2], strict=True)
        if frequency
        and frequency
        >= _evidence(word, distance, is_prose=isinstance(fields[taken_from], Prose), heard=heard)
        and (distance < FARTHEST or other[:1] == word[0])
        and (not own or (frequency >= own * TIMES and other[:1] == word[0] and stem(other) != stem(word)))
    )
    return ranked[0][-1] if ranked else ""


def _evidence(word: str, distance: int, *, is_prose: bool, heard: int) -> int:
    """Return how many documents have to have another word before one that is not there is taken for it."""
    if not is_prose:
        return 1
    if distance == FARTHEST:
        return EVIDENCE_OF_TWO
    if len(word) > SHORT and heard:
        return 1
    return next((documents for length, documents in EVIDENCE if len(word) <= length), 1)


def _near(cluster: Cluster, scope: Scope, word: str, farthest: int, field: str) -> dict[str, int]:
    """Return the frequent words of a field that are spelt nearly so, and how many slips away each is."""
    options: dict[str, Any] = {
        "field": field,
        "suggest_mode": "always",
        "sort": "frequency",
        "size": MOST_NEAR,
        "shard_size": LOOKED_AT,
        "max_inspections": LOOKED_AT,
        "max_edits": farthest,
        "prefix_length": 0,
        "min_word_length": 1,
        "max_term_freq": 1 << 30,
        "accuracy": 0.0,
        "string_distance": "damerau_levenshtein",
    }
    (found,) = cluster.search(
        scope,
        {
            "size": 0,
            "track_total_hits": False,
            "suggest": {"near": {"text": sent(word), "term": options}},
        },
    )
    others = [option["text"] for each in found["suggest"]["near"] for option in each["options"]]
    others = [other for other in others if other != word and abs(len(other) - len(word)) <= farthest]
    if not others:
        return {}
    lengths = np.asarray([len(other) for other in others])
    apart = distances(letters_of("".join(others)), lengths, letters_of(word), farthest).tolist()
    return {other: distance for other, distance in zip(others, apart, strict=True) if distance <= farthest}


def _printed(cluster: Cluster, scope: Scope, word: str) -> str:
    body = {**KEYS_ALONE, "query": term("text", sent(word)), "sort": [{KEY: "asc"}], "size": DOCUMENTS}
    (found,) = cluster.search(scope, body)
    return printed_in(scope, list(map(key_of, found["hits"]["hits"])), word)


def complete(cluster: Cluster, scope: Scope, beginning: str, *, limit: int) -> tuple[str, ...]:
    """Return the most frequent words of the texts that begin so, the most frequent first.

    They are gathered from some of the texts that have any.

    Raises:
        SearchUnavailable: the cluster is away, or has no index.
    """
    begun = re.sub(r"([^\w])", r"\\\1", sent(beginning)) + ".*"
    words = {"field": VOCABULARY, "include": begun, "execution_hint": "map", "size": MOST_BEGUN}
    (found,) = cluster.search(
        scope,
        {
            "size": 0,
            "track_total_hits": False,
            "query": {"constant_score": {"filter": {"prefix": {"text": sent(beginning)}}}},
            "aggs": {"sample": {"sampler": {"shard_size": SAMPLE}, "aggs": {"words": {"terms": words}}}},
        },
    )
    begun_so = [bucket["key"] for bucket in found["aggregations"]["sample"]["words"]["buckets"]]
    counts = _counts(cluster, scope, [term("text", word) for word in begun_so])
    ranked = sorted((-count, word) for word, count in zip(begun_so, counts, strict=True) if count)
    return tuple(word for _, word in ranked[:limit])


def _counts(cluster: Cluster, scope: Scope, queries: Sequence[dict[str, Any]]) -> list[int]:
    (found,) = cluster.search(scope, counting(queries))
    return counted(found)
