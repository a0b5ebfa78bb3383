"""Questions, the answers planted for them, and the score of a ranking."""

import pytest

from benchmarks.search.archive import make_articles
from benchmarks.search.planting import planted
from benchmarks.search.questions import QUESTIONS
from benchmarks.search.relevance import ndcg, words_of


@pytest.fixture(scope="module")
def planting():
    return planted(500, seed=5)


def test_there_are_more_than_fifty_questions_each_asked_once():
    assert len({question.asked for question in QUESTIONS}) == len(QUESTIONS) > 50


def test_every_question_has_answers_of_every_grade_and_what_misleads():
    for question in QUESTIONS:
        assert {grade for grade, _ in question.graded()} == {0, 1, 2, 3}


def test_each_planted_sentence_stands_in_an_article_of_its_own(planting):
    drafts, grades = planting
    texts = {draft.number + 1: f"{draft.headline}\n{draft.body}" for draft in drafts}
    for question, graded in zip(QUESTIONS, grades, strict=True):
        assert sorted(graded.values()) == sorted(grade for grade, _ in question.graded() if grade)
        for grade, sentence in question.graded():
            holding = [key for key, text in texts.items() if sentence.removeprefix("# ") in text]
            assert [graded.get(key, 0) for key in holding] == [grade]


def test_planting_leaves_every_quote_at_its_words(planting):
    drafts, _ = planting
    before = {draft.number: draft for draft in make_articles(500, seed=5)}
    for draft in drafts:
        old = before[draft.number]
        said = [draft.body[quote.start : quote.end] for quote in draft.quotes]
        for quote in old.quotes:
            assert old.body[quote.start : quote.end] in said
        for quote in draft.quotes:
            if quote.kind == "direct":
                assert draft.body[quote.start - 1] == "“"
                assert draft.body[quote.end] == "”"
            if quote.cue and quote.mention:
                cue, mention = (draft.body[start:end] for start, end in (quote.cue, quote.mention))
                assert (cue, mention) in [
                    tuple(old.body[start:end] for start, end in (each.cue, each.mention))
                    for each in old.quotes
                ]


@pytest.mark.parametrize(
    ("ranked", "score"),
    [
        ([1, 2, 3], 1.0),
        ([9, 8, 7], 0.0),
        ([], 0.0),
        # (1/1 + 3/1.585 + 7/2) / (7/1 + 3/1.585 + 1/2) = 6.3928 / 9.3928
        ([3, 2, 1], 0.6806),
        # 7/1.585 / 9.3928
        ([9, 1], 0.4702),
    ],
    ids=["best", "none of them", "nothing", "worst order", "one, second"],
)
def test_the_score_of_a_ranking_is_its_gain_beside_the_best(ranked, score):
    assert ndcg(ranked, {1: 3, 2: 2, 3: 1}) == pytest.approx(score, abs=0.0001)


def test_words_of_a_question_are_each_taken_once():
    assert words_of("Who said what, and who said why?") == ("who", "said", "what", "and", "why")
