"""What training takes a page's lines for, on a page of our own words."""

import base64
import random

from training.raw_texts import BODY, HEADLINE, OTHER, UNKNOWN, joined, pasted, raw_texts
from training.train_lines import fold_of, headline_choice, read_text

PARAGRAPHS = [
    "The harbour board voted on Tuesday to freeze ferry fares for a year, after months of complaints.",
    "“We listened,” said the chairwoman, Ida Storm.",
    "Who pays",
    "The ferries carried 40,000 people last year, a third more than the year before.",
]
PAGE = f"""<html><head><title>Ferry fares frozen</title></head><body>
<nav><a>Home</a><br><a>Who pays</a></nav>
<main><h1>Ferry fares frozen</h1><p>By <b>Nora</b> Quist</p><p>Islanders are glad.</p>
<article><p>{PARAGRAPHS[0]}</p><aside>Advertisement</aside><p>{PARAGRAPHS[1]}</p><h2>{PARAGRAPHS[2]}</h2>
<p>{PARAGRAPHS[3]}</p><script>track()</script><p hidden>{PARAGRAPHS[0]}</p></article></main>
<footer>© The Harbour Times</footer></body></html>"""


def page(**changes):
    return {
        "id": "ferries",
        "host": "harbour.example",
        "headline": "Ferry fares frozen",
        "body": PARAGRAPHS,
        "optional": ["Islanders are glad."],
        "html_base64": base64.b64encode(PAGE.encode()).decode(),
        **changes,
    }


def cuts(**changes):
    return {raw.cut: raw for raw in raw_texts(page(**changes))}


def test_a_whole_page_has_its_lines_and_their_roles():
    raw = cuts()["page"]
    assert list(zip(raw.lines, raw.roles, strict=True)) == [
        ("Home", OTHER),
        ("Who pays", OTHER),
        ("Ferry fares frozen", HEADLINE),
        ("By Nora Quist", OTHER),
        ("Islanders are glad.", UNKNOWN),
        (PARAGRAPHS[0], BODY),
        ("Advertisement", OTHER),
        (PARAGRAPHS[1], BODY),
        ("Who pays", BODY),
        (PARAGRAPHS[3], BODY),
        ("© The Harbour Times", OTHER),
    ]


def test_scrapers_cut_pages_at_the_elements_that_hold_the_article():
    found = cuts()
    assert found["container"].lines[0] == "Ferry fares frozen"
    assert found["container"].lines[-1] == PARAGRAPHS[3]
    assert found["tight"].lines == found["container"].lines
    assert found["nohead"].lines[0] == "By Nora Quist"


def test_a_page_whose_article_is_not_in_its_lines_gives_none():
    assert cuts(body=["Words that stand nowhere on this page, not one of them."]) == {}


def test_chunks_that_the_extractor_misses_give_no_labels():
    assert cuts(body=None, chunks_with=["Words that stand nowhere"], chunks_without=[]) == {}


def test_joined_paragraphs_stop_where_something_stands_between_them():
    raw = joined(cuts()["page"])
    own = [line for line, role in zip(raw.lines, raw.roles, strict=True) if role == BODY]
    assert own == [PARAGRAPHS[0], " ".join(PARAGRAPHS[1:])]


def test_a_pasted_text_has_only_lines_of_its_page():
    raw = cuts()["page"]
    for seed in range(20):
        text = pasted(raw, random.Random(seed))
        assert BODY in text.roles
        assert all(any(line in original for original in raw.lines) for line in text.lines)


def test_the_headline_is_the_right_choice_and_none_where_it_was_cut_off():
    found = cuts()
    features, right = headline_choice(read_text(found["container"]))
    assert len(right) == 1
    assert right[0] < len(features) - 1
    features, right = headline_choice(read_text(found["nohead"]))
    assert right == [len(features) - 1]


def test_the_hosts_of_one_house_are_dealt_together():
    assert (
        fold_of("www.harbour-times.co.uk")
        == fold_of("news.harbour-times.com")
        == fold_of("harbour-times.com")
    )
