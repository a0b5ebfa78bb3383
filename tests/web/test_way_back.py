"""From a search into an article, on to the next hit, and back."""

import datetime
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.conf import settings

from articles.models import Article, Quote
from articles.search import deferred_indexing, drain_outbox
from tests.factories import make_article, make_quote, make_speaker
from tests.web.markup import Markup

pytestmark = pytest.mark.django_db

STATE = "q=loophole%2A&sort=oldest"


def fill(count, *, words="They looked for loopholes in the tariff."):
    """Return articles of following days, indexed."""
    first = datetime.date(2020, 1, 1)
    with deferred_indexing():
        made = [
            make_article(headline=f"Loophole {number}", body=words, date=first + datetime.timedelta(number))
            for number in range(1, count + 1)
        ]
    drain_outbox()
    return made


def read(client, article, query):
    response = client.get(article.get_absolute_url() + query)
    assert response.status_code == 200
    html = response.content.decode()
    assert Markup(html).faults == []
    return html


def hit(place, state=STATE):
    return f"?from={quote(state)}&at={place}"


def bar(html):
    """Return the words of the bar, and the addresses of its links by their text."""
    found = re.search(r'<nav class="way".*?</nav>', html, re.DOTALL)
    if found is None:
        return "", {}
    links = {
        text: address.replace("&amp;", "&")
        for address, text in re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', found.group())
    }
    return " ".join(re.sub(r"<[^>]+>", "", found.group()).split()), links


def test_hits_carry_the_search_and_their_place(client, db):
    one, two, three = fill(3)
    html = client.get("/search/?sort=oldest&q=loophole*&page=1").content.decode()
    for place, article in enumerate((one, two, three), start=1):
        assert (
            f'href="{article.get_absolute_url()}?from=q%3Dloophole%252A%26sort%3Doldest&amp;at={place}"'
            in html
        )


def test_places_count_on_from_page_to_page(client, db):
    articles = fill(22)
    html = client.get("/search/?q=loophole*&sort=oldest&page=2").content.decode()
    assert f"{articles[20].get_absolute_url()}?from=q%3Dloophole%252A%26sort%3Doldest&amp;at=21" in html
    words, links = bar(read(client, articles[20], hit(21)))
    assert "21 of 22" in words
    assert links["Results"] == "/search/?q=loophole%2A&sort=oldest&page=2"


def test_an_article_says_its_place_and_leads_on_and_back(client, db):
    one, two, three = fill(3)
    words, links = bar(read(client, two, hit(2)))
    assert words == "Results 2 of 3 for loophole* ‹ Previous Next ›"
    assert links == {
        "Results": "/search/?q=loophole%2A&sort=oldest",
        "‹ Previous": f"{one.get_absolute_url()}?from=q%3Dloophole%252A%26sort%3Doldest&at=1",
        "Next ›": f"{three.get_absolute_url()}?from=q%3Dloophole%252A%26sort%3Doldest&at=3",
    }
    assert "‹ Previous" not in bar(read(client, one, hit(1)))[1]
    assert "Next ›" not in bar(read(client, three, hit(3)))[1]


def test_the_links_lead_through_all_hits(client, db):
    articles = fill(5)
    address, seen = articles[0].get_absolute_url() + hit(1), []
    while address:
        html = client.get(address).content.decode()
        seen.append(re.search(r"<title>(.*?) –", html).group(1))
        address = bar(html)[1].get("Next ›")
    assert seen == [f"Loophole {number}" for number in range(1, 6)]


def test_the_words_of_the_search_are_marked_until_they_are_switched_off(client, db):
    one, two = fill(2)
    html = read(client, one, hit(1))
    assert '<mark class="hit" id="hit-1">loopholes</mark>' in html
    off = re.search(r'<a href="([^"]+)">Marks off</a>', html).group(1).replace("&amp;", "&")
    html = client.get(off).content.decode()
    assert "<mark" not in html
    assert "Mark the words of the search" in html
    onward = bar(html)[1]["Next ›"]
    assert onward.startswith(two.get_absolute_url())
    assert "<mark" not in client.get(onward).content.decode()


def test_the_canonical_address_stays_clean_and_claims_no_series(client, db):
    one, _ = fill(2)
    html = read(client, one, hit(1))
    assert f'<link rel="canonical" href="http://testserver{one.get_absolute_url()}">' in html
    assert not re.search(r'rel="(prev|next)"', html)


def test_an_article_is_found_again_after_the_archive_has_grown(client, db):
    one, two, _ = fill(3)
    with deferred_indexing():
        for day in range(1, 10):
            make_article(body="A loophole.", date=datetime.date(2019, 1, day))
    drain_outbox()
    words, links = bar(read(client, two, hit(2)))
    assert "11 of 12" in words
    assert links["‹ Previous"].startswith(one.get_absolute_url())
    assert links["‹ Previous"].endswith("&at=10")


def test_what_readers_may_no_longer_see_is_stepped_over(client, db):
    one, two, three = fill(3)
    # The index has not heard of it yet.
    Article.objects.filter(pk=two.pk).update(visibility="hidden")
    links = bar(read(client, one, hit(1)))[1]
    assert links["Next ›"].startswith(three.get_absolute_url())
    assert links["Next ›"].endswith("&at=3")


def test_an_article_that_the_search_does_not_find_says_so(client, db):
    fill(2)
    other = make_article(body="Nothing of the kind.")
    drain_outbox()
    words, links = bar(read(client, other, hit(1)))
    assert words == "Results no longer among the 2 for loophole*"
    assert list(links) == ["Results"]


def test_a_search_without_words_leads_on_as_well(client, db):
    fill(3)
    html = client.get("/search/?year=2020").content.decode()
    address = re.search(r'href="(/articles/[^"]+from=[^"]+)"', html).group(1).replace("&amp;", "&")
    assert parse_qs(urlsplit(address).query) == {"from": ["year=2020"], "at": ["1"]}
    words, _ = bar(client.get(address).content.decode())
    assert words == "Results 1 of 3 Next ›"


def test_a_search_of_nothing_but_excluded_words_keeps_the_order_of_its_page(client, db):
    fill(3)
    html = client.get("/search/?q=-Wombat").content.decode()
    first = re.search(r'href="(/articles/[^"]+from=[^"]+)"', html).group(1).replace("&amp;", "&")
    assert "1 of 3" in bar(client.get(first).content.decode())[0]


@pytest.mark.parametrize(
    "state",
    [
        "",
        "%00",
        "nonsense",
        "page=7",
        "javascript:alert(1)",
        "next=//elsewhere.example",
        "&" * 1400,
        "a=1&" * 370,
        "q=" + "x" * 5000,
    ],
    ids=range(9),
)
def test_a_state_that_is_no_search_is_left_out(client, db, state):
    (one,) = fill(1)
    html = read(client, one, f"?from={quote(state)}&at=1")
    assert bar(html) == ("", {})
    assert "elsewhere.example" not in html.replace(quote(state), "")


@pytest.mark.parametrize("place", ["0", "-1", "x", "9" * 40, "٣", "1.5"])
def test_a_place_that_is_none_is_looked_for_from_the_beginning(client, db, place):
    one, _ = fill(2)
    assert "1 of 2" in bar(read(client, one, hit(quote(place))))[0]


def test_garbage_within_a_search_is_dropped_as_the_search_page_drops_it(client, db):
    one, _ = fill(2)
    state = 'q="((:&year=yesterday&sort=sideways&publication=<script>&page=4&x=y\0'
    html = read(client, one, hit(1, state))
    assert "<script>" not in re.search(r'<nav class="way".*?</nav>', html, re.DOTALL).group()
    back = bar(html)[1]["Results"]
    assert client.get(back).status_code == 200


def test_the_way_costs_one_more_question_and_one_more_query(client, db, django_assert_num_queries):
    articles = fill(30)
    read(client, articles[14], hit(15))
    with django_assert_num_queries(COST_OF_ARTICLE):
        client.get(articles[14].get_absolute_url())
    with django_assert_num_queries(COST_OF_ARTICLE + 1):
        client.get(articles[14].get_absolute_url() + hit(15))


COST_OF_ARTICLE = 10


def test_while_the_index_is_away_one_can_still_go_back(client, db):
    one, _ = fill(2)
    shutil.rmtree(Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    words, links = bar(read(client, one, hit(1)))
    assert words == "Results the index is away for loophole*"
    assert links == {"Results": "/search/?q=loophole%2A&sort=oldest"}


def fill_quotes(count):
    """Return quotes of articles of following days, each with the word taps, indexed."""
    first, speaker = datetime.date(2020, 1, 1), make_speaker()
    with deferred_indexing():
        made = [
            make_quote(
                make_article(
                    body=f"“We closed {number} taps,” Ada Marsh said.",
                    date=first + datetime.timedelta(number),
                ),
                f"We closed {number} taps,",
                speaker=speaker,
            )
            for number in range(1, count + 1)
        ]
    drain_outbox()
    return made


def test_a_found_quote_leads_on_and_back(client, db):
    one, two, three = fill_quotes(3)
    html = client.get("/quotes/?sort=oldest&q=taps&speaker=ada-marsh").content.decode()
    state = "?from=q%3Dtaps%26speaker%3Dada-marsh%26sort%3Doldest"
    for place, found in enumerate((one, two, three), start=1):
        assert f'href="/quotes/{found.public_id}/{state}&amp;at={place}"' in html
    words, links = bar(read(client, two, f"{state}&at=2"))
    assert words == "Results 2 of 3 for taps ‹ Previous Next ›"
    assert links == {
        "Results": "/quotes/?q=taps&speaker=ada-marsh&sort=oldest",
        "‹ Previous": f"/quotes/{one.public_id}/{state}&at=1",
        "Next ›": f"/quotes/{three.public_id}/{state}&at=3",
    }
    html = read(client, two, f"{state}&at=2")
    assert 'title="We closed 1 taps,"' in html
    assert f'<link rel="canonical" href="http://testserver/quotes/{two.public_id}/">' in html


def test_quotes_of_later_pages_go_back_to_them(client, db):
    made = fill_quotes(22)
    html = client.get("/quotes/?q=taps&sort=oldest&page=2").content.decode()
    state = "?from=q%3Dtaps%26sort%3Doldest"
    assert f"/quotes/{made[20].public_id}/{state}&amp;at=21" in html
    words, links = bar(read(client, made[20], f"{state}&at=21"))
    assert "21 of 22" in words
    assert links["Results"] == "/quotes/?q=taps&sort=oldest&page=2"


def test_a_quote_that_readers_may_no_longer_see_is_stepped_over(client, db):
    one, two, three = fill_quotes(3)
    # The index has not heard of it yet.
    Quote.objects.filter(pk=two.pk).update(visibility="hidden")
    links = bar(read(client, one, "?from=q%3Dtaps%26sort%3Doldest&at=1"))[1]
    assert links["Next ›"] == f"/quotes/{three.public_id}/?from=q%3Dtaps%26sort%3Doldest&at=3"


def test_quotes_without_a_search_and_quotes_it_does_not_find_lead_nowhere(client, db):
    one, _ = fill_quotes(2)
    assert f'<a href="/quotes/{one.public_id}/">' in client.get("/quotes/").content.decode()
    assert bar(read(client, one, "")) == ("", {})
    words, links = bar(read(client, one, "?from=q%3Dtaps%26year%3D1999&at=1"))
    assert words == "Results no longer among the 0 for taps"
    assert list(links) == ["Results"]


@pytest.mark.parametrize("state", ["", "%00", "nonsense", "next=//elsewhere.example", "q=" + "x" * 5000])
def test_a_state_that_is_no_search_of_quotes_is_left_out(client, db, state):
    (one,) = fill_quotes(1)
    assert bar(read(client, one, f"?from={quote(state)}&at=1")) == ("", {})


def test_a_search_too_long_for_an_address_is_not_carried_to_its_quotes(client, db):
    (one,) = fill_quotes(1)
    asked = {"q": f"taps OR {'x' * 900}", "year": list(range(2020, 1900, -1))}
    html = client.get("/quotes/", asked).content.decode()
    assert f'<a href="/quotes/{one.public_id}/">' in html
    assert "from=" not in html


def test_the_way_of_a_quote_costs_one_more_query(client, db, django_assert_num_queries):
    made = fill_quotes(30)
    state = "?from=q%3Dtaps%26sort%3Doldest&at=15"
    read(client, made[14], state)
    with django_assert_num_queries(COST_OF_QUOTE):
        client.get(made[14].get_absolute_url())
    with django_assert_num_queries(COST_OF_QUOTE + 1):
        client.get(made[14].get_absolute_url() + state)


COST_OF_QUOTE = 8


def test_while_the_index_is_away_one_can_still_go_back_from_a_quote(client, db):
    one, _ = fill_quotes(2)
    shutil.rmtree(Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    words, links = bar(read(client, one, "?from=q%3Dtaps&at=1"))
    assert words == "Results the index is away for taps"
    assert links == {"Results": "/quotes/?q=taps"}
