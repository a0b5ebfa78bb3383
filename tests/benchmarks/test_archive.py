"""The archives by lot that search is measured on."""

import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, IndexChange, Quote, Speaker
from benchmarks.search import words
from benchmarks.search.archive import BATCH, make_articles
from benchmarks.search.filling import fill
from benchmarks.search.names import speaker_name
from benchmarks.search.words import Law

WORD = re.compile(r"[^\W_]+")


@pytest.fixture(scope="module")
def archive():
    return list(make_articles(4 * BATCH))


def test_the_same_seed_gives_the_same_articles():
    assert list(make_articles(20, seed=3)) == list(make_articles(20, seed=3))


def test_another_seed_gives_others():
    assert next(make_articles(1, seed=3)).body != next(make_articles(1, seed=4)).body


def test_a_small_archive_begins_a_larger_one(archive):
    assert list(make_articles(BATCH + 7)) == archive[: BATCH + 7]


def test_articles_are_about_as_long_as_news_texts(archive):
    lengths = sorted(len(WORD.findall(draft.body)) for draft in archive)
    assert 500 < lengths[len(lengths) // 2] < 680
    assert lengths[0] < 250
    assert lengths[-1] > 1_500


def test_the_vocabulary_grows_with_the_archive_and_ever_more_slowly(archive):
    sizes = []
    seen: set[str] = set()
    for number, draft in enumerate(archive, start=1):
        seen.update(WORD.findall(draft.body.lower()))
        if number in (BATCH, 2 * BATCH, 4 * BATCH):
            sizes.append(len(seen))
    first, second, third = sizes
    assert 1.2 < second / first < 1.7
    assert 1.2 < third / second < 1.7
    assert 10_000 < third < 20_000


def test_one_content_word_stands_in_six_of_ten_articles(archive):
    bodies = (f"{draft.headline} {draft.standfirst} {draft.body}".lower() for draft in archive)
    share = sum(bool(re.search(r"\bgovernments?\b", body)) for body in bodies) / len(archive)
    assert 0.55 < share < 0.68


def test_there_are_dates_of_every_precision_and_articles_without(archive):
    precisions = {draft.precision for draft in archive}
    assert precisions == {"minute", "day", "month", "year", "range", "unknown"}
    undated = [draft for draft in archive if draft.earliest is None]
    assert 0.02 < len(undated) / len(archive) < 0.09
    assert {draft.precision for draft in undated} == {"unknown"}


def test_there_are_about_five_quotes_an_article_of_every_kind(archive):
    quotes = [quote for draft in archive for quote in draft.quotes]
    assert 4 < len(quotes) / len(archive) < 8
    assert {quote.kind for quote in quotes} == {"direct", "mixed", "indirect"}


def test_marked_words_of_a_direct_quote_are_its_span(archive):
    for draft in archive[:100]:
        for quote in draft.quotes:
            if quote.kind == "direct":
                assert draft.body[quote.start - 1] == "“"
                assert draft.body[quote.end] == "”"


def test_quotes_of_one_statement_have_one_speaker(archive):
    for draft in archive[:100]:
        for _, stretches in itertools.groupby(draft.quotes, key=lambda quote: quote.statement):
            assert len({(quote.speaker, quote.description) for quote in stretches}) == 1


@given(st.sets(st.integers(0, 3_000_000), min_size=2, max_size=200))
def test_no_two_ranks_share_a_word(ranks):
    assert len({words.spelt(rank, words.NOUN_ENDINGS) for rank in ranks}) == len(ranks)


def test_no_two_speakers_share_a_name():
    assert len({speaker_name(rank) for rank in range(20_000)}) == 20_000


@pytest.mark.parametrize(
    ("form", "written"),
    [
        (words.plural("policy"), "policies"),
        (words.plural("railway"), "railways"),
        (words.plural("branch"), "branches"),
        (words.past("close"), "closed"),
        (words.past("deny"), "denied"),
        (words.gerund("close"), "closing"),
        (words.gerund("agree"), "agreeing"),
    ],
)
def test_words_are_inflected_as_english_ones(form, written):
    assert form == written


@given(st.floats(0, 1, exclude_max=True), st.floats(0, 1, exclude_max=True))
def test_a_higher_lot_never_draws_a_more_frequent_word(one, other):
    law = Law(shift=10, turn=1_000, beyond=0.1)
    first, second = law.draw(np.array(sorted((one, other)))).tolist()
    assert 0 <= first <= second


def test_a_law_without_a_tail_ends_at_its_turn():
    assert Law(shift=4, turn=60).draw(np.array([0.0, 0.999999])).tolist() == [0, 59]


@pytest.mark.django_db
def test_rows_hold_what_was_drafted_and_the_outbox_stays_empty(archive):
    written = []
    fill(archive[:40], progress=written.append)
    assert sum(written) == 40
    assert not IndexChange.objects.exists()
    assert Article.objects.published().count() == 40
    first = Article.objects.get(pk=1)
    assert (first.body, first.headline) == (archive[0].body, archive[0].headline)
    assert first.quotes.count() == len(archive[0].quotes)
    for quote in Quote.objects.select_related("article"):
        assert quote.words == quote.article.body[quote.start : quote.end]
        assert quote.cue == quote.article.body[quote.cue_start : quote.cue_end]
        assert quote.mention == quote.article.body[quote.mention_start : quote.mention_end]
        assert quote.is_attributed
    assert Speaker.objects.quoted().exists()


@pytest.mark.django_db
def test_filling_twice_goes_on_where_the_first_ended(archive):
    fill(archive[:10], progress=lambda _: None)
    fill(archive[10:20], progress=lambda _: None)
    assert Article.objects.count() == 20
    assert Quote.objects.count() == sum(len(draft.quotes) for draft in archive[:20])
