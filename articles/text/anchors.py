"""Words found again when the text around them changes (as in W3C Web Annotation: exact, prefix, suffix)."""

from collections.abc import Collection, Iterator

from articles.text.spans import Span

# Characters of surroundings that tell one occurrence of the same words from another.
_CONTEXT = 40


def find_places(words: str, body: str) -> Iterator[Span]:
    """Yield the places of the words in a body, in order; none for no words."""
    start = body.find(words) if words else -1
    while start >= 0:
        yield Span(start, start + len(words))
        start = body.find(words, start + 1)


def find_again(old: Span, *, old_body: str, new_body: str, taken: Collection[Span] = ()) -> Span | None:
    """Return the place in a new body of the words at `old` in the old one, or None where no free one is left.

    Of several the one with the most alike surroundings is returned, then the nearest. `taken` are
    the places of others, which a free one does not overlap.
    """
    free = [
        place
        for place in find_places(old.of(old_body), new_body)
        if not any(place.overlaps(other) for other in taken)
    ]
    return max(
        free,
        key=lambda new: (_likeness(old_body, old, new_body, new), -abs(new.start - old.start)),
        default=None,
    )


def find_moved(words: str, start: int | None, *, distance: int, body: str) -> tuple[int | None, int | None]:
    """Return the start and end of words moved along with their quotation, or none where others stand there now."""
    if start is None or start + distance < 0 or not body.startswith(words, start + distance):
        return None, None
    return start + distance, start + distance + len(words)


def _likeness(old_body: str, old: Span, new_body: str, new: Span) -> int:
    """Return how many characters right before and right after two places are the same."""
    before = _common(
        old_body[max(0, old.start - _CONTEXT) : old.start][::-1],
        new_body[max(0, new.start - _CONTEXT) : new.start][::-1],
    )
    return before + _common(old_body[old.end : old.end + _CONTEXT], new_body[new.end : new.end + _CONTEXT])


def _common(one: str, other: str) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
