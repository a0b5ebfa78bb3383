"""What the saved searches of topics find, as rows that pages, facets and exports count.

The index alone decides what a search finds. Whoever drains the outbox asks it, after each commit, which of the
articles just written each saved search finds, and writes what changed as rows; these go into the outbox in turn, so
that the topic is in the documents of its articles too. A saved search asks for no topic: so it ends there.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import parse_qs

from django.db.models import QuerySet
from haystack.constants import DJANGO_ID

from articles.models import (
    Article,
    IndexChange,
    Redirect,
    RedirectKind,
    Topic,
    TopicArticle,
    TopicOmission,
)
from articles.models.outbox import MOST_PARAMETERS, IndexedKind
from articles.search.backends import Backend, backend
from articles.search.engine import question_with
from articles.search.fields import THINGS
from articles.search.query import parse
from articles.search.requests import SearchRequest, Sort
from articles.search.syntax import And, Leaf, Node, Not, Or, Value

logger = logging.getLogger(__name__)

# More than an index of one machine holds.
MOST_ARTICLES = 1_000_000
# Filters whose values may have moved to another address since a search was saved.
_MOVING = {"speaker": RedirectKind.SPEAKER, "publication": RedirectKind.PUBLICATION}

# Which articles, by the topics that they come to or leave.
Places = Mapping[int, set[int]]


class TopicChanges(NamedTuple):
    """The rows that saved searches add and take away, by primary keys."""

    found: Places
    lost: Places

    @property
    def articles(self) -> set[int]:
        return {article for places in self for articles in places.values() for article in articles}


def saved_request(topic: Topic) -> SearchRequest:
    """Return the saved search of a topic; speakers and publications that moved are those of today."""
    filters = parse_qs(topic.filters)
    chosen = {name: tuple(_of_today(name, value) for value in values) for name, values in filters.items()}
    return SearchRequest(
        text=topic.query,
        speakers=chosen.get("speaker", ()),
        publications=chosen.get("publication", ()),
        years=chosen.get("year", ()),
        months=chosen.get("month", ()),
        kinds=chosen.get("kind", ()),
        include_undated="undated" in chosen,
        sort=Sort.NEWEST,
    )


def asks_for_topics(node: Node) -> bool:
    """Return whether a query asks for topics, which none can that tells what belongs to one."""
    match node:
        case And(children) | Or(children):
            return any(asks_for_topics(child) for child in children)
        case Not(child):
            return asks_for_topics(child)
        case Value(field, values):
            return field == THINGS and "topic" in values
        case _:
            return isinstance(node, Leaf) and node.field == "topic"


def find_topic_changes(*, articles: Collection[int], topics: Collection[int]) -> TopicChanges:
    """Return what saved searches would change: those of all topics for some articles, those of some topics for all.

    The index has the articles as they are now.

    Raises:
        SearchUnavailable: there is no index, or it cannot be read.
    """
    rows = Topic.objects.defer("introduction", "imported").order_by("pk")
    whole = list(rows.filter(pk__in=topics)) if topics else []
    others = list(rows.searching().exclude(pk__in=topics)) if articles else []
    changes = (_changes(whole, None), _changes(others, articles))
    return TopicChanges(
        {topic: keys for each in changes for topic, keys in each.found.items()},
        {topic: keys for each in changes for topic, keys in each.lost.items()},
    )


def _changes(topics: Collection[Topic], among: Collection[int] | None) -> TopicChanges:
    """Return what the saved searches of some topics change, of some articles or, for None, of all."""
    if not topics:
        return TopicChanges({}, {})
    engine = backend()
    keys = [topic.pk for topic in topics]
    by_hand = _places(TopicArticle.objects.filter(topic__in=keys, by_hand=True), among)
    stored = _places(TopicArticle.objects.filter(topic__in=keys, by_hand=False), among)
    left_out = _places(TopicOmission.objects.filter(topic__in=keys), among)
    found = {
        topic.pk: _found(topic, among, engine) - by_hand[topic.pk] - left_out[topic.pk] for topic in topics
    }
    new = {topic: keys - stored[topic] for topic, keys in found.items()}
    shown = _published({article for keys in new.values() for article in keys})
    return TopicChanges(
        {topic: keys & shown for topic, keys in new.items()},
        {topic: stored[topic] - keys for topic, keys in found.items()},
    )


def write_topic_changes(changes: TopicChanges) -> None:
    """Write what saved searches changed, and note it in the outbox; to be called within a transaction."""
    for topic, articles in changes.found.items():
        rows = [TopicArticle(topic_id=topic, article_id=article, by_hand=False) for article in articles]
        TopicArticle.objects.bulk_create(rows, batch_size=MOST_PARAMETERS, ignore_conflicts=True)
    for topic, articles in changes.lost.items():
        for some in _in_parts(articles):
            # Raw: it is noted below for all at once.
            gone = TopicArticle.objects.filter(topic=topic, by_hand=False, article__in=some)
            gone._raw_delete(gone.db)  # noqa: SLF001  the one way to delete rows and send no signal
    IndexChange.objects.record(IndexedKind.ARTICLE, sorted(changes.articles))


def refresh_topics() -> None:
    """Note that the saved searches of all topics are to be looked at anew."""
    IndexChange.objects.record(IndexedKind.TOPIC, Topic.objects.order_by("pk").values_list("pk", flat=True))


def _found(topic: Topic, among: Collection[int] | None, engine: Backend) -> set[int]:
    """Return the articles that the saved search of a topic finds, none where it has none."""
    if not topic.has_search:
        return set()
    request = saved_request(topic)
    node = parse(request.text).node
    if among is not None:
        node = And((node, Value(DJANGO_ID, frozenset(map(str, among)))))
    question = replace(question_with(request, node), offset=0, limit=MOST_ARTICLES, facets=())
    answer = engine.answer(question, as_committed=True)
    if answer.cut:
        logger.warning("the saved search of the topic %s takes too long to be looked for everywhere", topic)
    return set(answer.keys)


def _places(
    rows: "QuerySet[TopicArticle] | QuerySet[TopicOmission]", among: Collection[int] | None
) -> defaultdict[int, set[int]]:
    """Return the articles of some rows, by topic; of some articles alone or, for None, of all."""
    places: defaultdict[int, set[int]] = defaultdict(set)
    parts = [rows] if among is None else [rows.filter(article__in=some) for some in _in_parts(among)]
    for part in parts:
        for topic, article in part.order_by().values_list("topic", "article"):
            places[topic].add(article)
    return places


def _published(articles: Collection[int]) -> set[int]:
    """Return those of some articles that are still there for readers: the index may be a moment behind."""
    return {
        key
        for some in _in_parts(articles)
        for key in Article.objects.published().filter(pk__in=some).order_by().values_list("pk", flat=True)
    }


def _of_today(name: str, slug: str) -> str:
    kind = _MOVING.get(name)
    return (kind and Redirect.objects.target(kind=kind, old=slug)) or slug


def _in_parts(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), MOST_PARAMETERS):
        yield ordered[start : start + MOST_PARAMETERS]
