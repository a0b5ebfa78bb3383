"""Sketches: a few numbers that stand for a text, so that texts alike are found without reading each pair.

A run is some words in a row, hashed to 48 bits. The runs with the smallest hashes are kept (bottom-k: Broder,
On the resemblance and containment of documents, 1997): two texts that share much share some of these, also
where one is only a part of the other.
The hash is blake2b, so that every process and every machine makes the same sketch.
"""

import heapq
import re
import unicodedata
from collections.abc import Iterator, Sequence
from hashlib import blake2b

# Shorter texts are captions and notices, whose words anyone might write.
SKETCHED_WORDS = 40
ENTRIES = 32
# Runs of five hardly ever stand in two texts by chance; a changed word spoils only five.
RUN_OF_TEXT = 5
# Quoted words: a changed word in the middle of eight still leaves a run of four.
RUN_OF_QUOTE = 4
RUN_OF_SHORT_QUOTE = 3
SHORT_QUOTE = 7
COMPARED_WORDS = 5
# Of quoted words all are kept, up to speeches of some seventy words.
ENTRIES_OF_QUOTE = 64

WORD = re.compile(r"\w+(?:['’]\w+)*")
_APOSTROPHES = str.maketrans("’", "'")


def folded(word: str) -> str:
    """Return a word as it is compared: the same for every case, width and shape of apostrophe."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word).translate(_APOSTROPHES).casefold()


def folded_words(text: str) -> list[str]:
    """Return the words of a text as they are compared, in order; what stands between them is nothing."""
    if text.isascii():
        return WORD.findall(text.lower())
    return [folded(word) for word in WORD.findall(text)]


def digest_of(text: str) -> str:
    """Return a digest of a text (32 hex digits), which tells whether it is the same."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def sketch_of_text(text: str) -> frozenset[int]:
    """Return the sketch of an article's body; none for one too short to tell anything."""
    words = folded_words(text)
    if len(words) < SKETCHED_WORDS:
        return frozenset()
    return frozenset(heapq.nsmallest(ENTRIES, {_hash(run) for run in _runs(words, RUN_OF_TEXT)}))


def sketch_of_quote(words: Sequence[str]) -> frozenset[int]:
    """Return the sketch of quoted words, folded; none where they are fewer than COMPARED_WORDS.

    Any two wordings of up to 67 words that share four words in a row have an entry in common, and of short
    ones any two that share three.
    """
    if len(words) < COMPARED_WORDS:
        return frozenset()
    lengths = (RUN_OF_QUOTE, RUN_OF_SHORT_QUOTE) if len(words) <= SHORT_QUOTE else (RUN_OF_QUOTE,)
    runs = {_hash(run) for length in lengths for run in _runs(words, length)}
    return frozenset(heapq.nsmallest(ENTRIES_OF_QUOTE, runs))


def _runs(words: Sequence[str], length: int) -> Iterator[str]:
    return (" ".join(words[i : i + length]) for i in range(len(words) - length + 1))


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode("utf-8", "surrogatepass"), digest_size=6).digest())
