"""What Haystack's stock Whoosh backend answered wrongly, each defect by name, asked of ours.

Two processes that write at once, and an update of a truncated segment, are in test_processes.
"""

import datetime

import pytest
from haystack.query import SearchQuerySet

from articles.models import Article, Topic
from articles.search import Scope, SearchRequest, drain_outbox, rebuild, search
from articles.search.backends import backend
from tests.factories import make_article, make_publication, make_quote, make_speaker

pytestmark = pytest.mark.django_db

WORDS = "C++ and X: it's the white house, white as paint. Unbalanced. To be or not to be, daily."


@pytest.fixture
def article(db):
    article = make_article(
        headline="[1, 2]",
        body=f"{WORDS}\n\n“Fares stay,” Ada Marsh told the president.",
        publication=make_publication("Times, Evening"),
        date=datetime.date(2009, 6, 26),
    )
    make_quote(article, "Fares stay,", speaker=make_speaker("Ada Marsh"), cue="told")
    article.topics.add(Topic.objects.create(name="Daily dues", slug="daily-dues"))
    drain_outbox()
    return article


def total(text, **changes):
    return search(SearchRequest(text=text, **changes)).total


def test_a_facet_counts_values_and_no_stems(article):
    facets = search(SearchRequest()).facets
    assert [(one.value, one.label, one.count) for one in facets["topic"]] == [("daily-dues", "Daily dues", 1)]
    assert [one.label for one in facets["speaker"]] == ["Ada Marsh"]
    counted = SearchQuerySet().models(Article).facet("topics").facet_counts()["fields"]["topics"]
    assert counted == [("daily-dues", 1)]


def test_a_slice_is_not_the_first_page(db):
    for number in range(20):
        make_article(body=f"Harbour number {number}.")
    rebuild()
    everything = [result.pk for result in SearchQuerySet().models(Article)]
    assert [result.pk for result in SearchQuerySet().models(Article)[7:20]] == everything[7:20]


def test_a_name_of_two_words_is_found_by_both(article):
    assert total("speaker:Ada speaker:Marsh") == total('speaker:"Ada Marsh"') == 1
    assert len(SearchQuerySet().models(Article).filter(speaker="Ada Marsh")) == 1


def test_a_boost_makes_no_word_mandatory(article):
    assert len(SearchQuerySet().models(Article).filter(content="fares").boost("zebra", 2)) == 1


def test_mixed_directions_of_sorting_are_answered(article):
    assert len(SearchQuerySet().models(Article).order_by("-earliest", "article")) == 1


@pytest.mark.parametrize(
    "text",
    ['"unbalanced', "(unbalanced", "C++", "it's", "it’s", "to be or not to be", '"to be or not to be"', "x", "a OR x"],
)  # fmt: skip
def test_an_honest_query_finds_its_article(article, text):
    assert total(text) == 1


def test_stop_words_count_in_phrases(article):
    assert total('"the white house"') == 1
    assert total('"white the house"') == total('"house white as the paint"') == 0


def test_a_value_with_a_comma_is_one_value(article):
    (publication,) = search(SearchRequest()).facets["publication"]
    assert (publication.label, publication.count) == ("Times, Evening", 1)
    assert total("", publications=(publication.value,)) == 1


def test_a_word_is_not_corrected_to_one_that_nobody_wrote(article):
    assert total("presidant") == 1, "a form of president, as English goes"
    assert search(SearchRequest(text="presidnet")).suggestion == "president"
    assert search(SearchRequest(text="presidant")).suggestion == ""


def test_no_text_is_stored_beside_its_words(article):
    (result,) = SearchQuerySet().models(Article)
    stored = " ".join(map(str, result.get_stored_fields().values()))
    assert "unbalanced" not in stored.lower()


def test_a_title_that_looks_like_code_comes_back_as_it_is(article):
    (result,) = SearchQuerySet().models(Article)
    assert result.headline == "[1, 2]"
    assert search(SearchRequest()).hits[0].article.headline == "[1, 2]"


def test_a_deleted_article_leaves_the_index(article):
    article.delete()
    drain_outbox()
    assert [entry for scope in Scope for entry in backend().entries(scope)] == []


def test_a_rebuild_shows_no_empty_index(article, monkeypatch):
    seen = []
    engine = backend()
    engine.rebuild(batch_size=1, progress=lambda *_: seen.append(total("fares")))
    assert seen
    assert set(seen) == {1}
