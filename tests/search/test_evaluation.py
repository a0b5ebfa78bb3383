"""The arithmetic of a search: places, counts, scores and orders, against plain Python or figures worked out by hand."""

import datetime
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import Scope, Sort, drain_outbox
from articles.search.backends import backend
from articles.search.backends.answering import budgets, expansion
from articles.search.backends.answering.evaluation import Evaluation, written
from articles.search.backends.answering.ordering import ranked
from articles.search.backends.answering.phrases import with_near, with_phrase
from articles.search.backends.reading.facets import ArrayCounts, Dictionary
from articles.search.backends.segments.places import decode_in_a_row, encode_places
from articles.search.backends.segments.postings import PackedPostings
from articles.search.questions import Question
from articles.search.syntax import (
    And,
    Everything,
    Fuzzy,
    Near,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Undated,
    Value,
    Word,
)
from tests.factories import make_article, make_quote, make_speaker

# Documents as lists of words; "|" is a gap of a hundred places, as between two names.
documents = st.lists(st.lists(st.sampled_from("abc|"), max_size=12), max_size=8)
few_words = st.lists(st.sampled_from("abc"), min_size=2, max_size=4)


def places(document):
    """Return the words of a document with their places."""
    placed, place = [], 0
    for word in document:
        if word == "|":
            place += 100
        else:
            placed.append((word, place))
            place += 1
    return placed


def packed(texts, word):
    found = [
        (number, [place for other, place in places(text) if other == word])
        for number, text in enumerate(texts)
    ]
    found = [(number, where) for number, where in found if where]
    counts = [len(where) for _, where in found]
    run, sizes = encode_places([place for _, where in found for place in where], counts)
    return PackedPostings(
        np.asarray([number for number, _ in found], np.int32),
        np.asarray(counts, np.float32),
        sizes,
        run.tobytes(),
    )


@given(documents, few_words)
def test_a_phrase_is_where_its_words_follow_each_other(texts, phrase):
    def follows(text):
        at = dict(map(reversed, places(text)))
        return any(all(at.get(start + n) == word for n, word in enumerate(phrase)) for start in at)

    found = with_phrase(phrase, {word: packed(texts, word) for word in set(phrase)})
    assert found.tolist() == [number for number, text in enumerate(texts) if follows(text)]


@given(documents, few_words, st.integers(0, 5))
def test_words_are_near_where_one_stretch_has_them_all_as_often_as_asked(texts, words, distance):
    stretch = len(words) + distance

    def has_stretch(text):
        placed = places(text)
        return any(
            not Counter(words) - Counter(w for w, place in placed if first <= place < first + stretch)
            for _, first in placed
        )

    found = with_near(words, stretch, {word: packed(texts, word) for word in set(words)})
    assert found.tolist() == [number for number, text in enumerate(texts) if has_stretch(text)]


def test_a_phrase_is_found_over_many_batches_of_documents(monkeypatch):
    monkeypatch.setattr("articles.search.backends.answering.phrases.BATCH", 2)
    texts = ["ab", "ba", "aab", "b", "a", "abab", "bb", "cab"]
    postings = {word: packed(texts, word) for word in "ab"}
    assert with_phrase("ab", postings).tolist() == [0, 2, 5, 7]
    assert with_near("ab", 2, postings).tolist() == [0, 1, 2, 5, 7]


@pytest.mark.parametrize("most", [0, 3, 1_000])
def test_a_phrase_is_found_however_few_places_can_be_marked(most, monkeypatch):
    monkeypatch.setattr("articles.search.backends.answering.phrases.MOST_MARKED", most)
    texts = ["ab", "ba", "aab", "b", "a|b", "abab", "bb", "c|ab"]
    postings = {word: packed(texts, word) for word in "ab"}
    assert with_phrase("ab", postings).tolist() == [0, 2, 5, 7]
    assert with_phrase("aab", postings).tolist() == [2]


def test_places_in_a_row_lie_apart_and_may_be_more_than_32_bits_hold():
    far = (1 << 31) - 1
    run, _ = encode_places([0, far, 5, far], [2, 2])
    assert decode_in_a_row(run.tobytes(), np.array([2, 2]), gap=2).tolist() == [0, far, far + 7, 2 * far + 2]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)), max_size=40),
    st.integers(0, 45),
    st.integers(0, 10),
    st.data(),
)
def test_the_asked_ranks_are_those_of_a_full_sort(rows, start, size, data):
    chosen = sorted(data.draw(st.sets(st.sampled_from(range(len(rows))))) if rows else [])
    keys = [np.asarray([row[column] for row in rows], np.int64) for column in range(3)]
    expected = sorted(chosen, key=lambda document: (*rows[document], document))
    found = ranked(np.asarray(chosen, np.int64), keys, start, start + size)
    assert found.tolist() == expected[start : start + size]


def test_the_most_frequent_values_come_first_and_equal_ones_by_name():
    dictionary = Dictionary()
    dictionary.numbers_of(["sea", "tax", "ship", "none", "air"])
    counts = ArrayCounts(dictionary.values, dictionary.numbers, np.asarray([2, 5, 2, 0]))
    assert dict(counts) == {"sea": 2, "tax": 5, "ship": 2}
    assert list(counts.highest(2).items()) == [("tax", 5), ("sea", 2)]
    assert list(counts.highest(9)) == ["tax", "sea", "ship"]
    assert counts.highest(0) == {}
    assert (len(counts), "none" in counts, "air" in counts, "unknown" in counts) == (3, False, False, False)


# With an index


@pytest.fixture
def evaluation(db):
    """Return an evaluation over three articles: 1 and 2 dated, 3 not; each has been written by a commit of its own."""
    texts = [
        ("Ferry fares", "The ferry fares rise. The harbour board raised the fares."),
        ("Harbour", "The board of the harbour closed the quay. Fare dodgers paid."),
        ("Quay", "Nothing rises here but the tide."),
    ]
    for number, (headline, body) in enumerate(texts, start=1):
        day = datetime.date(2009, 6, number) if number < 3 else None
        article = make_article(headline=headline, body=body, **({"date": day} if day else {}))
        if number == 2:
            make_quote(article, "paid", speaker=make_speaker("Ada Marsh"))
        drain_outbox()
    return Evaluation(backend().snapshot(Scope.ARTICLES), Scope.ARTICLES)


def numbers(evaluation, node):
    return [
        int(key) - evaluation.snapshot.keys.min() + 1
        for key in evaluation.snapshot.keys[evaluation.matching(node)]
    ]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        pytest.param(Word("fare"), [1, 2], id="word"),
        pytest.param(Word("marsh", "speaker"), [2], id="name"),
        pytest.param(Word("fare", "standfirst"), [], id="field-without-terms"),
        pytest.param(Word("fare", "nowhere"), [], id="no-such-field"),
        pytest.param(Phrase(("the", "fares")), [1], id="phrase"),
        pytest.param(Phrase(("fares",)), [1], id="phrase-of-one"),
        pytest.param(Phrase(("the", "zebra")), [], id="phrase-with-unknown"),
        pytest.param(Phrase(("the", "the")), [], id="twice-in-a-row"),
        pytest.param(Phrase(("marsh", "ada"), "speaker"), [], id="names-in-order"),
        pytest.param(Near(("harbour", "the"), 0), [1, 2], id="near-in-any-order"),
        pytest.param(Near(("quay", "board"), 5), [2], id="near"),
        pytest.param(Near(("quay", "board"), 4), [], id="not-so-near"),
        pytest.param(Near(("the", "the"), 1), [], id="near-twice-too-far"),
        pytest.param(Near(("the", "the"), 2), [2], id="near-twice"),
        pytest.param(Prefix("ri"), [1, 3], id="prefix"),
        pytest.param(Prefix(""), [1, 2, 3], id="any-word"),
        pytest.param(Prefix("", "speaker"), [2], id="any-name"),
        pytest.param(Prefix("zz"), [], id="unknown-beginning"),
        pytest.param(Fuzzy("harbuor", 1), [1, 2], id="neighbours-swapped"),
        pytest.param(Fuzzy("quai", 1), [2, 3], id="one-letter"),
        pytest.param(Fuzzy("fery", 1), [1], id="missing-letter"),
        pytest.param(Fuzzy("feri", 1), [], id="two-slips-are-not-one"),
        pytest.param(Fuzzy("feri", 2), [1, 2, 3], id="two-slips"),
        pytest.param(Value("years", frozenset({"2009"})), [1, 2], id="value"),
        pytest.param(Value("years", frozenset({"2009", "undated"})), [1, 2, 3], id="values"),
        pytest.param(Undated(), [3], id="undated"),
        pytest.param(Not(Word("fare")), [3], id="not"),
        pytest.param(Not(Not(Word("fare"))), [1, 2], id="not-not"),
        pytest.param(And(()), [1, 2, 3], id="and-of-none"),
        pytest.param(Or(()), [], id="or-of-none"),
        pytest.param(And((Word("fare"), Not(Word("quay")))), [1], id="without"),
        pytest.param(Or((Word("tide"), Phrase(("ferry", "fares")))), [1, 3], id="either"),
        pytest.param(Everything(), [1, 2, 3], id="everything"),
        pytest.param(Nothing(), [], id="nothing"),
    ],
)
def test_a_node_matches(evaluation, node, expected):
    assert numbers(evaluation, node) == expected


def test_no_stretch_reaches_from_one_name_into_the_next(db):
    article = make_article()
    for name in ("Ada Marsh", "Tom Hale"):
        make_quote(article, public_id=name, start=len(name), end=20, speaker=make_speaker(name))
    drain_outbox()
    evaluation = Evaluation(backend().snapshot(Scope.ARTICLES), Scope.ARTICLES)
    assert numbers(evaluation, Near(("marsh", "ada"), 0, "speaker")) == [1]
    assert numbers(evaluation, Near(("ada", "tom"), 5_000, "speaker")) == []
    assert numbers(evaluation, Phrase(("marsh", "tom"), "speaker")) == []


def test_a_score_is_bm25f(evaluation):
    """The word stands once, in a text of six words; texts have 10, 11 and 6 words, 9 on average.

    The length makes 1 / (0.25 + 0.75 * 6 / 9) = 4 / 3 of one occurrence; the rarity is ln(1 + 2.5 / 1.5).
    """
    expected = 0.980829 * (4 / 3) / (1.2 + 4 / 3)
    scores = evaluation.scores(Word("tide"))
    assert scores.tolist() == pytest.approx([0, 0, expected], rel=1e-5)
    # A word adds to the score wherever it is asked for, and nothing where it is excluded.
    assert evaluation.scores(Or((Word("tide"), Word("tide")))).tolist() == pytest.approx(
        [0, 0, 2 * expected], rel=1e-5
    )
    assert evaluation.scores(Not(Word("tide"))).tolist() == [0, 0, 0]
    assert evaluation.scores(Prefix("tid")).tolist() == [0, 0, 0]


def test_every_field_of_a_word_is_weighed_in_one_frequency(evaluation):
    """The word stands in a headline of one word (weight 4; 4 / 3 words on average), and in a text of 11.

    Whoosh keeps lengths in one byte, 11 as 12, which makes 1 / (0.25 + 0.75 * 12 / 9) = 0.8 of one occurrence.
    """
    headline, text = 4 / (0.7 + 0.3 * 0.75), 0.8
    # Two of three have it: ln(1 + 1.5 / 2.5).
    expected = [0, 0.470004 * text / (1.2 + text), 0.470004 * headline / (1.2 + headline)]
    assert evaluation.scores(Word("quay")).tolist() == pytest.approx(expected, rel=1e-5)


def ask(node, **changes):
    return backend().answer(Question(scope=Scope.ARTICLES, node=node, **changes))


DEAR = [
    Prefix("bo"),
    Fuzzy("ride", 2),
    Fuzzy("tid", 1),
    Phrase(("the", "harbour")),
    Near(("harbour", "the"), 3),
]


def spent_on(evaluation, node):
    fresh = Evaluation(evaluation.snapshot, Scope.ARTICLES)
    fresh.matching(node)
    return budgets.MOST_WORK - fresh.budget.left


@pytest.mark.parametrize("leaf", DEAR, ids=written)
def test_what_fits_the_budget_is_exact_and_with_a_unit_less_it_says_so(evaluation, monkeypatch, leaf):
    whole = ask(leaf)
    spent = spent_on(evaluation, leaf)
    assert (whole.cut, 0 < spent < budgets.MOST_WORK) == ((), True)
    monkeypatch.setattr(budgets, "MOST_WORK", spent)
    assert (ask(leaf).keys, ask(leaf).cut) == (whole.keys, ())
    monkeypatch.setattr(budgets, "MOST_WORK", spent - 1)
    less = ask(leaf)
    assert less.cut == (written(leaf),)
    assert set(less.keys) <= set(whole.keys)


def test_all_parts_of_a_query_draw_from_one_budget(evaluation, monkeypatch):
    first, second = DEAR[-2:]
    monkeypatch.setattr(budgets, "MOST_WORK", spent_on(evaluation, first))
    assert ask(And((first, Word("the")))).cut == ()
    assert ask(And((first, second))).cut == (written(second),)


def test_what_a_query_says_twice_is_paid_once(evaluation, monkeypatch):
    leaf = DEAR[-1]
    monkeypatch.setattr(budgets, "MOST_WORK", spent_on(evaluation, leaf))
    assert ask(Or((And((leaf, Word("the"))), And((leaf, Not(Word("the"))))))).cut == ()


def test_where_everything_is_found_nothing_more_is_looked_for(evaluation, monkeypatch):
    monkeypatch.setattr(budgets, "MOST_WORK", 0)
    # "the" is in every text.
    answer = ask(Or((Prefix("f"), Word("the"), Phrase(("the", "harbour")))))
    assert (answer.total, answer.cut) == (3, ())


def test_the_most_frequent_words_are_read_first_and_what_finds_everything_was_not_cut(
    evaluation, monkeypatch
):
    monkeypatch.setattr(expansion, "KNOWN", 0)
    monkeypatch.setattr(budgets, "MOST_WORK", spent_on(evaluation, Prefix("t", "text")) - 1)
    # "the" alone is in every text.
    answer = ask(Prefix("t", "text"))
    assert (answer.total, answer.cut) == (3, ())


def test_pages_far_down_hold_each_hit_once(db):
    for number in range(23):
        make_article(headline=f"Quay {number}", date=datetime.date(2009, 6, 1 + number % 3))
    drain_outbox()
    for sort in Sort:
        whole = ask(Word("quay"), sort=sort, limit=50).keys
        pages = [ask(Word("quay"), sort=sort, offset=offset, limit=5).keys for offset in range(0, 30, 5)]
        assert sum(pages, ()) == whole
        assert len(set(whole)) == 23
    assert ask(Word("quay"), limit=0).keys == ()


def test_a_filter_of_a_month_lets_the_undated_in_where_asked(evaluation):
    asked = {"scope": Scope.ARTICLES, "node": Everything(), "filters": {"months": ("2009-06",)}}
    answer = backend().answer(Question(**asked))
    assert (answer.total, answer.undated_left_out) == (2, 1)
    answer = backend().answer(Question(**asked, include_undated=True))
    assert (answer.total, answer.undated_left_out) == (3, 0)
