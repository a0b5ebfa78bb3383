"""Where words stand, in few bytes: differences as LEB128, so that a term's places are read without a loop."""

from typing import Any

import numpy as np
import numpy.typing as npt

from articles.search.backends.integers import Integers

Run = bytes | npt.NDArray[np.uint8]


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


def decode_places(run: Run, counts: npt.ArrayLike) -> npt.NDArray[np.int32]:
    """Return the places that `encode_places` wrote, of documents of which none is without any."""
    counts = np.asarray(counts, dtype=np.int64)
    differences = _decode_differences(run)
    firsts = counts.cumsum() - counts
    # One sum runs through all: before a document's first place the last one of the document before is taken back.
    lasts = np.add.reduceat(differences, firsts, dtype=np.int32)
    differences[firsts[1:]] -= lasts[:-1]
    return differences.cumsum(dtype=np.int32)


def decode_in_a_row(run: Run, counts: Integers, *, gap: int) -> Integers | npt.NDArray[np.int32]:
    """Return the same in one row: the places of each document counted on from `gap` after the last of the one before."""
    differences = _decode_differences(run)
    differences[(counts.cumsum() - counts)[1:]] += np.int32(gap)
    is_long = int(differences.sum(dtype=np.int64)) > np.iinfo(np.int32).max
    return differences.cumsum(dtype=np.int64 if is_long else np.int32)


def _decode_differences(run: Run) -> npt.NDArray[np.int32]:
    """Return the numbers that a run of LEB128 holds."""
    written = np.frombuffer(run, dtype=np.uint8)
    is_last = written < 0x80
    continued = np.flatnonzero(~is_last)
    numbers = written.astype(np.int32)
    if not len(continued):
        return numbers
    if np.diff(continued).min(initial=2) > 1:
        # No number has more than two bytes: the second takes the first in.
        numbers[continued + 1] = (numbers[continued + 1] << 7) | (numbers[continued] & 0x7F)
        return numbers[is_last]
    ends = np.flatnonzero(is_last)
    sizes = np.diff(ends, prepend=-1)
    starts = ends - sizes + 1
    found = numbers[starts] & 0x7F
    for byte in range(1, int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > byte)
        found[longer] |= (numbers[starts[longer] + byte] & 0x7F) << (7 * byte)
    return found
