"""What stands before and after an article or a quote among what a search finds."""

from dataclasses import dataclass

from articles.models import Article, Quote
from articles.search.engine import find_keys
from articles.search.requests import Scope, SearchRequest

# Hits looked at on either side of where the one that is read stood: the archive may have grown since.
REACH = 20
# Hits that readers may no longer see, while the index is a moment behind.
SPARE = 2


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The place of a hit among `total`, from 1, and the hits beside it with their places.

    `place` is None where it is not found near to where it stood; then there are none beside it.
    """

    place: int | None
    total: int
    before: tuple[int, Article | Quote] | None = None
    after: tuple[int, Article | Quote] | None = None


def find_neighbours(found: Article | Quote, request: SearchRequest, *, place: int) -> Neighbours:
    """Return what stands beside an article or a quote among the hits of a search of its kind, which had it at a place.

    Costs one question to the index and one to the database, however many hits there are and wherever it stands.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    skipped = max(0, place - 1 - REACH)
    keys, total = find_keys(request, most=2 * REACH + 1, skip=skipped)
    if found.pk not in keys:
        return Neighbours(None, total)
    index = keys.index(found.pk)
    near = range(max(0, index - 1 - SPARE), min(len(keys), index + 2 + SPARE))
    rows = Quote.objects if request.scope is Scope.QUOTES else Article.objects
    shown: dict[int, Article | Quote] = dict(rows.published().in_bulk([keys[number] for number in near]))
    beside = {number: shown[keys[number]] for number in near if keys[number] in shown}

    def placed(numbers: range) -> tuple[int, Article | Quote] | None:
        number = next((number for number in numbers if number in beside), None)
        return None if number is None else (skipped + number + 1, beside[number])

    return Neighbours(
        place=skipped + index + 1,
        total=total,
        before=placed(range(index - 1, near.start - 1, -1)),
        after=placed(range(index + 1, near.stop)),
    )
