"""A speaker's page."""

import datetime
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from articles.models import Speaker
from articles.periods import period_of
from articles.profiles import PrintedRole, roles_of
from articles.search import drain_outbox
from tests.factories import import_bytes, make_article, make_quote, make_speaker


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(response.content.decode().split())


@pytest.fixture
def ada(db):
    return make_speaker("Ada Marsh")


def quote_as(role, speaker, *, date=None, **changes):
    return make_quote(make_article(date=date), speaker=speaker, role=role, **changes)


def roles(speaker):
    return roles_of(speaker.quotes.all())


def test_roles_stand_by_their_first_days_and_undated_ones_last(ada):
    first, last = datetime.date(2010, 3, 4), datetime.date(2012, 5, 6)
    quote_as("minister", ada, date=last)
    quote_as("Minister", ada, date=last)
    quote_as("Minister", ada)
    quote_as("director", ada, date=first)
    quote_as("skipper", ada)
    assert roles(ada) == (
        PrintedRole("director", 1, 0, period_of(first, first, first, first)),
        PrintedRole("Minister", 3, 1, period_of(last, last, last, last)),
        PrintedRole("skipper", 1, 1, None),
    )


def test_a_quote_that_an_editor_gave_to_a_speaker_brings_no_role_along(ada):
    quote_as("minister", ada, attribution_origin="editor")
    assert roles(ada) == ()


def test_an_import_keeps_the_role_printed_beside_a_name_with_its_place(db, seeds):
    name = next(path for path in seeds.iterdir() if path.name.startswith("002_"))
    import_bytes(name.read_bytes(), name=name.name)
    rhodes = Speaker.objects.get(name="Ben Rhodes")
    (quote,) = rhodes.quotes.exclude(role="")
    assert quote.role == "deputy national security adviser"
    assert quote.article.body[quote.role_start : quote.role_end] == quote.role


def test_the_page_tells_who_is_quoted_beside_somebody_and_by_whom(client, shelf):
    make_quote(shelf.full, "The Mirefield lock", speaker=make_speaker("Una Bray"))
    drain_outbox()
    html = text(client, "/speakers/ada-marsh/")
    beside = html.partition("Quoted in the same articles")[2].partition("</section>")[0]
    assert "<bdi>Una Bray</bdi>" in beside
    assert "speaker:%22Ada%20Marsh%22+speaker:%22Una%20Bray%22" in beside
    assert "1<span" in beside
    assert "<bdi>Ada Marsh</bdi>" not in beside
    assert "/quotes/?speaker=ada-marsh&amp;publication=mirefield-mercury" in html


def test_quotes_can_be_read_from_the_oldest_on_with_the_undated_last(client, ada):
    for year in (2012, 2010, None):
        date = datetime.date(year, 1, 1) if year else None
        make_quote(make_article(headline=f"Of {year}", date=date), speaker=ada)
    drain_outbox()
    html = text(client, "/speakers/ada-marsh/?sort=oldest")
    assert html.index("Of 2010") < html.index("Of 2012") < html.index("Of None")
    html = text(client, "/speakers/ada-marsh/?sort=sideways")
    assert html.index("Of 2012") < html.index("Of 2010") < html.index("Of None")


def test_while_the_index_is_away_the_quotes_are_there_without_the_numbers(client, shelf):
    shutil.rmtree(Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    html = text(client, "/speakers/ada-marsh/")
    assert "run out of money" in html
    assert "Quoted by" not in html
