"""The members of a segment's file, read whole: for deletions and for merges, which look at everything."""

import mmap
import pickle
import struct
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3Codec, W3Segment

from articles.search.backends.integers import Integers
from articles.search.backends.segments.building import HEADER, KEY_HEAD
from articles.search.backends.segments.files import Damaged
from articles.search.backends.segments.postings import ENTRY, TERM_ENTRY

_FIELD = 2
_LAST = 4


class FieldTerms(NamedTuple):
    """The terms of a field in order, and their entries in the terms file (TERM_ENTRY)."""

    texts: list[bytes]
    entries: Any


class SegmentMembers:
    """The members of a segment's file, mapped into memory."""

    def __init__(self, folder: Path, segment: W3Segment) -> None:
        """Open a segment.

        Raises:
            Damaged: its file is gone, or does not say what is in it.
        """
        self._segment = segment
        path = folder / segment.make_filename(segment.COMPOUND_EXT)
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            start, length = HEADER.unpack_from(self._map)
            self._directory: dict[str, dict[str, int]] = pickle.loads(self._map[start : start + length])  # noqa: S301  our own file
        except FileNotFoundError:
            raise Damaged(f"{path.name} is missing") from None
        except (EOFError, ValueError, struct.error, pickle.UnpicklingError) as error:
            raise Damaged(f"{path.name} is not what was written") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        # Arrays may still look at the map; it goes with the last of them.
        vars(self).clear()

    def member(self, extension: str) -> npt.NDArray[np.uint8] | None:
        """Return the bytes of a member, or None where there is none of this name."""
        place = self._directory.get(self._segment.make_filename(extension))
        if place is None:
            return None
        return np.frombuffer(self._map, np.uint8, place["length"], place["offset"])

    def numbers(self, name: str) -> npt.NDArray[np.int32] | npt.NDArray[np.int64]:
        """Return a column of numbers of 4 or 8 bytes each, big-endian as they lie on disk."""
        column = self.member(f".{name}{W3Codec.COLUMN_EXT}")
        if column is None:
            return np.empty(0, ">i8")
        return column.view(">i4" if len(column) == 4 * self._segment.doc_count_all() else ">i8")

    def lengths(self, name: str) -> npt.NDArray[np.uint8] | None:
        """Return how long a field is in each document, a byte each, or None where it is empty in all."""
        return self.member(f"._{name}_len{W3Codec.COLUMN_EXT}")

    def postings(self) -> npt.NDArray[np.uint8]:
        """Return the postings of all terms."""
        postings = self.member(W3Codec.POSTS_EXT)
        return np.empty(0, np.uint8) if postings is None else postings

    def terms(self, name: str) -> FieldTerms:
        """Return the terms of a field."""
        data = self._terms
        fields, positions, numbers = self._index
        # The terms of a field that has none begin and end nowhere.
        number = fields.get(name, len(fields))
        low, high = np.searchsorted(numbers, [number, number + 1]).tolist()
        starts = positions[low:high]
        lengths = data[starts[:, None] + np.arange(4)].view(">i4")[:, 0]
        ends = starts + KEY_HEAD.size + lengths
        first, last = (int(starts[0]), int(ends[-1])) if high > low else (0, 0)
        run = data[first:last].tobytes()
        texts = [
            run[start:end]
            for start, end in zip(
                (starts + (KEY_HEAD.size + _FIELD - first)).tolist(), (ends - first).tolist(), strict=True
            )
        ]
        entries = np.ascontiguousarray(data[ends[:, None] + np.arange(ENTRY)]).view(TERM_ENTRY)[:, 0]
        return FieldTerms(texts, entries)

    @cached_property
    def _terms(self) -> npt.NDArray[np.uint8]:
        terms = self.member(W3Codec.TERMS_EXT)
        return np.empty(0, np.uint8) if terms is None else terms

    @cached_property
    def _index(self) -> tuple[dict[str, int], Integers, npt.NDArray[np.uint16]]:
        """Return the number of each field, and of each term where it begins and the number of its field."""
        data = self._terms
        length = int.from_bytes(data[-_LAST:].tobytes(), "big")
        extras = pickle.loads(data[-_LAST - length : -_LAST].tobytes())  # noqa: S301  our own file
        kind = np.dtype(">u4" if extras["indextype"] == "I" else ">i8")
        count = extras["indexlen"]
        index = np.frombuffer(data[len(data) - _LAST - count * kind.itemsize :], kind, count)
        positions = index.astype(np.int64)
        heads = positions[:, None] + (KEY_HEAD.size + np.arange(_FIELD))
        return extras["fieldmap"], positions, data[heads].view(">u2")[:, 0]
