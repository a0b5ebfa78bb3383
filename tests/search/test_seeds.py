"""The two seed files, imported as anybody would, and what PRODUCT promises of searching them."""

import pytest
from django.core.management import call_command

from articles.models import Article
from articles.search import Scope, SearchRequest, drain_outbox, search

pytest.importorskip("articles.importing")

pytestmark = pytest.mark.django_db

DATED, UNDATED = "000_d12a19e22484eae2.txt", "002_161c82a92c6fdd44.txt"


@pytest.fixture
def found(seeds, capsys):
    """Return a function from a request to the names of the originals found."""
    call_command("import_articles", str(seeds))
    drain_outbox()
    names = dict(Article.objects.values_list("pk", "originals__name"))

    def found(text, **changes):
        return [names[hit.article.pk] for hit in search(SearchRequest(text=text, **changes)).hits]

    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"existing sanctions"', {DATED}),
        ("sanctions", {DATED, UNDATED}),
        ("sanctions -Obama", {DATED}),
        ("speaker:rhodes", {UNDATED}),
        ("THAAD", {UNDATED}),
        ("thaad", {UNDATED}),
        ("Sactions", {DATED}),
        ("title:Sactions", {DATED}),
        ("loophole*", {UNDATED}),
        ("date:2009..2010", {DATED}),
        ("date:undated", {UNDATED}),
        ("(Serbia OR THAAD) AND NOT Serbia", {UNDATED}),
        ("by:Ellerson", {DATED}),
        ("source:ABC", {DATED}),
        ("Disqus", set()),
    ],
)
def test_a_query_finds_its_files(found, text, expected):
    assert set(found(text)) == expected


def test_a_year_keeps_the_undated_out_and_counts_them(found):
    assert found("", years=("2009",)) == [DATED]
    assert search(SearchRequest(years=("2009",))).undated_left_out == 1
    assert found("", years=("2009",), include_undated=True) == [DATED, UNDATED]


@pytest.mark.parametrize(("text", "speaker"), [("evade", "ben-rhodes"), ("loopholes", "barack-obama")])
def test_a_quote_is_found_by_its_speaker_and_a_word(found, text, speaker):
    request = SearchRequest(text=text, scope=Scope.QUOTES, speakers=(speaker,), kinds=("direct", "mixed"))
    results = search(request)
    assert [hit.quote.speaker.slug for hit in results.hits] == [speaker]
