"""docs/formats.md: its examples are read as it says, and its names and limits are those of the code."""

import io
import re
from pathlib import Path

import pytest

from articles.text.pipeline import parse
from articles.text.readers import unpack
from articles.text.readers.fields import NAMES
from articles.text.readers.json_lines import MOST_DAMAGED
from articles.text.readers.limits import LARGEST_ITEM, LONGEST_TEXT, MOST_MEMBERS

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(?:json|markdown)\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        (0, ("news#quay-1", "Quay to close", ["Ada Marsh"], "2016-09-06", "The board met on Monday.")),
        (1, ("news#line 1", "Fee falls", ["Ada Marsh"], "2016-09-07T08:00", "The fee falls in spring.")),
        (
            2,
            ("news", "Quay to close", ["Ada Marsh", "Olu Adebayo"], "2016-09-06", "The board met on Monday."),
        ),
    ],
)
def test_an_example_is_read_as_the_document_says(example, expected):
    (item,) = unpack(io.BytesIO(EXAMPLES[example].encode()), name="news")
    article = parse(item)
    authors = [author.name for author in article.authors]
    first = article.body.split("\n\n")[0]
    assert (item.name, article.headline.value, authors, article.published.iso, first) == expected
    assert article.publication.value == "The Harbour Times"


@pytest.mark.parametrize("field", NAMES)
def test_the_names_of_a_field_stand_in_a_row_in_their_order(field):
    (row,) = [
        line for line in DOCUMENT.splitlines() if line.startswith("|") and f"| `{NAMES[field][0]}`, " in line
    ]
    assert tuple(re.findall(r"`(\w+)`", row))[: len(NAMES[field])] == NAMES[field]


@pytest.mark.parametrize("limit", [LARGEST_ITEM, LONGEST_TEXT, MOST_MEMBERS, MOST_DAMAGED])
def test_the_limits_are_those_of_the_code(limit):
    assert f"| {limit:,} |" in DOCUMENT
