"""What readers are told of a publication date, and of the days of a text."""

import datetime

import pytest

from articles.importing import import_item
from articles.models import Article, Provenance
from articles.text.documents import Stated
from articles.text.readers import Item
from tests.factories import make_article, make_quote

pytestmark = pytest.mark.django_db

DAY = datetime.date(2016, 9, 6)
BODY = "The harbour board met on Monday.\n\n“We vote on Friday,” Ada Marsh said."


def page(client, thing):
    response = client.get(thing.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def known(article, **row):
    Provenance.objects.create(article=article, field="published", **row)
    return article


def test_a_stated_date_says_where_it_stands(client):
    text = known(make_article(date=DAY), origin="text", rule="date", evidence="6 September 2016")
    assert '</time> <span class="basis">(stated in the text)</span>' in page(client, text)
    markup = known(make_article(date=DAY), origin="page", rule="date", evidence="2016-09-06")
    assert "(stated by the page)" in page(client, markup)


def test_a_partial_date_says_what_it_was_computed_from_everywhere(client):
    text = (
        "LISBON, March 4 (Meridian News) - The harbour board met in the old customs house to discuss the tariff.\n\n"
        "“We will lower the fee by the spring of this year,” Ada Marsh said after the meeting of the whole board."
    )
    captured = Stated(retrieved_at=datetime.datetime(2016, 3, 10, 12, tzinfo=datetime.UTC))
    import_item(Item(name="a.txt", data=text.encode(), stated=captured))
    article = Article.objects.get()
    assert (article.published.iso, article.date_basis) == ("2016-03-04", "partial")
    basis = "(computed from “March 4” and the day of capture, 10 March 2016)"
    html = page(client, article)
    assert basis in html
    assert "Computed from “March 4” and the day of capture, 10 March 2016" in html
    assert basis in page(client, article.quotes.get())
    assert (
        '4 March 2016</time> <span class="basis">(computed)</span>'
        in client.get("/articles/").content.decode()
    )


def test_lists_mark_a_date_that_an_editor_set_and_no_other(client):
    make_article(date=DAY)
    Article.objects.update(date_basis="editor")
    assert '<span class="basis">(set by an editor)</span>' in client.get("/articles/").content.decode()
    Article.objects.update(date_basis="explicit")
    assert "basis" not in client.get("/articles/").content.decode()


def test_an_undated_article_says_both_readings_of_a_numeric_date(client):
    article = known(make_article(), origin="text", rule="undated", evidence="03/04/2021; Monday")
    html = page(client, article)
    assert "Undated: the text says “03/04/2021”, which may be 3 April or 4 March 2021" in html
    assert "<time" not in html


def test_the_capture_bounds_an_undated_article_and_dates_it_not(client):
    article = make_article(
        body="The board met.", retrieved_at=datetime.datetime(2020, 5, 4, tzinfo=datetime.UTC)
    )
    html = page(client, article)
    assert (
        "Undated: the text gives no date. It was retrieved on 4 May 2020, and published then at the latest"
        in html
    )
    assert "published_time" not in html


def test_the_days_of_a_text_are_computed_and_said_to_be(client):
    article = make_article(body=BODY, date=DAY)
    make_quote(article, "We vote on Friday,")
    html = page(client, article)
    assert "Computed from the publication date, 6 September 2016; the text does not state them." in html
    assert '<a href="#p1">“Monday”</a></dt><dd class="date">5 September 2016</dd>' in html
    assert "“Friday”" not in html  # it counts from the day she said it


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"body": BODY}, id="undated"),
        pytest.param({"body": BODY, "date": DAY, "rights": "quotes"}, id="text not public"),
        pytest.param({"body": BODY, "date": DAY, "language": "fr"}, id="not English"),
        pytest.param({"body": "The board met.", "date": DAY}, id="no such words"),
    ],
)
def test_no_days_are_told_where_there_are_none(client, changes):
    assert "What the days mean" not in page(client, make_article(**changes))
