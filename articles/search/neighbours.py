"""What stands before and after an article among what a search finds."""

from dataclasses import dataclass

from articles.models import Article
from articles.search.engine import find_keys
from articles.search.requests import SearchRequest

# Hits looked at on either side of where the article stood: the archive may have grown since.
REACH = 20
# Articles that readers may no longer see, while the index is a moment behind.
SPARE = 2


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The place of an article among `total` hits, from 1, and the hits beside it with their places.

    `place` is None where the article is not found near to where it stood; then there are none beside it.
    """

    place: int | None
    total: int
    before: tuple[int, Article] | None = None
    after: tuple[int, Article] | None = None


def find_neighbours(article: Article, request: SearchRequest, *, place: int) -> Neighbours:
    """Return what stands beside an article among the hits of a search, which had it at a place.

    Costs one question to the index and one to the database, however many hits there are and wherever it stands.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    skipped = max(0, place - 1 - REACH)
    keys, total = find_keys(request, most=2 * REACH + 1, skip=skipped)
    if article.pk not in keys:
        return Neighbours(None, total)
    index = keys.index(article.pk)
    near = range(max(0, index - 1 - SPARE), min(len(keys), index + 2 + SPARE))
    shown = Article.objects.published().in_bulk([keys[number] for number in near])
    beside = {number: shown[keys[number]] for number in near if keys[number] in shown}

    def placed(numbers: range) -> tuple[int, Article] | None:
        number = next((number for number in numbers if number in beside), None)
        return None if number is None else (skipped + number + 1, beside[number])

    return Neighbours(
        place=skipped + index + 1,
        total=total,
        before=placed(range(index - 1, near.start - 1, -1)),
        after=placed(range(index + 1, near.stop)),
    )
