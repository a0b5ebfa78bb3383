"""A body set for reading loses nothing, whatever is marked in it."""

import re
from html import unescape

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, Quote
from articles.reading import context_of, set_for_reading
from articles.text.spans import Span
from tests.web.markup import Markup


@st.composite
def marked_bodies(draw):
    body = draw(st.text("ab “”.\n", min_size=1, max_size=60))
    spans = st.tuples(st.integers(0, len(body) - 1), st.integers(1, 20)).map(
        lambda pair: (pair[0], min(len(body), pair[0] + pair[1]))
    )
    article = Article(body=body)
    quotes = [
        Quote(pk=number, public_id=str(number), article=article, start=start, end=end, words=body[start:end])
        for number, (start, end) in enumerate(draw(st.lists(spans, max_size=5)), start=1)
    ]
    hits, last = [], 0
    for start, end in sorted(draw(st.lists(spans, max_size=4))):
        if start >= last:
            hits.append(Span(start, end))
            last = end
    return body, quotes, hits


@given(marked_bodies())
def test_every_character_of_a_paragraph_comes_back_once(case):
    body, quotes, hits = case
    paragraphs = set_for_reading(body, quotes=quotes, hits=hits)
    texts = ["".join(run.text for piece in p.pieces for run in piece.runs) for p in paragraphs]
    assert texts == [match.group() for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", body)]


@given(marked_bodies())
def test_an_anchor_never_stands_twice(case):
    body, quotes, hits = case
    anchors, hit_anchors = [], []
    for paragraph in set_for_reading(body, quotes=quotes, hits=hits):
        for piece in paragraph.pieces:
            anchors += [note.quote.pk for note in piece.notes if note.has_anchor]
            anchors += [piece.quote.pk] if piece.opens_quote else []
            hit_anchors += [run.hit for run in piece.runs if run.opens_hit]
    assert len(anchors) == len(set(anchors))
    assert len(hit_anchors) == len(set(hit_anchors))


@given(marked_bodies())
def test_the_shortest_quote_at_a_place_marks_it_whatever_else_is_marked_there(case):
    body, quotes, hits = case
    place = 0
    for paragraph in set_for_reading(body, quotes=quotes, hits=hits):
        for piece in paragraph.pieces:
            text = "".join(run.text for run in piece.runs)
            start = place if body.startswith(text, place) else body.index(text, place)
            # Line ends between paragraphs are set nowhere.
            while body[start : start + 1] == "\n" and not text.startswith("\n"):
                start += 1
            for at in range(start, start + len(text)):
                covering = [quote for quote in quotes if quote.start <= at < quote.end]
                shortest = min((quote.end - quote.start for quote in covering), default=None)
                assert (piece.quote and piece.quote.end - piece.quote.start) == shortest
            place = start + len(text)


@given(marked_bodies())
def test_a_page_of_marks_in_marks_is_well_formed_and_says_what_the_body_says(case):
    body, quotes, hits = case
    for quote in quotes:
        quote.public_id = "abcdefghijk" + "234567"[quote.pk]
    paragraphs = set_for_reading(body, quotes=quotes, hits=hits)
    html = "".join(
        render_to_string("components/paragraph.html", {"paragraph": paragraph, "hit_count": len(hits)})
        for paragraph in paragraphs
    )
    found = Markup(html)
    # Of a hit that is nothing but the end of a line between paragraphs nothing is set, its mark neither.
    lost = {f"hit-{n}" for n, hit in enumerate(hits, start=1)} - found.ids
    assert [fault for fault in found.faults if fault.split()[0].strip("#") not in lost] == []
    text = re.sub(
        r'<span class="margin-note.*?</a></span>|<span class="hit-steps">.*?</span>|<a class="prose__anchor".*?</a>',
        "",
        html,
    )
    said = [unescape(re.sub(r"<[^>]+>", "", part)) for part in text.split("</p>")[:-1]]
    assert said == [match.group() for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", body)]


def test_a_note_stands_before_a_mark_that_a_space_sets_off():
    body = "Elle a dit : «\u00a0Nous votons.\u00a0»"
    quote = Quote(pk=1, article=Article(body=body), start=15, end=27, words=body[15:27])
    assert quote.words == "Nous votons."
    pieces = set_for_reading(body, quotes=[quote])[0].pieces
    assert [(piece.runs[0].text, len(piece.notes)) for piece in pieces] == [
        ("Elle a dit : ", 0),
        ("«\u00a0", 1),
        ("Nous votons.", 0),
        ("\u00a0»", 0),
    ]


@given(marked_bodies())
def test_the_context_of_a_quote_holds_its_words(case):
    _, quotes, _ = case
    for quote in quotes:
        assert context_of(quote).words == quote.words


def context(body, words):
    start = body.index(words)
    return context_of(Quote(article=Article(body=body), start=start, end=start + len(words), words=words))


def test_a_context_has_the_paragraphs_beside_where_its_own_is_whole():
    found = context("First.\n\nShe said: “No.” Then left.\n\nThird.\n\nFourth.", "No.")
    assert (found.previous, found.before, found.after, found.following) == (
        "First.",
        "She said: “",
        "” Then left.",
        "Third.",
    )
    assert not found.is_cut_before
    assert not found.is_cut_after
    alone = context("“No.”", "No.")
    assert (alone.previous, alone.following) == ("", "")


def test_a_context_cuts_long_paragraphs_and_leaves_out_what_stands_beyond():
    long = "word " * 100
    found = context(f"{long}end\n\n“No.”\n\nstart {long}", "No.")
    assert found.previous.startswith("… word")
    assert found.previous.endswith("word end")
    assert found.following.startswith("start word")
    assert found.following.endswith("word …")
    assert max(len(found.previous), len(found.following)) <= 282
    cut = context(f"First.\n\n{long}“No.” {long}\n\nThird.", "No.")
    assert (cut.previous, cut.following, cut.is_cut_before, cut.is_cut_after) == ("", "", True, True)


def test_a_quote_over_paragraphs_is_followed_by_the_one_behind_its_last():
    found = context("First.\n\n“No.\n\nNever.”\n\nLast.", "No.\n\nNever.")
    assert (found.previous, found.following) == ("First.", "Last.")


def test_where_the_text_is_not_public_a_context_is_the_words_alone():
    article = Article(body="First.\n\nShe said: “No.”\n\nThird.", rights="quotes")
    found = context_of(Quote(article=article, start=19, end=22, words="No."))
    assert (found.previous, found.before, found.words, found.after, found.following) == (
        "",
        "",
        "No.",
        "",
        "",
    )


@given(marked_bodies())
def test_the_runs_of_a_hit_make_up_its_words(case):
    body, quotes, hits = case
    found: dict[int, str] = {}
    for paragraph in set_for_reading(body, quotes=quotes, hits=hits):
        for run in (run for piece in paragraph.pieces for run in piece.runs if run.hit):
            found[run.hit] = found.get(run.hit, "") + run.text
    # Between paragraphs a hit may hold line ends alone, of which nothing is set.
    set_words = {n: text.replace("\n", "") for n, text in found.items()}
    words = {n: hit.of(body).replace("\n", "") for n, hit in enumerate(hits, start=1)}
    assert {n: text for n, text in set_words.items() if text} == {
        n: text for n, text in words.items() if text
    }


def test_a_long_text_full_of_marks_is_set_with_all_of_them():
    body = "the lock " * 40_000
    hits = [Span(9 * n, 9 * n + 3) for n in range(40_000)]
    article = Article(body=body)
    quotes = [Quote(pk=n, article=article, start=1800 * n, end=1800 * n + 900) for n in range(200)]
    (paragraph,) = set_for_reading(body, quotes=quotes, hits=hits)
    runs = [run for piece in paragraph.pieces for run in piece.runs]
    assert sum(run.opens_hit for run in runs) == 40_000
    assert sum(piece.opens_quote for piece in paragraph.pieces) == 200
