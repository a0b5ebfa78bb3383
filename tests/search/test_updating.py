"""update_index indexes again what it is asked to, and tells of every failure."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from haystack import connections

from articles.models import Article, Quote, Visibility
from articles.search import Scope, SearchRequest, search
from articles.search.backends.generations.contents import read_contents
from articles.search.backends.segments import merging
from tests.factories import make_article, make_quote
from tests.search.engines import lose_index

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def articles():
    """Return two articles with a quote each, indexed, then changed where no signal tells of it."""
    made = [make_article(headline=f"Ferry {number}") for number in range(2)]
    for article in made:
        make_quote(article)
    long_ago = timezone.now() - timezone.timedelta(days=3)
    Article.objects.filter(pk=made[0].pk).update(headline="Bridge 0", updated_at=long_ago)
    Article.objects.filter(pk=made[1].pk).update(headline="Bridge 1")
    return made


def total(text="", scope=Scope.ARTICLES):
    return search(SearchRequest(text=text, scope=scope)).total


def test_all_is_indexed_again(articles, capsys):
    call_command("update_index", "articles")
    assert (total("bridge"), total("ferry"), total("", Scope.QUOTES)) == (2, 0, 2)
    assert capsys.readouterr().out == "Indexed 2 articles with their quotes.\n"


@pytest.mark.parametrize(
    "options",
    [
        {"age": 24},
        {"minutes": 60},
        {"start_date": (timezone.now() - timezone.timedelta(days=1)).isoformat()},
        {"start_date": (timezone.now() - timezone.timedelta(days=1)).date().isoformat()},
    ],
    ids=["age", "minutes", "start", "start-day"],
)
def test_only_what_changed_lately_is_indexed_again(articles, options):
    call_command("update_index", verbosity=0, **options)
    assert (total('headline:"bridge 1"'), total('headline:"ferry 0"')) == (1, 1)


def test_only_what_changed_before_is_indexed_again(articles):
    call_command("update_index", verbosity=0, end_date=timezone.now().date().isoformat())
    assert (total('headline:"bridge 0"'), total('headline:"ferry 1"')) == (1, 1)


@pytest.mark.whoosh
def test_many_batches_leave_few_segments(articles):
    for number in range(2, 20):
        make_article(headline=f"Bridge {number}")
    call_command("update_index", verbosity=0, batchsize=1)
    current = connections["default"].get_backend().folder.current()
    assert len(read_contents(current, Scope.ARTICLES).segments) < merging.WIDTH
    assert total("bridge") == 20


def test_what_the_database_does_not_have_goes_when_asked(articles, capsys):
    Article.objects.filter(pk=articles[0].pk).update(visibility=Visibility.HIDDEN)
    Quote.objects.filter(article=articles[1]).update(visibility=Visibility.HIDDEN)
    call_command("update_index", age=1, verbosity=0)
    assert (total("ferry"), total("bridge"), total("", Scope.QUOTES)) == (1, 1, 1)
    call_command("update_index", age=1, remove=True)
    assert "removed 1 that the database does not have" in capsys.readouterr().out
    assert (total("ferry"), total("bridge"), total("", Scope.QUOTES)) == (0, 1, 0)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"age": 1, "minutes": 1}, "one of them"),
        ({"start_date": "yesterday"}, "is no time"),
        ({"end_date": "2026-02-30"}, "is no time"),
        ({"batchsize": 0}, "one article at least"),
        ({"using": ["other"]}, "no index named other"),
    ],
)
def test_what_cannot_be_meant_is_refused(articles, options, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("update_index", verbosity=0, **options)
    assert total("bridge") == 0


def test_what_is_not_indexed_is_refused():
    with pytest.raises(CommandError, match="not auth"):
        call_command("update_index", "auth")


def test_a_part_is_not_indexed_where_there_is_no_whole(articles):
    lose_index()
    with pytest.raises(CommandError, match="has not been built yet"):
        call_command("update_index", age=24)
    call_command("update_index", verbosity=0)
    assert total("bridge") == 2
