"""Timelines that lead into years and months, and the speakers by year."""

import datetime
import re

from django.http import QueryDict

from articles.search import FacetValue, drain_outbox
from articles.views.lists import Parameters
from articles.views.timelines import search_timeline, timeline, timeline_of
from tests.factories import make_article, make_quote, make_speaker


def counts(**years):
    return [{"year": int(year[1:]) if year != "undated" else None, "count": n} for year, n in years.items()]


def values(**found):
    return [FacetValue(name.lstrip("y").replace("_", "-"), name, n) for name, n in found.items()]


def of_search(query, *, years, months=()):
    return search_timeline(Parameters(QueryDict(query)), noun="Quotes", years=years, months=months)


def entries(found):
    return [(entry.name, entry.count, entry.url) for entry in found.entries]


def test_years_without_any_stand_between_those_with_some_and_lead_nowhere():
    found = timeline(counts(y2010=2, y2012=1, undated=3), noun="Articles", address="/articles/", topic="fees")
    assert entries(found) == [
        ("2010", 2, "/articles/?topic=fees&year=2010"),
        ("2011", 0, ""),
        ("2012", 1, "/articles/?topic=fees&year=2012"),
        ("Undated", 3, "/articles/?topic=fees&year=undated"),
    ]
    assert found.description == "From 2010 to 2012, most in 2010: 2. Undated: 3."


def test_many_years_stand_in_steps_that_lead_to_those_with_any():
    found = timeline(counts(y1851=1, y1900=2, y2024=5), noun="Articles", address="/articles/")
    assert len(found.entries) <= 60
    assert entries(found)[0] == ("1850 to 1854", 1, "/articles/?year=1851")
    assert found.entries[-1].name == "2020 to 2024"
    assert sum(entry.count for entry in found.entries) == 8


def test_one_year_alone_is_not_worth_drawing():
    assert not timeline(counts(y2010=2), noun="Articles", address="/").is_worth_drawing
    assert not timeline([], noun="Articles", address="/").is_worth_drawing
    assert timeline(counts(y2010=2, undated=1), noun="Articles", address="/").is_worth_drawing


def test_a_bar_of_a_search_narrows_it_and_the_chosen_one_leads_back():
    years = values(y2010=2, y2011=1, undated=1)
    found = of_search("q=fee&page=3&year=undated", years=years)
    assert entries(found) == [
        ("2010", 2, "?q=fee&year=2010"),
        ("2011", 1, "?q=fee&year=2011"),
        ("Undated", 1, "?q=fee"),
    ]
    assert [entry.is_selected for entry in found.entries] == [False, False, True]


def test_a_chosen_year_opens_into_its_months_and_a_way_out():
    found = of_search(
        "q=fee&year=2010", years=values(y2010=4, y2011=1), months=values(y2010_03=2, y2011_01=1)
    )
    assert len(found.entries) == 13
    assert entries(found)[2] == ("March 2010", 2, "?q=fee&month=2010-03")
    assert entries(found)[-1] == ("Month unknown", 2, "")
    assert found.out_url == "?q=fee"
    assert found.title == "Quotes of 2010 by month"


def test_a_chosen_month_is_one_of_its_year_and_leads_back_to_all():
    found = of_search("month=2010-03", years=values(y2010=2, y2011=1), months=values(y2010_03=2))
    assert entries(found)[2] == ("March 2010", 2, "?")
    assert found.entries[2].is_selected


def test_several_chosen_years_are_shown_among_all():
    found = of_search("year=2010&year=2012", years=values(y2010=2, y2011=1, y2012=3))
    assert [entry.is_selected for entry in found.entries] == [True, False, True]
    assert found.out_url == ""


def test_a_chosen_year_of_which_nothing_is_found_shows_the_years_there_are():
    found = of_search("year=1999", years=[*values(y2010=2), FacetValue("1999", "1999", 0, is_selected=True)])
    assert [entry.name for entry in found.counted] == ["2010"]


def fill(client):
    ada = make_speaker("Ada Marsh")
    for year in (2010, 2010, 2012):
        make_quote(make_article(date=datetime.date(year, 3, 4)), speaker=ada)
    make_quote(make_article(), speaker=make_speaker("Tom Hale"))
    drain_outbox()


def test_home_search_quotes_and_a_speaker_have_a_timeline_with_the_same_as_a_table(client, db):
    fill(client)
    for path, address in (
        ("/", "/search/?year=2010"),
        ("/search/?q=fee", "?q=fee&amp;year=2010"),
        ("/quotes/?q=fee", "?q=fee&amp;year=2010"),
        ("/speakers/ada-marsh/", "/quotes/?speaker=ada-marsh&amp;year=2010"),
    ):
        html = client.get(path).content.decode()
        assert f'href="{address}" aria-label="2010: 2"' in html, path
        assert f'<th scope="row"><a href="{address}">2010</a></th><td class="table__number">2</td>' in html, (
            path
        )
        assert '<title id="timeline-title">' in html
        assert '<desc id="timeline-text">From 2010 to 2012, most in 2010: 2.' in html


def test_the_table_of_speakers_leads_to_the_quotes_of_each_year(client, db):
    fill(client)
    html = client.get("/quotes/years/").content.decode()
    assert re.findall(r'<th scope="col">(\w+)</th>', html) == ["Speaker", "2010", "2011", "2012", "Undated"]
    assert (
        '<td class="shades__cell shades__cell--5"><a href="/quotes/?speaker=ada-marsh&amp;year=2010">2</a></td>'
        "<td></td>"
        '<td class="shades__cell shades__cell--4"><a href="/quotes/?speaker=ada-marsh&amp;year=2012">1</a></td>'
        "<td></td>"
        '<td class="shades__total"><a href="/quotes/?speaker=ada-marsh">3</a></td>'
    ) in html
    assert html.index("Ada Marsh") < html.index("Tom Hale")


def test_an_archive_without_quotes_has_no_table_of_speakers(client, db):
    make_article()
    drain_outbox()
    assert "Nobody is quoted yet." in client.get("/quotes/years/").content.decode()


def test_where_there_is_little_room_no_label_stands_beside_that_of_the_undated():
    counts = {str(year): 1 for year in range(2012, 2021)}
    for known, minor in (({}, []), ({"undated": 2}, ["2020"])):
        drawn = timeline_of({**counts, **known}, noun="Articles", address="/articles/").entries
        labels = [entry.label for entry in drawn if entry.label and not entry.is_apart]
        assert "2020" in labels
        assert [entry.label for entry in drawn if entry.label == "2020" and entry.is_minor] == minor
        assert [entry for entry in drawn if entry.label and not entry.is_minor and not entry.is_apart]
