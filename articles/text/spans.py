"""Half-open ranges of code points."""

from dataclasses import dataclass


# Never changed, yet not frozen: an article has hundreds, and a frozen one takes four times as long to make.
@dataclass(slots=True, order=True, unsafe_hash=True)
class Span:
    """`[start, end)` in code points of one text, which the holder names (usually the cleaned body).

    Raises:
        ValueError: the range is empty, backwards or begins before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the words of this span: `text[start:end]`."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def shifted(self, distance: int) -> "Span":
        """Return this span moved by a distance in code points."""
        return Span(self.start + distance, self.end + distance)
