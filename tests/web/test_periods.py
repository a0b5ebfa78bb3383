"""From the first to the last of some articles, on the pages that say so."""

import datetime

import pytest

from articles.periods import joined, period_of
from articles.search import drain_outbox
from tests.factories import make_article, make_publication, make_quote, make_speaker

DAY = datetime.date(2019, 10, 8)


def dated(earliest, latest, **changes):
    return make_article(
        date_earliest=datetime.date.fromisoformat(earliest),
        date_latest=datetime.date.fromisoformat(latest),
        date_precision="year",
        date_basis="explicit",
        **changes,
    )


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (("2019-10-08", "2019-10-08", "2019-10-08", "2019-10-08"), "8 October 2019"),
        (("2009-06-26", "2009-06-26", "2019-10-08", "2019-10-08"), "26 June 2009 to 8 October 2019"),
        (("2009-01-01", "2009-12-31", "2009-01-01", "2009-12-31"), "2009"),
        (("2009-06-01", "2009-06-30", "2019-10-08", "2019-10-08"), "June 2009 to 8 October 2019"),
        # One of the year alone and one of a day in it: which is the first?
        (("2009-01-01", "2009-06-26", "2009-06-26", "2009-12-31"), "2009"),
        (
            ("2009-06-30", "2010-01-02", "2019-10-08", "2019-10-08"),
            "some day from 2009 to 2010 to 8 October 2019",
        ),
    ],
)
def test_a_period_names_no_day_that_no_article_has(days, name):
    assert str(period_of(*map(datetime.date.fromisoformat, days))) == name


def test_nothing_dated_has_no_period():
    assert period_of(None, None, None, None) is None
    assert joined(None, None) is None
    day = period_of(DAY, DAY, DAY, DAY)
    assert joined(None, day) == joined(day, None) == day


def test_two_periods_are_joined_by_their_ends():
    early = datetime.date(2009, 6, 26)
    assert joined(period_of(DAY, DAY, DAY, DAY), period_of(early, early, early, early)) == period_of(
        early, early, DAY, DAY
    )


def test_pages_give_a_year_where_only_the_year_is_known(client, db):
    outlet = make_publication("Mirefield Mercury")
    # So many years that the first page draws them.
    for year in range(2010, 2016):
        dated(f"{year}-01-01", f"{year}-12-31")
    article = dated("2009-01-01", "2009-12-31", publication=outlet)
    make_quote(article, speaker=make_speaker("Ada Marsh"), role="minister")
    drain_outbox()
    for address, place in (
        ("/", '<span class="section-title__aside">2009 to 2015</span>'),
        ("/publications/", "</th><td>2009"),
        ("/speakers/ada-marsh/", '<span class="roles__days">2009</span>'),
    ):
        html = client.get(address).content.decode()
        assert place in html, address
        assert "1 January" not in html
