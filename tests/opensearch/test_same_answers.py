"""One archive in both engines: the same documents, scores, counts and suggestions."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article
from articles.search import Scope, deferred_indexing, drain_outbox, parse
from articles.search.backends import backend
from articles.search.backends.whoosh import WhooshBackend
from articles.search.questions import Question
from tests.search.oracle import ALL_FORMS, FACETS, filters, queries
from tests.search.test_oracle import make_documents

pytestmark = [pytest.mark.opensearch, pytest.mark.django_db]

ARTICLES = 80


@pytest.fixture
def engines():
    """Return both engines, each with the same archive of its own making."""
    chance = random.Random(11)
    with deferred_indexing():
        for number in range(ARTICLES):
            make_documents(chance, number)
    drain_outbox()
    whoosh = WhooshBackend("default")
    with whoosh.writing():
        whoosh.create_empty()
        whoosh.rewrite(articles=list(Article.objects.values_list("pk", flat=True)))
    return whoosh, backend()


def test_every_query_has_the_same_hits_scores_and_counts(engines):
    @given(query=queries, chosen=filters, scope=st.sampled_from(list(Scope)), include_undated=st.booleans())
    @settings(max_examples=150, database=None)
    def check(query, chosen, scope, include_undated):
        question = Question(
            scope=scope,
            node=parse(query.text).node,
            filters={name: values for name, values in chosen.items() if values},
            include_undated=include_undated,
            limit=1_000,
            facets=tuple(FACETS),
        )
        whoosh, opensearch = (engine.answer(question) for engine in engines)
        assert dict(zip(opensearch.keys, opensearch.scores, strict=True)) == pytest.approx(
            dict(zip(whoosh.keys, whoosh.scores, strict=True)), rel=1e-4
        )
        assert opensearch.total == whoosh.total
        assert opensearch.undated_left_out == whoosh.undated_left_out
        for field in FACETS:
            assert opensearch.facets[field].highest(100) == whoosh.facets[field].highest(100)

    check()


def test_words_are_suggested_and_finished_alike(engines):
    chance = random.Random(5)
    for word in (form.lower() for form in ALL_FORMS if form.isalpha()):
        place = chance.randrange(len(word))
        for slip in (word, word[:place] + "x" + word[place:], word[:place] + word[place + 1 :]):
            whoosh, opensearch = (engine.suggest(Scope.ARTICLES, slip) for engine in engines)
            assert opensearch == whoosh, slip
        whoosh, opensearch = (
            engine.complete(Scope.ARTICLES, "text", word[:2], limit=20) for engine in engines
        )
        assert opensearch == whoosh, word[:2]


def test_the_same_articles_are_alike(engines):
    for article in Article.objects.order_by("pk")[:10]:
        whoosh, opensearch = (
            engine.similar(article.body, without=[article.pk], limit=5) for engine in engines
        )
        assert opensearch == whoosh
