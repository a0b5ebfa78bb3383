"""What the archive holds in numbers: counts of the index, no rows.

The database would go through every article and quote to count those that readers may see; the index holds no
others, and has them counted by the values that pages ask for.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from articles.models import Article, Quote, ReviewState, Visibility
from articles.models.outbox import MOST_PARAMETERS
from articles.models.quotes import QuoteTally
from articles.search.backends import backend
from articles.search.fields import PROBABLE, Attributed
from articles.search.questions import Question
from articles.search.requests import Scope
from articles.search.syntax import Everything


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Numbers of articles, quotes, and speakers of quotes.

    `years` counts articles, as "2009" or "undated"; one that may have appeared in either of two years counts in
    both, as it is found in both. `topics` are those of most articles and `most_quoted` the speakers of most
    quotes, by slug and the most first.
    """

    articles: int
    quotes: int
    speakers: int
    years: Mapping[str, int]
    topics: Mapping[str, int]
    most_quoted: Mapping[str, int]


def count_archive(*, kinds: Sequence[str], most: int) -> Figures:
    """Return the numbers of the whole archive, its quotes of some kinds alone; `most` topics and speakers at most.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    engine = backend()
    articles = engine.answer(
        Question(scope=Scope.ARTICLES, node=Everything(), limit=0, facets=("years", "topics"))
    )
    quotes = engine.answer(
        Question(
            scope=Scope.QUOTES,
            node=Everything(),
            filters={"kinds": tuple(kinds)},
            limit=0,
            facets=("speakers",),
        )
    )
    return Figures(
        articles=articles.total,
        quotes=quotes.total,
        speakers=len(quotes.facets["speakers"]),
        years=dict(articles.facets["years"]),
        topics=articles.facets["topics"].highest(most),
        most_quoted=quotes.facets["speakers"].highest(most),
    )


def tally_quotes(*, kinds: Sequence[str]) -> QuoteTally:
    """Return how many quotes of some kinds stand how; what readers may not see, which the index lacks, is the database's.

    "Probable" are those of which a page says so: where the name is withheld, none does.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    answer = backend().answer(
        Question(
            scope=Scope.QUOTES,
            node=Everything(),
            filters={"kinds": tuple(kinds)},
            limit=0,
            facets=("reviews", "attributions"),
        )
    )
    reviews, attributions = answer.facets["reviews"], answer.facets["attributions"]
    probable, unattributed = reviews.get(PROBABLE, 0), attributions.get(Attributed.NOBODY, 0)
    unseen = Quote.objects.filter(kind__in=kinds).order_by()
    rejected = unseen.filter(review_state=ReviewState.REJECTED, visibility=Visibility.PUBLIC)
    return QuoteTally(
        plain=answer.total - probable - unattributed,
        probable=probable,
        unattributed=unattributed,
        confirmed=reviews.get(ReviewState.CONFIRMED, 0),
        corrected=reviews.get(ReviewState.CORRECTED, 0),
        unreviewed=reviews.get(ReviewState.UNREVIEWED, 0),
        rejected=_count_of_published_articles(rejected),
        withheld=_count_of_published_articles(unseen.filter(visibility=Visibility.WITHHELD)),
    )


def _count_of_published_articles(quotes: QuerySet[Quote]) -> int:
    """Return how many of these quotes, which are few among all, stand in articles that readers may see.

    The quotes are found first and by themselves: joined, a database goes through all articles for them.
    """
    by_article = Counter(quotes.values_list("article", flat=True).iterator())
    count = 0
    keys = list(by_article)
    for start in range(0, len(keys), MOST_PARAMETERS):
        part = Article.objects.published().filter(pk__in=keys[start : start + MOST_PARAMETERS])
        count += sum(by_article[key] for key in part.order_by().values_list("pk", flat=True))
    return count
