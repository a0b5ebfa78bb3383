"""An original beside what was understood of it: every character shown once, marked by what it became."""

import time

import pytest

from articles.admin import understandings
from articles.admin.corrections import rearranged
from articles.admin.understandings import marked_source, pieces_of
from articles.text.documents import Evidence, Frame, ParsedArticle, RemovedText, TextValue
from articles.text.pipeline import parse_source
from articles.text.readers import Form, SourceText
from tests.factories import parse_bytes

BODY = "The board met.\n\n“We will lower the fee,” Ada Marsh said on Monday.\n\nIt sits again in May."


def source(text, form=Form.LINES):
    return SourceText(text, "text", "text/plain", "utf-8", form)


def shown(given, parsed):
    """Return a source as it is shown, each marked stretch between brackets after its label."""
    return "".join(
        f"[{segment.mark.label + ': ' if segment.opens else ''}{segment.text}]"
        if segment.mark
        else segment.text
        for segment in marked_source(given, parsed)
    )


def test_lines_are_marked_by_what_they_became():
    text = "Fee to fall\n\nBy Nora Lind\n\nThe board met on Monday and decided that the fee is to fall by spring.\n\nShare this on Facebook\n"
    given = source(text)
    assert shown(given, parse_source(given)) == (
        "[Headline: Fee to fall]\n\nBy [Author: Nora Lind]\n\n"
        "[Paragraph 1: The board met on Monday and decided that the fee is to fall by spring.]\n\n"
        "[Removed: sharing: Share this on Facebook]\n"
    )


def test_lines_wrapped_at_a_column_are_found_as_one_paragraph():
    assert shown(source("The board\n  met.\n"), ParsedArticle(body="The board met.")) == (
        "[Paragraph 1: The board\n  met.]\n"
    )


def test_words_of_a_page_are_found_through_tags_and_entities_and_not_in_scripts():
    page = "<script>Rail &amp; sea</script><!-- Rail & sea --><p>Rail <b>&amp;</b> s&#101;a<br>now</p>"
    assert shown(source(page, Form.PAGE), ParsedArticle(body="Rail & sea now")) == (
        "<script>Rail &amp; sea</script><!-- Rail & sea --><p>[Paragraph 1: Rail <b>&amp;</b> s&#101;a<br>now]</p>"
    )


def test_a_value_without_a_place_is_found_by_its_words():
    evidence = Evidence("Rail line opens", None, Frame.PAGE)
    parsed = ParsedArticle(body="x" * 9, headline=TextValue("Rail line opens", "og:title", evidence))
    page = "<title>Rail line opens</title>"
    assert shown(source(page, Form.PAGE), parsed) == "<title>[Headline: Rail line opens]</title>"


def test_a_date_inside_of_a_paragraph_keeps_the_words_around_it_marked():
    text = "The board met on June 3, 2019 in Hull."
    evidence = Evidence("June 3, 2019", None, Frame.PAGE)
    parsed = ParsedArticle(body=text, headline=TextValue("", "", evidence))
    assert shown(source(text), parsed) == (
        "[Paragraph 1: The board met on ][Headline: June 3, 2019][ in Hull.]"
    )


def test_the_same_words_twice_are_two_paragraphs():
    assert shown(source("No.\n\nNo."), ParsedArticle(body="No.\n\nNo.")) == (
        "[Paragraph 1: No.]\n\n[Paragraph 2: No.]"
    )


def test_long_stretches_that_became_nothing_are_shown_by_their_ends(monkeypatch):
    monkeypatch.setattr(understandings, "LONGEST_UNMARKED", 30)
    text = "a" * 50 + "The board met."
    segments = marked_source(source(text), ParsedArticle(body="The board met."))
    assert [(segment.text, segment.left_out) for segment in segments] == [
        ("a" * 10, 30),
        ("a" * 10, 0),
        ("The board met.", 0),
    ]


@pytest.mark.parametrize("part", ["<", "<script>", "<!--", "&amp", "<a ", "</script><script", "<br", "& "])
def test_a_hostile_page_takes_time_by_its_length(part):
    page = part * (400_000 // len(part))
    start = time.process_time()
    marked_source(source(page, Form.PAGE), ParsedArticle(body="The board met."))
    assert time.process_time() - start < 10


def test_quotations_are_shown_with_their_marks_and_voices():
    parsed = parse_bytes(BODY.encode())
    (piece,) = [piece for piece in pieces_of(parsed) if "lower the fee" in piece.text]
    said = [passage for passage in piece.passages if passage.quotation]
    assert [(passage.text, passage.voice, passage.opens) for passage in said] == [
        ("“We will lower the fee,”", "Ada Marsh", True)
    ]
    assert "".join(passage.text for passage in piece.passages) == piece.text


def with_removed(*removed):
    return ParsedArticle(body=BODY, removed=tuple(RemovedText(text, "comments", at) for text, at in removed))


def test_removed_texts_stand_between_the_paragraphs_where_they_stood():
    parsed = with_removed(("Menu", 0), ("More", 16), ("Share", len(BODY)), ("End", len(BODY)))
    assert [piece.text[:5] for piece in pieces_of(parsed)] == [
        "Menu",
        "The b",
        "More",
        "“We w",
        "It si",
        "Share",
        "End",
    ]


def test_paragraphs_change_places_with_removed_texts():
    parsed = with_removed(("Menu", 0), ("More", 16), ("Share", len(BODY)))
    body, removed, restored = rearranged(pieces_of(parsed), take_out={1}, put_back={1, 2})
    assert body == "The board met.\n\nMore\n\nIt sits again in May.\n\nShare"
    assert [(text.text[:5], text.rule, text.position) for text in removed] == [
        ("Menu", "comments", 0),
        ("“We w", "taken out by an editor", 22),
    ]
    assert [(text.text, text.position) for text in restored] == [("More", 16), ("Share", 45)]
    assert all(body[text.position :].startswith(text.text) for text in restored)


def test_what_is_removed_after_the_last_paragraph_stands_at_the_end():
    parsed = with_removed(("Share", len(BODY)))
    body, removed, _ = rearranged(pieces_of(parsed), take_out={2}, put_back=())
    assert {text.position for text in removed} == {len(body)}
