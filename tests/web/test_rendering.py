"""Markdown, JSON-LD, hits and the values of facets: ways to unescaped HTML."""

import pytest

from articles.rendering import (
    MARKDOWN_LIMIT,
    FacetOption,
    render_article_hit,
    render_facet_options,
    render_json_ld,
    render_markdown,
)
from articles.search import ArticleHit, Passage
from tests.factories import make_article


def test_markdown_becomes_html_of_the_allowed_tags():
    assert render_markdown("One *two*\n\n- three") == "<p>One <em>two</em></p>\n<ul>\n<li>three</li>\n</ul>"
    assert render_markdown("# Title") == "<h2>Title</h2>"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        '<a href="x" onclick="alert(1)" style="color:red" id="content">x</a>',
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<iframe src=//evil.example></iframe><form action=//evil.example><input></form>",
    ],
)
def test_nothing_that_runs_gets_through(text):
    html = render_markdown(text)
    for forbidden in (
        "<script",
        "<img",
        "<iframe",
        "<form",
        "<svg",
        "javascript:",
        "data:",
        "onclick",
        "style=",
        "id=",
    ):
        assert forbidden not in html


def test_links_of_editors_say_where_they_lead_and_no_more():
    html = render_markdown("[the act](https://law.example/1)")
    assert html == '<p><a href="https://law.example/1" rel="noopener noreferrer nofollow">the act</a></p>'


@pytest.mark.parametrize(
    "text", ["[" * 8000, "x" * (MARKDOWN_LIMIT + 1), "*" * 19_999, "> " * 9_000, "`" * 19_999]
)
def test_text_made_to_be_slow_is_rendered(text):
    assert render_markdown(text)


def test_text_too_long_to_render_comes_back_escaped():
    assert render_markdown("<b>" + "x" * MARKDOWN_LIMIT).startswith("&lt;b&gt;xxx")


def test_json_ld_cannot_close_its_element():
    assert "</script" not in render_json_ld({"a": "</script><!--"})


def test_the_values_of_a_facet_are_links_with_their_counts_and_parts_below():
    june = FacetOption("June 2009", 2, "?month=2009-06", is_selected=True)
    year = FacetOption("2009", 12, "?q=a&year=2009", is_selected=False, inner=(june,))
    assert render_facet_options([year]) == (
        '<li><a href="?q=a&amp;year=2009"><bdi>2009</bdi></a> <span class="count">12</span><ul class="facets__inner">'
        '<li><a href="?month=2009-06" class="facets__selected"><bdi>June 2009</bdi>'
        '<span class="visually-hidden"> (remove this filter)</span></a> <span class="count">2</span></li>\n</ul></li>\n'
    )


def test_the_name_and_address_of_a_facet_are_escaped():
    option = FacetOption('<b onclick="x">', None, '?speaker="><script>', is_selected=False)
    assert render_facet_options([option]) == (
        '<li><a href="?speaker=&quot;&gt;&lt;script&gt;"><bdi>&lt;b onclick=&quot;x&quot;&gt;</bdi></a></li>\n'
    )


def test_a_hit_is_a_row_with_its_place_its_publication_and_its_date(db):
    article = make_article(headline="Locks & keys", body="Nobody has the key.")
    hit = ArticleHit(article, (Passage("Locks & "), Passage("keys", is_match=True)), (), place=3)
    html = render_article_hit(hit, "?from=q%3Dkeys&at")
    address = article.get_absolute_url()
    assert (
        f'<a href="{address}?from=q%3Dkeys&amp;at&amp;at=3" dir="auto">Locks &amp; <mark>keys</mark></a>'
        in html
    )
    assert "row__snippet" not in html


def test_a_hit_without_a_headline_has_its_first_words_and_no_place_outside_a_search(db):
    article = make_article(headline="", body="<b>Nobody has the key.", publication=None)
    html = render_article_hit(ArticleHit(article, (), (Passage("<b>"),), place=3), "?marks=key")
    address = article.get_absolute_url()
    assert f'<a class="label" href="{address}?marks=key" dir="auto">&lt;b&gt;Nobody has the key.</a>' in html
    assert '<p class="row__snippet" dir="auto">&lt;b&gt;</p>' in html
    assert "<span>Publication not stated</span>" in html
