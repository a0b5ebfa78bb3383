"""What PRODUCT promises of searching, tried on the pages with the two seed files, as a reader would."""

import re

import pytest
from django.core.management import call_command
from django.utils.http import urlencode

from articles.models import Article
from articles.search import SearchRequest, drain_outbox, search

pytestmark = pytest.mark.django_db

# Too long, of one letter, of no letters, of half a syntax.
GARBAGE = ['"((:', "x", "sanctions " * 500, "🙂", "\x00", "a\x00b", "\ud800", ")(", "date:", "speaker:", "~", '""~5', "*", "-", "AND"]  # fmt: skip


@pytest.fixture
def archive(seeds, db, capsys):
    call_command("import_articles", str(seeds))
    drain_outbox()


@pytest.fixture
def page(client, archive):
    """Return a function from a path and parameters to a page as text."""

    def page(path, **parameters):
        response = client.get(f"{path}?{urlencode(parameters, doseq=True)}")
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return page


def found(html):
    return int(re.search(r'<p class="found">(\d+) (?:article|quote)', html).group(1))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ('"existing sanctions"', {"000"}),
        ("sanctions", {"000", "002"}),
        ("sanctions -Obama", {"000"}),
        ("speaker:rhodes", {"002"}),
        ("THAAD", {"002"}),
        ("thaad", {"002"}),
        ("Sactions", {"000"}),
        ("title:Sactions", {"000"}),
        ("title:sanctions", set()),
        ("sanctions AND THAAD", {"002"}),
        ("Serbia OR THAAD", {"000", "002"}),
        ("sanctions NOT THAAD", {"000"}),
        ("(Serbia OR THAAD) -Obama", {"000"}),
        ("loophole*", {"002"}),
        ("sactons~", {"000", "002"}),
        ('"sanctions existing"~0', {"000"}),
        ("date:2009..2010", {"000"}),
        ("date:[2009 TO 2010]", {"000"}),
        ("has:date", {"000"}),
        ("-has:date", {"002"}),
        ("kind:direct", {"000", "002"}),
    ],
)  # fmt: skip
def test_10_a_query_finds_its_articles(client, archive, query, names):
    html = client.get("/search/", {"q": query}).content.decode()
    shown = {
        article.originals.get().name[:3]
        for article in Article.objects.all()
        if article.get_absolute_url() in html
    }
    assert shown == names
    assert found(" ".join(html.split())) == len(names)


@pytest.mark.parametrize("query", GARBAGE)
@pytest.mark.parametrize("path", ["/search/", "/quotes/"])
def test_10_garbage_is_answered_with_a_sentence(client, archive, path, query):
    address = f"{path}?{urlencode({'q': query.encode('utf-8', 'surrogatepass')})}"
    response = client.get(address)
    assert response.status_code == 200
    html = " ".join(response.content.decode().split())
    sentences = ('<div class="problems"', "was found.", "has all of these words.")
    assert found(html) > 0 or any(sentence in html for sentence in sentences)


def test_11_a_quote_is_found_by_its_speaker_and_a_word(page):
    html = page("/quotes/", speaker="ben-rhodes", q="evade")
    assert found(html) == 1
    assert "<mark>evade</mark>" in html
    assert "Ben Rhodes" in html
    assert found(page("/quotes/", q="loopholes", speaker="barack-obama")) == 1
    assert found(page("/quotes/", speaker="barack-obama")) == 5


def test_12_a_year_keeps_the_undated_out_counts_them_and_offers_them(page):
    html = page("/search/", year="2009")
    assert found(html) == 1
    assert '1 undated article not shown; <a href="?year=2009&amp;undated=include">include</a>' in html
    assert found(page("/search/", year="2009", undated="include")) == 2
    html = page("/search/", q="sanctions", sort="newest")
    assert html.index("26 June 2009") < html.index(">Undated</h2>")
    html = page("/search/", q="sanctions", sort="oldest")
    assert html.index("26 June 2009") < html.index(">Undated</h2>")


@pytest.mark.parametrize("path", ["/search/", "/quotes/"])
@pytest.mark.parametrize("query", ["", "sanctions", "kind:direct"])
def test_13_no_count_of_a_facet_leads_to_another_count_and_each_can_be_removed(client, archive, path, query):
    html = client.get(path, {"q": query}).content.decode()
    side = html[html.index('<details class="facets">') :]
    before = found(" ".join(html.split()))
    options = re.findall(r'<a href="(\?[^"]*)"><bdi>([^<]+)</bdi></a> <span class="count">(\d+)</span>', side)
    assert options
    for address, label, count in options:
        narrowed = " ".join(client.get(path + address.replace("&amp;", "&")).content.decode().split())
        assert found(narrowed) == int(count), label
        back = re.search(r'class="chosen__filter" href="(\?[^"]*)"', narrowed).group(1).replace("&amp;", "&")
        assert found(" ".join(client.get(path + back).content.decode().split())) == before


def test_14_a_hit_opens_with_its_words_marked(client, archive):
    html = client.get("/search/", {"q": "loophole*"}).content.decode()
    address = re.search(r'href="(/articles/[^"]+\?from=[^"]+)"', html).group(1).replace("&amp;", "&")
    opened = client.get(address).content.decode()
    assert re.search(r"<mark[^>]*>loopholes</mark>", opened)


def test_29_a_slip_is_answered_with_the_word_that_was_meant(archive):
    results = search(SearchRequest(text="sactons"))
    assert (results.total, results.suggestion) == (0, "sanctions")


def test_29_a_search_without_hits_says_which_filter_keeps_all_out(archive):
    results = search(SearchRequest(text="THAAD", years=("2009",)))
    assert results.total == 0
    assert [(way.label, way.total) for way in results.ways_out] == [("2009", 1)]
