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
