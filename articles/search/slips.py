"""How many slips of the pen lie between words: optimal string alignment, for many words at once.

A slip puts a letter in, leaves one out, takes one for another, or swaps two neighbours; none is made where
another one was.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Letters = npt.NDArray[np.uint32]

# The greatest distance that can be asked for; beyond it every short word is near every other.
FARTHEST = 2

# Higher than any code point.
_NO_LETTER = 0xFFFFFFFF


def letters_of(text: str) -> Letters:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def words_within(words: Iterable[str], asked: str, most: int) -> frozenset[str]:
    """Return which of the words are at most so many slips away from the asked one."""
    near = [word for word in set(words) if abs(len(word) - len(asked)) <= most]
    lengths = np.asarray([len(word) for word in near], dtype=np.int64)
    found = distances(letters_of("".join(near)), lengths, letters_of(asked), most) <= most
    return frozenset(word for word, is_found in zip(near, found.tolist(), strict=True) if is_found)


def distances(
    letters: Letters, lengths: npt.NDArray[np.integer], asked: Letters, most: int
) -> npt.NDArray[np.int8]:
    """Return how far each of many words is from the asked one, `most` + 1 standing for any more.

    The words lie end to end in `letters`; their lengths differ from the asked one's by at most `most`.

    The table of the distances between beginnings is filled for all words at once, a row for each letter that is
    asked for. Only `most` cells on each side of the diagonal can matter.
    """
    width = 2 * most + 1
    count, size = len(lengths), len(asked)
    # Row by row the letters of all words, with room for the band to stick out at both ends.
    table = np.full((size + 2 * width, count), _NO_LETTER, dtype=np.uint32)
    ends = np.cumsum(lengths, dtype=np.int64)
    columns = np.repeat(np.arange(count), lengths)
    table[np.arange(len(letters)) - (ends - lengths)[columns] + most + 1, columns] = letters

    # Cell k of row i is the distance between the first i letters asked for and the first i + k - most of a word.
    far = np.int8(most + 1)
    cells = np.arange(-most, most + 1, dtype=np.int8)
    row = np.repeat(np.where(cells < 0, far, cells)[:, None], count, axis=1)
    before = np.full_like(row, far)
    for place in range(size):
        # The letters that the cells of this row end with, and those before them.
        last, but_one = table[place + 1 : place + 1 + width], table[place : place + width]
        fresh = row + (last != asked[place])
        fresh[:-1] = np.minimum(fresh[:-1], row[1:] + 1)
        if place:
            swapped = (but_one == asked[place]) & (last == asked[place - 1])
            fresh = np.minimum(fresh, np.where(swapped, before + 1, far))
        for cell in range(1, width):
            np.minimum(fresh[cell], fresh[cell - 1] + 1, out=fresh[cell])
        # A beginning of less than no letters does not exist.
        if (outside := most - place - 1) > 0:
            fresh[:outside] = far
        row, before = np.minimum(fresh, far), row
    found: npt.NDArray[np.int8] = row[lengths - size + most, np.arange(count)]
    return found
