"""A cluster that loses nodes, with real processes: no wrong answer, no lost document, and nobody who helps."""

import pytest
from django.urls import reverse

from articles.models import Article, IndexChange, Visibility
from articles.search import (
    SearchRequest,
    SearchUnavailable,
    compare_index,
    drain_outbox,
    rebuild,
    search,
)
from tests.factories import make_article, make_quote
from tests.opensearch.clusters import ask

pytestmark = [pytest.mark.opensearch, pytest.mark.django_db(transaction=True)]

ARTICLES = 30


def differences():
    return list(compare_index(progress=lambda *_: None))


def elected(cluster):
    """Return the node that the others have elected, the hardest to lose."""
    running = next(node for node in cluster.nodes if node.process)
    (name,) = {row["node"] for row in ask(running, "/_cat/cluster_manager?format=json")}
    return next(node for node in cluster.nodes if node.name == name)


def test_a_node_killed_during_indexing_and_queries_loses_nothing_and_tells_nothing_wrong(cluster):
    rebuild()
    answered = 0
    for number in range(ARTICLES):
        if number == ARTICLES // 3:
            cluster.kill(elected(cluster))
        words = f"The ferry left harbour {number}."
        make_quote(make_article(body=words), words)
        is_followed = not IndexChange.objects.exists()
        try:
            total = search(SearchRequest(text="ferry")).total
        except SearchUnavailable:
            continue
        answered += 1
        assert total == number + 1 or (total <= number and not is_followed)
    assert answered > ARTICLES // 3
    cluster.wait(2, status="yellow")
    drain_outbox()
    assert not IndexChange.objects.exists()
    assert search(SearchRequest(text="ferry")).total == ARTICLES
    assert differences() == []


def test_what_is_withdrawn_leaves_every_copy(cluster):
    rebuild()
    articles = [make_article(body="The ferry left.") for _ in range(5)]
    Article.objects.filter(pk=articles[0].pk).update(visibility=Visibility.HIDDEN)
    articles[0].refresh_from_db()
    articles[0].save()
    articles[1].delete()
    drain_outbox()
    # Copies answer in turn.
    assert {search(SearchRequest(text="ferry")).total for _ in range(10)} == {3}
    assert differences() == []


def test_while_the_cluster_is_away_the_site_reads_on_and_afterwards_catches_up(cluster, client):
    rebuild()
    article = make_article(body="The ferry left.")
    assert client.get("/readyz").status_code == 200
    for node in cluster.nodes:
        cluster.kill(node)
    assert client.get("/readyz").status_code == 503
    page = client.get(reverse("search"), {"q": "ferry"})
    assert page.status_code == 503
    assert "Search is away for the moment" in page.content.decode()
    assert client.get(article.get_absolute_url()).status_code == 200
    other = make_article(body="The ferry came back.")
    assert IndexChange.objects.exists(), "the save succeeded, and its change waits"
    assert client.get(other.get_absolute_url()).status_code == 200
    cluster.start()
    drain_outbox()
    assert client.get("/readyz").status_code == 200
    assert search(SearchRequest(text="ferry")).total == 2
    assert differences() == []
