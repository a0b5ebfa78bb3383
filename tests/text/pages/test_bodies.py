"""Which words of a page are its article, and where the others go."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.text.pages import read_page
from articles.text.pages.blocks import compact, find_page_blocks, hints_of
from articles.text.pages.features import Witness
from articles.text.pages.trees import parse_tree
from tests.text.pages.writing import PARAGRAPHS, article, page, structured


def blocks(html):
    return [block.text for block in find_page_blocks(parse_tree(html))]


def removed(html):
    return {words: one.rule for one in read_page(html).removed for words in one.text.split("\n")}


# Blocks


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One <b>two</b>\n three</p>", ["One two three"]),
        ("<div>One<p>Two</p>three</div>", ["One", "Two", "three"]),
        ("<p>One<br>two</p>", ["One two"]),
        ("<p>It rained.<br>Then it stopped.</p>", ["It rained.", "Then it stopped."]),
        ("<p>One<br><br>two</p>", ["One", "two"]),
        ("<ul><li>One<li>Two</ul>", ["One", "Two"]),
        ("<p>har\u00adbour\u200b fee</p>", ["harbour fee"]),
        ("<p>One</p><script>two()</script><style>p {}</style><template><p>three</p></template>", ["One"]),
        ("<p>One<!-- two --></p><svg><text>three</text></svg>", ["One"]),
        ('<p>One <a href="/two">two</a>.</p>', ["One two."]),
        ("<p>   </p><p>\u00a0</p>", []),
        ("<x-card>One</x-card><x-card>Two</x-card>", ["One", "Two"]),
    ],
)
def test_a_block_is_what_stands_on_lines_of_its_own(html, expected):
    assert blocks(f"<body>{html}</body>") == expected


@pytest.mark.parametrize(
    "attribute",
    ["hidden", 'style="display: none"', 'style="color:red;visibility:hidden"', 'STYLE="DISPLAY:NONE"'],
)
def test_what_markup_hides_is_no_text(attribute):
    html = page(
        f"<div {attribute}><p>Please enable the harbour plugin to go on reading here.</p></div>" + article()
    )
    found = read_page(html)
    assert "plugin" not in found.body
    assert all("plugin" not in one.text for one in found.removed)


def test_hints_are_words_of_names_not_letters_inside_them():
    assert hints_of("newsletterBox--wide story_body") >= {"newsletter", "box", "story", "body"}
    assert hints_of("emphasis") == frozenset()


def test_a_witness_knows_a_block_by_its_letters():
    witness = Witness.of("The fee falls.\nIt rose last year, and nobody knows why.")
    verdicts = [
        witness.verdict(block)
        for block in find_page_blocks(
            parse_tree("<p>The  fee <i>falls</i>.</p><p>Nobody knows why</p><p>rose</p>")
        )
    ]
    assert verdicts == ["whole", "whole", "none"]
    assert Witness.of("").verdict(find_page_blocks(parse_tree("<p>The fee</p>"))[0]) == "silent"


# The body


def test_the_paragraphs_of_the_article_are_the_body():
    assert read_page(page(h1="Harbour fee to fall")).body == "\n\n".join(PARAGRAPHS)


def test_a_short_spoken_paragraph_stays():
    html = page(article(*PARAGRAPHS[:2], "“Never,” said Frost.", *PARAGRAPHS[2:]))
    assert "“Never,” said Frost." in read_page(html).body


def test_the_text_after_an_embed_stays():
    embed = '<iframe src="https://video.example/1"></iframe>'
    paragraphs = [f"<p>{words}</p>" for words in PARAGRAPHS]
    html = page("<article>" + "".join([*paragraphs[:2], embed, *paragraphs[2:]]) + "</article>")
    assert read_page(html).body == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (
            "<figure><img src=x><figcaption>The port at dawn. Photo: Bo Ray</figcaption></figure>",
            "The port at dawn",
        ),
        ('<div class="newsletter"><p>Sign up for our daily newsletter here</p></div>', "newsletter"),
        ('<p class="related"><a href="/2">Read more: Fishing boats to pay nothing</a></p>', "Read more"),
        ('<aside><h3>More on this</h3><ul><li><a href="/2">Boats</a></li></ul></aside>', "Boats"),
    ],
    ids=["caption", "newsletter", "related", "aside"],
)
def test_what_stands_among_the_paragraphs_and_is_no_paragraph_goes(part, words):
    paragraphs = [f"<p>{text}</p>" for text in PARAGRAPHS]
    html = page("<article>" + "".join([*paragraphs[:2], part, *paragraphs[2:]]) + "</article>")
    found = read_page(html)
    assert words not in found.body
    assert any(words in one.text for one in found.removed)
    place = next(one.position for one in found.removed if words in one.text)
    assert found.body[place:].startswith(PARAGRAPHS[2])


def test_a_paragraph_said_twice_is_the_article_once():
    html = page(article() + article())
    assert read_page(html).body == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("between", ["\n\n", "</p><p>"])
def test_an_article_that_only_json_ld_holds_is_read_from_there_and_says_so(between):
    words = between.join(PARAGRAPHS)
    html = page(
        "<p>Loading the article</p>",
        head=structured(articleBody=f"<p>{words}</p>" if "<" in between else words),
    )
    found = read_page(html)
    assert found.body == "\n\n".join(PARAGRAPHS)
    assert "not in what the page shows" in found.remarks[0]
    assert "Loading the article" in {one.text for one in found.removed}


# What is removed


def test_everything_visible_besides_the_article_is_kept_with_its_rule():
    found = removed(page(h1="Harbour fee to fall"))
    assert found == {"Home": "navigation", "Sport": "navigation", "Imprint and contact": "page footer"}


def test_neighbours_removed_by_one_rule_are_one():
    first = read_page(page()).removed[0]
    assert (first.text, first.position) == ("Home\nSport", 0)


def test_the_lines_of_headline_byline_and_date_are_not_removed_text():
    head = structured(author={"@type": "Person", "name": "Ada Marsh"}, datePublished="2024-05-03")
    body = '<div class="author">By Ada Marsh</div><div>3 May 2024</div>' + article()
    assert set(removed(page(body, head=head, h1="Harbour fee to fall"))) == {
        "Home",
        "Sport",
        "Imprint and contact",
    }


def test_a_line_that_says_more_than_a_field_is_removed_text():
    head = structured(author={"@type": "Person", "name": "Ada Marsh"}, datePublished="2024-05-03")
    body = '<div class="author">By Ada Marsh, who sails on Sundays</div>' + article()
    assert "By Ada Marsh, who sails on Sundays" in removed(page(body, head=head))


# Bad input

PROSE = article()


@pytest.mark.parametrize(
    "html",
    [
        "",
        " \n",
        "\0",
        "<",
        "<html>",
        "<!doctype html>",
        "<frameset><frame src=x></frameset>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Fee to fall"}</script>',
        "<a" * 2_000,
        "<!--" * 2_000,
    ],
)
def test_a_page_without_text_has_an_empty_body(html):
    assert read_page(html).body == ""


@pytest.mark.parametrize("tag", ["div", "span", "b", "table", "ul", "h1", "font", "article"])
def test_ten_thousand_nested_tags_hide_no_word(tag):
    found = read_page(f"<{tag}>" * 10_000 + PROSE + f"</{tag}>" * 10_000)
    told = compact(found.body + "".join(one.text for one in found.removed))
    assert all(compact(words) in told for words in PARAGRAPHS)


@pytest.mark.parametrize(
    "html",
    [
        PROSE.replace("</p>", ""),
        f"\0{PROSE}\0",
        f'<?xml version="1.0" encoding="utf-16"?><html><body>{PROSE}</body></html>',
        f"<p>\ud800</p>{PROSE}",
        f"<table><tr><td>{PROSE}",
        f"</div></div>{PROSE}<script>",
    ],
    ids=["unclosed", "nul", "declaration", "surrogate", "table", "closed too often"],
)
def test_broken_markup_hides_no_paragraph(html):
    assert all(words in read_page(html).body for words in PARAGRAPHS)


def test_a_page_far_larger_than_any_is_read_by_its_blocks_alone():
    rows = "<li><a href=x>Boats</a></li>" * 16_000
    found = read_page(f"<ul>{rows}</ul>" + PROSE)
    assert found.body == "\n\n".join(PARAGRAPHS)


TAGS = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<li>",
    "<br>",
    "<b>",
    "</b>",
    "<h1>",
    "</h1>",
    "<nav>",
    "</nav>",
    "<figure>",
    "<td>",
    "<a>",
    "</a>",
    "<article>",
    "<span>",
]
WORDS = [
    "harbour",
    "Ada Marsh said.",
    "By Ada Marsh",
    "3 May 2024",
    "Read more",
    "&amp;",
    "港",
    "“No,”",
    PARAGRAPHS[0],
    "\n",
]
markup = st.lists(st.sampled_from(TAGS + WORDS), max_size=60).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(markup, st.text(max_size=200)))
@example("<p>harbour<br>Ada Marsh said.")
def test_whatever_the_markup_no_word_is_lost_and_every_position_lies_in_the_body(html):
    found = read_page(html)
    assert all(0 <= one.position <= len(found.body) for one in found.removed)
    assert "\n\n\n" not in found.body
    told = found.body + "".join(f"\n{one.text}" for one in found.removed)
    told += "".join(f"\n{value.evidence.words}" for value in (found.headline, found.standfirst) if value)
    told += "".join(f"\n{one.words}" for one in found.published.evidence)
    told += "".join(f"\n{author.printed}" for author in found.authors)
    known = compact(told)
    tree = parse_tree(html)
    for block in find_page_blocks(tree) if tree is not None else ():
        rest = compact(block.text.removeprefix("By "))
        assert rest in known
