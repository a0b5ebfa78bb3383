"""Headline, authors, date, publication and standfirst of a page."""

import datetime

import pytest

from articles.text.documents import DateBasis, DatePrecision, Frame
from articles.text.pages import read_page
from articles.text.pages.page_bylines import names_of
from articles.text.pages.page_dates import date_of_address, read_date
from tests.text.pages.writing import PARAGRAPHS, article, page, structured


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'


def headline(html, **where):
    found = read_page(html, **where).headline
    return (found.value, found.rule) if found else None


# Headlines


def test_json_ld_goes_before_titles_written_for_search_engines():
    html = page(
        head=structured(headline="Harbour fee to fall")
        + meta("og:title", "Port: what the new fee means for you")
    )
    assert headline(html) == ("Harbour fee to fall", "JSON-LD headline")


def test_the_site_behind_a_title_is_no_part_of_the_headline():
    html = page(head="<title>Harbour fee to fall | Port | The Harbour Times</title>")
    assert headline(html) == ("Harbour fee to fall", "title")


@pytest.mark.parametrize(
    "title",
    [
        "Harbour fee to fall - The Harbour Times",
        "Harbour fee to fall – The Harbour Times",
        "Harbour fee to fall ｜ 港",
    ],
)
def test_a_tail_goes_whatever_parts_it(title):
    html = page(head=f"<title>{title}</title>" + meta("og:site_name", "The Harbour Times"))
    assert headline(html) == ("Harbour fee to fall", "title")


@pytest.mark.parametrize(
    "words",
    [
        "Le ministre parle d’une « erreur grave »",
        "Hafen: «Die Gebühr fällt»",
        "«Wir zahlen nicht» sagt der «Rat»",
    ],
)
def test_the_marks_of_a_quotation_are_no_separators(words):
    html = page(
        head=f"<title>{words} - The Harbour Times</title>" + meta("og:site_name", "The Harbour Times")
    )
    assert headline(html) == (words, "title")


def test_the_site_and_its_reporter_go_together():
    title = "Harbour fee to fall * The Harbour Times * by Ada Marsh"
    html = page(head=f"<title>{title}</title>" + meta("og:site_name", "The Harbour Times"))
    assert headline(html) == ("Harbour fee to fall", "title")


def test_a_dash_inside_a_headline_stays():
    words = "Harbour fee to fall - and the mayor is against it"
    html = page(head=f"<title>{words}</title>" + meta("og:site_name", "The Harbour Times"))
    assert headline(html) == (words, "title")


def test_a_headline_cut_at_a_length_gives_way_to_the_whole_one():
    whole = "Harbour fee to fall by spring, says the board that has kept it high for years"
    html = page(head=structured(headline="Harbour fee to fall by spring, says…"), h1=whole)
    assert headline(html) == (whole, "h1")


def test_what_the_page_prints_and_shares_goes_before_what_only_search_engines_see():
    head = (
        structured(headline="Port fee news")
        + meta("og:title", "Harbour fee to fall")
        + "<title>Port fee news</title>"
    )
    assert headline(page(head=head, h1="Harbour fee to fall")) == ("Harbour fee to fall", "h1")


def test_of_og_title_and_h1_the_one_that_others_share_is_taken():
    head = meta("og:title", "Why the fee falls") + "<title>Harbour fee to fall</title>"
    assert headline(page(head=head, h1="Harbour fee to fall")) == ("Harbour fee to fall", "h1")


def test_a_headline_escaped_once_too_often_is_read():
    html = page(head=structured(headline="Marsh: &quot;We will lower it&quot;"))
    assert headline(html) == ('Marsh: "We will lower it"', "JSON-LD headline")


def test_a_page_without_any_title_has_no_headline():
    assert headline(page()) is None


def test_evidence_of_a_page_has_no_place():
    found = read_page(page(h1="Harbour fee to fall")).headline
    assert (found.evidence.words, found.evidence.span, found.evidence.frame) == (
        "Harbour fee to fall",
        None,
        Frame.PAGE,
    )


# Authors


def authors(html, **where):
    return [author.name for author in read_page(html, **where).authors]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"@type": "Person", "name": "Ada Marsh"}, ["Ada Marsh"]),
        ([{"@type": "Person", "name": "Ada Marsh"}, "Lionel Frost"], ["Ada Marsh", "Lionel Frost"]),
        ([[{"@type": "Person", "givenName": "Ada", "familyName": "Marsh"}]], ["Ada Marsh"]),
        ({"@type": "Person", "name": "ADA MARSH"}, ["Ada Marsh"]),
        ({"@type": "Person", "name": "Von Ada Marsh (am)"}, ["Ada Marsh"]),
        (
            {"@type": "Person", "name": "Ada Marsh und Lionel Frost, dpa"},
            ["Ada Marsh", "Lionel Frost", "dpa"],
        ),
        ([{"name": "Ada Marsh"}, {"name": "Ada  Marsh"}], ["Ada Marsh"]),
        ({"name": "Di Marsh"}, ["Di Marsh"]),
        ({"name": "di Ada Marsh"}, ["Ada Marsh"]),
        ({"name": "신현주 기자"}, ["신현주"]),
        ({"name": "https://harbour.example/people/ada"}, []),
        ({"name": "ada@harbour.example"}, []),
        ({"name": "Senior Reporter"}, []),
        (None, []),
    ],
    ids=[
        "one",
        "list",
        "nested",
        "capitals",
        "label",
        "and",
        "twice",
        "Di",
        "di",
        "korean",
        "address",
        "mail",
        "job",
        "none",
    ],
)
def test_authors_are_read_in_all_the_shapes_that_pages_give_them(stated, expected):
    assert authors(page(head=structured(headline="Fee to fall", author=stated))) == expected


def test_an_author_may_be_described_elsewhere_in_the_graph():
    graph = {
        "@graph": [
            {"@type": "Article", "headline": "Fee to fall", "author": {"@id": "#ada"}},
            {"@type": "Person", "@id": "#ada", "name": "Ada Marsh"},
        ]
    }
    assert authors(page(head=structured(**graph))) == ["Ada Marsh"]


def test_the_outlet_is_no_author_beside_a_person():
    stated = [{"@type": "Person", "name": "The Harbour Times"}, {"@type": "Person", "name": "Ada Marsh"}]
    head = structured(author=stated, publisher={"@type": "Organization", "name": "The Harbour Times"})
    assert authors(page(head=head)) == ["Ada Marsh"]


def test_a_printed_byline_goes_before_an_organisation():
    head = structured(author={"@type": "Organization", "name": "Harbour News Service"})
    body = '<div class="meta">By Ada Marsh</div>' + article()
    assert authors(page(body, head=head, h1="Harbour fee to fall")) == ["Ada Marsh"]


def test_an_agency_is_the_author_where_the_page_names_nobody_else():
    head = structured(author={"@type": "Organization", "name": "Island Press Agency"})
    assert authors(page(head=head)) == ["Island Press Agency"]


def test_names_alone_above_the_paragraphs_are_the_byline():
    assert authors(page(article("Ada Marsh and Lionel Frost", *PARAGRAPHS), h1="Harbour fee to fall")) == [
        "Ada Marsh",
        "Lionel Frost",
    ]


def test_a_name_alone_among_links_is_no_byline():
    body = "<ul><li>Ada Marsh</li><li>Boats</li></ul>" + article()
    assert authors(page(body, h1="Harbour fee to fall")) == []


def test_a_byline_is_found_below_a_headline_that_is_no_h1():
    head = structured(headline="Harbour fee to fall")
    body = (
        "<h2>Port</h2>" * 30
        + "<h3>Harbour fee to fall</h3><div>Mon 3 May | 14:07 | Von Ada Marsh</div>"
        + article()
    )
    assert authors(page(body, head=head)) == ["Ada Marsh"]


def test_an_outlet_with_its_seat_is_no_list_of_authors():
    head = meta("og:site_name", "The Harbour Times") + meta("author", "The Harbour Times, Lisbon, Portugal")
    assert authors(page(head=head)) == []


def test_a_byline_of_another_article_is_not_taken():
    body = article() + '<aside><h2>More</h2><p class="author">By Olu Adebayo</p></aside>'
    assert authors(page(body)) == []


@pytest.mark.parametrize("name", ["author", "article:author", "dc.creator", "parsely-author"])
def test_meta_elements_name_the_author_where_json_ld_is_silent(name):
    assert authors(page(head=f'<meta name="{name}" content="Ada Marsh">')) == ["Ada Marsh"]


def test_a_byline_of_ten_thousand_names_is_none():
    assert list(names_of("Ada Marsh and " * 10_000)) == []


# Dates


def day(html, **where):
    return read_page(html, **where).published


def test_the_day_is_the_one_written_whatever_its_zone():
    published = day(page(head=structured(datePublished="2024-08-26T23:27:57Z")))
    assert published.earliest == datetime.date(2024, 8, 26)
    assert (published.time, published.zone) == (datetime.time(23, 27), "UTC")
    assert (published.basis, published.precision) == (DateBasis.EXPLICIT, DatePrecision.MINUTE)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2024-05-03", "2024-05-03"),
        ("2024-05-03T00:00:00+02:00", "2024-05-03"),
        ("2024-04-30 16:17:29 +02:00", "2024-04-30T16:17"),
        ("20240503", "2024-05-03"),
        ("Fri Apr 28 19:20:36 CEST 2023", "2023-04-28T19:20"),
        ("3 May 2024", "2024-05-03"),
    ],
)
def test_dates_are_read_in_the_forms_that_systems_write(words, iso):
    assert day(page(head=structured(datePublished=words))).iso == iso


@pytest.mark.parametrize(
    "words", ["", "yesterday", "0000-00-00", "2024-13-45", "1970-01-01", "x" * 5_000, "12:30"]
)
def test_what_is_no_day_is_no_date(words):
    assert read_date(words) is None


def test_a_day_of_change_is_no_day_of_publication():
    head = structured(dateModified="2024-05-03T10:00:00Z") + meta(
        "article:published_time", "2024-04-30T10:00:00Z"
    )
    assert day(page(head=head)).earliest == datetime.date(2024, 4, 30)


def test_an_address_may_hold_the_day():
    published = day(page(), url="https://harbour.example/news/2024/05/03/fee")
    assert published.iso == "2024-05-03"
    assert published.evidence[0].words == "2024/05/03"


@pytest.mark.parametrize("url", ["https://harbour.example/a-2024", "/2024/99/12/x", "/id/20249912/", ""])
def test_other_numbers_of_an_address_are_no_day(url):
    assert date_of_address(url) is None


def test_a_page_without_a_date_is_undated():
    assert not day(page()).is_known


# The rest


def test_publication_address_and_language_are_read():
    head = (
        meta("og:site_name", "The Harbour Times")
        + '<link rel="canonical" href="https://harbour.example/fee">'
    )
    found = read_page(page(head=head))
    assert (found.publication.value, found.publication.rule) == ("The Harbour Times", "og:site_name")
    assert found.source_url == "https://harbour.example/fee"
    assert found.language == "en"
    assert read_page(page(head=head), url="https://harbour.example/fee?ref=x").source_url.endswith("?ref=x")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/fee", "https://[", "ftp://harbour.example/"])
def test_what_is_no_address_of_a_page_is_no_canonical_one(address):
    assert read_page(page(head=f'<link rel="canonical" href="{address}">')).source_url == ""


SUMMARY = (
    "The board that runs the port wants ships to pay less, and the mayor is against it from the first day on."
)


def test_a_printed_description_is_the_standfirst():
    body = f'<header><h2 class="subtitle">{SUMMARY}</h2></header>' + article()
    found = read_page(page(body, head=meta("og:description", SUMMARY[:70] + "…"), h1="Harbour fee to fall"))
    assert (found.standfirst.value, found.standfirst.rule) == (SUMMARY, "printed description")
    assert SUMMARY not in found.body
    assert all(SUMMARY not in one.text for one in found.removed)


def test_a_description_that_is_the_first_paragraph_is_no_standfirst():
    found = read_page(page(head=meta("og:description", PARAGRAPHS[0]), h1="Harbour fee to fall"))
    assert found.standfirst is None
    assert found.body.startswith(PARAGRAPHS[0])


def test_a_teaser_above_the_article_is_no_standfirst():
    body = f'<p class="teaser lead"><a href="/2">{SUMMARY}</a></p>' + article()
    assert read_page(page(body, h1="Harbour fee to fall")).standfirst is None


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Fee to fall",}</script>',
        '<script type="application/ld+json">//<![CDATA[\n{"@type": "NewsArticle", "headline": "Fee to fall"}\n//]]></script>',
        '<script type="application/ld+json">{"@type": ["Article", "Thing"], "headline": "Fee\nto fall"}</script>',
        '<script type="application/LD+JSON">[[{"@type": "ReportageNewsArticle", "headline": "Fee to fall"}]]</script>',
    ],
    ids=["comma", "cdata", "line end", "nested"],
)
def test_json_that_pages_commonly_get_wrong_is_read(script):
    assert headline(page(head=script)) == ("Fee to fall", "JSON-LD headline")


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "null",
        "[" * 100_000,
        '"text"',
        '{"@type": 7, "headline": []}',
        '{"@type": "Person", "name": "Ada"}',
    ],
)
def test_json_that_says_nothing_is_no_headline(script):
    assert headline(page(head=f'<script type="application/ld+json">{script}</script>')) is None
