"""Bylines, and names in ordinary spelling."""

import pytest

from articles.text.bylines import as_name, read_bare_byline, read_byline


@pytest.mark.parametrize(
    ("line", "names", "outlet"),
    [
        ("By Ada Marsh", ["Ada Marsh"], ""),
        ("BY ADA MARSH AND LIONEL FROST", ["Ada Marsh", "Lionel Frost"], ""),
        (
            "By Ada Marsh, Lionel Frost and Jo van der Berg",
            ["Ada Marsh", "Lionel Frost", "Jo van der Berg"],
            "",
        ),
        ("By Ada Marsh, The Harbour Times", ["Ada Marsh"], "The Harbour Times"),
        ("By Ada Marsh Reuters", ["Ada Marsh"], "Reuters"),
        ("Written by Ada Marsh | 3 March 2021", ["Ada Marsh"], ""),
        ("Von Anke Voß", ["Anke Voß"], ""),
        ("By Ada Marsh and AP", ["Ada Marsh", "AP"], ""),
        ("By Ada Marsh, Transport Correspondent, Reuters", ["Ada Marsh"], "Reuters"),
        (
            "By Ada Marsh and Lionel Frost / Harbour Times Staff Writers",
            ["Ada Marsh", "Lionel Frost"],
            "Harbour Times",
        ),
        ("By Ada Marsh | Valley Media for the coast", ["Ada Marsh"], "Valley Media"),
        ("By The Associated Press", ["The Associated Press"], ""),
        ("By Ada Marsh ada@harbour.example", ["Ada Marsh"], ""),
        ("Posted by Ada Marsh on March 3, 2021", ["Ada Marsh"], ""),
        ("By Ada Marsh Ada Marsh", ["Ada Marsh"], ""),
        ("ByAda Marsh", ["Ada Marsh"], ""),
        ("by Ada", ["Ada"], ""),
        ("Author: Ada", ["Ada"], ""),
    ],
)
def test_a_byline_gives_its_names_and_its_outlet(line, names, outlet):
    byline = read_byline(line)
    assert [name.name for name in byline.names] == names
    assert byline.outlet == outlet
    assert all(line[name.start :].startswith(name.printed) for name in byline.names)


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the water had gone.",
        "By the river",
        "By Staff Reporter",
        "Bystanders watched",
        "By " + "a" * 300,
        "By Tomorrow",
        "Bylaws Of The Harbour",
    ],
)
def test_a_line_that_only_begins_with_by_is_none(line):
    assert read_byline(line) is None


def test_a_bare_byline_holds_nothing_but_names():
    assert [name.name for name in read_bare_byline("Ada Marsh and Lionel Frost").names] == [
        "Ada Marsh",
        "Lionel Frost",
    ]
    assert read_bare_byline("Ada Marsh resigns over harbour fees") is None
    assert read_bare_byline("Who pays?") is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ada Marsh Education editor", ["Ada Marsh"]),
        ("3 March 2021 09:30 Ada Marsh", ["Ada Marsh"]),
        ("Ada MarshThe Harbour Times", ["Ada Marsh"]),
        ("Reuters, Lisbon,", ["Reuters"]),
        ("Valley News Bureau", ["Valley News Bureau"]),
        ("Ada Marsh/Lionel Frost", ["Ada Marsh", "Lionel Frost"]),
    ],
)
def test_a_byline_without_by_is_read_with_its_role_date_or_agency(line, names):
    byline = read_bare_byline(line)
    assert [name.name for name in byline.names] == names
    assert all(line[name.start :].startswith(name.printed) for name in byline.names)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("JOSH LEDERMAN", "Josh Lederman"),
        ("MIRIAM O'DONNELL", "Miriam O'Donnell"),
        ("J.R. MCALLISTER", "J.R. McAllister"),
        ("JO VAN DER BERG", "Jo van der Berg"),
        ("ANNE-MARIE SLATER", "Anne-Marie Slater"),
        ("Ada Marsh", "Ada Marsh"),
    ],
)
def test_capitals_become_ordinary_spelling(printed, name):
    assert as_name(printed) == name
