"""A corrected headline is found by what the source prints as well, and readers see both."""

import pytest

from articles.importing import import_item
from articles.models import Article
from articles.search import SearchRequest, drain_outbox, search
from articles.text.readers import Item
from tests.factories import make_article

pytestmark = pytest.mark.django_db

PRINTED = "Board Seeks Stronger Sactions Enforcement"
CORRECTED = "Board Seeks Stronger Sanctions Enforcement"


def found(text):
    return search(SearchRequest(text=text)).total


@pytest.fixture
def article(transactional_db):
    article = make_article(headline=CORRECTED, printed_headline=PRINTED)
    drain_outbox()
    return article


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("headline:sactions", 1),
        ("headline:sanctions", 1),
        ('headline:"stronger sactions enforcement"', 1),
        ('headline:"stronger sanctions enforcement"', 1),
        ('headline:"enforcement board"', 0),
    ],
)
def test_both_forms_are_searched_and_no_phrase_runs_from_one_into_the_other(article, text, count):
    assert found(text) == count


def test_readers_see_both_forms_on_the_page_among_the_hits_and_in_citations(article, client):
    html = client.get(article.get_absolute_url()).content.decode()
    assert f'<h1 class="reading__title" dir="auto">{CORRECTED}</h1>' in html
    assert f"Corrected by an editor; the source prints “<bdi>{PRINTED}</bdi>” [<i>sic</i>]." in html
    html = client.get("/search/", {"q": "sactions"}).content.decode()
    assert (
        "Printed as “<bdi>Board Seeks Stronger <mark>Sactions</mark> Enforcement</bdi>” [<i>sic</i>]" in html
    )
    ris = client.get(f"/articles/{article.public_id}.ris").content.decode()
    assert f"The source prints the headline as “{PRINTED}” [sic]." in ris
    record = client.get(f"/api/v1/articles/{article.public_id}").json()
    assert (record["headline"], record["printed_headline"]) == (CORRECTED, PRINTED)


def test_a_headline_of_a_text_is_what_it_prints(db):
    text = (
        "Harbour fee to fall\n\nThe harbour board met on Monday to discuss the new tariff and the old quay.\n"
    )
    article = import_item(Item(name="harbour.txt", data=text.encode())).article
    assert article.headline == "Harbour fee to fall"
    assert Article.objects.get().printed_headline == ""
