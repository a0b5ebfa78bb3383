"""Those quoted without a name, by what their descriptions tell: counts and quotes of the index."""

from collections.abc import Collection, Mapping, Sequence

from articles.models import Quote
from articles.search.backends import backend
from articles.search.counting import count_quotes
from articles.search.questions import Question
from articles.search.requests import Scope, Sort
from articles.search.syntax import Value
from articles.text.unnamed import Standing, standing_of_key


def count_standings(*, kinds: Sequence[str]) -> Mapping[Standing, int]:
    """Return how many quotes of some kinds there are of each standing.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    counts = count_quotes("standings", filters={"kinds": tuple(kinds)})
    return {standing_of_key(key): count for key, count in counts.items()}


def quotes_of_standings(
    standings: Collection[Standing], *, kinds: Sequence[str], start: int, count: int
) -> list[Quote]:
    """Return a stretch of their quotes that readers may see, newest first and the undated last, in two queries at most.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    question = Question(
        scope=Scope.QUOTES,
        node=Value("standings", frozenset(standing.key for standing in standings)),
        filters={"kinds": tuple(kinds)},
        sort=Sort.NEWEST,
        offset=start,
        limit=count,
    )
    keys = backend().answer(question).keys
    quotes = Quote.objects.published().with_article().in_bulk(keys)
    return [quotes[key] for key in keys if key in quotes]
