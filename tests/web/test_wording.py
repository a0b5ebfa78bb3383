"""Wording over time: strips, concordances, and both to take away."""

import csv
import datetime
import io
import re

import pytest
from lxml import etree

from articles.forms import WordingQuery, split_terms
from articles.models import SpeakerAlias
from articles.search import drain_outbox, find_speakers
from articles.views.wording import COLUMNS
from tests.factories import make_article, make_publication, make_quote, make_speaker

SVG = "{http://www.w3.org/2000/svg}"


def say(words, *, date="", speaker=None, **changes):
    days = {"date": datetime.date.fromisoformat(date)} if date else {}
    article = make_article(body=f"On the quay: “{words}”", **days, **changes)
    return make_quote(article, words, speaker=speaker)


@pytest.fixture
def harbour(db):
    """Return an archive in which two people speak of a fee, one of them once without a date."""
    ada, tom = make_speaker("Ada Marsh"), make_speaker("Tom Hale")
    say("The fee will fall.", date="2010-03-04", speaker=ada)
    say("No fee is for ever.", date="2012-03-04", speaker=ada)
    say("I never liked that fee.", speaker=ada)
    say("A fee is fair.", date="2011-01-01", speaker=tom)
    drain_outbox()


def page(client, query):
    response = client.get(f"/wording/?{query}")
    assert response.status_code == 200
    return response.content.decode()


def rows(client, query):
    response = client.get(f"/wording.csv?{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="wording.csv"'
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def lanes(html):
    return re.findall(r'<a class="strip__name" href="#lane-\d"><bdi>(.*?)</bdi></a>', html)


def test_each_term_of_each_speaker_has_a_strip(client, harbour):
    html = page(client, "terms=fee,fair&speaker=ada-marsh&speaker=tom-hale")
    assert lanes(html) == ["Ada Marsh: fee", "Tom Hale: fee", "Ada Marsh: fair", "Tom Hale: fair"]
    assert lanes(page(client, "terms=fee,fair")) == ["fee", "fair"]
    assert lanes(page(client, "speaker=ada-marsh")) == ["Ada Marsh"]


def test_a_strip_says_first_last_silence_and_undated(client, harbour):
    html = page(client, "terms=fee&speaker=ada-marsh")
    description = re.search(r'<desc id="strip-1-text">(.*?)</desc>', html).group(1)
    assert description == (
        "3 quotes; the first 4 March 2010, the last 4 March 2012; "
        "none for 2 years (from 5 March 2010 to 3 March 2012); 1 undated."
    )


def test_every_mark_leads_to_its_quote_and_so_does_its_line(client, harbour):
    html = page(client, "terms=fee&speaker=ada-marsh")
    marks = set(re.findall(r'<a href="(/quotes/[a-z2-7]{12}/)" tabindex="-1"', html))
    lines = set(re.findall(r'<a class="concordance__line" href="(/quotes/[a-z2-7]{12}/)"', html))
    assert len(marks) == 3
    assert marks == lines


def test_the_undated_have_a_lane_of_their_own_that_leads_to_them(client, harbour):
    lane = (
        page(client, "terms=fee&speaker=ada-marsh")
        .partition('<div class="strips__undated">')[2]
        .partition("</div>")[0]
    )
    assert lane.count('<rect class="strip__undated"') == 1
    assert 'href="/quotes/?q=fee&amp;speaker=ada-marsh&amp;sort=oldest&amp;year=undated">1<' in lane


def test_a_month_is_drawn_as_long_as_it_is(client, db):
    say(
        "The fee.",
        date_earliest=datetime.date(2010, 3, 1),
        date_latest=datetime.date(2010, 3, 31),
        date_precision="month",
        date_basis="explicit",
    )
    drain_outbox()
    html = page(client, "terms=fee")
    # 59 of 365 days before March, which has 31.
    assert '<rect class="strip__doubt" x="16.16%" width="8.5%" y="9" height="10"' in html
    assert "<title>March 2010: “The fee.”</title>" in html


def test_the_words_stand_between_what_surrounds_them(client, harbour):
    html = page(client, "terms=fee&speaker=tom-hale")
    assert '<span class="concordance__before">A&nbsp;</span><span><b>fee</b> is fair.</span>' in html


def test_more_than_six_strips_are_told_to_be_too_many(client, harbour):
    html = page(client, "terms=a1,a2,a3,a4&speaker=ada-marsh&speaker=tom-hale")
    assert len(lanes(html)) == 6
    assert "6 strips stand side by side at most; 2 more were left out." in html


def test_an_unknown_speaker_is_told_with_names_like_it(client, harbour):
    html = page(client, "terms=fee&speaker=ada-mash&speaker=tom-hale")
    assert "The archive knows no speaker “<bdi>ada-mash</bdi>”." in html
    assert '<a href="?speaker=tom-hale&amp;speaker=ada-marsh&amp;terms=fee"><bdi>Ada Marsh</bdi></a>' in html
    assert lanes(html) == ["Tom Hale: fee"]


def test_of_names_like_an_unknown_one_a_speaker_who_is_heard_is_offered(db):
    heard, silent = make_speaker("Ada Smith"), make_speaker("Bea Smith")
    for speaker in (heard, silent):
        SpeakerAlias.objects.create(speaker=speaker, name="Smith", name_key="smith")
    make_quote(make_article(), speaker=heard)
    [found] = find_speakers(["smyth"])
    assert found.near == (heard,)


def test_names_are_looked_for_in_place_of_the_first_unknown_ones_only(db):
    heard = make_speaker("Ada Smith")
    make_quote(make_article(), speaker=heard)
    found = find_speakers([f"ada-smit{letter}" for letter in "abcdefghij"])
    assert [bool(each.near) for each in found] == [True] * 6 + [False] * 4


def test_who_asks_for_nobody_known_is_not_shown_everybody(client, harbour):
    html = page(client, "terms=fee&speaker=nobody")
    assert lanes(html) == []
    assert "is fair" not in html


def test_nothing_asked_for_shows_what_could_be(client, harbour):
    html = page(client, "")
    assert "For example" in html
    assert '<a href="?speaker=ada-marsh&amp;speaker=tom-hale">' in html


def test_words_that_nobody_said_are_told_to_be_nowhere(client, harbour):
    assert "No quote has these words." in page(client, "terms=tariff")


def test_ten_thousand_terms_are_cut_and_told_to_be(client, harbour):
    html = page(client, "terms=" + ",".join(f"word{number}" for number in range(10_000)))
    assert "Only the first 1,000 characters of the terms were looked for." in html
    assert len(lanes(html)) == 6


def test_a_mistake_in_a_term_is_explained(client, harbour):
    assert 'class="problems"' in page(client, "terms=date:2010-99+fee")


def test_a_comma_within_quotation_marks_parts_no_terms():
    assert list(split_terms('fee, "no, never", “yes, now”,x')) == ["fee", '"no, never"', "“yes, now”", "x"]
    assert list(split_terms("")) == [""]


def test_terms_and_speakers_count_once(rf):
    query = WordingQuery.of(rf.get("/?terms=fee,,fee&terms=tax&speaker=a&speaker=&speaker=a").GET)
    assert query == WordingQuery(("a",), ("fee", "tax"), ())


def test_the_picture_stands_by_itself(client, harbour):
    response = client.get("/wording.svg?terms=fee&speaker=ada-marsh")
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"] == 'attachment; filename="wording.svg"'
    root = etree.fromstring(response.content)
    assert root.find(f"{SVG}title").text == "Wording over time: Ada Marsh: fee"
    assert "3 quotes; the first 4 March 2010" in root.find(f"{SVG}desc").text
    links = [link.get("href") for link in root.iter(f"{SVG}a")]
    assert len(links) == 4
    assert all(link.startswith("http://testserver/") for link in links)
    assert links[-1] == "http://testserver/wording/?speaker=ada-marsh&terms=fee"
    assert b"style" not in response.content
    assert not list(root.iter(f"{SVG}script"))


def test_what_is_hostile_in_a_quote_stays_text_in_the_picture(client, db):
    ada = make_speaker("Ada <b>& Marsh")
    say("A <script>fee</script> & “]]>”", date="2010-03-04", speaker=ada)
    drain_outbox()
    root = etree.fromstring(client.get(f"/wording.svg?terms=fee&speaker={ada.slug}").content)
    assert not list(root.iter(f"{SVG}script"))
    assert "A <script>fee</script> & “]]>”" in "".join(root.itertext())


def test_the_table_has_every_quote_with_its_date_as_known(client, harbour):
    table = rows(client, "terms=fee&speaker=ada-marsh")
    assert [(row["date"], row["before"], row["words"]) for row in table] == [
        ("2010-03-04", "The", "fee"),
        ("2012-03-04", "No", "fee"),
        ("", "I never liked that", "fee"),
    ]
    assert tuple(table[0]) == COLUMNS
    assert table[0]["speaker"] == "Ada Marsh"
    assert table[0]["quote_address"].startswith("http://testserver/quotes/")


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_table_is_a_formula(client, db, beginning):
    say("=cmd|'/c calc'!A1 fee", headline=f"{beginning}1+1")
    drain_outbox()
    [row] = rows(client, "terms=fee")
    assert row["quote"] == "'=cmd|'/c calc'!A1 fee"
    assert row["headline"].startswith("'")
    [cells] = rows(client, "terms=-tax+fee")
    assert cells["term"] == "'-tax fee"


def test_what_readers_may_not_see_is_in_no_strip_picture_or_table(client, shelf):
    for words in ("not bold", "private", "hidden", "withdrawn", "bold"):
        for path in ("/wording/", "/wording.svg", "/wording.csv"):
            html = client.get(f"{path}?terms={words}").content.decode()
            for told in (
                shelf.withheld_quote.public_id,
                shelf.rejected.public_id,
                "Private words",
                "Hidden words",
            ):
                assert told not in html, (path, words)


def test_a_private_publication_is_in_no_table(client, db):
    secret = make_publication("Secret Gazette", rights="private")
    say("The fee.", publication=secret, rights="full")
    drain_outbox()
    [row] = rows(client, "terms=fee")
    assert row["publication"] == ""


def test_while_the_index_is_away_the_page_says_so(client, db):
    for path in ("/wording/?terms=fee", "/wording.svg?terms=fee", "/wording.csv?terms=fee", "/quotes/years/"):
        response = client.get(path)
        assert response.status_code == 503, path
        assert "away for" in response.content.decode()
