"""What is boilerplate, and what only looks like it."""

import pytest

from articles.text.blocks import find_blocks
from articles.text.boilerplate import boilerplate_rule
from articles.text.languages import find_language
from articles.text.lines import read_lines


def rule_of(line):
    (block,) = find_blocks(line)
    return boilerplate_rule(block)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Please enable JavaScript to read the comments.", "browser notice"),
        ("Leave a comment", "comments"),
        ("Share on Facebook", "sharing"),
        ("Facebook Twitter WhatsApp Email", "sharing"),
        ("ADVERTISEMENT", "advertisement"),
        ("Sign up for our newsletter", "subscription"),
        ("© 2020 Valley Media", "copyright"),
        ("Read more: The tram that never came", "related"),
        ("Most popular stories", "related"),
        ("Home", "navigation"),
        ("News editor@harbour.example", None),
        ("editor@harbour.example", "contact"),
        ("The harbour at dawn. (Photo: Ada Marsh)", "picture credit"),
    ],
)
def test_a_line_of_the_page_has_its_rule(line, rule):
    assert rule_of(line) == rule


@pytest.mark.parametrize(
    "line",
    [
        "Get the boats out, the harbour master said.",
        "Home owners will pay more for water.",
        "Follow the river and you reach the mill.",
        "Sources said the report was late.",
        "Support for the minister fell.",
        "“Share the land,” she said.",
        "Read the law, the judge told him.",
    ],
)
def test_prose_that_begins_like_boilerplate_stays(line):
    assert rule_of(line) is None


def test_what_is_removed_between_paragraphs_says_where_it_stood():
    article = read_lines(
        "The first paragraph of the article is long enough to be prose, it has a verb.\n\n"
        "Advertisement\n\n"
        "The second paragraph of the article is long enough too, and ends with a stop.\n"
    )
    (removed,) = article.removed
    assert removed.rule == "advertisement"
    assert article.body[removed.position :].startswith("The second paragraph")


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("The council voted and the boats were sold to the city for the last time.", "en"),
        ("Der Rat hat die Boote an die Stadt verkauft und das ist nicht gut.", "de"),
        ("Совет продал лодки городу", "ru"),
        ("Zing 42", ""),
    ],
)
def test_a_language_is_told_by_its_function_words_or_not_at_all(body, language):
    assert find_language(body) == language


def test_a_second_date_line_is_kept_with_what_was_removed():
    article = read_lines(
        "Road tolls to rise\n\nBy Nora Lind\n\nPublished Nov. 9, 2021\nUpdated Nov. 11, 2021\n\n"
        "The council voted on Tuesday to raise the tolls on every bridge in the county by a third.\n"
    )
    assert article.published.iso == "2021-11-09"
    assert [removed.text for removed in article.removed] == ["Updated Nov. 11, 2021"]
