"""Where words stand, in few bytes: differences as LEB128, so that a term's places are read without a loop."""

from typing import Any

import numpy as np
import numpy.typing as npt

from articles.search.backends.integers import Integers


def steps(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return how far each number lies from the one before, the first from 0.

    numpy's own `diff` takes several times as long for the few numbers of one article.
    """
    found = numbers.copy()
    found[1:] -= numbers[:-1]
    return found


def encode_places(places: npt.ArrayLike, counts: npt.ArrayLike) -> tuple[npt.NDArray[np.uint8], Integers]:
    """Return places as LEB128 differences, and how many bytes those of each document take.

    `counts` says how many of the places, which ascend within a document, belong to each.
    """
    places, counts = np.asarray(places, dtype=np.int64), np.asarray(counts, dtype=np.int64)
    firsts = counts.cumsum() - counts
    differences = steps(places)
    differences[firsts] = places[firsts]
    sizes = np.ones(len(differences), dtype=np.int64)
    most = int(differences.max(initial=0))
    for bits in (7, 14, 21, 28):
        if most >> bits:
            sizes += differences >= (1 << bits)
    ends = sizes.cumsum()
    if most < 1 << 7:
        return differences.astype(np.uint8), counts.copy()
    run = np.empty(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    starts = ends - sizes
    for byte in range(int(sizes.max(initial=0))):
        has = sizes > byte
        is_last = sizes[has] == byte + 1
        run[starts[has] + byte] = ((differences[has] >> (7 * byte)) & 0x7F) | np.where(is_last, 0, 0x80)
    return run, np.add.reduceat(sizes, firsts) if len(sizes) else sizes


def decode_places(run: bytes, counts: npt.ArrayLike) -> npt.NDArray[np.int32]:
    """Return the places that `encode_places` wrote."""
    counts = np.asarray(counts, dtype=np.int64)
    differences = _decode_differences(run)
    firsts = np.cumsum(counts) - counts
    sums = np.cumsum(differences)
    before = np.where(firsts > 0, sums[firsts - 1], 0)
    places: npt.NDArray[np.int32] = (sums - np.repeat(before, counts)).astype(np.int32)
    return places


def decode_keys(run: bytes, counts: Integers, bases: Integers) -> Integers:
    """Return the places that `encode_places` wrote, each with the base of its document added; none has no places."""
    differences = _decode_differences(run)
    firsts = np.cumsum(counts) - counts
    # One sum runs through all: a document's first place is made the distance to the last place of the one before.
    lasts = bases + np.add.reduceat(differences, firsts)
    differences[firsts] += bases
    differences[firsts[1:]] -= lasts[:-1]
    keys: Integers = np.cumsum(differences)
    return keys


def _decode_differences(run: bytes) -> Integers:
    """Return the numbers that a run of LEB128 holds."""
    written = np.frombuffer(run, dtype=np.uint8)
    is_last = written < 0x80
    continued = np.flatnonzero(~is_last)
    if np.diff(continued).min(initial=2) > 1:
        # No number has more than two bytes: the second takes the first in.
        numbers = written.astype(np.int64)
        numbers[continued + 1] = (numbers[continued + 1] << 7) | (numbers[continued] & 0x7F)
        return numbers[is_last]
    ends = np.flatnonzero(is_last)
    sizes = np.diff(ends, prepend=-1)
    starts = ends - sizes + 1
    numbers = written[starts].astype(np.int64) & 0x7F
    for byte in range(1, int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > byte)
        numbers[longer] |= (written[starts[longer] + byte].astype(np.int64) & 0x7F) << (7 * byte)
    return numbers
