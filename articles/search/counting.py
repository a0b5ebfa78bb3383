"""How many quotes have each value of a field, of all that the index holds."""

from collections.abc import Mapping

from articles.search.backends import backend
from articles.search.questions import Counts, Question
from articles.search.requests import Scope
from articles.search.syntax import Everything


def count_quotes(facet: str, *, filters: Mapping[str, tuple[str, ...]]) -> Counts:
    """Return how many quotes that pass some filters, given by field, have each value of a field.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    question = Question(scope=Scope.QUOTES, node=Everything(), filters=filters, limit=0, facets=(facet,))
    return backend().answer(question).facets[facet]
