"""A rebuild goes aside and is shown whole; nothing that changes meanwhile is lost."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, IndexChange, Quote, QuotedWording
from articles.models.outbox import IndexedKind
from articles.search import RebuildRunning, Scope, SearchRequest, drain_outbox, rebuild, search
from articles.search.backends import backend
from tests.factories import make_article, make_quote
from tests.search.engines import generations, rebuilding

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def articles():
    made = [make_article(headline=f"Ferry {number}") for number in range(3)]
    for article in made:
        make_quote(article)
    return made


def total(text="", scope=Scope.ARTICLES):
    return search(SearchRequest(text=text, scope=scope)).total


def test_progress_is_told_up_to_the_end(articles):
    heard = []
    rebuild(batch_size=2, progress=lambda done, whole: heard.append((done, whole)))
    assert heard == [(4, 6), (6, 6)]


def test_only_the_new_generation_is_left(articles):
    (before,) = generations()
    rebuild()
    (after,) = generations()
    assert after != before


def test_what_changes_meanwhile_is_searchable_at_once_and_afterwards(articles):
    changes = iter(
        [
            articles[0].delete,
            lambda: make_article(headline="Ferry new"),
            lambda: Article.objects.filter(pk=articles[1].pk).first().save(),
        ]
    )
    seen = []

    def change(done, whole):
        del done, whole
        next(changes, lambda: None)()
        seen.append(total("ferry"))

    rebuild(batch_size=1, progress=change)
    assert seen[:3] == [2, 3, 3]
    assert (total("ferry"), total("headline:new"), total("", Scope.QUOTES)) == (3, 1, 2)
    assert not IndexChange.objects.exists()


def test_a_quote_that_goes_meanwhile_without_its_article_noted_does_not_come_back(articles):
    (quote, *_) = Quote.objects.order_by("pk").values_list("pk", flat=True)

    def take_out(done, whole):
        # The quotes have been read when all are done.
        if done == whole:
            QuotedWording.objects.filter(quote=quote).delete()
            Quote.objects.filter(pk=quote)._raw_delete("default")
            IndexChange.objects.record(IndexedKind.QUOTE, [quote])
            drain_outbox()

    rebuild(progress=take_out)
    assert list(backend().entries_of(Scope.QUOTES, [quote])) == []


def test_what_changes_the_index_by_stealth_is_mended(articles):
    Article.objects.filter(pk=articles[0].pk).update(headline="Bridge 0")
    assert total("headline:bridge") == 0
    rebuild()
    assert total("headline:bridge") == 1


def test_a_rebuild_that_fails_leaves_the_old_index(articles):
    before = generations()

    def fail(done, whole):
        raise OSError(f"disk full at {done} of {whole}")

    with pytest.raises(OSError, match="disk full"):
        rebuild(progress=fail)
    assert generations() == before
    assert total("ferry") == 3


def test_one_rebuild_at_a_time(articles):
    with rebuilding():
        with pytest.raises(RebuildRunning):
            rebuild()
        with pytest.raises(CommandError, match="Another rebuild"):
            call_command("rebuild_index", verbosity=0)


def test_the_command_says_what_it_indexed(articles, capsys):
    call_command("rebuild_index", interactive=False)
    assert capsys.readouterr().out == "Indexed 6 articles and quotes.\n"
