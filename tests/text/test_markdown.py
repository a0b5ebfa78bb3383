"""Markdown: what its front matter states, and its text without marks."""

import datetime

import pytest

from articles.text.documents import Stated
from articles.text.errors import UnreadableInput
from articles.text.pipeline import parse
from articles.text.readers import Form, Item, read

NEWS = "The board met on Monday to talk about the fee and the old quay of the town."
FRONT = """---
title: "Quay to close: a first step"
author:
  - name: Ada Marsh
  - Olu Adebayo
date: 2016-09-06
source: The Harbour Times
url: https://example.org/quay
accessed: 2020-01-05 10:30
subtitle: The board has decided.
lang: en
tags: [quay, fee]
draft: no
---
"""


def source(text, name="a.md"):
    return read(Item(name, text.encode()))


def body(text):
    return source(f"---\ntitle: Quay\n---\n{text}").text.split("\n\n")


def test_front_matter_is_stated_as_it_is_written():
    found = source(FRONT + NEWS, name="a.txt")
    assert (found.format, found.form, found.text) == ("markdown", Form.BODY, NEWS)
    assert found.stated == Stated(
        where="front matter",
        headline="Quay to close: a first step",
        standfirst="The board has decided.",
        authors=("Ada Marsh", "Olu Adebayo"),
        published="2016-09-06",
        publication="The Harbour Times",
        language="en",
        source_url="https://example.org/quay",
        retrieved_at=datetime.datetime(2020, 1, 5, 10, 30, tzinfo=datetime.UTC),
    )


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("author: By Ada Marsh", ("Ada Marsh",)),
        ("byline: Ada Marsh and Olu Adebayo", ("Ada Marsh", "Olu Adebayo")),
        ("authors: [Ada Marsh, Olu Adebayo]", ("Ada Marsh", "Olu Adebayo")),
        ("author: {name: Ada Marsh}", ("Ada Marsh",)),
        ("author: null", ()),
        ("author:", ()),
    ],
)
def test_authors_are_a_text_a_list_or_a_mapping(written, authors):
    assert source(f"---\n{written}\ntitle: Quay\n---\n{NEWS}").stated.authors == authors


def test_headings_lists_quotations_and_tables_are_paragraphs():
    text = """
## What was *decided*

- One
- Two **words**

1. First

> “We will close it,”
> said Ada Marsh.

| Year | Fee |
|------|-----|
| 2016 | 5   |

    the code

```
more
code
```
"""
    assert body(text) == [
        "What was decided",
        "One",
        "Two words",
        "First",
        "“We will close it,” said Ada Marsh.",
        "Year | Fee",
        "2016 | 5",
        "the code",
        "more",
        "code",
    ]


def test_addresses_and_tags_go_and_words_stay_as_they_are():
    text = (
        'The [board](https://example.org/a_(b) "Its page") met [here][1] & <b>there</b>… <!-- hidden -->\n\n'
        "[1]: https://example.org\n\n<script>let x = 1;</script>\n\n"
        '"We will -- see," it\'s said. ‘So’ – “it is” AT&amp;T [not a link] \\[nor](this) <https://example.org/c>'
    )
    assert body(text) == [
        "The board met here & there…",
        '"We will -- see," it\'s said. ‘So’ – “it is” AT&T [not a link] [nor](this) https://example.org/c',
    ]


def test_the_words_for_a_picture_are_kept_aside():
    found = source(f"---\ntitle: Quay\n---\n{NEWS}\n\n[![The “old” quay](a.png)](b.html) It is closed.")
    assert found.text == f"{NEWS}\n\nIt is closed."
    assert [(text.text, text.rule) for text in found.removed] == [("The “old” quay", "picture")]
    assert parse(Item("a.md", f"---\na: b\n---\n{NEWS} ![x](y)".encode())).removed[0].text == "x"


def test_a_first_heading_is_the_headline_where_the_front_matter_has_the_same_or_none():
    same = source(f"---\ntitle: Quay closes\n---\n# Quay *closes*\n\n{NEWS}")
    assert (same.stated.headline, same.stated.where, same.text) == ("Quay closes", "front matter", NEWS)
    none = source(f"---\nauthor: Ada Marsh\n---\nQuay closes\n===\n\n{NEWS}")
    assert (none.stated.headline, none.text) == ("Quay closes", NEWS)
    assert none.stated.where == "front matter and first heading"
    other = source(f"---\ntitle: Quay closes\n---\n# What happened\n\n{NEWS}")
    assert (other.stated.headline, other.text) == ("Quay closes", f"What happened\n\n{NEWS}")


def test_without_front_matter_it_is_as_raw_as_plain_text():
    text = f"# Quay closes\n\nBy Ada Marsh\n\nSeptember 6, 2016\n\n{NEWS}\n"
    assert source(text).form is Form.LINES
    article = parse(Item("a.md", text.encode()))
    assert article.headline.value == "Quay closes"
    assert [author.name for author in article.authors] == ["Ada Marsh"]
    assert (article.published.iso, article.body) == ("2016-09-06", NEWS)


@pytest.mark.parametrize(
    "front",
    ['title: "Quay closes', "title: Quay: closes", "title: *unknown", "? [a]\n: b\nc: d"],
)
def test_front_matter_that_is_no_yaml_is_kept_aside_and_the_text_is_read(front):
    found = source(f"---\n{front}\n---\n{NEWS}")
    assert found.text == NEWS
    assert [(text.text, text.rule) for text in found.removed] == [(front, "front matter")]
    assert found.remarks == (
        "The front matter is not YAML that can be read, and is kept among the removed text.",
    )
    assert parse(Item("a.md", f"---\n{front}\n---\n{NEWS}".encode())).removed[0].text == front


def test_aliases_do_not_grow():
    front = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    assert source(f"---\n{front}author: *a59\ntitle: *a59\n---\n{NEWS}").text == NEWS


def test_rules_around_a_paragraph_are_no_front_matter():
    text = f"---\n\n{NEWS}\n\n---\n\nIt is closed."
    assert source(text).text == f"{NEWS}\n\nIt is closed."
    assert source(text, name="a.txt").format == "text"


def test_a_name_alone_makes_no_markdown():
    assert source(NEWS).format == "text"
    assert source(f"**Quay** closes\n\n{NEWS}", name="a.txt").format == "text"


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "![" * 20_000, "<a " * 20_000, "*a **b " * 5_000, ">" * 5_000, "`" * 20_000]
)
def test_no_marks_take_long(text):
    source(f"# Quay\n\n{text}")


def test_a_long_text_is_rendered_in_parts_and_comes_whole():
    paragraphs = [
        f"The **board** met for the {number}th time about the quay of the town." for number in range(1, 900)
    ]
    code = "```\n" + "\n\n".join(f"line {number}" for number in range(3000)) + "\n```"
    assert body("\n\n".join([*paragraphs, code])) == [
        *(text.replace("*", "") for text in paragraphs),
        *(f"line {number}" for number in range(3000)),
    ]


def test_lists_nested_too_deeply_are_refused():
    with pytest.raises(UnreadableInput, match="nested too deeply"):
        source("# Quay\n\n" + "1. " * 5000 + "a")
