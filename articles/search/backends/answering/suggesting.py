"""What the words of an index say to a reader who types: corrections and endings, from the frequent words."""

import re
from collections import Counter
from collections.abc import Collection
from itertools import islice

from articles.models import Article, Quote
from articles.search.analysis import stem
from articles.search.backends.reading.snapshots import Snapshot
from articles.search.backends.schema import STEMS
from articles.search.matches import find_first_matches
from articles.search.requests import Scope
from articles.search.slips import FARTHEST
from articles.search.syntax import Phrase

# A shorter word is one slip from too many others; from the second length on two slips are forgiven.
SHORTEST, LONG = 3, 7
# Of a word that is not there at all most are right, and only in no text yet, where texts are few: as many documents
# have to have the other, by the length up to which one slip makes many words of English of each other. Of 1,232 words
# that documentation is written in, 31 had one suggested over the two seed articles, 339 without this.
SHORT = 4
EVIDENCE = ((SHORT, 5), (6, 2))
# A name of whom somebody quotes is evidence by itself, but for a short one.
NAMES = "speaker"
# So many of a word two slips away, which begins alike.
EVIDENCE_OF_TWO = 2
# A word that is there is taken for a slip where another is so many times as frequent and it is in fewer
# than one in so many documents.
TIMES, ONE_IN = 100, 1_000
# So many times as many words as are asked for are looked at: some may be of deleted documents alone.
SPARE = 3
# Where the printed form of a word is looked up: so many documents, so many places in each.
DOCUMENTS, PLACES = 5, 20

_POSSESSIVE = re.compile(r"['’ʼ]s$")


def suggest(snapshot: Snapshot, word: str, *, known_in: Collection[str], taken_from: str) -> str:
    """Return the frequent word that a folded one was meant to be, or "".

    A word that any of the fields `known_in` has as it is written is meant so, unless it is rare and one slip
    away from a far more frequent one; of a word that is there in another form one slip is forgiven. The nearest
    word is taken from the field `taken_from`, of several the one that begins alike, then the most frequent.
    """
    if len(word) < SHORTEST or any(sign.isdigit() for sign in word):
        return ""
    # Most words are known and frequent: the vocabulary is not even read for them.
    if snapshot.live_frequency(taken_from, word) * ONE_IN > snapshot.count:
        return ""
    own = sum(snapshot.live_frequency(field, word) for field in known_in)
    if own and (len(word) < LONG or own * ONE_IN > snapshot.count):
        return ""
    farthest = FARTHEST if len(word) >= LONG and not (own or _has_form(snapshot, known_in, word)) else 1
    words = snapshot.frequent_words(taken_from)
    positions, distances = words.near(word, farthest)
    if own:
        is_far_more_frequent = words.frequencies[positions] >= own * TIMES
        positions, distances = positions[is_far_more_frequent], distances[is_far_more_frequent]
    near = sorted(
        (distance, other[:1] != word[0], -frequency, other)
        for distance, frequency, other in zip(
            distances.tolist(), words.frequencies[positions].tolist(), words.words(positions), strict=True
        )
        if frequency >= _evidence(snapshot, taken_from, word, other, distance)
        and (distance < FARTHEST or other[:1] == word[0])
        and (not own or (other[:1] == word[0] and stem(other) != stem(word)))
    )
    return next((other for *_, other in near if _is_there(snapshot, taken_from, other)), "")


def _evidence(snapshot: Snapshot, field: str, word: str, other: str, distance: int) -> int:
    """Return how many documents have to have another word before one that is not there is taken for it."""
    if field + STEMS not in snapshot.schema:
        # Names are few, and each is meant.
        return 1
    if distance == FARTHEST:
        return EVIDENCE_OF_TWO
    least = next((documents for length, documents in EVIDENCE if len(word) <= length), 1)
    if len(word) > SHORT and any(segment.frequency(NAMES, other) for segment, _ in snapshot.parts):
        return 1
    return least


def complete(snapshot: Snapshot, field: str, beginning: str, *, limit: int) -> tuple[str, ...]:
    """Return the most frequent words of a field that begin so, the most frequent first."""
    words = snapshot.frequent_words(field)
    likely = words.words(words.most_frequent(words.starting_with(beginning), SPARE * limit))
    return tuple(islice((word for word in likely if _is_there(snapshot, field, word)), limit))


def printed(snapshot: Snapshot, scope: Scope, word: str) -> str:
    """Return a word of the texts as they mostly print it, by a look into a few of them."""
    return snapshot.kept((scope, "printed", word), lambda: _printed(snapshot, scope, word), len)


def _printed(snapshot: Snapshot, scope: Scope, word: str) -> str:
    keys: list[int] = []
    for segment, offset in snapshot.parts:
        documents = segment.postings("text", word).documents + offset
        keys += snapshot.keys[documents[snapshot.live[documents]][:DOCUMENTS]].tolist()
    return printed_in(scope, keys[:DOCUMENTS], word)


def printed_in(scope: Scope, keys: list[int], word: str) -> str:
    """Return a word as these texts, given by the keys of their rows, mostly print it."""
    rows = (
        Article.objects.published().values_list("body")
        if scope is Scope.ARTICLES
        else Quote.objects.published().values_list("words")
    )
    forms: Counter[str] = Counter()
    for (text,) in rows.filter(pk__in=keys):
        for match in find_first_matches(text, (Phrase((word,)),), PLACES)[0]:
            forms[_POSSESSIVE.sub("", match.span.of(text))] += 1
    # Of two forms that are printed as often the one in small letters: the other may begin sentences.
    return max(forms, key=lambda form: (forms[form], form), default=word)


def _is_there(snapshot: Snapshot, field: str, word: str) -> bool:
    """Return whether any document that is not deleted has a word: others stay in the files until these are merged."""
    return snapshot.live_frequency(field, word) > 0


def _has_form(snapshot: Snapshot, fields: Collection[str], word: str) -> bool:
    """Return whether a field of prose has a word in another form."""
    prose = [field + STEMS for field in fields if field + STEMS in snapshot.schema]
    return any(snapshot.frequency(field, stem(word)) for field in prose)
