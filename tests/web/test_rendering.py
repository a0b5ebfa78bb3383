"""Markdown and JSON-LD, the only two ways to unescaped HTML."""

import pytest

from articles.rendering import MARKDOWN_LIMIT, render_json_ld, render_markdown


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
