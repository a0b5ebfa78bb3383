"""Raw texts: what each line is, and that none is lost."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.text.blocks import find_blocks
from articles.text.fields import read_dateline
from articles.text.lines import read_lines

FERRIES = (
    "The harbour board voted on Tuesday to freeze ferry fares for a year, after months of complaints from islanders.\n\n"
    "“We listened,” said the chairwoman, Ida Storm. “Now we act.”\n\n"
    "The ferries carried 40,000 people last year, a third more than the year before.\n"
)


def removed(article):
    return [(text.text, text.rule) for text in article.removed]


def test_a_masthead_under_the_byline_is_the_publication():
    article = read_lines(
        "Ferry fares frozen for a year\n\nBy Nora Quist, Transport Correspondent\n"
        f"The Northern Ledger, 14 January 2025\n\n{FERRIES}"
    )
    assert article.publication.value == "The Northern Ledger"
    assert not article.publication.is_inferred
    assert article.published.iso == "2025-01-14"
    assert [author.name for author in article.authors] == ["Nora Quist"]
    assert article.removed == ()


def test_two_names_on_two_lines_are_two_authors():
    article = read_lines(f"Ferry fares frozen for a year\n\nBy Nora Quist\nPaul Oduya\n\n{FERRIES}")
    assert [author.name for author in article.authors] == ["Nora Quist", "Paul Oduya"]


STATEMENT = """FOR IMMEDIATE RELEASE

Office of the Harbour Commissioner

Commissioner Announces New Dredging Plan

March 3, 2024

The Harbour Commissioner today announced a plan to dredge the northern channel by the end of the year.

“This is a good day for the port,” said Commissioner Ida Storm.

The plan includes:

- a new survey of the channel
- two dredgers on hire
- a fund for fishermen

###
"""


def test_a_press_statement_has_its_headline_its_office_and_its_list():
    article = read_lines(STATEMENT)
    assert article.headline.value == "Commissioner Announces New Dredging Plan"
    assert article.publication.value == "Office of the Harbour Commissioner"
    assert article.authors == ()
    assert article.published.iso == "2024-03-03"
    assert article.body.startswith("The Harbour Commissioner today announced")
    assert article.body.endswith("- a fund for fishermen")
    assert removed(article) == [("FOR IMMEDIATE RELEASE", "press statement"), ("###", "agency mark")]


@pytest.mark.parametrize(
    "last", ["[laughs]", "Le vote aura lieu en mai.", "“Yes,” she said.", "He did not reply."]
)
def test_a_short_last_paragraph_stays(last):
    article = read_lines(f"Ferry fares frozen for a year\n\nBy Nora Quist\n\n{FERRIES}\n{last}\n")
    assert article.body.endswith(last)
    assert article.removed == ()


def test_a_line_between_headline_and_byline_is_the_standfirst():
    article = read_lines(
        "Ferry fares frozen for a year\nIslanders had complained about the cost of the crossing for months.\n"
        f"By Nora Quist | 14 January 2025\n\n{FERRIES}"
    )
    assert article.standfirst.value == "Islanders had complained about the cost of the crossing for months."
    assert article.body.startswith("The harbour board voted")


def test_a_text_without_a_line_under_the_headline_has_no_standfirst():
    assert read_lines(f"Ferry fares frozen for a year\n\nBy Nora Quist\n\n{FERRIES}").standfirst is None


@pytest.mark.parametrize(
    ("line", "publication", "is_inferred"),
    [
        ("This article first appeared in The Harbour Times.", "The Harbour Times", False),
        ("© 2021 The Harbour Times", "The Harbour Times", True),
        ("Copyright 2021 Harbour Media Ltd. All rights reserved.", "Harbour Media Ltd", True),
        ("Reuter", "Reuters", True),
    ],
)
def test_a_note_under_the_article_names_its_publication(line, publication, is_inferred):
    article = read_lines(f"Ferry fares frozen for a year\n\nBy Nora Quist\n\n{FERRIES}\n{line}\n")
    assert (article.publication.value, article.publication.is_inferred) == (publication, is_inferred)
    assert line not in article.body


def test_an_agency_of_the_dateline_is_inferred_to_have_run_it():
    article = read_lines(f"Ferry fares frozen\n\nLISBON (Reuters) - {FERRIES}")
    assert (article.publication.value, article.publication.is_inferred) == ("Reuters", True)


@pytest.mark.parametrize(
    "opening", ["LISBON — ", "LISBON, March 4 (Meridian News) - ", "LISBON (Reuters) - "]
)
def test_the_evidence_of_a_dateline_is_its_place_without_what_parts_it(opening):
    dateline, _, _ = read_dateline(f"{opening}{FERRIES}")
    assert (dateline.value, dateline.evidence.words) == ("LISBON", "LISBON")
    assert (dateline.evidence.span.start, dateline.evidence.span.end) == (0, 6)


def test_a_text_that_names_no_outlet_has_none():
    assert read_lines(f"Ferry fares frozen for a year\n\nBy Nora Quist\n\n{FERRIES}").publication is None


def test_a_date_in_prose_is_no_date_of_publication():
    article = read_lines(
        f"Ferry fares frozen\n\n{FERRIES}\nThe board was founded on 3 March 1921 by fishermen.\n"
    )
    assert not article.published.is_known


def test_a_date_of_another_century_in_a_caption_is_none():
    article = read_lines(
        f"Ferry fares frozen\n\nThe quay on 3 March 2001. (Photo: Bo Ray)\n\nBy Nora Quist | 14 January 2025\n\n{FERRIES}"
    )
    assert article.published.iso == "2025-01-14"


def test_a_date_joined_to_the_line_above_is_read():
    article = read_lines(
        f"Ferry fares frozen\nWhat will the islanders do now?Monday, 6 January 2020\nBy Nora Quist\n{FERRIES}"
    )
    assert article.published.iso == "2020-01-06"


def test_a_list_that_names_the_headline_again_dates_the_article():
    article = read_lines(
        f"Ferry fares frozen for a year\nBy Nora Quist\n{FERRIES}Latest news\nFerry fares frozen for a year\n14 January 2025\n"
        "Bridge to close for a week\n12 January 2025\nSubscribe\n"
    )
    assert article.published.iso == "2025-01-14"


def test_a_text_without_spaces_between_words_has_a_body():
    paragraphs = [
        "港口委员会星期二投票决定将渡轮票价冻结一年，此前岛民已抱怨数月之久。",
        "委员会主席说，他们听取了意见，现在要采取行动，票价到明年冬天以前不会改变。",
    ]
    article = read_lines("\n\n".join(["渡轮票价冻结一年", *paragraphs]))
    assert article.body.endswith("\n\n".join(paragraphs))


def test_a_menu_and_the_stories_around_an_article_are_removed_and_its_headline_found():
    article = read_lines(
        "Home\nNews\nSport\nWeather\nSubscribe\nFerry fares frozen for a year\nBy Nora Quist\n14 January 2025\n"
        f"Share\nTweet\n{FERRIES}Related stories\nBridge to close for a week\nMan found in river named\n"
        "Most read\nSchool wins prize for garden\nSubscribe to our newsletter\n"
    )
    assert article.headline.value == "Ferry fares frozen for a year"
    assert article.body.startswith("The harbour board voted")
    assert article.body.endswith("than the year before.")
    assert "Bridge to close for a week" in [text.text for text in article.removed]


WORDS = re.compile(r"\w+")
# What raw texts are made of, so that every rule is met.
LINES = [
    "Ferry fares frozen for a year", "By Nora Quist", "By Nora Quist, Transport Correspondent, The Northern Ledger", "REUTERS",
    "Nora Quist and AP", "14 January 2025", "The Northern Ledger, 14 January 2025", "Published: 14 January 2025 09:30", "Updated 15 January 2025",
    "FOR IMMEDIATE RELEASE", "Office of the Harbour Commissioner", "Home", "News", "Share", "Advertisement", "Read more", "###", "Reuter",
    "Bridge to close for a week", "Ida Storm at the quay. (Photo: Bo Ray)", "© 2021 The Harbour Times", "Sign up for our newsletter",
    "This article first appeared in The Harbour Times.", "LISBON, March 4 (Meridian News) - The board voted on Tuesday to freeze the fares.",
    "The harbour board voted on Tuesday to freeze ferry fares for a year, after months of complaints.", "[laughs]", "- a new survey",
    "“We listened,” said the chairwoman, Ida Storm. “Now we act.”", "Islanders had complained about the cost of the crossing for months.",
    "WALLIS: “Did you sign?”", "1", "•", "Le vote aura lieu en mai.", "ada@harbour.example", "2 comments", "04/05/2019", "",
]  # fmt: skip
RAW = st.lists(st.sampled_from(LINES), max_size=30).map("\n".join)


def found(article):
    """Return the words of an article's body, of what was removed, and of the lines that gave a field."""
    words = WORDS.findall(article.body)
    for text in article.removed:
        words += WORDS.findall(text.text)
    return words


def told(article):
    """Return where in the source the fields of an article stand."""
    values = [
        value.evidence for value in (article.headline, article.standfirst, article.publication) if value
    ]
    values += [author.evidence for author in article.authors] + list(article.published.evidence)
    return [evidence.span for evidence in values if evidence.span is not None and evidence.frame == "source"]


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        RAW, st.text(max_size=300).map(lambda text: re.sub(r"[\r\v\f\x1c-\x1e\x85\u2028\u2029]", " ", text))
    )
)
@example(STATEMENT)
@example("x")
def test_every_line_is_in_the_body_removed_or_gave_a_field(source):
    article = read_lines(source)
    fields = told(article)
    expected = [
        word
        for block in find_blocks(source)
        if not any(span.overlaps(block.span) for span in fields)
        for word in WORDS.findall(block.text)
    ]
    left = found(article)
    for word in expected:
        assert word in left
        left.remove(word)
    # What is left over are lines that gave a field and are kept elsewhere too, such as a copyright line.
    assert all(
        any(
            word in WORDS.findall(source[span.start - 200 if span.start > 200 else 0 : span.end + 200])
            for span in fields
        )
        for word in left
    )
